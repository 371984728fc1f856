"""Acts on a catalogue's editions: begun, revised, its domains chosen, adopted, given up."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.catalogue import access, editions, gaps, starting
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import Catalogue
from gongkai.errors import Refused
from gongkai.journal.recording import record
from gongkai.law.statutes import ORDER_711

_LONGEST_REASON = 200


@transaction.atomic
def start(agency_id: int, *, by: Officer, today: date, level: str = "") -> Catalogue:
    """起步: draw up the first edition from the starting catalogue (条例第十二条、第二十二条).

    A county that prepares a catalogue for its townships names their level.
    """
    agency = access.agency_for("catalogue.change", agency_id, by=by)
    catalogue = editions.new(agency, by=by, today=today)
    lines = starting.entries(agency, level or agency.level)
    editions.fill(catalogue, ((line, False) for line in lines), today)
    record("catalogue.started", catalogue, by=by, on=today, edition=catalogue, entries=len(lines))
    return catalogue


@transaction.atomic
def revise(agency_id: int, *, by: Officer, today: date) -> Catalogue:
    """修订: begin a new edition with everything that the one in force has; every entry keeps its code."""
    agency = access.agency_for("catalogue.change", agency_id, by=by)
    current = access.in_force(agency)
    if current is None:
        raise Refused(f"{agency}还没有现行的目录，没有可以修订的。请先用起步目录或导入文件编第一版。")
    catalogue = editions.new(agency, by=by, today=today, name=current.name, note=current.note)
    entries = list(current.entries.all())
    editions.fill(catalogue, ((Columns.of(entry), entry.is_local) for entry in entries), today)
    record("catalogue.revised", catalogue, by=by, on=today, edition=catalogue, previous=current, entries=len(entries))
    return catalogue


@transaction.atomic
def describe(catalogue_id: int, *, by: Officer, name: str, note: str, today: date) -> Catalogue:
    """改名称和说明: what stands at the head of a draft edition."""
    catalogue = access.draft_for(catalogue_id, "catalogue.change", by=by)
    catalogue.name, catalogue.note = name, note
    catalogue.save(update_fields=["name", "note"])
    record("catalogue.described", catalogue, by=by, on=today, edition=catalogue, name=name)
    return catalogue


@transaction.atomic
def choose_domains(catalogue_id: int, *, by: Officer, not_concerned: Mapping[str, str], today: date) -> Catalogue:
    """勾选领域: say which domains do not concern the agency, each with why (未涉及领域事项说明); the others do."""
    catalogue = access.draft_for(catalogue_id, "catalogue.change", by=by)
    for domain, reason in not_concerned.items():
        if not reason.strip():
            raise Refused(f"没有写“{domain}”为什么不涉及。请写一句，公众在目录上能看到，例如“本镇无此项职责”。")
        if len(reason) > _LONGEST_REASON:
            raise Refused(f"“{domain}”不涉及的说明有{len(reason)}个字，最多{_LONGEST_REASON}个字。请写短些。")
    entries = list(catalogue.entries.exclude(domain=""))
    left_out = {entry.domain for entry in entries if entry.not_applicable_reason} - set(not_concerned)
    changed = []
    for entry in entries:
        reason = not_concerned.get(entry.domain, "").strip()
        if entry.domain in not_concerned or entry.domain in left_out:
            entry.not_applicable_reason = reason
            changed.append(entry)
    catalogue.entries.bulk_update(changed, ["not_applicable_reason"], batch_size=200)
    record("catalogue.domains_chosen", catalogue, by=by, on=today, edition=catalogue, domains=list(not_concerned))
    return catalogue


@transaction.atomic
def adopt(catalogue_id: int, *, by: Officer, today: date) -> Catalogue:
    """发布目录: put an edition in force; the one before it is superseded (条例第十二条「及时更新」)."""
    catalogue = access.draft_for(catalogue_id, "catalogue.adopt", by=by)
    access.agency_for("catalogue.adopt", catalogue.agency_id, by=by)
    entries = list(catalogue.entries.all())
    missing = gaps.missing_roots(entries, catalogue.agency.level)
    if missing:
        raise Refused(
            f"{catalogue}还不能发布：法定主动公开内容缺{len(missing)}项。"
            "请给每项至少列一个条目；确实不涉及的，列出并写明不涉及的说明。",
            details=[f"{root.title}（{root.cites}）" for root in missing],
            cites=[ORDER_711.article(20), ORDER_711.article(21)],
        )
    previous = access.in_force(catalogue.agency)
    if previous:
        previous.state = Catalogue.State.SUPERSEDED
        previous.save(update_fields=["state"])
    catalogue.state, catalogue.adopted_on = Catalogue.State.IN_FORCE, today
    catalogue.save(update_fields=["state", "adopted_on"])
    record("catalogue.adopted", catalogue, by=by, on=today, edition=catalogue, previous=previous, entries=len(entries))
    return catalogue


@transaction.atomic
def give_up(catalogue_id: int, *, by: Officer, today: date) -> None:
    """放弃: drop a draft edition; the journal keeps that it was there."""
    catalogue = access.draft_for(catalogue_id, "catalogue.change", by=by)
    record("catalogue.given_up", catalogue, by=by, on=today, edition=catalogue, entries=catalogue.entries.count())
    catalogue.delete()
