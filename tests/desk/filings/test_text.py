"""The page of a report's text: read with live numbers, written in, and nothing typed is lost."""

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.filing import figures, text
from gongkai.filing.actions import writing
from gongkai.filing.models import Filing, Mark, Passage, Plan
from tests.cast import Cast
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.filing import reports, road
from tests.filing.reports import DAY
from tests.portal.test_agencies import released

WORDS = "words-overview-disclosure"
MEETINGS = "words-overview-supervision"


class _Fields(HTMLParser):
    """The fields of the form as a browser would send them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: dict[str, str] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and (given.get("form") == "writing" or name in ("revision", "form_token")):
            self.sent[name] = given.get("value") or ""
        if tag == "textarea" and given.get("form") == "writing":
            self._area = name
            self.sent[name] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.sent[self._area] = self.sent[self._area].removeprefix("\n").replace("\n", "\r\n")
            self._area = ""


def fields(page: str) -> dict[str, Any]:
    found = _Fields()
    found.feed(page)
    return found.sent


def stored(filing: Filing, section: str = "overview", part: str = "disclosure") -> Passage:
    return Passage.objects.get(version=filing.latest_id, section=section, part=part)


def counted(cast: Cast) -> Filing:
    """The township's report with 1009 items and two meetings, as counted."""
    filing = road.drafted(cast, told=False, settled=False)
    version = road.latest(filing)
    version.figures |= {"disclosed.total": 1009, "supervision.meetings": 2}
    version.save()
    text.renew(version, figures.of_version(version))
    return filing


