"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.requests import board, record

REQUEST = "requests/<int:info_request_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", board.requests, name="requests"),
    path(REQUEST, record.info_request, name="info_request"),
]
