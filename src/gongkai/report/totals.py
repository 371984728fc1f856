"""汇总: reports of one year on one edition of the form, added cell by cell.

`total(reports)` gives the same figures in whatever order the reports come and however they are grouped. A report
that fails its own sums or has cells without a number is left out and named; a blank is never taken for a zero.
Every figure can be led back to the reports it came from (`Total.parts`, `write_parts`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from gongkai.errors import Refused
from gongkai.report import forms
from gongkai.report.forms import Form
from gongkai.report.rendering.whole_file import whole_file
from gongkai.report.report import MISSING, Cell, Note, Report, State, total_of
from gongkai.report.rules import RULES
from gongkai.report.sheets import Value, write_csv, write_xlsx

Number = int | Decimal

STATES = {State.BLANK: "空白", State.MISSING: "缺行或缺列", State.UNREADABLE: "无法识别"}

PARTS = (".csv", ".xlsx")
"""How the table of parts can be written."""

_NAMED = 20
_FAULTS_SAID = 3


class Doubt(msgspec.Struct, frozen=True):
    """A report and the sentence that says why its figures are not simply added in."""

    report: Report
    why: str

    def __str__(self) -> str:
        return f"{name(self.report)}：{self.why}"


class Total(msgspec.Struct, frozen=True):
    """The sum, as a report of its own; the reports in it, those left out, and those counted in spite of a doubt.

    `not_asked` are of other years than the one that was asked for. Reports stand here without their prose, in the
    order of their names.
    """

    report: Report
    counted: tuple[Report, ...]
    left_out: tuple[Doubt, ...]
    doubtful: tuple[Doubt, ...] = ()
    not_asked: tuple[Report, ...] = ()

    def parts(self, path: str) -> list[tuple[Report, Cell]]:
        """Which report gave what to a cell."""
        return [(report, report[path]) for report in self.counted]

    @property
    def without_number(self) -> dict[str, list[Report]]:
        """The cells of the sum that have no number, each with the reports that gave none."""
        return {
            path: [report for report, part in self.parts(path) if part.value is None]
            for path, cell in self.report.cells.items()
            if cell.value is None
        }


def total(
    reports: Iterable[Report],
    *,
    agency: str | None = None,
    year: int | None = None,
    form: str | None = None,
    with_doubtful: bool = False,
) -> Total:
    """The sum of reports of one year and one edition, under the name of `agency`.

    `year` and `form` choose among reports of several; without them such reports are Refused. `with_doubtful` counts
    the reports in doubt as well: a cell to which one of them gives no number has none in the sum.
    """
    together = sorted((_figures_of(report) for report in reports), key=_order)
    asked = [report for report in together if year is None or report.year in (None, year)]
    not_asked = [report for report in together if year is not None and report.year not in (None, year)]
    chosen, left_out = _of_one_form(asked, year, form)
    year, edition = (chosen[0].year, chosen[0].form) if chosen else (year, "")
    once, repeated = _each_once(chosen)
    sound, doubtful = _parted(once)
    counted = once if with_doubtful else sound
    left_out = sorted(left_out + repeated + ([] if with_doubtful else doubtful), key=lambda doubt: _order(doubt.report))
    kept = tuple(doubtful) if with_doubtful else ()
    said = [
        *([f"由 {len(counted)} 份报告逐格相加：{_names(counted)}"] if counted else []),
        *(f"未计入 {doubt}" for doubt in left_out),
        *([f"{len(not_asked)} 份其他年度的报告不在汇总之列"] if not_asked else []),
        *(f"计入但有疑问 {doubt}" for doubt in kept),
    ]
    summed = Report(
        agency,
        year,
        edition,
        cells=_sums(counted, edition),
        title=_title(agency, year),
        period=(date(year, 1, 1), date(year, 12, 31)) if year else None,
        notes=tuple(Note("total", sentence) for sentence in said),
    )
    return Total(summed, tuple(counted), tuple(left_out), kept, tuple(not_asked))


def _title(agency: str | None, year: int | None) -> str:
    return f"{agency or ''}{f'{year}年' if year else ''}政府信息公开工作年度报告数据汇总"


def name(report: Report) -> str:
    """How a person knows the report: its agency and its file, as far as there are any."""
    if report.agency and report.source.name:
        return f"{report.agency}（{report.source.name}）"
    return report.agency or report.source.name or "未具名的报告"


def write_parts(summed: Total, path: Path) -> None:
    """A table of which report gave what to each cell, as .csv or .xlsx."""
    rows = _part_rows(summed)
    if path.suffix.lower() not in PARTS:
        raise Refused(f"来源表只能写成 {'、'.join(PARTS)}，不能写成“{path.name}”。")
    with whole_file(path) as whole:
        if path.suffix.lower() == ".csv":
            write_csv(whole, rows)
        else:
            write_xlsx(whole, {"各格来源": rows})


def _part_rows(summed: Total) -> Iterator[list[Value]]:
    form = summed.report.edition
    yield ["格", "代码", "合计", *map(name, summed.counted)]
    for slot in form.slots.values() if form else ():
        parts = (part.value if part.value is not None else STATES[part.state] for _, part in summed.parts(slot.path))
        value = summed.report.value(slot.path)
        yield [slot.label, slot.path, value if value is not None else "无数", *parts]


def _figures_of(report: Report) -> Report:
    """The report without its prose: a sum over thousands must not hold their texts."""
    return Report(report.agency, report.year, report.form, cells=report.cells, source=report.source)


def _order(report: Report) -> tuple[str, str, str, str]:
    figures = "" if report.source.sha256 else repr([report.value(path) for path in sorted(report.cells)])
    return report.agency or "", report.source.name, report.source.sha256, figures


def _of_one_form(reports: list[Report], year: int | None, form: str | None) -> tuple[list[Report], list[Doubt]]:
    """The reports of the year and edition asked for, or of the only ones there are."""
    chosen, left_out = [], []
    years_known = year is not None or any(report.year is not None for report in reports)
    for report in reports:
        if not report.form:
            left_out.append(Doubt(report, "没有找到可以相加的表格"))
        elif report.year is None and years_known:
            left_out.append(Doubt(report, "读不出报告年度"))
        elif form is not None and report.form != form:
            left_out.append(Doubt(report, f"用的是 {report.form} 年版格式"))
        else:
            chosen.append(report)
    groups: dict[tuple[int | None, str], list[Report]] = {}
    for report in chosen:
        groups.setdefault((report.year, report.form), []).append(report)
    if len(groups) > 1:
        raise Refused(
            "不同年度、不同格式的报告不能相加；请用 --year、--form 选定其中一个年度和一版格式：",
            details=(
                f"{'年度不明' if year is None else f'{year} 年度'}、{form} 年版格式：{len(group)} 份，{_names(group)}"
                for (year, form), group in sorted(groups.items(), key=lambda group: (group[0][0] or 0, group[0][1]))
            ),
        )
    return chosen, left_out


def _names(reports: list[Report]) -> str:
    listed = "、".join(map(name, reports[:_NAMED]))
    return f"{listed}等 {len(reports)} 份" if len(reports) > _NAMED else listed


def _each_once(reports: list[Report]) -> tuple[list[Report], list[Doubt]]:
    """Without the second copy of a file, or of an agency's figures."""
    files: dict[str, Report] = {}
    agencies: dict[str, list[Report]] = {}
    kept, repeated = [], []
    for report in reports:
        same_file = files.get(report.source.sha256) if report.source.sha256 else None
        same_figures = next((r for r in agencies.get(report.agency or "", []) if _values(r) == _values(report)), None)
        if same_file:
            repeated.append(Doubt(report, f"与 {name(same_file)} 是同一份文件，只计一次"))
        elif report.agency and same_figures:
            repeated.append(Doubt(report, f"与 {name(same_figures)} 同一机关、数字相同，只计一次"))
        else:
            kept.append(report)
            files[report.source.sha256] = report
            agencies.setdefault(report.agency or "", []).append(report)
    return kept, repeated


