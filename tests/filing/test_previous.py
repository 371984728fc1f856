"""上年报告: which of last year's versions stands for the year."""

from datetime import date

import msgspec

from gongkai.agency.models import Agency, Officer
from gongkai.filing.models import Filing, Version
from gongkai.filing.previous import previous, previous_version
from gongkai.report import exchange
from tests.cast import Cast
from tests.filing import reports
from tests.report import liuhe

S = Version.State


def last_year(agency: Agency, by: Officer, state: Version.State, *, number: int = 1, new: int | None = None) -> Version:
    """A version of the report of 2023, fixed."""
    filing, _ = Filing.objects.get_or_create(
        agency=agency, year=2023, scope="own", defaults={"handler": by, "began_on": date(2024, 1, 4)}
    )
    report = liuhe.report(year=2023)
    if new is not None:
        cell = msgspec.structs.replace(report["requests.new.total"], value=new)
        report = msgspec.structs.replace(report, cells=report.cells | {"requests.new.total": cell})
    return Version.objects.create(
        filing=filing,
        number=number,
        state=state,
        edition="2021",
        began_on=date(2024, 1, 4),
        report=exchange.encode(report).decode(),
    )


def test_what_has_not_left_the_agency_is_nobodys_last_year_above_it(cast: Cast) -> None:
    version = last_year(cast.town, cast.chen, S.EXAMINED)
    now = reports.filing(cast.town, cast.chen)
    assert previous(now, seen_by=cast.feng) is not None
    assert previous(now, seen_by=cast.he) is None
    Version.objects.filter(pk=version.pk).update(state=S.SUBMITTED, submitted_on=reports.DAY)
    assert previous(now, seen_by=cast.he) is not None


def test_before_the_first_report_there_is_none(cast: Cast) -> None:
    assert previous(reports.filing(cast.town, cast.chen)) is None


def test_a_recorded_report_is_read_back_as_it_was_kept(cast: Cast) -> None:
    last_year(cast.town, cast.chen, S.RECORDED, new=12)
    found = previous(reports.filing(cast.town, cast.chen))
    assert found is not None
    assert (found.year, found.value("requests.new.total")) == (2023, 12)


def test_what_the_public_has_goes_before_a_restatement_that_is_under_way(cast: Cast) -> None:
    published = last_year(cast.town, cast.chen, S.PUBLISHED)
    last_year(cast.town, cast.chen, S.ACCEPTED, number=2)
    assert previous_version(reports.filing(cast.town, cast.chen)) == published


def test_a_draft_of_last_year_stands_for_nothing(cast: Cast) -> None:
    for number, state in enumerate((S.DISCARDED, S.SUPERSEDED, S.RETURNED), 1):
        last_year(cast.town, cast.chen, state, number=number)
    assert previous_version(reports.filing(cast.town, cast.chen)) is None


def test_a_report_still_beside_its_file_stands_for_nothing(cast: Cast) -> None:
    last_year(cast.town, cast.chen, S.READING)
    assert previous_version(reports.filing(cast.town, cast.chen)) is None


def test_another_agencys_and_another_years_are_left_alone(cast: Cast) -> None:
    last_year(cast.other_town, cast.li, S.PUBLISHED)
    last_year(cast.town, cast.chen, S.PUBLISHED)
    assert previous_version(reports.filing(cast.town, cast.chen, year=2023 - 1)) is None
    found = previous_version(reports.filing(cast.town, cast.chen))
    assert found is not None and found.filing.agency == cast.town
