"""Who the visitor is, behind a proxy and without one."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from gongkai.site import middleware


def seen(**about: str) -> dict[str, str]:
    """What a view is told of a visitor when 10.0.0.1 is the trusted proxy."""
    kept: dict[str, str] = {}

    def respond(request: HttpRequest) -> HttpResponse:
        kept.update({name: str(value) for name, value in request.META.items()})
        return HttpResponse()

    visitor = middleware.Visitor(respond)
    visitor.trusted = frozenset({"10.0.0.1", "10.0.0.2"})
    visitor(RequestFactory().get("/", **about))  # type: ignore[arg-type]
    return kept


def test_a_trusted_proxy_is_believed() -> None:
    told = seen(REMOTE_ADDR="10.0.0.1:4711", HTTP_X_FORWARDED_FOR="6.6.6.6, 9.9.9.9, 10.0.0.2")
    assert told["REMOTE_ADDR"] == "9.9.9.9"


def test_what_a_visitor_claims_of_itself_is_dropped() -> None:
    told = seen(REMOTE_ADDR="8.8.8.8", HTTP_X_FORWARDED_FOR="1.1.1.1", HTTP_X_FORWARDED_PROTO="https")
    assert told["REMOTE_ADDR"] == "8.8.8.8"
    assert not {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"} & set(told)


@pytest.mark.parametrize(
    ("text", "address"), [("[::1]:80", "::1"), ("::1", "::1"), ("1.2.3.4:80", "1.2.3.4"), ("1.2.3.4", "1.2.3.4")]
)
def test_an_address_is_read_without_its_port(text: str, address: str) -> None:
    assert seen(REMOTE_ADDR=text)["REMOTE_ADDR"] == address
