import pytest

from gongkai.report.rules import verdicts
from tests.report.rules import sound


def found(text: str, year: int = 2023):
    return sound.found(sound.saying(sound.report(year=year), "other", text), "fee_missing")


@pytest.mark.parametrize("text", ["无。", "无其他需要报告的事项。", "一是将持续加强日常技术指导。"])
def test_a_section_that_says_nothing_of_the_fee_is_found(text):
    [finding] = found(text)
    assert finding.severity == "warning"
    assert "未收取信息处理费" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "2023年未收取信息处理费。",
        "全年收取政府信息公开信息处理费380元。",
        "本年度没有发生依申请提供政府信息收费的情况。",
    ],
)
def test_a_fee_or_none_reported_is_enough(text):
    assert not found(text)


def test_a_fee_reported_elsewhere_is_enough():
    report = sound.saying(sound.report(), "other", "无。")
    assert not sound.found(sound.telling(report, "requests", "未收取信息处理费。"), "fee_missing")


@pytest.mark.parametrize(("year", "verdict"), [(2020, "cannot_tell"), (2021, "fault")])
def test_the_fee_is_asked_for_since_2021(year, verdict):
    assert verdicts(sound.saying(sound.report(year=year), "other", "无。"))["fee_missing"] == verdict
