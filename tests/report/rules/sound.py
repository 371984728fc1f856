"""柳河县白石镇: a report in which nothing is wrong, for a rule to find the one fault planted in it."""

from typing import Any

import msgspec

from gongkai.report import forms, rules
from gongkai.report.report import Cell, Finding, Part, Report, Section, Statement, StatementKind
from tests.report import liuhe


def report(edition: str = "2021", *, year: int | None = None, **cells: Cell) -> Report:
    """The town's report on an edition, figures that are not zero; `cells` as `liuhe.report` takes them."""
    due = year or forms.form(edition).first_year + 1
    none = {
        slot.path: Cell(0, text="0") for slot in forms.form(edition).slots.values() if slot.row.code == "regulations"
    }
    made = liuhe.report(edition, year=due, **{path.replace(".", "__"): cell for path, cell in none.items()} | cells)
    received = made.value("requests.new.total")
    quote = f"全年收到政府信息公开申请{received}件"
    return stating(
        made,
        Statement("requests_received", received or 0, "全年收到政府信息公开申请", True, quote, "overview", unit="件"),
    )


def but(report: Report, **changes: Any) -> Report:
    return msgspec.structs.replace(report, **changes)


def stating(report: Report, *statements: Statement) -> Report:
    """The same with further statements."""
    return but(report, statements=(*report.statements, *statements))


def said(kind: StatementKind, value: float, quote: str, **more: Any) -> Statement:
    """A statement of the first section, labelled by its quote."""
    how: dict[str, Any] = {"label": quote, "exact": True, "section": "overview", "unit": "件"} | more
    return Statement(kind, value, quote=quote, **how)  # type: ignore[arg-type]


def part(value: int) -> Statement:
    """So many items on the website, as part of the sound report's total."""
    return said("channel", value, f"网站{value}条", label="网站", unit="条", of=0)


def telling(report: Report, part: str, text: str) -> Report:
    """The same with other words in a part of the first section."""
    overview = report.section("overview")
    assert overview is not None
    parts = [msgspec.structs.replace(p, text=text) if p.code == part else p for p in overview.parts]
    return _with(report, msgspec.structs.replace(overview, parts=tuple(parts)))


def saying(report: Report, section: str, text: str, *, title: str | None = None) -> Report:
    """The same with other words, or another heading, in a section."""
    found = report.section(section)
    assert found is not None
    return _with(report, msgspec.structs.replace(found, text=text, title=title or found.title))


def headed(report: Report, *parts: tuple[str, str]) -> Report:
    """The same with these parts, as code and heading, in the first section."""
    overview = report.section("overview")
    assert overview is not None
    made = tuple(
        Part(code, title, "有关工作按期完成，工作考核合格，社会评议满意，未发生责任追究。") for code, title in parts
    )
    return _with(report, msgspec.structs.replace(overview, parts=made))


def _with(report: Report, section: Section) -> Report:
    sections = tuple(section if old.code == section.code else old for old in report.sections)
    return but(report, sections=sections)


def found(report: Report, rule: str, **beside: Report) -> list[Finding]:
    """What one rule finds."""
    return [finding for finding in rules.check(report, **beside) if finding.rule == rule]


def names(report: Report, **beside: Report) -> set[str]:
    """The rules that find anything."""
    return {finding.rule for finding in rules.check(report, **beside)}
