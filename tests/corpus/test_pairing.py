import pytest

from gongkai.corpus.pairing import one_name_each


@pytest.mark.parametrize(
    "names",
    [
        ("柳河县白石镇人民政府", "白石镇人民政府"),
        ("柳河县白石镇人民政府", "柳河县白石镇"),
        ("柳河县白石镇人民政府", "白石镇", "江源市柳河县白石镇政府"),
        ("柳河县白石街道办事处", "柳河县白石街道"),
        ("柳河县 民政局", "柳河县民政局", "民政局"),
        ("柳河经济开发区管理委员会", "柳河经济开发区管委会"),
        ("柳河县（新城）管委会", "柳河县(新城)管委会"),
    ],
)
def test_an_agency_goes_under_one_name_however_fully_it_is_written(names):
    assert len(set(one_name_each(names).values())) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("柳河县白石镇", "柳河县清水镇"),
        ("柳河县人民政府", "柳河县人民政府办公室"),
        ("柳河县民政局", "柳河县白石镇"),
        ("新城区", "城区"),
    ],
)
def test_agencies_that_are_two_keep_their_names(names):
    assert len(set(one_name_each(names).values())) == len(names)


def test_nobody_can_tell_whose_a_short_name_is_where_two_counties_have_it():
    names = ("城关镇", "柳河县城关镇", "青山县城关镇")
    assert len(set(one_name_each(names).values())) == 3
