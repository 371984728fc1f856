"""Letters on the desk: read, signed off, sent back, sent, delivered, made void, worded; and the dossier of a case."""

import pytest
from django.test import Client

from gongkai.request.actions import deciding, delivering, issuing
from gongkai.request.models import ArchiveList, Delivery, InfoRequest, Letter, LetterSetting, LetterWording
from gongkai.task.models import Work
from tests.cast import SINCE, Cast
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.request import cases
from tests.request.outcomes import found_file


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    return cases.case(cast.town, handler=cast.chen)


@pytest.fixture
def reply(case: InfoRequest, cast: Cast) -> Letter:
    """Handed in to be signed."""
    told = {"published_where": "https://www.example.gov.cn/1.html"}
    deciding.decide(
        case.pk, by=cast.chen, today=TODAY, outcome="granted.published", established=told, reason="已公开。"
    )
    return deciding.submit(case.pk, by=cast.chen, today=TODAY)


def fresh(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def signed(reply: Letter, cast: Cast) -> Letter:
    issuing.sign(reply.pk, by=cast.zhou, today=TODAY)
    return issuing.sign(reply.pk, by=cast.zhao, today=TODAY)


def test_the_queue_shows_whose_turn_it_is_and_leads_to_the_signature(desk: Desk, cast: Cast, reply: Letter) -> None:
    page = desk.look(cast.zhou, "letters_to_sign")
    assert "轮到您：审核" in page
    assert desk.address("letter_sign", reply.pk) in page
    assert "轮到您：" not in desk.look(cast.chen, "letters_to_sign")
    assert "王秀英" not in page


def test_a_reply_is_reviewed_and_signed_on_its_page(desk: Desk, cast: Cast, reply: Letter) -> None:
    page = desk.look(cast.zhou, "letter_sign", reply.pk)
    assert "政府信息公开申请答复书" in page
    assert "柳河县人民政府申请行政复议" in page
    desk.send(cast.zhou, "letter_sign", reply.pk)
    assert fresh(reply).state == Letter.State.SIGNING
    desk.send(cast.zhao, "letter_sign", reply.pk)
    assert fresh(reply).number == "清水公开〔2024〕1号-告"
    assert "清水公开〔2024〕1号-告" in desk.look(cast.chen, "letter", reply.pk)


def test_who_alone_can_sign_is_told_whom_the_letter_waits_for(desk: Desk, cast: Cast, reply: Letter) -> None:
    page = desk.look(cast.zhao, "letter", reply.pk)
    assert "等周明审核" in page and "能签发的只有您" in page
    assert desk.address("letter_sign", reply.pk) not in page
    assert "轮到您：" not in desk.look(cast.zhao, "letters_to_sign")
    desk.look(cast.zhao, "letter_sign", reply.pk, status=302)
    cast.zhou.appointments.update(until_on=SINCE)
    assert "审核以后没有人能签发" in desk.look(cast.zhao, "letter_sign", reply.pk)


def test_a_reviewer_is_shown_no_signature_that_is_another_ones(desk: Desk, cast: Cast, reply: Letter) -> None:
    issuing.sign(reply.pk, by=cast.zhou, today=TODAY)
    desk.look(cast.zhou, "letter_sign", reply.pk, status=302)
    page = desk.look(cast.zhou, "letter", reply.pk)
    assert "等赵敏签发" in page
    assert desk.address("letter_sign", reply.pk) not in page


def test_who_signs_can_open_the_copies_that_go_out(desk: Desk, cast: Cast, case: InfoRequest, reply: Letter) -> None:
    file = found_file(case, cast)
    assert reply.decision is not None
    reply.decision.files.add(file)
    address = desk.address("request_file_released", case.pk, file.pk)
    for name in ("letter_sign", "letter"):
        assert address in desk.look(cast.zhou, name, reply.pk)


def test_a_reply_that_was_quashed_says_so_on_the_case(desk: Desk, cast: Cast, case: InfoRequest, reply: Letter) -> None:
    signed(reply, cast)
    assert "已被撤销" not in desk.look(cast.chen, "info_request", case.pk)
    case.decisions.update(undone_on=TODAY)
    assert "已被撤销" in desk.look(cast.chen, "info_request", case.pk)
    assert "已被撤销" in desk.look(cast.chen, "letter", reply.pk)


def test_a_reply_is_sent_back_with_a_reason(desk: Desk, cast: Cast, reply: Letter) -> None:
    desk.send(cast.zhou, "letter_send_back", reply.pk, status=422)
    desk.send(cast.zhou, "letter_send_back", reply.pk, reason="网址打不开")
    assert fresh(reply).state == Letter.State.RETURNED
    assert "网址打不开" in desk.look(cast.chen, "letter", reply.pk)


def test_who_wrote_it_is_refused_on_the_page_too(desk: Desk, cast: Cast, reply: Letter) -> None:
    Letter.objects.filter(pk=reply.pk).update(by=cast.zhao)
    assert "您拟的" in desk.send(cast.zhao, "letter_sign", reply.pk, status=409).content.decode()


def test_a_page_opened_before_is_told_what_happened(desk: Desk, cast: Cast, reply: Letter, case: InfoRequest) -> None:
    seen = InfoRequest.objects.get(pk=case.pk).revision
    desk.send(cast.zhou, "letter_sign", reply.pk, revision=seen)
    answer = desk.send(cast.zhao, "letter_sign", reply.pk, status=409, revision=seen)
    assert "周明已经审核通过" in answer.content.decode()


def test_a_button_pressed_twice_signs_once(desk: Desk, cast: Cast, reply: Letter) -> None:
    for _ in range(2):
        desk.send(cast.zhou, "letter_sign", reply.pk, form_token="t" * 20)
    assert reply.sign_offs.count() == 1


def test_who_does_not_handle_the_case_sees_that_there_is_a_letter_but_not_its_words(
    desk: Desk, cast: Cast, reply: Letter
) -> None:
    signed(reply, cast)
    for person in (cast.feng, cast.qian):
        page = desk.look(person, "letter", reply.pk)
        assert "王秀英" not in page
        assert "只给办理的人看" in page
        desk.look(person, "letter_file", reply.pk, status=404)


@pytest.mark.parametrize(("form", "starts"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_letter_is_downloaded_and_kept_by_nobody_on_the_way(
    form: str, starts: bytes, desk: Desk, cast: Cast, reply: Letter
) -> None:
    signed(reply, cast)
    answer = desk.client(cast.chen).get(desk.address("letter_file", reply.pk), {"as": form})
    assert answer.content.startswith(starts)
    assert answer["Cache-Control"] == "private, no-store"


def test_a_reply_is_sent_and_delivered_and_the_case_says_so(
    desk: Desk, cast: Cast, reply: Letter, case: InfoRequest
) -> None:
    signed(reply, cast)
    answer = desk.client(cast.chen).get(desk.address("request_deliver", case.pk))
    assert answer["Location"] == desk.address("letter_send", reply.pk)
    sent = {"way": "post", "sent_on": TODAY.isoformat(), "proof": ""}
    assert "运单号" in desk.send(cast.chen, "letter_send", reply.pk, status=409, **sent).content.decode()
    desk.send(cast.chen, "letter_send", reply.pk, **{**sent, "proof": "EMS 1024"})
    [delivery] = Delivery.objects.all()
    assert desk.address("delivery_arrived", delivery.pk) in desk.look(cast.chen, "info_request", case.pk)
    desk.send(cast.chen, "delivery_arrived", delivery.pk, delivered_on=TODAY.isoformat())
    assert InfoRequest.objects.get(pk=case.pk).state == InfoRequest.State.DELIVERED
    assert "送达" in desk.look(cast.chen, "letter", reply.pk)


def test_what_came_back_can_be_sent_again(desk: Desk, cast: Cast, reply: Letter) -> None:
    signed(reply, cast)
    delivery = delivering.send(reply.pk, by=cast.chen, today=TODAY, way="post", sent_on=TODAY, proof="EMS 1")
    desk.send(cast.chen, "delivery_failed", delivery.pk, reason="查无此人退回")
    assert desk.address("letter_send", reply.pk) in desk.look(cast.chen, "letter", reply.pk)


def test_a_reviewer_makes_a_letter_void_and_its_number_stays(desk: Desk, cast: Cast, reply: Letter) -> None:
    signed(reply, cast)
    desk.send(cast.zhou, "letter_void", reply.pk, reason="写错了")
    found = fresh(reply)
    assert (found.state, found.number) == (Letter.State.VOID, "清水公开〔2024〕1号-告")
    assert "写错了" in desk.look(cast.chen, "letter", reply.pk)


def test_a_case_is_archived_and_handed_over_by_a_list(desk: Desk, cast: Cast, reply: Letter, case: InfoRequest) -> None:
    assert "还缺" in desk.look(cast.chen, "request_archive", case.pk)
    signed(reply, cast)
    delivering.send(reply.pk, by=cast.chen, today=TODAY, way="in_person", sent_on=TODAY, proof="签收")
    desk.send(cast.chen, "request_archive", case.pk)
    assert case.number in desk.look(cast.chen, "archived")
    assert (
        "移交 1 卷"
        in desk.client(cast.chen).post(desk.address("archive_hand_over"), {"ticked": case.pk}).content.decode()
    )
    desk.send(cast.chen, "archive_hand_over", ticked=case.pk, receiver="柳河县档案馆")
    [made] = ArchiveList.objects.all()
    page = desk.look(cast.feng, "archive_list", made.pk)
    assert case.number in page
    assert "王秀英" not in page
    for form, starts in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = desk.client(cast.chen).get(desk.address("archive_list", made.pk), {"format": form})
        data = b"".join(answer) if answer.streaming else answer.content
        assert data.startswith(starts)


def test_the_agency_names_its_court_and_words_only_its_own_parts(desk: Desk, cast: Cast) -> None:
    assert "有管辖权的人民法院" in desk.look(cast.qian, "letter_settings")
    desk.send(cast.qian, "letter_settings", word="清政信公", court="柳河县人民法院")
    assert LetterSetting.objects.get(agency=cast.town).court == "柳河县人民法院"
    page = desk.look(cast.qian, "letter_wording", kind="amendment_notice")
    assert "（固定）" in page
    where = desk.address("letter_wording") + "?kind=amendment_notice"
    client: Client = desk.client(cast.qian)
    answer = client.post(where, {"contact": "请到{office}来。", "term": "想什么时候补都行", "form_token": "a" * 20})
    assert answer.status_code == 302
    assert list(LetterWording.objects.values_list("part", "text")) == [("contact", "请到{office}来。")]
    answer = client.post(where, {"contact": "请找{nobody}。"})
    assert answer.status_code == 409
    assert "填不出来" in answer.content.decode()


def test_a_wording_is_looked_at_before_it_is_kept(desk: Desk, cast: Cast) -> None:
    where = desk.address("letter_wording") + "?kind=reply"
    answer = desk.client(cast.qian).post(where, {"contact": "请到{office}来。", "preview": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "请到〔工作机构名称〕来。" in page
    assert "上述答复的依据：〔法律依据〕。" in page
    assert not LetterWording.objects.exists()
    answer = desk.client(cast.qian).post(where, {"contact": "见{provided}。", "preview": "1"})
    assert answer.status_code == 409
    assert "填不出来" in answer.content.decode()


def test_only_who_arranges_changes_the_settings_of_letters(desk: Desk, cast: Cast) -> None:
    desk.send(cast.chen, "letter_settings", status=403, word="清政信公")
    desk.look(cast.chen, "letter_wording", status=403, kind="amendment_notice")


def test_a_dossier_is_asked_for_and_offered_when_it_is_made(
    desk: Desk, cast: Cast, reply: Letter, case: InfoRequest
) -> None:
    desk.send(cast.chen, "request_dossier", case.pk)
    [work] = Work.objects.filter(kind="request.dossier")
    assert "登记表" in desk.look(cast.chen, "request_dossier", case.pk)
    assert work.arguments["with_identity"] is False
    desk.look(cast.feng, "request_dossier", case.pk, status=404)
    desk.look(cast.feng, "dossier_file", case.pk, work.pk, status=404)
    desk.look(cast.chen, "dossier_file", case.pk, work.pk, status=302)
