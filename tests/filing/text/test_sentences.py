"""What the report proposes to say, from any legal ledger, reads back as the figures say and breaks no rule."""

from datetime import date

import pytest

from gongkai.filing import report_of
from gongkai.filing.text import links, proposing, sentences
from gongkai.filing.text.sentences import Known, tell
from gongkai.report import rules
from gongkai.report.report import Report
from tests.filing.text import ledgers
from tests.filing.text.ledgers import Figures, figures, known

REPEATED = "similar_text"


def report(counted: Figures, year: int = 2024) -> Report:
    version = ledgers.version(year)
    version.title = f"清水镇人民政府{year}年政府信息公开工作年度报告"
    version.preamble = proposing.preamble_for(year, "2021")
    version.signature = "清水镇人民政府"
    version.signed_on = date(year + 1, 1, 15)
    return report_of.made(version, counted, ledgers.passages(tell(known(year), counted)))


def stated(made: Report, kind: str, label: str = "") -> list[object]:
    return [each.value for each in made.statements if each.kind == kind and label in each.label]


def values(counted: Figures, *names: str) -> list[object]:
    """The figures above nought, in this order: as the text tells them."""
    return [counted[name].value for name in names if (counted[name].value or 0) > 0]


@pytest.mark.parametrize("seed", range(40))
def test_the_text_of_any_legal_ledger_breaks_no_rule(seed: int) -> None:
    assert rules.check(report(ledgers.ledger(seed))) == []


@pytest.mark.parametrize("seed", range(40))
def test_the_text_reads_back_as_the_figures_say(seed: int) -> None:
    counted = ledgers.ledger(seed)
    made = report(counted)
    assert stated(made, "disclosed_total") == values(counted, "disclosed.total")
    total = counted["disclosed.total"].value
    read, told = stated(made, "channel"), values(counted, *ledgers.CHANNELS)
    assert [number for number in read if number != total] == [number for number in told if number != total]
    decided = [f"disclosure.{kind}.decisions" for kind in ("licensing", "penalties", "coercion")]
    by_root = [name for name in counted if name in ledgers.ROOTS]
    assert stated(made, "category") == values(counted, *by_root, *decided)
    assert stated(made, "meetings") == values(counted, "supervision.meetings")
    assert stated(made, "trainings") == values(counted, "supervision.trainings_held", "supervision.trainings_attended")
    assert stated(made, "processing_fee") == [counted["requests.fees"].value]
    increase = counted["disclosed.increase"].value
    assert stated(made, "increase_on_last_year") == (
        [increase] if increase and values(counted, "disclosed.total") else []
    )
    for kind in ("normative_documents", "requests_received", "reconsiderations", "lawsuits"):
        for each in made.stated(kind):
            assert each.cell is None or each.value == counted[each.cell].value, each
    assert made.stated("requests_received")[0].value == counted["requests.new.total"].value
    assert made.stated("reconsiderations")[0].value == counted["challenges.reconsideration.total"].value
    in_table = sum(stated(made, "lawsuits"))  # type: ignore[arg-type]
    assert in_table == sum(
        int(counted[f"challenges.{row}.total"].value or 0)
        for row in ("lawsuit_direct", "lawsuit_after_reconsideration")
    )


@pytest.mark.parametrize("seed", range(10))
def test_text_saved_as_it_was_shown_or_backwards_keeps_every_link(seed: int) -> None:
    counted = ledgers.ledger(seed)
    for words in tell(known(), counted).values():
        shown = links.plain(words, counted)
        assert links.linked(words, shown, counted) == words
        backwards = "。".join(reversed(shown.rstrip("。").split("。"))) + "。"
        assert links.names(links.linked(words, backwards, counted)) == links.names(words)


@pytest.mark.parametrize("seed", range(15))
def test_two_years_running_roll_on_and_say_so(seed: int) -> None:
    before = ledgers.ledger(seed)
    after = ledgers.ledger(seed + 1000, before)
    found = rules.check(report(after), previous=report(before, 2023))
    assert [each for each in found if each.rule != REPEATED] == []


def test_a_year_in_which_nothing_happened_says_so_where_it_must() -> None:
    quiet = {name: ledgers.figure(name, 0) for name in ledgers.ledger(1)}
    assert plain(tell(Known(2024, "清水镇人民政府", must_tell_results=True), quiet), quiet) == {
        ("overview", "disclosure"): (
            "2024年没有新增主动公开的政府信息。没有制发行政规范性文件，现行有效行政规范性文件0件。"
        ),
        ("overview", "requests"): (
            "没有收到政府信息公开申请。没有因政府信息公开工作被申请行政复议，没有因政府信息公开工作被提起行政诉讼。"
        ),
        ("overview", "management"): "没有提交公开审查的政府信息。",
        ("overview", "platform"): "到年底没有登记在用的公开渠道。",
        ("overview", "supervision"): "未开展政府信息公开工作考核。未开展政府信息公开社会评议。未发生责任追究情形。",
        ("other", ""): "2024年没有收取信息处理费。",
    }
    assert rules.check(report(quiet)) == []


def test_a_department_says_of_assessment_nothing_unless_there_was_nothing_at_all() -> None:
    quiet = {name: ledgers.figure(name, 0) for name in ledgers.ledger(1)}
    told = tell(Known(2024, "柳河县教育局"), quiet)["overview", "supervision"]
    assert told == "没有召开政府信息公开工作会议，没有组织业务培训和检查，没有考核、社会评议和责任追究。"
    met = quiet | figures(supervision__meetings=1)
    assert plain(tell(Known(2024, "柳河县教育局"), met), met)["overview", "supervision"] == (
        "召开政府信息公开工作会议1次。"
    )


def test_of_what_nobody_counted_nothing_is_said() -> None:
    assert tell(Known(2024, "清水镇人民政府", must_tell_results=True), {}) == {}
    unknown = {name: ledgers.figure(name, None) for name in ledgers.ledger(1)}
    assert tell(Known(2024, "清水镇人民政府", must_tell_results=True), unknown) == {}


def test_fewer_than_last_year_are_told_as_so_many_fewer() -> None:
    counted = figures(disclosed__total=5, disclosed__increase=-3)
    assert plain(tell(known(), counted), counted)["overview", "disclosure"] == (
        "2024年主动公开政府信息5条，较上年减少3条。"
    )
    as_many = figures(disclosed__total=5, disclosed__increase=0)
    assert "条数与上年持平" in tell(known(), as_many)["overview", "disclosure"]


def test_problems_are_numbered_where_there_are_several() -> None:
    assert tell(known(), {})["problems", ""].splitlines() == [
        "存在的主要问题：一是有的栏目更新间隔较长；二是图表解读少。",
        "改进情况：对“有的栏目更新间隔较长”的问题，按月核对，2024年9月1日已经整改完成。",
        "上一年度报告提出的改进安排：“按月核对栏目更新”已完成，全年核对到位。",
        "2025年的改进安排：一是文件与解读同步起草；二是加强村级公开指导。",
    ]


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一")])
def test_counting_in_chinese(number: int, words: str) -> None:
    assert sentences.ordinal(number) == words


def plain(told: dict[tuple[str, str], str], counted: Figures) -> dict[tuple[str, str], str]:
    return {place: links.plain(words, counted) for place, words in told.items()}
