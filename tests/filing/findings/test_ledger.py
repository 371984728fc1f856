"""台账检查: a fault planted in the ledger is found, and what is in order is left alone."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from gongkai.agency.models import Agency, Appointment
from gongkai.agency.roles import Role
from gongkai.filing import findings
from gongkai.filing.actions import beginning, entering, marking
from gongkai.filing.findings import Found
from gongkai.filing.findings.ledger import RULES
from gongkai.filing.findings.tiers import Tier
from gongkai.filing.models import Filing, Mark, Passage, Plan, Version
from gongkai.journal import recording as journal
from gongkai.law.statutes import STATUTES
from gongkai.report import rules as report_rules
from gongkai.request.models import InfoRequest
from gongkai.supervision.models import Accountability, Appraisal, Assessment, Problem
from tests.cast import SINCE, Cast
from tests.filing import published, road
from tests.filing.figures.ledger import AFTER, BEFORE, FIRST, LAST, Ledger
from tests.filing.reports import DAY, given

SPRING = date(2024, 3, 5)


def found_in(filing: Filing, rule: str, on: date = DAY) -> list[Found]:
    return [each for each in findings.of(road.latest(filing), on=on).all if each.finding.rule == rule]


def found(cast: Cast, rule: str, on: date = DAY) -> list[Found]:
    """What a rule finds in the town's report of 2024, drawn up now."""
    return found_in(road.drafted(cast, settled=False), rule, on)


def test_the_rules_have_names_of_their_own_and_cite_statutes_of_the_register() -> None:
    names = [rule.name for rule in (*RULES, *report_rules.RULES)]
    assert len(names) == len({*names})
    titles = tuple(f"《{statute.title}》" for statute in STATUTES)
    for rule in RULES:
        assert rule.cites
        assert all(citation.startswith(titles) for citation in rule.cites), rule.name


def test_what_a_channel_was_to_show_and_nobody_recorded_is_found(cast: Cast, ledger: Ledger) -> None:
    channel = ledger.channel("村务公开栏")
    ledger.shown(ledger.item(SPRING), channel, None, state="planned")
    ledger.shown(ledger.item(AFTER), channel, None, state="planned")
    ledger.shown(ledger.item(SPRING), channel, SPRING)
    [one] = found(cast, "uncounted_channel")
    assert one.finding.message.startswith("渠道“村务公开栏”有1条待登记")
    assert (one.tier, one.section, one.part) == (Tier.CONFIRM, "overview", "platform")
    assert [(each.of, each.pk) for each in one.records] == [("disclosure.channel", channel.pk)]


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "is_found"),
    [
        (SPRING, None, False),
        (date(2024, 3, 6), None, True),
        (None, SPRING, False),
        (None, date(2024, 3, 4), True),
        (None, None, False),
    ],
)
def test_a_day_on_which_the_channel_was_not_open_is_found(
    cast: Cast, ledger: Ledger, opened_on: date | None, closed_on: date | None, is_found: bool
) -> None:
    ledger.shown(ledger.item(SPRING), ledger.channel(opened_on=opened_on, closed_on=closed_on), SPRING)
    messages = [each.finding.message for each in found(cast, "uncounted_channel")]
    assert [message[:11] for message in messages] == (["渠道“政务公开栏”有1"] if is_found else [])


def test_a_channel_that_showed_nothing_all_the_year_is_found_once_for_all(cast: Cast, ledger: Ledger) -> None:
    used = ledger.channel("用过的")
    ledger.shown(ledger.item(SPRING), used, LAST)
    last_year = ledger.channel("只在上年用过")
    ledger.shown(ledger.item(BEFORE), last_year, BEFORE)
    ledger.channel("年中才开", opened_on=date(2024, 1, 2))
    ledger.channel("年初就开", opened_on=FIRST)
    ledger.channel("年末停了", closed_on=LAST)
    ledger.channel("查阅点", kind="reading_point")
    ledger.shown(ledger.item(SPRING), ledger.channel("待登记"), None, state="planned")
    [one] = found(cast, "idle_channel")
    assert [each.words for each in one.records] == ["只在上年用过", "年初就开"]


def test_an_item_without_its_day_or_its_category_is_found(cast: Cast, ledger: Ledger, other: Ledger) -> None:
    ledger.item(SPRING, formed_on=SPRING)
    ledger.item(SPRING, formed_on=SPRING, state="discarded", root="")
    ledger.item(AFTER, root="")
    other.item(SPRING, root="")
    undated = ledger.item(FIRST, title="没有日期")
    rootless = ledger.item(LAST, title="没有分类", formed_on=SPRING, root="")
    [one] = found(cast, "item_without_date")
    assert [each.pk for each in one.records] == [undated.pk, rootless.pk]
    assert "有2条" in one.finding.message
    assert "“没有日期”、“没有分类”" in one.finding.message


