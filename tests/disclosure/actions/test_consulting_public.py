"""A draft decision before the public: thirty days, every opinion answered, the outcome published."""

from datetime import date

import pytest

from gongkai.disclosure.actions import consulting_public
from gongkai.disclosure.models import DraftConsultation, Item, Opinion
from gongkai.errors import NotYourRole, NotYours, Refused
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import TODAY

OPENS, CLOSES = date(2024, 5, 6), date(2024, 6, 5)
AFTER = date(2024, 6, 6)


def opened(cast: Cast, item: Item | None = None, **fields: object) -> DraftConsultation:
    item = item or passage.released(cast, title="清水镇街道改造方案（草案）")
    values = {"explanation": "改造的必要性和方案", "how": "电子邮件或来信", "opens_on": OPENS, "closes_on": CLOSES}
    return consulting_public.open_consultation(item.pk, by=cast.chen, today=TODAY, **{**values, **fields})


def opinion(cast: Cast, consultation: DraftConsultation, **fields: object) -> Opinion:
    values = {"text": "建议保留行道树", "way": "来信", "received_on": date(2024, 5, 20), "today": date(2024, 5, 21)}
    return consulting_public.record_opinion(consultation.pk, by=cast.chen, **{**values, **fields})


def publish(cast: Cast, consultation: DraftConsultation, today: date = AFTER) -> DraftConsultation:
    return consulting_public.publish_outcome(
        consultation.pk, by=cast.chen, today=today, outcome="收到意见1条，采纳1条。"
    )


@pytest.mark.parametrize(("closes_on", "is_enough"), [(CLOSES, True), (date(2024, 6, 4), False)])
def test_opinions_are_asked_for_thirty_days_or_the_reason_is_given(
    cast: Cast, closes_on: date, is_enough: bool
) -> None:
    item = passage.released(cast)
    if not is_enough:
        with pytest.raises(Refused, match="不少于30日，最早到2024年6月5日") as caught:
            opened(cast, item, closes_on=closes_on)
        assert "重大行政决策程序暂行条例" in str(caught.value.cites)
    reason = "" if is_enough else "汛期抢险"
    assert opened(cast, item, closes_on=closes_on, shortened_reason=reason).closes_on == closes_on


def test_opinions_are_not_asked_for_before_the_public_has_the_draft(cast: Cast) -> None:
    with pytest.raises(Refused, match="早于草案公开的日期"):
        opened(cast, opens_on=date(2024, 5, 5))


def test_a_draft_is_put_before_the_public_once(cast: Cast) -> None:
    item = passage.released(cast)
    opened(cast, item)
    with pytest.raises(Refused, match="不能再开"):
        opened(cast, item)


def test_every_opinion_is_dealt_with_before_the_outcome_is_published(cast: Cast) -> None:
    consultation = opened(cast)
    given = opinion(cast, consultation)
    with pytest.raises(Refused, match="还有1条意见没有研究"):
        publish(cast, consultation)
    with pytest.raises(Refused, match="理由"):
        consulting_public.answer_opinion(given.pk, by=cast.chen, today=AFTER, adoption="not_adopted")
    consulting_public.answer_opinion(given.pk, by=cast.chen, today=AFTER, adoption="adopted")
    assert publish(cast, consultation).outcome_published_on == AFTER
    for late in (
        lambda: opinion(cast, consultation),
        lambda: consulting_public.answer_opinion(given.pk, by=cast.chen, today=AFTER, adoption="adopted"),
        lambda: publish(cast, consultation),
    ):
        with pytest.raises(Refused, match="公布"):
            late()


@pytest.mark.parametrize(("today", "is_over"), [(CLOSES, False), (AFTER, True)])
def test_the_outcome_waits_for_the_last_day(cast: Cast, today: date, is_over: bool) -> None:
    consultation = opened(cast)
    if is_over:
        assert publish(cast, consultation, today).outcome
    else:
        with pytest.raises(Refused, match="还没有结束"):
            publish(cast, consultation, today)


@pytest.mark.parametrize(
    ("received_on", "stands"),
    [(date(2024, 5, 5), False), (OPENS, True), (date(2024, 5, 21), True), (date(2024, 5, 22), False)],
)
def test_an_opinion_came_between_the_opening_and_today(cast: Cast, received_on: date, stands: bool) -> None:
    consultation = opened(cast)
    if stands:
        assert opinion(cast, consultation, received_on=received_on).received_on == received_on
    else:
        with pytest.raises(Refused, match="收到日期"):
            opinion(cast, consultation, received_on=received_on)


def test_the_draft_leads_to_the_decision_of_the_same_agency(cast: Cast) -> None:
    consultation = opened(cast)
    decision = passage.draft(cast, title="清水镇街道改造方案")
    linked = consulting_public.link_decision(consultation.pk, by=cast.chen, today=AFTER, decision_id=decision.pk)
    assert linked.decision == decision
    with pytest.raises(Refused, match="请选本机关"):
        consulting_public.link_decision(consultation.pk, by=cast.chen, today=AFTER, decision_id=consultation.item_id)


def test_only_the_handler_of_the_agency_runs_it(cast: Cast) -> None:
    consultation = opened(cast)
    given = opinion(cast, consultation)
    for person, error in ((cast.zhou, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(error):
            consulting_public.answer_opinion(given.pk, by=person, today=AFTER, adoption="adopted")
        with pytest.raises(error):
            consulting_public.publish_outcome(consultation.pk, by=person, today=AFTER, outcome="无")


def test_nothing_put_before_the_public_names_anybody_by_number(cast: Cast) -> None:
    with pytest.raises(Refused, match="身份证号"):
        opened(cast, explanation="联系人证号 11010519491231002X")
    consultation = opened(cast)
    with pytest.raises(Refused, match="身份证号"):
        consulting_public.publish_outcome(
            consultation.pk, by=cast.chen, today=AFTER, outcome="采纳 11010519491231002X 的意见"
        )
