from decimal import Decimal

import pytest

from gongkai.report.report import Report
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def disclosing(year: int, total: int, *more) -> Report:
    whole = sound.said("disclosed_total", total, f"共公开{total}条", unit="条")
    return sound.but(sound.report(year=year), statements=(whole, *more))


def grown(value, label: str = "较上年度增加", unit: str = "条", **more):
    return sound.said("increase_on_last_year", value, f"{label}{value}{unit}", label=label, unit=unit, **more)


LAST = disclosing(2022, 770)


@pytest.mark.parametrize(
    ("total", "increase"),
    [
        (1009, grown(239)),
        (1009, grown(239, of=0)),
        (700, grown(70, "较上年减少")),
        (700, grown(-70, "较上年减少")),
        (1009, grown(Decimal("31.04"), "同比增长", "%")),
        (1009, grown(31, "同比增长", "%")),
    ],
)
def test_the_increase_is_this_year_less_last(total, increase):
    report = disclosing(2023, total, increase)
    assert verdicts(report, previous=LAST)["increase_on_last_year"] == "clean"


@pytest.mark.parametrize(
    ("total", "increase"),
    [
        (1009, grown(238)),
        (1009, grown(240)),
        (700, grown(70)),
        (1009, grown(Decimal("33.5"), "同比增长", "%")),
    ],
)
def test_another_increase_is_found_with_both_years(total, increase):
    [finding] = sound.found(disclosing(2023, total, increase), "increase_on_last_year", previous=LAST)
    assert finding.severity == "warning"
    assert (finding.facts["now"], finding.facts["before"]) == (total, 770)
    assert "770条" in finding.message or increase.unit == "%"


def test_without_last_years_report_no_one_can_tell():
    report = disclosing(2023, 1009, grown(238))
    assert verdicts(report)["increase_on_last_year"] == "cannot_tell"
    assert verdicts(report, previous=disclosing(2021, 770))["increase_on_last_year"] == "cannot_tell"


def test_last_years_text_without_a_total_settles_nothing():
    silent = sound.but(LAST, statements=())
    assert verdicts(disclosing(2023, 1009, grown(238)), previous=silent)["increase_on_last_year"] == "cannot_tell"


def test_growth_over_nothing_has_no_percentage():
    report = disclosing(2023, 1009, grown(31, "同比增长", "%"))
    assert verdicts(report, previous=disclosing(2022, 0))["increase_on_last_year"] == "cannot_tell"