def _values(report: Report) -> dict[str, Number | None]:
    return {path: cell.value for path, cell in report.cells.items()}


def _parted(reports: list[Report]) -> tuple[list[Report], list[Doubt]]:
    """The reports that can be added, and those in doubt."""
    agencies: dict[str | None, list[Report]] = {}
    for report in reports:
        agencies.setdefault(report.agency, []).append(report)
    sound, doubtful = [], []
    for report in reports:
        namesakes = [other for other in agencies[report.agency] if other is not report] if report.agency else []
        why = [*_namesakes(namesakes), *faults(report)]
        if why:
            doubtful.append(Doubt(report, "；".join(why)))
        else:
            sound.append(report)
    return sound, doubtful


def faults(report: Report) -> list[str]:
    """Why its figures cannot simply be added up or passed on: cells without a number, sums that fail."""
    form = report.edition
    return [*_empty_cells(report, form), *_failed_sums(report, form)] if form else []


def _namesakes(others: list[Report]) -> Iterator[str]:
    if others:
        files = "、".join(other.source.name or "另一份" for other in others)
        yield f"同名机关还有数字不同的报告（{files}），请核对后只留一份"


def _empty_cells(report: Report, form: Form) -> Iterator[str]:
    empty = [slot for slot in form.slots.values() if report.value(slot.path) is None]
    if empty:
        first = "、".join(f"{slot.label}（{STATES[report[slot.path].state]}）" for slot in empty[:_FAULTS_SAID])
        yield f"{len(empty)} 格没有数：{first}{' 等' if len(empty) > _FAULTS_SAID else ''}"


def _failed_sums(report: Report, form: Form) -> Iterator[str]:
    titles = {rule.name: rule.title for rule in RULES}
    failed = []
    for table in form.table:
        for equation in table.equations:
            left, right = total_of(report, equation.left), total_of(report, equation.right)
            if left is not None and right is not None and left != right:
                failed.append(
                    f"{table.name}“{equation.at}”{left} ≠ {right}（{titles.get(equation.rule, equation.rule)}）"
                )
    if failed:
        first = "、".join(failed[:_FAULTS_SAID])
        yield f"{len(failed)} 处勾稽不符：{first}{' 等' if len(failed) > _FAULTS_SAID else ''}"


def _sums(reports: list[Report], edition: str) -> dict[str, Cell]:
    slots = forms.form(edition).slots if edition else {}
    return {path: _cell_sum([report[path] for report in reports]) for path in slots}


def _cell_sum(parts: list[Cell]) -> Cell:
    """A number only when every part has one; inferred as soon as one part is."""
    if not parts:
        return MISSING
    values = [part.value for part in parts if part.value is not None]
    if len(values) < len(parts):
        states = {part.state for part in parts if part.value is None}
        return Cell(state=next(s for s in (State.UNREADABLE, State.MISSING, State.BLANK) if s in states))
    inferred = [part for part in parts if part.state is State.INFERRED]
    if inferred:
        return Cell(sum(values), State.INFERRED, how=f"其中 {len(inferred)} 份报告的这个数由勾稽关系推定")
    return Cell(sum(values))
