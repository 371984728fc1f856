"""登记簿: every register with what it holds of a year and what the report will say of it; what the items offer it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.registers.place import PLACE, list_address, tabs
from gongkai.filing import from_items
from gongkai.filing.models import Decided, NormativeDocument
from gongkai.filing.registers import DECISIONS, DOCUMENTS, REGISTERS, amount
from gongkai.supervision import queries
from gongkai.supervision.registers import Register

YEARS = 6
_LAST_MONTH = 3
"""Until March one works on the report of last year, then registers for this one."""


@dataclass(frozen=True)
class Line:
    """A register in the overview: what it holds of the year, in figures or in the words of the report without any."""

    word: str
    feeds: str
    url: str
    new: str
    says: str
    is_empty: bool
    last: date | None


class Year(forms.Form):
    """Kept in the address."""

    year = forms.ChoiceField(label="年度", required=False)

    def __init__(self, given: Any, today: date) -> None:
        super().__init__(given)
        first = today.year
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(year), f"{year}年") for year in range(first, first - YEARS, -1)]
        self.initial["year"] = str(year_in_hand(today))


def year_in_hand(today: date) -> int:
    """The year that one registers for."""
    return today.year - 1 if today.month <= _LAST_MONTH else today.year


def year_asked(request: DeskRequest, today: date) -> int | None:
    """The year of the page one came from, as ?year= says; None where it says none."""
    given = request.GET.get("year", "")
    return next((year for year in range(2008, today.year + 1) if str(year) == given), None)


@page("register.see")
def registers(request: DeskRequest) -> Response:
    """The page: a constant number of queries."""
    today = timezone.localdate()
    form = Year(request.GET if "year" in request.GET else None, today)
    year = int(form.cleaned_data["year"] or year_in_hand(today)) if form.is_valid() else year_in_hand(today)
    may_change = agencies.may("register.change", request.user, request.agency)
    context: dict[str, Any] = {
        "tabs": tabs(request, "desk:registers"),
        "form": form,
        "year": year,
        "lines": [*(_line(register, request.agency, year) for register in REGISTERS), _groups(request.agency, year)],
        "may_change": may_change,
        "documents_offered": from_items.documents(request.agency).count(),
        "documents_ended": list(from_items.ended(request.agency)[:YEARS]),
        "to_count": _to_count(request.agency, year, today),
    }
    return show(request, "desk/registers/registers.html", PLACE, context)


def _line(register: Register, agency: Agency, year: int) -> Line:
    found = queries.held(register.model, agency, year)
    says, last = _said(register, agency, year)
    if says is None:
        held = found.aggregate(count=Count("pk"), last=Max("on"))
        says, last = (f"{held['count']} {register.unit}" if held["count"] else ""), held["last"]
    return Line(
        word=register.word,
        feeds=register.feeds,
        url=list_address(agency.pk, register, year=year),
        new=reverse("desk:register_new", args=[agency.pk], query={"of": register.code, "year": year}),
        says=says or f"本年没有登记；{register.nothing(agency)}",
        is_empty=not says,
        last=last,
    )


def _said(register: Register, agency: Agency, year: int) -> tuple[str | None, date | None]:
    """What is said of the registers of table two, which are not simply counted; None of the others."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if register is DOCUMENTS:
        held = NormativeDocument.objects.filter(NormativeDocument.VALID, agency=agency, on__lte=last).aggregate(
            made=Count("pk", filter=Q(on__gte=first)),
            ended=Count("pk", filter=Q(ended_on__gte=first, ended_on__lte=last)),
            in_force=Count("pk", filter=Q(ended_on=None) | Q(ended_on__gt=last)),
            last=Max("on"),
        )
        counted = f"制发 {held['made']} 件，废止 {held['ended']} 件，现行有效 {held['in_force']} 件"
        return (counted if held["last"] else ""), held["last"]
    if register is DECISIONS:
        kinds = queries.held(Decided, agency, year).values("kind").order_by("kind")
        rows = {row["kind"]: row for row in kinds.annotate(number=Sum("number"), last=Max("on"))}
        parts = [
            f"{kind.label} {amount(Decided(kind=kind, number=rows[kind]['number']))}"
            for kind in Decided.Kind
            if kind in rows
        ]
        return "，".join(parts), max((row["last"] for row in rows.values()), default=None)
    return None, None


def _groups(agency: Agency, year: int) -> Line:
    """领导小组: kept with the agency; who joined or left is counted here."""
    changed = queries.group_changes(agency, year).aggregate(
        count=Count("pk"), joined=Max("from_on"), left=Max("until_on")
    )
    days = [day for day in (changed["joined"], changed["left"]) if day is not None and day.year == year]
    return Line(
        word="领导小组调整",
        feeds="第一部分（五）监督保障：领导小组成员的调整",
        url=reverse("desk:leading_groups", args=[agency.pk]),
        new="",
        says=f"增补、离任 {changed['count']} 人次" if changed["count"] else "本年没有调整",
        is_empty=not changed["count"],
        last=max(days, default=None),
    )


def _to_count(agency: Agency, year: int, today: date) -> list[dict[str, Any]]:
    """The kinds of which decisions were published in the year and nothing at all is registered."""
    last = min(date(year, 12, 31), today)
    registered = {*queries.held(Decided, agency, year).values_list("kind", flat=True).distinct()}
    return [
        {
            "word": kind.label,
            "count": count,
            "url": reverse("desk:register_decisions_count", args=[agency.pk], query={"kind": kind.value, "year": year}),
        }
        for kind in from_items.ROOTS
        if kind not in registered and (count := from_items.decisions(agency, kind, date(year, 1, 1), last).count())
    ]
