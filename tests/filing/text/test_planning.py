"""What a report promises, and what became of what the last one promised."""

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing.actions import planning
from gongkai.filing.models import Filing, Passage, Plan
from gongkai.journal.models import Entry
from tests.cast import Cast
from tests.filing import reports
from tests.filing.reports import DAY

SOURCE = "2023年度报告第五部分"


def problems(filing: Filing) -> str:
    return Passage.objects.get(version=filing.latest_id, section="problems", part="").text


def test_a_plan_is_of_the_next_year_and_told_in_section_five(town_filing: Filing, cast: Cast) -> None:
    plan = planning.add(town_filing.pk, measure="按月核对栏目更新。", by=cast.chen, today=DAY)
    assert (plan.year, plan.source) == (2025, "2024年度报告")
    assert problems(town_filing) == "2025年的改进安排：按月核对栏目更新。"


def test_without_plans_and_problems_section_five_proposes_nothing(town_filing: Filing) -> None:
    assert problems(town_filing) == ""


def test_last_years_sentences_become_plans_once(town_filing: Filing, cast: Cast) -> None:
    chosen = ["按月核对栏目更新。", "文件与解读同步起草。", "按月核对栏目更新。"]
    first = planning.take_over(town_filing.pk, chosen, source=SOURCE, by=cast.chen, today=DAY)
    assert [(plan.year, plan.measure, plan.source) for plan in first] == [
        (2024, "按月核对栏目更新", SOURCE),
        (2024, "文件与解读同步起草", SOURCE),
    ]
    assert planning.take_over(town_filing.pk, chosen, source=SOURCE, by=cast.chen, today=DAY) == []
    with pytest.raises(Refused, match="没有选句子"):
        planning.take_over(town_filing.pk, [], source=SOURCE, by=cast.chen, today=DAY)


def test_only_what_was_told_of_a_promise_is_told_in_the_report(town_filing: Filing, cast: Cast) -> None:
    one, _ = planning.take_over(
        town_filing.pk, ["按月核对栏目更新", "文件与解读同步起草"], source=SOURCE, by=cast.chen, today=DAY
    )
    assert problems(town_filing) == ""
    planning.tell(town_filing.pk, one.pk, progress="done", done="全年核对12次。", by=cast.chen, today=DAY)
    assert problems(town_filing) == "上一年度报告提出的改进安排：“按月核对栏目更新”已完成，全年核对12次。"
    with pytest.raises(Refused, match="做了什么"):
        planning.tell(town_filing.pk, one.pk, progress="not_done", done=" ", by=cast.chen, today=DAY)


def test_what_is_promised_for_next_year_is_not_told_of_yet(town_filing: Filing, cast: Cast) -> None:
    plan = planning.add(town_filing.pk, measure="按月核对", by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="2025年度的报告里"):
        planning.tell(town_filing.pk, plan.pk, progress="done", done="做了", by=cast.chen, today=DAY)


def test_a_void_plan_is_told_no_more_and_stays_on_record(town_filing: Filing, cast: Cast) -> None:
    plan = planning.add(town_filing.pk, measure="按月核对", by=cast.chen, today=DAY)
    planning.void(town_filing.pk, plan.pk, reason="写错了", by=cast.chen, today=DAY)
    assert problems(town_filing) == ""
    assert Plan.objects.get(pk=plan.pk).void_reason == "写错了"
    with pytest.raises(NotYours):
        planning.void(town_filing.pk, plan.pk, reason="再来", by=cast.chen, today=DAY)


@pytest.mark.parametrize(("length", "is_kept"), [(planning.LONGEST, True), (planning.LONGEST + 1, False)])
def test_a_plan_is_one_sentence(town_filing: Filing, cast: Cast, length: int, is_kept: bool) -> None:
    if is_kept:
        assert planning.add(town_filing.pk, measure="长" * length, by=cast.chen, today=DAY).pk
    else:
        with pytest.raises(Refused, match="最多"):
            planning.add(town_filing.pk, measure="长" * length, by=cast.chen, today=DAY)


def test_who_may_not_draft_plans_nothing(town_filing: Filing, cast: Cast) -> None:
    with pytest.raises(NotYourRole):
        planning.add(town_filing.pk, measure="按月核对", by=cast.zhou, today=DAY)
    with pytest.raises(NotYours):
        planning.add(town_filing.pk, measure="按月核对", by=cast.li, today=DAY)


def test_another_agencys_plan_is_not_to_be_had(town_filing: Filing, cast: Cast) -> None:
    theirs = Plan.objects.create(agency=cast.other_town, year=2024, measure="别家的", source="", on=DAY)
    with pytest.raises(NotYours):
        planning.tell(town_filing.pk, theirs.pk, progress="done", done="做了", by=cast.chen, today=DAY)


def test_a_report_under_examination_takes_no_plans(town_filing: Filing, cast: Cast) -> None:
    reports.given(town_filing, state="examining")
    with pytest.raises(Refused):
        planning.add(town_filing.pk, measure="按月核对", by=cast.chen, today=DAY)


def test_plans_do_not_make_the_ledger_look_changed(town_filing: Filing, cast: Cast) -> None:
    planning.add(town_filing.pk, measure="按月核对", by=cast.chen, today=DAY)
    entry = Entry.objects.filter(act="filing.plan_added").get()
    assert (entry.subject_kind, entry.subject_id) == ("filing.filing", str(town_filing.pk))


def test_a_text_is_offered_sentence_by_sentence_without_numbers_and_headings() -> None:
    words = "改进情况：一是按月核对栏目；二是起草时同步解读。\n（三）加强培训。加强培训：覆盖到村。无。\n加强培训。"
    assert planning.sentences(words) == [
        "按月核对栏目",
        "起草时同步解读。",
        "加强培训。",
        "加强培训：覆盖到村。",
    ]
