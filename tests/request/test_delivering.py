"""A letter goes out, arrives or comes back, each with its proof; what runs from its arrival runs from that day."""

from datetime import date, timedelta

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import deciding, delivering, issuing
from gongkai.request.models import Consultation, Delivery, InfoRequest, Letter, Message
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases, letters

LATER = TODAY + timedelta(days=2)


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    return cases.case(cast.town, handler=cast.chen, words={"email": "wang@example.com"})


@pytest.fixture
def reply(case: InfoRequest, cast: Cast) -> Letter:
    """A reply signed today."""
    told = {"published_where": "https://www.example.gov.cn/1.html"}
    deciding.decide(
        case.pk, by=cast.chen, today=TODAY, outcome="granted.published", established=told, reason="已公开。"
    )
    letter = deciding.submit(case.pk, by=cast.chen, today=TODAY)
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
    return issuing.sign(letter.pk, by=cast.zhao, today=TODAY)


def send(letter: Letter, cast: Cast, **given: object) -> Delivery:
    told = {"way": "post", "sent_on": LATER, "proof": "EMS 1024", "today": LATER, **given}
    return delivering.send(letter.pk, by=cast.chen, **told)  # type: ignore[arg-type]


def fresh(case: InfoRequest) -> InfoRequest:
    return InfoRequest.objects.get(pk=case.pk)


def test_a_reply_posted_and_received_is_delivered_with_both_days(case: InfoRequest, reply: Letter, cast: Cast) -> None:
    delivery = send(reply, cast)
    assert fresh(case).state == InfoRequest.State.REPLIED
    arrived = LATER + timedelta(days=3)
    delivering.delivered(delivery.pk, by=cast.chen, today=arrived, delivered_on=arrived, proof="本人签收")
    delivery.refresh_from_db()
    assert (delivery.sent_on, delivery.delivered_on, delivery.proof) == (LATER, arrived, "EMS 1024；本人签收")
    found = fresh(case)
    assert (found.state, found.delivered_on) == (InfoRequest.State.DELIVERED, arrived)


@pytest.mark.parametrize(("setting", "counted"), [("sent", LATER), ("signed", TODAY)])
def test_the_reply_counts_from_the_day_it_went_out_unless_the_site_says_otherwise(
    setting: str, counted: date, case: InfoRequest, reply: Letter, cast: Cast, settings: object
) -> None:
    settings.GONGKAI.values["reply_counts_from"] = setting  # type: ignore[attr-defined]
    try:
        send(reply, cast)
    finally:
        settings.GONGKAI.values["reply_counts_from"] = "sent"  # type: ignore[attr-defined]
    assert fresh(case).replied_on == counted


def test_a_letter_sent_again_does_not_move_the_day_of_the_reply(case: InfoRequest, reply: Letter, cast: Cast) -> None:
    first = send(reply, cast)
    delivering.failed(first.pk, by=cast.chen, today=LATER, reason="查无此人退回")
    send(reply, cast, sent_on=LATER + timedelta(days=9), today=LATER + timedelta(days=9))
    assert fresh(case).replied_on == LATER


def test_what_is_handed_over_has_arrived_the_same_day(case: InfoRequest, reply: Letter, cast: Cast) -> None:
    delivery = send(reply, cast, way="in_person", proof="申请人签收")
    assert delivery.delivered_on == LATER
    assert fresh(case).state == InfoRequest.State.DELIVERED


@pytest.mark.parametrize("way", ["post", "in_person", "notice"])
def test_a_way_that_leaves_a_proof_asks_for_it(way: str, reply: Letter, cast: Cast) -> None:
    with pytest.raises(Refused, match="凭证"):
        send(reply, cast, way=way, proof=" ")


def test_the_days_come_in_their_order(reply: Letter, cast: Cast) -> None:
    with pytest.raises(Refused, match="发出日期"):
        send(reply, cast, sent_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="发出日期"):
        send(reply, cast, sent_on=LATER + timedelta(days=1))
    delivery = send(reply, cast)
    with pytest.raises(Refused, match="送达日期"):
        delivering.delivered(delivery.pk, by=cast.chen, today=LATER, delivered_on=TODAY)
    delivering.delivered(delivery.pk, by=cast.chen, today=LATER, delivered_on=LATER)


