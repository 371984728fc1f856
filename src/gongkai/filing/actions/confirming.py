"""确认: a finding is let stand by a named person, with the reason, until what it speaks of changes; or no longer."""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, findings, states, steps
from gongkai.filing.findings import Found
from gongkai.filing.findings.tiers import Tier
from gongkai.filing.models import Confirmation, Filing
from gongkai.filing.states import Kind

SHORTEST, LONGEST = 4, 300
"""Characters of a reason that somebody else can follow."""


@transaction.atomic
def confirm(
    filing_id: int, key: str, *, values: str = "", reason: str, by: Officer, today: date, revision: int | None = None
) -> Confirmation:
    """确认: let a finding stand, because of `reason`; `values` are those of the finding as it was read.

    Raises NotYours, NotYourRole, ChangedMeanwhile, Refused.
    """
    filing = access.for_act(filing_id, "filing.confirm", by=by, revision=revision)
    given = _reason(reason)
    found = _found(filing, key, values, today)
    if found.tier == Tier.MEND:
        raise Refused(f"“{found.title}”必须改，不能确认了事。它说的是：{found.finding.message}")
    if found.tier == Tier.NOTE:
        raise Refused("这只是提示，不用确认。")
    if found.confirmation is not None:
        held = found.confirmation
        raise Refused(f"{held.by}已在{held.on}确认过（理由：{held.reason}），不用再确认。要改理由，先取消原来的确认。")
    confirmation = Confirmation.objects.create(
        filing=filing,
        rule=found.finding.rule,
        key=found.key,
        values=found.values,
        says=found.finding.message,
        reason=given,
        by=by,
        on=today,
    )
    steps.take(filing, Kind.CONFIRMED, by=by, on=today, finding=found.title, says=found.finding.message, reason=given)
    return confirmation


@transaction.atomic
def drop(
    filing_id: int, key: str, *, values: str = "", by: Officer, today: date, revision: int | None = None
) -> Confirmation:
    """取消确认: the finding waits again. Raises NotYours, NotYourRole, ChangedMeanwhile, Refused."""
    filing = access.for_act(filing_id, "filing.confirm", by=by, revision=revision)
    held = filing.confirmations.filter(key=key, withdrawn_on=None).select_related("by")
    confirmation = (held.filter(values=values) if values else held).last()
    if confirmation is None:
        raise Refused("这个问题没有人确认过，或者确认已经取消了。请回到“问题”页看现在的情况。")
    confirmation.withdrawn_on = today
    confirmation.save()
    title = findings.TITLES.get(confirmation.rule, "")
    steps.take(filing, Kind.CONFIRMATION_DROPPED, by=by, on=today, finding=title, says=confirmation.says)
    return confirmation


def _found(filing: Filing, key: str, values: str, today: date) -> Found:
    version = filing.latest
    assert version is not None
    version.filing = filing
    states.refuse_unless_allowed(version, Kind.CONFIRMED)
    found = findings.of(version, on=today).named(key, values)
    if found is None:
        raise Refused("这个问题已经没有了，不用确认。请回到“问题”页看现在的情况。")
    if values and found.values != values:
        raise Refused(f"这个问题在您打开页面以后变了，现在是：{found.finding.message}请看过再确认。")
    return found


def _reason(reason: str) -> str:
    given = " ".join(reason.split())
    if len(given) < SHORTEST:
        raise Refused(f"请写明理由（至少 {SHORTEST} 个字），让别人看得懂为什么可以这样报。")
    if len(given) > LONGEST:
        raise Refused(f"理由最多 {LONGEST} 个字，现在是 {len(given)} 个字。请写得短一些。")
    return given
