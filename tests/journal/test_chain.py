"""The chain of entries: what it proves, and what breaks it."""

from datetime import date

import pytest
from cryptography.hazmat.primitives import hashes
from django.db.models import QuerySet

from gongkai.journal.chain import canonical, digest, verify
from gongkai.journal.models import Chain, Entry
from gongkai.journal.recording import record
from tests.cast import Cast

DAY = date(2024, 5, 6)


@pytest.fixture
def chain(cast: Cast) -> Chain:
    for number in range(5):
        record("agency.changed", cast.town, by=cast.qian, on=DAY, field="电话", to=str(number), nested={"b": [1, DAY]})
    return Chain.objects.get(agency=cast.town)


def test_the_hash_is_sm3(cast: Cast) -> None:
    # GB/T 32905-2016, appendix A.1
    assert digest("sm3", b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert issubclass(hashes.SM3, hashes.HashAlgorithm)


def test_the_spelling_of_a_value_does_not_depend_on_the_order_of_its_keys() -> None:
    assert canonical({"b": 1, "a": "文"}) == canonical({"a": "文", "b": 1}) == '{"a":"文","b":1}'.encode()


def test_an_untouched_chain_verifies(chain: Chain) -> None:
    assert verify(chain) is None
    assert chain.length == 5


def test_a_changed_entry_is_the_first_broken_link(chain: Chain) -> None:
    QuerySet(Entry).filter(chain=chain, number=3).update(details={"field": "电话", "to": "9"})
    broken = verify(chain)
    assert broken is not None and broken.number == 3 and "改动" in broken.what


def test_another_name_under_an_entry_breaks_it(chain: Chain, cast: Cast) -> None:
    QuerySet(Entry).filter(chain=chain, number=2).update(by=cast.li)
    assert verify(chain).number == 2  # type: ignore[union-attr]


def test_a_removed_entry_shows(chain: Chain) -> None:
    QuerySet(Entry).filter(chain=chain, number=3).delete()
    broken = verify(chain)
    assert broken is not None and broken.number == 3 and "不见了" in broken.what


def test_a_removed_last_entry_shows(chain: Chain) -> None:
    QuerySet(Entry).filter(chain=chain, number=5).delete()
    broken = verify(chain)
    assert broken is not None and "末尾" in broken.what


def test_an_entry_made_anew_after_a_change_breaks_the_next(chain: Chain) -> None:
    from gongkai.journal.chain import seal

    entry = Entry.objects.get(chain=chain, number=2)
    entry.details = {"field": "改过"}
    entry.hash = seal(entry, chain)
    QuerySet(Entry).filter(pk=entry.pk).update(details=entry.details, hash=entry.hash)
    assert verify(chain).number == 3  # type: ignore[union-attr]


def test_an_entry_is_never_saved_again_or_deleted(chain: Chain) -> None:
    entry = Entry.objects.filter(chain=chain).first()
    assert entry is not None
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
