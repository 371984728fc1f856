"""粘连: the figures of a row with every separator lost.

    一、本年新收政府信息公开申请数量713000074

The digits are parted in every way that the form's equations allow, over rows and columns together. A cell on
which all the solutions agree is inferred; any other stays unreadable, with the words.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec

from gongkai.report.forms import Equation, Form
from gongkai.report.reading.rows import Field
from gongkai.report.reading.values import is_blank
from gongkai.report.report import Cell, Place, State

SAYS = "数字之间没有分隔，按格数和勾稽关系解出的唯一结果"

_DIGITS = re.compile(r"[-+]?\d[\d\-+]*")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)")
_MOST_STEPS = 30_000
_MOST_CHOICES = 60
_MOST_NOUGHTS = 2

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
        shown = "".join(map(str, numbers))
        notes = ("glued_digits",) if len(shown) >= len(_plain(line.text)) else ("glued_digits", "surplus_value")
        for path, found in zip(line.paths, numbers, strict=True):
            if found is not None:
                mended[path] = Cell(found, State.INFERRED, line.text, line.place, notes, SAYS)
    return mended


def _splits(line: Glued, equations: Sequence[Equation]) -> list[Numbers]:
    """Every way to part the digits so that each group of cells ends with its sum."""
    text = _plain(line.text)
    groups = _groups(line.paths, equations)
    if len(groups) == 1:
        return _parted(text, groups) or _without_noughts(text, groups[0])
    if groups:
        return _parted(text, groups)
    return _only_way(text, len(line.paths))


def _only_way(text: str, count: int) -> list[Numbers]:
    """Where nothing adds up: the parting into numbers, if even with some cells blank there is no other."""
    ways: list[Numbers] = []
    stack: list[tuple[int, Numbers]] = [(0, ())]
    while stack and len(ways) < 2:
        at, numbers = stack.pop()
        if at == len(text):
            ways.append(numbers)
        elif len(numbers) < count and (whole := _NUMBER.match(text, at)):
            first = at + (2 if text[at] in "-+" else 1)
            stack += [(end, (*numbers, int(text[at:end]))) for end in range(first, whole.end() + 1)]
    return ways if len(ways) == 1 and len(ways[0]) == count else []


def _without_noughts(text: str, count: int) -> list[Numbers]:
    """Ways in which the digits add up once a stray 0 or two are left out, as in 713 000000 74 for seven cells."""
    for surplus in (1, _MOST_NOUGHTS):
        found = {
            tuple(number for position, number in enumerate(numbers) if position not in noughts)
            for numbers in _parted(text, [count + surplus])
            for noughts in combinations([n for n, number in enumerate(numbers[:-1]) if number == 0], surplus)
        }
        if found:
            return sorted(found)
    return []


def _groups(paths: Sequence[str], equations: Sequence[Equation]) -> list[int]:
    """The sizes of the groups that the cells fall into, each closed by the sum of those before it; [] for none."""
    sizes, start = [], 0
    for end in range(1, len(paths) + 1):
        group = paths[start:end]
        if any(equation.left == (group[-1],) and set(equation.right) == set(group[:-1]) for equation in equations):
            sizes.append(end - start)
            start = end
    return sizes if start == len(paths) else []


def _parted(text: str, groups: Sequence[int]) -> list[Numbers]:
    """Every parting of the digits into the groups, or none at all when there are too many to go through."""
    found: list[Numbers] = []
    ends = [sum(groups[: number + 1]) for number in range(len(groups))]
    stack: list[tuple[int, Numbers, int]] = [(0, (), 0)]
    for _ in range(_MOST_STEPS):
        if not stack:
            return found
        at, numbers, total = stack.pop()
        if len(numbers) == ends[-1]:
            if at == len(text):
                found.append(numbers)
            continue
        if len(numbers) + 1 in ends:
            if text.startswith(str(total), at):
                stack.append((at + len(str(total)), (*numbers, total), 0))
            continue
        whole = _NUMBER.match(text, at)
        if not whole:
            continue
        left = ends[-1] - len(numbers) - 1
        for end in range(at + (2 if text[at] in "-+" else 1), min(whole.end(), len(text) - left) + 1):
            further = int(text[at:end])
            if end + len(str(abs(total + further))) + left - 1 > len(text):
                break
            stack.append((end, (*numbers, further), total + further))
    return []


def _agreed(
    glued: Sequence[Glued], choices: list[list[Numbers]], cells: Mapping[str, Cell], equations: Sequence[Equation]
) -> list[tuple[int | None, ...]]:
    """For each line the numbers on which all the solutions over the whole form agree."""
    solutions = _solutions(glued, choices, cells, equations)
    agreed: list[tuple[int | None, ...]] = []
    for line, choice in zip(glued, choices, strict=True):
        possible = solutions.get(line.paths, choice if len(choice) == 1 else [])
        if possible:
            agreed.append(tuple(c[0] if len(set(c)) == 1 else None for c in zip(*possible, strict=True)))
        else:
            agreed.append((None,) * len(line.paths))
    return agreed


def _solutions(
    glued: Sequence[Glued], choices: Sequence[list[Numbers]], cells: Mapping[str, Cell], equations: Sequence[Equation]
) -> dict[tuple[str, ...], list[Numbers]]:
    """The splits of each line that some solution of the equations over all lines takes; {} when none was found."""
    known = {path: int(cell.value) for path, cell in cells.items() if cell.value is not None}
    for line, choice in zip(glued, choices, strict=True):
        if len(choice) == 1:
            known.update(zip(line.paths, choice[0], strict=True))
    open_lines = [
        (line.paths, choice) for line, choice in zip(glued, choices, strict=True) if 1 < len(choice) <= _MOST_CHOICES
    ]
    owner = {path: (n, position) for n, (paths, _) in enumerate(open_lines) for position, path in enumerate(paths)}
    terms = [
        _terms(equation, owner, known)
        for equation in equations
        if any(path in owner for path in equation.cells)
        and all(path in owner or path in known for path in equation.cells)
    ]
    options = [choice for _, choice in open_lines]
    bounds = [_bounds(signs, options) for _, signs in terms]
    found: list[tuple[Numbers, ...]] = []
    stack: list[tuple[Numbers, ...]] = [()]
    for _ in range(_MOST_STEPS // 10):
        if not stack:
            break
        chosen = stack.pop()
        if not all(_possible(chosen, *term, bound) for term, bound in zip(terms, bounds, strict=True)):
            continue
        if len(chosen) == len(open_lines):
            found.append(chosen)
        else:
            stack += [(*chosen, split) for split in options[len(chosen)]]
    if stack:
        return {}
    return {paths: [solution[n] for solution in found] for n, (paths, _) in enumerate(open_lines) if found}


Signs = dict[int, list[tuple[int, int]]]


def _terms(equation: Equation, owner: Mapping[str, tuple[int, int]], known: Mapping[str, int]) -> tuple[int, Signs]:
    """The equation as left minus right: its constant, and for each line the positions and signs that it takes."""
    constant = 0
    signs: Signs = {}
    for sign, paths in ((1, equation.left), (-1, equation.right)):
        for path in paths:
            if path in owner:
                line, position = owner[path]
                signs.setdefault(line, []).append((position, sign))
            else:
                constant += sign * known[path]
    return constant, signs


def _bounds(signs: Signs, choices: Sequence[list[Numbers]]) -> list[tuple[int, int]]:
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
