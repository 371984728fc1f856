"""A year of a town's releases: about a thousand, over all channels and categories, the same every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from gongkai.site.demonstration.places import VILLAGES

PORTAL = "政府信息公开平台"


@dataclass(frozen=True, slots=True)
class Release:
    """One row of the ledger: what, under which article, when formed and released, on which channels."""

    title: str
    kind: str
    root: str
    formed_on: date
    released_on: date
    document_number: str
    summary: str
    channels: tuple[str, ...]
    entry: str
    """The code of its entry in the catalogue, where it has one."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a town publishes again and again: a title with places for the month, village and number."""

    title: str
    kind: str
    root: str
    a_year: int
    channels: tuple[str, ...]
    summary: str
    number: str = ""
    entry: str = ""


_BOARD, _BOARD_2 = "镇政府公告栏", "便民服务中心公告栏"
_WECHAT, _LED, _SCREEN = "白石发布", "镇政府广场大屏", "便民中心电子阅报屏"
_POINT, _VILLAGE = "镇综合文化站查阅点", "村务公开小程序"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "{village}{month}月城乡低保对象公示",
        "list",
        "21.8",
        144,
        (PORTAL, _BOARD),
        "低保对象姓名和享受人数。",
        entry="05.006",
    ),
    Pattern(
        "{month}月高龄津贴发放情况公示", "list", "20.11", 12, (PORTAL, _BOARD_2), "发放人数和金额。", entry="06.003"
    ),
    Pattern(
        "{month}月特困人员救助供养资金发放公示",
        "list",
        "21.8",
        12,
        (PORTAL, _BOARD_2),
        "发放人数和金额。",
        entry="05.009",
    ),
    Pattern("{month}月临时救助发放情况公示", "list", "21.8", 12, (PORTAL, _BOARD), "救助人数和金额。"),
    Pattern("{village}耕地地力保护补贴公示", "list", "21.1", 12, (PORTAL, _BOARD), "补贴面积和标准。", entry="25.004"),
    Pattern(
        "{village}农村危房改造补助对象公示", "list", "20.11", 12, (PORTAL, _BOARD), "补助对象和标准。", entry="15.001"
    ),
    Pattern(
        "{village}宅基地审批情况公示（{month}月）",
        "notice",
        "21.4",
        48,
        (PORTAL, _BOARD),
        "申请人和批准面积。",
        entry="21.4",
    ),
    Pattern("{village}土地承包经营权流转情况公开", "notice", "21.3", 12, (PORTAL,), "流转面积和用途。", entry="21.3"),
    Pattern(
        "{village}筹资筹劳方案公示",
        "notice",
        "21.7",
        12,
        (PORTAL, _BOARD),
        "筹资筹劳的事项、数额和减免。",
        entry="21.7",
    ),
    Pattern(
        "{village}小型农田水利工程建设情况公开", "notice", "21.2", 12, (PORTAL,), "工程名称、投资和进度。", entry="21.2"
    ),
    Pattern(
        "{village}征收土地预公告",
        "notice",
        "21.5",
        4,
        (PORTAL, _BOARD),
        "征收范围、目的和现状调查安排。",
        entry="12.001",
    ),
    Pattern("房屋征收补偿情况公开（第{n}期）", "notice", "21.6", 4, (PORTAL, _BOARD), "补偿户数和方式。", entry="21.6"),
    Pattern(
        "行政处罚决定书（白综执罚字第{n}号）",
        "decision",
        "20.6",
        24,
        (PORTAL,),
        "违法事实、依据和处罚结果。",
        "白综执罚字〔{year}〕{n}号",
        entry="22.002",
    ),
    Pattern("乡村建设规划许可结果公开（{month}月）", "decision", "20.5", 12, (PORTAL,), "许可事项和结果。"),
    Pattern("{month}月预算执行情况", "budget", "20.7", 12, (PORTAL,), "当月收支。"),
    Pattern("{year}年政府预算", "budget", "20.7", 1, (PORTAL, _POINT), "收支预算和“三公”经费。", entry="08.003"),
    Pattern("{last}年政府决算", "budget", "20.7", 1, (PORTAL, _POINT), "收支决算和“三公”经费。", entry="08.004"),
    Pattern(
        "关于做好{month}月森林防火工作的通知",
        "normative_document",
        "20.1",
        6,
        (PORTAL, _LED),
        "防火要求和值守安排。",
        "白政发〔{year}〕{n}号",
        entry="00.006",
    ),
    Pattern(
        "{month}月安全生产检查情况通报",
        "notice",
        "20.13",
        12,
        (PORTAL, _BOARD),
        "检查家数、隐患和整改。",
        entry="19.003",
    ),
    Pattern(
        "{month}月食品安全“你点我检”结果", "notice", "20.13", 12, (PORTAL, _WECHAT), "抽检批次和结果。", entry="21.001"
    ),
    Pattern(
        "政府采购项目实施情况（第{n}期）", "notice", "20.9", 8, (PORTAL,), "项目、方式和成交金额。", entry="02.003"
    ),
    Pattern("重点工程进展情况（{month}月）", "key_task", "20.10", 12, (PORTAL, _WECHAT), "形象进度和投资完成。"),
    Pattern("重点任务落实情况（第{n}季度）", "key_task", "20.3", 4, (PORTAL,), "任务、责任和完成情况。"),
    Pattern("{month}月经济运行情况", "notice", "20.4", 12, (PORTAL,), "主要指标。", entry="20.4"),
    Pattern(
        "公益性岗位招聘公告（第{n}期）",
        "personnel",
        "20.11",
        6,
        (PORTAL, _WECHAT, _LED),
        "岗位、条件和待遇。",
        entry="09.002",
    ),
    Pattern("干部任前公示（第{n}期）", "personnel", "20.2", 4, (PORTAL, _BOARD), "拟任职务。"),
    Pattern("防汛抗旱应急值守安排（{month}月）", "emergency", "20.12", 6, (PORTAL, _LED), "值守电话和转移路线。"),
    Pattern(
        "惠农政策解读（第{n}期）",
        "interpretation",
        "21.1",
        12,
        (PORTAL, _WECHAT),
        "政策要点和办理办法。",
        entry="26.003",
    ),
    Pattern("白石要闻（第{n}期）", "other", "20.15", 360, (_WECHAT, PORTAL), "镇里的工作动态。"),
    Pattern("惠民政策宣传（第{n}期）", "other", "20.15", 120, (_LED, _SCREEN), "政策名称和咨询电话。"),
    Pattern(
        "{village}惠民补贴政策告知（{month}月）", "notice", "20.11", 72, (_VILLAGE, _BOARD), "补贴项目、标准和办法。"
    ),
)


