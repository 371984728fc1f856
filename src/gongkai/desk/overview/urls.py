"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.overview import overview

urlpatterns: list[URLPattern | URLResolver] = [path("overview/", overview.overview, name="overview")]
