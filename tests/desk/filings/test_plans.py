"""Plans on the desk: told of, taken from last year's report, added for the next."""

import re

from gongkai.filing import report_of
from gongkai.filing.actions import planning, writing
from gongkai.filing.models import Filing, Plan
from gongkai.report import exchange
from tests.cast import Cast
from tests.desk.desk import Desk
from tests.filing import reports, road
from tests.filing.reports import DAY


def with_last_year(cast: Cast) -> Filing:
    """This year's report, and last year's published with two sentences of plans."""
    before = reports.filing(cast.town, cast.chen, 2023)
    words = "存在的主要问题：栏目更新慢。\n改进情况：一是2024年按月核对栏目更新；二是文件与解读同步起草。"
    writing.write(before.pk, {("problems", ""): words}, by=cast.chen, today=DAY)
    report = report_of.report_of(road.latest(before))
    reports.given(before, state="published", report=exchange.encode(report).decode())
    return reports.filing(cast.town, cast.chen, 2024)


def test_last_years_sentences_are_offered_and_taken(desk: Desk, cast: Cast) -> None:
    filing = with_last_year(cast)
    page = desk.look(cast.chen, "filing_plans_take_over", filing.pk)
    offered = re.findall(r'<input type="checkbox" name="sentences" value="(\d+)"', page)
    assert len(offered) == 3
    desk.send(cast.chen, "filing_plans_take_over", filing.pk, sentences=["1", "2"], revision=filing.revision)
    assert list(Plan.objects.values_list("year", "measure", "source")) == [
        (2024, "2024年按月核对栏目更新", "2023年度报告第五部分"),
        (2024, "文件与解读同步起草", "2023年度报告第五部分"),
    ]
    assert "还没有写落实情况" in desk.look(cast.chen, "filing_plans", filing.pk)


def test_what_became_of_a_plan_is_told_and_stands_in_the_text(desk: Desk, cast: Cast) -> None:
    filing = road.drafted(cast, told=False, settled=False)
    [plan] = planning.take_over(filing.pk, ["按月核对栏目更新"], source="上年报告", by=cast.chen, today=DAY)
    desk.send(cast.chen, "filing_plan_tell", filing.pk, plan.pk, status=422, progress="done", done="")
    desk.send(cast.chen, "filing_plan_tell", filing.pk, plan.pk, progress="done", done="核对了12次")
    page = desk.look(cast.chen, "filing_text", filing.pk)
    assert "“按月核对栏目更新”已完成，核对了12次。" in page


def test_a_plan_is_added_and_made_void(desk: Desk, cast: Cast) -> None:
    filing = reports.filing(cast.town, cast.chen)
    desk.send(cast.chen, "filing_plan_add", filing.pk, measure="按月核对栏目更新", problem="更新慢")
    plan = Plan.objects.get()
    assert "针对：更新慢" in desk.look(cast.chen, "filing_plans", filing.pk)
    desk.send(cast.chen, "filing_plan_void", filing.pk, plan.pk, reason="写错了")
    assert "按月核对栏目更新" not in desk.look(cast.chen, "filing_plans", filing.pk)


def test_without_a_report_of_last_year_nothing_is_offered(desk: Desk, cast: Cast) -> None:
    filing = reports.filing(cast.town, cast.chen)
    assert "没有2023年度的报告" in desk.look(cast.chen, "filing_plans", filing.pk)
    desk.send(cast.chen, "filing_plans_take_over", filing.pk, status=422, sentences=["0"])


def test_who_only_reads_sees_plans_and_no_buttons(desk: Desk, cast: Cast) -> None:
    filing = reports.filing(cast.town, cast.chen)
    planning.add(filing.pk, measure="按月核对栏目更新", by=cast.chen, today=DAY)
    page = desk.look(cast.feng, "filing_plans", filing.pk)
    assert "按月核对栏目更新" in page
    assert "添加改进安排" not in page


def test_plans_are_the_agencys_own_business_until_the_report_says_them(desk: Desk, cast: Cast) -> None:
    filing = reports.given(reports.filing(cast.town, cast.chen), state="returned", submitted_on=DAY)
    planning.add(filing.pk, measure="撤并两个栏目", by=cast.chen, today=DAY)
    for name in ("filing_plans", "filing_text"):
        assert "撤并两个栏目" in desk.look(cast.feng, name, filing.pk)
        assert "撤并两个栏目" not in desk.look(cast.he, name, filing.pk)
