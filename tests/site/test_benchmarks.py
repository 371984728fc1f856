"""The province of the benchmarks is a ledger as the site would have kept it: its numbers agree everywhere."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models import Count, F, Max, Q

from benchmarks import province
from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.catalogue.models import CatalogueEntry
from gongkai.disclosure import search
from gongkai.disclosure.models import Edition, IndexSequence, Item, Overview, Publication
from gongkai.journal.chain import verify
from gongkai.journal.models import Chain
from gongkai.law.calendar import builtin

SIZE = province.Size(agencies=45, items=1_500, releases=4_500, until=date(2026, 3, 6))


@pytest.fixture
def filled(transactional_db: None) -> Iterator[None]:
    """The province in the database; nothing else empties the search index afterwards."""
    province.fill(SIZE, lambda _: None)
    yield
    search.forget(range(1, SIZE.items + 1))


def test_the_ledger_of_the_province_adds_up(filled: None) -> None:
    released = Item.objects.filter(state=Item.State.RELEASED)

    assert Agency.objects.count() == 45
    assert {agency.path[:-3] for agency in Agency.objects.exclude(parent=None)} <= set(
        Agency.objects.values_list("path", flat=True)
    )
    assert Appointment.objects.values("officer").distinct().count() == Officer.objects.count() == SIZE.officers
    assert Item.objects.count() == 1_500
    assert set(Item.objects.values_list("state", flat=True)) == set(Item.State.values)
    assert abs(Publication.objects.count() - 4_500) < 200

    on_portal = Publication.objects.filter(channel__kind="portal", state=Publication.State.DONE)
    assert set(on_portal.values_list("item", flat=True)) == set(released.values_list("pk", flat=True))
    assert not released.exclude(current__item=F("pk"), current__state=Edition.State.RELEASED).exists()
    assert not Publication.objects.exclude(agency=F("item__agency")).exclude(channel__agency=F("agency")).exists()
    assert not Publication.objects.filter(on__lt=F("item__released_on")).exists()

    numbered = Item.objects.exclude(index_number="")
    assert numbered.count() == Item.objects.exclude(released_on=None).count()
    for sequence in IndexSequence.objects.all():
        period = numbered.filter(agency=sequence.agency_id, index_number__contains=f"/{sequence.period}-")
        assert period.count() == sequence.last == int(period.aggregate(last=Max("index_number"))["last"][-5:])

    for overview in Overview.objects.annotate(there=Count("agency__items", filter=Q(agency__items__state="draft"))):
        assert overview.drafts == overview.there
    filed = dict(released.values_list("agency").annotate(Count("pk")))
    counted = CatalogueEntry.objects.values_list("agency", "item_count")
    for agency_id, count in filed.items():
        assert sum(each for agency, each in counted if agency == agency_id) == count

    assert Chain.objects.exists()
    assert not [broken for chain in Chain.objects.all() if (broken := verify(chain))]
    title = released.latest("pk").title
    assert released.latest("pk").pk in search.newest(title[-8:], limit=50)


def test_the_same_numbers_make_the_same_province() -> None:
    assert province.places(SIZE) == province.places(SIZE)
    assert province.places(SIZE) != province.places(province.Size(agencies=45, seed=1))


def test_items_are_entered_on_working_days_up_to_the_last() -> None:
    days = province.working_days(SIZE.until)
    calendar = builtin()
    assert days[-1] == SIZE.until
    assert all(calendar.is_working(day) for day in days)
    assert list(province.dated(days, 3 * len(days)))[:4] == [days[0]] * 3 + [days[1]]
