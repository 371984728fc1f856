"""公开: an edition that passed its examination goes out, at once, at a set time, or in an emergency; and is withdrawn.

Nothing goes out unexamined (条例第十七条): the edition released is the one that was passed, by its fingerprint.

The journal's chain is the last thing held: whoever waits for it holds an item, a sequence, an entry or a channel
already, so that no two acts wait for each other.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.catalogue import coverage
from gongkai.disclosure import access, content, numbering, overview, personal_data, search
from gongkai.disclosure.actions import consulting, deciding, publishing, submitting
from gongkai.disclosure.models import Edition, Item, Publication
from gongkai.disclosure.refusals import not_now, unexamined, written
from gongkai.errors import GongkaiError, Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import Calendar, long_words
from gongkai.law.disclosure import withdrawal_due
from gongkai.law.statutes import ORDER_711
from gongkai.screening import actions as screening
from gongkai.screening.models import Examination

_MOST_REASON = 200


@transaction.atomic
def release(item_id: int, *, by: Officer, today: date, channel_ids: Iterable[int] = (), late_reason: str = "") -> Item:
    """发布: the passed edition is public now, on the portal at once and planned for the other channels.

    The first release gives the index number; one after the due date needs its reason.
    """
    item = access.for_act(item_id, "item.release", by=by)
    edition = _passed(item)
    _make_public(item, edition, channel_ids, late_reason, by=by, today=today)
    return item


@transaction.atomic
def schedule(
    item_id: int,
    *,
    by: Officer,
    today: date,
    now: datetime,
    at: datetime,
    channel_ids: Iterable[int] = (),
    late_reason: str = "",
) -> Item:
    """定时发布: the passed edition goes out by itself at a time to come."""
    item = access.for_act(item_id, "item.release", by=by)
    edition = _passed(item)
    if item.state in content.PUBLIC_STATES:
        raise Refused(f"“{item.title}”公开过，新的一版不能定时。请到时直接发布。")
    if at <= now:
        raise Refused("定时发布的时间已经过了。请选一个以后的时间，或直接发布。")
    _refuse_unready(item, edition)
    _give_late_reason(item, late_reason, timezone.localdate(at))
    item.state, item.release_at, item.release_by = Item.State.SCHEDULED, at, by
    item.release_channels = list(channel_ids)
    item.save()
    journal.record("item.scheduled", item, by=by, on=today, at=at, edition=edition.number)
    overview.count_after(item.agency_id, today)
    return item


@transaction.atomic
def unschedule(item_id: int, *, by: Officer, today: date) -> Item:
    """取消定时: it waits to be released again."""
    item = access.for_act(item_id, "item.release", by=by)
    if item.state != Item.State.SCHEDULED:
        raise not_now(item, "取消定时")
    item.state = Item.State.PASSED
    clear_time(item)
    item.save()
    journal.record("item.unscheduled", item, by=by, on=today)
    overview.count_after(item.agency_id, today)
    return item


def release_due(now: datetime) -> list[int]:
    """Release what is due, each by itself; one that cannot go out waits for a person, with the reason in the trail."""
    due = Item.objects.filter(state=Item.State.SCHEDULED, release_at__lte=now).order_by("release_at", "pk")
    return [item_id for item_id in list(due.values_list("pk", flat=True)) if _release_scheduled(item_id, now)]


@transaction.atomic
def release_in_emergency(
    item_id: int,
    *,
    by: Officer,
    today: date,
    reason: str,
    channel_ids: Iterable[int] = (),
    late_reason: str = "",
) -> Item:
    """紧急发布: by the signer, before the readings are complete; marked, and examined afterwards.

    What is referred waits for its answer all the same, and no reason lets an identity number out.
    """
    reason = written(reason, "为什么来不及审完就要公开")
    item = access.for_act(item_id, "item.release_in_emergency", by=by)
    edition = access.under_way(item)
    if edition is None or item.state == Item.State.REFERRED or edition.state == Edition.State.PASSED:
        raise not_now(item, "紧急发布")
    drafted = content.as_drafted(item, edition)
    if drafted.attribute != Item.Attribute.ACTIVE:
        raise Refused(
            f"“{item.title}”认定为“{drafted.get_attribute_display()}”，不能紧急发布。确须公开的，请先改为主动公开。"
        )
    deciding.refuse_unless_responsible(drafted)
    if not drafted.root:
        raise Refused("还没有选“法定内容”，不能紧急发布。请经办人选定后再发布。")
    submitting.refuse_personal_data(item, today=today)
    submitting.refuse_without_copies(edition.attachments.all())
    if edition.state == Edition.State.DRAFT:
        submitting.freeze(edition, drafted)
        examination = screening.open_examination(
            item.agency,
            title=edition.title,
            fingerprint=edition.fingerprint,
            findings=submitting.findings_on_record(item, today=today),
            by=by,
            today=today,
            emergency_reason=reason,
        )
        submitting.hand_in(item, edition, examination)
    else:
        assert edition.examination_id is not None
        examination = Examination.objects.select_for_update(no_key=True).get(pk=edition.examination_id)
        screening.put_off(examination, reason)
    _make_public(item, edition, channel_ids, late_reason, by=by, today=today)
    journal.record("item.released_in_emergency", item, by=by, on=today, examination=examination.number, reason=reason)
    return item


@transaction.atomic
def withdraw(item_id: int, *, by: Officer, today: date, reason: str) -> Item:
    """撤回: the public page says so and why; every showing elsewhere is to be taken down today."""
    reason = written(reason, "撤回的原因，公众在页面上看得到")
    item = access.for_act(item_id, "item.withdraw", by=by)
    if item.state != Item.State.RELEASED:
        raise not_now(item, "撤回")
    current = item.current
    examination = current.examination if current is not None else None
    if examination is not None and examination.state == Examination.State.AFTERWARDS:
        screening.break_off(Examination.objects.select_for_update(no_key=True).get(pk=examination.pk), today)
    take_back(item, reason, by=by, today=today)
    item.save()
    overview.count_after(item.agency_id, today)
    return item


@transaction.atomic
def note_annulled(item_id: int, *, by: Officer, today: date, on: date, reason: str) -> Item:
    """登记处罚决定被变更、撤销或确认违法: the published decision is to be withdrawn within three working days."""
    reason = written(reason, "决定文书和结果，如“复议撤销”")
    item = access.for_act(item_id, "item.draft", by=by)
    if item.state != Item.State.RELEASED or item.kind != Item.Kind.DECISION:
        raise Refused(f"只有公开中的“许可/处罚/强制决定”需要登记；“{item.title}”不是。")
    if on > today:
        raise Refused("作出决定的日期不能晚于今天。请改正日期。")
    due = withdrawal_due(on, national_calendar())
    item.withdraw_due_on, item.withdraw_due_reason = due.on, reason[:_MOST_REASON]
    item.save()
    journal.record("item.annulment_noted", item, by=by, on=today, decided_on=on, due_on=due.on, reason=reason)
    return item


def take_back(item: Item, reason: str, *, by: Officer | None, today: date) -> None:
    """Withdraw a public item held by the caller, unsaved on the item itself."""
    personal_data.refuse(reason, "撤回的原因", today=today)
    current = item.current
    assert current is not None  # a released item has a current edition
    current.state, current.ended_on = Edition.State.WITHDRAWN, today
    current.save(update_fields=["state", "ended_on"])
    item.editions.filter(state=Edition.State.SUPERSEDED).update(state=Edition.State.WITHDRAWN)  # none comes back later
    item.state, item.current = Item.State.WITHDRAWN, None
    item.withdrawn_on, item.withdrawal_reason = today, reason
    item.withdraw_due_on, item.withdraw_due_reason = None, ""
    item.save()
    search.forget([item.pk])
    _note_coverage(item.agency_id, {item.entry_code}, today)
    journal.record("item.withdrawn", item, by=by, on=today, edition=current.number, reason=reason)
    publishing.take_down_all(item, reason, by=by, today=today)


def clear_time(item: Item) -> None:
    """Forget the time set for a release, unsaved."""
    item.release_at, item.release_by, item.release_channels = None, None, []


def _passed(item: Item) -> Edition:
    edition = access.under_way(item)
    if edition is None or edition.state != Edition.State.PASSED or item.attribute != Item.Attribute.ACTIVE:
        raise not_now(item, "发布")
    return edition


def _release_scheduled(item_id: int, now: datetime) -> bool:
    today = timezone.localdate(now)
    try:
        with transaction.atomic():
            item = _held(item_id)
            if item is None or item.release_at is None or item.release_at > now:
                return False
            _make_public(item, _passed(item), item.release_channels, "", by=item.release_by, today=today)
            return True
    except GongkaiError as refusal:
        with transaction.atomic():
            item = _held(item_id)
            if item is not None:
                item.state = Item.State.PASSED
                clear_time(item)
                item.save()
                journal.record("item.schedule_failed", item, by=None, on=today, reason=str(refusal))
                overview.count_after(item.agency_id, today)
        return False


def _held(item_id: int) -> Item | None:
    Item.objects.select_for_update(no_key=True).only("pk").get(pk=item_id)
    waiting = Item.objects.filter(pk=item_id, state=Item.State.SCHEDULED)
    return waiting.select_related("agency", "handler", "release_by").first()


def _refuse_unready(item: Item, edition: Edition) -> None:
    """Refuse what did not pass as it stands, what another agency must agree to or disclose, what has no copy."""
    examination = edition.examination
    if examination is None:
        raise unexamined(item, "没有审查单")
    is_passed = examination.state == Examination.State.PASSED
    if not is_passed and not (examination.is_emergency and examination.state == Examination.State.AFTERWARDS):
        raise unexamined(item, f"审查单 {examination.number} 现在是“{examination.get_state_display()}”")
    if content.fingerprint(edition) != examination.fingerprint:
        raise unexamined(item, "内容与审查通过的不同，请退回后重新审查")
    consulting.refuse_unless_settled(item, edition)
    deciding.refuse_unless_responsible(content.as_drafted(item, edition))
    submitting.refuse_without_copies(edition.attachments.all())


def _give_late_reason(item: Item, late_reason: str, on: date) -> None:
    item.late_reason = (late_reason.strip() or item.late_reason)[:_MOST_REASON]
    if item.released_on is None and item.due_on is not None and on > item.due_on and not item.late_reason:
        raise Refused(
            f"“{item.title}”应在{long_words(item.due_on)}前公开，已经超期。请写明超期的原因再发布。",
            cites=item.due_reason.get("cites") or [ORDER_711.article(26)],
        )


def _make_public(
    item: Item,
    edition: Edition,
    channel_ids: Iterable[int],
    late_reason: str,
    *,
    by: Officer | None,
    today: date,
) -> None:
    _refuse_unready(item, edition)
    was = item.state
    entries = {item.entry_code}
    _end_current(item, today)
    content.put(item, edition.pending)
    item.title = edition.title
    _give_late_reason(item, late_reason, today)
    if item.formed_on is not None and item.formed_on > today:
        raise Refused(f"成文日期{long_words(item.formed_on)}还没有到，不能先公开。请核对日期。")
    if not item.index_number:
        item.index_number = numbering.give(item.agency, today)
    edition.state, edition.released_on = Edition.State.RELEASED, today
    edition.save(update_fields=["state", "released_on"])
    item.state, item.current = Item.State.RELEASED, edition
    item.released_on = item.released_on or today
    item.withdrawn_on, item.withdrawal_reason = None, ""
    clear_time(item)
    item.save()
    search.note([item])
    _note_coverage(item.agency_id, {*entries, item.entry_code}, today)
    _show(item, edition, list(channel_ids), was == Item.State.RELEASED, by=by, today=today)
    journal.record(
        "item.released",
        item,
        by=by,
        on=today,
        edition=edition.number,
        index_number=item.index_number,
        fingerprint=edition.fingerprint,
        late_reason=item.late_reason if item.due_on and today > item.due_on else "",
    )
    overview.count_after(item.agency_id, today)


def _end_current(item: Item, today: date) -> None:
    if item.current is not None:
        item.current.state, item.current.ended_on = Edition.State.SUPERSEDED, today
        item.current.save(update_fields=["state", "ended_on"])


def _show(
    item: Item, edition: Edition, channel_ids: list[int], was_public: bool, *, by: Officer | None, today: date
) -> None:
    if was_public:
        publishing.replace_edition(item, edition, by=by, today=today)
    shown = set() if not was_public else set(_shown(item))
    further = [channel_id for channel_id in channel_ids if channel_id not in shown]
    if further or not was_public:
        publishing.publish(item, edition, further, by=by, today=today)


def _shown(item: Item) -> Iterable[int]:
    return item.publications.exclude(state=Publication.State.CANCELLED).values_list("channel_id", flat=True)


def _note_coverage(agency_id: int, codes: Iterable[str], today: date) -> None:
    for code in sorted(code for code in codes if code):
        found = Item.objects.filter(agency_id=agency_id, entry_code=code, state=Item.State.RELEASED).aggregate(
            count=Count("pk"), last=Max("current__released_on")
        )
        coverage.note(agency_id, code, found["count"], found["last"], today)


def afterwards_due_on(examination: Examination, calendar: Calendar) -> date:
    """By when an emergency release is to be examined, by the site's setting."""
    return calendar.after(examination.opened_on, settings.GONGKAI.afterwards_days)
