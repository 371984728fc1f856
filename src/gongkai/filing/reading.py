"""核对: what the reader of a file is not sure of, for eyes to settle beside the original; and the report settled.

    doubtful(report, filing) -> what to look at         settled(report, doubts) -> the report as eyes confirmed it

A cell is doubtful where no number was read, where it took a repair to read it, and where it does not agree with the
rest of the tables or with the text. What was read may still be right: agencies make mistakes, and a report is kept
as it was published.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec

from gongkai.agency.models import Agency
from gongkai.errors import Refused
from gongkai.filing.models import Doubt, Filing
from gongkai.report import forms
from gongkai.report.reading.repairs import says
from gongkai.report.report import Cell, Report, State
from gongkai.report.rules import check

YEAR, AGENCY, SIGNED_ON = "year", "agency", "signed_on"
LABELS = {YEAR: "报告年度", AGENCY: "机关名称", SIGNED_ON: "落款日期"}
"""The particulars that are looked at beside the cells of the tables."""

FIRST_FORM = 2019
"""Reports of earlier years have no tables of an official form."""

_WEIGHTY = frozenset(
    {
        "run_together",
        "shifted_row",
        "surplus_value",
        "swapped_columns",
        "missing_half",
        "merged_rows",
        "broken_number",
        "unit_in_cell",
        "glued_digits",
    }
)
"""Repairs that decide which number is whose; the others only mend a label."""

_TELLING = {
    "requests_balance": "{place}：新收加结转不等于办结加结转下年",
    "handled_sum": "{place}：各项之和不等于总计",
    "applicant_sum": "{place}：各类申请人之和不等于总计",
    "challenges_sum": "{place}：四项之和不等于总计",
    "negative_count": "{place}：是负数",
    "not_a_count": "{place}：不是整数",
    "township_regulations": "{place}：县、乡镇没有规章，请看原件是不是这个数",
    "text_requests": "正文写的与表里不同：“{quote}”",
    "text_documents": "正文写的与表里不同：“{quote}”",
    "text_challenges": "正文写的与表里不同：“{quote}”",
    "text_decisions": "正文写的与表里不同：“{quote}”",
}
"""Rules whose findings may come from a number that was misread, and why that makes a cell doubtful."""

_STATES = {
    State.BLANK: "这一格没有读到字，请看原件是不是空白",
    State.MISSING: "没有读到这一行或这一列，请看原件有没有",
    State.UNREADABLE: "这里的字读不成数",
}
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_LONGEST = 300
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One thing to look at: its name, what people call it, why, and what was found, where, read as what."""

    name: str
    label: str
    why: str
    found: str
    place: str
    read: str


def with_tables(report: Report, year: int) -> Report:
    """The report with every cell of the form of its year missing where no tables were read: they may be pictures."""
    if report.form or report.statistics or year < FIRST_FORM:
        return report
    form = next(form for form in reversed(forms.editions()) if form.first_year <= year)
    cells = {path: Cell(state=State.MISSING) for path in form.slots}
    return msgspec.structs.replace(report, form=form.edition, cells=cells)


def doubtful(report: Report, filing: Filing, *, today: date) -> list[Doubtful]:
    """What is not sure in a report read for a filing: particulars first, then cells in the order of the form."""
    return [*_particulars(report, filing, today), *_cells(report)]


def _particulars(report: Report, filing: Filing, today: date) -> Iterator[Doubtful]:
    title = report.title[:200]
    if report.year != filing.year:
        why = f"选的是{filing.year}年度，文件里{f'读到的是{report.year}年度' if report.year else '没有读到年度'}"
        yield Doubtful(YEAR, LABELS[YEAR], why, title, "标题", str(report.year or ""))
    elif filing.year >= today.year:
        yield Doubtful(YEAR, LABELS[YEAR], f"{filing.year}年还没有结束", title, "标题", str(report.year))
    if not is_name_of(report.agency, filing.agency):
        name = report.agency or ""
        why = f"文件里{f'写的是“{name}”' if name else '没有读到机关名称'}，本机关是“{filing.agency}”"
        yield Doubtful(AGENCY, LABELS[AGENCY], why[:_LONGEST], title, "标题", name[:200])
    signature = report.signature[:200]
    if report.signed_on is None:
        yield Doubtful(SIGNED_ON, LABELS[SIGNED_ON], "没有读到落款日期", signature, "文末", "")
    elif report.signed_on <= date(filing.year, 12, 31):
        why = f"落款日期早于{filing.year}年度结束，请看原件是不是这样写的"
        yield Doubtful(SIGNED_ON, LABELS[SIGNED_ON], why, signature, "文末", report.signed_on.isoformat())


