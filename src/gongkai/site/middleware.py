"""Turns what acts refuse into pages: 404 for what is not yours, 403 for another's role, 409 for a refusal."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongkai.errors import GongkaiError, NotYourRole, NotYours
from gongkai.site.errors import page


class Errors:
    """Views catch the refusals they can show beside a field; what reaches here has a page of its own."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotYourRole):
            return page(request, 403, str(exception))
        if isinstance(exception, NotYours):
            return page(request, 404, str(exception))
        if isinstance(exception, GongkaiError):
            return page(request, 409, str(exception))
        return None
