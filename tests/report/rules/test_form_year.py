import pytest

from gongkai.report.report import Cell
from gongkai.report.rules import verdicts
from tests.report.rules import sound


@pytest.mark.parametrize(
    ("edition", "year", "verdict"),
    [
        ("2019", 2019, "clean"),
        ("2019", 2020, "clean"),
        ("2019", 2021, "fault"),
        ("2019", 2023, "fault"),
        ("2021", 2020, "fault"),
        ("2021", 2021, "clean"),
        ("2021", 2025, "clean"),
        ("2021", 2014, "cannot_tell"),
    ],
)
def test_the_edition_is_the_one_in_force(edition, year, verdict):
    assert verdicts(sound.report(edition, year=year))["form_year"] == verdict


def test_a_wrong_edition_is_an_error_that_names_the_right_one():
    [finding] = sound.found(sound.report("2019", year=2023), "form_year")
    assert finding.severity == "error"
    assert "国办公开办函〔2021〕30号" in finding.message


def test_one_row_of_the_older_form_in_place_of_three_is_found():
    right = sound.report()
    cells = {p: c for p, c in right.cells.items() if ".otherwise_closed." not in p}
    columns = right.edition.tables["requests"].block[0].columns
    cells |= {f"requests.otherwise_closed.all.{column.code}": Cell(0) for column in columns}
    [finding] = sound.found(sound.but(right, cells=cells), "form_year")
    assert finding.severity == "error"
    assert finding.facts["count"] == 3
    assert "表三“（六）其他处理”只有一行" in finding.message
