import pytest

from gongkai.report.rules import verdicts
from tests.report.rules import sound


def supervised(text: str, agency: str = "柳河县白石镇人民政府"):
    return sound.but(sound.telling(sound.report(), "supervision", text), agency=agency)


def missing(text: str) -> list[str]:
    return [name for finding in sound.found(supervised(text), "results_missing") for name in finding.facts["missing"]]


ALL = ["工作考核", "社会评议", "责任追究"]


@pytest.mark.parametrize(
    "text",
    [
        "工作考核合格，社会评议满意，未发生责任追究。",
        "在县政务公开考核中位列第三，社会评议满意度为96%，没有因公开工作被问责。",
        "对12个村进行了考核，收回评议问卷210份，追究责任1人。",
        "年度考核结果为优秀等次，未开展社会评议，未出现责任追究情形。",
    ],
)
def test_results_however_worded_are_results(text):
    assert missing(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "建立健全工作考核、社会评议和责任追究制度。",
        "落实责任考核追究制度，纳入年终目标考核；完善社会评议制度，评议发现的问题按时整改。",
        "将政务公开纳入绩效考核体系，考核结果作为评优依据。",
        "下一步将进一步开展社会评议，对考核合格的予以表扬，未发生责任追究是目标。",
        "定期开展自查。",
    ],
)
def test_an_arrangement_is_no_result(text):
    assert missing(text) == ALL


def test_what_is_not_there_is_named():
    assert missing("未发生责任追究。") == ["工作考核", "社会评议"]


def test_results_told_outside_the_part_count():
    report = sound.saying(
        supervised("定期开展自查。"), "other", "工作考核合格，社会评议满意，未发生责任追究。未收取信息处理费。"
    )
    assert not sound.found(report, "results_missing")


@pytest.mark.parametrize("agency", ["柳河县财政局", "柳河县人民政府办公室", None])
def test_a_department_is_not_asked(agency):
    assert verdicts(supervised("定期开展自查。", agency))["results_missing"] == "cannot_tell"


def test_a_street_office_is_only_reminded():
    [finding] = sound.found(supervised("定期开展自查。", "东山街道办事处"), "results_missing")
    assert finding.severity == "note"


@pytest.mark.parametrize(("year", "expected"), [(2018, "cannot_tell"), (2019, "fault")])
def test_results_are_asked_for_since_the_report_of_2019(year, expected):
    report = sound.but(supervised("镇网站由党政办维护。"), year=year, title="", period=None)
    assert verdicts(report)["results_missing"] == expected
