"""粘连: the figures of a row with every separator lost.

    一、本年新收政府信息公开申请数量71300000074

The digits are parted in every way that the form's equations allow, over rows and columns together. A cell on
which all the solutions agree is inferred; any other stays unreadable, with the words.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gongkai.report.forms import Equation, Form
from gongkai.report.reading.rows import Field
from gongkai.report.reading.values import is_blank
from gongkai.report.report import Cell, Place, State

SAYS = "数字之间没有分隔，按勾稽关系唯一解出"

_DIGITS = re.compile(r"[-+]?\d[\d\-+]*")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)")
_MOST_STEPS = 200_000

Numbers = tuple[int, ...]


class Glued(msgspec.Struct, frozen=True):
    """A run of digits, and the cells of the form whose figures they are, in order."""

    text: str
    paths: tuple[str, ...]
    place: Place


def is_glued(fields: Sequence[Field], count: int) -> bool:
    """Whether the one value found for `count` cells is the digits of all of them."""
    if count < 2 or len(fields) != 1 or is_blank(fields[0].text):
        return False
    text = _plain(fields[0].text)
    return bool(_DIGITS.fullmatch(text)) and len(re.sub(r"\D", "", text)) >= count


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).replace("−", "-"))


def repair(glued: Sequence[Glued], cells: Mapping[str, Cell], form: Form) -> dict[str, Cell]:
    """The cells of the glued rows: inferred where every solution agrees, unreadable elsewhere."""
    mended = {path: Cell(None, State.UNREADABLE, line.text, line.place) for line in glued for path in line.paths}
    choices = [_splits(line, form.equations) for line in glued]
    settled = _agreed(glued, choices, cells, form.equations)
    for line, numbers in zip(glued, settled, strict=True):
        for path, found in zip(line.paths, numbers, strict=True):
            if found is not None:
                how = "按格数逐位分开" if len(re.sub(r"\D", "", line.text)) == len(line.paths) else SAYS
                mended[path] = Cell(found, State.INFERRED, line.text, line.place, ("glued_digits",), how)
    return mended


def _splits(line: Glued, equations: Sequence[Equation]) -> list[Numbers]:
    """Every way to part the digits in which the equations within the line hold; one digit a cell is certain."""
    text = _plain(line.text)
    if len(re.sub(r"\D", "", text)) == len(line.paths):
        return [tuple(int(digits) for digits in re.findall(r"[-+]?\d", text))]
    inner = [equation for equation in equations if set(equation.cells) <= set(line.paths)]
    if not inner:
        return []
    closing: dict[int, list[Equation]] = {}
    for equation in inner:
        closing.setdefault(max(line.paths.index(path) for path in equation.cells), []).append(equation)
    return list(_parted(text, line.paths, closing))


def _parted(text: str, paths: Sequence[str], closing: Mapping[int, Sequence[Equation]]) -> Iterator[Numbers]:
    steps = 0
    stack: list[tuple[int, Numbers]] = [(0, ())]
    while stack:
        steps += 1
        if steps > _MOST_STEPS:
            return
        at, numbers = stack.pop()
        if len(numbers) == len(paths):
            if at == len(text):
                yield numbers
            continue
        left = len(paths) - len(numbers) - 1
        whole = _NUMBER.match(text, at)
        if not whole:
            continue
        shortest = at + (2 if text[at] in "-+" else 1)
        ends = range(shortest, min(whole.end(), len(text) - left) + 1)
        for end in [len(text)] if left == 0 and len(text) in ends else ends if left else ():
            further = (*numbers, int(text[at:end]))
            if all(_holds(equation, paths, further) for equation in closing.get(len(numbers), ())):
                stack.append((end, further))


def _holds(equation: Equation, paths: Sequence[str], numbers: Numbers) -> bool:
    value = dict(zip(paths, numbers, strict=False))
    return sum(value[path] for path in equation.left) == sum(value[path] for path in equation.right)


def _agreed(
    glued: Sequence[Glued], choices: Sequence[list[Numbers]], cells: Mapping[str, Cell], equations: Sequence[Equation]
) -> list[tuple[int | None, ...]]:
    """For each line the numbers on which all the solutions over the whole form agree."""
    owner = {path: (number, position) for number, line in enumerate(glued) for position, path in enumerate(line.paths)}
    linking = []
    for equation in equations:
        lines = {owner[path][0] for path in equation.cells if path in owner}
        known = all(path in owner or cells[path].value is not None for path in equation.cells)
        if len(lines) > 0 and known and all(choices[line] for line in lines):
            linking.append((equation, max(lines)))
    solutions, complete = _solutions(choices, owner, cells, linking)
    if not solutions or not complete:
        return [
            choice[0] if len(choice) == 1 else (None,) * len(line.paths)
            for line, choice in zip(glued, choices, strict=True)
        ]
    agreed: list[tuple[int | None, ...]] = []
    for number, line in enumerate(glued):
        if not choices[number]:
            agreed.append((None,) * len(line.paths))
            continue
        columns = zip(*(solution[number] for solution in solutions), strict=True)
        agreed.append(tuple(column[0] if len(set(column)) == 1 else None for column in columns))
    return agreed


def _solutions(
    choices: Sequence[list[Numbers]],
    owner: Mapping[str, tuple[int, int]],
    cells: Mapping[str, Cell],
    linking: Sequence[tuple[Equation, int]],
) -> tuple[list[list[Numbers]], bool]:
    """Every choice of one split a line for which the linking equations hold, and whether all were tried."""
    terms = [_terms(equation, owner, cells) for equation, _ in linking]
    bounds = [_bounds(constant, signs, choices) for constant, signs in terms]
    found: list[list[Numbers]] = []
    steps = 0
    stack: list[list[Numbers]] = [[]]
    while stack:
        chosen = stack.pop()
        steps += 1
        if steps > _MOST_STEPS or len(found) > 500:
            return found, False
        if not all(_possible(chosen, *term, bound) for term, bound in zip(terms, bounds, strict=True)):
            continue
        if len(chosen) == len(choices):
            found.append(chosen)
            continue
        for split in choices[len(chosen)] or [()]:
            stack.append([*chosen, split])
    return found, True


Signs = dict[int, list[tuple[int, int]]]


def _terms(
    equation: Equation, owner: Mapping[str, tuple[int, int]], cells: Mapping[str, Cell]
) -> tuple[int, Signs]:
    """The equation as left minus right: its constant, and for each line the positions and signs that it takes."""
    constant, signs = 0, {}
    for sign, paths in ((1, equation.left), (-1, equation.right)):
        for path in paths:
            if path in owner:
                line, position = owner[path]
                signs.setdefault(line, []).append((position, sign))
            else:
                constant += sign * int(cells[path].value or 0)
    return constant, signs


def _bounds(constant: int, signs: Signs, choices: Sequence[list[Numbers]]) -> list[tuple[int, int]]:
    """The least and most that the lines from each on can add."""
    least = most = 0
    bounds = [(0, 0)]
    for line in range(len(choices) - 1, -1, -1):
        if line in signs:
            sums = [sum(sign * split[position] for position, sign in signs[line]) for split in choices[line]]
            least, most = least + min(sums), most + max(sums)
        bounds.append((least, most))
    return bounds[::-1]


def _possible(chosen: Sequence[Numbers], constant: int, signs: Signs, bounds: Sequence[tuple[int, int]]) -> bool:
    sofar = constant + sum(
        sign * chosen[line][position]
        for line, positions in signs.items()
        if line < len(chosen)
        for position, sign in positions
    )
    least, most = bounds[len(chosen)]
    return sofar + least <= 0 <= sofar + most
