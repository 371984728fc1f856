"""The cast of every story: a county, its town, another town, and the people who work there. It never changes."""

from dataclasses import dataclass
from datetime import date

from gongkai.agency.models import Agency, Appointment, Office, Officer, segment
from gongkai.agency.roles import Role

PASSWORD = "柳河-demo-2024"
SINCE = date(2019, 1, 1)


@dataclass(frozen=True)
class Cast:
    """柳河县 with its county office, 清水镇 where the stories happen, 石桥乡 that is none of its business."""

    county: Agency
    town: Agency
    other_town: Agency
    chen: Officer
    """陈: handles, in the town."""
    zhou: Officer
    """周: reviews (科室), in the town."""
    sun: Officer
    """孙: examines secrecy, in the town."""
    zhao: Officer
    """赵: signs (分管领导), in the town."""
    qian: Officer
    """钱: administers the town."""
    feng: Officer
    """冯: only reads, in the town."""
    he: Officer
    """何: supervises, in the county."""
    li: Officer
    """李: an outsider: handler, reviewer, signer and administrator of the other town."""
    wei: Officer
    """卫: has an account and no role at all."""

    @property
    def town_people(self) -> tuple[Officer, ...]:
        return self.chen, self.zhou, self.sun, self.zhao, self.qian, self.feng


def agency(name: str, level: str, kind: str, parent: Agency | None, number: int, code: str, **fields: object) -> Agency:
    path = (parent.path if parent else "") + segment(number)
    return Agency.objects.create(
        name=name, level=level, kind=kind, parent=parent, path=path, division_code=code, is_on_desk=True, **fields
    )


def officer(username: str, name: str, *roles: tuple[Agency, Role]) -> Officer:
    person = Officer.objects.create_user(username, PASSWORD, name=name)
    for place, role in roles:
        Appointment.objects.create(officer=person, agency=place, role=role, from_on=SINCE)
    return person


def assemble() -> Cast:
    """Write the cast into the database."""
    county = agency("柳河县人民政府", "county", "government", None, 1, "990121")
    town = agency("清水镇人民政府", "township", "government", county, 1, "990121101", credit_code="11990121MB00000017")
    other_town = agency("石桥乡人民政府", "township", "government", county, 2, "990121201")
    Office.objects.create(agency=town, name="清水镇党政综合办公室", telephone="0990-1234567")
    return Cast(
        county=county,
        town=town,
        other_town=other_town,
        chen=officer("chen", "陈静", (town, Role.HANDLER)),
        zhou=officer("zhou", "周明", (town, Role.REVIEWER)),
        sun=officer("sun", "孙强", (town, Role.SECRECY)),
        zhao=officer("zhao", "赵敏", (town, Role.SIGNER)),
        qian=officer("qian", "钱进", (town, Role.ADMINISTRATOR)),
        feng=officer("feng", "冯磊", (town, Role.READER)),
        he=officer("he", "何芳", (county, Role.SUPERVISOR)),
        li=officer(
            "li",
            "李军",
            *((other_town, role) for role in (Role.HANDLER, Role.REVIEWER, Role.SIGNER, Role.ADMINISTRATOR)),
        ),
        wei=officer("wei", "卫平"),
    )
