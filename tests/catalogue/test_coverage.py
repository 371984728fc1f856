"""Which entries are empty or stale, and from which day."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from gongkai.catalogue import coverage
from gongkai.catalogue.actions import editions
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.coverage import Counts, State, Tally
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.law.calendar import builtin
from tests.cast import Cast

TODAY = date(2024, 3, 1)
RELEASED = date(2024, 1, 10)


@pytest.fixture
def catalogue(cast: Cast) -> Catalogue:
    draft = editions.start(cast.town.pk, by=cast.chen, today=TODAY)
    return editions.adopt(draft.pk, by=cast.zhao, today=TODAY)


def entry(level1: str = "概况", time_limit: str = "") -> CatalogueEntry:
    return Columns(root="20.15", level1=level1, time_limit=time_limit).write_to(CatalogueEntry())


def stale_on(found: CatalogueEntry, released: date = RELEASED) -> date | None:
    return coverage.stale_on(found, released, TODAY, builtin())


@pytest.mark.parametrize(
    ("level1", "days"),
    [("工作动态", 14), ("政策文件", 180), ("通知公告", 180), ("人事任免", 365), ("专项规划", 365)],
)
def test_the_inspection_times_news_notices_and_plans(level1: str, days: int) -> None:
    assert stale_on(entry(level1)) == RELEASED + timedelta(days + 1)


@pytest.mark.parametrize("level1", ["机构概况", "办事指南", "计划生育奖扶", "征收土地补偿安置公告"])
def test_the_inspection_sets_no_term_for_other_columns(level1: str) -> None:
    assert stale_on(entry(level1)) is None


def test_an_entrys_own_period_goes_before_the_inspections() -> None:
    assert stale_on(entry("政策文件", "每季度至少1次")) == date(2024, 7, 1)
    assert stale_on(entry("年报", "每年1月31日前")) == date(2025, 2, 1)


def test_a_period_in_working_days_passes_over_holidays() -> None:
    assert stale_on(entry("动态", "每20个工作日更新"), date(2024, 1, 31)) == date(2024, 3, 5)


def test_what_is_not_expected_or_never_released_is_not_stale() -> None:
    found = entry("政策文件")
    found.not_applicable_reason = "无此职责"
    assert stale_on(found) is None
    assert coverage.stale_on(entry("政策文件"), None, TODAY, builtin()) is None


def test_an_entry_is_stale_from_the_day_and_not_the_day_before() -> None:
    found = entry("政策文件")
    coverage.put(found, Tally(2, RELEASED), TODAY, builtin())
    assert found.stale_on is not None
    assert coverage.state_of(found, found.stale_on - timedelta(1)) is State.FINE
    assert coverage.state_of(found, found.stale_on) is State.STALE
    coverage.put(found, Tally(), TODAY, builtin())
    assert coverage.state_of(found, TODAY) is State.EMPTY


def test_what_does_not_concern_the_agency_or_goes_out_on_request_is_never_empty() -> None:
    found = entry()
    found.mode = "on_request"
    assert coverage.state_of(found, TODAY) is State.ON_REQUEST
    found.not_applicable_reason = "无此职责"
    assert coverage.state_of(found, TODAY) is State.NOT_CONCERNED


def test_a_release_is_noted_on_its_entry_and_its_draft_alike(cast: Cast, catalogue: Catalogue) -> None:
    draft = editions.revise(cast.town.pk, by=cast.chen, today=TODAY)
    coverage.note(cast.town.pk, "05.003", 3, RELEASED, TODAY)
    for edition in (catalogue, draft):
        found = edition.entries.get(code="05.003")
        assert (found.item_count, found.last_released_on) == (3, RELEASED)
        assert found.stale_on == RELEASED + timedelta(181)
    assert catalogue.entries.filter(item_count__gt=0).count() == 1


def test_editions_superseded_stay_as_they_were(cast: Cast, catalogue: Catalogue) -> None:
    coverage.note(cast.town.pk, "05.003", 3, RELEASED, TODAY)
    second = editions.revise(cast.town.pk, by=cast.chen, today=TODAY)
    editions.adopt(second.pk, by=cast.zhao, today=TODAY)
    coverage.note(cast.town.pk, "05.003", 0, None, TODAY)
    assert catalogue.entries.get(code="05.003").item_count == 3
    assert second.entries.get(code="05.003").item_count == 0


def test_a_code_nobody_knows_is_passed_over(cast: Cast, catalogue: Catalogue) -> None:
    coverage.note(cast.town.pk, "99.999", 3, RELEASED, TODAY)
    assert not catalogue.entries.filter(item_count__gt=0).exists()


def test_a_refresh_sets_right_what_was_wrong_and_no_more(cast: Cast, catalogue: Catalogue) -> None:
    coverage.note(cast.town.pk, "05.003", 3, RELEASED, TODAY)
    tallies = {"05.004": Tally(1, RELEASED)}
    assert coverage.refresh(cast.town.pk, tallies, today=TODAY) == 2
    assert coverage.refresh(cast.town.pk, tallies, today=TODAY) == 0
    assert list(catalogue.entries.filter(item_count__gt=0).values_list("code", flat=True)) == ["05.004"]


def test_the_counts_are_those_of_the_catalogue_in_force(
    cast: Cast, catalogue: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    coverage.note(cast.town.pk, "05.003", 3, date(2023, 1, 1), TODAY)
    coverage.note(cast.town.pk, "05.004", 3, RELEASED, TODAY)
    editions.revise(cast.town.pk, by=cast.chen, today=TODAY)
    with django_assert_num_queries(1):
        assert coverage.counts(cast.town, TODAY) == Counts(entries=124, empty=122, stale=1)
    assert coverage.counts(cast.other_town, TODAY) == Counts()


def test_a_new_calendar_moves_only_what_comes_round(cast: Cast, catalogue: Catalogue) -> None:
    found = catalogue.entries.get(code="00.004")
    Columns.of(found).write_to(found).time_rules = {"rules": [{"kind": "every", "number": 20, "unit": "工作日"}]}
    found.item_count, found.last_released_on, found.stale_on = 1, RELEASED, date(2024, 12, 31)
    found.save()
    coverage.note(cast.town.pk, "05.003", 3, RELEASED, TODAY)
    assert coverage.recount(today=date(2024, 1, 11)) == 1
    found.refresh_from_db()
    assert found.stale_on == builtin().after(RELEASED, 20) + timedelta(1)
