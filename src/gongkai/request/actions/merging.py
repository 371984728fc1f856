"""合并答复: several requests of one applicant answered by one reply; each stays registered and is counted by itself.

    merge(id, into=…)    part(id)

Merging is a practice that no text forbids or provides for; that each counts by itself is the cautious reading.
"""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import NotYours, Refused
from gongkai.request import access, states, steps
from gongkai.request.models import Applicant, InfoRequest, Step

_NOT_MERGED = "只有同一申请人、都还没有答复的申请可以合并答复。"


@transaction.atomic
def merge(info_request_id: int, *, into: int, by: Officer, today: date, revision: int | None = None) -> InfoRequest:
    """合并答复: this case is answered with another of the same applicant."""
    first, second = sorted((info_request_id, into))  # the same order for everybody, so that nobody waits in a ring
    held = {
        each: access.for_act(each, "request.handle", by=by, revision=revision if each == info_request_id else None)
        for each in dict.fromkeys((first, second))
    }
    info_request, other = held[info_request_id], held[into]
    if info_request == other:
        raise Refused("一件申请不能与它自己合并。请另选一件。")
    if info_request.agency_id != other.agency_id:
        raise NotYours("没有那一件申请，或者您不能查看它。")
    access.require_applicant(info_request, by)
    access.require_applicant(other, by)
    states.refuse_unless_allowed(info_request, Step.Kind.MERGED)
    if not is_same(info_request.applicant, other.applicant):
        raise Refused(f"{info_request}与{other}不是同一个申请人提出的。{_NOT_MERGED}")
    if other.state not in InfoRequest.HANDLING:
        raise Refused(f"{other}现在是“{other.get_state_display()}”。{_NOT_MERGED}")
    if info_request.merged_into_id is not None:
        raise Refused(f"{info_request}已经与{info_request.merged_into}合并答复。要换一件，请先分开。")
    if other.merged_into_id is not None:
        raise Refused(f"{other}已经与{other.merged_into}合并答复。请直接并到那一件。")
    if info_request.merged.exists():
        raise Refused(f"已经有申请并到{info_request}，它不能再并到别的申请。请反过来合并。")
    info_request.merged_into = other
    steps.take(info_request, Step.Kind.MERGED, by=by, on=today, recorded={"other": str(other)}, other=other.pk)
    return info_request


@transaction.atomic
def part(info_request_id: int, *, by: Officer, today: date, revision: int | None = None) -> InfoRequest:
    """分开答复: a merged case is answered by itself again."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.PARTED)
    refuse_unless_merged(info_request)
    other = info_request.merged_into
    assert other is not None
    info_request.merged_into = None
    steps.take(info_request, Step.Kind.PARTED, by=by, on=today, recorded={"other": str(other)}, other=other.pk)
    return info_request


def is_same(one: Applicant, other: Applicant) -> bool:
    """Whether two applicants are one: by identity or credit number; without them by name and telephone or address."""
    if one.identity_key or other.identity_key:
        return one.identity_key == other.identity_key
    return bool(one.name_key) and (one.name_key, one.contact_key) == (other.name_key, other.contact_key)


def refuse_unless_merged(info_request: InfoRequest) -> None:
    """Refuse to part a case that is answered by itself already."""
    if info_request.merged_into_id is None:
        raise Refused(f"{info_request}没有与别的申请合并，不用分开。")
