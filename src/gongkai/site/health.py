"""For those who watch the site: is the process alive, can it reach its database and its files."""

import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """200 when pages can be served, else 503 with what cannot be reached."""
    missing = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        missing.append("database")
    if not os.access(settings.GONGKAI.data, os.W_OK):
        missing.append("data folder")
    if missing:
        return HttpResponse("\n".join(missing) + "\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
