"""封存数字: figures fixed with the records behind them, and opened again."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.filing import figures, freezing, packing
from gongkai.filing.actions import counting
from gongkai.filing.models import Decided, NormativeDocument, Version
from gongkai.report import exchange
from tests.cast import Cast
from tests.filing import road
from tests.filing.reports import DAY

TOTAL = "disclosed.total"
IN_FORCE = "disclosure.normative_documents.in_force"
CHARGES = "disclosure.charges.amount"


def items(cast: Cast, count: int) -> list[Item]:
    """Items released in 2024."""
    return Item.objects.bulk_create(
        Item(
            agency=cast.town,
            kind="notice",
            title=f"公示{n}",
            handler=cast.chen,
            state="released",
            root="20.7",
            index_number=f"A-{n}",
            formed_on=date(2024, 5, 6),
            released_on=date(2024, 5, 6),
        )
        for n in range(count)
    )


def charged(cast: Cast, number: str) -> Decided:
    on = date(2024, 6, 30)
    return Decided.objects.create(
        agency=cast.town, kind="charges", from_on=on, on=on, number=number, source="财政所", entered_on=on, by=cast.chen
    )


def counted(cast: Cast) -> Version:
    return road.latest(road.drafted(cast, settled=False))


def test_a_figure_is_fixed_with_the_records_it_counts(cast: Cast) -> None:
    made = items(cast, 3)
    version = counted(cast)
    freezing.freeze(version)
    kept = freezing.records(version, TOTAL)
    assert kept is not None
    assert [(each.pk, each.record, each.amount) for each in kept] == [(item.pk, item, None) for item in made]
    frozen = version.frozen.get(name=TOTAL)
    assert (frozen.value, frozen.counted, frozen.records_of) == (3, 3, "disclosure.item")
    assert exchange.decode(version.report.encode()).year == 2024


def test_a_sum_is_fixed_with_what_each_record_adds(cast: Cast) -> None:
    charged(cast, "3.5")
    charged(cast, "0.25")
    version = counted(cast)
    freezing.freeze(version)
    kept = freezing.records(version, CHARGES)
    assert kept is not None
    assert [each.amount for each in kept] == [Decimal("3.5"), Decimal("0.25")]
    assert version.frozen.get(name=CHARGES).value == Decimal("3.75")


def test_only_the_page_that_is_asked_for_is_fetched(cast: Cast, django_assert_num_queries: Any) -> None:
    made = items(cast, 120)
    version = counted(cast)
    freezing.freeze(version)
    with django_assert_num_queries(2):
        kept = freezing.records(version, TOTAL)
        assert kept is not None and len(kept) == 120
        page = kept[50:100]
    assert [each.pk for each in page] == [item.pk for item in made[50:100]]
    assert kept[119:200][0].pk == made[119].pk and not kept[120:]


def test_a_record_that_is_no_more_keeps_its_place(cast: Cast) -> None:
    made = items(cast, 2)
    version = counted(cast)
    freezing.freeze(version)
    gone = made[0].pk
    made[0].delete()
    kept = freezing.records(version, TOTAL)
    assert kept is not None
    assert [(each.pk, each.record) for each in kept] == [(gone, None), (made[1].pk, made[1])]


def test_a_number_without_records_has_none_behind_it(cast: Cast) -> None:
    version = counted(cast)
    freezing.freeze(version)
    assert freezing.records(version, "disclosed.increase") is None
    nothing = freezing.records(version, IN_FORCE)
    assert nothing is not None and len(nothing) == 0


def test_what_the_ledger_says_afterwards_does_not_change_a_fixed_version(cast: Cast) -> None:
    items(cast, 2)
    filing = road.handed_to_readers(cast)
    Item.objects.filter(agency=cast.town).update(released_on=date(2023, 1, 1))
    version = road.latest(filing)
    kept = freezing.records(version, TOTAL)
    assert kept is not None and len(kept) == 2
    assert figures.of_version(version)[TOTAL].value == 2


def test_a_ledger_that_changed_since_the_count_is_not_fixed(cast: Cast) -> None:
    items(cast, 2)
    version = counted(cast)
    Item.objects.filter(index_number="A-1").update(released_on=date(2023, 1, 1))
    with pytest.raises(Refused, match="统计时是 2，现在台账是 1"):
        freezing.freeze(version)
    assert not version.frozen.exists()


def test_a_version_opened_again_follows_the_ledger(cast: Cast) -> None:
    [first, _] = items(cast, 2)
    version = counted(cast)
    freezing.freeze(version)
    freezing.thaw(version)
    assert not version.frozen.exists() and version.report == ""
    Item.objects.filter(pk=first.pk).update(released_on=date(2023, 1, 1))
    counting.count(version.filing_id, by=cast.chen, today=DAY, now=road.NOW)
    assert figures.of_version(Version.objects.get(pk=version.pk))[TOTAL].value == 1


def test_every_kind_of_record_behind_a_figure_has_its_public_number_and_day(cast: Cast) -> None:
    version = counted(cast)
    freezing.freeze(version)
    kinds = set(version.frozen.exclude(records_of="").values_list("records_of", flat=True))
    assert kinds <= set(packing.NUMBERS)
    for kind, fields in packing.NUMBERS.items():
        apps.get_model(kind)._default_manager.values_list(*(field for field in fields if field)).first()


def test_numbers_of_records_are_kept_in_eight_bytes_each() -> None:
    keys = [1, 255, 2**40 + 7]
    assert freezing.packed([1]) == b"\x01" + bytes(7)
    assert list(freezing.unpacked(memoryview(freezing.packed(keys)))) == keys


def test_the_queries_of_freezing_do_not_grow_with_the_ledger(cast: Cast, django_assert_max_num_queries: Any) -> None:
    items(cast, 300)
    NormativeDocument.objects.bulk_create(
        NormativeDocument(agency=cast.town, title=f"办法{n}", on=date(2024, 1, 2), entered_on=DAY) for n in range(40)
    )
    version = counted(cast)
    with django_assert_max_num_queries(60):
        freezing.freeze(version)
