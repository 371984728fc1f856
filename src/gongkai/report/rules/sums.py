"""勾稽: the sums of the form, as its data file gives them; the rules differ only in which of them they check."""

from collections.abc import Iterator

from gongkai.report import forms
from gongkai.report.forms import Equation, Form, Slot
from gongkai.report.report import Report
from gongkai.report.rules import slots
from gongkai.report.rules.prose import heading_words
from gongkai.report.rules.rule import Found, Rule

SAYS = "{line}：{one_side}，{other_side}，相差{gap}{unit}。"
_CANNOT_TELL = "{line}无法核对“{title}”：{blanks}共{count}格没有数，空白不能当作0。请补填后再核对。"


def check(rule: Rule, report: Report) -> Iterator[Found]:
    """A finding for every equation of that rule that does not hold; one for each table where cells have no number."""
    form = report.edition
    if form is None:
        yield rule.untold("没有读到表格")
        return
    for table in form.table:
        equations = [equation for equation in table.equations if equation.rule == rule.name]
        if not equations:
            continue
        if all(report.value(slot.path) is None for slot in table.slots):
            yield rule.untold(f"{table.name}没有读到数")
            continue
        untold: list[tuple[str, list[str]]] = []
        for equation in equations:
            left, right = (_as_printed(report, form, side) for side in (equation.left, equation.right))
            unknown = [path for path in (*left, *right) if report.value(path) is None]
            if unknown:
                untold.append((_line(form, equation), unknown))
            else:
                yield from _compare(rule, report, form, equation, left, right)
        if untold:
            paths = dict.fromkeys(path for _, unknown in untold for path in unknown)
            first = untold[0][0]
            yield rule.finding(
                says=_CANNOT_TELL,
                severity="note",
                verdict="cannot_tell",
                place=first if len(untold) == 1 else table.name,
                cells=paths,
                facts={"count": len(paths), "lines": len(untold)},
                line=first if len(untold) == 1 else f"{first}等{len(untold)}处",
                title=rule.title,
                blanks=slots.named([_slot(form, path) for path in paths]),
            )


def _as_printed(report: Report, form: Form, paths: tuple[str, ...]) -> tuple[str, ...]:
    """These cells, with one printed row put in place of the rows that it stands for."""
    printed = list(paths)
    for path, slot in form.merged_slots.items():
        merged = next(merged for merged in slot.block.merged if merged.code == slot.row.code)
        replaced = [slot.table.path(code, slot.column) for code in merged.of]
        if path in report.cells and set(replaced) <= set(printed):
            where = printed.index(replaced[0])
            printed = [p for p in printed if p not in replaced]
            printed.insert(where, path)
    return tuple(printed)


def _compare(
    rule: Rule, report: Report, form: Form, equation: Equation, left: tuple[str, ...], right: tuple[str, ...]
) -> Iterator[Found]:
    one, other = (sum((report.value(path) or 0) for path in side) for side in (left, right))
    if one == other:
        return
    slot = form.slots[equation.left[0]]
    line = _line(form, equation)
    yield rule.finding(
        facts={"left": one, "right": other, "gap": abs(one - other)},
        place=line,
        cells=(*left, *right),
        cites=(f"{form.cites}所附格式{slot.table.name}",),
        line=line,
        one_side=_terms(report, form, left, equation),
        other_side=_terms(report, form, right, equation),
        unit=slot.column.unit,
    )


def _slot(form: Form, path: str) -> Slot:
    return form.slots[path] if path in form.slots else form.merged_slots[path]


def _runs_down(form: Form, equation: Equation) -> bool:
    """Whether the equation adds up a column rather than a row."""
    return len({form.slots[path].column.code for path in equation.cells}) == 1


def _line(form: Form, equation: Equation) -> str:
    slot = form.slots[equation.left[0]]
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
