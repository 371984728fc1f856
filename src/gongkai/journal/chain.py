"""The chain itself: what is hashed, by what, and how a broken link is found."""

from dataclasses import dataclass
from datetime import UTC
from typing import Any

import msgspec
from cryptography.hazmat.primitives import hashes

from gongkai.journal.models import Chain, Entry

_ALGORITHMS = {"sm3": hashes.SM3, "sha256": hashes.SHA256}


def digest(algorithm: str, *parts: bytes) -> str:
    """The hash of the parts joined, as lowercase hexadecimal."""
    state = hashes.Hash(_ALGORITHMS[algorithm]())
    for part in parts:
        state.update(part)
    return state.finalize().hex()


def canonical(value: Any) -> bytes:
    """The one spelling of a value as JSON: keys sorted, no spaces, UTF-8."""
    return msgspec.json.encode(value, order="deterministic")


def content(entry: Entry, chain: str) -> bytes:
    """What of an entry is hashed: all of it but the hashes themselves and the number that the database gave it."""
    return canonical(
        {
            "chain": chain,
            "number": entry.number,
            "act": entry.act,
            "subject": [entry.subject_kind, entry.subject_id],
            "agency": entry.agency_id,
            "by": [entry.by_id, entry.by_name],
            "on": entry.on.isoformat(),
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "details": entry.details,
        }
    )


def seal(entry: Entry, chain: Chain) -> str:
    """The hash of an entry bound to the one before it."""
    return digest(chain.algorithm, entry.previous.encode("ascii"), content(entry, chain.name))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold, with a sentence on what is wrong."""

    chain: str
    number: int
    what: str


def verify(chain: Chain) -> Broken | None:
    """Go through a chain from its first entry. The first broken link, or None; memory does not grow with its length."""
    previous, number = "", 0
    entries = Entry.objects.filter(chain=chain).order_by("number").iterator(chunk_size=2000)
    for entry in entries:
        number += 1
        if entry.number != number:
            return Broken(chain.name, number, f"第{number}条不见了，后面接的是第{entry.number}条。")
        if entry.previous != previous:
            return Broken(chain.name, number, f"第{number}条与前一条接不上：它记的前一条校验值与前一条不同。")
        if entry.hash != seal(entry, chain):
            return Broken(chain.name, number, f"第{number}条的内容与它的校验值不符：记下之后被改动过。")
        previous = entry.hash
    if number != chain.length or previous != chain.head:
        return Broken(
            chain.name, number + 1, f"应有{chain.length}条，实有{number}条：末尾的记录被删去，或有未登记的记录。"
        )
    return None
