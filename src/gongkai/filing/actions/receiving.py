"""上级审核: the agency above accepts a report, or sends it back with its reason and marks."""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, readers, states, steps, telling
from gongkai.filing.actions.examining import give_back
from gongkai.filing.models import Filing
from gongkai.filing.states import Kind

OWN_PART = (
    "您参与了这份报告的编制或者内部审查，不能再由您审核通过。请上级主管部门的另一位人员审核；要改的，您可以退回。"
)


@transaction.atomic
def accept(filing_id: int, *, by: Officer, today: date, opinion: str = "", revision: int | None = None) -> Filing:
    """审核通过: the agency may publish. Raises NotYours, NotYourRole, ChangedMeanwhile."""
    filing = access.for_act(filing_id, "filing.receive", by=by, revision=revision)
    version = filing.latest
    assert version is not None
    version.filing = filing
    states.refuse_unless_allowed(version, Kind.ACCEPTED)
    if by.pk in readers.took_part(version):
        raise Refused(OWN_PART)
    if version.marks.filter(is_sent=False).exists():
        raise Refused("这份报告上有还没有发出的批注，不能审核通过。请退回，让下级看到批注；或者先删去批注再通过。")
    version.accepted_on = today
    version = steps.take(filing, Kind.ACCEPTED, by=by, on=today, opinion=opinion)
    said = f"{by}：{opinion}" if opinion else "请在期限以前公布。"
    telling.to_handler_and_signers(version, "上级审核通过，可以公布", said, by=by)
    return filing


@transaction.atomic
def send_back(filing_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None) -> Filing:
    """退回: the report goes back to be mended, with the reason and all marks; an accepted one until it is published.

    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing = access.for_act(filing_id, "filing.receive", by=by, revision=revision)
    version = filing.latest
    assert version is not None
    states.refuse_unless_allowed(version, Kind.SENT_BACK)
    version.accepted_on = None
    marks = give_back(version, f"{version.received_by or '上级'} {by}", reason)
    version = steps.take(filing, Kind.SENT_BACK, by=by, on=today, reason=reason, marks=marks or "")
    telling.to_handler_and_signers(version, "被上级退回，请修改", f"{by}：{reason}", by=by)
    return filing
