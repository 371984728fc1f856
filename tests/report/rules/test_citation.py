import pytest

from gongkai.report.rules import verdicts
from tests.report.rules import sound

FORM = "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
REGULATION = "《中华人民共和国政府信息公开条例》"


def citing(text: str, year: int = 2023):
    return sound.found(sound.but(sound.report(year=year), preamble=f"按照{text}的要求编制。"), "citation")


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"{FORM}（国办发〔2021〕30号）", "国办发〔2021〕30号"),
        (f"{FORM}（国办公开办函〔2020〕30号）", "国办公开办函〔2020〕30号"),
        (f"{FORM}（国办公开办函[2021]33号）", "国办公开办函〔2021〕33号"),
        ("《政府信息公开信息处理费管理办法》（国办发〔2020〕109号）", "国办发〔2020〕109号"),
        (f"{REGULATION}（国务院令第712号）", "国务院令第712号"),
    ],
)
def test_a_wrong_number_is_found_with_the_right_one(text, cited):
    [finding] = citing(text)
    assert (finding.severity, finding.facts["cited"]) == ("error", cited)
    assert finding.facts["number"] in finding.message


@pytest.mark.parametrize(
    "text",
    [
        f"{FORM}（国办公开办函〔2021〕30号）",
        f"{FORM}(国办公开办函[2021] 30 号)",
        f"{REGULATION}（国务院令第711号）",
        f"{REGULATION}（国令第 711 号）",
        f"{REGULATION}（中华人民共和国国务院令第711号）",
        f"{REGULATION}（国务院令第492号公布，国务院令第711号修订）",
        f"{REGULATION}（2019年修订）",
        "《柳河县人民政府办公室转发政府信息公开工作年度报告格式的通知》（柳政办发〔2021〕30号）",
        "《国务院办公厅关于印发2022年政务公开工作要点的通知》（国办发〔2022〕8号）",
        "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    ],
)
def test_a_right_number_in_any_dress_and_texts_unknown_are_left_alone(text):
    assert not citing(text)


def test_the_old_regulation_alone_is_out_of_date_since_2019():
    [finding] = citing(f"{REGULATION}（国务院令第492号）")
    assert finding.severity == "warning"
    assert "711" in finding.message
    assert not citing(f"{REGULATION}（国务院令第492号）", year=2018)


def test_the_notice_of_another_edition_is_out_of_date():
    text = "《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）"
    [finding] = citing(text, year=2023)
    assert finding.severity == "warning"
    assert "国办公开办函〔2021〕30号" in finding.message
    assert not citing(text, year=2020)


def test_a_revision_that_never_was_is_found():
    [finding] = citing(f"{REGULATION}（2021年修订）")
    assert finding.severity == "warning"


def test_a_report_that_cites_nothing_cites_nothing_wrong():
    assert verdicts(sound.report())["citation"] == "clean"


def test_the_form_cited_by_a_number_alone_is_compared_with_the_notice():
    wrong = sound.but(sound.report(), preamble="根据国办公开办函〔2021〕3号文件要求，现公布年度报告。")
    [finding] = sound.found(wrong, "citation")
    assert (finding.severity, "国办公开办函〔2021〕30号" in finding.message) == ("note", True)
    right = sound.but(sound.report(), preamble="根据国办公开办函〔2021〕30号文件要求，现公布年度报告。")
    assert not sound.found(right, "citation")
