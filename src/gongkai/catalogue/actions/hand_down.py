"""下发: a supervisor hands an edition down to agencies below, a draft for each; they adopt it themselves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.catalogue import access, editions, handing_down
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.errors import GongkaiError, Refused
from gongkai.journal.recording import record


@dataclass(slots=True)
class Outcome:
    """How many agencies received the edition, and who did not, with why."""

    received: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)


def hand_down(
    catalogue_id: int,
    agency_ids: Iterable[int],
    *,
    by: Officer,
    today: date,
    only_own_level: bool = False,
    progress: Callable[..., None] = lambda done, total, *, failed=0: None,
) -> Outcome:
    """Hand an edition down to each agency in a transaction of its own; one that refuses holds up no other.

    May be begun again: an agency that has the edition as it is keeps it.
    """
    chosen = list(agency_ids)
    outcome = Outcome()
    progress(0, len(chosen))
    for done, agency_id in enumerate(chosen, start=1):
        try:
            hand_down_to(catalogue_id, agency_id, by=by, today=today, only_own_level=only_own_level)
            outcome.received += 1
        except GongkaiError as refusal:
            outcome.failed.append((agency_id, str(refusal)))
        progress(done, len(chosen), failed=len(outcome.failed))
    note_handed_down(catalogue_id, outcome, by=by, today=today)
    return outcome


@transaction.atomic
def hand_down_to(
    catalogue_id: int, agency_id: int, *, by: Officer, today: date, only_own_level: bool = False
) -> Catalogue:
    """下发给一个机关: a draft edition there, in place of one handed down earlier and not adopted yet."""
    source = access.for_reading(catalogue_id, by=by)
    agencies.require("catalogue.hand_down", by, source.agency)
    to = access.agency_for("catalogue.hand_down", agency_id, by=by)
    if to.pk == source.agency_id or not to.is_under(source.agency):
        raise Refused(f"{to}不是{source.agency}的下级，不能向它下发目录。")
    draft = access.draft_of(to)
    if draft and draft.handed_down_from_id is None:
        raise Refused(f"{to}有自己编制中的{draft}，没有覆盖。请该机关先发布或放弃，再下发。")
    current = draft or access.in_force(to)
    own = list(current.entries.all()) if current else []
    lines = handing_down.received(source, list(source.entries.all()), to, own, only_own_level=only_own_level)
    if draft and draft.handed_down_from_id == source.pk and lines == _lines(own):
        return draft
    if draft:
        CatalogueEntry.objects.filter(catalogue=draft).delete()
        draft.handed_down_from, draft.made_by, draft.made_on = source, by, today
        draft.save(update_fields=["handed_down_from", "made_by", "made_on"])
    else:
        draft = editions.new(to, by=by, today=today, source=source)
    editions.fill(draft, lines, today)
    local = sum(is_own for _, is_own in lines)
    record("catalogue.received", draft, by=by, on=today, edition=draft, source=source, entries=len(lines), local=local)
    return draft


@transaction.atomic
def note_handed_down(catalogue_id: int, outcome: Outcome, *, by: Officer, today: date) -> None:
    """Enter in the supervisor's own journal that an edition was handed down, and to how many."""
    source = access.for_act(catalogue_id, "catalogue.hand_down", by=by)
    record(
        "catalogue.handed_down",
        source,
        by=by,
        on=today,
        edition=source,
        received=outcome.received,
        failed=len(outcome.failed),
    )


def _lines(entries: list[CatalogueEntry]) -> list[tuple[Columns, bool]]:
    return [(Columns.of(entry), entry.is_local) for entry in entries]
