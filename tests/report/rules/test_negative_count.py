from decimal import Decimal

from gongkai.report.report import Cell
from tests.report.rules import sound


def test_a_negative_count_is_found_where_it_stands():
    [finding] = sound.found(sound.report(disclosure__penalties__decisions=Cell(-3, text="-3")), "negative_count")
    assert (finding.severity, finding.cells) == ("error", ("disclosure.penalties.decisions",))
    assert "-3" in finding.message


def test_a_negative_amount_of_money_is_found():
    assert sound.found(sound.report(disclosure__charges__amount=Cell(Decimal("-0.5"))), "negative_count")


def test_a_change_on_last_year_may_be_negative():
    assert not sound.found(sound.report("2019", disclosure__licensing__change=Cell(-3)), "negative_count")


def test_nought_is_not_negative():
    assert not sound.found(sound.report(disclosure__penalties__decisions=Cell(0)), "negative_count")
