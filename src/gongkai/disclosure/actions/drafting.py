"""起草: an item begun, saved, thrown away, or taken up again for a later edition."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.catalogue.models import CatalogueEntry
from gongkai.disclosure import access, content, due, overview, personal_data, public
from gongkai.disclosure.actions import deciding
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.refusals import not_now, written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.screening.models import Examination
from gongkai.vetting import html

UNTITLED = "（未填标题）"
"""What stands for the title of a draft that has none yet; nothing is handed in under it."""

_OF_ENTRY = {"active": Item.Attribute.ACTIVE, "on_request": Item.Attribute.ON_REQUEST}


class ChangedMeanwhile(Refused):
    """Somebody else saved the draft since it was opened; theirs is here, so that neither text is lost."""

    def __init__(self, item: Item, edition: Edition, by: str) -> None:
        self.item = item
        self.title = edition.title
        self.body = edition.body
        self.revision = item.revision
        self.by = by
        self.at: datetime = item.changed_at
        at = timezone.localtime(item.changed_at)
        super().__init__(
            f"{by}在{at.month}月{at.day}日{at:%H:%M}保存过这份草稿，您的修改没有覆盖它。"
            "请对照两份内容，把要保留的合到一起，再保存一次。"
        )


@transaction.atomic
def start(
    agency: Agency,
    *,
    by: Officer,
    today: date,
    kind: str,
    title: str,
    body: str = "",
    token: str = "",
    **fields: Any,
) -> Item:
    """新建: an item with its first edition as a draft, filled in from its entry of the catalogue.

    `token` is that of the form: the same form sent again gives the item it started. Refuses a closed agency.
    """
    agencies.require("item.draft", by, agency)
    if agency.closed_on is not None and agency.closed_on <= today:
        raise Refused(f"{agency}已于{agency.closed_on.isoformat()}撤销，不能再新建信息。")
    if token and (started := Item.objects.filter(handler=by, token=token).first()):
        return started
    item = Item(agency=agency, handler=by, token=token, title=title.strip() or UNTITLED)
    given = content.cleaned({**fields, "kind": kind, "title": item.title})
    _put(item, given)
    entry = _prefilled(item, given)
    item.revision = 1
    deciding.settle_attribute(item)
    deciding.refuse_secret_text(item, body)
    due.settle(item, entry, national_calendar())
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError:
        started = Item.objects.filter(handler=by, token=token).first() if token else None
        if started is None:
            raise
        return started
    Edition.objects.create(
        item=item,
        number=1,
        title=item.title,
        body=html.clean(body),
        metadata=public.facts(item),
        made_by=by,
        writers=[by.pk],
    )
    journal.record("item.started", item, by=by, on=today, kind=item.kind, entry=item.entry_code)
    overview.count_after(agency.pk, today)
    return item


@transaction.atomic
def save(
    item_id: int,
    *,
    by: Officer,
    today: date,
    revision: int,
    title: str,
    body: str,
    fields: Mapping[str, Any],
) -> Item:
    """保存草稿: `revision` is that of the draft as it was opened; an older one raises ChangedMeanwhile.

    Of an item that is or was public the facts wait with the edition until it is released.
    """
    item = access.for_act(item_id, "item.draft", by=by)
    edition = draft_of(item, "修改")
    if revision != item.revision:
        raise ChangedMeanwhile(item, edition, _last_writer(edition))
    given = content.cleaned({**fields, "title": title.strip() or UNTITLED})
    drafted = content.as_drafted(item, edition)
    before = {name: getattr(drafted, name) for name in (*content.WRITABLE, "title")}
    _put(drafted, given)
    entry = _filed(drafted, before["entry_code"])
    deciding.settle_attribute(drafted)
    if item.was_public and drafted.attribute != Item.Attribute.ACTIVE:
        raise Refused("公开过的信息，修改时不能改成不公开。要停止公开，请签发人撤回。")
    if deciding.is_secret(drafted) and before["attribute_ground"] != drafted.attribute_ground:
        raise deciding.secret_by_its_own_act()
    deciding.refuse_secret_text(drafted, body)
    body = html.clean(body)
    after = {name: getattr(drafted, name) for name in before}
    changed = [name for name in before if before[name] != after[name]]
    if body != edition.body:
        changed.append("body")
    if not changed:
        return item
    edition.title, edition.body, edition.metadata = drafted.title, body, public.facts(drafted)
    content.note_writer(edition, by)
    if item.was_public:
        edition.pending |= content.plain({name: after[name] for name in changed if name not in ("title", "body")})
    else:
        for name in changed:
            if name != "body":
                setattr(item, name, after[name])
        due.settle(item, entry, national_calendar())
    edition.save()
    item.revision += 1
    item.save()
    journal.record("item.saved", item, by=by, on=today, edition=edition.number, changed=_words(changed))
    overview.count_after(item.agency_id, today)
    return item


@transaction.atomic
def discard(item_id: int, *, by: Officer, today: date, reason: str) -> Item:
    """作废草稿: of an item never public the item itself; of any other only the later edition under way."""
    reason = written(reason, "作废的原因")
    item = access.for_act(item_id, "item.draft", by=by)
    edition = draft_of(item, "作废")
    edition.state, edition.ended_on = Edition.State.DISCARDED, today
    edition.save(update_fields=["state", "ended_on"])
    if item.state in (Item.State.DRAFT, Item.State.RETURNED):
        item.state = Item.State.DISCARDED
        item.save()
    journal.record("item.discarded", item, by=by, on=today, edition=edition.number, reason=reason)
    overview.count_after(item.agency_id, today)
    return item


@transaction.atomic
def start_new_edition(item_id: int, *, by: Officer, today: date, reason: str) -> Edition:
    """修改: a new draft of what is or was public; the public keeps the edition it has until this one is released."""
    reason = written(reason, "修改的原因，公众在历史版本里看得到")
    personal_data.refuse(reason, "修改的原因", today=today)
    item = access.for_act(item_id, "item.draft", by=by)
    if item.state not in content.PUBLIC_STATES:
        raise not_now(item, "开始新的一版")
    under_way = access.under_way(item)
    if under_way is not None:
        raise Refused(
            f"“{item.title}”已有{under_way}在办（{under_way.get_state_display()}），不用再开一版。请在那一版上办理。"
        )
    before = item.current or item.editions.filter(state=Edition.State.WITHDRAWN).order_by("-number").first()
    if before is None:
        raise not_now(item, "开始新的一版")
    if before.examination is not None and before.examination.state == Examination.State.AFTERWARDS:
        raise Refused(
            f"“{item.title}”是紧急发布的，事后补审（审查单 {before.examination.number}）还没有办完。"
            "请先办完补审，再修改。"
        )
    edition = content.follow(item, before, made_by=by, writers=[by.pk], change_reason=reason[:300])
    item.revision += 1
    item.save()
    journal.record("item.new_edition", item, by=by, on=today, edition=edition.number, reason=reason)
    overview.count_after(item.agency_id, today)
    return edition


def draft_of(item: Item, what: str) -> Edition:
    """The edition that can still be changed. Refuses where there is none."""
    edition = access.under_way(item)
    if edition is None or edition.state != Edition.State.DRAFT:
        if edition is not None and item.state in content.PUBLIC_STATES:
            raise Refused(f"“{item.title}”的{edition}{edition.get_state_display()}，不能{what}。要改动，请审查人退回。")
        raise not_now(item, what)
    return edition


def _put(item: Item, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        setattr(item, name, value)


def _prefilled(item: Item, given: Mapping[str, Any]) -> CatalogueEntry | None:
    """What the entry says of a new item: its root, and the attribute and the audience where none is given."""
    entry = _filed(item, "")
    if entry is not None:
        if "attribute" not in given:
            item.attribute = _OF_ENTRY[entry.mode]
        if "audience" not in given:
            item.audience = entry.audience_words
    return entry


def _filed(item: Item, before: str) -> CatalogueEntry | None:
    """The entry the item is filed under, which settles its root. Refuses a code that the catalogue does not have."""
    entry = content.entry_of(item)
    if entry is not None:
        item.root = entry.root
        item.elements_present = [each for each in item.elements_present if each in entry.elements]
    elif item.entry_code and item.entry_code != before:
        raise Refused(f"本机关现行目录里没有编号为“{item.entry_code}”的条目。请重新选择目录条目。")
    return entry


def _last_writer(edition: Edition) -> str:
    last = Officer.objects.filter(pk=edition.writers[-1]).first() if edition.writers else edition.made_by
    return last.name if last else edition.made_by.name


def _words(names: Iterable[str]) -> list[str]:
    """Fields by the names that people know them by."""
    words = {field.name: str(field.verbose_name) for field in Item._meta.fields}
    return ["正文" if name == "body" else words[name] for name in names]
