from datetime import date

import pytest

from gongkai.report.rules import verdicts
from tests.report.rules import sound


def found(report):
    return sound.found(report, "report_year")


def test_a_title_of_another_year_is_an_error():
    right = sound.report(year=2023)
    [finding] = found(sound.but(right, title=right.title.replace("2023", "2022")))
    assert (finding.severity, finding.place, finding.facts) == ("error", "标题", {"found": 2022, "year": 2023})


def test_a_title_without_a_year_and_a_report_without_a_period_are_noted():
    bare = sound.but(sound.report(), title="白石镇政府信息公开工作年度报告", period=None)
    assert {(finding.severity, finding.place) for finding in found(bare)} == {
        ("note", "标题"),
        ("note", "标题下的说明"),
    }


@pytest.mark.parametrize(
    ("period", "severity"),
    [
        ((date(2022, 1, 1), date(2022, 12, 31)), "error"),
        ((date(2023, 1, 1), date(2023, 11, 30)), "warning"),
        ((date(2022, 12, 1), date(2023, 12, 31)), "warning"),
    ],
)
def test_a_period_that_is_not_the_year_is_found(period, severity):
    [finding] = found(sound.but(sound.report(year=2023), period=period))
    assert (finding.severity, finding.place) == (severity, "统计期")


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("problems", "在2023年的工作中，我镇将更加重视信息公开。"),
        ("problems", "改进情况：一是补认识。在2023年的工作中，我镇将把学习列入计划。"),
        ("problems", "2023年，我镇将进一步深化认识。"),
        ("problems", "2022年，我镇将继续加强培训。"),
        ("overview", "2023年，我镇按照省市县2022年政务公开工作要点的安排开展工作。"),
        ("overview", "2023年，我镇落实《2022年全市政务公开工作要点》。"),
        ("other", "2022年，本机关未收取信息处理费。"),
        ("problems", "2022年，我镇取得了一定成效，但仍有不足。"),
    ],
)
def test_a_sentence_left_from_another_year_is_found(section, text):
    [finding] = found(sound.saying(sound.report(year=2023), section, text))
    assert finding.severity == "warning"
    assert finding.quote.strip("…") in text


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("problems", "2024年，我镇将进一步深化认识。"),
        ("problems", "2023年，我镇将政务公开纳入考核，取得了成效。"),
        ("problems", "2023年，针对2022年存在的问题，我镇逐项整改。"),
        ("problems", "下一步，按照2024年政务公开工作要点抓好落实。"),
        ("overview", "2023年，我镇深入学习贯彻党的二十大精神，与2022年相比增加12条。"),
        ("overview", "2022年以来，我镇持续公开财政信息。"),
        ("overview", "2022年印发的《公开办法》（柳政办发〔2022〕8号）继续有效。2023年修订一次。"),
        ("overview", "2023年，我镇落实《2023年全县政务公开工作要点》（柳政办发〔2023〕24号）。"),
        ("overview", "截至2023年12月31日，没有收到申请。"),
        ("other", "2023年没有收取信息处理费。上年报告的数不变。"),
    ],
)
def test_a_year_in_its_place_is_left_alone(section, text):
    assert not found(sound.saying(sound.report(year=2023), section, text))


def test_an_older_year_told_as_history_is_at_most_noted():
    text = "2023年工作平稳。2021年我镇成为试点。"
    assert {finding.severity for finding in found(sound.saying(sound.report(year=2023), "overview", text))} <= {"note"}


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("微信公众号数据统计截至6月底。", [6]),
        ("截至11月30日，全镇主动公开信息412条。", [11]),
        ("截至2023年12月31日，全镇主动公开信息412条。", []),
        ("截至12月底，公开412条。", []),
        ("截至2024年1月底，公开412条。", []),
        ("截至6月底，专栏改版完成。", []),
    ],
)
def test_figures_that_stop_before_the_year_does_are_found(text, months):
    report = sound.saying(sound.report(year=2023), "overview", text)
    assert [finding.facts["month"] for finding in found(report)] == months


def test_a_preamble_that_announces_another_report_is_found():
    report = sound.but(sound.report(year=2023), preamble="现公布2022年政府信息公开工作年度报告。")
    [finding] = found(report)
    assert finding.facts["found"] == 2022


def test_without_a_year_no_one_can_tell():
    assert verdicts(sound.but(sound.report(), year=None))["report_year"] == "cannot_tell"


@pytest.mark.parametrize("garbled", ["2022年45日", "20228月", "2022年13月", "2022年4月31日", "2022年5月42日"])
def test_what_is_no_date_is_found(garbled):
    report = sound.telling(sound.report(), "management", f"{garbled}印发目录。")
    assert [f.quote for f in sound.found(report, "report_year") if "不成日期" in f.message] == [garbled]


@pytest.mark.parametrize("date", ["2022年4月5日", "2022年12月31日", "2022年，5日内", "2022年度", "文号20221025月报"])
def test_dates_and_what_is_like_them_are_left_alone(date):
    report = sound.telling(sound.report(), "management", f"{date}印发目录。")
    assert not [f for f in sound.found(report, "report_year") if "不成日期" in f.message]


def test_tasks_of_another_year_are_known_by_the_name_of_the_county():
    year = sound.report().year
    report = sound.telling(sound.report(), "management", f"按照《{year - 1}年柳河县政务公开工作要点》推进。")
    assert [f.severity for f in sound.found(report, "report_year")] == ["warning"]


def test_a_report_of_no_year_is_said_to_be_one():
    report = sound.but(sound.report(), year=None, title="柳河县白石镇人民政府政府信息公开工作年度报告", period=None)
    [finding] = sound.found(report, "report_year")
    assert (finding.severity, finding.verdict) == ("warning", "cannot_tell")
