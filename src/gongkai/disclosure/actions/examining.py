"""审查: one stage of an item's examination: passed, returned, referred to be decided, or refused (条例第十七条)."""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure import access, content, overview
from gongkai.disclosure.actions import deciding, releasing
from gongkai.disclosure.grounds import STATE_SECRET
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.refusals import not_now, unexamined, written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.screening import actions as screening
from gongkai.screening import stages
from gongkai.screening.models import Examination, Stage

_State = Examination.State

DISCLOSE, WITHHOLD = "disclose", "withhold"
"""The answers to a referral."""


@transaction.atomic
def pass_stage(item_id: int, *, by: Officer, today: date, stage: str, opinion: str = "") -> Examination:
    """通过: the stage is done; after the last the edition may be released, or the item is kept as not disclosed."""
    item, edition, examination = _opened(item_id, Stage(stage), by)
    if content.fingerprint(edition) != examination.fingerprint:
        raise unexamined(item, "内容与送审时不同，请退回后重新提交审查")
    reading = screening.pass_stage(
        examination, Stage(stage), opinion, by=by, today=today, authors=content.authors(item, edition)
    )
    is_passed = examination.state == _State.PASSED
    if is_passed and edition.state == Edition.State.IN_SCREENING:
        edition.state = Edition.State.PASSED
        edition.save(update_fields=["state"])
        if item.attribute != Item.Attribute.ACTIVE:
            deciding.keep(item, today)
        elif item.state not in content.PUBLIC_STATES:
            item.state = Item.State.PASSED
        item.save()
    journal.record(
        "examination.passed_stage",
        item,
        by=by,
        on=today,
        examination=examination.number,
        stage=reading.get_stage_display(),
        opinion=reading.opinion,
        is_exception=reading.is_exception,
        is_passed=is_passed,
        state=item.get_state_display(),
    )
    overview.count_after(item.agency_id, today)
    return examination


@transaction.atomic
def return_to_handler(item_id: int, *, by: Officer, today: date, stage: str, reason: str) -> Edition:
    """退回: a new draft takes up the text; what was examined stays on record with its readings.

    What was passed but not released goes back through the signer. What went out in an emergency is withdrawn.
    """
    reason = written(reason, "退回的原因，让经办人知道改什么")
    item, edition, examination = _opened(item_id, Stage(stage), by, may_be_passed=True)
    screening.return_to_handler(examination, Stage(stage), reason, by=by, today=today)
    if edition.state == Edition.State.RELEASED:
        releasing.take_back(item, "紧急发布后补审未通过", by=by, today=today)  # the opinion itself is not the public's
    else:
        edition.state, edition.ended_on = Edition.State.DISCARDED, today
        edition.save(update_fields=["state", "ended_on"])
        if item.state not in content.PUBLIC_STATES:
            item.state = Item.State.RETURNED
        releasing.clear_time(item)
    draft = content.follow(
        item,
        edition,
        made_by=edition.made_by,
        writers=edition.writers,
        pending=edition.pending,
        change_reason=edition.change_reason,
        returned_reason=reason,
    )
    item.revision += 1
    item.save()
    journal.record(
        "examination.returned",
        item,
        by=by,
        on=today,
        examination=examination.number,
        stage=Stage(stage).label,
        reason=reason,
        edition=draft.number,
    )
    overview.count_after(item.agency_id, today)
    return draft


@transaction.atomic
def refer(item_id: int, *, by: Officer, today: date, stage: str, to: str, reason: str) -> Examination:
    """报请确定 (条例第十七条第三款): nothing is released until the competent agency has answered."""
    item, _, examination = _opened(item_id, Stage(stage), by)
    screening.refer(examination, Stage(stage), to, reason, by=by, today=today)
    if item.state not in content.PUBLIC_STATES:
        item.state = Item.State.REFERRED
        item.save()
    journal.record(
        "examination.referred",
        item,
        by=by,
        on=today,
        examination=examination.number,
        stage=Stage(stage).label,
        to=to,
        reason=reason,
    )
    overview.count_after(item.agency_id, today)
    return examination