def test_a_live_number_leads_to_its_records(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    page = desk.look(cast.chen, "filing_text", filing.pk)
    address = f"{desk.address('filing_records', filing.pk)}?name=disclosed.total"
    assert f'<a class="live" href="{address}"' in page
    assert "一、总体情况" in page
    assert "（五）监督保障" in page


def test_a_page_saved_as_it_was_opened_changes_nothing(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    before = Filing.objects.get(pk=filing.pk).revision
    sent = fields(desk.look(cast.chen, "filing_text", filing.pk))
    desk.send(cast.chen, "filing_text", filing.pk, **sent)
    assert Filing.objects.get(pk=filing.pk).revision == before


def test_what_is_written_is_kept_with_its_numbers_live(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    sent = fields(desk.look(cast.chen, "filing_text", filing.pk))
    sent[WORDS] = "全镇主动公开政府信息1009条。\r\n其中惠农补贴最多。"
    sent["signed_on"] = "2025-01-10"
    desk.send(cast.chen, "filing_text", filing.pk, **sent)
    assert stored(filing).text == "全镇主动公开政府信息{{disclosed.total}}条。\n其中惠农补贴最多。"
    page = desk.look(cast.chen, "filing_text", filing.pk)
    assert f"陈静 {TODAY} 写过" in page
    assert "2025年1月10日" in page


@pytest.mark.parametrize(("at", "then"), [("overview-disclosure", "#overview-disclosure"), ("//elsewhere", "")])
def test_who_saves_a_passage_stays_at_it(desk: Desk, cast: Cast, at: str, then: str) -> None:
    filing = counted(cast)
    page = desk.look(cast.chen, "filing_text", filing.pk)
    assert 'form="writing" name="at" value="overview-disclosure">保存</button>' in page
    sent = fields(page) | {WORDS: "全镇主动公开政府信息1009条。", "at": at}
    answer = desk.send(cast.chen, "filing_text", filing.pk, **sent)
    assert answer["Location"] == desk.address("filing_text", filing.pk) + then


def test_a_number_written_away_says_what_the_ledger_has(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    writing.write(filing.pk, {("overview", "disclosure"): "2024年主动公开政府信息1010条。"}, by=cast.chen, today=DAY)
    page = desk.look(cast.chen, "filing_text", filing.pk)
    assert "1010</a>" in page
    assert "（台账是1009）" in page
    assert "改用建议文字" in page


def test_nothing_typed_is_lost_when_another_was_faster(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    sent = fields(desk.look(cast.chen, "filing_text", filing.pk))
    others = {("overview", "disclosure"): "别人写的一句。", ("overview", "supervision"): "别人写的监督。"}
    writing.write(filing.pk, others, by=cast.chen, today=DAY)
    sent[WORDS] = "我写的一句。"
    answer = desk.send(cast.chen, "filing_text", filing.pk, status=409, **sent)
    page = answer.content.decode()
    assert "有人改过" in page
    again = fields(page)
    assert again[WORDS] == "我写的一句。"
    assert "别人写的一句。" in page
    assert again[MEETINGS] == "别人写的监督。"
    desk.send(cast.chen, "filing_text", filing.pk, **again)
    assert stored(filing).text == "我写的一句。"
    assert stored(filing, part="supervision").text == "别人写的监督。"


def test_what_the_act_refuses_stays_in_its_field(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    sent = fields(desk.look(cast.chen, "filing_text", filing.pk))
    sent[WORDS] = "长" * (text.LONGEST + 1)
    answer = desk.send(cast.chen, "filing_text", filing.pk, status=409, **sent)
    page = answer.content.decode()
    assert "最多20000字" in page
    assert len(fields(page)[WORDS]) == text.LONGEST + 1
    sent[WORDS] = "短的。"
    sent["signed_on"] = "不是日期"
    answer = desk.send(cast.chen, "filing_text", filing.pk, status=422, **sent)
    assert fields(answer.content.decode())[WORDS] == "短的。"
    assert stored(filing).by is None


def test_the_same_form_sent_twice_is_saved_once(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    sent = fields(desk.look(cast.chen, "filing_text", filing.pk))
    sent[WORDS] = "写一句。"
    desk.send(cast.chen, "filing_text", filing.pk, **sent)
    desk.send(cast.chen, "filing_text", filing.pk, **sent)
    assert Filing.objects.get(pk=filing.pk).revision == filing.revision + 1


def test_what_is_typed_is_shown_as_words_and_never_as_markup(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    typed = '<script>alert(1)</script>{{disclosed.total}} & "引号"'
    writing.write(filing.pk, {("overview", "disclosure"): typed}, by=cast.chen, today=DAY)
    page = desk.look(cast.chen, "filing_text", filing.pk)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;｛｛disclosed.total}}" in page
    assert typed.replace("{{", "｛｛") in unescape(page)


def test_who_only_reads_has_no_fields_and_cannot_write(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    page = desk.look(cast.feng, "filing_text", filing.pk)
    assert "1009" in page
    assert "<textarea" not in page
    desk.send(cast.feng, "filing_text", filing.pk, status=403, **{WORDS: "改"})


def test_a_report_under_examination_is_only_read(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    reports.given(filing, state="examining")
    page = desk.look(cast.chen, "filing_text", filing.pk)
    assert "<textarea" not in page


def test_the_difference_is_seen_before_the_proposal_is_taken_again(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    writing.write(
        filing.pk, {("overview", "supervision"): "召开政府信息公开工作会议2次，大家都到了。"}, by=cast.chen, today=DAY
    )
    address = f"{desk.address('filing_text_propose', filing.pk)}?section=overview&part=supervision"
    page = desk.client(cast.chen).get(address).content.decode()
    assert "<del>" in page
    sent = {"revision": Filing.objects.get(pk=filing.pk).revision, "form": "sent"}
    assert desk.client(cast.chen).post(address, sent).status_code == 302
    assert stored(filing, part="supervision").by is None
    assert desk.client(cast.chen).get(address.replace("supervision", "made_up")).status_code == 302


def test_section_five_tells_what_to_do_where_nothing_is_recorded(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    page = desk.look(cast.chen, "filing_text", filing.pk)
    assert "这段提示不进报告" in page
    assert "这段提示不进报告" not in desk.look(cast.chen, "filing_preview", filing.pk)


def test_the_page_asks_the_same_few_questions_however_much_is_written(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    desk.look(cast.chen, "filing_text", filing.pk)
    with CaptureQueriesContext(connection) as before:
        desk.look(cast.chen, "filing_text", filing.pk)
    for number in range(8):
        Plan.objects.create(agency=cast.town, year=2024, measure=f"做第{number}件事", source="", on=DAY)
        Mark.objects.create(version=road.latest(filing), section="other", says="改", is_sent=True, by=cast.he, on=DAY)
    written = {(part.section, part.part): f"{part.pk}写过。" for part in Passage.objects.all()}
    writing.write(filing.pk, written, by=cast.chen, today=DAY)
    with CaptureQueriesContext(connection) as after:
        desk.look(cast.chen, "filing_text", filing.pk)
    assert len(after) <= len(before) + 2
    assert len(before) < 80


def test_a_report_read_from_a_file_sends_one_to_its_preview(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    reports.given(filing, origin="file", state="recorded")
    page = desk.look(cast.chen, "filing_text", filing.pk)
    assert "由文件读入" in page
    assert "没有建议文字" not in page
    assert "跟着台账走" not in page


def test_a_restatement_says_so_under_its_title(desk: Desk, cast: Cast) -> None:
    filing = counted(cast)
    reports.given(filing, restates_because="漏计一件")
    assert "更正的原因：漏计一件。" in desk.look(cast.chen, "filing_text", filing.pk)


def test_what_the_figures_say_went_short_is_offered_to_the_register_of_problems(desk: Desk, cast: Cast) -> None:
    days = {"formed_on": date(2023, 3, 1), "due_on": date(2023, 4, 1), "released_on": date(2023, 5, 6)}
    released(cast, "清水镇2023年预算", **days)
    filing = road.drafted(cast, year=2023, told=False, settled=False, day=TODAY)
    page = desk.look(cast.chen, "filing_text", filing.pk)
    [address] = re.findall(r'href="([^"]*register[^"]*of=problems[^"]*)"', page)
    assert "1条政府信息超过期限才公开" in page
    form = desk.client(cast.chen).get(unescape(address)).content.decode()
    assert 'value="1条政府信息超过期限才公开"' in form and 'value="2023-12-31"' in form
