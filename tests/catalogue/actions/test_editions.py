"""Editions of a catalogue: begun, revised, their domains chosen, adopted, given up."""

from datetime import date

import pytest

from gongkai.catalogue import comparison, gaps
from gongkai.catalogue.actions import editions, entries
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import Catalogue
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import Cast

TODAY = date(2024, 3, 1)


@pytest.fixture
def draft(cast: Cast) -> Catalogue:
    return editions.start(cast.town.pk, by=cast.chen, today=TODAY)


def test_a_township_begins_with_the_rows_townships_publish_and_every_item_of_the_law(draft: Catalogue) -> None:
    found = list(draft.entries.all())
    assert len(found) == 116 + 8
    assert gaps.missing_roots(found, "township") == []
    assert {entry.root for entry in found if not entry.domain} == {
        *("20.4", "20.8", "20.14", "21.2", "21.3", "21.4", "21.6", "21.7")
    }
    assert {entry.subject for entry in found if "本机关" in entry.subject} == set()
    assert sum(entry.has_personal_data for entry in found) == 15


def test_a_county_begins_with_its_own_items_and_may_prepare_those_of_its_townships(cast: Cast) -> None:
    cast.he.appointments.create(agency=cast.county, role="handler", from_on=TODAY)
    own = editions.start(cast.county.pk, by=cast.he, today=TODAY)
    assert set(own.entries.values_list("root", flat=True)) >= {"20.1", "20.15", "21.11", "21.17"}
    editions.give_up(own.pk, by=cast.he, today=TODAY)
    assert editions.start(cast.county.pk, by=cast.he, today=TODAY, level="township").entries.count() == 124


def test_one_edition_is_drawn_up_at_a_time(cast: Cast, draft: Catalogue) -> None:
    with pytest.raises(Refused, match="已有编制中的"):
        editions.start(cast.town.pk, by=cast.chen, today=TODAY)


def test_without_one_in_force_there_is_nothing_to_revise(cast: Cast, draft: Catalogue) -> None:
    with pytest.raises(Refused, match="还没有现行的目录"):
        editions.revise(cast.town.pk, by=cast.chen, today=TODAY)


def test_adopting_supersedes_the_edition_before_and_keeps_every_code(cast: Cast, draft: Catalogue) -> None:
    editions.adopt(draft.pk, by=cast.zhao, today=TODAY)
    second = editions.revise(cast.town.pk, by=cast.chen, today=TODAY)
    editions.adopt(second.pk, by=cast.zhao, today=date(2024, 4, 1))
    draft.refresh_from_db()
    assert draft.state == "superseded"
    assert cast.town.catalogues.get(state="in_force") == Catalogue.objects.get(number=2)
    assert comparison.compare(draft, second).is_same
    assert [entry.act for entry in Entry.objects.filter(agency=cast.town)] == [
        *("catalogue.started", "catalogue.adopted", "catalogue.revised", "catalogue.adopted")
    ]


def test_an_edition_without_an_item_of_the_law_is_not_adopted(cast: Cast, draft: Catalogue) -> None:
    draft.entries.filter(root="21.7").delete()
    with pytest.raises(Refused) as refusal:
        editions.adopt(draft.pk, by=cast.zhao, today=TODAY)
    assert len(refusal.value.details) == 1
    assert refusal.value.details[0].startswith("筹资筹劳")


def test_an_edition_in_force_is_changed_no_more(cast: Cast, draft: Catalogue) -> None:
    editions.adopt(draft.pk, by=cast.zhao, today=TODAY)
    for act in (
        lambda: editions.describe(draft.pk, by=cast.chen, name="别名", note="", today=TODAY),
        lambda: editions.choose_domains(draft.pk, by=cast.chen, not_concerned={}, today=TODAY),
        lambda: editions.give_up(draft.pk, by=cast.chen, today=TODAY),
        lambda: editions.adopt(draft.pk, by=cast.zhao, today=TODAY),
    ):
        with pytest.raises(Refused, match="不能再改"):
            act()


def test_domains_left_out_say_why_and_come_back_when_ticked(cast: Cast, draft: Catalogue) -> None:
    reason = "由县生态环境分局公开"
    editions.choose_domains(draft.pk, by=cast.chen, not_concerned={"生态环境": reason}, today=TODAY)
    assert set(draft.entries.filter(domain="生态环境").values_list("not_applicable_reason", flat=True)) == {reason}
    assert not draft.entries.exclude(domain="生态环境").exclude(not_applicable_reason="").exists()
    editions.choose_domains(draft.pk, by=cast.chen, not_concerned={}, today=TODAY)
    assert not draft.entries.exclude(not_applicable_reason="").exists()


