"""环节: the stages of an examination in their order, who does each, and what is looked at.

三审三校 is common practice without a national text; 保密审查 before disclosure is the law's
（条例第十七条，保守国家秘密法第三十五条）. 不同环节由不同的人办理: nobody reads twice, except two stages that a
setting or a staffing exception lets one person hold together.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from gongkai.agency.models import Agency
from gongkai.law.statutes import ORDER_711, SECRECY
from gongkai.screening.models import Examination, StaffingException, Stage

CITES = (ORDER_711.article(17), SECRECY.article(35))


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: the act that allows it (`agency.roles.MAY`) and what its reader looks at."""

    stage: Stage
    act: str
    looks_at: str


ORDER: tuple[Step, ...] = (
    Step(Stage.FIRST, "item.submit", "要素齐全、错别字、格式、附件、隐私遮盖"),
    Step(Stage.SECOND, "item.review", "事实、依据、口径、公开属性、政策表述"),
    Step(Stage.SECRECY, "item.examine_secrecy", "国家秘密、工作秘密、汇聚后的涉密风险"),
    Step(Stage.THIRD, "item.sign", "政治表述、保密、发布时机与渠道"),
)

STEPS: dict[Stage, Step] = {step.stage: step for step in ORDER}


def first() -> Stage:
    """The stage that begins an examination."""
    return ORDER[0].stage


def after(stage: Stage) -> Stage | None:
    """The stage that follows; None after the last."""
    following = [step.stage for step in ORDER]
    at = following.index(stage) + 1
    return following[at] if at < len(following) else None


def in_force(agency: Agency, today: date) -> QuerySet[StaffingException]:
    """The exceptions of an agency that hold on a day; the last day counts, the day of an early end does not."""
    return StaffingException.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), agency=agency, from_on__lte=today, until_on__gte=today
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a person may do a stage: `why_not` is a sentence, or "" when they may; `exception` is what allows it."""

    why_not: str = ""
    exception: StaffingException | None = None


def verdict(
    stage: Stage, done: Collection[Stage], exceptions: Iterable[StaffingException], *, people: int | None = None
) -> Verdict:
    """Whether somebody who did some stages of an examination may do this one too.

    `people` is how many different persons the site asks for; three of them let one do 二审 and 保密审查.
    """
    held = {*done, stage}
    if len(held) == 1 and stage not in done:
        return Verdict()
    if stage in done:
        return Verdict(f"您已经办过这一件的“{stage.label}”，不能再办一次。")
    if (people or settings.GONGKAI.screening_people) == 3 and held == {Stage.SECOND, Stage.SECRECY}:
        return Verdict()
    for exception in exceptions:
        if held <= set(exception.stages):
            return Verdict(exception=exception)
    names = "、".join(f"“{each.label}”" for each in Stage if each in done)
    return Verdict(
        f"您已经办了这一件的{names}，不能再办“{stage.label}”：各环节须由不同的人办理。"
        "请由另一人办理；确实人手不足的，请主管部门核准“人员不足例外”。"
    )


def done_by(examination: Examination, officer_id: int, authors: Collection[int]) -> set[Stage]:
    """The stages that count as this officer's; whoever wrote the text holds the first."""
    stages = {
        Stage(reading.stage)
        for reading in examination.readings.all()
        if reading.by_id == officer_id and reading.decision == reading.Decision.PASSED
    }
    return stages | ({Stage.FIRST} if officer_id in authors else set())
