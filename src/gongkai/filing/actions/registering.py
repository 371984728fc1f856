"""登记和年报: entries that reports counted are changed for a reason; documents and decisions for table two."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import from_items
from gongkai.filing.models import Decided, NormativeDocument
from gongkai.filing.registers import DECISIONS, DOCUMENTS, published_years, years_of
from gongkai.journal import recording as journal
from gongkai.law.calendar import long_words
from gongkai.supervision import access
from gongkai.supervision.actions import registering
from gongkai.supervision.actions.registering import keep_new, opened, put, refuse_unless_sound
from gongkai.supervision.models import Registered
from gongkai.supervision.registers import Register

_End = NormativeDocument.End


@transaction.atomic
def change(
    register: Register, entry_id: int, values: Mapping[str, Any], *, by: Officer, reason: str = "", **given: Any
) -> Registered:
    """更正: as every entry is changed; one that a published report counted, or would count, only for a reason."""
    before = access.for_act(register.model, entry_id, by=by)
    years, revision = years_of(before), before.revision
    entry = registering.change(register, entry_id, values, by=by, reason=reason.strip(), **given)
    needs_reason = entry.revision != revision and not reason.strip()
    if needs_reason and (out := published_years(entry.agency, years | years_of(entry))):
        named = "、".join(f"{year}年" for year in out)
        raise Refused(f"{named}的年报已经公布。请写明更正的理由；年报的数字因此错了的，要更正重编。")
    return entry


@transaction.atomic
def end(
    document_id: int, *, by: Officer, today: date, ended_on: date, how: str, revision: int | None = None
) -> NormativeDocument:
    """废止、失效: a document that is no longer in force from a day on."""
    document = opened(DOCUMENTS, document_id, by=by, revision=revision)
    assert isinstance(document, NormativeDocument)
    if document.ended_on is not None:
        raise Refused(f"“{document}”已经登记为 {document.ended_on.isoformat()} 起不再有效。要改日期，请用“更正”。")
    put(DOCUMENTS, document, {"ended_on": ended_on, "end": _End(how)})
    refuse_unless_sound(DOCUMENTS, document, today, confirmed=True)
    document.revision += 1
    document.save()
    journal.record(
        "register.document_ended",
        document,
        by=by,
        on=today,
        name=str(document),
        ended_on=ended_on,
        how=document.get_end_display(),
    )
    return document


@transaction.atomic
def take_from_items(agency_id: int, item_ids: Collection[int], *, by: Officer, today: date) -> list[NormativeDocument]:
    """由公开信息登记: released normative documents onto the register, one entry each, by what their items say."""
    agency = agencies.for_act(agency_id, "register.change", by=by)
    items = list(from_items.documents(agency).filter(pk__in=item_ids))
    if not items:
        raise Refused("选中的规范性文件都已经登记过了，或者没有选。请刷新页面再选。")
    made = []
    for item in items:
        issued_on = item.formed_on or item.released_on
        assert issued_on is not None  # it is released
        document = NormativeDocument(
            agency=agency,
            by=by,
            entered_on=today,
            title=item.title,
            document_number=item.document_number,
            on=issued_on,
            item=item,
            source=f"公开信息 {item.index_number}".strip(),
        )
        if item.expires_on is not None and item.expires_on < today:
            document.ended_on, document.end = item.expires_on + timedelta(days=1), _End.EXPIRED
        keep_new(DOCUMENTS, document, by=by, today=today, confirmed=True)
        made.append(document)
    return made


@transaction.atomic
def count_decisions(
    agency_id: int, kind: str, *, by: Officer, today: date, from_on: date, on: date, token: str = ""
) -> Decided:
    """由公开信息计数: how many released decisions of a kind were made in a period, said to be counted so."""
    agency = agencies.for_act(agency_id, "register.change", by=by)
    if token and (made := Decided.objects.filter(agency=agency, by=by, token=token).first()):
        return made
    if kind not in from_items.ROOTS:
        raise Refused("收费金额数不出来：公开信息里只有收费项目，没有收了多少。请按财政票据或者财务账手工登记。")
    entry = Decided(
        agency=agency,
        by=by,
        entered_on=today,
        token=token,
        kind=kind,
        from_on=from_on,
        on=on,
        number=from_items.decisions(agency, kind, from_on, on).count(),
        way=Decided.Way.COUNTED,
        items_of=from_items.ROOTS[Decided.Kind(kind)],
        source=counted_from(today),
    )
    keep_new(DECISIONS, entry, by=by, today=today, confirmed=True)
    return entry


@transaction.atomic
def count_again(decided_id: int, *, by: Officer, today: date, revision: int | None = None) -> Decided:
    """重新计数: decisions of the period may have been published, or withdrawn, since they were counted."""
    entry = opened(DECISIONS, decided_id, by=by, revision=revision)
    assert isinstance(entry, Decided)
    if entry.way != Decided.Way.COUNTED:
        raise Refused("这一条不是由公开信息数出来的，不能重新计数。要改数字，请用“更正”。")
    before = DECISIONS.shown(entry, "number")
    entry.number = from_items.decisions(entry.agency, entry.kind, entry.from_on, entry.on).count()
    entry.source = counted_from(today)
    entry.revision += 1
    entry.save()
    entry.refresh_from_db(fields=["number"])
    journal.record(
        "register.counted_again",
        entry,
        by=by,
        on=today,
        name=str(entry),
        before=before,
        after=DECISIONS.shown(entry, "number"),
    )
    return entry


def counted_from(today: date) -> str:
    """Where the number of an entry comes from that was counted."""
    return f"由截至{long_words(today)}公开的决定计数"
