"""任职: a role in an agency from a day until a day."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.agency import access
from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.agency.recording import record
from gongkai.agency.roles import EXAMINING, Role
from gongkai.errors import NotYours, Refused
from gongkai.law.statutes import ORDER_711


@transaction.atomic
def appoint(
    agency_id: int | None,
    *,
    by: Officer | None,
    today: date,
    username: str,
    role: Role,
    from_on: date,
    until_on: date | None = None,
) -> Appointment:
    """任命: an officer who has an account, by its name; terms of one role never overlap; nobody appoints himself."""
    agency = access.for_act(agency_id or 0, "officer.manage", by=by)
    officer = Officer.objects.select_for_update(no_key=True).filter(username=username.strip()).first()
    if officer is None:
        raise Refused(f"没有账号“{username}”。请核对账号名；新来的人请先开账号。")
    if officer == by:
        raise Refused("不能任命自己：管账号的人不给自己权力。请由另一名管理员或上级机关的管理员办理。")
    if not officer.is_active:
        raise Refused(f"{officer}的账号已停用。请先恢复账号，再任命。")
    if agency.closed_on:
        raise Refused(f"{agency}已于 {agency.closed_on} 撤销，不能再任命。")
    if until_on and until_on < from_on:
        raise Refused("任职止不能早于任职起。")
    if role == Role.SUPERVISOR and agency.level == Agency.Level.TOWNSHIP:
        raise Refused(
            f"{agency}是乡级机关，没有“主管部门”的身份；主管部门是县级以上人民政府的办公厅（室）。",
            cites=[ORDER_711.article(3)],
        )
    terms = officer.appointments.filter(Q(until_on=None) | Q(until_on__gte=from_on), agency=agency, role=role)
    if until_on:
        terms = terms.filter(from_on__lte=until_on)
    if term := terms.first():
        until = f"到 {term.until_on}" if term.until_on else "没有写到期"
        raise Refused(f"{officer}在{agency}已有“{role.label}”的任职（{term.from_on} 起，{until}），任期不能重叠。")
    appointment = Appointment.objects.create(
        officer=officer, agency=agency, role=role, from_on=from_on, until_on=until_on
    )
    record(
        "officer.appointed",
        officer,
        by=by,
        on=today,
        agency=agency,
        name=officer.name,
        role=role.label,
        from_on=from_on,
        until_on=until_on,
    )
    return appointment


@transaction.atomic
def end(appointment_id: int, *, by: Officer, today: date, until_on: date) -> Appointment | None:
    """结束任职 on a day; a term that has not begun by then is taken back, and None remains of it."""
    appointment = for_act(appointment_id, by=by)
    officer, agency, role = appointment.officer, appointment.agency, Role(appointment.role)
    if appointment.until_on and until_on >= appointment.until_on:
        raise Refused(f"这个任职到 {appointment.until_on} 为止，结束日期要比它早。")
    if role == Role.ADMINISTRATOR and not _another_administrator(appointment, today):
        raise Refused(f"{officer}是{agency}最后一名管理员，结束后没有人能管账号。请先任命接替的管理员。")
    details = {"name": officer.name, "role": role.label, "until_on": until_on}
    if until_on < appointment.from_on:
        appointment.delete()
        record("officer.appointment_taken_back", officer, by=by, on=today, agency=agency, **details)
        return None
    appointment.until_on = until_on
    appointment.save(update_fields=["until_on"])
    record("officer.appointment_ended", officer, by=by, on=today, agency=agency, **details)
    return appointment


def for_act(appointment_id: int, *, by: Officer) -> Appointment:
    """An appointment locked for a change. Raises NotYours, NotYourRole."""
    found = (
        Appointment.objects.filter(access.scope(by, prefix="agency__"), pk=appointment_id)
        .select_related("agency")
        .first()
    )
    if found is None:
        raise NotYours("没有这个任职，或者您不能查看它。")
    access.require("officer.manage", by, found.agency)
    return (
        Appointment.objects.select_for_update(of=("self",)).select_related("agency", "officer").get(pk=appointment_id)
    )


def held_together(agency: Agency, *, on: date) -> dict[Officer, list[Role]]:
    """Who holds more than one of the examining roles of an agency: separation of duties is not to be had with them."""
    found: dict[Officer, list[Role]] = {}
    held = Appointment.objects.held_on(on).as_one_of(EXAMINING).filter(agency=agency, officer__is_active=True)
    for appointment in held.select_related("officer"):
        found.setdefault(appointment.officer, []).append(Role(appointment.role))
    order = list(Role)
    return {officer: sorted(roles, key=order.index) for officer, roles in found.items() if len(roles) > 1}


def _another_administrator(appointment: Appointment, day: date) -> bool:
    """Whether somebody else administers the agency, here or from above."""
    agency = appointment.agency
    return (
        Appointment.objects.held_on(day)
        .filter(agency__path__in=[*agency.parent_paths, agency.path], role=Role.ADMINISTRATOR, officer__is_active=True)
        .exclude(pk=appointment.pk)
        .exists()
    )
