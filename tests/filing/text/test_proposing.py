"""What the records of a year let the report say."""

from datetime import date
from decimal import Decimal

from gongkai.disclosure.models import Channel
from gongkai.filing import figures, text
from gongkai.filing.models import Entered, Filing
from gongkai.filing.text import proposing
from gongkai.supervision.models import Appraisal, Assessment, Problem
from tests.cast import Cast
from tests.filing.reports import DAY
from tests.filing.text import ledgers
from tests.filing.text.conftest import latest


def proposed(filing: Filing, **counted: int) -> dict[tuple[str, str], str]:
    known = ledgers.figures(**counted)
    told = text.propose(latest(filing), known)
    return {place: text.plain(words, known) for place, words in told.items()}


def problem(cast: Cast, title: str, **fields: object) -> Problem:
    held: dict[str, object] = {"agency": cast.town, "on": date(2024, 6, 1), "entered_on": DAY}
    return Problem.objects.create(title=title, **(held | fields))


def test_every_passage_of_the_form_has_a_place_though_nothing_is_said(town_filing: Filing) -> None:
    told = proposed(town_filing)
    assert list(told)[:3] == [("overview", ""), ("overview", "disclosure"), ("overview", "requests")]
    assert len(told) == 11
    assert told["overview", "platform"] == ""


def test_channels_go_by_their_names(town_filing: Filing, cast: Cast) -> None:
    board = Channel.objects.create(agency=cast.town, kind="bulletin_board", name="镇政务公开栏。{{x}}")
    known = {f"disclosed.channel.{board.pk}": ledgers.figure(f"disclosed.channel.{board.pk}", 4)}
    [words] = filter(None, text.propose(latest(town_filing), known).values())
    assert text.plain(words, known).endswith("每个渠道计一次：镇政务公开栏。｛｛x}}4条次。")


def test_results_are_told_in_their_own_words(town_filing: Filing, cast: Cast) -> None:
    held = {"agency": cast.town, "year": 2024, "on": DAY, "entered_on": DAY}
    Assessment.objects.create(
        **held, title="政务公开考核", assessor="县政府办公室", score=Decimal("92.50"), grade="优秀"
    )
    Assessment.objects.create(**{**held, "void_reason": "登记错了"}, title="作废的考核")
    Appraisal.objects.create(**held, title="群众评议", satisfaction=Decimal("96.3"))
    told = proposed(town_filing, supervision__assessments=1, supervision__appraisals=1)
    assert told["overview", "supervision"] == (
        "接受政府信息公开工作考核1次，县政府办公室组织的“政务公开考核”，得分92.5分，考核结果为优秀。"
        "开展政府信息公开社会评议1次，问卷调查“群众评议”，满意率96.3%。"
    )


def test_problems_are_told_with_what_was_done_about_them(town_filing: Filing, cast: Cast) -> None:
    problem(cast, "栏目更新慢", measure="按月核对", mended_on=date(2024, 9, 1))
    problem(cast, "解读少", due_on=date(2025, 3, 1))
    problem(cast, "去年的问题", on=date(2023, 12, 31))
    problem(cast, "登记错的问题", void_reason="重复")
    assert proposed(town_filing)["problems", ""].splitlines() == [
        "存在的主要问题：一是栏目更新慢；二是解读少。",
        "改进情况：一是对“栏目更新慢”的问题，按月核对，2024年9月1日已经整改完成；"
        "二是对“解读少”的问题，尚在整改，期限为2025年3月1日。",
    ]


def test_figures_from_elsewhere_are_told_with_their_source(town_filing: Filing, cast: Cast) -> None:
    version = latest(town_filing)
    for name in ("disclosure.licensing.decisions", "disclosure.penalties.decisions"):
        Entered.objects.create(
            version=version, name=name, value=7, source="县审批局年报。", reason="没有台账", by=cast.chen, on=DAY
        )
    known = figures.of_version(version)
    told = text.propose(version, known)["other", ""]
    label = known["disclosure.licensing.decisions"].label
    assert told == (
        "2024年没有收取信息处理费。"
        f"数据来源说明：{label}、{known['disclosure.penalties.decisions'].label}取自县审批局年报。"
    )


def test_proposing_asks_the_same_few_questions_whatever_there_is(
    town_filing: Filing, cast: Cast, django_assert_num_queries: object
) -> None:
    version = latest(town_filing)
    known = figures.of_version(version)
    for number in range(5):
        problem(cast, f"问题{number}")
        channel = Channel.objects.create(agency=cast.town, kind="other", name=f"渠道{number}")
        known[f"disclosed.channel.{channel.pk}"] = ledgers.figure(f"disclosed.channel.{channel.pk}", 1)
    with django_assert_num_queries(5):  # type: ignore[operator]
        text.propose(version, known)


def test_the_preamble_names_the_regulation_the_form_and_the_period() -> None:
    assert proposing.preamble_for(2024, "2021") == (
        "本报告根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》"
        "（国办公开办函〔2021〕30号）编制。统计期限为2024年1月1日至2024年12月31日。"
    )