def test_an_entry_alone_that_does_not_concern_keeps_its_reason(cast: Cast, draft: Catalogue) -> None:
    draft.entries.filter(code="16.001").update(not_applicable_reason="无此项许可")
    editions.choose_domains(draft.pk, by=cast.chen, not_concerned={"就业": "由县公开"}, today=TODAY)
    assert draft.entries.get(code="16.002").not_applicable_reason == ""


def test_a_domain_is_not_left_out_without_a_reason(cast: Cast, draft: Catalogue) -> None:
    with pytest.raises(Refused, match="为什么不涉及"):
        editions.choose_domains(draft.pk, by=cast.chen, not_concerned={"就业": " "}, today=TODAY)


def test_only_who_may_changes_and_only_who_may_adopts(cast: Cast, draft: Catalogue) -> None:
    with pytest.raises(NotYourRole):
        editions.adopt(draft.pk, by=cast.chen, today=TODAY)
    with pytest.raises(NotYourRole):
        editions.describe(draft.pk, by=cast.feng, name="x", note="", today=TODAY)
    with pytest.raises(NotYours):
        editions.describe(draft.pk, by=cast.li, name="x", note="", today=TODAY)


COLUMNS = Columns(root="21.2", level1="小型水库", time_limit="每季度至少1次")


def test_a_local_entry_has_a_code_that_no_entry_had_before(cast: Cast, draft: Catalogue) -> None:
    first = entries.add(draft.pk, by=cast.chen, columns=COLUMNS, today=TODAY)
    assert (first.code, first.is_local) == (f"L{cast.town.pk}-1", True)
    editions.adopt(draft.pk, by=cast.zhao, today=TODAY)
    second = editions.revise(cast.town.pk, by=cast.chen, today=TODAY)
    entries.remove(second.entries.get(code=first.code).pk, by=cast.chen, today=TODAY)
    added = entries.add(second.pk, by=cast.chen, columns=COLUMNS, today=TODAY)
    assert added.code == f"L{cast.town.pk}-2"


def test_an_entry_is_not_there_twice(cast: Cast, draft: Catalogue) -> None:
    entries.add(draft.pk, by=cast.chen, columns=COLUMNS, today=TODAY)
    with pytest.raises(Refused, match="已有"):
        entries.add(draft.pk, by=cast.chen, columns=COLUMNS, today=TODAY)


def test_changing_an_entry_keeps_its_code_and_says_what_changed(cast: Cast, draft: Catalogue) -> None:
    added = entries.add(draft.pk, by=cast.chen, columns=COLUMNS, today=TODAY)
    columns = Columns(root="21.2", level1="小型水库", level2="管护责任人", time_limit="每季度至少1次")
    changed = entries.change(added.pk, by=cast.chen, columns=columns, today=TODAY)
    assert (changed.code, changed.level2) == (added.code, "管护责任人")
    noted = Entry.objects.filter(act="catalogue.entry_changed")
    assert noted.get().details["columns"] == ["二级事项"]
    entries.change(added.pk, by=cast.chen, columns=columns, today=TODAY)
    assert noted.count() == 1


def test_an_entry_with_something_public_under_it_is_not_removed(cast: Cast, draft: Catalogue) -> None:
    entry = draft.entries.get(code="05.005")
    draft.entries.filter(pk=entry.pk).update(item_count=2)
    with pytest.raises(Refused, match="2条公开的信息"):
        entries.remove(entry.pk, by=cast.chen, today=TODAY)


def test_an_entry_moves_within_its_domain_and_stops_at_its_end(cast: Cast, draft: Catalogue) -> None:
    def order() -> list[str]:
        return list(draft.entries.filter(domain="就业").order_by("order").values_list("code", flat=True))

    first, second, third = order()
    entries.move(draft.entries.get(code=second).pk, by=cast.chen, up=True, today=TODAY)
    assert order() == [second, first, third]
    entries.move(draft.entries.get(code=second).pk, by=cast.chen, up=True, today=TODAY)
    assert order() == [second, first, third]


def test_two_editions_are_compared_entry_by_entry(cast: Cast, draft: Catalogue) -> None:
    editions.adopt(draft.pk, by=cast.zhao, today=TODAY)
    second = editions.revise(cast.town.pk, by=cast.chen, today=TODAY)
    entries.add(second.pk, by=cast.chen, columns=COLUMNS, today=TODAY)
    entries.remove(second.entries.get(code="09.003").pk, by=cast.chen, today=TODAY)
    second.entries.filter(code="05.001").update(time_limit="及时公开")
    found = comparison.compare(draft, second)
    assert [entry.level1 for entry in found.added] == ["小型水库"]
    assert [entry.code for entry in found.removed] == ["09.003"]
    [(entry, [change])] = found.changed
    assert (entry.code, change.column, change.after) == ("05.001", "公开时限", "及时公开")
    assert found.unchanged == 122
