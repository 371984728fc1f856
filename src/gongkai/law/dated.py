"""有起始日期的规定: a value the law may change, with the day each version began and the text that set it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from gongkai.errors import Refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """What held on a day: the value, the texts that set it, the day it began.

    `confirmed` is false where the text itself has not been read; a page shows 【未核实】 beside such a value.
    """

    value: T
    cites: tuple[str, ...]
    since: date
    confirmed: bool = True


class Dated(Generic[T]):
    """A rule's versions in the order they began: `REPLY_DAYS.on(received).value`."""

    __slots__ = ("_starts", "_values", "name")

    def __init__(self, *versions: tuple[date, T, str | Iterable[str]], name: str, confirmed: bool = True) -> None:
        self.name = name
        self._values = tuple(
            Value(value, (cites,) if isinstance(cites, str) else tuple(cites), since, confirmed)
            for since, value, cites in versions
        )
        self._starts = [value.since for value in self._values]
        if not versions or self._starts != sorted(set(self._starts)):
            raise ValueError(f"{name}: versions are given once each, the oldest first")

    def on(self, day: date) -> Value[T]:
        """The version in force on that day. Refuses a day before the first."""
        at = bisect_right(self._starts, day)
        if at == 0:
            first = self._values[0]
            raise Refused(
                f"{self.name}从{first.since.year}年{first.since.month}月{first.since.day}日起才有规定，"
                f"不能用于{day.year}年{day.month}月{day.day}日。请检查日期是否写错。",
                cites=first.cites,
            )
        return self._values[at - 1]

    @property
    def versions(self) -> tuple[Value[T], ...]:
        return self._values
