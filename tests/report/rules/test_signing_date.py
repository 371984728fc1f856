from datetime import date

import pytest

from gongkai.report.rules import verdicts
from tests.report.rules import sound


def signed(on: date | None, agency: str = "柳河县白石镇人民政府"):
    return sound.found(sound.but(sound.report(year=2023), signed_on=on, agency=agency), "signing_date")


def test_a_report_signed_before_its_year_ended_is_an_error():
    [finding] = signed(date(2023, 1, 4))
    assert finding.severity == "error"
    assert "2023-12-31才结束" in finding.message
    assert "2024年" in finding.message


@pytest.mark.parametrize(
    ("on", "severity"),
    [
        (date(2023, 12, 30), "error"),
        (date(2023, 12, 31), "warning"),
        (date(2024, 1, 1), None),
        (date(2024, 3, 31), None),
        (date(2024, 4, 1), "note"),
        (date(2024, 12, 31), "note"),
        (date(2025, 1, 1), "warning"),
        (None, "note"),
    ],
)
def test_both_sides_of_every_limit(on, severity):
    assert [finding.severity for finding in signed(on)] == ([severity] if severity else [])


@pytest.mark.parametrize(("on", "count"), [(date(2024, 1, 31), 0), (date(2024, 2, 1), 1)])
def test_a_department_has_till_the_end_of_january(on, count):
    assert len(signed(on, "柳河县财政局")) == count


def test_without_a_year_no_one_can_tell():
    assert verdicts(sound.but(sound.report(), year=None))["signing_date"] == "cannot_tell"


@pytest.mark.parametrize(("year", "expected"), [(2018, "cannot_tell"), (2019, "fault")])
def test_a_date_is_asked_for_since_the_report_of_2019(year, expected):
    report = sound.but(sound.report(), signed_on=None, year=year, title="", period=None)
    assert verdicts(report)["signing_date"] == expected
