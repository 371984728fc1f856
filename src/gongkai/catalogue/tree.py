"""目录树: the entries of a catalogue under their items of the law and their domains, with how each part stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.catalogue import roots
from gongkai.catalogue.coverage import State, state_of
from gongkai.catalogue.models import CatalogueEntry

UNDIVIDED = "不分领域"
"""What stands over entries without a domain."""


Wanted = Callable[[CatalogueEntry], bool]


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry with how it stands today."""

    entry: CatalogueEntry
    state: State

    @property
    def update_by(self) -> date | None:
        """The last day for something new, where anything sets one."""
        return self.entry.stale_on - timedelta(1) if self.entry.stale_on else None


@dataclass(slots=True)
class Branch:
    """The entries of one domain under one item of the law."""

    domain: str
    leaves: list[Leaf] = field(default_factory=list)


@dataclass(slots=True)
class Limb:
    """One item of the law with everything filed under it."""

    root: roots.Root
    branches: dict[str, Branch] = field(default_factory=dict)
    totals: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    items: int = 0

    @property
    def entries(self) -> int:
        """How many entries it has."""
        return sum(self.totals.values())

    @property
    def is_missing(self) -> bool:
        """Nothing in the catalogue answers to this item of the law."""
        return not self.entries


def grow(
    entries: Iterable[CatalogueEntry],
    level: str,
    today: date,
    *,
    only: State | None = None,
    wanted: Wanted = lambda entry: True,
) -> list[Limb]:
    """The tree of entries for an agency of a level, every item of the law in its order, empty ones too.

    `only` shows the entries of one state, `wanted` those it lets through; the totals stay those of all.
    """
    limbs = {root.code: Limb(root) for root in roots.of_level(level)}
    for entry in entries:
        limb = limbs.setdefault(entry.root, Limb(roots.ROOTS[entry.root]))
        state = state_of(entry, today)
        limb.totals[state] += 1
        limb.items += entry.item_count
        if only in (None, state) and wanted(entry):
            limb.branches.setdefault(entry.domain, Branch(entry.domain)).leaves.append(Leaf(entry, state))
    return list(limbs.values())
