import pytest

from gongkai.report.report import Cell, State
from gongkai.report.rules import verdicts
from tests.report.rules import sound

CELLS = {"requests__new__total": Cell(15), "requests__carried_in__total": Cell(3)}


def saying(value: int, quote: str = "", **more):
    """Fifteen requests in the table, three carried in; what the text says of them."""
    report = sound.report(**CELLS)
    statement = sound.said("requests_received", value, quote or f"全年收到申请{value}件", **more)
    return sound.but(report, statements=(statement,))


@pytest.mark.parametrize("value", [14, 16, 0])
def test_another_number_than_the_table_is_found(value):
    [finding] = sound.found(saying(value), "text_requests")
    assert (finding.severity, finding.verdict) == ("error", "fault")
    assert finding.facts == {"text": value, "table": 15, "gap": abs(value - 15)}
    assert finding.cells == ("requests.new.total",)
    assert f"收到申请{value}件" in finding.message


def test_the_number_of_the_table_is_right():
    assert verdicts(saying(15))["text_requests"] == "clean"


def test_a_number_with_last_years_carried_in_is_right_when_it_says_so():
    assert not sound.found(saying(18, "新收和上年结转的申请合计18件"), "text_requests")
    [finding] = sound.found(saying(18), "text_requests")
    assert finding.severity == "note"


@pytest.mark.parametrize(("value", "count"), [(18, 0), (17, 1)])
def test_new_and_carried_in_told_as_one_number_are_added(value, count):
    assert len(sound.found(saying(value, f"新收和上年结转的申请合计{value}件"), "text_requests")) == count


def test_a_number_of_no_row_is_left_alone():
    assert verdicts(saying(6, "主办6件", label="主办"))["text_requests"] == "cannot_tell"


def test_applicants_are_compared_with_their_own_cell():
    report = saying(15)
    people = report.value("requests.new.natural_person")
    told = sound.said("requests_received", people + 1, "自然人", cell="requests.new.natural_person", of=0)
    [finding] = sound.found(sound.stating(report, told), "text_requests")
    assert (finding.severity, finding.cells) == ("error", ("requests.new.natural_person",))


def test_last_years_number_is_no_matter_of_this_table():
    assert verdicts(saying(9, year=2021))["text_requests"] == "cannot_tell"


def test_a_rough_number_is_not_compared():
    assert verdicts(saying(10, exact=False))["text_requests"] == "cannot_tell"


def test_a_statement_of_another_cell_is_compared_with_that_cell():
    assert not sound.found(saying(3, "上年结转3件", cell="requests.carried_in.total"), "text_requests")
    [finding] = sound.found(saying(4, "上年结转4件", cell="requests.carried_in.total"), "text_requests")
    assert finding.cells == ("requests.carried_in.total",)


def test_when_the_text_agrees_elsewhere_another_number_may_be_a_part():
    report = sound.stating(saying(15), sound.said("requests_received", 10, "通过网站收到申请10件"))
    [finding] = sound.found(report, "text_requests")
    assert finding.severity == "note"


def test_beside_a_blank_cell_no_one_can_tell():
    report = sound.but(saying(0), cells=sound.report().cells | {"requests.new.total": Cell(state=State.BLANK)})
    [finding] = sound.found(report, "text_requests")
    assert (finding.severity, finding.verdict) == ("note", "cannot_tell")


def test_what_was_handed_out_is_what_was_answered():
    wrong = sound.telling(sound.report(), "requests", "依申请公开主办16件、交办6件，答复26项。")
    [finding] = sound.found(wrong, "text_requests")
    assert (finding.severity, "16＋6＝22，与26不相等" in finding.message) == ("note", True)
    right = sound.telling(sound.report(), "requests", "依申请公开主办16件、交办6件，答复22项。")
    assert not sound.found(right, "text_requests")


@pytest.mark.parametrize(("out", "findings"), [(1, 0), (2, 1)])
def test_without_a_table_the_text_is_held_to_itself(out, findings):
    rows = {"new": 9, "carried_in": 1, "handled": 9, "carried_out": out}
    told = [
        sound.said("requests_received", value, f"{row}{value}件", cell=f"requests.{row}.total")
        for row, value in rows.items()
    ]
    report = sound.but(sound.report(), form="", cells={}, statements=tuple(told))
    found = sound.found(report, "text_requests")
    assert [finding.severity for finding in found] == ["warning"] * findings
    assert all("9＋1＝10，9＋2＝11，不相等" in finding.message for finding in found)
