"""源头认定: whether information is disclosed and by whom, decided when it is made; what is kept is looked at again.

《政府信息公开条例》第十条、第十三条至第十六条、第十八条. State secrets are never stored (保守国家秘密法第三十一条):
of one decided to be so only its document number and classification stay.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.db import transaction

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.disclosure import access, content, due, files, overview, public
from gongkai.disclosure.grounds import GROUNDS, STATE_SECRET, Ground
from gongkai.disclosure.models import Attachment, DraftConsultation, Edition, Item, Opinion, Reexamination
from gongkai.disclosure.refusals import not_now, written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.law.statutes import ORDER_711, SECRECY
from gongkai.screening.models import Confirmation, Examination, Reading

_WIPED = "（涉密，已清除）"
_WORDS = (
    *("summary", "keywords", "audience", "attribute_reason", "validity_note", "late_reason"),
    *("origin_agency", "lead_agency", "responsibility_reason", "source_department"),
)
"""What else an item says in words: a state secret keeps none of it."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who has to disclose an item by its origin: this agency or another, and why; "" is an agency not yet named."""

    is_own: bool
    agency: str
    reason: str
    cites: tuple[str, ...] = (ORDER_711.article(10),)


def responsible(item: Item) -> Responsibility:
    """谁来公开 (条例第十条): who made it, who keeps it, who leads."""
    own = item.agency.name
    match Item.Origin(item.origin):
        case Item.Origin.MADE:
            return Responsibility(True, own, "本机关制作的，由本机关公开。")
        case Item.Origin.FROM_CITIZENS:
            return Responsibility(True, own, "从公民、法人和其他组织获取的，由保存它的机关公开。")
        case Item.Origin.MADE_JOINTLY:
            lead = item.lead_agency.strip()
            return Responsibility(lead == own, lead, "与其他机关共同制作的，由牵头制作的机关公开。")
        case Item.Origin.FROM_AGENCY:
            maker = item.origin_agency.strip()
            return Responsibility(maker == own, maker, "从其他机关获取的，由制作或者最初获取它的机关公开。")


def refuse_unless_responsible(item: Item) -> None:
    """Refuse what another agency has to disclose, unless the record says why this one does."""
    found = responsible(item)
    if found.is_own or (found.agency and item.responsibility_reason.strip()):
        return
    if not found.agency:
        what = "牵头机关" if item.origin == Item.Origin.MADE_JOINTLY else "制作或最初获取的机关"
        raise Refused(f"来源是“{item.get_origin_display()}”，还没有填写{what}。请补填。", cites=found.cites)
    raise Refused(
        f"这条信息依法由{found.agency}公开：{found.reason}"
        "请告知该机关公开；确须由本机关公开的，请填写“由本机关公开的理由”。",
        cites=found.cites,
    )


def ground_of(item: Item) -> Ground | None:
    """The ground on which the item is withheld, if it is."""
    return GROUNDS.get(item.attribute_ground)


def is_secret(item: Item) -> bool:
    """Whether the item is a state secret, of which nothing is kept but number and classification."""
    return item.attribute == Item.Attribute.WITHHELD and item.attribute_ground == STATE_SECRET


def settle_attribute(item: Item) -> None:
    """Make what goes with the attribute agree with it, unsaved. Refuses a ground the law does not know."""
    if item.attribute != Item.Attribute.WITHHELD:
        item.attribute_ground = ""
    if item.attribute_ground and item.attribute_ground not in GROUNDS:
        raise Refused("不予公开的依据只能从条例第十四条至第十六条的各项里选。请重新选择。")
    if is_secret(item):
        if item.classification not in Item.Classification.values:
            raise Refused("请选定密级。国家秘密只登记发文字号和密级。", cites=[SECRECY.article(31)])
        item.title = f"涉密信息（{Item.Classification(item.classification).label}）"
        for name in _WORDS:
            setattr(item, name, "")
    else:
        item.classification = ""


def refuse_secret_text(item: Item, body: str) -> None:
    """Refuse to take in the text of a state secret."""
    if is_secret(item) and body.strip():
        raise Refused("国家秘密不得存入本系统，没有保存。请清空正文，只填发文字号和密级。", cites=[SECRECY.article(31)])


def secret_by_its_own_act() -> Refused:
    """A draft with a text does not become a secret by a save."""
    return Refused(
        "认定为国家秘密的，请用“登记涉密信息”办理：系统只留发文字号和密级，清除标题、正文和附件。没有保存。",
        cites=[SECRECY.article(31)],
    )


def refuse_unless_decided(item: Item) -> None:
    """Refuse an item withheld without a ground, or on a discretionary ground without a reason."""
    if item.attribute != Item.Attribute.WITHHELD:
        return
    ground = ground_of(item)
    if ground is None:
        raise Refused(
            "选了“不予公开”，还没有选依据的条款。除条例第十四条至第十六条规定的以外，政府信息应当公开。请选定条款。",
            cites=[ORDER_711.article(13)],
        )
    if ground.code != STATE_SECRET and not item.attribute_reason.strip():
        why = "条例写的是“可以”不予公开，由本机关裁量" if ground.is_discretionary else "不予公开须说明理由"
        raise Refused(f"以“{ground}”不予公开，还没有写理由：{why}。请补填理由。", cites=[ground.cites])


