"""下级报送: who of the agencies below has handed in the report of a year, who is late, whose is wrong or blank.

Of a report that is still drafted below only the word of its state shows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency
from gongkai.desk.catalogue.coverage import sent
from gongkai.desk.catalogue.workbook import table
from gongkai.desk.filings.place import PER_PAGE, PLACE, TONES, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.filing import comparing, duties, reminding
from gongkai.filing.actions.beginning import FIRST_YEAR
from gongkai.filing.duties import NOT_BEGUN, Duty
from gongkai.filing.figures.figure import Number, plain
from gongkai.filing.models import Filing, Frozen, Version
from gongkai.report import exchange

_S = Version.State

FIGURES = {
    "disclosed": ("disclosed.total", "公开条数"),
    "new": ("requests.new.total", "新收申请"),
    "handled": ("requests.handled.total", "办结"),
    "reconsiderations": ("challenges.reconsideration.total", "复议"),
}
"""Figures shown of a report that was handed in: code → name, heading."""

IN_AGENCY = (_S.READING, _S.DRAFTING, _S.EXAMINING, _S.EXAMINED, _S.DISCARDED)


@dataclass
class Row:
    """One agency below: how it stands, how its report checks, what it says.

    Of one that kept no ledger here in the year `is_here` is false: nothing is known of its report but what was filed.
    """

    duty: Duty
    today: date
    checked: dict[str, Any]
    is_here: bool = True
    figures: dict[str, Number | None] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        return self.duty.agency.pk

    @property
    def name(self) -> str:
        return self.duty.agency.name

    @property
    def late(self) -> int:
        return self.duty.late_by(self.today) if self.is_here else 0

    @property
    def words(self) -> str:
        """The state as a word."""
        return self.duty.words if self.is_here else "当年没有在这里记台账"

    @property
    def tone(self) -> str:
        return "draft" if self.duty.state == NOT_BEGUN else TONES[_S(self.duty.state)]

    @property
    def is_open(self) -> bool:
        """Whether there is something that this officer may read."""
        return self.duty.filing_id is not None and (self.duty.filed_version_id is not None or self.duty.is_sent_back)

    @property
    def may_be_asked(self) -> bool:
        return self.is_here and not self.duty.is_filed

    def kept(self, name: str) -> int | None:
        """How many errors, warnings or blank cells there are in what was handed in; None where nothing was."""
        value = self.checked.get(name)
        return None if value is None else int(value)


class BoardFilter(forms.Form):
    """Which agencies are listed, of which year."""

    year = forms.TypedChoiceField(label="年度", coerce=int, required=False)
    state = forms.ChoiceField(
        label="情况",
        required=False,
        choices=[
            ("", "全部"),
            ("missing", "还没有报送的"),
            ("late", "迟报、超期未报的"),
            ("submitted", "待审核的"),
            ("returned", "退回待改的"),
            ("accepted", "审核通过，待公布的"),
            ("published", "已公布、已入库的"),
            ("errors", "报告有错误的"),
            ("blank", "报告有空白格的"),
        ],
    )
    kind = forms.ChoiceField(label="类型", required=False)
    q = forms.CharField(
        label="名称", required=False, max_length=60, widget=forms.TextInput({"type": "search", "size": 16})
    )

    def __init__(self, data: Any, *, last: int) -> None:
        super().__init__(data)
        year, kind = self.fields["year"], self.fields["kind"]
        assert isinstance(year, forms.TypedChoiceField) and isinstance(kind, forms.ChoiceField)
        year.choices = [(each, f"{each} 年度") for each in range(last, FIRST_YEAR - 1, -1)]
        year.initial = last
        kinds = [choice for choice in Agency.Kind.choices if choice[0] != Agency.Kind.ENTERPRISE]
        kind.choices = [("", "全部机关"), *kinds]

    def apply(self, rows: Iterable[Row]) -> list[Row]:
        """The rows asked for."""
        said = self.cleaned_data if self.is_valid() else {}
        wanted, kind, words = said.get("state", ""), said.get("kind", ""), said.get("q", "").strip()
        fits = STATES.get(wanted)
        return [
            row
            for row in rows
            if (fits is None or fits(row))
            and (not kind or row.duty.agency.kind == kind)
            and (not words or words in row.name)
        ]


STATES: dict[str, Callable[[Row], bool]] = {
    "missing": lambda row: row.may_be_asked,
    "late": lambda row: row.late > 0,
    "submitted": lambda row: row.duty.state == _S.SUBMITTED,
    "returned": lambda row: row.duty.state == _S.RETURNED,
    "accepted": lambda row: row.duty.state == _S.ACCEPTED,
    "published": lambda row: row.duty.stands_id is not None or row.duty.state == _S.PUBLISHED,
    "errors": lambda row: bool(row.kept("errors")),
    "blank": lambda row: bool(row.kept("blank")),
}


def _dated(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.duty, name) or date.max


def _counted(name: str) -> Callable[[Row], Any]:
    return lambda row: -1 if row.kept(name) is None else row.kept(name)


SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: row.duty.agency.path,
    "state": lambda row: row.words,
    "submitted": _dated("submitted_on"),
    "published": _dated("published_on"),
    "late": lambda row: row.late,
    "errors": _counted("errors"),
    "blank": _counted("blank"),
}
COLUMNS: list[dict[str, Any]] = [
    {"code": "name", "word": "机关", "kind": "title", "sort": True},
    {"code": "state", "word": "状态", "sort": True},
    {"code": "submitted", "word": "报送", "kind": "date", "sort": True},
    {"code": "published", "word": "公布", "kind": "date", "sort": True},
    {"code": "late", "word": "超期", "kind": "number", "sort": True},
    {"code": "errors", "word": "错误", "kind": "number", "sort": True},
    {"code": "blank", "word": "空白", "kind": "number", "sort": True},
    *({"code": code, "word": word, "kind": "number"} for code, (_, word) in FIGURES.items()),
]


@page("filing.receive")
def filing_board(request: DeskRequest) -> Response:
    """The page; with ?format=xlsx, the whole list as a workbook."""
    today = timezone.localdate()
    form = BoardFilter(request.GET, last=today.year - 1)
    year = year_of(form)
    rows = rows_below(request, year, today)
    found = _sorted(form.apply(rows), request.GET.get("sort", ""))
    if request.GET.get("format") == "xlsx":
        _fill(found)
        return sent(_workbook(found, year), f"{request.agency.name}下级{year}年度报告报送情况{today:%Y%m%d}.xlsx")
    paged = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown: list[Row] = list(paged.object_list)
    _fill(shown)
    total = Filing.objects.filter(agency=request.agency, year=year, scope=Filing.Scope.WHOLE).first()
    context = {
        "tabs": tabs(request, "desk:filing_board"),
        "form": form,
        "year": year,
        "page": paged,
        "rows": shown,
        "columns": COLUMNS,
        "figures": FIGURES,
        "cards": _cards(rows, year),
        "chart": _chart(rows),
        "all": len(rows),
        "waiting": sum(row.may_be_asked for row in rows),
        "total": total,
        "may_draft": agencies.may("filing.draft", request.user, request.agency),
        "terms": _terms(rows),
    }
    return show(request, "desk/filings/board.html", PLACE, context)


def year_of(form: BoardFilter) -> int:
    """The year asked for; by default the one before this."""
    year = form.cleaned_data.get("year") if form.is_valid() else None
    return int(year or form.fields["year"].initial)


def rows_below(request: DeskRequest, year: int, today: date) -> list[Row]:
    """The agencies below that owe a report on the year, in a constant number of queries."""
    below = agencies.visible_to(request.user).under(request.agency).exclude(pk=request.agency.pk)
    standing = duties.of(duties.those_reporting(below, year), year)
    filed = {number for duty in standing if (number := duty.filed_version_id)}
    checked = dict(Version.objects.filter(pk__in=filed).values_list("pk", "checked"))
    here = reminding.with_ledger(year)
    return [Row(duty, today, checked.get(duty.filed_version_id or 0, {}), duty.agency.pk in here) for duty in standing]


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """As asked for; by default what waits for the supervisor first, then the latest, in the order of the tree."""
    by = SORTS.get(sort.removeprefix("-"))
    if by is None:
        return sorted(rows, key=lambda row: (row.duty.state != _S.SUBMITTED, -row.late, row.duty.agency.path))
    return sorted(rows, key=by, reverse=sort.startswith("-"))


def _fill(rows: list[Row]) -> None:
    """Set the figures of the reports in rows; of one read from a file, the total that its text states: two queries."""
    codes = {name: code for code, (name, _) in FIGURES.items()}
    by_version = {row.duty.filed_version_id: row for row in rows if row.duty.filed_version_id}
    kept = Frozen.objects.filter(version__in=by_version, name__in=codes)
    for version_id, name, value in kept.values_list("version_id", "name", "value"):
        by_version[version_id].figures[codes[name]] = None if value is None else plain(value)
    read = Version.objects.filter(pk__in=by_version, origin=Version.Origin.FILE).exclude(report="")
    for version_id, text in read.values_list("pk", "report"):
        stated = comparing.number_of(exchange.decode(text.encode()), comparing.TOTAL)
        by_version[version_id].figures.setdefault("disclosed", stated)


def _cards(rows: list[Row], year: int) -> list[dict[str, Any]]:
    def card(state: str, word: str, tone: str = "") -> dict[str, Any]:
        number = sum(STATES[state](row) for row in rows)
        return {"number": number, "unit": "个", "word": word, "tone": tone, "url": f"?year={year}&state={state}"}

    filed = sum(row.duty.is_filed for row in rows)
    return [
        {"number": filed, "unit": f"/ {len(rows)} 个", "word": "已报送", "url": f"?year={year}"},
        card("submitted", "待审核", "due"),
        card("missing", "还没有报送", "due"),
        card("late", "迟报、超期未报", "late"),
        card("errors", "报告有错误", "late"),
        card("blank", "报告有空白格", "due"),
    ]


def _chart(rows: list[Row]) -> dict[str, Any] | None:
    """How far the agencies are, as bars, with the sentence it shows."""
    if not rows:
        return None
    steps = [
        ("当年没有记台账", sum(not row.is_here for row in rows), ""),
        ("还没有编制", sum(row.is_here and not row.duty.is_begun for row in rows), ""),
        ("编制、审查中", sum(row.duty.state in IN_AGENCY and row.duty.is_begun for row in rows), ""),
        ("退回待改", sum(STATES["returned"](row) for row in rows), "late"),
        ("待审核", sum(STATES["submitted"](row) for row in rows), "due"),
        ("审核通过", sum(STATES["accepted"](row) for row in rows), "ok"),
        ("已公布、已入库", sum(STATES["published"](row) for row in rows), "ok"),
    ]
    filed = sum(row.duty.is_filed for row in rows)
    late = sum(row.late > 0 for row in rows)
    says = f"{len(rows)} 个机关中 {filed} 个已报送"
    says += f"，{late} 个迟报或者超期未报" if late else "，没有迟报的"
    return {"says": says, "rows": steps}


def _terms(rows: list[Row]) -> list[tuple[str, str, str]]:
    """The last days in force below: whom they are for, the days, whose they are."""
    found: dict[tuple[str, str, str], None] = {}
    for row in rows:
        dated = row.duty.dates
        days = f"{dated.submit_by}前报送" + (
            "" if dated.publish_by == dated.submit_by else f"，{dated.publish_by}前公布"
        )
        unsure = "" if dated.is_confirmed else "【未核实】"
        found[dated.whom.label, days, dated.whose + unsure] = None
    return list(found)


_HEADS = (
    *("状态", "报送日期", "审核通过日期", "公布日期", "超期天数", "错误", "提示", "空白格"),
    *(word for _, word in FIGURES.values()),
)


def _workbook(rows: list[Row], year: int) -> bytes:
    heads = [("机关", 30), ("层级", 8), ("类型", 12), *((word, 14) for word in _HEADS)]
    lines = (
        [
            row.name,
            row.duty.agency.get_level_display(),
            row.duty.agency.get_kind_display(),
            row.words,
            row.duty.submitted_on,
            row.duty.accepted_on,
            row.duty.published_on,
            row.late,
            row.kept("errors"),
            row.kept("warnings"),
            row.kept("blank"),
            *(_whole(row.figures.get(code)) for code in FIGURES),
        ]
        for row in rows
    )
    return table(f"{year}年度报告", heads, lines)


def _whole(number: Number | None) -> int | None:
    return None if number is None else int(number)
