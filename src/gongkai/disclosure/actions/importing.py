"""批量导入: a spreadsheet of what is public already, read and shown first, entered whole or not at all, undone whole.

These releases were examined outside this system (系统外审查、补录): no examination is made up for them; the journal,
the batch and the editions say so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, OuterRef, Q, Subquery

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.catalogue import coverage
from gongkai.disclosure import access, due, numbering, overview, public, search, sheets
from gongkai.disclosure.actions import publishing
from gongkai.disclosure.models import Batch, BatchRow, Channel, Edition, Item, Publication
from gongkai.disclosure.queries import DONE
from gongkai.disclosure.spreadsheet import headings, rows
from gongkai.errors import NotYours, Refused, Unreadable
from gongkai.journal import recording as journal
from gongkai.journal.chain import digest
from gongkai.task import jobs

KIND = "disclosure.import"
AT_ONCE = 500
"""Rows from which an import is done in the background."""
ENTERED_AFTERWARDS = "系统外审查、补录"
_CHUNK = 500
_NAMED, _SHOWN = 200, 30

Progress = Callable[..., None]


def read(
    agency: Agency, file_name: str, data: bytes, *, usual_channel_id: int | None = None, by: Officer, today: date
) -> Batch:
    """读表: keep the rows of a spreadsheet with what is wrong in each, to be looked at; nothing is imported yet."""
    agencies.require("item.import", by, agency)
    usual = _usual(agency, usual_channel_id)
    publishing.ensure_portal_channel(agency)
    try:
        found = headings.find(sheets.read(data, file_name))
    except Unreadable as error:
        raise Refused(str(error)) from error
    batch = Batch(
        agency=agency,
        file_name=file_name[-200:],
        file_hash=digest("sm3", data),
        columns=[[column.heading, column.name or column.channel] for column in found.columns if column.heading],
        usual_channel=usual,
        by=by,
        read_on=today,
    )
    kept = list(_reader(batch, today).read(found))  # before the transaction: other people's acts do not wait for it
    with transaction.atomic():
        batch.save()
        _keep(batch, kept)
        journal.record("batch.read", batch, by=by, on=today, file=file_name, hash=batch.file_hash, rows=len(kept))
    return batch


def recheck(batch_id: int, *, by: Officer, today: date) -> Batch:
    """重新检查: hold the rows against the register and the ledger as they are now."""
    batch = _waiting(batch_id, by)
    reader = _reader(batch, today)
    kept = [
        reader.check(
            row.number, [headings.named(heading, held, row.cells.get(heading, "")) for heading, held in batch.columns]
        )
        for row in batch.rows.all()
    ]
    with transaction.atomic():
        batch = _waiting(batch_id, by)
        batch.rows.all().delete()
        _keep(batch, kept)
    return batch


@transaction.atomic
def begin(batch_id: int, *, leave_out: bool = False, by: Officer, today: date) -> Batch:
    """确认导入: import the rows now, or in the background when there are many. A second click changes nothing.

    Refuses while rows have errors, unless they are to be left out; which they are is written down.
    """
    batch = access.batch_for_act(batch_id, "item.import", by=by)
    if batch.state in (Batch.State.IMPORTING, Batch.State.IMPORTED):
        return batch
    batch = _waiting(batch_id, by)
    wrong = list(batch.rows.exclude(errors=[]).values_list("number", flat=True))
    if wrong and not leave_out:
        raise Refused(
            f"有 {len(wrong)} 行有错，没有导入。请改正表格后重新上传；或勾选“不导入有错的行”。",
            details=[f"第 {_numbers(wrong)} 行"],
        )
    if len(wrong) == batch.row_count:
        raise Refused("每一行都有错，没有可以导入的。请改正表格后重新上传。")
    batch.state = Batch.State.IMPORTING
    batch.save(update_fields=["state"])
    if batch.row_count < AT_ONCE:
        return carry_out(batch.pk, by=by, today=today)
    title = f"导入“{batch.file_name}”{batch.row_count - len(wrong)} 条"
    batch.work = jobs.enqueue(
        KIND, title=title, by=by, agency=batch.agency, batch_id=batch.pk, by_id=by.pk, today=today.isoformat()
    )
    batch.save(update_fields=["work"])
    return batch


def in_background(progress: Progress, *, batch_id: int, by_id: int, today: str) -> dict[str, Any]:
    """The import as background work; what stops it leaves the rows as they were before, waiting."""
    by = Officer.objects.get(pk=by_id)
    try:
        batch = carry_out(batch_id, by=by, today=date.fromisoformat(today), progress=progress)
    except BaseException:
        Batch.objects.filter(pk=batch_id, state=Batch.State.IMPORTING).update(state=Batch.State.READ)
        raise
    return {"导入的信息": batch.items.count(), "渠道发布记录": Publication.objects.filter(item__batch=batch).count()}


def carry_out(batch_id: int, *, by: Officer, today: date, progress: Progress = lambda *_, **__: None) -> Batch:
    """Enter the rows without errors as released items, in one transaction: all of them, or none."""
    batch = Batch.objects.select_related("agency", "usual_channel").get(pk=batch_id)
    good = list(batch.rows.filter(errors=[]).order_by("number"))
    total = len(good)
    made: list[Item] = []
    progress(0, total, message="正在核对")
    calendar = national_calendar()
    entries = rows.known(batch.agency).entries
    by_code = {entry.code: entry for entry in entries.values()}
    for number, row in enumerate(good, start=1):
        item = _item(batch, row, by)
        due.settle(item, by_code.get(item.entry_code), calendar)
        made.append(item)
        progress(number, total)
    progress(total, total, message="正在写入，一次写完")
    return _write(batch_id, good, made, by=by, today=today)


@transaction.atomic
def _write(batch_id: int, good: Sequence[BatchRow], made: list[Item], *, by: Officer, today: date) -> Batch:
    batch = access.batch_for_act(batch_id, "item.import", by=by)
    if batch.state != Batch.State.IMPORTING:
        return batch
    _refuse_taken_numbers(batch.agency, good)
    unnumbered = [item for item in made if not item.index_number]
    Item.objects.bulk_create((item for item in made if item.index_number), batch_size=_CHUNK)
    days = [item.released_on for item in unnumbered if item.released_on]
    given = numbering.give_all(batch.agency, days) if days else []
    for item, number in zip(unnumbered, given, strict=True):
        item.index_number = number
    Item.objects.bulk_create(unnumbered, batch_size=_CHUNK)
    Edition.objects.bulk_create((edition_of(item, by) for item in made), batch_size=_CHUNK)
    edition = Edition.objects.filter(item=OuterRef("pk")).values("pk")[:1]
    Item.objects.filter(batch=batch).update(current=Subquery(edition))
    editions = dict(Edition.objects.filter(item__batch=batch).values_list("item_id", "pk"))
    publications = [
        Publication(
            item=item,
            edition_id=editions[item.pk],
            channel_id=channel_id,
            agency=batch.agency,
            state=Publication.State.DONE,
            on=date.fromisoformat(on),
            proof_link=link,
            note=row.values["note"],
            by=by,
        )
        for item, row in zip(made, good, strict=True)
        for channel_id, on, link in row.values["publications"]
    ]
    Publication.objects.bulk_create(publications, batch_size=_CHUNK)
    search.note(made)
    _tell_channels(batch.agency)
    batch.state, batch.imported_on = Batch.State.IMPORTED, today
    batch.save(update_fields=["state", "imported_on"])
    wrong = list(batch.rows.exclude(errors=[]).values_list("number", flat=True))
    batch.rows.update(cells={})
    batch.rows.exclude(errors=[]).update(values={})  # what was not let in is not kept: it may name people
    channels = dict(Channel.objects.filter(agency=batch.agency).values_list("pk", "name"))
    journal.record(
        "batch.imported",
        batch,
        by=by,
        on=today,
        file=batch.file_name,
        hash=batch.file_hash,
        examined=ENTERED_AFTERWARDS,
        items=len(made),
        publications=len(publications),
        by_channel={channels[pk]: count for pk, count in Counter(each.channel_id for each in publications).items()},
        numbers_given=len(unnumbered),
        left_out=wrong[:_NAMED],
        left_out_count=len(wrong),
    )
    tell_catalogue(batch.agency, made, today)
    overview.count_after(batch.agency_id, today)
    return batch


@transaction.atomic
def drop(batch_id: int, *, by: Officer, today: date) -> Batch:
    """放弃: read, and not imported; its rows go."""
    batch = _waiting(batch_id, by)
    batch.rows.all().delete()
    batch.state = Batch.State.DROPPED
    batch.save(update_fields=["state"])
    journal.record("batch.dropped", batch, by=by, on=today, file=batch.file_name)
    return batch


@transaction.atomic
def undo(batch_id: int, *, reason: str, by: Officer, today: date) -> Batch:
    """撤销导入: take the whole import back, while none of its items was touched since; numbers given become void."""
    batch = access.batch_for_act(batch_id, "item.import", by=by)
    if batch.state == Batch.State.UNDONE:
        return batch
    if batch.state != Batch.State.IMPORTED:
        raise Refused(f"这次导入现在是“{batch.get_state_display()}”，没有可撤销的。")
    if not reason.strip():
        raise Refused("请写明撤销的原因。")
    items = list(Item.objects.select_for_update(of=("self",), no_key=True).filter(batch=batch).order_by("pk"))
    if touched := _touched(batch, items):
        raise Refused(
            f"有 {len(touched)} 条信息在导入之后改动过，不能整批撤销。请逐条处理：改动过的由签发人撤回，或改正内容。",
            details=[f"{item.index_number} {item.title}" for item in touched[:_NAMED]],
        )
    from_file = {row.values.get("index_number") for row in batch.rows.filter(errors=[])}
    given = [item.index_number for item in items if item.index_number not in from_file]
    numbering.void_all(batch.agency, given, reason=f"撤销导入：{reason.strip()}"[:200], on=today)
    everything = Item.objects.filter(batch=batch)
    everything.update(
        state=Item.State.DISCARDED, current=None, index_number="", released_on=None, due_on=None, due_reason={}
    )
    Edition.objects.filter(item__batch=batch).update(state=Edition.State.DISCARDED, ended_on=today)
    Publication.objects.filter(item__batch=batch).update(
        state=Publication.State.CANCELLED, note=f"撤销导入：{reason}"[:200]
    )
    search.forget(item.pk for item in items)
    _tell_channels(batch.agency)
    batch.state, batch.undone_on, batch.undone_by = Batch.State.UNDONE, today, by
    batch.undone_reason = reason.strip()[:200]
    batch.save(update_fields=["state", "undone_on", "undone_by", "undone_reason"])
    journal.record(
        "batch.undone",
        batch,
        by=by,
        on=today,
        file=batch.file_name,
        hash=batch.file_hash,
        reason=reason.strip(),
        items=len(items),
        void_numbers=len(given),
    )
    tell_catalogue(batch.agency, items, today)
    overview.count_after(batch.agency_id, today)
    return batch


def _reader(batch: Batch, today: date) -> rows.Reader:
    return rows.Reader(rows.known(batch.agency), national_calendar(), today=today, usual=batch.usual_channel)


def _usual(agency: Agency, channel_id: int | None) -> Channel | None:
    if channel_id is None:
        return None
    channel = Channel.objects.filter(agency=agency, pk=channel_id).first()
    if channel is None:
        raise NotYours("所选的默认渠道不属于这个机关。")
    return channel


@transaction.atomic
def _waiting(batch_id: int, by: Officer) -> Batch:
    """An import that waits to be confirmed. Refuses one that went on."""
    batch = access.batch_for_act(batch_id, "item.import", by=by)
    if batch.state != Batch.State.READ:
        raise Refused(f"这次导入现在是“{batch.get_state_display()}”，不能再改。请重新上传表格。")
    return batch


def _keep(batch: Batch, found: Sequence[rows.Row]) -> None:
    if not found:
        raise Refused("表里没有可以导入的行，只有表头或合计。请检查是否选对了文件。")
    BatchRow.objects.bulk_create((BatchRow(batch=batch, **row.to_dict()) for row in found), batch_size=_CHUNK)
    batch.row_count = len(found)
    batch.error_count = sum(bool(row.errors) for row in found)
    batch.save(update_fields=["row_count", "error_count"])


def _item(batch: Batch, row: BatchRow, by: Officer) -> Item:
    values = row.values
    return Item(
        agency=batch.agency,
        kind=values["kind"],
        title=values["title"],
        state=Item.State.RELEASED,
        handler=by,
        root=values["root"],
        entry_code=values["entry_code"],
        formed_on=date.fromisoformat(values["formed_on"]) if values["formed_on"] else None,
        released_on=date.fromisoformat(values["released_on"]),
        index_number=values["index_number"],
        document_number=values["document_number"],
        summary=values["summary"],
        batch=batch,
    )


def edition_of(item: Item, by: Officer) -> Edition:
    """The one edition, unsaved, of an item entered after its release: no text, and no examination made up."""
    return Edition(
        item=item,
        number=1,
        state=Edition.State.RELEASED,
        title=item.title,
        metadata=public.facts(item),
        change_reason=ENTERED_AFTERWARDS,
        made_by=by,
        writers=[by.pk],
        released_on=item.released_on,
    )


def _refuse_taken_numbers(agency: Agency, good: Sequence[BatchRow]) -> None:
    """Between reading and importing another may have taken a number that the file brings."""
    wanted = {row.values["index_number"]: row.number for row in good if row.values["index_number"]}
    if taken := numbering.taken_of(agency, wanted):
        raise Refused(
            f"有 {len(taken)} 个索引号在读表之后被别的信息用了，没有导入。请点“重新检查”，按提示改正。",
            details=[f"第 {wanted[number]} 行：{number}" for number in sorted(taken)[:_NAMED]],
        )


def _touched(batch: Batch, items: Sequence[Item]) -> list[Item]:
    """The items that something was done to since they were imported."""
    changed = Q(revision__gt=0) | ~Q(state=Item.State.RELEASED) | ~Q(editions_made=1)
    linked = Q(interpretations__isnull=False) | Q(documents__isnull=False) | Q(draft_consultation__isnull=False)
    own = Item.objects.filter(batch=batch)
    touched = set(own.annotate(editions_made=Count("editions")).filter(changed).values_list("pk", flat=True))
    touched |= set(own.filter(linked).values_list("pk", flat=True))
    shown = Publication.objects.filter(item__batch=batch)
    touched |= set(shown.exclude(state=Publication.State.DONE).values_list("item_id", flat=True))
    imported = sum(
        len(values["publications"]) for values in batch.rows.filter(errors=[]).values_list("values", flat=True)
    )
    touched |= set(shown.order_by("pk").values_list("item_id", flat=True)[imported:])  # those made since
    return [item for item in items if item.pk in touched]


def _tell_channels(agency: Agency) -> None:
    """Keep of every channel the latest day on which it showed something new."""
    latest = Publication.objects.filter(channel=OuterRef("pk"), state__in=DONE).order_by().values("channel")
    Channel.objects.filter(agency=agency).update(last_used_on=Subquery(latest.annotate(on=Max("on")).values("on")[:1]))


def tell_catalogue(agency: Agency, items: Iterable[Item], today: date) -> None:
    """Keep what is public under the entries of some items."""
    codes = {item.entry_code for item in items} - {""}
    found = Item.objects.filter(agency=agency, entry_code__in=codes, state=Item.State.RELEASED).order_by()
    counted = found.values_list("entry_code").annotate(count=Count("pk"), last=Max("current__released_on"))
    tallies = {code: (count, last) for code, count, last in counted}
    for code in sorted(codes):
        coverage.note(agency.pk, code, *tallies.get(code, (0, None)), today)


def _numbers(rows_left: Sequence[int]) -> str:
    shown = "、".join(map(str, rows_left[:_SHOWN]))
    return f"{shown} 等 {len(rows_left)}" if len(rows_left) > _SHOWN else shown
