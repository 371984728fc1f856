"""One number of the report: what it counts, by what rule, and what stands behind it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from gongkai.filing.models import Entered

Number = int | Decimal


def plain(number: Number) -> Number:
    """A number without zeros behind its point; a whole one as int."""
    amount = Decimal(number)
    return int(amount) if amount == amount.to_integral_value() else Decimal(f"{amount:f}".rstrip("0"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A named number: `counted` from records (None where they cannot tell), `entered` where it comes from outside.

    `name` is the path of a cell of the form, or a name of the prose such as "disclosed.total". `rule` says in a
    sentence how it is counted, `cites` by what authority. `summed` is what its parts add up to where one of them was
    entered, and then `is_summed`.
    """

    name: str
    label: str
    unit: str
    rule: str
    cites: tuple[str, ...]
    counted: Number | None = None
    entered: Entered | None = None
    summed: Number | None = None
    is_summed: bool = False

    @property
    def value(self) -> Number | None:
        """The number that the report gives."""
        if self.entered is not None:
            return plain(self.entered.value)
        return self.summed if self.is_summed else self.counted

    @property
    def is_entered(self) -> bool:
        return self.entered is not None

    def with_counted(self, counted: Number | None) -> "Figure":
        return replace(self, counted=counted)

    def with_sum(self, summed: Number | None) -> "Figure":
        return replace(self, summed=summed, is_summed=True)

    def with_entered(self, entered: Entered) -> "Figure":
        return replace(self, entered=entered)


@dataclass(frozen=True, slots=True)
class Records:
    """The records that a figure counts: their query, and how it counts them.

    `sums` names the field that is added up where the figure is not simply how many there are.
    """

    rows: QuerySet[Any]
    sums: str = ""

    @property
    def model(self) -> str:
        """`disclosure.item`."""
        return str(self.rows.model._meta.label_lower)
