"""A letter that was issued and never registered as sent is named wherever the case goes on, until it is."""

from html import unescape

import pytest

from gongkai.request.actions import consulting, deciding, delivering, extending, issuing
from gongkai.request.models import Consultation, InfoRequest, Letter
from tests.cast import Cast
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.request import cases

WARNS = "有文书没有登记发出"


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    return cases.case(cast.town, handler=cast.chen)


def consulted(case: InfoRequest, cast: Cast) -> Consultation:
    return consulting.begin_consultation(
        case.pk,
        by=cast.chen,
        today=TODAY,
        party="third_party",
        name="柳河县诚信劳务有限公司",
        address="柳河县中山路1号",
        question="名单里有贵公司的账号",
    )


def sent(letter: Letter, cast: Cast, **given: object) -> None:
    delivering.send(letter.pk, by=cast.chen, today=TODAY, way="post", sent_on=TODAY, proof="EMS 1", **given)  # type: ignore[arg-type]


def extended(case: InfoRequest, cast: Cast) -> Letter:
    letter = extending.propose_extension(case.pk, by=cast.chen, today=TODAY, reason="查档案")
    return issuing.sign(letter.pk, by=cast.zhou, today=TODAY)


def decided(case: InfoRequest, cast: Cast) -> None:
    told = {"published_where": "https://www.example.gov.cn/1.html"}
    deciding.decide(case.pk, by=cast.chen, today=TODAY, outcome="granted.published", established=told, reason="已公开")


def test_an_unsent_inquiry_is_what_the_case_waits_for(desk: Desk, case: InfoRequest) -> None:
    cast = desk.cast
    inquiry = consulted(case, cast)
    letter = Letter.objects.get(kind="third_party_inquiry")
    send = f'<a class="button primary" href="{desk.address("letter_send", letter.pk)}">登记发出</a>'
    answer = f'<a class="button primary" href="{desk.address("request_inquiry_end", case.pk, inquiry.pk)}">'
    page = desk.look(cast.chen, "info_request", case.pk)
    assert send in page and answer not in page
    assert send not in desk.look(cast.feng, "info_request", case.pk)
    sent(letter, cast)
    page = desk.look(cast.chen, "info_request", case.pk)
    assert answer in page and send not in page


def test_before_the_reply_goes_to_be_signed_letters_that_never_went_out_are_named(
    desk: Desk, case: InfoRequest
) -> None:
    cast = desk.cast
    letter = extended(case, cast)
    decided(case, cast)
    page = unescape(desk.look(cast.chen, "request_check", case.pk))
    assert WARNS in page and f"《政府信息公开延期答复告知书》（{letter.number}）" in page
    assert desk.address("letter_send", letter.pk) in page
    sent(letter, cast)
    assert WARNS not in desk.look(cast.chen, "request_check", case.pk)


def test_what_came_back_and_was_not_sent_again_never_went_out(desk: Desk, case: InfoRequest) -> None:
    cast = desk.cast
    letter = extended(case, cast)
    sent(letter, cast)
    delivering.failed(letter.deliveries.get().pk, by=cast.chen, today=TODAY, reason="查无此人")
    decided(case, cast)
    assert WARNS in desk.look(cast.chen, "request_check", case.pk)


def test_a_case_is_archived_with_a_warning_of_them(desk: Desk, case: InfoRequest) -> None:
    cast = desk.cast
    letter = extended(case, cast)
    decided(case, cast)
    reply = deciding.submit(case.pk, by=cast.chen, today=TODAY)
    issuing.sign(reply.pk, by=cast.zhou, today=TODAY)
    issuing.sign(reply.pk, by=cast.zhao, today=TODAY)
    sent(Letter.objects.get(pk=reply.pk), cast, delivered_on=TODAY)
    page = desk.look(cast.chen, "request_archive", case.pk)
    assert WARNS in page and desk.address("letter_send", letter.pk) in page
    case.refresh_from_db()
    desk.send(cast.chen, "request_archive", case.pk, revision=case.revision)
    case.refresh_from_db()
    assert case.state == "archived"


def test_a_letter_taken_back_need_not_go_out(case: InfoRequest, cast: Cast) -> None:
    letter = extended(case, cast)
    assert delivering.unsent(InfoRequest.objects.get(pk=case.pk)) == [letter]
    issuing.void(letter.pk, by=cast.zhou, today=TODAY, reason="日期写错")
    assert delivering.unsent(InfoRequest.objects.get(pk=case.pk)) == []


def test_who_issues_a_letter_is_told_to_register_that_it_went_out(desk: Desk, case: InfoRequest) -> None:
    cast = desk.cast
    given = {"reason": "本月已经提出32件申请", "until": "2024-06-10", "revision": case.revision}
    answer = desk.send(cast.chen, "request_ask_to_explain", case.pk, **given)
    assert "交出去以后请登记发出" in desk.client(cast.chen).get(answer["Location"]).content.decode()


def test_what_is_archived_is_not_offered_to_be_sent(desk: Desk, case: InfoRequest) -> None:
    cast = desk.cast
    letter = extended(case, cast)
    send = desk.address("letter_send", letter.pk)
    assert send in desk.look(cast.chen, "letter", letter.pk)
    InfoRequest.objects.filter(pk=case.pk).update(state=InfoRequest.State.ARCHIVED)
    assert send not in desk.look(cast.chen, "letter", letter.pk)
    assert send not in desk.look(cast.chen, "info_request", case.pk)


def test_what_arrived_says_so_and_no_longer_that_it_was_issued(desk: Desk, case: InfoRequest) -> None:
    cast = desk.cast
    letter = extended(case, cast)
    assert "已制发" in desk.look(cast.chen, "letter", letter.pk)
    sent(letter, cast)
    assert "已制发" in desk.look(cast.chen, "letter", letter.pk)
    delivering.delivered(letter.deliveries.get().pk, by=cast.chen, today=TODAY, delivered_on=TODAY)
    for page in (desk.look(cast.chen, "letter", letter.pk), desk.look(cast.chen, "info_request", case.pk)):
        assert "已送达" in page and "已制发" not in page


def test_without_a_mail_server_the_page_says_that_nothing_is_sent_by_e_mail(
    desk: Desk, case: InfoRequest, settings: object
) -> None:
    cast, by_hand = desk.cast, "系统没有发邮件，请用单位邮箱发出后登记"
    letter = extended(case, cast)
    settings.GONGKAI.values["mail_host"] = "mail.example"  # type: ignore[attr-defined]
    try:
        page = desk.look(cast.chen, "letter_send", letter.pk)
    finally:
        settings.GONGKAI.values["mail_host"] = ""  # type: ignore[attr-defined]
    assert "由系统把文书和随附的文件发到申请人的邮箱" in page and by_hand not in page
    assert by_hand in desk.look(cast.chen, "letter_send", letter.pk)
    case.refresh_from_db()
    given = {"way": "email", "sent_on": TODAY.isoformat(), "revision": case.revision}
    answer = desk.send(cast.chen, "letter_send", letter.pk, **given)
    assert f"已登记发出。{by_hand}" in desk.client(cast.chen).get(answer["Location"]).content.decode()
