"""The page of one act on an item: what it does, its form, what it refuses, and back to the record once done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.desk.frame import DeskRequest, Response, show
from gongkai.desk.items.once import once, token
from gongkai.disclosure import access
from gongkai.disclosure.models import Item
from gongkai.errors import NotYours, Refused


class Nothing(forms.Form):
    """The form of an act that needs no words."""


def item_of(request: DeskRequest, item_id: int) -> Item:
    """An item of the agency of the page. Raises NotYours."""
    item = access.for_reading(item_id, by=request.user)
    if item.agency_id != request.agency.pk:
        raise NotYours("这个机关没有这条信息。")
    return item


def act_page(
    request: DeskRequest,
    item: Item,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    says: str,
    word: str,
    done: str,
    danger: bool = False,
    then: str = "desk:item",
    template: str = "desk/items/act.html",
    context: dict[str, Any] | None = None,
) -> Response:
    """Show the form, or do the act with what it says and go back to the record."""
    back = reverse("desk:item", args=[request.agency.pk, item.pk])
    following = reverse(then, args=[request.agency.pk, item.pk])
    refused = None
    if request.method == "POST" and form.is_valid():

        def done_once() -> str:
            act(form.cleaned_data)
            return following

        try:
            address = once(request, done_once)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, done)
            return redirect(address)
    given = {
        "item": item,
        "form": form,
        "refused": refused,
        "title": title,
        "says": says,
        "word": word,
        "danger": danger,
        "back": back,
        "token": token(request),
        **(context or {}),
    }
    return show(request, template, "items", given, status=409 if refused else 422 if form.errors else 200)
