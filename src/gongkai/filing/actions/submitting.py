"""报送: an examined report is handed to the agency above.

《政府信息公开条例》第四十九条：县级以上人民政府部门应当在每年1月31日前向本级政府信息公开工作主管部门提交。
"""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, dates, states, steps, telling
from gongkai.filing.models import Filing
from gongkai.filing.states import Kind
from gongkai.law.statutes import ORDER_711


@transaction.atomic
def submit(filing_id: int, *, by: Officer, today: date, revision: int | None = None) -> Filing:
    """报送: hand the report to the nearest agency above that supervises on this site.

    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing = access.for_act(filing_id, "filing.submit", by=by, revision=revision)
    version = filing.latest
    assert version is not None
    states.refuse_unless_allowed(version, Kind.SUBMITTED)
    receiver = access.receiver(filing.agency)
    if receiver is None:
        raise Refused(
            "上级还没有在本系统里接收年度报告的人（主管部门），不能在这里报送。"
            "请按上级的要求另行报送；报告已经通过内部审查，可以直接公布。",
            cites=[ORDER_711.article(49)],
        )
    version.received_by, version.submitted_on = receiver, today
    version.first_submitted_on = version.first_submitted_on or today
    due = dates.of(filing.agency, filing.year, filing.scope).submit_by
    late = 0 if version.restates_because else max((version.first_submitted_on - due).days, 0)
    version = steps.take(filing, Kind.SUBMITTED, by=by, on=today, receiver=receiver, late=late or "")
    telling.to_supervisors(version, "已报送，请审核", f"{by}报送了{filing}。", by=by, today=today)
    return filing
