"""What stands before and behind every view: who the visitor is, and a page for what an act refuses."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from gongkai.errors import GongkaiError, NotYourRole, NotYours
from gongkai.site.errors import page

LARGEST = 2**63 - 1
"""Of the numbers that databases give to records."""


class Errors:
    """Refusals as pages: 404 for what is not yours, 403 for another's role, 409 for the rest.

    Views catch the refusals they can show beside a field; what reaches here has a page of its own.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """An address with a number that no record can have is not there."""
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotYourRole):
            return page(request, 403, str(exception))
        if isinstance(exception, NotYours):
            return page(request, 404, str(exception))
        if isinstance(exception, GongkaiError):
            return page(request, 409, str(exception))
        return None


class Visitor:
    """The visitor's address and scheme as a trusted proxy tells them; what anyone else claims is dropped."""

    CLAIMS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond
        self.trusted = frozenset(settings.GONGKAI.trusted_proxies)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        about = request.META
        about["REMOTE_ADDR"] = _address(about.get("REMOTE_ADDR", ""))
        if about["REMOTE_ADDR"] in self.trusted:
            hops = [_address(hop) for hop in about.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
            about["REMOTE_ADDR"] = next(
                (hop for hop in reversed(hops) if hop not in self.trusted), about["REMOTE_ADDR"]
            )
        else:
            for claim in self.CLAIMS:
                about.pop(claim, None)
        return self.respond(request)


def _address(text: str) -> str:
    """An address without the port that some servers and proxies write after it."""
    text = text.strip()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
