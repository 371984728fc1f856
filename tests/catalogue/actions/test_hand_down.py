"""An edition handed down: a draft for each agency, with what the agency keeps of its own."""

from datetime import date

import pytest

from gongkai.agency.models import Agency
from gongkai.catalogue import comparison
from gongkai.catalogue.actions import editions, entries, hand_down
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import Catalogue
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import Cast, agency

TODAY = date(2024, 3, 1)


@pytest.fixture
def source(cast: Cast) -> Catalogue:
    cast.he.appointments.create(agency=cast.county, role="handler", from_on=TODAY)
    return editions.start(cast.county.pk, by=cast.he, today=TODAY, level="township")


def received(cast: Cast, source: Catalogue, **more: bool) -> Catalogue:
    return hand_down.hand_down_to(source.pk, cast.town.pk, by=cast.he, today=TODAY, **more)


def test_each_agency_receives_a_draft_in_its_own_name(cast: Cast, source: Catalogue) -> None:
    outcome = hand_down.hand_down(source.pk, [cast.town.pk, cast.other_town.pk], by=cast.he, today=TODAY)
    assert (outcome.received, outcome.failed) == (2, [])
    for town in (cast.town, cast.other_town):
        draft = town.catalogues.get()
        assert (draft.state, draft.handed_down_from) == ("draft", source)
        assert draft.entries.count() == source.entries.count()
        assert draft.entries.filter(subject=town.name).exists()
        assert not draft.entries.filter(subject=cast.county.name).exists()


def test_a_newer_edition_keeps_what_is_the_agencys_own(cast: Cast, source: Catalogue) -> None:
    own = editions.start(cast.town.pk, by=cast.chen, today=TODAY)
    entries.add(own.pk, by=cast.chen, columns=Columns(root="21.2", level1="小型水库"), today=TODAY)
    editions.choose_domains(own.pk, by=cast.chen, not_concerned={"就业": "由县公开"}, today=TODAY)
    editions.adopt(own.pk, by=cast.zhao, today=TODAY)
    own.entries.filter(code="09.002").update(item_count=4)
    source.entries.filter(code__in=["09.001", "09.002"]).delete()

    draft = received(cast, source)

    kept = {entry.code: entry for entry in draft.entries.all()}
    assert kept[f"L{cast.town.pk}-1"].is_local
    assert "09.001" not in kept
    assert (kept["09.002"].is_local, kept["09.002"].item_count) == (True, 4)
    assert kept["09.003"].not_applicable_reason == "由县公开"
    found = comparison.compare(own, draft)
    assert [entry.code for entry in found.removed] == ["09.001"]


def test_handed_down_again_it_takes_the_place_of_the_draft_before(cast: Cast, source: Catalogue) -> None:
    first = received(cast, source)
    assert received(cast, source) == first
    assert Entry.objects.filter(act="catalogue.received").count() == 1
    source.entries.filter(code="09.001").delete()
    assert received(cast, source) == first
    assert not first.entries.filter(code="09.001").exists()
    assert cast.town.catalogues.count() == 1


def test_a_draft_of_the_agencys_own_is_not_written_over(cast: Cast, source: Catalogue) -> None:
    editions.start(cast.town.pk, by=cast.chen, today=TODAY)
    steps: list[int] = []
    outcome = hand_down.hand_down(
        source.pk,
        [cast.town.pk, cast.other_town.pk],
        by=cast.he,
        today=TODAY,
        progress=lambda done, total, failed=0: steps.append(done),
    )
    assert outcome.received == 1
    [(agency_id, why)] = outcome.failed
    assert agency_id == cast.town.pk
    assert "没有覆盖" in why
    assert steps == [0, 1, 2]


def test_entries_of_other_levels_are_left_out_when_asked(cast: Cast, source: Catalogue) -> None:
    draft = received(cast, source, only_own_level=True)
    assert all("乡级" in entry.levels or not entry.levels for entry in draft.entries.all())
    assert 0 < draft.entries.count() < source.entries.count()


def test_items_of_the_law_become_those_of_the_receivers_level(cast: Cast) -> None:
    cast.he.appointments.create(agency=cast.county, role="handler", from_on=TODAY)
    own = editions.start(cast.county.pk, by=cast.he, today=TODAY)
    draft = received(cast, own)
    assert draft.entries.get(code="21.14").root == "21.5"
    assert draft.entries.get(code="21.11").root == "20.15"
    assert set(draft.entries.values_list("root", flat=True)) >= {f"21.{number}" for number in range(1, 9)}


def test_it_goes_down_and_only_by_who_supervises(cast: Cast, source: Catalogue) -> None:
    far: Agency = agency("远山乡人民政府", "township", "government", None, 9, "990122")
    with pytest.raises(NotYours):
        hand_down.hand_down_to(source.pk, far.pk, by=cast.he, today=TODAY)
    with pytest.raises(Refused, match="不是"):
        hand_down.hand_down_to(source.pk, cast.county.pk, by=cast.he, today=TODAY)
    with pytest.raises(NotYours):
        hand_down.hand_down_to(source.pk, cast.town.pk, by=cast.qian, today=TODAY)
    own = editions.start(cast.town.pk, by=cast.chen, today=TODAY)
    with pytest.raises(NotYourRole):
        hand_down.hand_down_to(own.pk, cast.town.pk, by=cast.qian, today=TODAY)
