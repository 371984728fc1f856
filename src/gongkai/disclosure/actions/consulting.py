"""会商与报批: other agencies asked to agree or to approve; until they have, nothing of it goes out (条例第十一条)."""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure import access
from gongkai.disclosure.models import AgencyConsultation, Edition, Item
from gongkai.disclosure.refusals import not_now, written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.statutes import ORDER_711

_Answer = AgencyConsultation.Answer
_Kind = AgencyConsultation.Kind
_ENDED = (Item.State.DISCARDED, Item.State.KEPT)


@transaction.atomic
def consult(
    item_id: int,
    *,
    by: Officer,
    today: date,
    consulted: str,
    question: str,
    kind: str = _Kind.CONSULTATION,
) -> AgencyConsultation:
    """发出会商或报批: put a question to another agency; asking it again puts the new answer in the place of the old."""
    item = access.for_act(item_id, "item.consult", by=by)
    if item.state in _ENDED:
        raise not_now(item, "会商")
    consultation = AgencyConsultation.objects.create(
        item=item,
        kind=_Kind(kind),
        consulted=written(consulted, "向哪个机关会商或报批"),
        question=written(question, "会商或报批的事项"),
        asked_on=today,
        asked_by=by,
    )
    journal.record(
        "consultation.sent",
        item,
        by=by,
        on=today,
        kind=consultation.get_kind_display(),
        consulted=consultation.consulted,
    )
    return consultation


@transaction.atomic
def answer(consultation_id: int, *, by: Officer, today: date, answer: str, words: str = "") -> AgencyConsultation:
    """登记答复: agreed, agreed with changes, or not; the last two need the words of the answer."""
    found = AgencyConsultation.objects.filter(pk=consultation_id, item__in=access.visible_to(by)).first()
    if found is None:
        raise NotYours("没有这次会商，或者您不能查看它。")
    item = access.for_act(found.item_id, "item.consult", by=by)
    consultation = AgencyConsultation.objects.select_for_update().get(pk=consultation_id)
    if consultation.answer != _Answer.WAITING:
        raise Refused(
            f"{consultation.consulted}已经答复“{consultation.get_answer_display()}”，不能改登记。意见变了的，请另发一次会商。"
        )
    given = _Answer(answer)
    if given == _Answer.WAITING:
        raise Refused("请选择答复的结论：同意、修改后同意，还是不同意。")
    if given != _Answer.AGREED:
        written(words, "对方的意见")
    edition = access.under_way(item)
    is_frozen = edition is not None and edition.state != Edition.State.DRAFT
    consultation.answer, consultation.answer_words, consultation.answered_on = given, words.strip(), today
    consultation.answered_edition = edition.number if edition is not None and is_frozen else 0
    consultation.save()
    journal.record(
        "consultation.answered",
        item,
        by=by,
        on=today,
        kind=consultation.get_kind_display(),
        consulted=consultation.consulted,
        answer=given.label,
    )
    return consultation


def refuse_unless_settled(item: Item, edition: Edition) -> None:
    """Refuse a release that an agency has not answered, does not agree to, or agreed to only with changes."""
    latest = {(each.kind, each.consulted): each for each in item.consultations.order_by("pk")}
    open_ones = [words for each in latest.values() if (words := _standing(each, edition))]
    if open_ones:
        raise Refused(
            f"“{item.title}”不能发布：涉及其他机关的，须协商、确认一致，依法须批准的经批准后公开。",
            details=open_ones,
            cites=[ORDER_711.article(11)],
        )


def _standing(consultation: AgencyConsultation, edition: Edition) -> str:
    """What an answer leaves open, "" for nothing."""
    who = f"{consultation.get_kind_display()}：{consultation.consulted}"
    match _Answer(consultation.answer):
        case _Answer.WAITING:
            return f"{who}还没有答复。收到答复后请登记。"
        case _Answer.DISAGREED:
            return f"{who}不同意。请修改后另行会商，或改为不公开。"
        case _Answer.AGREED_WITH_CHANGES if consultation.answered_edition >= edition.number:
            return f"{who}要求修改，答复到时这一版已经送审。请签发人退回，改后重新审查。"
    return ""
