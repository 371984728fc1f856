import pytest

from gongkai.report.report import Cell
from tests.report.rules import sound


def found(report):
    return sound.found(report, "heading_unofficial")


def test_a_section_under_another_name_is_found_with_the_official_one():
    report = sound.saying(sound.report(), "problems", "无。", title="五、存在的主要问题及改正情况")
    [finding] = found(report)
    assert finding.severity == "warning"
    assert "应为“五、存在的主要问题及改进情况”" in finding.message


@pytest.mark.parametrize(
    "title",
    [
        "五、存在的主要问题及改进情况",
        "五 、存在的主要问题及改进情况：",
        "## 五、存在的主要问题及改进情况",
        "[bookmark: _GoBack]五、存在的主要问题及改进情况",
        "第五部分存在的主要问题及改进情况",
        "五、政府信息公开工作存在的主要问题及改进情况",
    ],
)
def test_official_words_however_numbered_and_those_of_either_edition_are_right(title):
    assert not found(sound.saying(sound.report(), "problems", "无。", title=title))


def test_a_known_variant_is_only_noted():
    report = sound.saying(sound.report(), "overview", "", title="一、概述")
    assert [finding.severity for finding in found(report)] == ["note"]


@pytest.mark.parametrize("ending", ["", "情况", "工作", "工作情况", "。"])
def test_a_part_may_end_in_such_words(ending):
    assert not found(sound.headed(sound.report(), ("disclosure", f"（一）主动公开{ending}")))


def test_parts_under_other_names_are_one_note():
    report = sound.headed(sound.report(), ("disclosure", "（一）扎实推进公开"), ("supervision", "（五）加强监督"))
    [finding] = found(report)
    assert (finding.severity, finding.facts["count"]) == ("note", 2)
    assert "“扎实推进公开”、“加强监督”" in finding.message


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("白石镇2023年度政府信息公开工作报告", 1),
        ("白石镇2023年度政府信息公开工作报告根据《年度报告格式》编制", 1),
        ("白石镇2023年政府信息公开工作年度报告", 0),
        ("白石镇 2023 年政府信息公开年度报告", 0),
        ("", 0),
    ],
)
def test_the_title_says_annual_report(title, count):
    assert len(found(sound.but(sound.report(), title=title))) == count


def test_rows_known_only_by_likeness_are_one_note():
    misspelt = Cell(3, text="3", notes=("misspelt_label",))
    [finding] = found(sound.report(requests__refused__prohibited_by_law__total=misspelt))
    assert finding.severity == "note"
    assert finding.cells == ("requests.refused.prohibited_by_law.total",)
    assert "表三“2.其他法律行政法规禁止公开”" in finding.message
