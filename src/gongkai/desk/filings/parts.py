"""汇总来源: whose reports a total is made of, what is left out and why, who is missing; who lets a doubt stand."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk import acting
from gongkai.desk.filings.place import PER_PAGE, act_page, filing_of, show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.errors import NotYours
from gongkai.filing import figures, states, totalling
from gongkai.filing.actions import including
from gongkai.filing.duties import Duty
from gongkai.filing.models import Filing
from gongkai.filing.states import Kind
from gongkai.filing.totalling import Part

SHOWN = "disclosed.total"
"""The figure shown beside each report where the address names none."""

LISTS = {"counted": "计入的", "left_out": "存疑、没有计入的", "missing": "还没有的"}
"""What the reports of a total are parted into."""


@page("filing.see")
def filing_parts(request: DeskRequest, total_id: int) -> Response:
    """The page; with ?name=, what each report gives to that figure."""
    version = version_of(request, total_id)
    filing = version.filing
    if filing.scope != Filing.Scope.WHOLE:
        raise NotYours("本级的报告不由下级的报告相加。")
    found = totalling.parts(filing)
    lists: dict[str, Sequence[Part | Duty]] = {
        "counted": found.counted,
        "left_out": found.left_out,
        "missing": found.missing,
    }
    listed = request.GET.get("list", "counted")
    listed = listed if listed in lists else "counted"
    paged = Paginator(lists[listed], PER_PAGE).get_page(request.GET.get("page"))
    shown = figures.of_version(version)
    name = request.GET.get("name", SHOWN)
    figure = shown.get(name) or shown.get(SHOWN)
    is_latest = version.pk == filing.latest_id
    context = {
        "listed": listed,
        "lists": [
            {
                "word": f"{word} {len(lists[code])}",
                "url": "?" + urlencode({"list": code, "name": figure.name if figure else ""}),
                "current": code == listed,
            }
            for code, word in LISTS.items()
        ],
        "page": paged,
        "figure": figure,
        "figures": [(each.name, each.label) for each in shown.values()],
        "values": totalling.by_part(found.counted, figure.name) if figure and listed == "counted" else {},
        "seen": set(agencies.visible_to(request.user).under(filing.agency).values_list("pk", flat=True)),
        "has_changed": is_latest and version.is_editable and version.counted_at and found.numbers != version.parts,
        "may_decide": is_latest
        and states.allowed(version, Kind.COUNTED)
        and agencies.may("filing.draft", request.user, filing.agency),
        "can_be_included": lambda part: totalling.can_be_included(filing, part),
    }
    return show_report(request, "desk/filings/parts.html", version, "desk:filing_parts", context)


@page("filing.draft")
def filing_part_include(request: DeskRequest, total_id: int, part_id: int) -> Response:
    """计入: a report in doubt."""
    filing = filing_of(request, total_id)
    part = _part(filing, part_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return including.include(
            filing.pk, part_id, reason=given["reason"], by=request.user, today=timezone.localdate(), revision=revision
        )

    return act_page(
        request,
        filing,
        acting.Reason(request.POST or None),
        act,
        then="desk:filing_parts",
        title=f"计入{part.agency}的报告",
        says=f"这份报告存疑：{part.why}。计入以后请重新统计；没有数的格，合计也没有数。",
        word="计入",
        done="已计入，请重新统计。",
    )


@page("filing.draft")
def filing_part_leave_out(request: DeskRequest, total_id: int, part_id: int) -> Response:
    """不再计入."""
    filing = filing_of(request, total_id)
    part = _part(filing, part_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return including.leave_out(filing.pk, part_id, by=request.user, today=timezone.localdate(), revision=revision)

    return act_page(
        request,
        filing,
        acting.Nothing(request.POST or None),
        act,
        then="desk:filing_parts",
        title=f"不再计入{part.agency}的报告",
        says="这份报告存疑，不再计入汇总。请随后重新统计。",
        word="不再计入",
        done="已不再计入，请重新统计。",
    )


def _part(filing: Filing, part_id: int) -> Part:
    """The report among the parts of a total that the address names. Raises NotYours."""
    if filing.scope == Filing.Scope.WHOLE:
        found = totalling.parts(filing)
        for part in (*found.counted, *found.left_out):
            if part.version_id == part_id:
                return part
    raise NotYours("这份报告不在汇总的范围内。")
