"""预公开: a draft decision before the public, its opinions, what became of them, and the decision.

《重大行政决策程序暂行条例》第十四条至第十六条、第十八条；乡级参照执行（第四十二条）.
"""

from datetime import date

from django.db import transaction

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.disclosure import access, personal_data
from gongkai.disclosure.models import DraftConsultation, Item, Opinion
from gongkai.disclosure.refusals import not_now, written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import long_words
from gongkai.law.disclosure import opinions_until
from gongkai.law.statutes import DECISIONS

ACT = "draft_consultation.run"
_ENDED = (Item.State.DISCARDED, Item.State.KEPT, Item.State.WITHDRAWN)
_Adoption = Opinion.Adoption


@transaction.atomic
def open_consultation(
    item_id: int,
    *,
    by: Officer,
    today: date,
    explanation: str,
    how: str,
    opens_on: date,
    closes_on: date,
    shortened_reason: str = "",
) -> DraftConsultation:
    """公布草案征求意见: the item is the draft; thirty days at least, or the reason for fewer (第十五条)."""
    personal_data.refuse("\n".join((explanation, how, shortened_reason)), "征求意见的说明", today=today)
    item = access.for_act(item_id, ACT, by=by)
    if item.state in _ENDED:
        raise not_now(item, "征求意见")
    if DraftConsultation.objects.filter(item=item).exists():
        raise Refused(f"“{item.title}”已经开过征求意见，不能再开。要再次征求意见，请另建一条草案。")
    if item.state == Item.State.RELEASED and item.released_on is not None and opens_on < item.released_on:
        raise Refused(
            f"开始日期早于草案公开的日期（{long_words(item.released_on)}），公众那时还看不到草案。请改正开始日期。"
        )
    if closes_on <= opens_on:
        raise Refused("截止日期应晚于开始日期。请改正日期。")
    least = opinions_until(opens_on, national_calendar())
    if closes_on < least.on and not shortened_reason.strip():
        raise Refused(
            f"公开征求意见的期限一般不少于30日，最早到{long_words(least.on)}。因情况紧急等原因缩短的，请写明理由。",
            cites=least.cites,
        )
    consultation = DraftConsultation.objects.create(
        item=item,
        explanation=written(explanation, "草案的说明"),
        how=written(how, "提意见的方式"),
        opens_on=opens_on,
        closes_on=closes_on,
        shortened_reason=shortened_reason.strip(),
    )
    journal.record(
        "draft_consultation.opened",
        item,
        by=by,
        on=today,
        opens_on=opens_on,
        closes_on=closes_on,
        shortened_reason=shortened_reason,
    )
    return consultation


@transaction.atomic
def record_opinion(
    consultation_id: int,
    *,
    by: Officer,
    today: date,
    text: str,
    way: str,
    received_on: date,
    name: str = "",
    contact: str = "",
) -> Opinion:
    """登记一条意见: who sent it is kept from the public."""
    consultation = _held(consultation_id, by)
    if not consultation.opens_on <= received_on <= today:
        raise Refused("收到日期应在征求意见开始之后、今天之前。请改正日期。")
    if consultation.outcome_published_on is not None:
        raise Refused("采纳情况已经公布，不能再登记意见。")
    opinion = Opinion.objects.create(
        consultation=consultation,
        text=written(text, "意见的内容"),
        way=written(way, "收到意见的途径"),
        received_on=received_on,
        name=name.strip(),
        contact=contact.strip(),
    )
    journal.record("opinion.recorded", consultation.item, by=by, on=today, opinion=opinion.pk, way=way)
    return opinion


@transaction.atomic
def answer_opinion(opinion_id: int, *, by: Officer, today: date, adoption: str, reason: str = "") -> Opinion:
    """研究一条意见: adopted, partly, or not; what is not wholly adopted says why."""
    found = Opinion.objects.filter(pk=opinion_id, consultation__item__in=access.visible_to(by)).first()
    if found is None:
        raise NotYours("没有这条意见，或者您不能查看它。")
    consultation = _held(found.consultation_id, by)
    if consultation.outcome_published_on is not None:
        raise Refused("采纳情况已经公布，不能再改。")
    given = _Adoption(adoption)
    if given in (_Adoption.PARTLY, _Adoption.NOT_ADOPTED):
        written(reason, "没有全部采纳的理由")
    found.adoption, found.reason = given, reason.strip()
    found.save(update_fields=["adoption", "reason"])
    journal.record(
        "opinion.answered", consultation.item, by=by, on=today, opinion=found.pk, adoption=given.label, reason=reason
    )
    return found


@transaction.atomic
def publish_outcome(consultation_id: int, *, by: Officer, today: date, outcome: str) -> DraftConsultation:
    """公布意见采纳情况: after the last day, when every opinion has been dealt with."""
    consultation = _held(consultation_id, by)
    if consultation.outcome_published_on is not None:
        raise Refused(f"采纳情况已于{long_words(consultation.outcome_published_on)}公布，不能再公布一次。")
    if today <= consultation.closes_on:
        raise Refused(
            f"征求意见到{long_words(consultation.closes_on)}为止，还没有结束。请结束之后再公布采纳情况。",
            cites=[DECISIONS.article(15)],
        )
    waiting = consultation.opinions.filter(adoption=_Adoption.WAITING).count()
    if waiting:
        raise Refused(f"还有{waiting}条意见没有研究。请逐条登记采纳情况后再公布。", cites=[DECISIONS.article(18)])
    personal_data.refuse(outcome, "意见采纳情况", today=today)
    consultation.outcome = written(outcome, "意见采纳情况，没有收到意见的也请写明")
    consultation.outcome_published_on = today
    consultation.save()
    journal.record(
        "draft_consultation.outcome_published",
        consultation.item,
        by=by,
        on=today,
        opinions=consultation.opinions.count(),
    )
    return consultation


@transaction.atomic
def link_decision(consultation_id: int, *, by: Officer, today: date, decision_id: int) -> DraftConsultation:
    """关联决定: the draft leads to the decision it became."""
    consultation = _held(consultation_id, by)
    decision = access.for_reading(decision_id, by=by)
    if decision.agency_id != consultation.item.agency_id or decision.pk == consultation.item_id:
        raise Refused("请选本机关根据这份草案作出的决定。")
    if decision.state in _ENDED:
        raise not_now(decision, "关联到草案")
    consultation.decision = decision
    consultation.save(update_fields=["decision"])
    journal.record("draft_consultation.decided", consultation.item, by=by, on=today, decision=decision.pk)
    return consultation


def _held(consultation_id: int, by: Officer) -> DraftConsultation:
    """A consultation and its item, held for an act."""
    found = DraftConsultation.objects.filter(pk=consultation_id, item__in=access.visible_to(by)).first()
    if found is None:
        raise NotYours("没有这次征求意见，或者您不能查看它。")
    item = access.for_act(found.item_id, ACT, by=by)
    consultation = DraftConsultation.objects.select_for_update(of=("self",), no_key=True).get(pk=consultation_id)
    consultation.item = item
    return consultation
