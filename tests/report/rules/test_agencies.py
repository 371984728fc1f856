import pytest

from gongkai.report.report import Report
from gongkai.report.rules.agencies import Level, is_government, is_street, level


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("白石镇", Level.TOWNSHIP),
        ("柳河县白石镇人民政府", Level.TOWNSHIP),
        ("宁夏回族自治区柳河县清水乡", Level.TOWNSHIP),
        ("阿拉善左旗温都尔苏木人民政府", Level.TOWNSHIP),
        ("柳州市城中区东山街道办事处", Level.STREET),
        ("柳河县人民政府", Level.COUNTY),
        ("柳河县人民政府办公室", Level.COUNTY),
        ("柳河县财政局", Level.COUNTY),
        ("柳城市中山区人民政府", Level.COUNTY),
        ("柳城市城区人民政府", Level.COUNTY),
        ("柳城市柳北区市场监督管理局", Level.COUNTY),
        ("江州市开山市人民政府", Level.COUNTY),
        ("柳江自治县人民政府", Level.COUNTY),
        ("广西壮族自治区人民政府", Level.ABOVE),
        ("江苏省人民政府办公厅", Level.ABOVE),
        ("凉山彝族自治州人民政府", Level.ABOVE),
        ("柳城市人民政府", None),
        ("新乡市人民政府", None),
        ("景德镇市人民政府", None),
        ("江苏省柳城市人民政府", None),
        ("柳城市城市管理局", None),
        ("柳城市住房和城乡建设局", None),
        ("江苏省市场监督管理局", None),
        ("柳城综合实验区管委会", None),
        ("柳城经济技术开发区", None),
        ("上海市浦东新区人民政府", None),
    ],
)
def test_a_name_tells_the_level_or_nothing(name, expected):
    assert level(Report(name, 2023, "")) is expected


def test_no_name_tells_nothing():
    nameless = Report(None, 2023, "")
    assert level(nameless) is None
    assert not is_government(nameless)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("清水乡", True),
        ("柳河县人民政府", True),
        ("柳城市人民政府", True),
        ("柳河县人民政府办公室", False),
        ("柳河县财政局", False),
        ("东山街道办事处", False),
    ],
)
def test_a_government_is_not_its_office_nor_an_outpost(name, is_one):
    assert is_government(Report(name, 2023, "")) is is_one


def test_a_street_office_is_an_outpost():
    assert is_street(Report("柳州市城中区东山街道办事处", 2023, ""))
    assert not is_street(Report("柳河县白石镇人民政府", 2023, ""))
