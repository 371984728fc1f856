"""内部审查: a report is handed in, read by three people one after another, passed or returned, or taken back.

《政府信息公开条例》第十七条（公开前审查）；审查环节与 `screening` 相同。
"""

from datetime import date

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, figures, findings, freezing, readers, states, steps, telling
from gongkai.filing.actions import counting
from gongkai.filing.models import Filing, Reading, Version
from gongkai.filing.states import Kind
from gongkai.screening import stages
from gongkai.screening.models import Stage

_Decision = Reading.Decision
NAMED = 5
"""Figures named in a refusal; of more only how many."""


@transaction.atomic
def submit_for_examination(filing_id: int, *, by: Officer, today: date, revision: int | None = None) -> Filing:
    """提交内部审查: fix figures, text and the records behind them, and hand the report to the first reader.

    Refuses unless the figures are those of now and every finding is mended or confirmed (a mark without an answer is
    one). Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    version = _version(filing, Kind.EXAMINATION_BEGAN)
    _refuse_unless_counted_now(version)
    found = findings.of(version, on=today)
    found.refuse_unless_settled()
    version.found = found.kept()
    version.returned_by = version.returned_reason = ""
    version.submitted_on = None  # what was sent back is no longer with those above: they see it when it comes anew
    version.save()
    freezing.freeze(version)
    number = readers.round_of(version) + 1
    Reading.objects.create(
        version=version, round=number, stage=stages.first(), decision=_Decision.PASSED, by=by, on=today
    )
    version = steps.take(filing, Kind.EXAMINATION_BEGAN, by=by, on=today, round=number)
    _tell_next(version, by, today)
    return filing


@transaction.atomic
def pass_stage(filing_id: int, *, by: Officer, today: date, opinion: str = "", revision: int | None = None) -> Filing:
    """通过: the stage it waits for is passed; after the last the report is signed (签发) and can be handed in.

    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing, stage = _opened(filing_id, Kind.READ, by, revision)
    version = _version(filing, Kind.READ)
    found = readers.verdict(version, stage, by, today)
    if found.why_not:
        raise Refused(found.why_not, cites=stages.CITES)
    if version.marks.filter(is_sent=False).exists():
        raise Refused("这份报告上有还没有发出的批注，不能通过。请退回修改，让编制人看到批注；或者先删去批注再通过。")
    _read(version, stage, _Decision.PASSED, by, today, opinion, is_exception=found.exception is not None)
    recorded = {"opinion": opinion, "exception": found.exception.reason if found.exception else ""}
    if stages.after(stage) is None:
        version = steps.take(filing, Kind.PASSED, by=by, on=today, **recorded)
        telling.to_handler(filing, "内部审查通过", "请报送上级；上级没有使用本系统的，可以直接公布。", by=by)
    else:
        version = steps.take(filing, Kind.READ, by=by, on=today, stage=stage.label, **recorded)
        _tell_next(version, by, today)
    return filing


@transaction.atomic
def return_(filing_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None) -> Filing:
    """退回修改: the draft goes back to its handler with the reason and all marks.

    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing, stage = _opened(filing_id, Kind.RETURNED, by, revision)
    version = _version(filing, Kind.RETURNED)
    _refuse_own_draft(version, by)
    _read(version, stage, _Decision.RETURNED, by, today, reason)
    marks = give_back(version, f"{by}（{stage.label}）", reason)
    steps.take(filing, Kind.RETURNED, by=by, on=today, stage=stage.label, reason=reason, marks=marks)
    telling.to_handler(filing, "被退回，请修改", f"{by}：{reason}", by=by)
    return filing


@transaction.atomic
def take_back(filing_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None) -> Filing:
    """收回修改: its handler takes it back before it is handed in; what examiners marked so far comes with it.

    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    version = _version(filing, Kind.TAKEN_BACK)
    freezing.thaw(version)
    send_marks(version)
    steps.take(filing, Kind.TAKEN_BACK, by=by, on=today, reason=reason)
    return filing


def give_back(version: Version, who: str, reason: str) -> int:
    """Open a fixed version to its handler again, with the reason and the marks; how many marks there are."""
    freezing.thaw(version)
    version.returned_by, version.returned_reason = who[:100], reason
    return send_marks(version)


def send_marks(version: Version) -> int:
    """Show the agency the marks that it has not seen yet; how many."""
    return version.marks.filter(is_sent=False).update(is_sent=True)


def grown(version: Version) -> list[tuple[str, str, str]]:
    """The figures that the ledger gives differently than when they were counted: label, then, now."""
    return [
        (
            figure.label,
            counting.told(figures.read(version.figures.get(name)), figure),
            counting.told(figure.counted, figure),
        )
        for name, figure in figures.count(version.filing).items()
        if name not in version.figures or version.figures[name] != figures.kept(figure.counted)
    ]


def _refuse_unless_counted_now(version: Version) -> None:
    if version.counted_at is None:
        raise Refused("这份报告还没有统计，不能提交审查。请先到“数字”页统计。")
    changed = grown(version)
    if not changed:
        return
    more = f"；还有 {len(changed) - NAMED} 个数字" if len(changed) > NAMED else ""
    raise Refused(
        f"台账在统计以后又变了，{len(changed)} 个数字与页面上的不同{more}。请到“数字”页重新统计，看过再提交。",
        details=[f"{label}：统计时 {then}，现在 {now}" for label, then, now in changed[:NAMED]],
    )


def _refuse_own_draft(version: Version, by: Officer) -> None:
    if by.pk in readers.authors(version):
        raise Refused("您参与了这份报告的编制，不能由您退回；要改的话，请用“收回修改”。")


def _opened(filing_id: int, kind: Kind, by: Officer, revision: int | None) -> tuple[Filing, Stage]:
    """A locked filing at the stage that it waits for, for an officer whose role does that stage."""
    filing = access.for_act(filing_id, "filing.see", by=by, revision=revision)
    version = _version(filing, kind)
    stage = readers.next_stage(version)
    assert stage is not None  # the last stage leads out of the examination
    agencies.require(readers.ACTS[stage], by, filing.agency)
    return filing, stage


def _version(filing: Filing, kind: Kind) -> Version:
    """The latest version of a locked filing, in a state that allows an act."""
    version = filing.latest
    assert version is not None
    version.filing = filing
    states.refuse_unless_allowed(version, kind)
    return version


def _read(
    version: Version,
    stage: Stage,
    decision: Reading.Decision,
    by: Officer,
    today: date,
    opinion: str,
    *,
    is_exception: bool = False,
) -> None:
    Reading.objects.create(
        version=version,
        round=readers.round_of(version),
        stage=stage,
        decision=decision,
        opinion=opinion,
        by=by,
        on=today,
        is_exception=is_exception,
    )


def _tell_next(version: Version, by: Officer, today: date) -> None:
    stage = readers.next_stage(version)
    if stage is None:
        return
    if readers.able_to_read(version, stage, today):
        telling.to_read(version, stage, by=by, today=today)
    else:
        telling.to_appoint(version, stage, by=by, today=today)
