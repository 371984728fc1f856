"""统计: what was disclosed in a year, by month, category, kind and channel; every number leads to what it counts."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import xlsxwriter
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Agency
from gongkai.catalogue import roots
from gongkai.desk.channels.channel import year_of
from gongkai.desk.channels.deliveries import XLSX
from gongkai.desk.channels.place import PAGE, PLACE, download, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.disclosure import queries
from gongkai.disclosure.models import Channel, Item

NONE = "none"
"""In an address: items of no category."""

UNFILED = "未归类"

SAYS = (
    "每条信息只计一次，算在首次公开的月份、它的法定内容和种类里，所以各行相加等于合计。",
    "同一条信息在几个渠道发布，就在几个渠道各计一次，所以各渠道相加是发布次数，可能多于信息条数。",
)
"""What counts once, and what once a channel."""


@dataclass(frozen=True)
class Figure:
    """One line: what is counted, this year and the year before, and where both are listed."""

    word: str
    now: int
    before: int
    url: str
    url_before: str

    @property
    def change(self) -> str:
        """How it stands to the year before: +3, −2, or nothing."""
        more = self.now - self.before
        return f"+{more}" if more > 0 else f"−{-more}" if more else "持平"


@dataclass(frozen=True)
class Table:
    """Lines that add up to a total, or say why they do not."""

    code: str
    word: str
    head: str
    figures: Sequence[Figure]
    total: Figure
    agrees: bool


@page("channel.see")
def counts(request: DeskRequest) -> Response:
    """The page of a year; with ?format=xlsx, as a workbook."""
    today = timezone.localdate()
    year = year_of(request, today)
    tables = _tables(request, year)
    if request.GET.get("format") == "xlsx":
        name = f"{request.agency.name}{year}年主动公开统计"
        return download(_workbook(name, year, tables), f"{name}.xlsx", XLSX)
    items = tables[0].total
    context = {
        "tabs": tabs(request, "desk:counts", today),
        "year": year,
        "years": list(range(today.year, today.year - 6, -1)),
        "tables": tables,
        "items": items,
        "shown": next(table.total for table in tables if table.code == "channel"),
        "late": queries.counts(request.agency, year).late,
        "late_url": f"{reverse('desk:counted', args=[request.agency.pk])}?year={year}&late=1",
        "is_over": year < today.year,
        "says": SAYS,
        "months": [
            (figure.word, figure.now) for figure in tables[0].figures[: today.month if year == today.year else 12]
        ],
    }
    return show(request, "desk/channels/counts.html", PLACE, context)


@page("channel.see")
def counted(request: DeskRequest) -> Response:
    """What a number counts: items, or publications when a channel is named; by the query that counted them."""
    today = timezone.localdate()
    year = year_of(request, today)
    asked = request.GET
    month = next((each for each in range(1, 13) if str(each) == asked.get("month", "").lstrip("0")), None)
    is_of_channels = asked.get("by") == "channel"
    words = [f"{year}年" + (f"{month}月" if month else "")]
    listed: QuerySet[Any]
    if is_of_channels:
        channel = Channel.objects.filter(agency=request.agency, pk=asked["channel"]).first() if _number(asked) else None
        listed = queries.shown(request.agency, year, channel_id=channel.pk if channel else None)
        listed = listed.select_related("item", "channel").order_by("-on", "-pk")
        words.append(channel.name if channel else "各渠道")
        listed = listed.filter(on__month=month) if month else listed
    else:
        root, kind = asked.get("root", ""), asked.get("kind", "")
        listed = queries.disclosed(request.agency, year, root="" if root == NONE else root or None, kind=kind or None)
        listed = listed.filter(released_on__month=month) if month else listed
        listed = listed.order_by("-released_on", "-pk")
        if root:
            words.append(UNFILED if root == NONE else roots.ROOTS[root].title if root in roots.ROOTS else root)
        if kind in Item.Kind.values:
            words.append(Item.Kind(kind).label)
        if "late" in asked:
            listed = listed.filter(released_on__gt=F("due_on"))
            words.append("超期公开")
    context = {
        "year": year,
        "words": "，".join(words),
        "is_of_channels": is_of_channels,
        "page": Paginator(listed, PAGE).get_page(asked.get("page")),
        "back": f"{reverse('desk:counts', args=[request.agency.pk])}?year={year}",
    }
    return show(request, "desk/channels/counted.html", PLACE, context)


def _number(asked: Mapping[str, str]) -> bool:
    return asked.get("channel", "").isdecimal() and len(asked["channel"]) < 19


def _tables(request: DeskRequest, year: int) -> list[Table]:
    agency = request.agency
    now, before = queries.counts(agency, year), queries.counts(agency, year - 1)
    channels = dict(Channel.objects.filter(agency=agency).order_by("kind", "pk").values_list("pk", "name"))
    own = {root.code: f"{root.code} {root.title}" for root in roots.of_level(agency.level)}
    others = {code: code or UNFILED for code in {*now.by_root, *before.by_root} - own.keys()}
    months = [_by_month(agency, year), _by_month(agency, year - 1)]
    return [
        _table(agency, year, "month", "按月份", {n: f"{n}月" for n in range(1, 13)}, months, (now.items, before.items)),
        _table(
            agency, year, "root", "按法定内容", own | others, (now.by_root, before.by_root), (now.items, before.items)
        ),
        _table(
            agency,
            year,
            "kind",
            "按种类",
            {kind: label for kind, label in Item.Kind.choices if kind in {*now.by_kind, *before.by_kind}},
            (now.by_kind, before.by_kind),
            (now.items, before.items),
        ),
        _table(
            agency,
            year,
            "channel",
            "按渠道",
            {pk: name for pk, name in channels.items() if pk in {*now.by_channel, *before.by_channel}},
            (now.by_channel, before.by_channel),
            (sum(now.by_channel.values()), sum(before.by_channel.values())),
        ),
    ]


def _table(
    agency: Agency,
    year: int,
    code: str,
    word: str,
    names: Mapping[Any, str],
    counted: Sequence[Mapping[Any, int]],
    totals: tuple[int, int],
) -> Table:
    there = reverse("desk:counted", args=[agency.pk])
    fixed = {"by": "channel"} if code == "channel" else {}

    def figure(name: str, this: int, last: int, **chosen: Any) -> Figure:
        at, at_before = (f"{there}?{urlencode({'year': each, **fixed, **chosen})}" for each in (year, year - 1))
        return Figure(name, this, last, at, at_before)

    this, last = counted
    figures = [figure(name, this.get(key, 0), last.get(key, 0), **{code: key or NONE}) for key, name in names.items()]
    agrees = (sum(each.now for each in figures), sum(each.before for each in figures)) == totals
    return Table(code, word, word.removeprefix("按"), figures, figure("合计", *totals), agrees)


def _by_month(agency: Agency, year: int) -> dict[int, int]:
    rows = queries.disclosed(agency, year).order_by().values_list("released_on__month")
    return dict(rows.annotate(count=Count("pk")))


def _workbook(title: str, year: int, tables: Sequence[Table]) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEF1F4"})
    cell, total = book.add_format({"border": 1}), book.add_format({"border": 1, "bold": True})
    for table in tables:
        sheet = book.add_worksheet(table.word)
        sheet.set_column(0, 0, 50)
        sheet.set_column(1, 3, 12)
        sheet.write_string(0, 0, title)
        sheet.write_row(1, 0, (table.head, f"{year}年", f"{year - 1}年", "增减"), head)
        line = 1
        for line, figure in enumerate(table.figures, start=2):
            sheet.write_row(line, 0, (figure.word, figure.now, figure.before, figure.now - figure.before), cell)
        end = table.total
        sheet.write_row(line + 1, 0, (end.word, end.now, end.before, end.now - end.before), total)
        sheet.write_string(line + 2, 0, SAYS[table.code == "channel"])
        sheet.freeze_panes(2, 1)
    book.close()
    return written.getvalue()
