"""报送: the examined report is handed to the agency above."""

from typing import Any

from django.utils import timezone

from gongkai.desk.acting import Nothing
from gongkai.desk.filings.place import act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import access
from gongkai.filing.actions import submitting


@page("filing.submit")
def filing_submit(request: DeskRequest, filing_id: int) -> Response:
    """报送."""
    filing = filing_of(request, filing_id)
    receiver = access.receiver(filing.agency)

    def act(given: dict[str, Any], revision: int) -> object:
        return submitting.submit(filing.pk, by=request.user, today=timezone.localdate(), revision=revision)

    return act_page(
        request,
        filing,
        Nothing(request.POST or None),
        act,
        title="报送年度报告",
        says=f"报送给{receiver}，由它的主管部门审核；审核通过后公布。"
        if receiver
        else "上级还没有在本系统里接收年度报告的人，不能在这里报送；可以直接公布。",
        word="报送",
        done="已报送。",
    )
