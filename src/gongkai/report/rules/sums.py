"""勾稽: the sums of the form, as its data file gives them; the rules differ only in which of them they check."""

from collections.abc import Iterator

from gongkai.report import forms
from gongkai.report.forms import Equation, Form, Slot, Table
from gongkai.report.report import Report
from gongkai.report.rules import slots
from gongkai.report.rules.prose import heading_words
from gongkai.report.rules.rule import Found, Rule

SAYS = "{line}：{one_side}，{other_side}，相差{gap}{unit}。"
_CANNOT_TELL = "{named}无法核对“{title}”：{blanks}共{count}格没有数，空白不能当作0。请补填后再核对。"
_SHOWN = 7


def check(rule: Rule, report: Report) -> Iterator[Found]:
    """A finding for every equation of that rule that does not hold; one for each table where cells have no number."""
    form = report.edition
    if form is None:
        yield rule.untold("没有读到表格")
        return
    for table in form.table:
        sums = [equation for equation in table.equations if equation.rule == rule.name]
        if sums and all(report.value(slot.path) is None for slot in table.slots):
            yield rule.untold(f"{table.name}没有读到数")
            continue
        untold: dict[str, list[str]] = {}
        for equation in _as_printed(report, form, sums):
            unknown = [path for path in equation.cells if report.value(path) is None]
            if unknown:
                untold[_line(form, equation)] = unknown
            else:
                yield from _compare(rule, report, form, equation)
        if untold:
            yield _cannot_tell(rule, form, table, untold)


def _as_printed(report: Report, form: Form, sums: list[Equation]) -> Iterator[Equation]:
    """The equations, with a row that is printed in place of several of the form put in their place."""
    instead: dict[str, str] = {}
    for path, slot in form.merged_slots.items():
        if path in report.cells:
            rows = next(merged.of for merged in slot.block.merged if merged.code == slot.row.code)
            instead |= {slot.table.path(row, slot.column): path for row in rows}
    done: set[tuple[str, ...]] = set()
    for equation in sums:
        left, right = (
            tuple(dict.fromkeys(instead.get(p, p) for p in side)) for side in (equation.left, equation.right)
        )
        if left not in done:
            done.add(left)
            yield Equation(equation.rule, equation.at, left, right)


def _cannot_tell(rule: Rule, form: Form, table: Table, untold: dict[str, list[str]]) -> Found:
    paths = dict.fromkeys(path for unknown in untold.values() for path in unknown)
    lines = [line.removeprefix(table.name) for line in untold]
    blanks = f"{slots.named([_slot(form, path) for path in paths])}，" if len(lines) == 1 else ""
    return rule.finding(
        says=_CANNOT_TELL,
        severity="note",
        verdict="cannot_tell",
        place=table.name + (lines[0] if len(lines) == 1 else ""),
        cells=paths,
        facts={"count": len(paths), "lines": len(lines)},
        named=table.name + "、".join(lines[:_SHOWN]) + (f"等{len(lines)}处" if len(lines) > _SHOWN else ""),
        title=rule.title,
        blanks=blanks,
    )


def _compare(rule: Rule, report: Report, form: Form, equation: Equation) -> Iterator[Found]:
    one, other = (sum((report.value(path) or 0) for path in side) for side in (equation.left, equation.right))
    if one == other:
        return
    slot = _slot(form, equation.left[0])
    line = _line(form, equation)
    yield rule.finding(
        facts={"left": one, "right": other, "gap": abs(one - other)},
        place=line,
        cells=equation.cells,
        cites=(f"{form.cites}所附格式{slot.table.name}",),
        line=line,
        one_side=_terms(report, form, equation.left, equation),
        other_side=_terms(report, form, equation.right, equation),
        unit=slot.column.unit,
    )


def _slot(form: Form, path: str) -> Slot:
    return form.slots[path] if path in form.slots else form.merged_slots[path]


def _runs_down(form: Form, equation: Equation) -> bool:
    """Whether the equation adds up a column rather than a row."""
    return len({_slot(form, path).column.code for path in equation.cells}) == 1


def _line(form: Form, equation: Equation) -> str:
    slot = _slot(form, equation.left[0])
    if _runs_down(form, equation):
        return f"{slot.table.name}“{slot.column.label}”列"
    return f"{slot.table.name}“{slots.row_name(slot.row)}”{'' if slot.block.across else '行'}"


def _terms(report: Report, form: Form, paths: tuple[str, ...], equation: Equation) -> str:
    """A side as arithmetic; where many cells are added, the zeros are left out."""
    down = _runs_down(form, equation)
    found = [(_slot(form, path), report.value(path)) for path in paths]
    shown = [(slot, value) for slot, value in found if value or len(found) <= 2]
    words = [f"{_short(slot.row if down else slot.column)}{value}{slot.column.unit}" for slot, value in shown]
    unit = found[0][0].column.unit
    if len(found) == 1:
        return words[0]
    if not words:
        return f"各项之和0{unit}"
    return f"{'＋'.join(words)}＝{sum(value or 0 for _, value in shown)}{unit}"


def _short(line: forms.Row | forms.Column) -> str:
    """A label in the middle of a sentence: without numbering, remarks and the words that all its neighbours share."""
    label = heading_words(line.label).partition("（")[0]
    for shared in ("政府信息公开申请数量", "继续办理"):
        label = label.removesuffix(shared)
    is_total = isinstance(line, forms.Row) and len(line.group) == 1 and label == "总计"
    return heading_words(line.group[0]) + label if is_total else label
