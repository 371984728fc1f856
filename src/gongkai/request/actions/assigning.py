"""交办: who answers a request: a unit, an officer of it, or the officer who registered it.

assign(id, unit_id=…, handler_id=…)    claim(id)    send_back(id)    chase(id)
"""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.request import access, states, steps
from gongkai.request.models import InfoRequest, Step, Unit


@transaction.atomic
def assign(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    unit_id: int | None = None,
    handler_id: int | None = None,
    reason: str = "",
    revision: int | None = None,
) -> InfoRequest:
    """交办: give a case to a unit, to an officer, or to an officer of a unit; whoever had it has it no longer."""
    info_request = access.for_act(info_request_id, "request.assign", by=by, revision=revision)
    if unit_id is None and handler_id is None:
        raise Refused("请选择承办机构或承办人。")
    unit = None
    if unit_id is not None:
        unit = Unit.objects.filter(pk=unit_id, agency=info_request.agency, closed_on=None).first()
        if unit is None:
            raise Refused("没有这个承办机构，或者它已经停用。请重新选择。")
    handler = None
    if handler_id is not None:
        handler = next((each for each in access.handlers(info_request.agency) if each.pk == handler_id), None)
        if handler is None:
            raise Refused("这个人现在不是本机关的经办人，不能交办。请重新选择，或请管理员任命。")
        if unit is not None and not unit.members.filter(pk=handler.pk).exists():
            raise Refused(f"{handler.name}不是“{unit}”的成员。请改选，或先在承办机构里加上。")
    if (unit, handler) == (info_request.unit, info_request.handler):
        raise Refused("这件申请已经在这个承办机构或承办人手里，不用再交办。")
    info_request.unit, info_request.handler = unit, handler
    to = "、".join(each.name for each in (unit, handler) if each)
    steps.take(
        info_request,
        Step.Kind.ASSIGNED,
        by=by,
        on=today,
        reason=reason.strip(),
        recorded={"to": to},
        to=to,
        handler=handler.pk if handler else None,
    )
    return info_request


@transaction.atomic
def claim(info_request_id: int, *, by: Officer, today: date, revision: int | None = None) -> InfoRequest:
    """认领: take a case in hand that nobody has: one of one's own unit, or of none."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.CLAIMED)
    refuse_unless_free(info_request)
    units = access.units_of(by, info_request.agency)
    if units and info_request.unit_id not in units:
        where = f"交办给了“{info_request.unit}”" if info_request.unit else "还没有交办"
        raise Refused(f"{info_request}{where}，不在您的承办机构，不能认领。请公开工作机构交办。")
    info_request.handler = by
    steps.take(info_request, Step.Kind.CLAIMED, by=by, on=today)
    return info_request


@transaction.atomic
def send_back(
    info_request_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None
) -> InfoRequest:
    """退回交办: a case that was given to the wrong people goes back to be assigned anew, with the reason."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.SENT_BACK)
    refuse_unless_assigned(info_request)
    if info_request.handler != by and info_request.unit_id not in access.units_of(by, info_request.agency):
        raise Refused(f"{info_request}不在您手里，不能由您退回；要换人，请“交办”。")
    before = "、".join(each.name for each in (info_request.unit, info_request.handler) if each)
    info_request.handler = info_request.unit = None
    steps.take(
        info_request,
        Step.Kind.SENT_BACK,
        by=by,
        on=today,
        reason=written(reason, "退回的理由"),
        sent_back_from=before,
    )
    return info_request


@transaction.atomic
def chase(
    info_request_id: int, *, by: Officer, today: date, reason: str = "", revision: int | None = None
) -> InfoRequest:
    """催办: remind who has the case in hand."""
    info_request = access.for_act(info_request_id, "request.assign", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.CHASED)
    refuse_unless_assigned(info_request)
    steps.take(info_request, Step.Kind.CHASED, by=by, on=today, reason=reason.strip())
    return info_request


def refuse_unless_free(info_request: InfoRequest) -> None:
    """Refuse to claim a case that somebody has in hand."""
    if info_request.handler is not None:
        raise Refused(f"{info_request}已由{info_request.handler.name}承办，不用认领；要换人，请“交办”。")


def refuse_unless_assigned(info_request: InfoRequest) -> None:
    """Refuse to send back or chase a case that nobody has."""
    if info_request.handler is None and info_request.unit is None:
        raise Refused(f"{info_request}还没有交办，没有人可退、可催。请先交办。")
