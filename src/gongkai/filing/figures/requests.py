"""依申请公开: table three from the cases themselves, and what the prose says of them besides."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, QuerySet

from gongkai.agency.models import Agency
from gongkai.disclosure.models import Item
from gongkai.filing.figures import cells, query
from gongkai.filing.figures.figure import Figure, Number, Records
from gongkai.filing.figures.query import Query, days
from gongkai.filing.models import Filing
from gongkai.law.statutes import FEES_2020, ORDER_711
from gongkai.report.forms import Slot
from gongkai.request import counting
from gongkai.request.models import Channel, Complaint, Fee, InfoRequest

_ARTICLE = ORDER_711.article(50, item=2)
_AMENDED, _REDONE, _WITHDRAWN = counting.UNSETTLED
_RULES = {
    "new": "收到日期（条例第三十一条）在统计年度内的申请，一件计一次；登记作废的不计。",
    "carried_in": "统计年度以前收到、到上年12月31日还没有答复或者终止的申请，一件计一次。",
    "handled": "答复或者终止办理的日期在统计年度内的申请，一件计一次，不论哪一年收到。",
    "carried_out": "12月31日以前收到、到这一天还没有答复或者终止的申请，一件计一次。",
}
_OUTCOME = "答复或者终止办理的日期在统计年度内、办理结果属于这一格的申请；一件只计一格。"
_APPLICANT = {
    counting.TOTAL: "各类申请人合计。",
    "natural_person": "申请人是自然人的。",
}

_BY_CHANNEL = "requests.received_by."
_LATE = Figure(
    "requests.late",
    "超过期限答复的申请",
    "件",
    "答复日期在统计年度内、晚于答复期限的申请，一件计一次。",
    (ORDER_711.article(33),),
)


def _complaints(agency: Agency) -> QuerySet[Complaint]:
    return Complaint.objects.filter(agency=agency, void_reason="")


_QUERIES = (
    Query(
        Figure(
            "requests.converted",
            "由申请转为主动公开",
            "件",
            "转为主动公开、转成的信息在统计年度内首次公开的申请，一件计一次；几件转成同一条信息的，各计一件。",
            (ORDER_711.article(44),),
        ),
        lambda agency, year: InfoRequest.objects.filter(
            agency=agency,
            become_item__released_on__range=days(year),
            become_item__state__in=(Item.State.RELEASED, Item.State.WITHDRAWN),
        ).exclude(state=InfoRequest.State.VOID),
    ),
    Query(
        Figure(
            "requests.fees",
            "收取的信息处理费",
            "元",
            "到账日期在统计年度内、到12月31日没有退付的信息处理费，按到账金额合计。",
            (ORDER_711.article(42), str(FEES_2020)),
        ),
        lambda agency, year: Fee.objects.filter(
            Q(refunded_on=None) | Q(refunded_on__gt=days(year)[1]),
            info_request__agency=agency,
            paid_on__range=days(year),
        ),
        sums="amount",
    ),
    Query(
        Figure(
            "requests.complaints",
            "受理的投诉举报",
            "件",
            "收到日期在统计年度内、由本机关办理的投诉举报，一件计一次；登记作废的不计。",
            (ORDER_711.article(51),),
        ),
        lambda agency, year: _complaints(agency).filter(received_on__range=days(year)),
    ),
    Query(
        Figure(
            "requests.complaints_upheld",
            "查证属实的投诉举报",
            "件",
            "办结日期在统计年度内、结果为属实或者部分属实的投诉举报，一件计一次；登记作废的不计。",
            (ORDER_711.article(51),),
        ),
        lambda agency, year: _complaints(agency).filter(
            closed_on__range=days(year), result__in=(Complaint.Result.FOUNDED, Complaint.Result.PARTLY)
        ),
    ),
)


def figures(year: int) -> Iterator[Figure]:
    for slot in cells.slots(year, "requests"):
        yield cells.figure(slot, year, _rule(slot), _ARTICLE)
    for channel in Channel:
        says = f"收到日期在统计年度内、以“{channel.label}”方式提出的申请，一件计一次；登记作废的不计。"
        yield Figure(f"{_BY_CHANNEL}{channel}", channel.label, "件", says, (_ARTICLE,))
    yield _LATE
    yield from query.figures(_QUERIES)


def _rule(slot: Slot) -> str:
    row, column = slot.row.code, slot.column
    applicant = _APPLICANT.get(column.code, f"申请人是法人或者其他组织、属于“{column.label}”的。")
    unsettled = _AMENDED if row == "new" else _REDONE if row not in _RULES else ""
    if row == "otherwise_closed.other":
        unsettled += _WITHDRAWN
    return _RULES.get(row, _OUTCOME) + applicant + unsettled


def values(filing: Filing) -> Iterator[tuple[str, Number | None]]:
    agency, year = filing.agency, filing.year
    counted = counting.requests_table(agency, year)
    yield from ((slot.path, counted.counts.get(slot.path, 0)) for slot in counted.table.slots)
    received = _received(filing).order_by().values_list("channel")
    by_channel = dict(received.annotate(number=Count("pk")))
    yield from ((f"{_BY_CHANNEL}{channel}", by_channel.get(channel, 0)) for channel in Channel)
    yield _LATE.name, _late(filing).count()
    yield from query.values(_QUERIES, agency, year)


def records(filing: Filing, name: str) -> Records | None:
    agency, year = filing.agency, filing.year
    slot = counting.form_of(year).slots.get(name)
    if slot is not None and slot.table.code == "requests":
        return Records(counting.requests_cell(agency, year, slot.row.code, slot.column.code))
    if name.startswith(_BY_CHANNEL):
        return Records(_received(filing).filter(channel=name.removeprefix(_BY_CHANNEL)))
    if name == _LATE.name:
        return Records(_late(filing))
    return query.records(_QUERIES, agency, year, name)


def _received(filing: Filing) -> QuerySet[InfoRequest]:
    return counting.requests_cell(filing.agency, filing.year, "new", counting.TOTAL)


def _late(filing: Filing) -> QuerySet[InfoRequest]:
    handled = counting.requests_cell(filing.agency, filing.year, "handled", counting.TOTAL)
    return handled.filter(replied_on__gt=F("due_on"))
