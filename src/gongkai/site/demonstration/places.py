"""柳河县: a made-up county with its town governments, departments and the people who work there."""

from dataclasses import dataclass

from gongkai.agency.credit_codes import last
from gongkai.agency.roles import Role

COUNTY = "柳河县人民政府"
TOWN = "白石镇人民政府"
"""The town whose ledger is full."""


@dataclass(frozen=True, slots=True)
class Place:
    """An agency: its name, short name, kind, level, codes, and what the public is told of it."""

    name: str
    short: str
    kind: str
    level: str
    division_code: str
    credit_code: str
    leader: str
    title: str
    telephone: str
    address: str


_TOWNS = (
    ("白石镇", "101", "梁永安", "镇长"),
    ("白杨镇", "102", "罗秀兰", "镇长"),
    ("石桥镇", "103", "唐建国", "镇长"),
    ("云岭乡", "201", "韦小燕", "乡长"),
    ("东坪乡", "202", "蒙志强", "乡长"),
)
_DEPARTMENTS = (
    ("财政局", "department", "贺云", "局长"),
    ("民政局", "department", "田雨", "局长"),
    ("农业农村局", "department", "石磊", "局长"),
    ("自来水公司", "enterprise", "龙腾", "经理"),
)


def _credit_code(number: int) -> str:
    front = f"11990121MB{number:06d}1"
    return front + last(front)


PLACES: tuple[Place, ...] = (
    Place(
        name=COUNTY,
        short="柳河县",
        kind="government",
        level="county",
        division_code="990121",
        credit_code=_credit_code(1),
        leader="方正",
        title="县长",
        telephone="0990-1230000",
        address="柳河县人民路1号",
    ),
    *(
        Place(
            name=f"{name}人民政府",
            short=name,
            kind="government",
            level="township",
            division_code=f"990121{code}",
            credit_code=_credit_code(number),
            leader=leader,
            title=title,
            telephone=f"0990-12{number}0001",
            address=f"柳河县{name}府前街1号",
        )
        for number, (name, code, leader, title) in enumerate(_TOWNS, start=31)
    ),
    *(
        Place(
            name=f"柳河县{name}",
            short=name,
            kind=kind,
            level="county",
            division_code="",
            credit_code=_credit_code(number),
            leader=leader,
            title=title,
            telephone=f"0990-12{number}0002",
            address=f"柳河县人民路{number}号",
        )
        for number, (name, kind, leader, title) in enumerate(_DEPARTMENTS, start=41)
    ),
)
"""The county first: the others are under it."""

PEOPLE: tuple[tuple[str, str, str, str, tuple[Role, ...]], ...] = (
    ("chen", "陈静", "党政办干事", TOWN, (Role.HANDLER,)),
    ("wu", "吴桐", "便民中心干事", TOWN, (Role.HANDLER,)),
    ("zhou", "周明", "党政办主任", TOWN, (Role.REVIEWER,)),
    ("sun", "孙强", "保密专干", TOWN, (Role.SECRECY,)),
    ("zhao", "赵敏", "副镇长", TOWN, (Role.SIGNER,)),
    ("qian", "钱进", "信息管理员", TOWN, (Role.ADMINISTRATOR,)),
    ("feng", "冯磊", "纪检干事", TOWN, (Role.READER,)),
    ("he", "何芳", "县政府办政务公开股股长", COUNTY, (Role.SUPERVISOR, Role.ADMINISTRATOR)),
    ("shen", "沈洁", "县政府办信息公开专员", COUNTY, (Role.HANDLER,)),
    ("luo", "罗毅", "县政府办副主任", COUNTY, (Role.REVIEWER,)),
    ("qiu", "邱红", "县政府办机要科科长", COUNTY, (Role.SECRECY,)),
    ("peng", "彭程", "县政府办主任", COUNTY, (Role.SIGNER,)),
    ("lin", "林涛", "党政办干事", "白杨镇人民政府", (Role.HANDLER,)),
    ("gao", "高原", "副镇长", "白杨镇人民政府", (Role.SIGNER,)),
    ("yan", "严冬", "片区审核员", "白杨镇人民政府", (Role.REVIEWER,)),
    ("tang", "唐悦", "片区保密专干", "白杨镇人民政府", (Role.SECRECY,)),
    ("xu", "徐晴", "党政办干事", "石桥镇人民政府", (Role.HANDLER,)),
    ("ma", "马骏", "党政办干事", "云岭乡人民政府", (Role.HANDLER,)),
    ("deng", "邓兰", "党政办干事", "东坪乡人民政府", (Role.HANDLER,)),
)
"""Account, name, title, agency, roles."""

SHARED = tuple(
    (username, f"{town}人民政府", role)
    for username, role in (("yan", Role.REVIEWER), ("tang", Role.SECRECY), ("gao", Role.SIGNER))
    for town in ("石桥镇", "云岭乡")
)
"""Account, further agency, role: three small towns that examine and sign with the same people."""

SITE_ADMINISTRATOR = "he"
"""Who also runs the site: loads calendars, sees all tasks."""

CHANNELS: tuple[tuple[str, str, str, int | None], ...] = (
    ("wechat", "白石发布", "微信公众号 baishifabu", 14),
    ("bulletin_board", "镇政府公告栏", "镇政府大院门口", 30),
    ("bulletin_board", "便民服务中心公告栏", "便民服务中心一楼", 30),
    ("led", "镇政府广场大屏", "镇政府广场", 15),
    ("reading_screen", "便民中心电子阅报屏", "便民服务中心大厅", 30),
    ("reading_point", "镇综合文化站查阅点", "镇综合文化站", 90),
    ("village", "村务公开小程序", "各行政村", 90),
)
"""Kind, name, place, at least every so many days."""

NOT_CONCERNED = {
    domain: f"由县级部门公开，本镇不涉及{domain}事项。"
    for domain in ("义务教育", "户籍管理", "卫生健康", "生态环境", "社会保险", "公共法律服务")
}
"""Fields of the catalogue that the town does not work in, with what it says of that."""

VILLAGES = (
    "白石村",
    "上坝村",
    "下坝村",
    "杨家湾村",
    "石门村",
    "新民村",
    "太平村",
    "红旗村",
    "青龙村",
    "桃园村",
    "西沟村",
    "北山村",
)
