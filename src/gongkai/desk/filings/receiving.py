"""上级审核: the agency above accepts a report of an agency below, or sends it back."""

from typing import Any

from django.utils import timezone

from gongkai.desk.filings.examining import Opinion, Returning
from gongkai.desk.filings.place import act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing.actions import receiving


@page("filing.receive")
def filing_accept(request: DeskRequest, filing_id: int) -> Response:
    """审核通过."""
    filing = filing_of(request, filing_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return receiving.accept(
            filing.pk, by=request.user, today=timezone.localdate(), opinion=given["opinion"], revision=revision
        )

    return act_page(
        request,
        filing,
        Opinion(request.POST or None),
        act,
        title="审核通过",
        says=f"通过以后，{filing.agency}可以公布这份报告。",
        word="审核通过",
        done="已审核通过。",
    )


@page("filing.receive")
def filing_send_back(request: DeskRequest, filing_id: int) -> Response:
    """退回."""
    filing = filing_of(request, filing_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return receiving.send_back(
            filing.pk, by=request.user, today=timezone.localdate(), reason=given["reason"], revision=revision
        )

    return act_page(
        request,
        filing,
        Returning(request.POST or None),
        act,
        title="退回下级修改",
        says=f"退回后由{filing.agency}修改、逐条答复批注，重新内部审查后再报送。",
        word="退回",
        done="已退回，原因和批注下级看得到。",
    )
