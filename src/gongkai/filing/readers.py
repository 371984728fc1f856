"""审查的人: which stage of the examination a report waits for, and who may do it.

    next_stage(version) -> Stage | None        authors(version) -> {officers' numbers}
    why_not(version, officer, today) -> str     able_to_read(version, stage) -> officers
    took_part(version) -> {officers' numbers}   lacking(version, today) -> stages that nobody can do
    appointers(agency, today) -> who can appoint somebody to them

The stages are those of `screening`; whoever began, entered, wrote or handed in the draft holds the first.
"""

from collections.abc import Iterable
from datetime import date

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.agency.roles import MAY, Role
from gongkai.filing.models import Reading, Version
from gongkai.filing.states import Kind
from gongkai.journal.models import Entry
from gongkai.screening import stages
from gongkai.screening.models import Stage

ACTS: dict[Stage, str] = {
    Stage.SECOND: "filing.review",
    Stage.SECRECY: "filing.examine_secrecy",
    Stage.THIRD: "filing.sign",
}
"""The act of `agency.roles` that each stage asks for."""

LOOKS_AT: dict[Stage, str] = {
    Stage.SECOND: "数字与登记簿、案卷相符；口径和上年衔接；问题和改进措施属实",
    Stage.SECRECY: "国家秘密、工作秘密、商业秘密和个人隐私；汇总后的涉密风险",
    Stage.THIRD: "内容真实完整；依法应当报告的都报告了；可以报送和公布",
}

_WRITING = (
    *(Kind.BEGUN, Kind.COUNTED, Kind.ENTERED, Kind.ENTRY_DROPPED, Kind.WRITTEN, Kind.EXAMINATION_BEGAN),
    *(Kind.IMPORTED, Kind.SETTLED, Kind.RECORDED),
    *("plan_added", "plans_taken_over", "plan_told", "plan_voided", "part_included", "part_left_out"),
)
"""The acts that decide what a report says."""


def readings(version: Version) -> list[Reading]:
    """What was read of a version since it last went to examination, in order."""
    found = list(version.readings.select_related("by").order_by("pk"))
    return [reading for reading in found if reading.round == found[-1].round]


def round_of(version: Version) -> int:
    """How often a version went to examination so far."""
    last = version.readings.order_by("-round").first()
    return last.round if last else 0


def next_stage(version: Version, read: Iterable[Reading] | None = None) -> Stage | None:
    """The stage that a version under examination waits for; None for any other."""
    if version.state != Version.State.EXAMINING:
        return None
    done = {reading.stage for reading in (readings(version) if read is None else read)}
    return next((step.stage for step in stages.ORDER if step.stage not in done), None)


def authors(version: Version) -> set[int]:
    """Who had a hand in the draft of a version: they do no later stage of its examination."""
    filing = version.filing
    written = Entry.objects.filter(
        subject_kind=filing._meta.label_lower,
        subject_id=str(filing.pk),
        act__in=[f"filing.{kind}" for kind in _WRITING],
        on__gte=version.began_on,
        by__isnull=False,
    )
    return {filing.handler_id, *written.values_list("by", flat=True)}


def took_part(version: Version) -> set[int]:
    """Who drew up or examined a version within its agency: they do not receive it above."""
    return authors(version) | set(version.readings.values_list("by", flat=True))


def verdict(version: Version, stage: Stage, officer: Officer, today: date) -> stages.Verdict:
    """Whether somebody may do a stage, after what they did of this version before; nobody reads what he wrote."""
    done = {
        Stage(reading.stage)
        for reading in readings(version)
        if reading.by_id == officer.pk and reading.decision == Reading.Decision.PASSED
    }
    if officer.pk in authors(version):
        done.add(Stage.FIRST)
    return stages.verdict(stage, done, stages.in_force(version.filing.agency, today))


def verdict_on_file(version: Version, officer: Officer, today: date) -> stages.Verdict:
    """Whether somebody may sign a report read from a file for publication: not who read it in or looked at it."""
    done = {Stage.FIRST} if officer.pk in authors(version) else set()
    return stages.verdict(Stage.THIRD, done, stages.in_force(version.filing.agency, today))


def why_not(version: Version, officer: Officer, today: date) -> str:
    """Why somebody may not do the stage that a version waits for; "" if nothing stands against it."""
    stage = next_stage(version)
    if stage is None:
        return "这份报告现在没有等着审查的环节。"
    if not agencies.may(ACTS[stage], officer, version.filing.agency):
        return f"“{stage.label}”由“{wanted(stage)}”办理，您没有这个角色。"
    return verdict(version, stage, officer, today).why_not


def able_to_read(version: Version, stage: Stage, today: date) -> list[Officer]:
    """The officers whose turn a stage may be: of the role, and not who wrote the draft or read it before."""
    return _able(version, [stage], today, readings(version), authors(version))[stage]


def lacking(version: Version, today: date, *, by: Officer | None = None) -> list[Stage]:
    """The stages still to come that nobody can do; of a draft all of them, with `by` as who hands it in."""
    read = readings(version) if version.state == Version.State.EXAMINING else []
    done = {reading.stage for reading in read}
    coming = [stage for stage in ACTS if stage not in done]
    wrote = authors(version) | ({by.pk} if by else set())
    return [stage for stage, people in _able(version, coming, today, read, wrote).items() if not people]


def _able(
    version: Version, coming: Iterable[Stage], today: date, read: Iterable[Reading], wrote: set[int]
) -> dict[Stage, list[Officer]]:
    """Who can do each of some stages, whatever the number of officers in as many queries."""
    agency = version.filing.agency
    exceptions = list(stages.in_force(agency, today))
    done: dict[int, set[Stage]] = {pk: {Stage.FIRST} for pk in wrote}
    for reading in read:
        if reading.decision == Reading.Decision.PASSED:
            done.setdefault(reading.by_id, set()).add(Stage(reading.stage))
    return {
        stage: [
            officer
            for officer in holding(agency, MAY[ACTS[stage]], today)
            if not stages.verdict(stage, done.get(officer.pk, set()), exceptions).why_not
        ]
        for stage in coming
    }


def appointers(agency: Agency, today: date) -> tuple[Agency | None, list[Officer]]:
    """Who can appoint in an agency: its administrators, else those of the nearest agency above that has any."""
    held = Appointment.objects.held_on(today).filter(
        role=Role.ADMINISTRATOR, officer__is_active=True, agency__path__in=[agency.path, *agency.parent_paths]
    )
    nearest = held.select_related("agency").order_by("-agency__path").first()
    return (nearest.agency, holding(nearest.agency, [Role.ADMINISTRATOR], today)) if nearest else (None, [])


def in_words(found: Iterable[Stage]) -> str:
    """Stages by name."""
    return "、".join(f"“{stage.label}”" for stage in found)


def wanted(stage: Stage) -> str:
    """The roles that do a stage."""
    return "、".join(role.label for role in Role if role in MAY[ACTS[stage]])


def holding(agency: Agency, roles: Iterable[Role], today: date) -> list[Officer]:
    """The officers appointed in an agency itself to one of some roles, on a day."""
    held = agency.appointments.held_on(today).as_one_of(list(roles))
    return list(Officer.objects.filter(pk__in=held.values("officer"), is_active=True).order_by("name"))
