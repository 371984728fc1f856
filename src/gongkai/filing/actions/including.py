"""计入汇总: a report that fails its own sums is counted in a total all the same, or left out again."""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, states, steps, totalling
from gongkai.filing.models import Filing, Included
from gongkai.filing.states import Kind
from gongkai.filing.totalling import Part
from gongkai.journal import recording as journal


@transaction.atomic
def include(
    filing_id: int, version_id: int, *, reason: str, by: Officer, today: date, revision: int | None = None
) -> Filing:
    """计入: count a report in spite of its doubt, with the reason; the figures have to be counted anew.

    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing, part = _opened(filing_id, version_id, by, revision)
    if part.is_counted:
        raise Refused(f"{part.agency}的报告已经计入汇总，不用再计入。")
    if not totalling.can_be_included(filing, part):
        raise Refused(f"{part.words}。请让它按现行格式重报。")
    Included.objects.create(filing=filing, version_id=version_id, reason=reason, by=by, on=today)
    steps.changed(filing)
    journal.record(
        "filing.part_included", filing, by=by, on=today, part=str(part.agency), doubt=part.why, reason=reason
    )
    return filing


@transaction.atomic
def leave_out(filing_id: int, version_id: int, *, by: Officer, today: date, revision: int | None = None) -> Filing:
    """不再计入: of one counted in spite of its doubt. Raises NotYours, NotYourRole, ChangedMeanwhile."""
    filing, part = _opened(filing_id, version_id, by, revision)
    if part.included is None:
        raise Refused(f"没有为它说明理由计入过：{part.words}。不用取消。")
    part.included.delete()
    steps.changed(filing)
    journal.record("filing.part_left_out", filing, by=by, on=today, part=str(part.agency), doubt=part.why)
    return filing


def _opened(filing_id: int, version_id: int, by: Officer, revision: int | None) -> tuple[Filing, Part]:
    """The locked total in a state in which it is drafted, and the report among its parts."""
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    assert filing.latest is not None
    states.refuse_unless_allowed(filing.latest, Kind.COUNTED)
    if filing.scope != Filing.Scope.WHOLE:
        raise Refused("这是本级的报告，不由下级的报告相加。")
    found = totalling.parts(filing)
    part = next((each for each in (*found.counted, *found.left_out) if each.version_id == version_id), None)
    if part is None:
        raise Refused("这份报告不在汇总的范围内，或者已经有了新的一版。请回到“汇总来源”看现在的情况。")
    return filing, part
