"""交接: the work of an officer who leaves passes on to a successor, and the officer's roles in the agency end."""

from datetime import date

from django.db import transaction

from gongkai.agency import access, hand_over, sign_ins
from gongkai.agency.models import Agency, Appointment, HandOver, Officer
from gongkai.agency.recording import record
from gongkai.agency.roles import Role
from gongkai.errors import NotYours, Refused


@transaction.atomic
def hand_over_work(
    agency_id: int,
    *,
    by: Officer,
    today: date,
    giver_id: int,
    receiver_id: int,
    last_on: date,
    reason: str,
    deactivate: bool = False,
) -> HandOver:
    """交接: everything at once or nothing."""
    agency = access.for_act(agency_id, "officer.hand_over", by=by)
    giver, receiver = _one_of(agency, giver_id), _one_of(agency, receiver_id)
    if giver == receiver:
        raise Refused("交出人和接收人是同一个人，请另选接收人。")
    if last_on > today:
        raise Refused("交接在最后工作日当天或之后办理，日期不能晚于今天。")
    held = list(
        Appointment.objects.held_on(today).filter(agency=agency, officer=receiver).values_list("role", flat=True)
    )
    if not held or not receiver.is_active:
        raise Refused(f"{receiver}现在没有在{agency}任职，不能接收。请先任命。")
    if sum(hand_over.counts(agency, giver).values()) and Role.HANDLER not in held:
        raise Refused(f"{receiver}不是“{Role.HANDLER.label}”，接不了在办的工作。请先任命为经办，或另选接收人。")
    ending = list(Appointment.objects.not_over_on(last_on).filter(agency=agency, officer=giver))
    _keep_an_administrator(agency, giver, ending, today)

    passed = hand_over.pass_on(agency, giver, receiver)
    for appointment in ending:
        if appointment.from_on > last_on:
            appointment.delete()
        else:
            appointment.until_on = last_on
            appointment.save(update_fields=["until_on"])
    if deactivate:
        _deactivate(giver, today)
    done = HandOver.objects.create(
        agency=agency,
        giver=giver,
        receiver=receiver,
        by=by,
        on=today,
        reason=reason.strip(),
        counts={word: len(numbers) for word, numbers in passed.items()},
    )
    record(
        "officer.handed_over",
        done,
        by=by,
        on=today,
        giver=giver.name,
        receiver=receiver.name,
        reason=done.reason,
        count=sum(done.counts.values()),
        ended=[Role(appointment.role).label for appointment in ending],
        passed=passed,
    )
    return done


def _one_of(agency: Agency, officer_id: int) -> Officer:
    """An officer who holds or held a role in the agency."""
    officer = Officer.objects.filter(pk=officer_id, appointments__agency=agency).distinct().first()
    if officer is None:
        raise NotYours("本机关没有这名工作人员。")
    return officer


def _keep_an_administrator(agency: Agency, giver: Officer, ending: list[Appointment], today: date) -> None:
    if any(appointment.role == Role.ADMINISTRATOR for appointment in ending):
        others = (
            Appointment.objects.held_on(today)
            .filter(
                agency__path__in=[*agency.parent_paths, agency.path],
                role=Role.ADMINISTRATOR,
                officer__is_active=True,
            )
            .exclude(officer=giver)
        )
        if not others.exists():
            raise Refused(f"{giver}是{agency}最后一名管理员，交接后没有人能管账号。请先任命接替的管理员。")


def _deactivate(giver: Officer, today: date) -> None:
    elsewhere = Appointment.objects.not_over_on(today).filter(officer=giver).select_related("agency")
    if other := next((each for each in elsewhere if each.until_on is None or each.until_on > today), None):
        raise Refused(f"{giver}还在{other.agency}任职，账号不能停用。请去掉“停用账号”再办。")
    if giver.runs_site:
        raise Refused(f"{giver}是平台管理员，账号只能在服务器上用命令行停用。请去掉“停用账号”再办。")
    giver.is_active = False
    giver.left_on = today
    giver.save(update_fields=["is_active", "left_on"])
    sign_ins.end(giver)
