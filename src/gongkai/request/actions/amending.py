"""补正: the applicant is asked once, within seven working days, for what is missing; the term then begins anew.

《政府信息公开条例》第三十条: 「答复期限自行政机关收到补正的申请之日起计算」；「无正当理由逾期不补正的，视为放弃申请」.
"""

from datetime import date

from django.db import transaction

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.law import deadlines
from gongkai.law.calendar import Due, long_words
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, naming, states, steps
from gongkai.request.actions import issuing
from gongkai.request.models import InfoRequest, Step

_CITES = (ORDER_711.article(30),)


@transaction.atomic
def ask_to_amend(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    what: str,
    why: str,
    until: date,
    revision: int | None = None,
) -> InfoRequest:
    """要求补正: all that is missing at once, why, and a reasonable term; the letter names the consequence."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    refuse_unless_amendable(info_request, today=today)
    what, why = written(what, "要补正什么"), written(why, "为什么要补正")
    if until <= today:
        raise Refused("补正期限要在今天以后。请给申请人留出合理的时间。", cites=_CITES)
    words = {"what": what, "why": why, "until": until}
    letter = issuing.issue(info_request, "amendment_notice", by=by, today=today, words=words)
    steps.take(
        info_request,
        Step.Kind.AMENDMENT_ASKED,
        by=by,
        on=today,
        reason=why,
        recorded={"until": until},
        what=naming.covered(what, info_request.applicant.words, on=today),
        until=until,
        letter=letter.pk,
    )
    return info_request


@transaction.atomic
def amended(
    info_request_id: int,
    *,
    by: Officer | None,
    today: date,
    says: str,
    received_on: date | None = None,
    revision: int | None = None,
) -> InfoRequest:
    """收到补正: the term begins anew on the day it came. Late is not lost: only without good reason does it lapse."""
    info_request = access.for_either(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.AMENDED)
    says = written(says, "补正的内容")
    came = received_on or today
    asked = info_request.steps.get(kind=Step.Kind.AMENDMENT_ASKED)
    if not asked.on <= came <= today:
        raise Refused(
            f"收到补正的日期要在告知补正的{long_words(asked.on)}和今天（{long_words(today)}）之间。请核对日期。"
        )
    steps.take(
        info_request,
        Step.Kind.AMENDED,
        by=by,
        on=today,
        happened_on=came,
        says=naming.covered(says, info_request.applicant.words, on=today),
        is_late=came > date.fromisoformat(asked.details["until"]),
    )
    return info_request


def refuse_unless_amendable(info_request: InfoRequest, *, today: date) -> None:
    """Refuse to ask twice, and to ask after the seventh working day."""
    states.refuse_unless_allowed(info_request, Step.Kind.AMENDMENT_ASKED)
    asked = next((step for step in info_request.steps.all() if step.kind == Step.Kind.AMENDMENT_ASKED), None)
    if asked is not None:
        raise Refused(
            f"{info_request}已于{long_words(asked.on)}要求补正过一次，只能一次性告知。"
            "补正后内容仍不明确的，请在“办理结果”里选“补正后申请内容仍不明确”。",
            cites=_CITES,
        )
    last = ask_by(info_request).on
    if today > last:
        raise Refused(
            f"收到申请之日起7个工作日内告知补正，最迟是{long_words(last)}，现在已经过了。"
            "请按现有内容办理，或者电话联系申请人自愿说明。",
            cites=_CITES,
        )


def ask_by(info_request: InfoRequest) -> Due:
    """The last day to ask for an amendment, with its reason."""
    assert info_request.received_on is not None
    return deadlines.amendment_due(info_request.received_on, national_calendar())


def has_lapsed(info_request: InfoRequest, *, today: date) -> bool:
    """Whether the term given for the amendment is over: a person then decides whether to close the case."""
    return (
        info_request.state == InfoRequest.State.TO_AMEND
        and info_request.stop_ends_by is not None
        and info_request.stop_ends_by < today
    )
