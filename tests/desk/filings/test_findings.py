"""The page of the findings: three tiers, each finding with its way out, confirmed with a reason."""

import re
from decimal import Decimal

import pytest
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from gongkai.filing import findings
from gongkai.filing.actions import confirming, entering, examining
from gongkai.filing.findings import Found
from gongkai.filing.models import Confirmation, Filing, Passage
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.filing import road
from tests.filing.figures.ledger import Ledger

NAME = "disclosure.licensing.decisions"
REASON = "县里没有组织考核"


@pytest.fixture
def filing(desk: Desk) -> Filing:
    """The town's report of 2023, its findings open."""
    return road.drafted(desk.cast, year=2023, settled=False, day=TODAY)


def assessment(filing: Filing) -> Found:
    found = findings.of(road.latest(filing), on=TODAY).all
    return next(each for each in found if each.finding.facts.get("result") == "工作考核")


def address(desk: Desk, name: str, filing: Filing, found: Found) -> str:
    return f"{desk.address(name, filing.pk)}?key={found.key}&values={found.values}"


def test_the_tiers_stand_one_after_another_with_their_counts(desk: Desk, filing: Filing) -> None:
    page = desk.look(desk.cast.chen, "filing_findings", filing.pk)
    cards = re.findall(r'card-number">(\d+)<.*?card-word">(\w+)<', page, re.S)
    assert cards == [("0", "必须改"), ("4", "须确认"), ("0", "已确认"), ("1", "提示")]
    assert "没有必须改的问题。" in page
    assert "落款日期是2024-05-06，晚于公布期限" in page
    assert page.count("核对无误，说明理由") == 4


def test_a_finding_says_where_what_by_what_authority_and_where_to_mend_it(desk: Desk, filing: Filing) -> None:
    cast = desk.cast
    entering.enter(filing.pk, NAME, value=Decimal(7), source="审批台账", reason="补报", by=cast.chen, today=TODAY)
    item = Ledger(cast.town, cast.chen).item(TODAY.replace(year=2023), title="没有日期")
    page = desk.look(cast.chen, "filing_findings", filing.pk)
    assert f'href="{desk.address("filing_records", filing.pk)}?name={NAME}"' in page
    assert f'<a href="{desk.address("item", item.pk)}">没有日期</a>' in page
    assert f'href="{desk.address("register")}?of=assessments&amp;year=2023"' in page
    assert "依据：《中华人民共和国政府信息公开条例》第五十条第（四）项" in page


def test_a_finding_of_the_text_leads_to_its_passage(desk: Desk, filing: Filing) -> None:
    where = Passage.objects.filter(version=filing.latest_id, section="overview", part="requests")
    where.update(text="本年收到申请30余件。")
    page = desk.look(desk.cast.chen, "filing_findings", filing.pk)
    assert f'{desk.address("filing_text", filing.pk)}#overview-requests"' in page
    assert '<span class="quote">' in page


def test_text_against_table_stands_once_and_leads_to_the_figure_and_to_the_words(desk: Desk, filing: Filing) -> None:
    where = Passage.objects.filter(version=filing.latest_id, section="overview", part="requests")
    where.update(text="2023年，收到政府信息公开申请{{requests.new.total!7}}件。")
    found = findings.of(road.latest(filing), on=TODAY)
    told = [each for each in found.all if "requests.new.total" in (*each.finding.cells, each.finding.facts.get("name"))]
    assert [(each.finding.rule, each.tier, each.section, each.part) for each in told] == [
        ("text_requests", "mend", "overview", "requests")
    ]
    page = desk.look(desk.cast.chen, "filing_findings", filing.pk)
    assert f'href="{desk.address("filing_records", filing.pk)}?name=requests.new.total"' in page
    assert f'href="{desk.address("filing_text", filing.pk)}#overview-requests">去改正文</a>' in page
    beside = desk.look(desk.cast.chen, "filing_text", filing.pk).split('id="overview-requests"')[1].split("<section")[0]
    assert "收到政府信息公开申请7件" in beside.split('class="passage-notes"')[1]
    assert "1 个必须改，4 个须确认" in desk.look(desk.cast.chen, "filing", filing.pk)


def test_a_number_is_marked_on_its_page_only_where_it_is_wrong(desk: Desk, filing: Filing) -> None:
    assert "数字对不上" not in desk.look(desk.cast.chen, "filing_figures", filing.pk)
    where = Passage.objects.filter(version=filing.latest_id, section="overview", part="requests")
    where.update(text="2023年，收到政府信息公开申请{{requests.new.total!7}}件。")
    assert "数字对不上" in desk.look(desk.cast.chen, "filing_figures", filing.pk)


