"""演示: a made-up county with its people, a town's ledger of a thousand releases, items in every state, reports.

    fill(say)                  put it into an empty site; a site that has agencies is left as it is
    accounts(configuration)    who may sign in, and the password, to be shown on the console

Everything goes through the acts that officers use, so that journal, counts and deadlines are those of real work.
"""

import secrets
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.site.configuration import Configuration
from gongkai.site.demonstration import acting, places

PASSWORD_FILE = "demonstration_password"
Say = Callable[[str], None]


def fill(say: Say) -> bool:
    """Make the county, once. Whether it was made now."""
    if Agency.objects.exists():
        return False
    from django.conf import settings

    today = timezone.localdate()
    say("正在装入演示数据（虚构的柳河县，第一次约需一分钟）……")
    with transaction.atomic():
        password = _password(settings.GONGKAI)
        county = _agencies(date(today.year - 2, 1, 2))
        people = _people(county, password, date(today.year - 2, 1, 2))
    town = acting.Town(county, people, today, say)
    town.set_up()
    town.past_years()
    town.in_hand()
    town.requests()
    town.reports()
    town.count()
    return True


def _agencies(on: date) -> dict[str, Agency]:
    from gongkai.agency.actions import agencies

    made: dict[str, Agency] = {}
    for place in places.PLACES:
        county = made.get(places.COUNTY)
        made[place.name] = agencies.add(
            county.pk if county else None,
            by=None,
            today=on,
            name=place.name,
            short_name=place.short,
            kind=place.kind,
            level=place.level,
            division_code=place.division_code,
            credit_code=place.credit_code,
            leader_name=place.leader,
            leader_title=place.title,
            telephone=place.telephone,
            address=place.address,
        )
    return made


def _people(agencies: dict[str, Agency], password: str, on: date) -> dict[str, Officer]:
    """Officers with one password, hashed once: nineteen times would take as many seconds as the rest."""
    from gongkai.agency.actions import appointments, officers

    made: dict[str, Officer] = {}
    for username, name, title, agency, roles in places.PEOPLE:
        officer, _ = officers.create(
            agencies[agency].pk, by=None, today=on, username=username, name=name, title=title, roles=roles
        )
        if made:
            officer.password = next(iter(made.values())).password
        else:
            officer.set_password(password)
        officer.must_change_password = False
        officer.save(update_fields=["password", "must_change_password"])
        made[username] = officer
    for username, agency, role in places.SHARED:
        appointments.appoint(agencies[agency].pk, by=None, today=on, username=username, role=role, from_on=on)
    officers.make_site_administrator(made[places.SITE_ADMINISTRATOR].pk, today=on)
    return made


def _password(configuration: Configuration) -> str:
    """One made for this site alone, kept beside its data: a demonstration left running has no password anyone knows."""
    path = Path(configuration.data) / PASSWORD_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"liuhe-{secrets.token_hex(3)}-demo", encoding="ascii")
    return path.read_text(encoding="ascii")


def accounts(configuration: Configuration) -> Iterator[str]:
    """The lines for the console: where to look, who may sign in as what."""
    path = Path(configuration.data) / PASSWORD_FILE
    if not path.exists():
        yield f"数据文件夹 {configuration.data} 里已有别的数据，没有装入演示数据。"
        return
    yield ""
    yield f"  门户    http://{configuration.address}/"
    yield f"  工作台  http://{configuration.address}/desk/"
    yield f"  密码    {path.read_text(encoding='ascii')}（各账号相同）"
    yield ""
    held = Appointment.objects.select_related("officer", "agency").order_by("officer__pk", "pk")
    lines: dict[str, tuple[str, dict[str, None], dict[str, None]]] = {}
    for appointment in held.filter(officer__username__in=[person[0] for person in places.PEOPLE]):
        officer = appointment.officer
        _, agencies, roles = lines.setdefault(officer.username, (officer.name, {}, {}))
        agencies[appointment.agency.short_name] = None
        roles[appointment.get_role_display()] = None
    for username, (name, agencies, roles) in lines.items():
        yield f"  {username:<8}{name}　{'、'.join(agencies)}　{'、'.join(roles)}"
    yield ""
    yield "  按 Ctrl+C 停止；再次 make run 立即启动，数据都在。"
