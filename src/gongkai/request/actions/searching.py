"""检索: a record of every search: where, how, with which words, when, by whom, and what came of it.

「经检索没有所申请公开信息的，告知申请人该政府信息不存在」（条例第三十六条第四项）: no agency may say so without a
record of the search, with the places and words it went through.
"""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.law.statutes import ORDER_711
from gongkai.request import access
from gongkai.request.actions import filing
from gongkai.request.models import CaseFile, InfoRequest, SearchRecord


@transaction.atomic
def record(
    info_request_id: int,
    *,
    by: Officer,
    today: date,
    place: str,
    method: str,
    keywords: str,
    searched_on: date,
    searched_by: str,
    is_found: bool,
    result: str,
    proof: filing.Admitted | None = None,
) -> SearchRecord:
    """记检索: of a case that is being handled; a screenshot or the list of hits goes with it as its proof."""
    info_request = access.for_act(info_request_id, "request.handle", by=by)
    if info_request.state not in InfoRequest.HANDLING:
        raise Refused(
            f"{info_request}现在是“{info_request.get_state_display()}”，不能记检索。检索记录在登记以后、答复以前记。"
        )
    if searched_on > today:
        raise Refused("检索日期还没有到。请填实际检索的日期。")
    found = SearchRecord.objects.create(
        info_request=info_request,
        place=written(place, "检索了哪里"),
        method=written(method, "检索的方式"),
        keywords=written(keywords, "用了哪些词"),
        searched_on=searched_on,
        searched_by=written(searched_by, "谁检索的"),
        is_found=is_found,
        result=written(result, "检索的结果"),
        file=filing.enter(info_request, proof, role=CaseFile.Role.PROOF, by=by, today=today) if proof else None,
        by=by,
        on=today,
    )
    journal.record(
        "request.searched",
        info_request,
        by=by,
        on=today,
        place=found.place,
        is_found=is_found,
        cites=ORDER_711.article(36, item=4),
    )
    return found
