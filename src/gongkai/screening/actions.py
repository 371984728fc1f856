"""What is done in an examination, stage by stage, and the exceptions of agencies with too few people.

The caller holds the lock of what is examined, has asked for the role, and writes the journal of it.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import Role
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.screening import stages
from gongkai.screening.models import Examination, ExaminationSequence, Reading, StaffingException, Stage

_State = Examination.State
_Decision = Reading.Decision
ONGOING = (_State.OPEN, _State.AFTERWARDS)
"""States in which the next stage can be done."""
LONGEST_EXCEPTION = 366
"""Days: an exception that never ends would be the rule."""


def open_examination(
    agency: Agency,
    *,
    title: str,
    fingerprint: str,
    findings: Iterable[Mapping[str, Any]],
    by: Officer,
    today: date,
    emergency_reason: str = "",
) -> Examination:
    """开审查单: a numbered examination at its first stage; an emergency one is done after the release."""
    return Examination.objects.create(
        agency=agency,
        number=_next_number(agency, today),
        title=title,
        fingerprint=fingerprint,
        findings=list(findings),
        state=_State.AFTERWARDS if emergency_reason else _State.OPEN,
        is_emergency=bool(emergency_reason),
        emergency_reason=emergency_reason,
        next_stage=stages.first(),
        opened_by=by,
        opened_on=today,
    )


def pass_stage(
    examination: Examination,
    stage: Stage,
    opinion: str = "",
    *,
    by: Officer,
    today: date,
    authors: Collection[int] = (),
) -> Reading:
    """通过一个环节: the examination goes on to the next stage, or is passed.

    `authors` are those who wrote what is examined; they do no later stage. Refuses a person who did another.
    """
    _refuse_unless_next(examination, stage)
    if stage == stages.first():
        found = stages.Verdict()
    else:
        done = stages.done_by(examination, by.pk, authors)
        found = stages.verdict(stage, done, stages.in_force(examination.agency, today))
    if found.why_not:
        raise Refused(found.why_not, cites=stages.CITES)
    reading = _read(examination, stage, _Decision.PASSED, opinion, by, today, is_exception=found.exception is not None)
    examination.exception = found.exception or examination.exception
    following = stages.after(stage)
    examination.next_stage = following or ""
    if following is None:
        examination.state, examination.closed_on = _State.PASSED, today
    examination.save()
    return reading


def return_to_handler(examination: Examination, stage: Stage, reason: str, *, by: Officer, today: date) -> Reading:
    """退回: ends the examination; what was examined stays on record with the reason."""
    reason = _written(reason, "退回的原因，让经办人知道改什么")
    if examination.state != _State.PASSED:
        _refuse_unless_next(examination, stage)
    examination.state, examination.closed_on, examination.next_stage = _State.RETURNED, today, ""
    examination.save()
    return _read(examination, stage, _Decision.RETURNED, reason, by, today)


def refer(examination: Examination, stage: Stage, to: str, reason: str, *, by: Officer, today: date) -> Reading:
    """报请确定: put to the competent department or the secrecy administration; nothing moves until it answers."""
    _refuse_unless_next(examination, stage)
    if examination.state == _State.AFTERWARDS:
        raise Refused(
            "这一件已经紧急公开，不能边公开边报请确定。拿不准能不能公开的，请先撤回，再报请确定。", cites=stages.CITES
        )
    examination.state = _State.REFERRED
    examination.referred_to = _written(to, "报请哪个机关确定")
    examination.save()
    return _read(examination, stage, _Decision.REFERRED, _written(reason, "报请确定的事项和理由"), by, today)


def answer_referral(examination: Examination, words: str, *, by: Officer, today: date) -> Reading:
    """登记报请的答复: the examination goes on at the stage that referred it."""
    if examination.state != _State.REFERRED:
        raise Refused(f"审查单 {examination.number} 没有在报请确定，不能登记答复。")
    examination.state = _State.OPEN
    examination.referral_answer = _written(words, "答复的内容和文号")
    examination.save()
    return _read(examination, Stage(examination.next_stage), _Decision.ANSWERED, words, by, today)


def refuse(examination: Examination, stage: Stage, reason: str, *, by: Officer, today: date) -> Reading:
    """不予公开: ends the examination."""
    _refuse_unless_next(examination, stage)
    examination.state, examination.closed_on, examination.next_stage = _State.REFUSED, today, ""
    examination.save()
    return _read(examination, stage, _Decision.REFUSED, reason, by, today)


def put_off(examination: Examination, reason: str) -> None:
    """转为事后补审: what is being examined goes out in an emergency; the stages left are done afterwards."""
    if examination.state != _State.OPEN:
        raise Refused(f"审查单 {examination.number} 现在是“{examination.get_state_display()}”，不能转为事后补审。")
    examination.state, examination.is_emergency = _State.AFTERWARDS, True
    examination.emergency_reason = reason
    examination.save()


def break_off(examination: Examination, today: date) -> None:
    """What was examined afterwards was withdrawn: there is nothing left to examine."""
    examination.state, examination.closed_on, examination.next_stage = _State.RETURNED, today, ""
    examination.save()


@transaction.atomic
def grant_exception(
    agency: Agency,
    *,
    by: Officer,
    today: date,
    stages_together: Collection[Stage],
    reason: str,
    from_on: date,
    until_on: date,
    outside_reviewer: str = "",
) -> StaffingException:
    """核准人员不足例外: for a time one person may hold these stages of an agency's examinations; never all of them.

    The supervisor above grants it; the agency's own signer only with an outside reviewer named.
    """
    agencies.require("screening.except", by, agency)
    held = [stage for stage in Stage if stage in set(stages_together)]
    if len(held) < 2:
        raise Refused("请至少选两个环节：例外是让同一个人兼办几个环节。")
    if len(held) == len(Stage):
        raise Refused(
            "不能让一个人办完全部环节，至少要有两个人。请减少环节，或请上级机关、其他科室派人审查。", cites=stages.CITES
        )
    if until_on < from_on or until_on < today:
        raise Refused("例外的截止日期不能早于开始日期，也不能早于今天。请改正日期。")
    if (until_on - from_on).days > LONGEST_EXCEPTION:
        raise Refused("一次例外最长一年。请改近截止日期；到期仍缺人的，再核准一次。")
    if not outside_reviewer.strip() and not _supervises(by, agency):
        raise Refused("本机关自行核准例外，须写明由谁作外部复核；不写的，请由上级主管部门核准。", cites=stages.CITES)
    exception = StaffingException.objects.create(
        agency=agency,
        stages=[str(stage) for stage in held],
        reason=_written(reason, "例外的原因"),
        outside_reviewer=outside_reviewer.strip(),
        from_on=from_on,
        until_on=until_on,
        granted_by=by,
        granted_on=today,
    )
    journal.record(
        "staffing_exception.granted",
        exception,
        by=by,
        on=today,
        stages=[stage.label for stage in held],
        reason=reason,
        outside_reviewer=outside_reviewer,
        from_on=from_on,
        until_on=until_on,
    )
    return exception


@transaction.atomic
def end_exception(exception_id: int, *, by: Officer, today: date, reason: str) -> StaffingException:
    """提前终止例外: from this day on it allows nothing more."""
    reason = _written(reason, "提前终止的原因")
    exception = StaffingException.objects.select_related("agency").filter(pk=exception_id).first()
    if exception is None or not agencies.visible_to(by).filter(pk=exception.agency_id).exists():
        raise NotYours("没有这项例外，或者您不能查看它。")
    agencies.require("screening.except", by, exception.agency)
    exception = (
        StaffingException.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=exception_id)
    )
    if exception.ended_on is not None or exception.until_on < today:
        raise Refused("这项例外已经终止或到期，不用再终止。")
    exception.ended_on = today
    exception.save(update_fields=["ended_on"])
    journal.record("staffing_exception.ended", exception, by=by, on=today, reason=reason)
    return exception


def _next_number(agency: Agency, today: date) -> str:
    ExaminationSequence.objects.get_or_create(agency=agency, year=today.year)
    sequence = ExaminationSequence.objects.select_for_update().get(agency=agency, year=today.year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return f"〔{today.year}〕{sequence.last}"


def _read(
    examination: Examination,
    stage: Stage,
    decision: _Decision,
    opinion: str,
    by: Officer,
    today: date,
    *,
    is_exception: bool = False,
) -> Reading:
    return Reading.objects.create(
        examination=examination,
        stage=stage,
        decision=decision,
        opinion=opinion.strip(),
        by=by,
        on=today,
        is_exception=is_exception,
    )


def _refuse_unless_next(examination: Examination, stage: Stage) -> None:
    if examination.state not in ONGOING:
        raise Refused(
            f"审查单 {examination.number} 现在是“{examination.get_state_display()}”，不能再办“{Stage(stage).label}”。"
            "请刷新页面看最新情况。"
        )
    if examination.next_stage != stage:
        raise Refused(
            f"审查单 {examination.number} 现在该办“{Stage(examination.next_stage).label}”，"
            f"不是“{Stage(stage).label}”。可能有人刚办过，请刷新页面看最新情况。"
        )


def _supervises(by: Officer, agency: Agency) -> bool:
    """Whether the officer is a supervisor above the agency, not within it."""
    return any(
        role == Role.SUPERVISOR and agency.path != path and agency.path.startswith(path)
        for _, path, role in agencies.standing(by).held
    )


def _written(words: str, what: str) -> str:
    if not words.strip():
        raise Refused(f"请写明{what}。")
    return words.strip()
