"""What stands in the cells of the national columns."""

import pytest

from gongkai.catalogue import cells

BOARD = cells.NOTICE_BOARD


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("■政府网站 □两微一端", [("政府网站", True), ("两微一端", False)]),
        (
            "□政府网站□政府公报■社区/企事业单位/村公示栏（电子屏）",
            [("政府网站", False), ("政府公报", False), (BOARD, True)],
        ),
        ("县政府门户网站", [("政府网站", True)]),
        ("政府网站；其他", [("政府网站", True), ("其他", True)]),
        ("乡镇便民服务中心/村委会公示栏", [("乡镇便民服务中心", True), (BOARD, True)]),
        ("■其他基层公共服务平台", [("其他基层公共服务平台", True)]),
        ("□政府网站 ■政府网站", [("政府网站", True)]),
        ("■发布会/听证会\n■入户/现场", [("发布会/听证会", True), ("入户/现场", True)]),
        ("", []),
    ],
)
def test_channels_are_named_once_with_their_marks(text: str, channels: list[tuple[str, bool]]) -> None:
    assert cells.channels(text) == channels


def test_channels_written_are_read_back_the_same() -> None:
    pairs = [(name, number % 2 == 0) for number, name in enumerate((*cells.CHANNELS, "法律服务网"))]
    assert cells.channels(cells.channels_written(pairs)) == pairs


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("①收支总表②收入总表", ["收支总表", "收入总表"]),
        ("依据；对象（高龄、失能；残疾）；标准", ["依据", "对象（高龄、失能；残疾）", "标准"]),
        ("1.办理条件\n2.办理流程", ["办理条件", "办理流程"]),
        ("●机构名称●开放时间", ["机构名称", "开放时间"]),
        ("办理事项、办理条件、申请材料、办理流程", ["办理事项", "办理条件", "申请材料", "办理流程"]),
        ("文件名称、文号、发文部门", ["文件名称、文号、发文部门"]),
        ("初审对象名单及相关信息", ["初审对象名单及相关信息"]),
        ("", []),
    ],
)
def test_elements_are_taken_apart_but_never_inside_brackets(text: str, elements: list[str]) -> None:
    assert cells.elements(text) == elements


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("镇级", ["乡级"]),
        ("乡、村级", ["乡级", "村级"]),
        ("县级、乡级", ["县级", "乡级"]),
        ("街道、社区", ["乡级", "村级"]),
        ("市级、区级", ["市级", "县级"]),
        ("", []),
    ],
)
def test_levels_are_called_by_their_national_names(text: str, levels: list[str]) -> None:
    assert cells.levels(text) == levels


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("全社会", ("public", "")),
        ("特定群体（被征地村民）", ("specific", "被征地村民")),
        ("全社会、特定群体", ("public", "特定群体")),
    ],
)
def test_the_people_meant_are_named(text: str, audience: tuple[str, str]) -> None:
    assert cells.audience(text) == audience
