"""What is taken out of the system, and what the site seals of every chain, shows what was rewritten since."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from django.db.models import QuerySet

from gongkai.errors import Refused
from gongkai.journal import heads
from gongkai.journal.chain import seal as hash_of
from gongkai.journal.chain import verify
from gongkai.journal.models import Chain, Entry
from gongkai.journal.recording import SITE, record
from tests.cast import Cast

DAY = date(2024, 5, 6)


@pytest.fixture
def chain(cast: Cast) -> Chain:
    for number in range(4):
        record("agency.changed", cast.town, by=cast.qian, on=DAY, number=number)
    record("agency.opened", cast.other_town, by=cast.li, on=DAY)
    return Chain.objects.get(agency=cast.town)


def rewrite(chain: Chain, number: int, details: dict[str, Any]) -> None:
    """As somebody would who can write the database and knows how the chain is made: every later hash made anew."""
    previous = "" if number == 1 else Entry.objects.get(chain=chain, number=number - 1).hash
    for entry in Entry.objects.filter(chain=chain, number__gte=number).order_by("number"):
        if entry.number == number:
            entry.details = details
        entry.previous = previous
        entry.hash = previous = hash_of(entry, chain)
        QuerySet(Entry).filter(pk=entry.pk).update(details=entry.details, previous=entry.previous, hash=entry.hash)
    Chain.objects.filter(pk=chain.pk).update(head=previous)


def cut(chain: Chain, length: int) -> None:
    QuerySet(Entry).filter(chain=chain, number__gt=length).delete()
    last = Entry.objects.filter(chain=chain, number=length).first()
    Chain.objects.filter(pk=chain.pk).update(length=length, head=last.hash if last else "")


def exported() -> list[heads.Head]:
    return heads.read([msgspec.json.encode(head) for head in heads.export(DAY)])


def test_what_was_added_since_the_export_breaks_nothing(cast: Cast, chain: Chain) -> None:
    kept = exported()
    record("agency.changed", cast.town, by=cast.qian, on=DAY)
    assert list(heads.compare(kept)) == []


def test_a_chain_rewritten_whole_verifies_by_itself_but_not_against_the_export(chain: Chain) -> None:
    kept = exported()
    rewrite(chain, 2, {"number": "改过"})
    chain.refresh_from_db()
    assert verify(chain) is None
    [broken] = heads.compare(kept)
    assert (broken.chain, broken.number) == (chain.name, 4)
    assert "改写过" in broken.what


def test_a_chain_cut_off_shows_against_the_export(chain: Chain) -> None:
    kept = exported()
    cut(chain, 3)
    chain.refresh_from_db()
    assert verify(chain) is None
    [broken] = heads.compare(kept)
    assert "被删去" in broken.what


def test_a_chain_removed_whole_shows_against_the_export(chain: Chain) -> None:
    kept = exported()
    QuerySet(Entry).filter(chain=chain).delete()
    chain.delete()
    [broken] = heads.compare(kept)
    assert "整条链" in broken.what


@pytest.mark.parametrize("lines", [[], [b""], [b"{}"], [b"hello"]])
def test_a_file_that_was_not_exported_is_refused(lines: list[bytes]) -> None:
    with pytest.raises(Refused, match="gongkai journal heads"):
        heads.read(lines)


def test_each_day_seals_what_grew_and_nothing_else(cast: Cast, chain: Chain) -> None:
    assert heads.seal(DAY) == 2
    assert heads.seal(DAY + timedelta(days=1)) == 0
    record("agency.changed", cast.town, by=cast.qian, on=DAY)
    assert heads.seal(DAY + timedelta(days=2)) == 1
    sealed = Entry.objects.filter(chain__name=SITE, act="journal.sealed").order_by("number")
    assert [sorted(entry.details["heads"]) for entry in sealed] == [
        sorted([chain.name, f"agency:{cast.other_town.pk}"]),
        [chain.name],
    ]
    assert list(heads.broken_seals()) == []


def test_a_chain_rewritten_after_it_was_sealed_shows(chain: Chain) -> None:
    heads.seal(DAY)
    rewrite(chain, 1, {"number": "改过"})
    [broken] = heads.broken_seals()
    assert broken.chain == chain.name


def test_a_day_with_many_chains_has_several_entries(cast: Cast, chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "MOST", 1)
    assert heads.seal(DAY) == 2
    assert Entry.objects.filter(chain__name=SITE, act="journal.sealed").count() == 2
