"""封存数字: when a report goes to examination, its figures are fixed with the identifiers of the records behind each.

freeze(version)     thaw(version)     records(version, name) -> FrozenRecords, cut like a list, a page at a time
"""

import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, overload

from django.apps import apps
from django.db.models import Model

from gongkai.errors import Refused
from gongkai.filing import checking, figures, previous
from gongkai.filing.figures.figure import Figure, Records
from gongkai.filing.models import Frozen, Version
from gongkai.filing.report_of import report_of
from gongkai.report import exchange

WIDTH = 8
"""Bytes of one identifier."""

_BATCH = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it was counted: its number, itself as it is today (None when it is no more), what it added."""

    pk: int
    record: Any
    amount: Decimal | None


class FrozenRecords(Sequence[Kept]):
    """The records behind a fixed figure, in the order of their numbers; only the part that is asked for is fetched."""

    def __init__(self, frozen: Frozen) -> None:
        self.model: type[Model] = apps.get_model(frozen.records_of)
        self.amounts = [Decimal(each) for each in frozen.amounts]
        self._keys = unpacked(frozen.records)

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> Kept: ...
    @overload
    def __getitem__(self, index: slice) -> list[Kept]: ...
    def __getitem__(self, index: int | slice) -> Kept | list[Kept]:
        if isinstance(index, int):
            return self[index : index + 1 or None][0]
        keys = self._keys[index]
        amounts: Sequence[Decimal | None] = self.amounts[index] or [None] * len(keys)
        found = self.model._default_manager.in_bulk(keys)
        return [Kept(key, found.get(key), amount) for key, amount in zip(keys, amounts, strict=True)]


def freeze(version: Version) -> None:
    """Fix a version: its figures, the records behind them, and the report they make.

    Refuses when the ledger no longer gives what was counted.
    """
    found = figures.of_version(version)
    filing = version.filing
    rows = [
        _frozen(version, order, figure, figures.records(filing, figure.name))
        for order, figure in enumerate(found.values())
    ]
    version.frozen.all().delete()
    Frozen.objects.bulk_create(rows, batch_size=_BATCH)
    report = report_of(version, found)
    version.report = exchange.encode(report).decode()
    version.checked = checking.checked(report, previous.previous(filing))
    version.save(update_fields=["report", "checked"])


def thaw(version: Version) -> None:
    """Open a fixed version again: its figures follow the ledger once more."""
    version.frozen.all().delete()
    version.read_before = version.report
    if version.state in (Version.State.SUBMITTED, Version.State.ACCEPTED):
        version.received_before = version.report
    version.report, version.checked = "", {}
    version.save(update_fields=["read_before", "received_before", "report", "checked"])


def records(version: Version, name: str) -> FrozenRecords | None:
    """The records behind a figure of a fixed version; None where none stand behind it."""
    frozen = version.frozen.filter(name=name).exclude(records_of="").first()
    return FrozenRecords(frozen) if frozen else None


def packed(keys: Sequence[int]) -> bytes:
    """Numbers of records as they are kept: eight bytes each, little-endian."""
    kept = array("q", keys)
    if sys.byteorder == "big":
        kept.byteswap()
    return kept.tobytes()


def unpacked(kept: bytes | memoryview) -> "array[int]":
    """The numbers again."""
    keys = array("q")
    keys.frombytes(bytes(kept))
    if sys.byteorder == "big":
        keys.byteswap()
    return keys


def _frozen(version: Version, order: int, figure: Figure, behind: Records | None) -> Frozen:
    keys: Sequence[int] = ()
    amounts: Sequence[Decimal] = ()
    if behind is not None and (figure.counted or behind.sums):
        keys, amounts = _keys(behind)
        _refuse_if_changed(figure, sum(amounts, Decimal()) if behind.sums else Decimal(len(keys)))
    entered = figure.entered
    return Frozen(
        version=version,
        order=order,
        name=figure.name,
        label=figure.label,
        unit=figure.unit,
        rule=figure.rule,
        cites=list(figure.cites),
        value=figure.value,
        counted=figure.counted,
        is_entered=entered is not None,
        source=entered.source if entered else "",
        reason=entered.reason if entered else "",
        records_of=behind.model if behind else "",
        records=packed(keys),
        amounts=[f"{amount:f}" for amount in amounts],
    )


def _keys(behind: Records) -> tuple[Sequence[int], Sequence[Decimal]]:
    rows = behind.rows.order_by("pk")
    if not behind.sums:
        return list(rows.values_list("pk", flat=True)), ()
    pairs = list(rows.values_list("pk", behind.sums))
    return [key for key, _ in pairs], [Decimal(amount or 0) for _, amount in pairs]


def _refuse_if_changed(figure: Figure, now: Decimal) -> None:
    if figure.counted is not None and now != figure.counted:
        raise Refused(
            f"“{figure.label}”统计时是 {figure.counted}，现在台账是 {now.normalize():f}：统计以后台账变了。"
            "请到“数字”页重新统计，看过以后再提交。"
        )
