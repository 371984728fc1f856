"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.agencies.agency import agency

urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/", agency, name="agency"),
]
