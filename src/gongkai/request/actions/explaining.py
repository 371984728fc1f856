"""说明理由: asked of who applies for far more than is reasonable; if the reasons hold, a later date may be fixed.

《政府信息公开条例》第三十五条. The article does not stop the clock meanwhile.
"""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.law.calendar import long_words
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, naming, states, steps
from gongkai.request.actions import issuing
from gongkai.request.models import InfoRequest, Letter, Step

LETTER = "delay_notice"
_CITES = (ORDER_711.article(35),)


@transaction.atomic
def ask_to_explain(
    info_request_id: int, *, by: Officer, today: date, reason: str, until: date, revision: int | None = None
) -> InfoRequest:
    """要求说明理由: of an applicant whose number or frequency of requests is clearly beyond what is reasonable."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    refuse_if_asked(info_request)
    reason = written(reason, "数量、频次明显超过合理范围的情况")
    if until <= today:
        raise Refused("说明理由的期限要在今天以后。请给申请人留出合理的时间。", cites=_CITES)
    words = {"reason": reason, "until": until}
    letter = issuing.issue(info_request, "explanation_notice", by=by, today=today, words=words)
    steps.take(
        info_request,
        Step.Kind.EXPLANATION_ASKED,
        by=by,
        on=today,
        reason=reason,
        until=until,
        letter=letter.pk,
    )
    return info_request


@transaction.atomic
def explained(
    info_request_id: int,
    *,
    by: Officer | None,
    today: date,
    says: str = "",
    received_on: date | None = None,
    revision: int | None = None,
) -> InfoRequest:
    """登记理由: what the applicant says, or, without words, that the term passed and nothing was said."""
    info_request = access.for_either(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.EXPLAINED)
    asked = info_request.steps.filter(kind=Step.Kind.EXPLANATION_ASKED).latest("pk")
    until = date.fromisoformat(asked.details["until"])
    says, came = says.strip(), received_on or today
    if not asked.on <= came <= today:
        raise Refused(f"收到说明的日期要在{long_words(asked.on)}和今天（{long_words(today)}）之间。请核对日期。")
    if not says and until >= today:
        raise Refused(f"说明理由的期限到{long_words(until)}为止，还没有过。请等到期满，或者登记申请人的说明。")
    steps.take(
        info_request,
        Step.Kind.EXPLAINED,
        by=by,
        on=today,
        recorded={"reason": "说明了理由" if says else "逾期没有说明理由"},
        happened_on=came,
        says=naming.covered(says, info_request.applicant.words, on=today),
    )
    return info_request


@transaction.atomic
def propose_delay(
    info_request_id: int, *, by: Officer, today: date, reason: str, until: date, revision: int | None = None
) -> Letter:
    """提请确定延迟期限: the reasons hold, but there is too much for the term; waits for the head's consent."""
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    reason = written(reason, "为什么理由合理、为什么在期限内答复不了")
    refuse_unless_delayable(info_request, today=today)
    _refuse_unless_later(info_request, until)
    words = {"reason": reason, "until": until}
    letter = issuing.submit(info_request, LETTER, by=by, today=today, words=words)
    steps.changed(info_request, today=today)
    return letter


@issuing.on_issue(LETTER)
def delay_fixed(letter: Letter, *, by: Officer, today: date) -> None:
    """确定延迟期限: the reply is due on the day that was fixed."""
    info_request = letter.info_request
    assert info_request is not None
    until = date.fromisoformat(letter.words["until"])
    refuse_unless_delayable(info_request, today=today)
    _refuse_unless_later(info_request, until)
    steps.take(
        info_request,
        Step.Kind.DELAY_FIXED,
        by=by,
        on=today,
        reason=str(letter.words["reason"]),
        recorded={"until": until},
        until=until,
        letter=letter.pk,
    )


def refuse_if_asked(info_request: InfoRequest) -> None:
    """Refuse to ask for reasons a second time."""
    states.refuse_unless_allowed(info_request, Step.Kind.EXPLANATION_ASKED)
    if any(step.kind == Step.Kind.EXPLANATION_ASKED for step in info_request.steps.all()):
        raise Refused(f"{info_request}已经要求说明过理由，不用再要求。", cites=_CITES)


def refuse_unless_delayable(info_request: InfoRequest, *, today: date) -> None:
    """Refuse a delay nobody explained himself for, a second one, and one too late."""
    states.refuse_unless_allowed(info_request, Step.Kind.DELAY_FIXED)
    made = list(info_request.steps.all())
    if not any(step.kind == Step.Kind.EXPLAINED and step.details.get("says") for step in made):
        raise Refused(
            "申请人说明的理由合理，才可以确定延迟答复的期限。请先要求申请人说明理由，并登记收到的说明。", cites=_CITES
        )
    if any(step.kind == Step.Kind.DELAY_FIXED for step in made):
        raise Refused("这件申请已经确定过延迟答复的期限，不能再定一次。", cites=_CITES)
    if info_request.due_on is not None and info_request.due_on < today:
        raise Refused(
            f"答复期限{long_words(info_request.due_on)}已经过了，不能再确定延迟期限。请尽快答复，并说明超期原因。",
            cites=_CITES,
        )


def _refuse_unless_later(info_request: InfoRequest, until: date) -> None:
    if info_request.due_on is not None and until <= info_request.due_on:
        raise Refused(
            f"延迟答复的日期要在现在的答复期限{long_words(info_request.due_on)}以后。请改写日期。", cites=_CITES
        )
