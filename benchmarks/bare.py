"""光板: the least that Django can do: one view, no middleware, no database; as many bytes as it is asked for."""

from functools import lru_cache

from django.conf import settings

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="not a secret: nothing is signed here",
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
)

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


@lru_cache(64)
def _bytes(length: int) -> bytes:
    return b"x" * length


def view(request: HttpRequest, length: int) -> HttpResponse:
    return HttpResponse(_bytes(length))


urlpatterns = [path("<int:length>/", view)]
application = get_wsgi_application()
