from decimal import Decimal

from gongkai.report.reading.values import cell
from gongkai.report.report import Place


def test_yuan_in_a_column_of_ten_thousands_are_turned_into_them():
    found = cell("5000元", Place(), "万元")
    assert found.value == Decimal("0.5")
    assert (found.text, found.notes) == ("5000元", ("unit_in_cell",))


def test_a_unit_that_is_the_columns_own_changes_nothing_but_is_noted():
    assert cell("251000 元", Place(), "元").value == 251000
    assert cell("3件", Place(), "件").value == 3
    assert cell("3件", Place(), "件").notes == ("unit_in_cell",)


def test_a_bare_number_is_in_the_unit_of_its_column():
    assert cell("7730.28", Place(), "万元").value == Decimal("7730.28")
    assert cell("7730.28", Place(), "万元").notes == ()
