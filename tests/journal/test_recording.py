"""Recording at the same time: no number twice, none left out; an entry goes with its act."""

from datetime import date

import pytest
from django.db import transaction

from gongkai.agency.models import Agency, Officer
from gongkai.journal import access
from gongkai.journal.chain import verify
from gongkai.journal.models import Chain, Entry
from gongkai.journal.recording import record
from tests.cast import Cast, assemble
from tests.side_by_side import side_by_side

DAY = date(2024, 5, 6)
WORKERS, EACH = 8, 12


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_one_unbroken_chain_each() -> None:
    cast = assemble()

    def work(worker: int) -> None:
        town = Agency.objects.get(pk=cast.town.pk if worker % 2 else cast.other_town.pk)
        by = Officer.objects.get(pk=cast.qian.pk)
        for number in range(EACH):
            with transaction.atomic():
                Agency.objects.filter(pk=town.pk).update(telephone=f"{worker}-{number}")
                record("agency.changed", town, by=by, on=DAY, worker=worker, number=number)

    side_by_side(work, workers=WORKERS)
    for town in (cast.town, cast.other_town):
        chain = Chain.objects.get(agency=town)
        assert verify(chain) is None
        assert chain.length == WORKERS * EACH // 2
        assert list(chain.entries.order_by("number").values_list("number", flat=True)) == list(
            range(1, chain.length + 1)
        )


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry_and_no_gap() -> None:
    cast = assemble()
    record("agency.changed", cast.town, by=cast.qian, on=DAY)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("agency.changed", cast.town, by=cast.qian, on=DAY)
        _ = 1 / 0
    record("agency.changed", cast.town, by=cast.qian, on=DAY)
    assert list(Entry.objects.values_list("number", flat=True)) == [1, 2]
    assert verify(Chain.objects.get()) is None


def test_entries_are_not_changed_or_removed_in_bulk_either(cast: Cast) -> None:
    record("agency.changed", cast.town, by=cast.qian, on=DAY)
    with pytest.raises(TypeError):
        Entry.objects.all().update(act="x")
    with pytest.raises(TypeError):
        Entry.objects.filter(agency=cast.town).delete()


def test_who_may_read_which_entries(cast: Cast) -> None:
    record("agency.changed", cast.town, by=cast.qian, on=DAY)
    record("agency.changed", cast.other_town, by=cast.li, on=DAY)
    record("officer.created", cast.wei, by=None, on=DAY)
    counts = {
        person: access.visible_to(getattr(cast, person)).count() for person in ("qian", "he", "chen", "li", "wei")
    }
    assert counts == {"qian": 1, "he": 2, "chen": 0, "li": 1, "wei": 0}
