"""依申请: who asks the town for what, and how far each request has come: old ones closed, these weeks' in hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.agency import credit_codes
from gongkai.vetting.identifiers import identity_end

NOWHERE = "459999"
"""A county that is not there: no identity number of anybody begins with it."""


def _person(number: int, name: str, **words: str) -> dict[str, str]:
    first = f"{NOWHERE}198{number}0101{number:03d}"
    return {
        "kind": "natural_person",
        "name": name,
        "id_kind": "居民身份证",
        "id_number": first + identity_end(first),
        "mobile": f"1390000010{number}",
        "address": f"柳河县白石镇白石村{number}组",
        **words,
    }


def _firm(number: int, name: str, contact: str, kind: str) -> dict[str, str]:
    front = f"91990121MA{number:06d}1"
    return {
        "kind": kind,
        "name": name,
        "credit_code": front + credit_codes.last(front),
        "contact": contact,
        "mobile": f"1390000020{number}",
        "address": f"柳河县人民路{number}0号",
    }


PEOPLE: Mapping[str, dict[str, str]] = {
    "wang": _person(1, "王秀英"),
    "li": _person(2, "李建设", email="lijianshe@mail.example"),
    "zhao": _person(3, "赵桂兰"),
    "zhou": _person(4, "周立新", email="zhoulixin@mail.example"),
    "qian": _person(5, "钱大勇"),
    "wu": _person(6, "吴晓燕", email="wuxiaoyan@mail.example"),
    "zheng": _person(7, "郑有才"),
    "farm": _firm(1, "柳河县青禾农业有限公司", "刘红", "business"),
    "lawyers": _firm(2, "柳河正明律师事务所", "冯正明", "legal_service"),
}
"""Who asks; nobody of them is real."""


@dataclass(frozen=True, slots=True)
class Told:
    """One request: when it came, who asks for what, what happens on its way, how it is answered, how far it has come.

    `way`: amended, consulted (a third party who objects), extended, overdue. `stage` is where it stands now.
    """

    days_ago: int
    who: str
    title: str
    says: str
    outcome: str = ""
    established: Mapping[str, str] = field(default_factory=dict)
    reason: str = "经审查，所申请的信息由本机关制作并保存。"
    way: tuple[str, ...] = ()
    stage: str = "archived"
    channel: str = "in_person"
    form: str = "paper"
    file: str = ""
    """A document that goes out with the reply: its title."""


_POST = "registered_post"
_PROVIDED = {"provided": "以纸质形式邮寄复印件一份。"}

PAST: tuple[Told, ...] = (
    Told(
        520,
        "wang",
        "上一年度耕地地力保护补贴发放明细",
        "请公开本村上一年度耕地地力保护补贴发放明细，按户列明面积和金额。",
        "granted.provided",
        _PROVIDED,
        file="耕地地力保护补贴发放明细",
    ),
    Told(
        505,
        "farm",
        "高标准农田建设项目中标结果",
        "请公开高标准农田建设项目的中标结果公告。",
        "granted.published",
        {"published_where": "县政府门户网站“白石镇—政府采购”栏目，标题“政府采购项目实施情况（第3期）”。"},
        channel=_POST,
    ),
    Told(
        480,
        "li",
        "农村危房改造补助对象名单",
        "请公开全镇农村危房改造补助对象名单，包括姓名、身份证号和补助金额。",
        "partly_granted",
        {
            "provided": "以纸质形式提供补助对象姓名、所在村和补助金额。",
            "withheld_parts": "身份证号、银行账号属于个人隐私，依据条例第十五条不予公开。",
            "third_party_record": "涉及的农户有八十余户，个人信息是否公开没有争议空间，未逐一征求意见。",
            "no_copy_reason": "另行制作了不含身份证号、银行账号的名单，随答复书提供。",
        },
        "所申请的信息含有不应当公开的内容，能够作区分处理。",
    ),
    Told(
        455,
        "zhou",
        "镇党委会会议记录",
        "请公开研究征地补偿事项的会议记录。",
        "refused.process_information",
        {
            "process_kind": "讨论记录",
            "discretion_reason": "会议记录反映讨论过程，公开会影响充分发表意见；法律、法规、规章没有规定应当公开。",
        },
        "所申请的信息是行政机关在履行行政管理职能过程中形成的讨论记录。",
        channel="internet",
    ),
    Told(
        430,
        "lawyers",
        "行政处罚案卷材料",
        "请公开白综执罚字第6号行政处罚的全部案卷材料。",
        "refused.enforcement_files",
        {
            "enforcement_case": "白综执罚字第6号行政处罚案；当事人及其代理人可以到镇综合执法队依法查阅案卷。",
            "discretion_reason": "案卷涉及证人和举报人；法律、法规、规章没有规定应当公开。",
        },
        "所申请的信息属于行政执法案卷信息。",
        channel=_POST,
    ),
    Told(
        400,
        "qian",
        "1998年宅基地审批登记表",
        "请公开1998年本人宅基地的审批登记表。",
        "unavailable.not_found",
        reason="经检索，没有找到所申请的信息。",
        way=("searched",),
    ),
    Told(
        375,
        "zhao",
        "不动产登记信息",
        "请公开邻居房屋的不动产登记信息。",
        "unavailable.other_agency",
        {
            "not_ours_reason": "不动产登记由县不动产登记中心办理，本机关不制作、不保存。",
            "responsible_agency": "柳河县不动产登记中心，电话0990-1234567，地址柳河县人民路18号。",
        },
        "所申请的信息不由本机关负责公开。",
    ),
    Told(
        350,
        "wu",
        "近十年各村人口变化分析",
        "请提供近十年各村常住人口变化的分析报告。",
        "unavailable.needs_creation",
        {"creation_explained": "本机关没有这样的报告，提供它需要对十年的统计台账重新汇总、分析。"},
        "所申请的不是现有信息。",
        channel="internet",
        form="email",
    ),
    Told(
        320,
        "zhou",
        "对征地补偿的意见",
        "请说明征地补偿标准为什么比邻镇低，并依法处理。",
        "not_processed.petition_or_complaint",
        {"petition_channel": "可以向白石镇信访接待室（镇政府一楼）反映，电话0990-12310005。"},
        "申请的内容是对工作提意见、要求处理，不是申请政府信息。",
        channel="internet",
    ),
    Told(
        290,
        "farm",
        "特色产业发展资金安排",
        "请公开产业扶持资金的安排。",
        "granted.provided",
        _PROVIDED,
        way=("amended",),
        channel=_POST,
        file="特色产业发展资金安排表",
    ),
    Told(
        255,
        "lawyers",
        "土地流转合同",
        "请公开白石村连片流转土地的合同文本。",
        "refused.third_party_rights",
        reason="合同约定了流转价格等经营信息，公开会损害第三方的合法权益；第三方不同意公开，理由成立。",
        way=("consulted",),
        channel=_POST,
    ),
    Told(
        225,
        "li",
        "镇年度部门决算",
        "请公开本镇上一年度部门决算的纸质文本。",
        "granted.provided",
        _PROVIDED,
        way=("extended",),
        channel="internet",
        file="部门决算",
    ),
    Told(
        190,
        "wang",
        "村级公益事业财政奖补项目",
        "请公开一事一议财政奖补项目的名称、金额和施工单位。",
        "granted.provided",
        _PROVIDED,
        channel="oral",
        file="一事一议财政奖补项目表",
    ),
    Told(
        150,
        "zhao",
        "县志电子版",
        "请提供《柳河县志》电子版。",
        "not_processed.publications",
        {"publication_place": "公开出版物，可以在县图书馆借阅或者在书店购买。"},
        "所申请的是公开出版物。",
    ),
    Told(120, "qian", "低保对象公示底稿", "请公开本村低保对象公示的底稿。", way=("withdrawn",), stage="archived"),
)
"""Closed and in the archive, the oldest first."""

DISPUTED = Told(
    210,
    "wu",
    "白石河治理工程施工合同",
    "请公开白石河治理工程的施工合同和工程量清单。",
    "refused.internal_affairs",
    {
        "internal_kind": "内部工作流程",
        "discretion_reason": "合同由镇里内部掌握，没有对外公开的惯例。",
    },
    "所申请的信息属于内部事务信息。",
    stage="delivered",
)
"""Refused; the reconsideration corrects it, and it is replied to anew."""
REDONE = Told(
    0,
    "wu",
    "",
    "",
    "granted.provided",
    _PROVIDED,
    "施工合同不是内部事务信息，应当公开。",
    file="白石河治理工程施工合同",
)
SUED = Told(
    170,
    "zhou",
    "征收土地预公告的现状调查结果",
    "请公开白石村征收土地的现状调查结果。",
    "granted.published",
    {"published_where": "镇政府公告栏和县政府门户网站“征收土地预公告”栏目。"},
    channel="internet",
)
"""Answered; the applicant sues at once."""

NOW: tuple[Told, ...] = (
    Told(70, "qian", "镇敬老院改造工程结算", "请公开镇敬老院改造工程的结算审核报告。", way=("overdue",), stage="open"),
    Told(
        28,
        "lawyers",
        "生猪养殖场环保验收材料",
        "请公开白石村生猪养殖场的环保验收材料。",
        way=("asked",),
        stage="open",
        channel=_POST,
    ),
    Told(24, "farm", "农机购置补贴申请情况", "请公开补贴申请情况。", way=("to_amend",), stage="open", channel=_POST),
    Told(
        22,
        "li",
        "白石村饮水工程水质检测报告",
        "请公开白石村饮水工程近一年的水质检测报告。",
        "granted.provided",
        {"provided": "以电子邮件提供检测报告三份。"},
        stage="signing",
        channel="internet",
        form="email",
        file="水质检测报告",
    ),
    Told(
        21,
        "wang",
        "镇村公路养护资金使用情况",
        "请公开上一年度镇村公路养护资金的使用情况。",
        "granted.provided",
        _PROVIDED,
        stage="replied",
        file="公路养护资金使用情况",
    ),
    Told(
        19,
        "zhao",
        "高龄津贴发放名册",
        "请公开本村高龄津贴发放名册。",
        "granted.published",
        {"published_where": "镇便民服务中心公告栏，每月公示。"},
        stage="delivered",
    ),
    Told(17, "wu", "镇中心小学营养餐采购合同", "请公开营养餐采购合同。", way=("proposed",), stage="open"),
    Told(9, "zhou", "小流域治理项目批复", "请公开小流域治理项目的立项批复。", stage="open", channel="internet"),
    Told(4, "farm", "冬季农田水利建设任务表", "请公开今年冬季农田水利建设任务表。", stage="open", channel=_POST),
    Told(2, "wang", "危房鉴定报告", "请公开本人房屋的鉴定报告。", stage="arrived", channel="ordinary_post"),
    Told(1, "li", "乡村道路硬化项目清单", "请公开今年乡村道路硬化项目清单。", stage="arrived", channel="internet"),
    Told(1, "wu", "防汛物资储备清单", "请公开防汛物资储备清单。", stage="arrived", channel="internet"),
)
"""Of these weeks."""

FLOOD = 45
"""Requests of one person in one month: 10 are free, the 35 others cost 5,500 yuan together."""

FREE = Told(
    0,
    "zheng",
    "",
    "",
    "unavailable.needs_creation",
    {"creation_explained": "各村没有按这些项目逐年汇总的现成信息，提供它需要查阅原始凭证、重新统计。"},
    "所申请的不是现有信息。",
    stage="delivered",
)
"""How the ten free ones are answered, together."""


def wanted(number: int) -> tuple[str, str]:
    """The title and the words of one request of the flood."""
    villages = ("白石村", "红石村", "青石村", "石门村", "石桥村")
    year = 2010 + number % 9
    title = f"{villages[number % 5]}{year}年集体土地发包情况"
    return title, f"请公开{title}，包括合同、面积、价格和承包人。"


def applicant(who: str) -> tuple[str, dict[str, Any]]:
    """The kind of an applicant, and the words that are sealed."""
    words = dict(PEOPLE[who])
    return words.pop("kind"), words