def test_one_letter_is_under_way_once_and_arrives_once(reply: Letter, cast: Cast) -> None:
    delivery = send(reply, cast)
    with pytest.raises(Refused, match="还没有结果"):
        send(reply, cast)
    delivering.delivered(delivery.pk, by=cast.chen, today=LATER, delivered_on=LATER)
    with pytest.raises(ChangedMeanwhile):
        delivering.delivered(delivery.pk, by=cast.chen, today=LATER, delivered_on=LATER)
    with pytest.raises(Refused, match="已于"):
        send(reply, cast)


def test_what_was_not_signed_does_not_go_out(case: InfoRequest, cast: Cast) -> None:
    letter = letters.made("extension_notice", cast)
    letter.state = Letter.State.SIGNING
    letter.save()
    with pytest.raises(Refused, match="不能发出"):
        send(letter, cast)


def test_only_who_handles_the_case_registers_how_a_letter_went(reply: Letter, cast: Cast) -> None:
    for person, error in ((cast.zhou, NotYourRole), (cast.feng, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(error):
            delivering.send(reply.pk, by=person, today=LATER, way="post", sent_on=LATER, proof="EMS 1")


def test_by_e_mail_the_letter_itself_is_in_the_outbox_sealed(reply: Letter, cast: Cast, settings: object) -> None:
    settings.GONGKAI.values["mail_host"] = "mail.example"  # type: ignore[attr-defined]
    try:
        delivery = send(reply, cast, way="email", proof="")
    finally:
        settings.GONGKAI.values["mail_host"] = ""  # type: ignore[attr-defined]
    message = delivery.message
    assert message is not None
    assert message.state == Message.State.WAITING
    assert b"wang@example.com" not in bytes(message.sealed)
    assert message.words["to"] == "wang@example.com"
    assert message.words["letter"] == reply.pk
    assert "王秀英" not in message.subject


def test_an_inquiry_that_arrived_begins_the_fifteen_days(cast: Cast) -> None:
    about = letters.about_of("third_party_inquiry", cast)
    case, consultation = about["info_request"], about["consultation"]
    letter = issuing.issue(
        case,
        "third_party_inquiry",
        by=cast.chen,
        today=TODAY,
        words=letters.GIVEN["third_party_inquiry"],
        to="third_party",
        consultation=consultation,
    )
    send(letter, cast, delivered_on=LATER)
    found = Consultation.objects.get(pk=consultation.pk)
    assert found.delivered_on == LATER
    assert found.due_on is not None
    assert found.due_on > LATER


def test_merged_cases_are_delivered_with_the_reply_that_answers_them(cast: Cast) -> None:
    first, second = (cases.case(cast.town, handler=cast.chen) for _ in range(2))
    InfoRequest.objects.filter(pk=second.pk).update(merged_into=first)
    told = {"published_where": "https://www.example.gov.cn/1.html"}
    deciding.decide(
        first.pk, by=cast.chen, today=TODAY, outcome="granted.published", established=told, reason="已公开。"
    )
    letter = deciding.submit(first.pk, by=cast.chen, today=TODAY)
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
    issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
    delivering.send(letter.pk, by=cast.chen, today=LATER, way="in_person", sent_on=LATER, proof="签收")
    assert {fresh(each).state for each in (first, second)} == {InfoRequest.State.DELIVERED}
    assert {fresh(each).replied_on for each in (first, second)} == {LATER}


def test_a_letter_opened_online_has_arrived_once(reply: Letter, case: InfoRequest, cast: Cast) -> None:
    assert delivering.received_online(reply, today=LATER) is None
    send(reply, cast, way="online", proof="")
    assert delivering.received_online(reply, today=LATER) is not None
    assert delivering.received_online(reply, today=LATER) is None
    assert fresh(case).state == InfoRequest.State.DELIVERED
