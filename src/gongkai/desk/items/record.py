"""记录: one item as the public would see it, how it stands, what can be done next, and all that was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import attachments, clock, findings
from gongkai.desk.items.acting import item_of
from gongkai.disclosure import access, content, public, queries
from gongkai.disclosure.actions import deciding, submitting
from gongkai.disclosure.models import DraftConsultation, Edition, Interpretation, Item
from gongkai.errors import NotYours
from gongkai.journal.trail import trail
from gongkai.screening import stages
from gongkai.screening.actions import ONGOING
from gongkai.screening.models import Examination, Reading, Stage

_State = Item.State
_OPEN = (_State.DRAFT, _State.RETURNED)


@dataclass(frozen=True)
class Next:
    """Something that can be done with an item now: what, and where."""

    word: str
    url: str
    is_next: bool = False
    """It is what the item waits for, and this officer's to do."""
    is_danger: bool = False


@page("item.see")
def item(request: DeskRequest, item_id: int) -> Response:
    """The page; a later edition under way is shown in the place of the public one, with a link to that."""
    today = timezone.localdate()
    found = item_of(request, item_id)
    under_way = access.under_way(found)
    edition = under_way or found.current or found.editions.order_by("-number").first()
    calendar = national_calendar()
    drafted = content.as_drafted(found, under_way)
    examination = _examination(found)
    first, others = acts(request.user, found, under_way, examination)
    weighed = submitting.weigh(found, submitting.check(found, today=today)) if _is_open(under_way) else []
    if edition is not None:
        edition.item = found
    context = {
        "item": found,
        "edition": edition,
        "under_way": under_way,
        "drafted": drafted,
        "shown": public.page(edition, preview=True) if edition else None,
        "attachments": attachments.looked_at(edition.attachments.all() if edition else ()),
        "editions": found.editions.exclude(state=Edition.State.DRAFT).defer("body", "metadata")[:20],
        "first": first,
        "others": others,
        "clock": clock.of_item(found, calendar, today),
        "responsible": deciding.responsible(drafted),
        "ground": deciding.ground_of(found),
        "examination": examination,
        "stages": passage(examination),
        "found": findings.shown(weighed, reverse("desk:item_edit", args=[found.agency_id, found.pk])),
        "consultations": found.consultations.all(),
        "publications": found.publications.select_related("channel").exclude(state="cancelled"),
        "links": _links(found),
        "wants_interpretation": queries.missing_interpretation(found, calendar),
        "draft_consultation": DraftConsultation.objects.filter(item=found).first(),
        "reexaminations": found.reexaminations.select_related("by"),
        "trail": trail(found, *([found.batch] if found.batch else []))[::-1],
    }
    return show(request, "desk/items/record.html", "items", context)


@page("item.see")
def edition(request: DeskRequest, item_id: int, edition_id: int) -> Response:
    """One edition as it was, with its attachments and its examination."""
    found = item_of(request, item_id)
    shown = found.editions.select_related("examination").filter(pk=edition_id).first()
    if shown is None:
        raise NotYours("这条信息没有这一版。")
    shown.item = found
    context = {
        "item": found,
        "edition": shown,
        "shown": public.page(shown, preview=True),
        "attachments": attachments.looked_at(shown.attachments.all()),
        "examination": shown.examination,
        "stages": passage(shown.examination),
    }
    return show(request, "desk/items/edition.html", "items", context)


def acts(
    officer: Officer, item: Item, under_way: Edition | None, examination: Examination | None
) -> tuple[Next | None, list[Next]]:
    """The next act, if it is the officer's to do, and the others open to the officer now."""
    found = list(_acts(officer, item, under_way, examination))
    first = next((each for each in found if each.is_next), None)
    return first, [each for each in found if each is not first]


