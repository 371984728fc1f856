"""What the town has in hand these weeks: drafts, items under examination, released, withdrawn, withheld."""

from dataclasses import dataclass, field
from typing import Literal

Stage = Literal["draft", "first", "second", "secrecy", "returned", "passed", "released", "withdrawn", "kept"]


@dataclass(frozen=True, slots=True)
class Recent:
    """One item: how many days ago it was formed, and how far it has come."""

    title: str
    kind: str
    root: str
    days_ago: int
    stage: Stage
    body: str
    channels: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


def _notice(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _table(head: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    heads = "".join(f'<th scope="col">{word}</th>' for word in head)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


RECENT: tuple[Recent, ...] = (
    Recent(
        "白石镇冬春农田水利建设实施方案",
        "normative_document",
        "20.1",
        40,
        "released",
        "<h2>一、目标</h2>"
        + _notice("利用冬春农闲，清淤渠道12公里，维修小型泵站3座，恢复灌溉面积1800亩。")
        + "<h2>二、安排</h2>"
        + _table(
            ("片区", "渠道（公里）", "完成时限"),
            ("上坝片", "5", "12月20日"),
            ("下坝片", "4", "12月25日"),
            ("石门片", "3", "1月15日"),
        )
        + "<h2>三、要求</h2>"
        + _notice("各村要按时报送进度，工程款项按月公示。", "联系电话：0990-12310001。"),
        ("镇政府公告栏", "白石发布"),
        {
            "document_number": "白政发〔{year}〕31号",
            "validity": "valid",
            "summary": "冬春农田水利建设的目标、安排和要求。",
        },
    ),
    Recent(
        "《白石镇冬春农田水利建设实施方案》解读",
        "interpretation",
        "20.1",
        38,
        "released",
        "<h2>为什么要做</h2>"
        + _notice("今年夏季部分渠道淤塞，灌溉用水紧张。方案针对12公里重点渠道安排清淤。")
        + "<h2>跟群众有什么关系</h2>"
        + _notice("清淤期间分段停水，停水前三天在村口公告；占用田边地角的，按标准补偿。"),
        ("白石发布",),
    ),
    Recent(
        "关于开展冬季防火宣传的公告",
        "notice",
        "20.12",
        26,
        "released",
        _notice("即日起至明年三月，林区内禁止野外用火。", "发现火情请立即拨打12119或者镇值班电话0990-12310001。"),
        ("镇政府广场大屏", "镇政府公告栏", "白石发布"),
        {"summary": "林区野外用火的禁令和报警电话。"},
    ),
    Recent(
        "新民村农村危房改造补助对象公示",
        "list",
        "20.11",
        24,
        "withdrawn",
        _notice("经村民小组评议、镇村核查，拟补助下列农户，公示七个工作日。")
        + _table(("户主", "改造方式", "补助标准（元）"), ("覃某某", "修缮", "12000"), ("黄某某", "重建", "26000")),
        ("镇政府公告栏",),
    ),
    Recent(
        "10月行政处罚决定公开（白综执罚字第21号）",
        "decision",
        "20.6",
        22,
        "released",
        _notice("当事人擅自占用道路堆放建筑材料，违反有关市容管理的规定，依法给予罚款500元的行政处罚。"),
        (),
        {"document_number": "白综执罚〔{year}〕21号", "summary": "占道堆放建筑材料的行政处罚结果。"},
    ),
    Recent(
        "白石镇集中供水收费标准公示",
        "notice",
        "20.8",
        20,
        "released",
        _notice("集中供水按县定标准收取，每立方米2.1元，低保户每月减免3立方米。"),
        ("便民服务中心公告栏",),
    ),
    Recent(
        "11月城乡低保对象动态调整公示",
        "list",
        "21.8",
        18,
        "passed",
        _notice("本月新增3户，停发2户，名单在各村公告栏张贴，公示七个工作日。"),
        (),
    ),
    Recent(
        "白石镇小型水库安全度汛责任人名单",
        "list",
        "20.12",
        15,
        "secrecy",
        _notice("现将各小型水库行政、技术、巡查责任人公布如下，责任人办公电话见附表。"),
        (),
    ),
    Recent(
        "石门至青龙乡村道路改造工程招标公告",
        "notice",
        "20.10",
        12,
        "second",
        _notice("工程全长4.6公里，概算投资380万元，资格条件和报名时间见附件。"),
        (),
    ),
    Recent(
        "白石镇公益性岗位招聘公告（第7期）",
        "personnel",
        "20.11",
        10,
        "first",
        _notice("招聘保洁、护林等公益性岗位8名，条件、待遇和报名方式如下。"),
        (),
    ),
    Recent(
        "太平村宅基地审批情况公示（11月）",
        "notice",
        "21.4",
        9,
        "returned",
        _notice("本月批准宅基地2宗，面积和四至见下。"),
        (),
    ),
    Recent(
        "白石镇应急避难场所分布",
        "emergency",
        "20.12",
        27,
        "draft",
        _notice("全镇设应急避难场所6处，地址和容纳人数整理中。"),
        (),
    ),
    Recent(
        "第三季度重点任务落实情况",
        "key_task",
        "20.3",
        33,
        "draft",
        _notice("十二项重点任务，完成九项，三项正在推进。"),
        (),
    ),
    Recent(
        "惠农政策解读（第12期）",
        "interpretation",
        "21.1",
        3,
        "draft",
        _notice("耕地地力保护补贴怎么领、领多少、什么时候发。"),
        (),
    ),
    Recent(
        "关于干部分工调整的内部讨论记录",
        "other",
        "20.15",
        60,
        "kept",
        _notice("会议讨论情况。"),
        (),
        {
            "attribute": "withheld",
            "attribute_ground": "16-2a",
            "attribute_reason": "属于讨论记录，公开会影响以后坦率发表意见。",
        },
    ),
)
