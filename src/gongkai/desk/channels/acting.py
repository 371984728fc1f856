"""The page of one act of this place: its form, what it refuses, and where it leads once done."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect

from gongkai.desk.channels.place import PLACE
from gongkai.desk.frame import DeskRequest, Response, show
from gongkai.desk.items.once import once, token
from gongkai.errors import Refused

Crumbs = Sequence[tuple[str, str] | str]


def act_page(
    request: DeskRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    title: str,
    says: str,
    word: str,
    done: str,
    back: str,
    crumbs: Crumbs,
    rows: Sequence[tuple[str, Any]] = (),
    danger: bool = False,
    then: str = "",
) -> Response:
    """Show the form, or do the act with what it holds and go on; the same form sent twice does it once."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, lambda: (act(), then or back)[1])
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, done)
            return redirect(address)
    context = {
        "form": form,
        "refused": refused,
        "title": title,
        "says": says,
        "word": word,
        "back": back,
        "crumbs": crumbs,
        "rows": rows,
        "danger": danger,
        "token": token(request),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/channels/act.html", PLACE, context, status=status)
