"""监督: every agency below at a glance, the worst first, with the totals of them all."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, AgencyQuerySet
from gongkai.desk.catalogue.coverage import sent
from gongkai.desk.catalogue.workbook import table
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.overview import columns
from gongkai.filing import duties, reminding
from gongkai.law.inspection import BLANK_COLUMNS

PER_PAGE = 50
CHARTED = 10


class OverviewFilter(forms.Form):
    """Which agencies are listed."""

    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[
            ("", "在本系统办公的"),
            ("request_overdue", "有依申请超期的"),
            ("overdue", "有超期未公开的"),
            ("red", "空白条目达到红线的"),
            ("stale", "有栏目超期未更新的"),
            ("never", "从未公开过的"),
            ("unopened", "还没有启用的"),
        ],
    )
    level = forms.ChoiceField(label="层级", required=False, choices=[("", "全部"), *Agency.Level.choices])
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部机关"), *Agency.Kind.choices])
    q = forms.CharField(
        label="名称", required=False, max_length=60, widget=forms.TextInput({"type": "search", "size": 16})
    )

    def apply(self, found: QuerySet[Agency], red_line: int) -> QuerySet[Agency]:
        """The agencies asked for; enterprises stand apart and show only when asked for (条例第五十五条)."""
        said = self.cleaned_data if self.is_valid() else {}
        state, kind = said.get("state", ""), said.get("kind", "")
        found = found.filter(is_on_desk=state != "unopened")
        found = found.filter(kind=kind) if kind else found.exclude(kind=Agency.Kind.ENTERPRISE)
        if level := said.get("level"):
            found = found.filter(level=level)
        if words := said.get("q", "").strip():
            found = found.filter(name__contains=words)
        narrowed = {
            "request_overdue": Q(request_standing__overdue__gt=0),
            "overdue": Q(overview__overdue__gt=0),
            "red": Q(overview__empty_entries__gte=red_line),
            "stale": Q(overview__stale_entries__gt=0),
            "never": Q(overview=None) | Q(overview__last_released_on=None),
        }
        return found.filter(narrowed[state]) if state in narrowed else found


@page("agency.supervise")
def overview(request: DeskRequest) -> Response:
    """The page; with ?format=xlsx, the whole list as a workbook."""
    today = timezone.localdate()
    red_line = BLANK_COLUMNS.on(today)
    below = _below(request)
    form = OverviewFilter(request.GET)
    found = form.apply(below, red_line.value).select_related("overview", "request_standing")
    found = found.order_by(*columns.order(_sort(request)))
    year = today.year - 1
    if _sort(request).removeprefix("-") == "report":
        found = found.annotate(report_state=duties.state_of(year))
    if request.GET.get("format") == "xlsx":
        _with_reports(found, year, today)
        heads = [("机关", 30), ("层级", 8), ("类型", 12), *((column.word, 12) for column in columns.COLUMNS[1:])]
        rows = (_line(agency) for agency in found)
        return sent(table("监督总览", heads, rows), f"{request.agency.name}下级机关公开情况{today:%Y%m%d}.xlsx")
    totals = _totals(below, red_line.value)
    paged = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    _with_reports(paged.object_list, year, today)
    context = {
        "form": form,
        "year": year,
        "page": paged,
        "columns": [
            {"code": column.code, "word": column.word, "kind": column.kind, "sort": True} for column in columns.COLUMNS
        ],
        "tones": {column.code: column.tone for column in columns.COLUMNS},
        "standings": {agency.pk: columns.standing(agency) for agency in paged},
        "said": {agency.pk: {column.code: column.say(agency) for column in columns.COLUMNS} for agency in paged},
        "totals": totals,
        "red_line": red_line,
        "chart": _chart(below),
    }
    return show(request, "desk/overview/overview.html", "overview", context)


def _below(request: DeskRequest) -> AgencyQuerySet:
    """The agencies below the one of the page that are still there."""
    return agencies.visible_to(request.user).under(request.agency).active().exclude(pk=request.agency.pk)


def _with_reports(found: Iterable[Agency], year: int, today: date) -> None:
    """Set on each agency how it stands with the report of a year: a constant number of queries.

    Late is only who kept its ledger here in that year: of others nobody knows what they filed elsewhere.
    """
    known = reminding.with_ledger(year)
    for duty in duties.of(found, year):
        late = duty.late_by(today) if duty.agency.pk in known else 0
        duty.agency.report = (duty, late)  # type: ignore[attr-defined]  # read by its column


def _line(agency: Agency) -> list[columns.Value]:
    said = (column.say(agency) for column in columns.COLUMNS[1:])
    return [agency.name, agency.get_level_display(), agency.get_kind_display(), *said]


def _sort(request: DeskRequest) -> str:
    return str(request.GET.get("sort", ""))


def _totals(below: AgencyQuerySet, red_line: int) -> dict[str, Any]:
    """All agencies below together, enterprises left out, in one query."""
    opened = Q(is_on_desk=True)
    return below.exclude(kind=Agency.Kind.ENTERPRISE).aggregate(
        agencies=Count("pk", filter=opened),
        unopened=Count("pk", filter=~opened),
        never=Count("pk", filter=opened & (Q(overview=None) | Q(overview__last_released_on=None))),
        red=Count("pk", filter=opened & Q(overview__empty_entries__gte=red_line)),
        late=Count("pk", filter=opened & Q(overview__overdue__gt=0)),
        overdue=Sum("overview__overdue", filter=opened, default=0),
        due_soon=Sum("overview__due_soon", filter=opened, default=0),
        released=Sum("overview__released_this_year", filter=opened, default=0),
        released_late=Sum("overview__released_late_this_year", filter=opened, default=0),
        entries=Sum("overview__entries", filter=opened, default=0),
        empty=Sum("overview__empty_entries", filter=opened, default=0),
        stale=Sum("overview__stale_entries", filter=opened, default=0),
        requests_overdue=Sum("request_standing__overdue", filter=opened, default=0),
        requests_late=Count("pk", filter=opened & Q(request_standing__overdue__gt=0)),
        requests_open=Sum("request_standing__open", filter=opened, default=0),
        requests_replied=Sum("request_standing__replied_this_year", filter=opened, default=0),
        counted_on=Max("overview__counted_on", filter=opened),
    )


def _chart(below: AgencyQuerySet) -> dict[str, Any] | None:
    """The agencies with most overdue, or where nothing is overdue with most blank entries; None where neither."""
    opened = below.filter(is_on_desk=True).exclude(kind=Agency.Kind.ENTERPRISE)
    for field, unit, says, tone in (
        ("overdue", "条", "超期未公开最多的是{name}，{count} 条", "late"),
        ("empty_entries", "个", "空白条目最多的是{name}，{count} 个", "due"),
    ):
        name = f"overview__{field}"
        rows = list(
            opened.filter(**{f"{name}__gt": 0}).order_by(f"-{name}", "path").values_list("name", name)[:CHARTED]
        )
        if rows:
            first, count = rows[0]
            return {
                "says": says.format(name=first, count=count),
                "unit": unit,
                "rows": [(agency, number, tone) for agency, number in rows],
                "note": f"前 {len(rows)} 个机关" if len(rows) == CHARTED else "",
            }
    return None
