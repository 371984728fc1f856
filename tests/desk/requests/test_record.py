"""The page of one case: what is wanted, the clock, what can be done, and who may see who applied."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.journal import recording as journal
from gongkai.journal.models import Entry
from gongkai.request.actions import amending, consulting, deciding, extending, issuing
from gongkai.request.models import InfoRequest, Letter
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.request.cases import RECEIVED, WANG, case

EARLY = date(2024, 4, 10)


def text(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def test_the_page_of_a_case_shows_what_is_wanted_and_by_when(desk: Desk) -> None:
    made = case(desk.cast.town, handler=desk.cast.chen)
    page = text(desk.look(desk.cast.chen, "info_request", made.pk))
    assert "2023年低保资金发放明细" in page and "〔2024〕1号" in page
    assert "还剩2个工作日，期限2024年5月8日" in page
    assert "第20个工作日是2024年5月8日（周三），为最后一日" in page
    assert "《中华人民共和国政府信息公开条例》第三十三条第二款" in page


def test_who_handles_sees_who_applied_and_the_journal_says_so_once_a_day(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    for _ in range(2):
        assert WANG["name"] in desk.look(cast.chen, "info_request", made.pk)
    seen = Entry.objects.filter(act="request.applicant_seen", by=cast.chen)
    assert seen.count() == 1 and WANG["name"] not in str(seen.get().details)
    assert "查看了" not in desk.look(cast.chen, "info_request", made.pk)


def test_the_next_day_it_says_so_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    desk.look(cast.chen, "info_request", made.pk)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: date(2024, 5, 7))
    desk.look(cast.chen, "info_request", made.pk)
    assert Entry.objects.filter(act="request.applicant_seen").count() == 2


@pytest.mark.parametrize("who", ["feng", "qian", "he"])
def test_who_does_not_handle_sees_the_case_without_the_applicant(desk: Desk, who: str) -> None:
    made = case(desk.cast.town, handler=desk.cast.chen)
    page = desk.look(getattr(desk.cast, who), "info_request", made.pk)
    assert "申请人的身份只给办理这件申请的人看" in page
    assert not any(word in page for word in WANG.values() if word != WANG["id_kind"])
    assert made.query_code not in page
    assert not Entry.objects.filter(act="request.applicant_seen").exists()


def test_what_the_case_waits_for_comes_first(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    assert "请在2024年5月8日前答复" in desk.look(cast.chen, "info_request", made.pk)
    amending.ask_to_amend(made.pk, by=cast.chen, today=EARLY, what="年份", why="没写", until=date(2024, 5, 10))
    page = desk.look(cast.chen, "info_request", made.pk)
    assert "等申请人补正，期限2024年5月10日" in page
    assert f'<a class="button primary" href="{desk.address("request_amended", made.pk)}">登记补正</a>' in page
    assert "暂停：等待申请人补正，之后重新起算" in page


def test_the_days_of_what_was_asked_and_came_are_written_alike(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    amending.ask_to_amend(made.pk, by=cast.chen, today=EARLY, what="年份", why="没写", until=date(2024, 5, 10))
    amending.amended(made.pk, by=cast.chen, today=TODAY, received_on=TODAY, says="2023年")
    page = text(desk.look(cast.chen, "info_request", made.pk))
    assert "2024年4月10日要求补正，期限2024年5月10日：年份" in page
    assert "2024年5月6日收到补正：2023年" in page


def test_a_letter_that_waits_for_ones_own_signature_goes_first(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    letter = extending.propose_extension(made.pk, by=cast.chen, today=TODAY, reason="查档案")
    there = (
        f'<a class="button primary" href="{desk.address("letter", letter.pk)}">审签《政府信息公开延期答复告知书》</a>'
    )
    assert there in desk.look(cast.zhou, "info_request", made.pk)
    assert there not in desk.look(cast.chen, "info_request", made.pk)


def test_a_reply_leads_on_to_its_delivery(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    words = {"published_where": "柳河县人民政府网站"}
    deciding.decide(made.pk, by=cast.chen, today=TODAY, outcome="granted.published", established=words)
    letter = deciding.submit(made.pk, by=cast.chen, today=TODAY)
    for who in (cast.zhou, cast.zhao):
        issuing.sign(letter.pk, by=who, today=TODAY)
    page = desk.look(cast.chen, "info_request", made.pk)
    assert f'<a class="button primary" href="{desk.address("request_deliver", made.pk)}">送达</a>' in page
    assert "已办结，用了 18 个工作日，没有超期" in page


def test_a_reader_is_offered_nothing(desk: Desk) -> None:
    made = case(desk.cast.town, handler=desk.cast.chen)
    page = desk.look(desk.cast.feng, "info_request", made.pk)
    assert "现在没有您可以办的" in page and "button primary" not in page


def test_what_is_closed_says_why(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    page = text(desk.look(cast.chen, "info_request", made.pk))
    assert "要求补正：收到申请之日起7个工作日内告知补正，最迟是2024年4月17日" in page
    assert "登记补正：在“待补正”时办" in page


def test_an_opinion_asked_for_after_the_last_day_stops_nothing(desk: Desk) -> None:
    cast = desk.cast

    def asked(received_on: date) -> str:
        made = case(cast.town, received_on=received_on, handler=cast.chen)
        consulting.begin_consultation(
            made.pk, by=cast.chen, today=TODAY, party="agency", name="县民政局", address="县政府", question="核对名单"
        )
        return desk.look(cast.chen, "info_request", made.pk)

    assert "正在征求意见，答复期限照常计算" in asked(date(2024, 3, 1))
    assert "正在征求意见，期间不计入答复期限" in asked(RECEIVED)


def test_past_its_day_the_page_says_so_and_asks_why(desk: Desk) -> None:
    made = case(desk.cast.town, received_on=date(2024, 3, 1), handler=desk.cast.chen)
    page = text(desk.look(desk.cast.chen, "info_request", made.pk))
    assert "超期23个工作日" in page and "先说明原因" in page


def test_a_day_moved_by_an_arrangement_of_holidays_is_shown_with_the_one_before(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    days = {"before": date(2024, 5, 7), "after": date(2024, 5, 8)}
    journal.record("request.due_recomputed", made, by=cast.qian, on=TODAY, year=2024, **days)
    notice = "答复期限因 2024 年放假安排由2024年5月7日改为2024年5月8日"
    assert desk.look(cast.chen, "info_request", made.pk).count(notice) == 2  # beside the clock, and in the trail


def test_each_stop_is_named_and_drawn(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    inquiry = consulting.begin_consultation(
        made.pk, by=cast.chen, today=EARLY, party="agency", name="县民政局", address="县政府", question="核对名单"
    )
    consulting.end_consultation(inquiry.pk, by=cast.chen, today=date(2024, 4, 16), answer="agreed")
    page = desk.look(cast.chen, "info_request", made.pk)
    assert "停 3 个工作日：征求其他机关意见" in page
    assert "停止计算 3 个，还剩 5 个工作日" in page
    assert "县民政局" in page and "县民政局" not in desk.look(cast.feng, "info_request", made.pk)


def test_the_page_takes_as_many_queries_however_much_happened(desk: Desk) -> None:
    cast = desk.cast

    def queries(made: InfoRequest) -> int:
        desk.look(cast.chen, "info_request", made.pk)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.look(cast.chen, "info_request", made.pk)
        return len(captured)

    def consulted(times: int) -> InfoRequest:
        made = case(cast.town, handler=cast.chen, words={"id_number": f"99012119800101{times:04}"})
        for _ in range(times):
            inquiry = consulting.begin_consultation(
                made.pk, by=cast.chen, today=EARLY, party="agency", name="民政局", address="县政府", question="名单"
            )
            consulting.end_consultation(inquiry.pk, by=cast.chen, today=EARLY, answer="agreed")
        return made

    few, many = consulted(1), consulted(6)
    assert queries(few) == queries(many)


def test_acts_on_the_page_of_before_are_told_what_happened(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    extending.propose_extension(made.pk, by=cast.chen, today=TODAY, reason="查档案")
    page = desk.send(cast.chen, "request_extend", made.pk, days=10, reason="查档案", revision=0, status=409)
    assert "您的操作没有执行" in page.content.decode()


def test_a_form_sent_twice_asks_once(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    page = desk.look(cast.chen, "request_consult", made.pk)
    token = re.search(r'name="form_token" value="(\w+)"', page)
    assert token
    fields = {"party": "agency", "name": "民政局", "address": "县政府", "question": "名单"}
    for _ in range(2):
        desk.send(cast.chen, "request_consult", made.pk, form_token=token[1], revision=made.revision, **fields)
    assert made.consultations.count() == 1


def test_the_acts_before_the_reply_go_through_their_pages(desk: Desk) -> None:
    cast = desk.cast
    received = date(2024, 4, 25)
    made = case(cast.town, received_on=received, handler=cast.chen)
    desk.send(cast.chen, "request_ask_to_amend", made.pk, what="年份", why="没写", until="2024-05-20")
    desk.send(cast.chen, "request_amended", made.pk, received_on="2024-05-06", says="2023年")
    desk.send(cast.chen, "request_ask_to_explain", made.pk, reason="62件", until="2024-05-20")
    desk.send(cast.chen, "request_explained", made.pk, received_on="2024-05-06", says="办案需要")
    desk.send(cast.chen, "request_delay", made.pk, reason="量大", until="2024-07-01")
    issuing.sign(Letter.objects.get(kind="delay_notice").pk, by=cast.zhou, today=TODAY)
    desk.send(
        cast.chen, "request_consult", made.pk, party="third_party", name="某公司", address="中山路", question="账号"
    )
    inquiry = made.consultations.get()
    desk.send(
        cast.chen,
        "request_inquiry_end",
        made.pk,
        inquiry.pk,
        answer="objected",
        answered_on="2024-05-06",
        opinion="商业秘密",
        is_reasonable="yes",
    )
    desk.send(cast.chen, "request_inquiry_judge", made.pk, inquiry.pk, is_reasonable="no", reason="已遮盖")
    desk.send(cast.chen, "request_public_interest", made.pk, inquiry.pk, what="总额", reason="专项资金")
    desk.send(cast.chen, "request_extend", made.pk, days=5, reason="查档案")
    page = desk.look(cast.chen, "request_charge", made.pk)
    assert "按收到日所在的自然月（口径未核实），本月此前已收到该申请人 0 件" in page
    charge = {"method": "pages", "count": 40, "reason": "量大", "reckoned": "pages 40 100"}
    desk.send(cast.chen, "request_charge", made.pk, **charge, how="财政专户")
    fee = made.fees.get()
    issuing.sign(Letter.objects.get(fee=fee).pk, by=cast.zhou, today=TODAY)
    desk.send(cast.chen, "request_fee_paid", made.pk, fee.pk, paid_on="2024-05-06", receipt_number="A1")
    desk.send(cast.zhou, "request_fee_refund", made.pk, fee.pk, refunded_on="2024-05-06", reason="多收")
    page = desk.look(cast.chen, "info_request", made.pk)
    assert "100 元" in page and "已退付" in page and "办案需要" in page
    desk.send(cast.chen, "request_withdraw", made.pk, reason="书面撤回")
    assert InfoRequest.objects.get(pk=made.pk).state == InfoRequest.State.DELIVERED


def test_a_notice_of_a_fee_is_taken_back_on_its_page(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    charge = {"method": "pages", "count": 40, "reason": "量大", "reckoned": "pages 40 100"}
    desk.send(cast.chen, "request_charge", made.pk, **charge)
    fee = made.fees.get()
    issuing.sign(Letter.objects.get(fee=fee).pk, by=cast.zhou, today=TODAY)
    desk.send(cast.zhou, "request_fee_cancel", made.pk, fee.pk, reason="不收了")
    assert InfoRequest.objects.get(pk=made.pk).due_on == date(2024, 5, 8)


def test_the_reason_of_an_overdue_case_is_written_on_its_page(desk: Desk) -> None:
    made = case(desk.cast.town, received_on=date(2024, 3, 1), handler=desk.cast.chen)
    desk.send(desk.cast.chen, "request_explain_overdue", made.pk, reason="人手不足")
    assert "人手不足" in desk.look(desk.cast.chen, "info_request", made.pk)


def test_a_case_of_another_agency_is_not_there(desk: Desk) -> None:
    theirs = case(desk.cast.other_town, received_on=RECEIVED)
    desk.look(desk.cast.chen, "info_request", theirs.pk, status=404)
    desk.look(desk.cast.chen, "request_extend", theirs.pk, status=404)
