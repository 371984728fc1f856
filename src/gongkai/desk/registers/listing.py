"""One register's list: its entries of a year, those made void apart, as a page and as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import exporting
from gongkai.desk.registers import place
from gongkai.desk.registers.overview import YEARS, year_in_hand
from gongkai.filing.registers import DOCUMENTS
from gongkai.supervision import access, queries
from gongkai.supervision.models import Problem, Registered
from gongkai.supervision.registers import PROBLEMS, Register


@dataclass(frozen=True)
class Heading:
    """A column of the file."""

    code: str
    word: str


class Filter(forms.Form):
    """Kept in the address; what cannot be read filters nothing."""

    of = forms.CharField(widget=forms.HiddenInput)
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label="状态", required=False)

    def __init__(self, given: Any, register: Register, today: date) -> None:
        super().__init__(given)
        years, states = self.fields["year"], self.fields["state"]
        assert isinstance(years, forms.ChoiceField) and isinstance(states, forms.ChoiceField)
        newest = today.year
        years.choices = [("", "全部"), *((str(year), f"{year}年") for year in range(newest, newest - 2 * YEARS, -1))]
        states.choices = [("", "没有作废的"), *_STATES.get(register.code, ()), ("void", "已作废的")]

    def apply(self, register: Register, found: QuerySet[Any]) -> QuerySet[Any]:
        """The entries that pass."""
        self.is_valid()
        year, state = self.cleaned_data.get("year"), self.cleaned_data.get("state")
        valid = register.model.VALID
        found = found.filter(~valid if state == "void" else valid)
        if state in _CONDITIONS:
            found = found.filter(_CONDITIONS[state])
        if year:
            judged = "year" in register.fields
            found = found.filter(Q(year=year) if judged else queries.within(year))
        return found


_STATES = {
    DOCUMENTS.code: (("in_force", "现行有效的"), ("ended", "废止、失效的")),
    PROBLEMS.code: (("open", "待整改的"), ("mended", "已整改的")),
}
_CONDITIONS = {
    "in_force": Q(ended_on=None),
    "ended": Q(ended_on__isnull=False),
    "open": Q(mended_on=None),
    "mended": Q(mended_on__isnull=False),
}


@page("register.see")
def register(request: DeskRequest) -> Response:
    """The list of the register that ?of= names."""
    named = place.register_of(request)
    if named is None:
        return redirect("desk:registers", request.agency.pk)
    today = timezone.localdate()
    form = Filter(request.GET, named, today)
    found = form.apply(named, access.visible_to(request.user, named.model).filter(agency=request.agency))
    found = found.select_related("inspection") if named.model is Problem else found
    form_of_file = request.GET.get("format", "")
    if form_of_file in exporting.FORMATS:
        return _file(request, named, found, form_of_file, today)
    shown = Paginator(found, place.PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "register": named,
        "form": form,
        "year": form.cleaned_data.get("year") or year_in_hand(today),
        "narrowed": bool(request.GET.get("year") or request.GET.get("state")),
        "page": shown,
        "rows": [_row(named, entry, today) for entry in shown.object_list],
        "columns": _columns(named),
        "all": place.list_address(request.agency.pk, named),
        "overview": place.overview_address(request.agency.pk),
        "may_change": agencies.may("register.change", request.user, request.agency),
    }
    return show(request, "desk/registers/register.html", place.PLACE, context)


def _columns(register: Register) -> list[dict[str, str]]:
    kinds = {"on": "date", "from_on": "date", "due_on": "date", "mended_on": "date", "ended_on": "date"}
    kinds |= dict.fromkeys(("attendance", "year", "score", "sample_size", "satisfaction", "people", "number"), "number")
    first, *others = register.columns
    return [
        {"code": first, "word": register.label(first), "kind": "title"},
        *({"code": name, "word": register.label(name), "kind": kinds.get(name, "text")} for name in others),
        {"code": "state", "word": "状态", "kind": "state"},
    ]


def _row(register: Register, entry: Registered, today: date) -> dict[str, Any]:
    cells = {name: register.shown(entry, name) for name in register.columns}
    return {"cells": cells, "url": place.entry_address(entry), "state": place.state_of(entry, today)}


def _file(request: DeskRequest, register: Register, found: QuerySet[Any], kind: str, today: date) -> Response:
    """Every field under the headings of the template, so that the file can be read back."""
    headings = [Heading(name, register.label(name)) for name in register.fields]

    def rows() -> Iterator[list[str]]:
        for entry in found.iterator(chunk_size=exporting.AT_ONCE):
            yield [register.shown(entry, name) for name in register.fields]

    name = f"{request.agency.name}{register.word}{today:%Y%m%d}"
    if kind == "xlsx":
        return exporting.as_xlsx(name, headings, rows(), sheet_name=register.word)
    return exporting.as_csv(name, headings, rows())