def year(number: int, *, until: date | None = None) -> Iterator[Release]:
    """The releases of one year in the order of their days; none after `until`."""
    chance = Random(number)
    found = [release for pattern in PATTERNS for release in _of(pattern, number, chance)]
    last = until or date(number, 12, 31)
    return iter(sorted((each for each in found if each.released_on <= last), key=lambda each: each.released_on))


def _of(pattern: Pattern, number: int, chance: Random) -> Iterator[Release]:
    for index in range(pattern.a_year):
        month = 1 + (index * 12 // pattern.a_year if pattern.a_year >= 12 else chance.randrange(12))
        formed_on = date(number, month, 1) + timedelta(days=chance.randrange(26))
        words = {
            "village": VILLAGES[index % len(VILLAGES)],
            "month": month,
            "n": index + 1,
            "year": number,
            "last": number - 1,
        }
        channels = [channel for channel in pattern.channels if channel == PORTAL or chance.random() < 0.8]
        released_on = formed_on + timedelta(days=chance.randrange(1, 9))
        if released_on.year == number:
            yield Release(
                title=pattern.title.format(**words),
                kind=pattern.kind,
                root=pattern.root,
                formed_on=formed_on,
                released_on=released_on,
                document_number=pattern.number.format(**words),
                summary=pattern.summary,
                channels=tuple(channels) or pattern.channels[:1],
                entry=pattern.entry,
            )
