"""数字 on the desk: each opens what it counts, shows what was entered, and is counted anew."""

from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.agency.roles import Role
from gongkai.disclosure.models import Item
from gongkai.filing import freezing
from gongkai.filing.actions import beginning, counting, entering
from gongkai.filing.models import Filing, Version
from gongkai.journal import recording as journal
from gongkai.report import exchange
from gongkai.report.report import Cell, Report, State
from gongkai.supervision.models import Meeting
from tests.cast import Cast, officer
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.filing import reports
from tests.filing.figures.ledger import Ledger

NOON = datetime(2024, 5, 6, 4, tzinfo=UTC)
LAST = date(2023, 12, 31)
CASE, GRANTED = "requests.new.natural_person", "requests.granted.business"


@pytest.fixture
def ledger(cast: Cast) -> Ledger:
    made = Ledger(cast.town, cast.chen)
    made.case(date(2023, 5, 4), date(2023, 5, 9), "granted.provided", title="低保资金发放明细")
    made.shown(made.item(LAST, title="关于低保名单的公示"), made.channel(), LAST)
    made.decided("charges", LAST, "1.25")
    made.entry(Meeting, LAST, title="政务公开专题会")
    return made


@pytest.fixture
def report(cast: Cast, ledger: Ledger) -> Filing:
    filing = beginning.begin(cast.town.pk, year=2023, scope="own", by=cast.chen, today=TODAY)
    return counting.count(filing.pk, by=cast.chen, today=TODAY, now=NOON)


def records(desk: Desk, report: Filing, name: str, **query: object) -> str:
    return desk.look(desk.cast.chen, "filing_records", report.pk, name=name, **query)


def test_every_cell_of_the_form_leads_to_what_it_counts(desk: Desk, report: Filing) -> None:
    page = unescape(desk.look(desk.cast.chen, "filing_figures", report.pk))
    for name in (CASE, "disclosure.charges.amount", "challenges.reconsideration.total", "disclosed.total"):
        assert f"{desk.address('filing_records', report.pk)}?name={name}" in page
    for words in ("表二", "表三", "表四", "1.25", "政务公开栏", "不知道"):
        assert words in page
    assert "※" not in page


def test_a_cell_shows_its_rule_its_article_and_its_records_without_the_applicant(desk: Desk, report: Filing) -> None:
    page = records(desk, report, CASE)
    for words in (
        "收到日期（条例第三十一条）在统计年度内的申请",
        "第五十条第（二）项",
        "〔2023〕1号",
        "低保资金发放明细",
    ):
        assert words in page
    assert "王秀英" not in page
    assert "共 1 件" in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("disclosed.total", "关于低保名单的公示"),
        ("disclosed.publications", "政务公开栏"),
        ("disclosure.charges.amount", "执法台账"),
        ("supervision.meetings", "政务公开专题会"),
        ("disclosed.increase", "由分项算出来"),
        ("requests.fees", "没有记录，所以是 0"),
    ],
)
def test_records_of_each_kind(desk: Desk, report: Filing, name: str, words: str) -> None:
    assert words in records(desk, report, name)


def test_a_record_leads_to_its_page(desk: Desk, report: Filing) -> None:
    [meeting] = Meeting.objects.all()
    assert desk.address("register_meeting", meeting.pk) in records(desk, report, "supervision.meetings")
    [item] = Item.objects.all()
    assert desk.address("item", item.pk) in records(desk, report, "disclosed.kind.notice")


def test_an_address_that_names_no_figure_leads_to_the_tables(desk: Desk, report: Filing) -> None:
    for name in ("", "nothing", "disclosed.channel.x"):
        answer = desk.client(desk.cast.chen).get(desk.address("filing_records", report.pk), {"name": name})
        assert answer["Location"] == desk.address("filing_figures", report.pk)


def test_what_was_done_since_is_told_until_it_is_counted_again_and_what_that_changed_is_shown(
    desk: Desk, cast: Cast, report: Filing, ledger: Ledger
) -> None:
    assert "台账在统计以后有变化" not in desk.look(cast.chen, "filing_figures", report.pk)
    entry = ledger.entry(Meeting, LAST, title="学习条例")
    journal.record("register.entered", entry, by=cast.chen, on=TODAY)
    assert "台账在统计以后有变化" in desk.look(cast.chen, "filing_figures", report.pk)
    assert "统计时是 1 次，现在台账里是 2 次" in records(desk, report, "supervision.meetings")
    desk.send(cast.chen, "filing_count", report.pk)
    page = desk.look(cast.chen, "filing_figures", report.pk)
    assert "台账在统计以后有变化" not in page
    assert "研究政府信息公开的会议：1次 → 2次" in page