def test_of_many_items_the_first_are_listed_and_all_are_counted(cast: Cast, ledger: Ledger) -> None:
    for _ in range(22):
        ledger.item(SPRING)
    [one] = found(cast, "item_without_date")
    assert one.finding.facts["count"] == 22
    assert len(one.records) == 20


@pytest.mark.parametrize(
    ("due_on", "replied_on", "is_found"),
    [
        (LAST, None, True),
        (LAST, AFTER, True),
        (LAST, LAST, False),
        (AFTER, AFTER, False),
        (date(2025, 1, 7), None, True),
        (DAY, None, False),
    ],
)
def test_a_request_past_its_day_at_the_end_of_the_year_or_now_is_found(
    cast: Cast, ledger: Ledger, due_on: date, replied_on: date | None, is_found: bool
) -> None:
    case = ledger.case(date(2024, 12, 2), replied_on)
    InfoRequest.objects.filter(pk=case.pk).update(due_on=due_on)
    assert [each.records[0].pk for each in found(cast, "case_past_due")] == ([case.pk] if is_found else [])


def test_a_void_request_is_never_late(cast: Cast, ledger: Ledger) -> None:
    case = ledger.case(date(2024, 3, 5))
    InfoRequest.objects.filter(pk=case.pk).update(due_on=date(2024, 4, 3), state="void")
    assert found(cast, "case_past_due") == []


@pytest.mark.parametrize(
    ("state", "replied_on", "is_found"),
    [("replied", LAST, True), ("replied", AFTER, False), ("delivered", LAST, False)],
)
def test_a_reply_counted_in_the_year_and_not_delivered_is_found(
    cast: Cast, ledger: Ledger, state: str, replied_on: date, is_found: bool
) -> None:
    case = ledger.case(date(2024, 12, 2), replied_on, "granted")
    InfoRequest.objects.filter(pk=case.pk).update(state=state)
    assert bool(found(cast, "undelivered_reply")) == is_found


def test_a_document_that_is_not_on_the_register_is_found(cast: Cast, ledger: Ledger) -> None:
    kind = {"kind": "normative_document", "root": "20.1"}
    registered = ledger.item(SPRING, title="已登记", **kind)
    ledger.document(SPRING, item=registered)
    struck = ledger.item(SPRING, title="登记作废", **kind)
    ledger.document(SPRING, item=struck, void_reason="登记错了")
    ledger.item(SPRING, title="县里的文件", origin="from_agency", **kind)
    [one] = found(cast, "unregistered_document")
    assert [each.words for each in one.records] == ["登记作废"]
    assert one.section == "disclosure"


def test_decisions_that_were_disclosed_and_not_registered_are_found(cast: Cast, ledger: Ledger) -> None:
    ledger.item(SPRING, kind="decision", root="20.6")
    ledger.item(SPRING, kind="decision", root="20.5")
    ledger.decided("licensing", SPRING, "3")
    [one] = found(cast, "decisions_missing")
    assert one.finding.cells == ("disclosure.penalties.decisions", "disclosure.coercion.decisions")
    assert one.finding.facts["count"] == 1


def test_decisions_that_were_registered_are_in_order(cast: Cast, ledger: Ledger) -> None:
    ledger.item(SPRING, kind="decision", root="20.6")
    ledger.decided("coercion", SPRING, "1")
    assert found(cast, "decisions_missing") == []


