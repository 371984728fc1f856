"""办理结果: an outcome chosen with what it rests on, handed in to be signed, and what its letter brings about.

A case has one draft of a decision at a time. It takes effect with its letter; merged cases are replied to with it, and
each is counted by itself.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.law import outcomes
from gongkai.law.outcomes import Outcome
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, establishing, naming, states, steps
from gongkai.request.actions import issuing
from gongkai.request.letters import kinds
from gongkai.request.models import CaseFile, Decision, InfoRequest, Letter, Step

CLOSING = "otherwise_closed"
CLOSING_NOTICE = "closing_notice"


class Unestablished(Refused):
    """The case does not bear out the outcome; `lacks` say what is missing."""

    def __init__(self, outcome: Outcome, lacks: list[establishing.Lack]) -> None:
        self.lacks = lacks
        super().__init__(
            f"还不能选“{outcome}”，缺 {len(lacks)} 项。请补上再办。",
            details=[lack.says for lack in lacks],
            cites=dict.fromkeys(cite for lack in lacks for cite in lack.cites),
        )


@transaction.atomic
def decide(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    outcome: str,
    established: Mapping[str, str | int],
    reason: str = "",
    files: Iterable[int] = (),
    note: str = "",
    words: Mapping[str, str] | None = None,
    revision: int | None = None,
) -> Decision:
    """拟办理结果: refuses an outcome that the case does not bear out, naming everything that is missing.

    The draft takes the place of the one before; what has taken effect is never changed.
    """
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.SUBMITTED)
    _refuse_merged(info_request)
    chosen = _open_outcome(outcome, today)
    given = list(files)
    found = list(info_request.files.filter(pk__in=given))
    if len(found) != len(set(given)):
        raise Refused("选的文件里有的不在这件申请里。请重新选择。")
    told = _told(chosen, established)
    _refuse_lacking(info_request, chosen, established=told, reason=reason, files=found, today=today)
    decision = draft_of(info_request) or Decision(info_request=info_request, number=info_request.decisions.count() + 1)
    decision.outcome = chosen.code
    decision.established = told
    decision.reason, decision.note = reason.strip(), note.strip()
    decision.words = dict(words or {})
    decision.by, decision.made_on = by, today
    decision.save()
    decision.files.set(found)
    info_request.revision += 1
    info_request.save(update_fields=["revision"])
    journal.record("request.decided", info_request, by=by, on=today, outcome=chosen.name)
    return decision


@transaction.atomic
def submit(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    words: Mapping[str, str] | None = None,
    confirmed: str = "",
    revision: int | None = None,
) -> Letter:
    """提交审签: the draft becomes a letter that waits for its sign-offs; what it rests on is looked at once more.

    `confirmed` says why files go out with numbers that name a person uncovered; without it they do not.
    """
    info_request = access.for_act(info_request_id, "request.handle", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.SUBMITTED)
    _refuse_merged(info_request)
    decision = draft_of(info_request)
    if decision is None:
        raise Refused(f"{info_request}还没有拟办理结果。请先选办理结果。")
    chosen = _open_outcome(decision.outcome, today)
    _refuse_lacking(
        info_request,
        chosen,
        established=decision.established,
        reason=decision.reason,
        files=decision.files.all(),
        today=today,
    )
    _confirm_exposed(info_request, decision, confirmed, by=by, today=today)
    if words is not None:
        decision.words = dict(words)
        decision.save(update_fields=["words"])
    merged = _merged(info_request)
    for other in merged:
        if not states.allowed(other, Step.Kind.SUBMITTED):
            raise Refused(
                f"合并答复的{other}现在是“{other.get_state_display()}”，不能一起答复。请先办完那一步，或者取消合并。"
            )
    kind = letter_kind(chosen)
    letter = issuing.submit(info_request, kind, by=by, today=today, words=decision.words, decision=decision)
    recorded = {"letter": kinds.by_code(kind).title, "outcome": chosen.name}
    for each in (info_request, *merged):
        steps.take(
            each, Step.Kind.SUBMITTED, by=by, on=today, recorded=recorded, came_from=each.state, letter=letter.pk
        )
    return letter


@issuing.on_issue("reply", CLOSING_NOTICE)
def takes_effect(letter: Letter, *, by: Officer, today: date) -> None:
    """签发: the decision holds, the case is replied to, and with it those merged into it."""
    decision, info_request = letter.decision, letter.info_request
    if decision is None or info_request is None:
        return
    decision.effective_on = today
    decision.save(update_fields=["effective_on"])
    merged = _merged(info_request)
    _reply(info_request, decision, letter, by=by, today=today)
    for other in merged:
        _reply(other, _copied(decision, other), letter, by=by, today=today)


@issuing.on_send_back("reply", CLOSING_NOTICE)
def goes_back(letter: Letter, *, by: Officer, today: date, reason: str) -> None:
    """退回: the case is again where it was handed in from, the draft of the decision with it."""
    info_request = letter.info_request
    if letter.decision is None or info_request is None:
        return
    title = kinds.by_code(letter.kind).title
    for each in (info_request, *_merged(info_request)):
        handed_in = each.steps.filter(kind=Step.Kind.SUBMITTED).order_by("-pk").first()
        came_from = handed_in.details.get("came_from") if handed_in else None
        steps.take(
            each,
            Step.Kind.RETURNED,
            by=by,
            on=today,
            reason=reason,
            leads=InfoRequest.State(came_from) if came_from else None,
            recorded={"letter": title},
        )


def draft_of(info_request: InfoRequest) -> Decision | None:
    """The decision of a case that has not taken effect."""
    return info_request.decisions.filter(effective_on=None).order_by("-number").first()


def in_force(info_request: InfoRequest) -> Decision | None:
    """The decision of a case that holds: the last that took effect and was not undone."""
    held = info_request.decisions.exclude(effective_on=None).filter(undone_on=None)
    return held.order_by("-number").first()


def letter_kind(outcome: Outcome) -> str:
    """The kind of letter that carries an outcome."""
    return CLOSING_NOTICE if outcome.group == CLOSING else f"reply.{outcome.code}"


def _reply(info_request: InfoRequest, decision: Decision, letter: Letter, *, by: Officer, today: date) -> None:
    """The year counts a case by its first reply; a later one changes the count only within the same year."""
    outcome = outcomes.by_code(decision.outcome)
    is_counted = info_request.replied_on is None or info_request.replied_on.year == today.year
    if is_counted:
        info_request.outcome = outcome.code
    if info_request.replied_on is None:
        info_request.replied_on = today
    info_request.delivered_on = None
    issuing.drop_waiting(info_request, by=by, today=today, reason="已经答复")
    steps.take(
        info_request,
        Step.Kind.CLOSED if outcome.group == CLOSING else Step.Kind.REPLIED,
        by=by,
        on=today,
        recorded={"outcome": outcome.name, "letter": letter.number},
        decision=decision.pk,
        letter=letter.pk,
        counted=is_counted,
    )


def _copied(decision: Decision, other: InfoRequest) -> Decision:
    """The same decision for a case that is replied to with another."""
    copy = Decision.objects.create(
        info_request=other,
        number=other.decisions.count() + 1,
        outcome=decision.outcome,
        established=decision.established,
        reason=decision.reason,
        note=decision.note,
        by=decision.by,
        made_on=decision.made_on,
        effective_on=decision.effective_on,
    )
    copy.files.set(decision.files.all())
    return copy


def _merged(info_request: InfoRequest) -> list[InfoRequest]:
    """The cases to be replied to with this one, locked."""
    waiting = info_request.merged.filter(state__in=InfoRequest.HANDLING).order_by("pk")
    return [access.lock(pk) for pk in waiting.values_list("pk", flat=True)]


def _open_outcome(code: str, today: date) -> Outcome:
    chosen = outcomes.by_code(code)
    if chosen not in outcomes.choices(today):
        raise Refused(f"{today.isoformat()} 不能选“{chosen}”。")
    return chosen


def _told(outcome: Outcome, established: Mapping[str, str | int]) -> dict[str, Any]:
    """What the outcome asks for, and nothing else."""
    told: dict[str, Any] = {}
    for required in establishing.asked(outcome):
        value = established.get(required.key, "")
        value = value.strip() if isinstance(value, str) else value
        if value != "":
            told[required.key] = value
    return told


def _refuse_merged(info_request: InfoRequest) -> None:
    other = info_request.merged_into
    if other is not None and other.state in InfoRequest.HANDLING:
        raise Refused(f"{info_request}已合并到{other}，随它一起答复。请到{other}的页面办理。")


def _confirm_exposed(info_request: InfoRequest, decision: Decision, reason: str, *, by: Officer, today: date) -> None:
    """Refuse files with numbers that name a person, unless a named person says why they go out uncovered."""
    exposed = establishing.exposed(decision.files.all())
    if not exposed:
        return
    if not reason.strip():
        raise Refused(
            "要提供的文件里有个人的号码，没有遮盖。请先遮盖；核对过可以提供的，勾选确认并写明理由。",
            details=[f"“{file.released_name}”：{'、'.join(kinds)}" for file, kinds in exposed],
            cites=(ORDER_711.article(15),),
        )
    journal.record(
        "request.numbers_confirmed",
        info_request,
        by=by,
        on=today,
        count=len(exposed),
        what=list(dict.fromkeys(kind for _, kinds in exposed for kind in kinds)),
        reason=naming.unnamed(written(reason, "为什么没有遮盖的号码可以提供"), info_request.applicant.words),
    )


def _refuse_lacking(
    info_request: InfoRequest,
    outcome: Outcome,
    *,
    established: Mapping[str, str | int],
    reason: str,
    files: Iterable[CaseFile],
    today: date,
) -> None:
    found = establishing.lacks(info_request, outcome, established=established, reason=reason, files=files, today=today)
    if found:
        raise Unestablished(outcome, found)