def test_a_count_asked_for_on_an_old_page_is_refused(desk: Desk, report: Filing) -> None:
    answer = desk.send(desk.cast.chen, "filing_count", report.pk, status=409, revision=0)
    assert "有人办过" in answer.content.decode()


def test_an_entered_figure_is_marked_on_every_page_and_its_source_is_told(desk: Desk, report: Filing) -> None:
    chen = desk.cast.chen
    address = f"{desk.address('filing_enter', report.pk)}?name={GRANTED}"
    form = {"value": "2", "source": "县政务中心旧系统", "reason": "旧系统的没有导入", "form": "sent"}
    assert desk.client(chen).post(address, form).status_code == 302
    page = desk.look(chen, "filing_figures", report.pk)
    assert page.count("※</span>") == 1
    assert page.count("＊</span>") == 3  # its row, its column, and the total of both
    assert "县政务中心旧系统" in page
    assert "旧系统的没有导入" in records(desk, report, GRANTED)
    drop = f"{desk.address('filing_entry_drop', report.pk)}?name={GRANTED}"
    assert "县政务中心旧系统" in desk.client(chen).get(drop).content.decode()
    assert desk.client(chen).post(drop, {"form": "sent"}).status_code == 302
    assert "※</span>" not in desk.look(chen, "filing_figures", report.pk)


@pytest.mark.parametrize(
    ("value", "says"), [("", "必填"), ("-1", "大于或等于"), ("1.5", "要填整数"), ("二", "输入一个数字")]
)
def test_what_is_no_number_of_cases_is_told_at_the_field(desk: Desk, report: Filing, value: str, says: str) -> None:
    address = f"{desk.address('filing_enter', report.pk)}?name={GRANTED}"
    answer = desk.client(desk.cast.chen).post(address, {"value": value, "source": "旧系统", "reason": "没有导入"})
    assert answer.status_code in (409, 422)
    assert says in answer.content.decode()


def test_a_sum_leads_back_to_its_parts(desk: Desk, report: Filing) -> None:
    chen = desk.cast.chen
    answer = desk.client(chen).get(desk.address("filing_enter", report.pk), {"name": "requests.new.total"}, follow=True)
    page = answer.content.decode()
    assert "请填报分项的数字，合计会跟着变。" in page
    assert "填报台账以外的数字" not in page
    assert f"name={CASE}" in page


def test_a_fixed_report_lists_what_was_fixed(desk: Desk, cast: Cast, report: Filing, ledger: Ledger) -> None:
    entering.enter(report.pk, GRANTED, value=3, source="旧系统", reason="没有导入", by=cast.chen, today=TODAY)
    version = Version.objects.select_related("filing__agency").get(pk=report.latest_id)
    freezing.freeze(version)
    Version.objects.filter(pk=version.pk).update(state=Version.State.EXAMINING)
    ledger.item(LAST, title="后来补登的公示")
    page = records(desk, report, "disclosed.total")
    assert "关于低保名单的公示" in page
    assert "后来补登的公示" not in page
    assert "提交审查时封存的清单" in page
    assert "1.25" in records(desk, report, "disclosure.charges.amount")
    told = desk.look(cast.chen, "filing_figures", report.pk)
    assert told.count("※</span>") == 1
    assert "重新统计" not in told
    assert "填报台账以外的数字" not in records(desk, report, CASE)


def test_a_report_read_from_a_file_shows_its_cells_and_has_no_records(desk: Desk, cast: Cast) -> None:
    filing = beginning.begin(cast.town.pk, year=2022, scope="own", by=cast.chen, today=TODAY)
    read = Report("清水镇人民政府", 2022, "2021", cells={CASE: Cell(7), GRANTED: Cell(None, State.BLANK)})
    given = {"state": "recorded", "origin": "file", "report": exchange.encode(read).decode()}
    Version.objects.filter(pk=filing.latest_id).update(**given)
    page = desk.look(cast.chen, "filing_figures", filing.pk)
    assert "：</span>7" in page
    assert "正文用到的数字" not in page
    assert "没有记录可以打开" in desk.look(cast.chen, "filing_records", filing.pk, name=CASE)
    old = exchange.encode(Report("清水镇人民政府", 2016, "")).decode()
    Version.objects.filter(pk=filing.latest_id).update(report=old, edition="")
    assert "没有现行格式的三张表" in desk.look(cast.chen, "filing_figures", filing.pk)


