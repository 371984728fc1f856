"""What is written in any format is read back and compared."""

import msgspec
import pytest

from gongkai.report import forms, rendering
from gongkai.report.reading import read
from gongkai.report.report import Cell, Report, Section, State
from tests.report import liuhe


@pytest.fixture(params=rendering.SUFFIXES)
def back(request, tmp_path):
    """Write a report in one format and read the file."""

    def write_and_read(report):
        path = tmp_path / f"report{request.param}"
        rendering.write(report, path)
        return read(path)

    return write_and_read


def values(report):
    return {path: cell.value for path, cell in report.cells.items()}


def words(report):
    return [
        (section.code, section.title, section.text, [(part.code, part.title, part.text) for part in section.parts])
        for section in report.sections
    ]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_cell_comes_back_with_its_own_number(back, edition):
    report = liuhe.report(edition)
    report = msgspec.structs.replace(
        report, cells={path: Cell(1001 + number) for number, path in enumerate(report.cells)}
    )
    found = back(report)
    assert found.form == edition
    assert values(found) == values(report)
    assert not found.surplus


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_whole_document_comes_back(back, edition):
    report = liuhe.report(edition)
    found = back(report)
    for name in ("agency", "year", "title", "preamble", "period", "signature", "signed_on"):
        assert getattr(found, name) == getattr(report, name), name
    assert words(found) == words(report)
    assert values(found) == values(report)


def test_long_words_over_several_pages_come_back_whole(back):
    sentence = "白石镇全年公开低保、救助、征地补偿等信息412条（含转载），其中网站300条。"
    text = "\n".join(sentence * count for count in (12, 1, 25, 3))
    report = liuhe.report()
    sections = (*report.sections[:4], Section("problems", report.sections[4].title, text), report.sections[5])
    found = back(msgspec.structs.replace(report, sections=sections))
    # A PDF does not say where a paragraph ends when the last line happens to be full.
    assert [section.text.replace("\n", "") for section in found.sections] == [
        section.text.replace("\n", "") for section in sections
    ]


def test_a_blank_cell_comes_back_blank_and_no_zero(back):
    blank = {
        "requests__new__business": Cell(state=State.BLANK),
        "challenges__lawsuit_direct__other": Cell(state=State.BLANK),
    }
    found = back(liuhe.report(**blank))
    blanks = {path for path, cell in found.cells.items() if cell.state is State.BLANK}
    assert blanks == {"requests.new.business", "challenges.lawsuit_direct.other"}
    assert values(found) == values(liuhe.report(**blank))


def test_tables_cut_by_pages_come_back_whole(back):
    for lines in range(0, 22, 5):
        report = liuhe.report()
        cells = {path: Cell(1001 + number) for number, path in enumerate(report.cells)}
        report = msgspec.structs.replace(report, preamble="依规编制。\n" * lines, cells=cells)
        found = back(report)
        assert values(found) == values(report)
        assert not found.surplus


def test_rows_that_were_missing_come_back_missing_and_not_blank(back):
    report = liuhe.report()
    lost = {
        path: Cell(state=State.MISSING)
        for path in report.cells
        if path.startswith(("requests.unavailable", "requests.carried_out", "disclosure.coercion", "challenges."))
    }
    found = back(msgspec.structs.replace(report, cells=report.cells | lost))
    assert {path for path, cell in found.cells.items() if cell.state is State.MISSING} == set(lost)
    assert not [path for path, cell in found.cells.items() if cell.state is State.BLANK]


def test_an_edition_that_nobody_has_seen_comes_back_over_several_pages(back, long_edition):
    form = forms.form(long_edition)
    report = Report(
        "柳河县人民政府", 2031, long_edition, {path: Cell(number) for number, path in enumerate(form.slots, start=1001)}
    )
    found = back(report)
    assert (found.form, values(found)) == (long_edition, values(report))


def test_a_row_printed_in_place_of_three_keeps_its_figures(back):
    report = liuhe.report()
    table = report.edition.tables["requests"]
    [merged] = table.block[0].merged
    replaced = {
        table.path(code, column): Cell(state=State.MISSING) for code in merged.of for column in table.block[0].columns
    }
    figures = {table.path(merged.code, column): Cell(7) for column in table.block[0].columns}
    printed = msgspec.structs.replace(report, cells=report.cells | replaced | figures)
    assert values(back(printed)) == values(printed)
