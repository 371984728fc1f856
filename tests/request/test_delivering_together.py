"""一并登记发出、送达: letters of one kind to one applicant, one way, one day, one proof; all or none."""

from datetime import date, timedelta

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.request.actions import charging, delivering, issuing
from gongkai.request.models import Delivery, Fee, Letter
from tests.cast import Cast
from tests.request.cases import case

TODAY = date(2024, 4, 10)
LATER = TODAY + timedelta(days=2)


@pytest.fixture
def notices(cast: Cast) -> list[Letter]:
    """The fee notices of the 11th to the 13th request, consented to."""
    cases = [case(cast.town, handler=cast.chen) for _ in range(13)]
    charging.propose_fees([each.pk for each in cases], by=cast.chen, today=TODAY, reason="件数明显超过合理范围")
    letters = list(Letter.objects.filter(kind="fee_notice"))
    assert issuing.sign_each({each.pk: None for each in letters}, by=cast.zhou, today=TODAY) == {}
    return letters


def send(cast: Cast, letters: list[Letter], **how: object) -> list[Delivery]:
    given = {"by": cast.chen, "today": LATER, "way": "post", "sent_on": TODAY, "proof": "EMS 1024", **how}
    return delivering.send_together([each.pk for each in letters], **given)  # type: ignore[arg-type]


def test_they_go_out_at_once_and_arrive_at_once_and_the_terms_of_payment_run(cast: Cast, notices: list[Letter]) -> None:
    sent = send(cast, notices)
    assert {(each.letter_id, each.proof, each.sent_on) for each in sent} == {
        (each.pk, "EMS 1024", TODAY) for each in notices
    }
    numbers = [each.pk for each in sent]
    delivering.delivered_together(numbers, by=cast.chen, today=LATER, delivered_on=LATER, proof="本人签收")
    assert {(fee.delivered_on, fee.due_on) for fee in Fee.objects.all()} == {(LATER, date(2024, 5, 13))}
    with pytest.raises(Refused, match="已经登记过了"):
        delivering.delivered_together(numbers, by=cast.chen, today=LATER, delivered_on=LATER)


def test_handed_over_they_have_arrived_the_same_day(cast: Cast, notices: list[Letter]) -> None:
    send(cast, notices, way="in_person", proof="本人签收")
    assert set(Fee.objects.values_list("delivered_on", flat=True)) == {TODAY}


def test_one_that_went_out_before_is_named_and_none_goes(cast: Cast, notices: list[Letter]) -> None:
    send(cast, notices[1:2])
    with pytest.raises(Refused, match="那次还没有结果") as refused:
        send(cast, notices)
    assert str(notices[1].info_request) in refused.value.message
    assert Delivery.objects.count() == 1


def test_another_applicant_or_another_kind_is_refused(cast: Cast, notices: list[Letter]) -> None:
    other = case(cast.town, handler=cast.chen, words={"id_number": "990121197001010012"})
    words = {"what": "年度", "why": "没有写明年度", "until": LATER}
    for foreign in (other, notices[0].info_request):
        letter = issuing.issue(foreign, "amendment_notice", by=cast.chen, today=TODAY, words=words)
        with pytest.raises(Refused, match="给同一申请人的文书"):
            send(cast, [*notices, letter])
    with pytest.raises(Refused, match="要有凭证"):
        send(cast, notices, proof="")
    assert not Delivery.objects.exists()


def test_only_who_handles_the_cases_registers_them(cast: Cast, notices: list[Letter]) -> None:
    with pytest.raises(NotYourRole):
        send(cast, notices, by=cast.zhou)
    with pytest.raises(NotYours):
        send(cast, notices, by=cast.li)
    sent = send(cast, notices)
    with pytest.raises(NotYours):
        delivering.delivered_together([sent[0].pk], by=cast.li, today=LATER, delivered_on=LATER)