def test_a_number_that_a_finding_points_at_is_marked(desk: Desk, report: Filing) -> None:
    def marks() -> int:
        tables, _, _ = desk.look(desk.cast.chen, "filing_figures", report.pk).partition("正文用到的数字")
        return tables.count("！</span>")

    assert marks() == 0
    entering.enter(report.pk, CASE, value=2, source="旧系统", reason="没有导入", by=desk.cast.chen, today=TODAY)
    assert marks() == 8  # 收办平衡 of the column, and of the totals


def test_a_total_names_the_reports_it_adds_to_who_draws_it_up(desk: Desk, cast: Cast) -> None:
    ma = officer("ma", "马丽", (cast.county, Role.HANDLER))
    rows = ("new", "granted", "handled")
    balanced = {f"requests.{row}.{column}": 4 for row in rows for column in ("natural_person", "total")}
    reports.filed(reports.filing(cast.town, cast.chen, 2023), cells=balanced)
    whole = reports.filing(cast.county, ma, 2023, scope="whole")
    counting.count(whole.pk, by=ma, today=TODAY, now=NOON)
    where = reverse("desk:filing_records", args=[cast.county.pk, whole.pk])
    page = desk.client(ma).get(where, {"name": CASE}).content.decode()
    assert "清水镇人民政府" in page
    assert "合计：4 件" in page


def test_who_only_reads_opens_figures_and_changes_none(desk: Desk, report: Filing) -> None:
    feng = desk.cast.feng
    assert "重新统计</button>" not in desk.look(feng, "filing_figures", report.pk)
    assert (
        "填报"
        not in desk.look(feng, "filing_records", report.pk, name=CASE).split("数的是哪些")[0].split("怎样统计")[1]
    )
    desk.look(feng, "filing_enter", report.pk, status=403, name=CASE)
    desk.send(feng, "filing_count", report.pk, status=403)


def test_complaints_are_listed_for_who_may_see_them(desk: Desk, report: Filing, ledger: Ledger) -> None:
    ledger.complaint(LAST)
    assert "〔2023〕1号" in records(desk, report, "requests.complaints")
    page = desk.look(desk.cast.feng, "filing_records", report.pk, name="requests.complaints")
    assert "〔2023〕1号" not in page
    assert "您不能查看" in page


def test_the_supervisor_above_sees_no_figure_of_a_draft(desk: Desk, report: Filing) -> None:
    for name in ("filing_figures", "filing_records"):
        desk.look(desk.cast.he, name, report.pk, status=404, **({} if name == "filing_figures" else {"name": CASE}))


def test_pages_take_as_many_queries_for_many_records_as_for_one(desk: Desk, report: Filing, ledger: Ledger) -> None:
    spent = []
    records(desk, report, CASE)  # the first page of a session asks for more
    for _ in range(2):
        for name in ("disclosed.total", CASE, "supervision.meetings"):
            with CaptureQueriesContext(connection) as captured:
                records(desk, report, name)
            spent.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            desk.look(desk.cast.chen, "filing_figures", report.pk)
        spent.append(len(captured))
        for _ in range(5):
            ledger.item(LAST)
            ledger.case(date(2023, 5, 4), words={"mobile": "13900000002"})
            ledger.entry(Meeting, LAST)
    assert spent[:4] == spent[4:]
    assert max(spent) < 40


def test_fifty_records_a_page(desk: Desk, report: Filing, ledger: Ledger) -> None:
    for _ in range(50):
        ledger.item(LAST)
    page = records(desk, report, "disclosed.total")
    assert "共 51 条，第 1 / 2 页" in page
    assert records(desk, report, "disclosed.total", page=2).count('<th scope="row"') == 1


def test_a_number_of_endless_digits_in_an_address_or_a_form_breaks_no_page(desk: Desk, report: Filing) -> None:
    endless = "9" * 5000
    desk.look(desk.cast.chen, "register_decisions_count", year=endless)
    for name, numbers in (("filing_figures", [report.pk]), ("filing_records", [report.pk]), ("filings", [])):
        desk.client(desk.cast.chen).get(desk.address(name, *numbers), {"version": endless, "page": endless})
    desk.send(desk.cast.chen, "filing_count", report.pk, revision=endless)