def test_each_entered_figure_has_to_be_confirmed(cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    name = "disclosure.licensing.decisions"
    entering.enter(
        filing.pk, name, value=Decimal(7), source="审批台账", reason="不在本系统办理", by=cast.chen, today=DAY
    )
    [one] = found_in(filing, "figure_entered")
    assert (one.tier, one.section, one.finding.cells) == (Tier.CONFIRM, "disclosure", (name,))
    assert "填报为7件" in one.finding.message
    assert "来源：审批台账；理由：不在本系统办理" in one.finding.message


def test_a_number_written_away_from_its_figure_has_to_be_confirmed(cast: Cast, ledger: Ledger) -> None:
    ledger.item(SPRING)
    filing = road.drafted(cast, settled=False)
    passage = Passage.objects.get(version=filing.latest_id, section="overview", part="disclosure")
    Passage.objects.filter(pk=passage.pk).update(text="本年主动公开信息{{disclosed.total!12}}条。")
    [one] = found_in(filing, "number_away")
    assert (one.tier, one.section, one.part) == (Tier.CONFIRM, "overview", "disclosure")
    assert one.finding.facts == {"name": "disclosed.total", "written": "12", "counted": "1"}
    Passage.objects.filter(pk=passage.pk).update(text="本年主动公开信息{{disclosed.total}}条。")
    assert found_in(filing, "number_away") == []


def test_a_part_without_words_must_be_mended(cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    assert found_in(filing, "words_missing") == []
    Passage.objects.filter(version=filing.latest_id, section="problems").update(text="")
    [one] = found_in(filing, "words_missing")
    assert (one.tier, one.section, one.part) == (Tier.MEND, "problems", "")
    road.tell_problems(filing, cast.chen)
    Passage.objects.filter(version=filing.latest_id, part="platform").update(text=" \n")
    [one] = found_in(filing, "words_missing")
    assert (one.section, one.part) == ("overview", "platform")


@pytest.mark.parametrize(
    ("words", "is_found"), [("没有", True), ("无。", True), ("本年没有其他需要报告的事项。", False)]
)
def test_a_part_that_only_says_none_does_not_say_of_what(cast: Cast, words: str, is_found: bool) -> None:
    filing = road.drafted(cast, settled=False)
    Passage.objects.filter(version=filing.latest_id, section="other").update(text=words)
    found = [each.finding for each in found_in(filing, "words_missing") if each.section == "other"]
    assert [each.quote for each in found] == ([words] if is_found else [])


def test_a_number_that_nobody_knows_must_be_mended(cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    Passage.objects.filter(version=filing.latest_id, section="other").update(text="共{{disclosed.channel.0}}条。")
    [one] = found_in(filing, "number_away")
    assert one.tier == Tier.MEND
    assert "“〔待填〕”" in one.finding.message


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("走访群众36户，发放资料200份。", ["200份"]),
        ("召开会议{{supervision.meetings}}次，参加20余人次。", ["20余人次"]),
        ("依据国办公开办函〔2021〕30号，2024年3月5日印发。", []),
        ("收到申请{{requests.new.total!3}}件。", []),
    ],
)
def test_a_count_that_no_figure_stands_behind_is_noted(cast: Cast, words: str, numbers: list[str]) -> None:
    filing = road.drafted(cast, settled=False)
    Passage.objects.filter(version=filing.latest_id).update(text="")
    Passage.objects.filter(version=filing.latest_id, section="other").update(text=words)
    noted = found_in(filing, "number_unlinked")
    assert [each.finding.facts["numbers"] for each in noted] == ([numbers] if numbers else [])
    assert all(each.tier == Tier.NOTE for each in noted)


def test_figures_that_the_ledger_gives_differently_now_must_be_counted_again(cast: Cast, ledger: Ledger) -> None:
    filing = road.drafted(cast, settled=False)
    item = ledger.item(SPRING, formed_on=SPRING)
    assert found_in(filing, "figures_stale") == []  # nothing was journalled: nothing happened
    journal.record("item.released", item, by=cast.chen, on=DAY)
    [one] = found_in(filing, "figures_stale")
    assert one.tier == Tier.MEND
    assert "主动公开" in one.finding.message
    quick = findings.of(road.latest(filing), on=DAY, quick=True)
    assert "figures_stale" not in [each.finding.rule for each in quick.all]


def test_an_act_that_changes_no_figure_leaves_the_count_as_it_is(cast: Cast, ledger: Ledger) -> None:
    filing = road.drafted(cast, settled=False)
    journal.record("item.saved", ledger.item(None, state="draft"), by=cast.chen, on=DAY)
    assert found_in(filing, "figures_stale") == []


@pytest.mark.parametrize(
    ("counted_at", "is_found"),
    [
        (None, True),
        (datetime(2024, 12, 31, 15, 59, tzinfo=UTC), True),
        (datetime(2024, 12, 31, 16, 1, tzinfo=UTC), False),
    ],
)
def test_figures_are_counted_once_the_year_is_over_in_beijing(
    cast: Cast, counted_at: datetime | None, is_found: bool
) -> None:
    filing = given(road.drafted(cast, settled=False), counted_at=counted_at)
    assert bool(found_in(filing, "figures_stale")) == is_found


@pytest.mark.parametrize(("progress", "is_found"), [("", True), ("not_done", False), ("done", False)])
def test_what_last_year_promised_has_to_be_told_of(cast: Cast, progress: str, is_found: bool) -> None:
    plan = {"agency": cast.town, "measure": "每季度检查一次", "source": "2023年度报告", "by": cast.chen, "on": DAY}
    Plan.objects.create(year=2024, progress=progress, **plan)
    Plan.objects.create(year=2025, **plan)
    Plan.objects.create(year=2024, void_reason="重复", **plan)
    untold = found(cast, "plan_untold")
    assert [each.tier for each in untold] == ([Tier.MEND] if is_found else [])


@pytest.mark.parametrize(
    ("due_on", "mended_on", "is_found"),
    [
        (LAST, None, True),
        (LAST, AFTER, True),
        (LAST, LAST, False),
        (AFTER, None, False),
        (BEFORE, None, False),
        (None, None, False),
    ],
)
def test_a_problem_past_its_day_for_mending_has_to_be_confirmed(
    cast: Cast, ledger: Ledger, due_on: date | None, mended_on: date | None, is_found: bool
) -> None:
    ledger.entry(Problem, SPRING, title="栏目空白", due_on=due_on, mended_on=mended_on)
    assert bool(found(cast, "problem_unmended")) == is_found


def test_what_a_government_must_report_and_nobody_recorded_is_confirmed_as_nil(cast: Cast, ledger: Ledger) -> None:
    results = found(cast, "results_unrecorded")
    assert [each.finding.facts["result"] for each in results] == ["工作考核", "社会评议", "责任追究"]
    assert {each.tier for each in results} == {Tier.CONFIRM}


def test_results_that_were_recorded_need_no_confirmation(cast: Cast, ledger: Ledger) -> None:
    ledger.entry(Assessment, SPRING, year=2024)
    ledger.entry(Appraisal, SPRING, year=2024)
    ledger.entry(Accountability, SPRING)
    assert found(cast, "results_unrecorded") == []


def test_a_department_need_not_report_results(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.town.pk).update(kind="department")
    assert found(cast, "results_unrecorded") == []


@pytest.mark.parametrize(("opened_on", "is_found"), [(None, True), (BEFORE, True), (FIRST, False)])
def test_without_last_years_report_nothing_is_held_against_it(
    cast: Cast, opened_on: date | None, is_found: bool
) -> None:
    Agency.objects.filter(pk=cast.town.pk).update(opened_on=opened_on)
    assert bool(found(cast, "previous_missing")) == is_found


def test_with_last_years_report_it_is(cast: Cast) -> None:
    published.published(cast.town, cast.chen, 2023, files=False)
    filing = road.drafted(cast, settled=False)
    assert found_in(filing, "previous_missing") == []
    [carried] = found_in(filing, "carried_over")
    assert carried.tier == Tier.CONFIRM
    assert carried.why


def test_a_mark_that_was_returned_has_to_be_answered(cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    where: dict[str, Any] = {"version": filing.latest, "by": cast.zhou, "on": DAY, "says": "与上年相同，请改写"}
    Mark.objects.create(section="problems", **where)
    mark = Mark.objects.create(section="overview", part="disclosure", is_sent=True, **where)
    [one] = found_in(filing, "mark_unanswered")
    assert (one.tier, one.section, one.part) == (Tier.MEND, "overview", "disclosure")
    assert "周明的批注" in one.finding.message
    marking.answer(mark.pk, answer="已经改写", by=cast.chen, today=DAY)
    assert found_in(filing, "mark_unanswered") == []


def test_a_total_names_those_below_that_it_does_not_count(cast: Cast) -> None:
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.HANDLER, from_on=SINCE)
    whole = beginning.begin(cast.county.pk, year=2024, scope="whole", by=cast.he, today=DAY, now=road.NOW)
    [missing] = found_in(whole, "unfiled_below")
    assert missing.tier == Tier.CONFIRM
    assert {"清水镇人民政府", "石桥乡人民政府"} <= {each.words for each in missing.records}
    rules = {each.finding.rule for each in findings.of(road.latest(whole), on=DAY).all}
    assert "results_unrecorded" not in rules


def test_nothing_of_the_ledger_is_looked_at_once_the_report_was_published(cast: Cast, ledger: Ledger) -> None:
    filing = published.published(cast.town, cast.chen, files=False)
    ledger.item(SPRING, root="")
    names = {rule.name for rule in RULES}
    assert not names & {each.finding.rule for each in findings.of(road.latest(filing), on=DAY).all}
    Version.objects.filter(pk=filing.latest_id).update(state="drafting", counted_at=road.NOW)
    assert names & {each.finding.rule for each in findings.of(road.latest(filing), on=DAY).all}
