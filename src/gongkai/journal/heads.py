"""校验值: the last hash of every chain, taken out of the system so that nobody inside it can rewrite what came before.

export() -> one record for each chain      compare(records) -> what was changed, cut off or removed since
seal(on): every day, what grew goes into the site's own chain
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import F

from gongkai.errors import Refused
from gongkai.journal.chain import Broken
from gongkai.journal.models import Chain, Entry
from gongkai.journal.recording import SITE, record

SEALED = "journal.sealed"
MOST = 500
"""Chains named in one entry; a day with more has several."""


class Head(msgspec.Struct, frozen=True):
    """A chain as it stood: how long, and the hash of its last entry."""

    chain: str
    length: int
    head: str
    algorithm: str
    on: date


def export(on: date) -> Iterator[Head]:
    """Every chain that has entries, as it stands."""
    for chain in Chain.objects.filter(length__gt=0).order_by("name").iterator():
        yield Head(chain.name, chain.length, chain.head, chain.algorithm, on)


def read(lines: Iterable[bytes]) -> list[Head]:
    """An exported file. Raises Refused when it is none."""
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Head))
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise Refused(f"第 {number} 行不是导出的校验值。请用 gongkai journal heads 导出的原文件。") from error
    if not found:
        raise Refused("文件里没有校验值。请用 gongkai journal heads 导出的原文件。")
    return found


def compare(heads: Iterable[Head]) -> Iterator[Broken]:
    """Each chain that is no longer what it was then: gone, cut off, or with another past."""
    for head in heads:
        if broken := _moved(head.chain, head.length, head.head, f"{head.on} 导出时"):
            yield broken


def broken_seals() -> Iterator[Broken]:
    """Each chain that is no longer what the site's chain sealed of it on some day."""
    for entry in Entry.objects.filter(chain__name=SITE, act=SEALED).order_by("number").iterator(chunk_size=100):
        for name, (length, head) in entry.details["heads"].items():
            if broken := _moved(name, length, head, f"{entry.on} 封存时"):
                yield broken


@transaction.atomic
def seal(on: date) -> int:
    """封存: the heads of the chains that grew since the last time, as entries of the site's chain. How many chains."""
    grown = list(Chain.objects.exclude(name=SITE).filter(length__gt=F("sealed_length")).order_by("name"))
    site, _ = Chain.objects.get_or_create(name=SITE)
    for start in range(0, len(grown), MOST):
        part = grown[start : start + MOST]
        heads = {chain.name: [chain.length, chain.head] for chain in part}
        record(SEALED, site, by=None, on=on, count=len(part), heads=heads)
        for chain in part:
            chain.sealed_length = chain.length
        Chain.objects.bulk_update(part, ["sealed_length"])
    return len(grown)


def _moved(name: str, length: int, head: str, when: str) -> Broken | None:
    hashes: Any = Entry.objects.filter(chain__name=name, number=length).values_list("hash", flat=True)
    there = hashes.first()
    if there is None:
        return Broken(name, length, f"{when}有 {length} 条，现在没有第 {length} 条了：整条链或末尾的记录被删去。")
    if there != head:
        return Broken(name, length, f"第 {length} 条的校验值与{when}不同：它或它之前的记录被改写过。")
    return None
