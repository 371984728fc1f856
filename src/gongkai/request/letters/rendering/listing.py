"""移交清单: the dossiers that went to an archive together, as a table on paper; nobody who applied is named."""

from collections.abc import Iterator, Sequence

from gongkai.law import outcomes
from gongkai.request.letters import facts
from gongkai.request.letters.content import Content, Line, Table
from gongkai.request.letters.rendering.pdf import pdf as drawn
from gongkai.request.models import ArchiveList

COLUMNS = (
    ("order", "序号"),
    ("number", "登记编号"),
    ("title", "题名"),
    ("received_on", "收到日期"),
    ("replied_on", "答复日期"),
    ("outcome", "办理结果"),
    ("keep_until", "保管期限"),
)


def rows(archive_list: ArchiveList) -> Iterator[tuple[str, ...]]:
    """A row for each dossier, in the order of their numbers."""
    held = archive_list.info_requests.order_by("received_on", "pk")
    for order, each in enumerate(held, 1):
        yield (
            str(order),
            each.number,
            each.title,
            each.received_on.isoformat() if each.received_on else "",
            each.replied_on.isoformat() if each.replied_on else "",
            outcomes.OUTCOMES[each.outcome].name if each.outcome in outcomes.OUTCOMES else "",
            each.keep_until.isoformat() if each.keep_until else "永久",
        )


def pdf(archive_list: ArchiveList, found: Sequence[tuple[str, ...]]) -> bytes:
    """The list to be signed by both sides."""
    agency = facts.signature(archive_list.agency)
    return drawn(
        Content(
            agency=agency,
            title="政府信息公开申请案卷移交清单",
            number=archive_list.number,
            addressee="",
            blocks=(
                Line(f"移交单位：{agency}　接收单位：{archive_list.receiver}　共{len(found)}卷", is_plain=True),
                Table(tuple(word for _, word in COLUMNS), tuple(found)),
                Line(f"移交人：{archive_list.by}　　　　接收人：{archive_list.received_by}", is_plain=True),
            ),
            enclosures=(),
            signature=agency,
            dated=archive_list.on,
        )
    )
