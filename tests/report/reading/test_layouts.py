"""Every way in which text keeps the cells of a table apart, with figures that can be told from one another."""

import random
from collections.abc import Callable

import pytest

from gongkai.report import forms
from gongkai.report.forms import Form
from gongkai.report.reading import understood
from gongkai.report.reading.blocks import Document, Paragraph
from gongkai.report.report import Report, Source, State
from tests.samples.layouts import Page

Lines = list[list[str]]

SECTIONS = {
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "challenges": "四、政府信息公开行政复议、行政诉讼情况",
}


def tabs(lines: Lines) -> list[str]:
    return ["\t".join(line) for line in lines]


def pipes(lines: Lines) -> list[str]:
    return [" | ".join(line) + " |" for line in lines]


def framed_pipes(lines: Lines) -> list[str]:
    return ["| " + " | ".join(line) + " |" for line in lines]


def tab_cells(lines: Lines) -> list[str]:
    return [text for line in lines for text in ["", *("\t" + cell for cell in line)]] + [""]


def pipe_between_cells(lines: Lines) -> list[str]:
    return [text for line in lines for cell in line for text in (cell, "|")]


def pipe_after_cells(lines: Lines) -> list[str]:
    return [text for line in lines for text in [*(f"{cell} |" for cell in line), "|"]]


def cells_alone(lines: Lines) -> list[str]:
    return [text for line in lines for cell in line if cell for text in (cell, "")]


def wide_gaps(lines: Lines) -> list[str]:
    return ["   ".join(cell for cell in line if cell) for line in lines]


def single_blanks(lines: Lines) -> list[str]:
    return [" ".join(cell for cell in line if cell) for line in lines]


def one_line(lines: Lines) -> list[str]:
    return [" ".join(cell for line in lines for cell in line if cell)]


KEEP_BLANKS: list[tuple[Callable[[Lines], list[str]], bool]] = [
    (tabs, True),
    (tabs, False),
    (pipes, False),
    (framed_pipes, True),
    (tab_cells, True),
    (tab_cells, False),
    (pipe_between_cells, False),
]
LOSE_BLANKS: list[tuple[Callable[[Lines], list[str]], bool]] = [
    (pipe_after_cells, False),
    (cells_alone, False),
    (wide_gaps, False),
    (single_blanks, False),
    (one_line, False),
]


def laid_out(form: Form, values: dict[str, str], layout: Callable[[Lines], list[str]], *, full: bool) -> Report:
    page = Page(form, "", [], dict(values))
    lines = ["柳河县人民政府2023年政府信息公开工作年度报告", "一、总体情况", "（一）主动公开。全年公开100条。"]
    for code, heading in SECTIONS.items():
        table = form.tables[code]
        lines += [heading, *layout(page.grid(table) if full else page.lines(table))]
    lines += ["五、存在的主要问题及改进情况", "无。"]
    return understood(Document("txt", tuple(map(Paragraph, lines))), Source())


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(("layout", "full"), KEEP_BLANKS + LOSE_BLANKS)
def test_a_number_of_its_own_in_every_cell_is_read_from_every_layout(
    edition: str, layout: Callable[[Lines], list[str]], full: bool
) -> None:
    form = forms.form(edition)
    values = {path: str(1001 + number) for number, path in enumerate(form.slots)}
    report = laid_out(form, values, layout, full=full)
    assert report.form == edition
    assert {path: str(cell.value) for path, cell in report.cells.items()} == values
    assert not report.surplus


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("layout", "full"), KEEP_BLANKS)
def test_blanks_among_the_numbers_stay_where_they_are(
    layout: Callable[[Lines], list[str]], full: bool, seed: int
) -> None:
    form = forms.form("2021")
    chance = random.Random(seed)
    values = {path: str(1001 + number) for number, path in enumerate(form.slots)}
    for path in chance.sample(list(values), 40):
        values[path] = ""
    report = laid_out(form, values, layout, full=full)
    told = {path: "" if cell.state is State.BLANK else str(cell.value) for path, cell in report.cells.items()}
    assert told == values


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("layout", "full"), LOSE_BLANKS)
def test_where_blanks_are_lost_no_number_is_taken_for_its_neighbour(
    layout: Callable[[Lines], list[str]], full: bool, seed: int
) -> None:
    form = forms.form("2021")
    chance = random.Random(seed)
    values = {path: str(1001 + number) for number, path in enumerate(form.slots)}
    for path in chance.sample(list(values), 40):
        values[path] = ""
    report = laid_out(form, values, layout, full=full)
    wrong = {p: cell for p, cell in report.cells.items() if cell.value is not None and str(cell.value) != values[p]}
    assert not wrong
    assert any(cell.state is State.UNREADABLE for cell in report.cells.values())


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_lose_some_of_their_leading_blanks_are_still_told_apart(seed: int) -> None:
    chance = random.Random(seed)

    def shifted(lines: Lines) -> list[str]:
        rows = tabs(lines)
        return [row[min(chance.randint(0, 2), len(row) - len(row.lstrip("\t"))) :] for row in rows]

    form = forms.form("2021")
    values = {path: str(1001 + number) for number, path in enumerate(form.slots)}
    report = laid_out(form, values, shifted, full=True)
    assert {path: str(cell.value) for path, cell in report.cells.items()} == values
