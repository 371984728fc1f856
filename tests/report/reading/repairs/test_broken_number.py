from gongkai.report.reading.values import cell, is_value, value
from gongkai.report.report import Place, State


def test_digits_on_two_lines_of_a_cell_are_one_number():
    found = cell("447\n228", Place(), "件")
    assert found.value == 447228
    assert found.notes == ("broken_number",)


def test_a_number_in_one_piece_is_left_alone():
    assert cell("447228", Place(), "件").notes == ()
    assert not value("447,228").broken


def test_words_between_digits_make_no_number():
    assert not is_value("3 月 4")
    assert cell("3 或 4", Place(), "件").state is State.UNREADABLE
