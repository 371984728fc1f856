"""公众提意见: an opinion on a draft, sent by anyone through the portal while the draft is open for opinions."""

from datetime import date

from django.db import transaction

from gongkai.disclosure.models import DraftConsultation, Item, Opinion
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import long_words
from gongkai.law.statutes import DECISIONS

LONGEST = 5000
WAY = "网上"


@transaction.atomic
def hear(item_id: int, *, today: date, text: str, name: str = "", contact: str = "") -> Opinion:
    """收到一条意见: kept with whom it is from, which the public never sees; nothing is asked but the opinion itself."""
    consultation = (
        DraftConsultation.objects.select_related("item__agency")
        .filter(item=item_id, item__state=Item.State.RELEASED)
        .first()
    )
    if consultation is None:
        raise NotYours("没有这份征求意见稿，或者它不在征求意见。")
    if not consultation.opens_on <= today <= consultation.closes_on:
        raise Refused(
            f"征求意见的时间是{long_words(consultation.opens_on)}至{long_words(consultation.closes_on)}，现在不在这段时间里。",
            cites=[DECISIONS.article(15)],
        )
    if len(text) > LONGEST:
        raise Refused(f"意见有 {len(text)} 个字，最多 {LONGEST} 个字。请分几次提，或改用信件。")
    opinion = Opinion.objects.create(
        consultation=consultation,
        text=written(text, "您的意见"),
        name=name.strip()[:40],
        contact=contact.strip()[:100],
        received_on=today,
        way=WAY,
    )
    journal.record("opinion.heard", consultation.item, by=None, on=today, opinion=opinion.pk)
    return opinion
