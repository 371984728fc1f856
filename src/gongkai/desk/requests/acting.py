"""The page of one act on a case: what it does, its form, what it refuses, and back to the case once done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.desk.frame import DeskRequest, Response, show
from gongkai.desk.items.once import once, token
from gongkai.errors import NotYours, Refused
from gongkai.request import access
from gongkai.request.models import InfoRequest

PLACE = "requests"


class Nothing(forms.Form):
    """The form of an act that needs no words."""


def case_of(request: DeskRequest, info_request_id: int) -> InfoRequest:
    """A case of the agency of the page. Raises NotYours."""
    info_request = access.for_reading(info_request_id, by=request.user)
    if info_request.agency_id != request.agency.pk:
        raise NotYours("这个机关没有这件申请。")
    return info_request


def case_url(info_request: InfoRequest) -> str:
    return reverse("desk:info_request", args=[info_request.agency_id, info_request.pk])


def revision_seen(request: DeskRequest, info_request: InfoRequest) -> int:
    """The revision of the case that the form was opened on; that of now where the form is only shown."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdigit() else info_request.revision


def act_page(
    request: DeskRequest,
    info_request: InfoRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any], int], object],
    *,
    title: str,
    says: str,
    word: str,
    done: str,
    danger: bool = False,
    then: str = "",
    template: str = "desk/requests/act.html",
    context: dict[str, Any] | None = None,
    is_ready: bool = True,
) -> Response:
    """Show the form, or do the act with what it says and go on: to `then`, or back to the case.

    What is not ready is only shown, with what follows from it, to be sent once more.
    `act` is given what the form says and the revision of the case that its page was opened on.
    """
    back = case_url(info_request)
    revision = revision_seen(request, info_request)
    refused = None
    if request.method == "POST" and form.is_valid() and is_ready:

        def done_once() -> str:
            act(form.cleaned_data, revision)
            return then or back

        try:
            address = once(request, done_once)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, done)
            return redirect(address)
    given = {
        "info_request": info_request,
        "form": form,
        "refused": refused,
        "title": title,
        "says": says,
        "word": word,
        "danger": danger,
        "back": back,
        "token": token(request),
        "revision": revision,
        **(context or {}),
    }
    return show(request, template, PLACE, given, status=409 if refused else 422 if form.errors else 200)
