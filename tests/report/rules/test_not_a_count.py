from decimal import Decimal

import pytest

from gongkai.report.report import Cell
from tests.report.rules import sound


def test_half_a_decision_is_found():
    [finding] = sound.found(sound.report(disclosure__licensing__decisions=Cell(Decimal("4.5"))), "not_a_count")
    assert (finding.severity, finding.cells) == ("error", ("disclosure.licensing.decisions",))


@pytest.mark.parametrize("value", [Decimal("5"), Decimal("5.0"), 5])
def test_a_whole_number_however_written_is_a_count(value):
    assert not sound.found(sound.report(disclosure__licensing__decisions=Cell(value)), "not_a_count")


def test_money_may_have_decimals():
    assert not sound.found(sound.report(disclosure__charges__amount=Cell(Decimal("7730.28"))), "not_a_count")


def test_a_change_is_counted_in_whole_items():
    assert sound.found(sound.report("2019", disclosure__licensing__change=Cell(Decimal("-1.5"))), "not_a_count")
