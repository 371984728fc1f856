"""延期答复: once, by at most twenty working days, with the consent of the office's head, told before the term is over.

《政府信息公开条例》第三十三条第二款. The handler proposes, the head signs the letter; then it takes effect.
"""

from datetime import date

from django.db import transaction

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.law import deadlines
from gongkai.law.calendar import long_words
from gongkai.law.deadlines import EXTENSION_DAYS
from gongkai.request import access, states, steps
from gongkai.request.actions import issuing
from gongkai.request.models import InfoRequest, Letter, Step

LETTER = "extension_notice"


@transaction.atomic
def propose_extension(
    info_request_id: int, *, by: Officer, today: date, reason: str, days: int | None = None, revision: int | None = None
) -> Letter:
    """提请延期: the notice to the applicant, waiting for the head's consent. Without `days`, by the most allowed."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    refuse_unless_extendable(info_request, today=today)
    most = longest(info_request)
    given = most if days is None else days
    if not 1 <= given <= most:
        raise Refused(
            f"延长的期限最短1个、最长{most}个工作日，不能延{given}个。请改写天数。",
            cites=_cites(info_request),
        )
    words = {"reason": written(reason, "延期的理由"), "days": given, "until": _until(info_request, given)}
    letter = issuing.submit(info_request, LETTER, by=by, today=today, words=words)
    steps.changed(info_request, today=today)
    return letter


@issuing.on_issue(LETTER)
def extended(letter: Letter, *, by: Officer, today: date) -> None:
    """延期: the head consents; the term is longer from now on."""
    info_request = letter.info_request
    assert info_request is not None
    refuse_unless_extendable(info_request, today=today)
    told = letter.words["until"]
    info_request.is_extended = True
    steps.take(
        info_request,
        Step.Kind.EXTENDED,
        by=by,
        on=today,
        reason=str(letter.words["reason"]),
        recorded={"days": letter.words["days"]},
        days=letter.words["days"],
        letter=letter.pk,
    )
    if told and (info_request.due_on is None or told != info_request.due_on.isoformat()):
        now = long_words(info_request.due_on) if info_request.due_on else "征求意见结束以后的一天"
        raise Refused(
            f"告知书写的答复期限是{long_words(date.fromisoformat(told))}，拟稿以后期限变了，现在延期会到{now}。"
            "请退回，由承办人重新提请延期。"
        )


def longest(info_request: InfoRequest) -> int:
    """The most working days by which this reply may be put off."""
    assert info_request.received_on is not None
    return deadlines.extension_days(info_request.received_on)


def _until(info_request: InfoRequest, days: int) -> date | None:
    """The day the letter names; none while the clock stands still and nobody knows until when."""
    return national_calendar().after(info_request.due_on, days) if info_request.due_on else None


def refuse_unless_extendable(info_request: InfoRequest, *, today: date) -> None:
    """Refuse a second extension, and one after the term is over."""
    states.refuse_unless_allowed(info_request, Step.Kind.EXTENDED)
    made = {Step.Kind(step.kind): step for step in info_request.steps.all()}
    if done := made.get(Step.Kind.EXTENDED):
        due = f"，请在{long_words(info_request.due_on)}前答复" if info_request.due_on else ""
        raise Refused(f"{info_request}已于{long_words(done.on)}延期一次，不能再延{due}。", cites=_cites(info_request))
    if Step.Kind.REOPENED in made:
        raise Refused(f"{info_request}是按复议决定或者判决重新办理，期限由它定，不能延期。请在期限内答复。")
    if info_request.due_on is not None and info_request.due_on < today:
        raise Refused(
            f"{info_request}的答复期限{long_words(info_request.due_on)}已经过了，不能再延期："
            "延期须在期限内决定并告知申请人。请尽快答复，并说明超期原因。",
            cites=_cites(info_request),
        )


def _cites(info_request: InfoRequest) -> tuple[str, ...]:
    assert info_request.received_on is not None
    return EXTENSION_DAYS.on(info_request.received_on).cites
