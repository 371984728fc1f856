from gongkai.report.report import Cell, State
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def years(**this_year: Cell):
    """Last year's report and this year's, carried over rightly but for the cells given."""
    last = sound.report(year=2022)
    carried = {
        path.replace("carried_in", "carried_out"): cell
        for path, cell in sound.report(year=2023).cells.items()
        if ".carried_in." in path
    }
    return sound.but(last, cells=last.cells | carried), sound.report(year=2023, **this_year)


def test_what_was_carried_out_last_year_is_carried_in_this_year():
    last, this = years()
    assert verdicts(this, previous=last)["carried_over"] == "clean"


def test_each_column_that_differs_is_named_with_both_years():
    last, this = years(requests__carried_in__total=Cell(99))
    [finding] = sound.found(this, "carried_over", previous=last)
    assert finding.severity == "error"
    assert finding.cells == ("requests.carried_in.total",)
    assert finding.facts["total"]["found"] == 99


def test_without_last_years_report_no_one_can_tell():
    _, this = years(requests__carried_in__total=Cell(99))
    assert verdicts(this)["carried_over"] == "cannot_tell"
    assert not sound.found(this, "carried_over")


def test_a_report_of_another_year_settles_nothing():
    last, this = years(requests__carried_in__total=Cell(99))
    assert verdicts(this, previous=sound.but(last, year=2021))["carried_over"] == "cannot_tell"


def test_a_blank_column_settles_nothing():
    blank = {f"requests__carried_in__{c.code}": Cell(state=State.BLANK) for c in _columns()}
    last, this = years(**blank)
    assert verdicts(this, previous=last)["carried_over"] == "cannot_tell"


def _columns():
    return sound.report().edition.tables["requests"].block[0].columns