def _acts(officer: Officer, item: Item, under_way: Edition | None, examination: Examination | None) -> Iterable[Next]:
    def may(act: str) -> bool:
        return agencies.may(act, officer, item.agency)

    def to(word: str, name: str, *, is_next: bool = False, is_danger: bool = False) -> Next:
        return Next(word, reverse(f"desk:{name}", args=[item.agency_id, item.pk]), is_next, is_danger)

    is_draft = _is_open(under_way)
    is_passed = under_way is not None and under_way.state == Edition.State.PASSED and item.attribute == "active"
    if is_draft and may("item.draft"):
        yield to("修改草稿" if under_way and under_way.returned_reason else "继续填写", "item_edit", is_next=True)
        if may("item.submit"):
            yield to("提交审查", "item_submit")
    if is_passed and may("item.release"):
        yield to("发布", "item_release", is_next=True)
    if item.state == _State.SCHEDULED and may("item.release"):
        yield to("取消定时", "item_unschedule")
    if examination is not None and _is_being_read(examination):
        is_mine = may(stages.STEPS[Stage(examination.next_stage)].act)
        where = reverse("desk:examination", args=[item.agency_id, examination.pk])
        yield Next("去审查" if is_mine else "看审查进度", where, is_next=is_mine)
    if item.state == _State.KEPT and may("item.reexamine"):
        yield to("复核", "item_reexamine", is_next=True)
    if item.state in content.PUBLIC_STATES and under_way is None and may("item.draft"):
        yield to("修改（出新的一版）", "item_new_edition")
    if item.state == _State.RELEASED and may("item.draft"):
        yield to("标明有效性", "item_validity")
    if item.state not in (_State.DISCARDED, _State.KEPT) and may("item.draft"):
        yield to("关联文件" if item.kind == Item.Kind.INTERPRETATION else "关联解读", "item_link")
        yield to("会商或报批", "item_consult")
        if not hasattr(item, "draft_consultation") and may("draft_consultation.run"):
            yield to("征求公众意见", "item_open_consultation")
    if item.state == _State.RELEASED and item.kind == Item.Kind.DECISION and may("item.draft"):
        yield to("登记决定被撤销", "item_annul")
    if under_way is not None and not is_passed and item.state != _State.REFERRED and may("item.release_in_emergency"):
        yield to("紧急发布", "item_emergency", is_danger=True)
    if item.state == _State.RELEASED and may("item.withdraw"):
        yield to("撤回", "item_withdraw", is_danger=True)
    if is_draft and may("item.draft"):
        yield to("作废草稿", "item_discard", is_danger=True)


def passage(examination: Examination | None) -> list[dict[str, Any]]:
    """The stages of an examination, each with who did it and when, for the step indicator."""
    if examination is None:
        return []
    readings = list(examination.readings.select_related("by"))
    done = {each.stage: each for each in readings if each.decision == each.Decision.PASSED}
    returned = {each.stage: each for each in readings if each.decision == each.Decision.RETURNED}
    return [_step(examination, step, done.get(step.stage), returned.get(step.stage)) for step in stages.ORDER]


def _step(
    examination: Examination, step: stages.Step, done: Reading | None, returned: Reading | None
) -> dict[str, Any]:
    reading = returned or done
    state = "returned" if returned else "done" if done else "waiting"
    if state == "waiting" and examination.next_stage == step.stage and _is_being_read(examination):
        state = "current"
    found: dict[str, Any] = {"word": step.stage.label, "state": state}
    return found | ({"who": reading.by.name, "at": reading.at} if reading else {})


def _is_being_read(examination: Examination) -> bool:
    return examination.state in (*ONGOING, Examination.State.REFERRED)


def _is_open(edition: Edition | None) -> bool:
    return edition is not None and edition.state == Edition.State.DRAFT


def _examination(item: Item) -> Examination | None:
    """The examination under way, or the last there was."""
    latest = item.editions.exclude(examination=None).select_related("examination__agency").order_by("-number").first()
    return latest.examination if latest else None


def _links(item: Item) -> list[dict[str, Any]]:
    """The documents and interpretations that stand beside an item, each with the link to part them."""
    links = Interpretation.objects.filter(document=item) | Interpretation.objects.filter(interpretation=item)
    found = []
    for link in links.select_related("document", "interpretation").order_by("pk")[:40]:
        is_document = link.document_id == item.pk
        other = link.interpretation if is_document else link.document
        found.append({"pk": link.pk, "item": other, "word": "解读" if is_document else "文件"})
    return found