def is_name_of(name: str | None, agency: Agency) -> bool:
    """Whether a name in a report is the agency's: with or without 人民政府, and the names of those above before it."""
    found = _bare(name or "")
    return any(
        min(len(found), len(own)) >= _SHORTEST_NAME and (found.endswith(own) or own.endswith(found))
        for own in (_bare(agency.name), _bare(agency.short_name))
    )


def _bare(name: str) -> str:
    return "".join(name.split()).removesuffix("人民政府")


def _cells(report: Report) -> Iterator[Doubtful]:
    if report.edition is None:
        return
    findings: dict[str, list[str]] = {}
    for finding in check(report):
        if finding.rule in _TELLING and finding.verdict == "fault":
            why = _TELLING[finding.rule].format(place=finding.place, quote=finding.quote[:80])
            for path in finding.cells:
                findings.setdefault(path, []).append(why)
    for path, slot in report.edition.every_slot.items():
        if path not in report.cells:
            continue
        cell = report.cells[path]
        if reasons := dict.fromkeys([*_reasons(cell), *findings.get(path, ())]):
            yield Doubtful(
                path,
                slot.label,
                "；".join(reasons)[:_LONGEST],
                cell.text[:200],
                str(cell.place or "")[:60],
                shown(cell),
            )


def _reasons(cell: Cell) -> Iterator[str]:
    if cell.state in _STATES:
        yield _STATES[cell.state]
    elif cell.state is State.INFERRED:
        yield "没有直接读出，是推算的：" + "；".join(dict.fromkeys(cell.how.split("；")))
    else:
        yield from (says(note) for note in cell.notes if note in _WEIGHTY)


def shown(cell: Cell) -> str:
    """The number of a cell as it is written in a field, "" for none."""
    return "" if cell.value is None else f"{Decimal(cell.value):f}"


def parsed(name: str, label: str, words: str) -> str:
    """What was typed for a cell or a particular, as it is kept. Raises Refused for what cannot be it."""
    typed = "".join(unicodedata.normalize("NFKC", words).split())
    if name == AGENCY:
        return words.strip()[:200]
    if name == YEAR:
        if not re.fullmatch(r"20\d\d", typed):
            raise Refused(f"{label}写的“{words}”不是年份。请写四位数字，例如 2023。")
        return typed
    if name == SIGNED_ON:
        try:
            return date.fromisoformat(typed).isoformat()
        except ValueError as error:
            raise Refused(f"{label}写的“{words}”不是日期。请写成 2024-01-12 这样。") from error
    if not _NUMBER.fullmatch(typed):
        raise Refused(f"{label}写的“{words[:30]}”不是数。请只写阿拉伯数字；原件是空白的，勾“原件没有数”。")
    return f"{Decimal(typed):f}"


def is_something(report: Report, name: str) -> bool:
    """Whether a name is that of a particular or of a cell that the report can have."""
    return name in LABELS or (report.edition is not None and name in report.edition.every_slot)


def label_of(report: Report, name: str) -> str:
    """What people call a particular or a cell."""
    return LABELS[name] if name in LABELS or report.edition is None else report.edition.every_slot[name].label


def settled(report: Report, doubts: Iterable[Doubt]) -> Report:
    """The report with what eyes settled: each such cell says when.

    Who looked stands with the doubt, and what the file was called with the version, not in a report that may be
    published: people write their names in both.
    """
    cells = dict(report.cells)
    changed: dict[str, object] = {"source": msgspec.structs.replace(report.source, name="")}
    for doubt in doubts:
        if doubt.by is None:
            continue
        if doubt.name == YEAR:
            changed["year"] = int(doubt.settled)
        elif doubt.name == AGENCY:
            changed["agency"] = doubt.settled
        elif doubt.name == SIGNED_ON:
            changed["signed_on"] = date.fromisoformat(doubt.settled) if doubt.settled else None
        else:
            cells[doubt.name] = _confirmed(cells.get(doubt.name, Cell(state=State.MISSING)), doubt)
    return msgspec.structs.replace(report, cells=cells, **changed)


def _confirmed(cell: Cell, doubt: Doubt) -> Cell:
    notes = (*cell.notes, f"{doubt.on}对照原件核对")
    if doubt.is_blank:
        state = State.MISSING if cell.state is State.MISSING else State.BLANK
        return Cell(None, state, cell.text, cell.place, notes)
    number = Decimal(doubt.settled)
    value = int(number) if number == number.to_integral_value() and "." not in doubt.settled else number
    return Cell(value, State.READ, cell.text, cell.place, notes)


def new_doubts(report: Report, known: Sequence[Doubt], filing: Filing, *, today: date) -> list[Doubtful]:
    """What became doubtful by what was settled: a slip of the keyboard upsets the sums around it."""
    names = {doubt.name for doubt in known}
    return [each for each in doubtful(report, filing, today=today) if each.name not in names]
