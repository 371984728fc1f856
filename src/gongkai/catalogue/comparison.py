"""两版对比: what one edition has that another has not, and where the same entry says something else."""

from dataclasses import dataclass

from gongkai.catalogue import cells
from gongkai.catalogue.columns import LABELS, Columns
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.catalogue.roots import ROOTS


@dataclass(frozen=True, slots=True)
class Change:
    """One column of an entry that differs: its official name, the words before and after."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """From one edition to another: entries added, removed, and changed with what changed in them."""

    before: Catalogue
    after: Catalogue
    added: tuple[CatalogueEntry, ...]
    removed: tuple[CatalogueEntry, ...]
    changed: tuple[tuple[CatalogueEntry, tuple[Change, ...]], ...]
    unchanged: int

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.changed)


def compare(before: Catalogue, after: Catalogue) -> Comparison:
    """What changed from one edition to another; entries are the same where their codes are."""
    old = {entry.code: entry for entry in before.entries.all()}
    new = {entry.code: entry for entry in after.entries.all()}
    both = [(old[code], entry) for code, entry in new.items() if code in old]
    changed = [(entry, changes) for earlier, entry in both if (changes := _changes(earlier, entry))]
    return Comparison(
        before=before,
        after=after,
        added=tuple(entry for code, entry in new.items() if code not in old),
        removed=tuple(entry for code, entry in old.items() if code not in new),
        changed=tuple(changed),
        unchanged=len(both) - len(changed),
    )


def _changes(before: CatalogueEntry, after: CatalogueEntry) -> tuple[Change, ...]:
    differing = Columns.of(before).differences(Columns.of(after))
    names = [name for name, label in LABELS.items() if label in differing]
    return tuple(Change(LABELS[name], written(before, name), written(after, name)) for name in names)


def written(entry: CatalogueEntry, name: str) -> str:
    """A column of an entry as people read it."""
    if name == "root":
        return ROOTS[entry.root].title
    if name == "elements":
        return cells.elements_written(entry.elements)
    if name == "channels":
        return cells.channels_written(entry.channels)
    if name == "levels":
        return "、".join(entry.levels)
    if name == "audience":
        return str(entry.get_audience_display())
    if name == "mode":
        return str(entry.get_mode_display())
    if name == "local_columns":
        return "；".join(f"{column}：{words}" for column, words in entry.local_columns.items())
    if name == "has_personal_data":
        return "是" if entry.has_personal_data else "否"
    return str(getattr(entry, name))
