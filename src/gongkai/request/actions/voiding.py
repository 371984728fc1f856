"""作废与更正登记: a registration made twice or by mistake, and one that was written down wrongly.

void(id, reason=…)    correct(id, reason=…, changed fields)
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, naming, states, steps
from gongkai.request.actions import issuing, registering
from gongkai.request.models import Applicant, InfoRequest, Step

FIELDS = (
    *("channel", "submitted_at", "arrived_on", "signed_for_on", "waybill", "signed_for_by"),
    *("confirmed_on", "confirmed_how", "title", "description", "document_number", "purpose", "form", "way"),
)
"""What `correct` may change of a case, besides its day of receipt and who applied."""

_TOLD_WITHOUT_WORDS = frozenset({"description", "purpose", "title"})
"""An applicant's own text may name anybody: that it changed is told, not how."""


@transaction.atomic
def void(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    reason: str,
    duplicate_of: int | None = None,
    revision: int | None = None,
) -> InfoRequest:
    """登记作废: the number stays, listed with the reason; it is counted nowhere. Never one replied to."""
    info_request = access.for_act(info_request_id, "request.void", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.VOIDED)
    reason = written(reason, "作废的理由")
    if info_request.replied_on is not None:
        raise Refused(
            f"{info_request}已于{info_request.replied_on.isoformat()}答复，年报已经计入，不能作废。"
            "正在重新办理的，请重新答复；申请人撤回的，办“登记撤回”。"
        )
    other = None
    if duplicate_of is not None:
        others = InfoRequest.objects.filter(agency=info_request.agency).exclude(pk=info_request.pk)
        other = others.filter(pk=duplicate_of).exclude(state=InfoRequest.State.VOID).first()
        if other is None:
            raise NotYours("没有那一件申请，或者它也已经作废。")
    merged = list(info_request.merged.exclude(state=InfoRequest.State.VOID)[:1])
    if merged:
        raise Refused(f"{merged[0]}与{info_request}合并答复，不能先作废这一件。请先把它们分开答复。")
    issuing.drop_waiting(info_request, by=by, today=today, reason="登记作废")
    steps.take(
        info_request,
        Step.Kind.VOIDED,
        by=by,
        on=today,
        reason=reason,
        recorded={"duplicate_of": str(other) if other else ""},
        duplicate_of=other.pk if other else None,
    )
    return info_request


@transaction.atomic
def correct(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    reason: str,
    applicant: Mapping[str, str] | None = None,
    kind: str | None = None,
    received_on: date | None = None,
    revision: int | None = None,
    **fields: Any,
) -> InfoRequest:
    """更正登记: what was written down wrongly, before the reply; the clock is counted anew.

    `applicant` holds every word of who applied, kept and changed. The journal has each change, but of the applicant
    only which words changed. A channel or a day that changes moves the day of receipt with it, unless that is given.
    """
    info_request = access.for_act(info_request_id, "request.void", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.CORRECTED)
    reason = written(reason, "哪里登记错了")
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"correct() knows no {', '.join(sorted(unknown))}")
    changes: list[list[str]] = []
    before = _days(info_request)
    received_by_rule = registering.receipt(info_request).on
    for name, value in fields.items():
        _change(info_request, name, value, changes)
    identity = _identify(info_request.applicant, applicant, kind) if applicant is not None or kind else []
    words = info_request.applicant.words
    info_request.title = naming.titled(info_request.title, info_request.description, words, on=today)
    if info_request.received_on is not None:
        rule = registering.receipt(info_request).on
        on = received_on or (rule if info_request.received_on == received_by_rule else info_request.received_on)
        if on is None or on > today:
            raise Refused("更正以后收到日定不下来，或者晚于今天。请核对日期，或直接填写收到日。")
        if info_request.replied_on is not None and on > info_request.replied_on:
            raise Refused("更正以后收到日晚于第一次答复的日期，年报的收办数会对不上。请核对日期。")
        if info_request.replied_on is not None and on != info_request.received_on:
            raise Refused(f"{info_request}已经答复过，年报按原来的收到日计入，收到日不能再改。其他内容可以更正。")
        _change(info_request, "received_on", on, changes)
        if _days(info_request) != before:
            _refuse_before_it_came(info_request, on)
    if not changes and not identity:
        raise Refused("没有改动任何内容。请改了再保存。")
    steps.take(
        info_request,
        Step.Kind.CORRECTED,
        by=by,
        on=today,
        reason=naming.unnamed(reason, words),
        recorded={"changes": changes, "identity": identity},
        fields=[change[0] for change in changes] + identity,
    )
    return info_request


def keeps_number(info_request: InfoRequest) -> str:
    """What to tell of a number whose year is no longer that of the receipt; nothing where they agree."""
    on, number = info_request.received_on, info_request.number
    if on is None or not number or number.startswith(f"〔{on.year}〕"):
        return ""
    return (
        f"收到日在{on.year}年，登记编号仍是{number}：编号已经写进回执和台账，给过的号不改、不收回。"
        f"年报按收到日计入{on.year}年。"
    )


def _days(info_request: InfoRequest) -> tuple[date | None, date, date]:
    """The days of receipt, of handing in or sending, and of arrival."""
    return info_request.received_on, timezone.localtime(info_request.submitted_at).date(), info_request.arrived_on


def _refuse_before_it_came(info_request: InfoRequest, received_on: date) -> None:
    """Nothing is received before it was handed in or sent, or came; what is signed for may reach the office later."""
    _, submitted_on, arrived_on = _days(info_request)
    came = [("提交或寄出日期", submitted_on)]
    if info_request.signed_for_on is None:
        came.append(("到件日期", arrived_on))
    for word, day in came:
        if received_on < day:
            raise Refused(
                f"收到日{received_on.isoformat()}早于{word}{day.isoformat()}，没有到件不能算收到。"
                "请核对这两个日期，哪个写错了改哪个。",
                cites=(ORDER_711.article(31),),
            )


def _change(info_request: InfoRequest, name: str, value: Any, changes: list[list[str]]) -> None:
    before = getattr(info_request, name)
    value = value.strip() if isinstance(value, str) else value
    if before == value:
        return
    field = InfoRequest._meta.get_field(name)
    shown = [_shown(info_request, name)]
    setattr(info_request, name, value)
    shown.append(_shown(info_request, name))
    if name in _TOLD_WITHOUT_WORDS:
        shown = ["原文", "更正后的内容"]
    changes.append([str(getattr(field, "verbose_name", name)), *shown])


def _shown(info_request: InfoRequest, name: str) -> str:
    value = getattr(info_request, name)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    display = getattr(info_request, f"get_{name}_display", None)
    return str(display() if display else value or "")


def _identify(who: Applicant, applicant: Mapping[str, str] | None, kind: str | None) -> list[str]:
    """Change who applied; the names of what changed, never the words."""
    found = []
    if kind and kind != who.kind:
        who.kind = Applicant.Kind(kind)
        found.append("申请人类型")
    if applicant is not None:
        before = who.words
        told = {name: words.strip() for name, words in applicant.items() if words.strip()}
        found += [word for name, word in Applicant.FIELDS.items() if told.get(name, "") != before.get(name, "")]
        who.tell(told)
    if found:
        who.save()
    return found
