"""问题: in which tier each stands, where it is, and how long a confirmation of it holds."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.filing import findings
from gongkai.filing.actions import confirming, entering, examining
from gongkai.filing.findings import Findings, Found, tiers
from gongkai.filing.findings.tiers import Tier
from gongkai.filing.models import Confirmation, Filing, Passage, Version
from gongkai.report import exchange
from gongkai.report import rules as report_rules
from gongkai.report.report import Finding
from tests.cast import Cast
from tests.filing import published, road
from tests.filing.figures.ledger import Ledger
from tests.filing.reports import DAY, given

NAME = "disclosure.licensing.decisions"


def look(filing: Filing) -> Findings:
    return findings.of(road.latest(filing), on=DAY)


def entered(filing: Filing, cast: Cast, value: int = 7, reason: str = "不在本系统办理") -> Found:
    """A figure entered by hand, as it is found."""
    entering.enter(filing.pk, NAME, value=Decimal(value), source="审批台账", reason=reason, by=cast.chen, today=DAY)
    return next(each for each in look(filing).all if each.finding.rule == "figure_entered")


def confirm(filing: Filing, found: Found, cast: Cast) -> Confirmation:
    return confirming.confirm(filing.pk, found.key, reason="已对照审批台账核对", by=cast.zhou, today=DAY)


@pytest.mark.parametrize(
    ("finding", "tier"),
    [
        (Finding("requests_balance", "error", "不相等"), Tier.MEND),
        (Finding("carried_over", "error", "不相接"), Tier.CONFIRM),
        (Finding("in_force_roll", "warning", "不相接"), Tier.CONFIRM),
        (Finding("results_missing", "warning", "没有写"), Tier.CONFIRM),
        (Finding("blank_cells", "warning", "空白"), Tier.MEND),
        (Finding("requests_balance", "note", "有空白", verdict="cannot_tell"), Tier.CONFIRM),
        (Finding("parts_sum", "note", "不能判断", verdict="cannot_tell"), Tier.NOTE),
        (Finding("signing_date", "note", "没有落款日期"), Tier.MEND),
        (Finding("signing_date", "note", "晚于公布期限", facts={"signed": "2025-04-01"}), Tier.NOTE),
    ],
)
def test_errors_are_mended_warnings_confirmed_and_notes_read(finding: Finding, tier: Tier) -> None:
    assert tiers.rank(finding).tier == tier


def test_a_rule_of_another_tier_than_its_severity_says_why() -> None:
    known = {rule.name for rule in report_rules.RULES}
    assert {*tiers.EXCEPTIONS} <= known
    assert all(ranked.why for ranked in tiers.EXCEPTIONS.values())


def test_a_clean_year_has_nothing_that_must_be_mended(cast: Cast) -> None:
    found = look(road.drafted(cast, settled=False))
    assert found.must_mend == []
    assert found.unconfirmed
    assert not found.is_settled


def test_a_settled_report_may_go_on_and_an_unsettled_one_is_refused_by_name(cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    with pytest.raises(Refused, match=r"0 个问题必须改、4 个问题须确认") as refused:
        look(filing).refuse_unless_settled()
    assert len(refused.value.details) == 4
    assert "须确认：登记簿里没有本年的工作考核" in str(refused.value)
    road.settle(filing, cast.zhou)
    look(filing).refuse_unless_settled()


def test_a_table_that_does_not_add_up_must_be_mended(cast: Cast) -> None:
    filing = road.drafted(cast)
    version = road.latest(filing)
    version.figures["requests.new.natural_person"] = 3
    version.save()
    broken = [each for each in look(filing).must_mend if each.finding.rule == "applicant_sum"]
    assert [each.section for each in broken] == ["requests"]
    with pytest.raises(Refused, match="必须改"):
        look(filing).refuse_unless_settled()


def test_a_confirmation_holds_when_the_report_is_looked_at_again(cast: Cast) -> None:
    filing = road.drafted(cast)
    confirm(filing, entered(filing, cast), cast)
    for _ in range(2):
        [found] = [each for each in look(filing).confirmed if each.finding.rule == "figure_entered"]
        assert found.confirmation is not None
        assert (found.confirmation.by, found.confirmation.on) == (cast.zhou, DAY)
        assert found.confirmation.reason == "已对照审批台账核对"
    assert look(filing).is_settled


def test_a_confirmation_falls_when_the_value_changes_and_is_shown_as_fallen(cast: Cast) -> None:
    filing = road.drafted(cast)
    confirm(filing, entered(filing, cast), cast)
    changed = entered(filing, cast, 8)
    assert changed.confirmation is None
    assert changed.lapsed is not None
    assert changed.lapsed.reason == "已对照审批台账核对"
    assert look(filing).unconfirmed == [changed]


def test_a_confirmation_holds_again_when_the_value_comes_back(cast: Cast) -> None:
    filing = road.drafted(cast)
    confirm(filing, entered(filing, cast), cast)
    entered(filing, cast, 8)
    assert entered(filing, cast, 7).confirmation is not None


def test_two_findings_in_one_place_are_confirmed_one_by_one(cast: Cast) -> None:
    filing = road.drafted(cast)
    Passage.objects.filter(version=filing.latest_id, section="other").update(
        text="未收取信息处理费。{{disclosed.total!5}}条，其中{{disclosed.total!6}}条。"
    )
    five, six = (each for each in look(filing).unconfirmed if each.finding.rule == "number_away")
    assert five.key == six.key
    confirming.confirm(filing.pk, six.key, values=six.values, reason="口径不同，见说明", by=cast.chen, today=DAY)
    [left] = look(filing).unconfirmed
    assert left.finding.facts["written"] == "5"
    assert left.lapsed is None


def test_a_report_handed_in_shows_what_was_found_then(cast: Cast, ledger: Ledger) -> None:
    item = ledger.item(DAY.replace(year=2024), root="", title="没有分类")
    filing = road.handed_to_readers(cast)
    before = look(filing)
    assert before.is_settled
    [kept] = [each for each in before.confirmed if each.finding.rule == "item_without_date"]
    assert [(each.of, each.pk, each.words) for each in kept.records] == [("disclosure.item", item.pk, "没有分类")]
    Item.objects.filter(pk=item.pk).update(root="20.11", formed_on=DAY)
    ledger.item(DAY.replace(year=2024), title="又一条")
    assert look(filing).all == before.all
    examining.take_back(filing.pk, by=cast.chen, today=DAY, reason="补填分类")
    [now] = [each for each in look(filing).all if each.finding.rule == "item_without_date"]
    assert [each.words for each in now.records] == ["又一条"]
    assert now.lapsed is not None


def test_a_report_without_the_day_it_was_signed_does_not_go_on(cast: Cast) -> None:
    filing = given(road.drafted(cast), signed_on=None)
    assert [each.finding.rule for each in look(filing).must_mend] == ["signing_date"]


@pytest.mark.parametrize(
    ("signed", "due"), [(date(2025, 1, 31), None), (date(2025, 2, 1), "2025-01-31"), (date(2025, 4, 8), "2025-01-31")]
)
def test_a_signature_is_late_after_the_day_that_holds_for_this_very_report(
    cast: Cast, signed: date, due: str | None
) -> None:
    filing = given(road.drafted(cast), signed_on=signed)
    found = [each for each in look(filing).all if each.finding.rule == "signing_date"]
    assert [each.finding.facts["due"] for each in found] == ([due] if due else [])


def test_a_confirmation_belongs_to_the_report_and_not_to_one_version(cast: Cast) -> None:
    filing = road.drafted(cast)
    old = road.latest(filing)
    Version.objects.filter(pk=old.pk).update(state="superseded")
    new = Version.objects.create(
        filing=filing, number=2, edition="2021", began_on=DAY, figures=old.figures, counted_at=old.counted_at,
        title=old.title, signature=old.signature, counted_entry=old.counted_entry,
    )  # fmt: skip
    for passage in old.passages.all():
        Passage.objects.create(version=new, section=passage.section, part=passage.part, text=passage.text)
    Filing.objects.filter(pk=filing.pk).update(latest=new)
    assert {each.finding.rule for each in look(filing).confirmed} == {"previous_missing", "results_unrecorded"}


def test_what_stands_beside_a_passage_or_a_cell_is_only_its_own(cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    entered(filing, cast)
    found = look(filing)
    part = findings.beside(found, "overview", "supervision")
    assert {each.finding.rule for each in part} == {"results_unrecorded"}
    assert [each.finding.rule for each in findings.beside(found, cells=[NAME])] == ["figure_entered"]
    assert findings.beside(found, "overview", "requests") == []


def test_words_of_a_rule_are_placed_in_the_passage_that_holds_them(cast: Cast) -> None:
    filing = road.drafted(cast)
    Passage.objects.filter(version=filing.latest_id, section="overview", part="disclosure").update(
        text="按照《政府信息公开工作年度报告格式》（国办发〔2021〕30号），本年主动公开信息200余条。"
    )
    placed = {each.finding.rule: (each.section, each.part) for each in look(filing).all}
    assert placed["inexact_count"] == placed["citation"] == ("overview", "disclosure")


def test_the_text_of_a_neighbour_published_before_is_found_again(cast: Cast) -> None:
    filing = road.drafted(cast)
    words = "持续完善主动公开目录，按季度检查公开栏和网站栏目，对群众反映集中的低保、补贴、土地流转等事项及时公开，" * 3
    Passage.objects.filter(version=filing.latest_id).update(text=words)
    theirs = road.latest(filing)
    neighbour = published.published(cast.other_town, cast.li, files=False)
    told = findings.of(theirs, on=DAY).report
    Version.objects.filter(pk=neighbour.latest_id).update(report=exchange.encode(told).decode())
    [similar] = [each for each in look(filing).all if each.finding.rule == "similar_text"]
    assert similar.tier == Tier.CONFIRM
    quick = findings.of(road.latest(filing), on=DAY, quick=True)
    assert "similar_text" not in [each.finding.rule for each in quick.all]


def test_the_text_of_a_neighbour_that_is_not_published_is_nobodys_business(cast: Cast) -> None:
    filing = road.drafted(cast)
    neighbour = published.published(cast.other_town, cast.li, files=False)
    told = look(filing).report
    Version.objects.filter(pk=neighbour.latest_id).update(report=exchange.encode(told).decode(), state="accepted")
    assert "similar_text" not in [each.finding.rule for each in look(filing).all]


def test_looking_takes_the_same_queries_whatever_is_found(
    cast: Cast, ledger: Ledger, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    filing = road.drafted(cast)
    version = road.latest(filing)
    with django_assert_max_num_queries(60) as before:
        findings.of(version, on=DAY)
    for number in range(9):
        ledger.item(DAY.replace(year=2024), root="")
        ledger.shown(ledger.item(DAY.replace(year=2024)), ledger.channel(f"公开栏{number}"), None, state="planned")
    with django_assert_max_num_queries(len(before.captured_queries)):
        findings.of(version, on=DAY)
