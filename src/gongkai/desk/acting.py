"""The page of one act: what it does, its form, what it refuses, and on to where the act leads once it is done."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect

from gongkai.desk.frame import DeskRequest, Response, show
from gongkai.desk.items.once import once, token
from gongkai.errors import Refused


class Nothing(forms.Form):
    """The form of an act that needs no words."""


class Reason(forms.Form):
    """The form of an act that needs only its reason."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A field for a day."""
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def act_page(
    request: DeskRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    *,
    place: str,
    title: str,
    says: str,
    word: str,
    done: str,
    back: str,
    crumbs: Sequence[tuple[str, str]],
    about: Sequence[tuple[str, object]] = (),
    revision: int | None = None,
    danger: bool = False,
    template: str = "desk/act.html",
    context: dict[str, Any] | None = None,
) -> Response:
    """Show the form, or do the act with what it says and go to the address it gives; what it refuses stands above."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, lambda: act(form.cleaned_data))
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, done)
            return redirect(address)
    given = {
        "form": form,
        "refused": refused,
        "title": title,
        "says": says,
        "word": word,
        "danger": danger,
        "back": back,
        "crumbs": crumbs,
        "about": about,
        "token": token(request),
        "revision": revision,
        **(context or {}),
    }
    return show(request, template, place, given, status=409 if refused else 422 if form.errors else 200)
