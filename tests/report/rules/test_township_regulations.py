import pytest

from gongkai.report.report import Cell
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def of(agency: str, in_force: int = 6):
    return sound.but(sound.report(disclosure__regulations__in_force=Cell(in_force)), agency=agency)


@pytest.mark.parametrize("agency", ["柳河县白石镇人民政府", "东山街道办事处", "柳河县人民政府", "柳河县财政局"])
def test_a_township_a_street_or_a_county_makes_no_regulations(agency):
    [finding] = sound.found(of(agency), "township_regulations")
    assert (finding.severity, finding.cells) == ("error", ("disclosure.regulations.in_force",))
    assert "现行有效件数6" in finding.message


@pytest.mark.parametrize("agency", ["江苏省人民政府", "柳江自治州人民政府"])
def test_a_province_or_a_prefecture_may(agency):
    assert verdicts(of(agency))["township_regulations"] == "clean"


@pytest.mark.parametrize("agency", ["柳城市人民政府", "柳城经济技术开发区", None])
def test_a_city_may_be_either(agency):
    assert verdicts(of(agency))["township_regulations"] == "cannot_tell"
    assert not sound.found(of(agency), "township_regulations")


def test_none_made_is_right():
    assert verdicts(of("柳河县白石镇人民政府", 0))["township_regulations"] == "clean"