@transaction.atomic
def decide_attribute(
    item_id: int,
    *,
    by: Officer,
    today: date,
    attribute: str,
    ground: str = "",
    reason: str = "",
    number: str = "",
    classification: str = "",
) -> Item:
    """认定公开属性: 主动公开、依申请公开, or 不予公开 on a ground, while the item is a draft.

    A state secret keeps only `number` and `classification`; everything else of it is wiped from every edition.
    """
    item = access.for_act(item_id, "item.draft", by=by)
    edition = access.under_way(item)
    if edition is None or edition.state != Edition.State.DRAFT or item.was_public:
        raise not_now(item, "改变公开属性")
    before = item.get_attribute_display()
    item.attribute, item.attribute_ground, item.attribute_reason = attribute, ground, reason.strip()
    if number.strip():
        item.document_number = number.strip()
    item.classification = classification
    settle_attribute(item)
    if is_secret(item):
        wipe(item)
    else:
        refuse_unless_decided(item)
    due.settle(item, content.entry_of(item), national_calendar())
    edition = item.editions.get(pk=edition.pk)
    edition.title, edition.metadata = item.title, public.facts(item)
    content.note_writer(edition, by)
    edition.save(update_fields=["title", "metadata", "writers"])
    item.revision += 1
    item.save()
    journal.record(
        "item.attribute_decided",
        item,
        by=by,
        on=today,
        before=before,
        after=item.get_attribute_display(),
        ground=item.attribute_ground,
        reason=item.attribute_reason,
    )
    overview.count_after(item.agency_id, today)
    return item


@transaction.atomic
def reexamine(item_id: int, *, by: Officer, today: date, outcome: str, reason: str) -> Reexamination:
    """复核 (条例第十八条): kept until the next date, turned to 依申请公开, or a draft again to be disclosed."""
    reason = written(reason, "复核的理由")
    outcome = Reexamination.Outcome(outcome)
    item = access.for_act(item_id, "item.reexamine", by=by)
    if item.state != Item.State.KEPT:
        raise not_now(item, "复核")
    if outcome == Reexamination.Outcome.ON_REQUEST:
        if item.attribute != Item.Attribute.WITHHELD or is_secret(item):
            raise Refused("只有不涉密的“不予公开”信息可以转为依申请公开。请另选结论。")
        item.attribute, item.attribute_ground = Item.Attribute.ON_REQUEST, ""
    item.reexamine_on = None if outcome == Reexamination.Outcome.DISCLOSED else next_reexamination(today)
    if outcome == Reexamination.Outcome.DISCLOSED:
        _begin_disclosing(item, by, today)
    item.save()
    reexamination = Reexamination.objects.create(
        item=item, outcome=outcome, reason=reason, by=by, on=today, next_on=item.reexamine_on
    )
    journal.record(
        "item.reexamined", item, by=by, on=today, outcome=outcome.label, reason=reason, next_on=item.reexamine_on
    )
    overview.count_after(item.agency_id, today)
    return reexamination


def next_reexamination(today: date) -> date:
    """When what is kept back is looked at again, by the site's setting."""
    years, month = divmod(today.month - 1 + settings.GONGKAI.reexamination_months, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def keep(item: Item, today: date) -> None:
    """Enter an item as not disclosed of the agency's own motion, to be looked at again, unsaved."""
    item.state = Item.State.KEPT
    item.reexamine_on = next_reexamination(today)
    item.due_on, item.due_reason, item.is_due_provisional = None, {}, False


def wipe(item: Item) -> None:
    """Clear everything of a state secret but its number and classification, unsaved on the item itself.

    Refuses what was public: taking it off the record would hide a leak.
    """
    if item.was_public:
        raise Refused(
            "这条信息公开过，不能当作没有存过。请立即撤回，并按泄密事件报告保密行政管理部门。",
            cites=[SECRECY.article(31)],
        )
    attachments = Attachment.objects.filter(edition__item=item)
    transaction.on_commit(
        partial(files.remove_unreferenced, list(attachments.values_list("original_hash", "released_hash")))
    )
    attachments.delete()
    item.editions.update(title=item.title, body="", metadata={}, pending={}, change_reason="", returned_reason="")
    examinations = Examination.objects.filter(pk__in=item.editions.values("examination"))
    examinations.update(title=item.title, findings=[], emergency_reason="", referral_answer="")
    Reading.objects.filter(examination__in=examinations).exclude(opinion="").update(opinion=_WIPED)
    Confirmation.objects.filter(subject_kind=item._meta.label_lower, subject_id=str(item.pk)).delete()
    item.consultations.update(question=_WIPED, answer_words="")
    DraftConsultation.objects.filter(item=item).update(explanation=_WIPED, how=_WIPED, shortened_reason="", outcome="")
    Opinion.objects.filter(consultation__item=item).update(text=_WIPED, name="", contact="", reason="")


def _begin_disclosing(item: Item, by: Officer, today: date) -> None:
    before = item.editions.exclude(state=Edition.State.DRAFT).order_by("-number").first()
    assert before is not None  # it was examined before it was kept
    if before.state == Edition.State.PASSED:
        before.state, before.ended_on = Edition.State.DISCARDED, today  # never public: no earlier edition to show
        before.save(update_fields=["state", "ended_on"])
    item.attribute, item.attribute_ground, item.classification = Item.Attribute.ACTIVE, "", ""
    item.state, item.event_on = Item.State.DRAFT, today
    item.revision += 1
    due.settle(item, content.entry_of(item), national_calendar())
    edition = content.follow(item, before, made_by=by, writers=[by.pk])
    edition.metadata = public.facts(item)
    edition.save(update_fields=["metadata"])