@transaction.atomic
def answer_referral(
    item_id: int,
    *,
    by: Officer,
    today: date,
    decision: str,
    words: str,
    ground: str = "",
    number: str = "",
    classification: str = "",
) -> Examination:
    """登记报请的答复: it may be disclosed, and the examination goes on; or it may not, on a ground."""
    item = access.for_reading(item_id, by=by)
    examination = _examination(item)[1]
    if examination is None or examination.state != _State.REFERRED:
        raise not_now(item, "登记报请的答复")
    stage = Stage(examination.next_stage)
    item, _, examination = _opened(item_id, stage, by, may_be_referred=True)
    screening.answer_referral(examination, words, by=by, today=today)
    if item.state == Item.State.REFERRED:
        item.state = Item.State.IN_SCREENING
        item.save()
    journal.record(
        "examination.answered",
        item,
        by=by,
        on=today,
        examination=examination.number,
        decision="可以公开" if decision == DISCLOSE else "不予公开",
        words="" if ground == STATE_SECRET else words,
    )
    overview.count_after(item.agency_id, today)
    if decision == DISCLOSE:
        return examination
    return refuse(
        item_id,
        by=by,
        today=today,
        stage=stage,
        ground=ground,
        reason=words,
        number=number,
        classification=classification,
    )


@transaction.atomic
def refuse(
    item_id: int,
    *,
    by: Officer,
    today: date,
    stage: str,
    ground: str,
    reason: str,
    number: str = "",
    classification: str = "",
) -> Examination:
    """不予公开: the item is kept back on a ground; a state secret is wiped but for number and classification.

    Of an item already public only the later edition is refused; what is public stays until it is withdrawn.
    """
    item, edition, examination = _opened(item_id, Stage(stage), by)
    if edition.state == Edition.State.RELEASED:
        raise Refused(f"“{item.title}”已经紧急公开。不应公开的，请退回（系统随即撤回），再认定不予公开。")
    reading_words = "" if ground == STATE_SECRET else written(reason, "不予公开的理由")
    screening.refuse(examination, Stage(stage), reading_words, by=by, today=today)
    edition.state, edition.ended_on = Edition.State.DISCARDED, today
    edition.save(update_fields=["state", "ended_on"])
    if ground == STATE_SECRET or item.state not in content.PUBLIC_STATES:
        item.attribute, item.attribute_ground = Item.Attribute.WITHHELD, ground
        item.attribute_reason, item.classification = reading_words, classification
        item.document_number = number.strip() or item.document_number
        deciding.settle_attribute(item)
        if deciding.is_secret(item):
            deciding.wipe(item)
        deciding.refuse_unless_decided(item)
        deciding.keep(item, today)
    item.save()
    journal.record(
        "examination.refused",
        item,
        by=by,
        on=today,
        examination=examination.number,
        stage=Stage(stage).label,
        ground=ground,
        reason=reading_words,
    )
    overview.count_after(item.agency_id, today)
    return examination


def _examination(item: Item) -> tuple[Edition | None, Examination | None]:
    """The edition that is being examined, or was passed, or went out in an emergency, with its examination."""
    edition = access.under_way(item)
    if edition is None or edition.state == Edition.State.DRAFT:
        edition = item.current
    return edition, edition.examination if edition is not None else None


def _opened(
    item_id: int, stage: Stage, by: Officer, *, may_be_passed: bool = False, may_be_referred: bool = False
) -> tuple[Item, Edition, Examination]:
    """An item, its edition and its examination, held for a stage that the officer's role does."""
    item = access.for_act(item_id, stages.STEPS[stage].act, by=by)
    edition, examination = _examination(item)
    if edition is None or examination is None:
        raise not_now(item, f"办“{stage.label}”")
    held = (
        Examination.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=examination.pk)
    )
    wanted = {*screening.ONGOING, *((_State.REFERRED,) if may_be_referred else ())}
    is_waiting = edition.state == Edition.State.PASSED and item.state != Item.State.KEPT
    if held.state not in wanted and not (may_be_passed and is_waiting and stage == Stage.THIRD):
        raise not_now(item, f"办“{stage.label}”")
    return item, edition, held
