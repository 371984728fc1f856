"""The road of a report on its pages: each step by who does it, what waits shown first, refusals above the form."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.agency.models import Appointment
from gongkai.filing.actions import examining, marking, receiving, restating, submitting
from gongkai.filing.models import Filing, Mark, Version
from gongkai.request.models import Message
from tests.cast import Cast
from tests.desk.desk import Desk
from tests.filing import reports
from tests.filing.reports import DAY
from tests.filing.road import (
    NOW,
    accepted,
    again,
    drafted,
    examined,
    handed_to_readers,
    latest,
    published,
    settle,
    submitted,
)


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of the township on the day of these stories."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: DAY)
    return Desk(cast)


def first_act(desk: Desk, officer: Any, filing: Filing) -> str:
    """The word on the one primary button in the right column of a report, "" where there is none."""
    page = desk.look(officer, "filing", filing.pk)
    aside = page.split("<aside", 1)[-1]
    return (
        aside.split('class="button primary"', 1)[1].split(">", 1)[1].split("<", 1)[0].strip()
        if ('class="button primary"' in aside)
        else ""
    )


def test_with_no_report_yet_the_page_says_what_to_do_first(desk: Desk, cast: Cast) -> None:
    page = desk.look(cast.chen, "filings")
    assert "还没有年度报告" in page
    assert "开始编制 2024 年度报告" in page
    assert "2025年1月31日" in page
    assert "开始编制 2024" not in desk.look(cast.feng, "filings")


def test_a_report_is_begun_on_its_page_once_however_often_it_is_sent(desk: Desk, cast: Cast) -> None:
    fields = {"year": "2024", "scope": "own", "form_token": "a"}
    first = desk.send(cast.chen, "filing_begin", **fields)
    assert desk.send(cast.chen, "filing_begin", **fields)["Location"] == first["Location"]
    assert Filing.objects.count() == 1
    filing = Filing.objects.get()
    assert latest(filing).counted_at is not None
    assert "已统计" in desk.look(cast.chen, "filing", filing.pk)
    again = desk.send(cast.chen, "filing_begin", status=409, year="2024", scope="own", form_token="b")
    assert "已经有了" in again.content.decode()


def test_the_form_of_a_township_asks_for_no_scope(desk: Desk, cast: Cast) -> None:
    assert "汇总" not in desk.look(cast.chen, "filing_begin").split("<main", 1)[1]


def test_the_whole_road_by_its_pages(desk: Desk, cast: Cast) -> None:
    filing = drafted(cast)
    assert first_act(desk, cast.chen, filing) == "提交内部审查"
    desk.send(cast.chen, "filing_examine", filing.pk, revision=again(filing).revision)
    for reader, word in ((cast.zhou, "通过"), (cast.sun, "通过"), (cast.zhao, "签发")):
        assert first_act(desk, reader, filing) == word
        desk.send(reader, "filing_pass", filing.pk, opinion="", revision=again(filing).revision)
    assert first_act(desk, cast.chen, filing) == "报送"
    desk.send(cast.chen, "filing_submit", filing.pk, revision=again(filing).revision)
    assert first_act(desk, cast.he, filing) == "审核通过"
    desk.send(cast.he, "filing_accept", filing.pk, opinion="", revision=again(filing).revision)
    assert first_act(desk, cast.zhao, filing) == "公布"
    desk.send(cast.zhao, "filing_publish", filing.pk, revision=again(filing).revision)
    assert latest(filing).state == "published"
    assert first_act(desk, cast.zhao, filing) == ""
    assert "更正重编" in desk.look(cast.zhao, "filing", filing.pk)


def test_a_draft_with_open_questions_leads_to_them_first(desk: Desk, cast: Cast) -> None:
    filing = drafted(cast, settled=False)
    assert first_act(desk, cast.chen, filing) == "去处理问题"
    settle(filing, cast.chen)
    assert first_act(desk, cast.chen, filing) == "提交内部审查"
    Version.objects.filter(pk=filing.latest_id).update(counted_at=None)
    assert first_act(desk, cast.chen, filing) == "去统计"


def test_what_is_refused_stands_above_the_form(desk: Desk, cast: Cast) -> None:
    filing = drafted(cast, settled=False)
    answer = desk.send(cast.chen, "filing_examine", filing.pk, status=409, revision=filing.revision)
    assert "须确认" in answer.content.decode()


def test_an_overtaken_page_is_told_and_does_nothing(desk: Desk, cast: Cast) -> None:
    filing = handed_to_readers(cast)
    answer = desk.send(cast.zhou, "filing_pass", filing.pk, status=409, opinion="", revision=filing.revision - 1)
    assert "有人办过" in answer.content.decode()
    assert latest(filing).readings.count() == 1


def test_who_waits_for_whom_is_said_by_name(desk: Desk, cast: Cast) -> None:
    filing = handed_to_readers(cast)
    for officer in (cast.chen, cast.feng, cast.zhao):
        page = desk.look(officer, "filing", filing.pk)
        assert "等周明办理“二审二校（科室）”" in page
    assert "收回修改" in desk.look(cast.chen, "filing", filing.pk)
    assert "退回修改</a>" not in desk.look(cast.zhao, "filing", filing.pk)


def test_a_stage_that_nobody_can_do_is_named_before_and_after_handing_in(desk: Desk, cast: Cast) -> None:
    filing = drafted(cast)
    assert "没有人可以办理" not in desk.look(cast.chen, "filing_examine", filing.pk)
    Appointment.objects.filter(officer=cast.sun).update(until_on=date(2020, 1, 1))
    page = desk.look(cast.chen, "filing_examine", filing.pk)
    assert "没有人可以办理“保密审查”" in page
    assert "清水镇人民政府的管理员（钱进）" in page
    assert "人员不足例外</a>" in page
    assert "去任命" not in page
    desk.send(cast.chen, "filing_examine", filing.pk)
    assert "没有人可以办理“保密审查”" in desk.look(cast.chen, "filing", filing.pk)
    examining.pass_stage(filing.pk, by=cast.zhou, today=DAY)
    assert "去任命" in desk.look(cast.qian, "filing", filing.pk)
    assert Message.objects.filter(officer=cast.qian, subject__contains="没有人可以办理“保密审查”").count() == 1
    today = desk.look(cast.qian, "today")
    assert "年度报告没有人可以审查，请任命" in today


def test_who_reads_is_led_to_the_report_from_today_and_from_the_queue(desk: Desk, cast: Cast) -> None:
    filing = handed_to_readers(cast)
    address = f'<a href="{desk.address("filing", filing.pk)}"'
    assert "年度报告待我审查" in desk.look(cast.zhou, "today")
    assert "年度报告待您审查" in desk.look(cast.zhou, "screening")
    assert address in desk.look(cast.zhou, "screening")
    assert "年度报告待您审查" not in desk.look(cast.sun, "screening")


def test_where_nobody_draws_reports_up_the_list_says_who_can(desk: Desk, cast: Cast) -> None:
    assert "没有经办人" not in desk.look(cast.zhou, "filings")
    Appointment.objects.filter(officer=cast.chen).update(until_on=date(2020, 1, 1))
    assert "没有经办人" in desk.look(cast.zhou, "filings")
    assert desk.address("officers") not in desk.look(cast.zhou, "filings").split("<main", 1)[1]
    assert desk.address("officers") in desk.look(cast.qian, "filings").split("<main", 1)[1]


def test_where_nobody_above_receives_the_page_says_so_and_offers_to_publish(desk: Desk, cast: Cast) -> None:
    Appointment.objects.filter(officer=cast.he).delete()
    filing = examined(cast)
    assert first_act(desk, cast.zhao, filing) == "公布"
    assert "按上级的要求另行报送" in desk.look(cast.zhao, "filing", filing.pk)


def test_marks_are_written_on_the_report_sent_back_with_it_and_answered(desk: Desk, cast: Cast) -> None:
    filing = submitted(cast)
    page = desk.look(cast.he, "filing_marks", filing.pk)
    assert "?cell=requests.new.total" in page
    form = desk.look(cast.he, "filing_mark", filing.pk, cell="requests.new.total")
    assert '<option value="requests.new.total" selected' in form
    desk.send(cast.he, "filing_mark", filing.pk, cell="requests.new.total", place="", quote="", says="与平台不一致")
    quote = "没有收到政府信息公开申请"
    desk.send(cast.he, "filing_mark", filing.pk, cell="", place="overview.requests", quote=quote, says="核对")
    assert f"{quote}</mark>" in desk.look(cast.he, "filing_marks", filing.pk)
    assert "与平台不一致" not in desk.look(cast.chen, "filing", filing.pk)
    desk.send(cast.he, "filing_send_back", filing.pk, reason="两处要改", revision=again(filing).revision)
    page = desk.look(cast.chen, "filing", filing.pk)
    assert "与平台不一致" in page and "两处要改" in page
    assert first_act(desk, cast.chen, filing) == "去答复批注"
    answers = [desk.address("mark_answer", mark.pk) for mark in Mark.objects.all()]
    assert all(address in page for address in answers)
    assert not any(address in desk.look(cast.zhou, "filing", filing.pk) for address in answers)
    for mark in Mark.objects.all():
        desk.send(cast.chen, "mark_answer", mark.pk, answer="已改")
    assert first_act(desk, cast.chen, filing) == "提交内部审查"


@pytest.mark.parametrize(
    "fields",
    [
        {"cell": "", "place": "", "quote": ""},
        {"cell": "requests.new.total", "place": "problems.", "quote": ""},
        {"cell": "requests.new.total", "place": "", "quote": "没有"},
        {"cell": "nothing", "place": "", "quote": ""},
    ],
)
def test_a_mark_needs_one_place(desk: Desk, cast: Cast, fields: dict[str, str]) -> None:
    filing = handed_to_readers(cast)
    desk.send(cast.zhou, "filing_mark", filing.pk, status=422, says="改", **fields)
    assert not Mark.objects.exists()


def test_a_mark_is_dropped_on_its_page(desk: Desk, cast: Cast) -> None:
    filing = handed_to_readers(cast)
    mark = marking.mark(filing.pk, by=cast.zhou, today=DAY, cell="requests.new.total", says="查")
    assert desk.address("mark_drop", mark.pk) in desk.look(cast.zhou, "filing", filing.pk)
    assert desk.address("mark_drop", mark.pk) not in desk.look(cast.sun, "filing", filing.pk)
    desk.look(cast.chen, "mark_answer", mark.pk, status=404)
    desk.send(cast.zhou, "mark_drop", mark.pk)
    assert not Mark.objects.exists()


def test_a_report_is_published_before_its_acceptance_only_with_a_reason(desk: Desk, cast: Cast) -> None:
    filing = submitted(cast)
    desk.send(cast.zhao, "filing_publish", filing.pk, status=422, reason="")
    desk.send(cast.zhao, "filing_publish", filing.pk, reason="今天到期", revision=filing.revision)
    assert latest(filing).state == "published"


def test_a_restated_report_shows_both_versions_and_why(desk: Desk, cast: Cast) -> None:
    filing = published(cast)
    desk.send(cast.zhao, "filing_restate", filing.pk, reason="漏登记一处查阅点", revision=filing.revision)
    page = desk.look(cast.chen, "filing", filing.pk)
    assert "漏登记一处查阅点" in page and "第2版" in page
    assert "期限</h2>" not in page  # the public has a version: the law's day no longer runs
    trail = desk.look(cast.chen, "filing_trail", filing.pk)
    assert "第1版" in trail and "第2版" in trail
    old = desk.look(cast.chen, "filing", filing.pk, version=1)
    assert "以前的一版" in old and "提交内部审查" not in old
    assert "第1版" not in desk.look(cast.he, "filing", filing.pk).split("<h1", 1)[0]
    desk.send(cast.chen, "filing_discard", filing.pk, reason="没有错", revision=again(filing).revision)
    assert again(filing).latest == again(filing).published


def test_the_agency_above_sees_no_trail_of_what_is_done_within(desk: Desk, cast: Cast) -> None:
    filing = submitted(cast)
    assert "提交内部审查" in desk.look(cast.zhou, "filing_trail", filing.pk)
    above = desk.look(cast.he, "filing_trail", filing.pk)
    assert "提交内部审查" not in above and "各版" in above
    receiving.send_back(filing.pk, by=cast.he, today=DAY, reason="改")
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    desk.look(cast.he, "filing", filing.pk, status=404)
    assert "2024 年度报告" not in desk.look(cast.he, "filings")


def test_the_list_counts_days_only_for_what_is_not_yet_public(desk: Desk, cast: Cast) -> None:
    filing = accepted(cast)
    assert "前公布" in desk.look(cast.chen, "filings")
    Version.objects.filter(pk=filing.latest_id).update(state="published", published_on=DAY)
    Filing.objects.filter(pk=filing.pk).update(published=filing.latest)
    page = desk.look(cast.chen, "filings")
    assert "前公布" not in page and "2025-01-08" in page
    restating.restate(filing.pk, reason="错", by=cast.zhao, today=DAY, now=NOW)
    assert "第2版，更正" in desk.look(cast.chen, "filings")


@pytest.mark.parametrize("name", ["filing", "filing_trail", "filing_marks"])
def test_a_page_asks_as_much_of_the_database_however_many_marks_there_are(desk: Desk, cast: Cast, name: str) -> None:
    filing = handed_to_readers(cast)

    def asked(times: int) -> int:
        for _ in range(times):
            marking.mark(filing.pk, by=cast.zhou, today=DAY, cell="requests.new.total", says="查")
        with CaptureQueriesContext(connection) as queries:
            desk.look(cast.zhou, name, filing.pk)
        return len(queries)

    desk.look(cast.zhou, name, filing.pk)
    assert asked(1) == asked(5) < 40


def test_the_list_asks_as_much_of_the_database_however_many_years_there_are(desk: Desk, cast: Cast) -> None:
    def asked(*years: int) -> int:
        for year in years:
            reports.filing(cast.town, cast.chen, year=year)
        with CaptureQueriesContext(connection) as queries:
            desk.look(cast.chen, "filings")
        return len(queries)

    asked(2024)
    assert asked() == asked(2023, 2022, 2021, 2020)


def test_the_journal_tells_those_above_of_a_report_only_what_left_the_agency(desk: Desk, cast: Cast) -> None:
    filing = handed_to_readers(cast)
    examining.return_(filing.pk, by=cast.zhou, today=DAY, reason="数字对不上，别让县里看见")
    within, above = (desk.look(officer, "journal", act="filing.") for officer in (cast.zhao, cast.he))
    assert "别让县里看见" in within and "别让县里看见" not in above
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)
    for reader in (cast.zhou, cast.sun, cast.zhao):
        examining.pass_stage(filing.pk, by=reader, today=DAY)
    submitting.submit(filing.pk, by=cast.chen, today=DAY)
    above = desk.look(cast.he, "journal", act="filing.")
    assert "报送柳河县人民政府" in above and "别让县里看见" not in above and "签发了" not in above


def test_lateness_is_said_in_days_of_the_calendar_on_every_page(
    desk: Desk, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing = drafted(cast)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: date(2025, 2, 8))
    for name, numbers in (("filing", [filing.pk]), ("filings", []), ("today", [])):
        assert "超期 8 天" in desk.look(cast.chen, name, *numbers), name


def test_what_came_back_tells_how_late_it_was_first_handed_in(
    desk: Desk, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = date(2025, 2, 4)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: late)
    filing = submitted(cast, late)
    receiving.send_back(filing.pk, reason="请核对", by=cast.he, today=late)
    assert "首次报送超期 4 天" in desk.look(cast.chen, "filing", filing.pk)
    assert "首次报送超期 4 天" in desk.look(cast.chen, "filing_trail", filing.pk)


def test_readers_and_those_above_see_what_changed_since_it_was_last_theirs(desk: Desk, cast: Cast) -> None:
    filing = submitted(cast)
    assert "更正以前的相比" not in desk.look(cast.he, "filing_marks", filing.pk)
    receiving.send_back(filing.pk, reason="写得太笼统", by=cast.he, today=DAY)
    hand_in_anew(cast, filing, "存在的问题：内部讨论稿。\n改进情况：按月核对栏目更新。")
    examining.return_(filing.pk, by=cast.zhou, today=DAY, reason="不要写内部的话")
    page = desk.look(cast.chen, "filing", filing.pk)
    assert "第 2 轮审查因退回结束（周明（二审二校（科室）））" in page
    hand_in_anew(cast, filing, "存在的问题：解读材料偏少。\n改进情况：按月核对栏目更新。")
    within = desk.look(cast.zhou, "filing_marks", filing.pk)
    assert "内部讨论稿" in within and "解读材料偏少" in within
    for reader in (cast.zhou, cast.sun, cast.zhao):
        examining.pass_stage(filing.pk, by=reader, today=DAY)
    submitting.submit(filing.pk, by=cast.chen, today=DAY)
    above = desk.look(cast.he, "filing_marks", filing.pk)
    assert "个别栏目更新不够及时" in above and "内部讨论稿" not in above
    assert "退回下级修改" in above and "审核通过" in above


def hand_in_anew(cast: Cast, filing: Filing, words: str) -> None:
    """The problems written differently, and the report handed to its readers again."""
    latest(filing).passages.filter(section="problems").update(text=words, by=cast.chen, on=DAY)
    settle(again(filing), cast.chen)
    examining.submit_for_examination(filing.pk, by=cast.chen, today=DAY)


def test_a_passage_to_be_marked_stands_beside_to_copy_from(desk: Desk, cast: Cast) -> None:
    filing = handed_to_readers(cast)
    assert "个别栏目更新不够及时" in desk.look(cast.zhou, "filing_mark", filing.pk, section="problems")


def test_a_published_report_leads_to_its_public_page(desk: Desk, cast: Cast) -> None:
    filing = published(cast)
    address = f"/{cast.town.pk}/"
    page = desk.look(cast.chen, "filing", filing.pk)
    assert "点开看公布的报告" in page and address in page
    restating.restate(filing.pk, reason="漏了一件", by=cast.zhao, today=DAY, now=NOW)
    assert "第1版已公布；第2版还没有公布" in desk.look(cast.chen, "filing", filing.pk)