def test_a_finding_confirmed_on_the_page_shows_by_whom_and_why(desk: Desk, filing: Filing) -> None:
    cast = desk.cast
    found = assessment(filing)
    page = desk.look(cast.zhou, "filing_findings", filing.pk)
    assert escape(address(desk, "filing_confirm", filing, found)) in page
    answer = desk.client(cast.zhou).post(
        address(desk, "filing_confirm", filing, found), {"reason": REASON, "revision": filing.revision}
    )
    assert answer["Location"] == desk.address("filing_findings", filing.pk)
    page = desk.look(cast.zhou, "filing_findings", filing.pk)
    assert f"已确认：周明，{TODAY.year}年{TODAY.month}月{TODAY.day}日，理由：{REASON}" in page
    assert escape(address(desk, "filing_confirmation_drop", filing, found)) in page


def test_the_form_of_a_confirmation_shows_the_finding_and_what_it_refuses(desk: Desk, filing: Filing) -> None:
    client = desk.client(desk.cast.chen)
    where = address(desk, "filing_confirm", filing, assessment(filing))
    page = client.get(where).content.decode()
    assert "登记簿里没有本年的工作考核" in page
    short = client.post(where, {"reason": "无", "revision": filing.revision})
    assert short.status_code == 409
    assert "请写明理由（至少 4 个字）" in short.content.decode()
    stale = client.post(where, {"reason": REASON, "revision": filing.revision - 1})
    assert stale.status_code == 409
    assert "在您打开页面以后有人办过" in stale.content.decode()
    assert client.post(where, {"reason": ""}).status_code == 422
    assert not Confirmation.objects.exists()


def test_a_finding_that_is_gone_leads_back_to_those_that_are_there(desk: Desk, filing: Filing) -> None:
    client = desk.client(desk.cast.chen)
    for name in ("filing_confirm", "filing_confirmation_drop"):
        for query in ("", "?key=0"):
            answer = client.get(desk.address(name, filing.pk) + query)
            assert answer["Location"] == desk.address("filing_findings", filing.pk)


def test_a_confirmation_whose_number_changed_is_shown_as_fallen(desk: Desk, filing: Filing) -> None:
    cast = desk.cast
    given = {"source": "审批台账", "reason": "补报", "by": cast.chen, "today": TODAY}
    entering.enter(filing.pk, NAME, value=Decimal(7), **given)  # type: ignore[arg-type]
    found = next(
        each for each in findings.of(road.latest(filing), on=TODAY).all if each.finding.rule == "figure_entered"
    )
    confirming.confirm(filing.pk, found.key, reason="已对照台账", by=cast.zhou, today=TODAY)
    entering.enter(filing.pk, NAME, value=Decimal(8), **given)  # type: ignore[arg-type]
    page = desk.look(cast.chen, "filing_findings", filing.pk)
    assert "理由：已对照台账）已失效：数字或原文变了。" in page


def test_a_confirmation_is_taken_back(desk: Desk, filing: Filing) -> None:
    cast = desk.cast
    found = assessment(filing)
    confirming.confirm(filing.pk, found.key, reason=REASON, by=cast.zhou, today=TODAY)
    where = address(desk, "filing_confirmation_drop", filing, found)
    assert REASON in desk.client(cast.chen).get(where).content.decode()
    assert desk.client(cast.chen).post(where, {"form_token": "t"}).status_code == 302
    assert assessment(filing).confirmation is None


def test_who_may_not_confirm_is_not_offered_to(desk: Desk, filing: Filing) -> None:
    page = desk.look(desk.cast.feng, "filing_findings", filing.pk)
    assert "登记簿里没有本年的工作考核" in page
    assert "核对无误，说明理由" not in page


def test_a_report_that_is_examined_shows_its_confirmations_and_offers_none(desk: Desk) -> None:
    filing = road.drafted(desk.cast, year=2023, day=TODAY)
    examining.submit_for_examination(filing.pk, by=desk.cast.chen, today=TODAY)
    page = desk.look(desk.cast.zhou, "filing_findings", filing.pk)
    assert page.count("已确认：陈静") == 4
    assert "取消确认</a>" not in page
    assert "核对无误，说明理由" not in page


def test_the_supervisor_sees_nothing_of_a_draft(desk: Desk, filing: Filing) -> None:
    desk.look(desk.cast.he, "filing_findings", filing.pk, status=404)


def test_the_page_takes_the_same_queries_whatever_was_found(
    desk: Desk, filing: Filing, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cast = desk.cast
    desk.look(cast.chen, "filing_findings", filing.pk)
    with django_assert_max_num_queries(80) as before:
        desk.look(cast.chen, "filing_findings", filing.pk)
    ledger = Ledger(cast.town, cast.chen)
    for number in range(8):
        ledger.shown(ledger.item(TODAY.replace(year=2023)), ledger.channel(f"公开栏{number}"), None, state="planned")
    with django_assert_max_num_queries(len(before.captured_queries)):
        desk.look(cast.chen, "filing_findings", filing.pk)
