"""目录: the parts of this place, and the page of one act on something in it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.catalogue import access
from gongkai.catalogue.models import Catalogue
from gongkai.desk.frame import DeskRequest, Response, show
from gongkai.errors import NotYours, Refused

PLACE = "catalogue"

_PARTS = (
    ("coverage", "覆盖情况", "desk:catalogue"),
    ("editions", "目录各版", "desk:catalogue_editions"),
    ("guide", "公开指南", "desk:guide"),
    ("regulations", "制度库", "desk:regulations"),
)


class Nothing(forms.Form):
    """The form of an act that needs no words."""


def posted(request: DeskRequest) -> QueryDict | None:
    """What a form was sent with, None where none was sent; an empty form is sent as well."""
    return request.POST if request.method == "POST" else None


def tabs(request: DeskRequest, part: str) -> list[dict[str, Any]]:
    """The links to the parts of this place, one of them the page's own."""
    return [
        {"word": word, "url": reverse(name, args=[request.agency.pk]), "current": code == part}
        for code, word, name in _PARTS
    ]


def catalogue_of(request: DeskRequest, catalogue_id: int) -> Catalogue:
    """A catalogue of the agency of the page. Raises NotYours."""
    return access.for_reading(catalogue_id, by=request.user, agency=request.agency)


def of_agency(request: DeskRequest, record: Any, what: str) -> Any:
    """A record, if there is one and it is the agency's of the page. Raises NotYours."""
    if record is None or record.agency_id != request.agency.pk:
        raise NotYours(f"这个机关没有{what}。")
    return record


def act_page(
    request: DeskRequest,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    says: str,
    word: str,
    back: str,
    done: str,
    crumbs: list[Any],
    form: forms.Form | None = None,
    facts: list[tuple[str, object]] | None = None,
    danger: bool = False,
) -> Response:
    """Ask once more, then do the act with what its form says; `act` gives the address to go on to."""
    form = form or Nothing(posted(request))
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = act(form.cleaned_data)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, done)
            return redirect(address)
    context = {
        "title": title,
        "says": says,
        "word": word,
        "back": back,
        "crumbs": [*crumbs, title],
        "form": form,
        "facts": facts or [],
        "danger": danger,
        "refused": refused,
    }
    return show(request, "desk/catalogue/act.html", PLACE, context, status=409 if refused else 200)
