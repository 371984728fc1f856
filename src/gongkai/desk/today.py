"""今日: what waits for this officer in this agency, the heaviest first, each one click from its act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access
from gongkai.agency.calendars import national_calendar
from gongkai.catalogue.models import CatalogueEntry
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.disclosure import queries
from gongkai.disclosure.actions.releasing import afterwards_due_on
from gongkai.disclosure.models import Edition, Item, Publication
from gongkai.filing import waiting as reports
from gongkai.filing.waiting import Waiting
from gongkai.law.calendar import Calendar
from gongkai.request import waiting
from gongkai.request.models import Dispute, InfoRequest, Letter, Step

TONES = {
    "late": "late",
    "withdraw": "late",
    "take_down": "late",
    "period_over": "late",
    "soon": "due",
    "returned": "due",
    "request_late": "late",
    "request_lapsed": "late",
    "dispute_due": "due",
    "request_soon": "due",
    "request_returned": "due",
    "filing_late": "late",
    "filing_unread": "late",
    "filing_returned": "due",
    "filing_soon": "due",
}
ORDER = (
    "filing_examine",
    *(
        "request_late",
        "late",
        "filing_late",
        "filing_unread",
        "withdraw",
        "dispute_due",
        "take_down",
        "period_over",
        "letter_sign",
    ),
    *("request_lapsed", "request_soon", "soon", "filing_soon", "request_returned", "returned", "filing_returned"),
    *("request_confirm", "request_unreached", "examine", "filing_receive", "request_unassigned"),
    *("request_resumed", "afterwards", "release", "filing_submit", "filing_publish", "request_deliver", "publish"),
    *("request_ending", "filing_read", "request_archive", "expiring", "reexamine", "interpret", "stale"),
)
"""The piles of items, of requests and of reports in one order: late, due, returned, the rest."""
EXAMINERS_FIRST = ("letter_sign", "examine", "filing_examine", "afterwards", "release", "withdraw")
"""What comes before all else for who examines or signs and does not handle."""


@dataclass(frozen=True)
class Row:
    """One thing that waits: its title, where its act is done and what that is called, what is said of it beside."""

    title: str
    url: str
    act: str
    due_on: date | None = None
    left: int | None = None
    says: str = ""
    note: str = ""
    over: int = 0
    """Days past `due_on` of a report: the law counts them, not working days."""


ACTS = {
    "late": "item.draft",
    "soon": "item.draft",
    "returned": "item.draft",
    "expiring": "item.draft",
    "interpret": "item.draft",
    "stale": "item.draft",
    "withdraw": "item.withdraw",
    "period_over": "item.withdraw",
    "reexamine": "item.reexamine",
    "release": "item.release",
    "take_down": "publication.record",
    "publish": "publication.record",
    "request_late": "request.handle",
    "request_lapsed": "request.handle",
    "request_soon": "request.handle",
    "request_returned": "request.handle",
    "request_confirm": "request.register",
    "request_unreached": "request.register",
    "request_unassigned": "request.assign",
    "request_resumed": "request.handle",
    "request_deliver": "request.handle",
    "request_ending": "request.handle",
    "request_archive": "request.archive",
    "dispute_due": "dispute.handle",
    "filing_late": "filing.draft",
    "filing_returned": "filing.draft",
    "filing_soon": "filing.draft",
    "filing_submit": "filing.submit",
    "filing_publish": "filing.publish",
    "filing_read": "filing.draft",
    "filing_unread": "officer.manage",
}
"""What the act of a pile's rows asks for; who may not do it is led to what can be seen."""

Left = Callable[[date | None], int | None]


@page("item.see")
def today(request: DeskRequest) -> Response:
    day = timezone.localdate()
    agency, officer = request.agency, request.user
    piles = [
        *queries.today(agency, officer, day),
        *waiting.piles(agency, officer, day),
        *reports.piles(agency, officer, day),
    ]
    piles.sort(key=lambda pile: ORDER.index(pile.code))
    may_draft = access.may("item.draft", officer, agency)
    if not may_draft:
        piles.sort(key=lambda pile: pile.code not in EXAMINERS_FIRST)
    calendar = national_calendar()

    def may(act: str) -> bool:
        return access.may(act, officer, agency)

    def left(due_on: date | None) -> int | None:
        return calendar.left(day, due_on) if due_on else None

    context = {
        "day": day,
        "cards": [
            {"number": pile.total, "word": pile.word, "url": f"#{pile.code}", "tone": TONES.get(pile.code, "")}
            for pile in piles
        ],
        "piles": [
            {
                "code": pile.code,
                "word": pile.word,
                "total": pile.total,
                "more": _all(pile.code, agency.pk) if pile.total > len(pile.rows) else "",
                "rows": list(_rows(pile.code, pile.rows, agency.pk, left, may, calendar)),
            }
            for pile in piles
        ],
        "is_new": not piles and not Item.objects.filter(agency=agency).exists(),
        "may_register": access.may("request.register", officer, agency),
        "may_draft": may_draft,
    }
    return show(request, "desk/today.html", "today", context)


def _rows(
    code: str, rows: Iterable[Any], agency_id: int, left: Left, may: Callable[[str], bool], calendar: Calendar
) -> Iterable[Row]:
    is_allowed = code not in ACTS or may(ACTS[code])
    for row in rows:
        drawn = _drawn(code, row, agency_id, left, calendar)
        yield drawn if is_allowed else replace(drawn, url=_seen(row, agency_id), act="查看")


def _seen(row: Any, agency_id: int) -> str:
    """Where a row can be looked at by everyone of the agency."""
    if isinstance(row, InfoRequest):
        return reverse("desk:info_request", args=[agency_id, row.pk])
    if isinstance(row, Dispute):
        return reverse("desk:dispute", args=[agency_id, row.pk])
    if isinstance(row, CatalogueEntry):
        return reverse("desk:catalogue", args=[agency_id])
    if isinstance(row, Waiting):
        return _of_report("", row, None).url
    if isinstance(row, Publication):
        return reverse("desk:publication", args=[agency_id, row.pk])
    return reverse("desk:item", args=[agency_id, row.item_id if isinstance(row, Edition) else row.pk])


def _drawn(code: str, row: Any, agency_id: int, left: Left, calendar: Calendar) -> Row:
    if isinstance(row, Item):
        return _of_item(code, row, left)
    if isinstance(row, Edition):
        return _of_edition(code, row, left, calendar)
    if isinstance(row, Publication):
        return _of_publication(code, row)
    if isinstance(row, InfoRequest):
        return _of_case(code, row, left)
    if isinstance(row, Letter):
        return _of_letter(row)
    if isinstance(row, Dispute):
        return _of_dispute(row, left)
    if isinstance(row, Waiting):
        return _of_report(code, row, left(row.due_on) if code == "filing_soon" else None)
    return _of_entry(row, agency_id)


def _of_item(code: str, item: Item, left: Left) -> Row:
    name, act, due_on = {
        "late": ("item", "办理", item.due_on),
        "soon": ("item", "办理", item.due_on),
        "withdraw": ("item_withdraw", "撤回", item.withdraw_due_on),
        "period_over": ("item_withdraw", "撤回", None),
        "expiring": ("item_validity", "标明有效性", item.expires_on),
        "reexamine": ("item_reexamine", "复核", item.reexamine_on),
        "interpret": ("item_link", "关联解读", None),
    }[code]
    says = {
        "expiring": "有效期至",
        "reexamine": "应在此日前复核",
        "interpret": "公开于",
    }.get(code, item.get_state_display())
    shown = item.released_on if code == "interpret" else due_on
    counted = left(due_on) if code in ("late", "soon", "withdraw") else None
    note = item.withdraw_due_reason if code == "withdraw" else f"经办人：{item.handler.name}"
    return Row(item.title, reverse(f"desk:{name}", args=[item.agency_id, item.pk]), act, shown, counted, says, note)


def _of_edition(code: str, edition: Edition, left: Left, calendar: Calendar) -> Row:
    item, examination = edition.item, edition.examination
    note = edition.returned_reason if code == "returned" else f"经办人：{item.handler.name}"
    if code in ("examine", "afterwards") and examination is not None:
        url = reverse("desk:examination", args=[item.agency_id, examination.pk])
        says = examination.get_next_stage_display() if examination.next_stage else examination.get_state_display()
        due_on = afterwards_due_on(examination, calendar) if code == "afterwards" else item.due_on
        return Row(edition.title, url, "去审查", due_on, left(due_on), says, note)
    name, act, says = {
        "returned": ("item_edit", "修改", "已退回"),
        "release": ("item_release", "发布", "审查通过"),
    }[code]
    url = reverse(f"desk:{name}", args=[item.agency_id, item.pk])
    return Row(edition.title, url, act, item.due_on, left(item.due_on), says, note)


def _of_publication(code: str, publication: Publication) -> Row:
    name, act, due_on = {
        "take_down": ("publication_take_down", "登记撤下", publication.take_down_due_on),
        "publish": ("publication_record", "登记发布", None),
    }[code]
    url = reverse(f"desk:{name}", args=[publication.agency_id, publication.pk])
    return Row(publication.item.title, url, act, due_on, None, publication.channel.name)


def _of_entry(entry: CatalogueEntry, agency_id: int) -> Row:
    url = reverse("desk:item_new", args=[agency_id], query={"entry": entry.code})
    says = "还没有公开过" if entry.item_count == 0 else "该更新了"
    return Row(str(entry), url, "新增", entry.stale_on, None, says)


CASES = {
    "request_late": ("info_request", "办理"),
    "request_lapsed": ("info_request", "办理"),
    "request_soon": ("info_request", "办理"),
    "request_returned": ("request_outcome", "修改"),
    "request_confirm": ("request_register", "确认登记"),
    "request_unreached": ("request_contact", "再联系"),
    "request_unassigned": ("request_assign", "交办"),
    "request_resumed": ("info_request", "接着办"),
    "request_ending": ("info_request", "查看"),
    "request_deliver": ("info_request", "登记送达"),
    "request_archive": ("info_request", "归档"),
}
"""Where the act of a pile's cases is done, and its word."""


def _of_case(code: str, info_request: InfoRequest, left: Left) -> Row:
    name, act = CASES[code]
    is_stopped = code in ("request_lapsed", "request_ending")
    due_on = info_request.stop_ends_by if is_stopped else info_request.due_on
    says = info_request.get_state_display()
    if code == "request_resumed" and (latest := getattr(info_request, "latest", None)):
        says = str(Step.Kind(latest).label)
    if code in ("request_confirm", "request_unreached"):
        due_on, says = info_request.arrived_on, f"{info_request.get_channel_display()}，未起算"
    who = info_request.handler or info_request.unit
    return Row(
        info_request.title,
        reverse(f"desk:{name}", args=[info_request.agency_id, info_request.pk]),
        act,
        due_on,
        left(due_on) if code in ("request_late", "request_soon") else None,
        says,
        f"{info_request.number}　{f'承办：{who}' if who else '还没有交办'}".strip(),
    )


def _of_letter(letter: Letter) -> Row:
    info_request = letter.info_request
    return Row(
        f"《{waiting.named(letter)}》",
        reverse("desk:letter", args=[letter.agency_id, letter.pk]),
        "去审签",
        info_request.due_on if info_request else None,
        None,
        letter.get_state_display(),
        f"{f'{info_request}“{info_request.title}”　' if info_request else ''}拟稿：{letter.by or '系统'}",
    )


def _of_dispute(dispute: Dispute, left: Left) -> Row:
    due_on, says = waiting.dispute_due_on(dispute)
    url = reverse("desk:dispute", args=[dispute.agency_id, dispute.pk])
    note = f"{dispute}　经办：{dispute.handler.name}"
    return Row(dispute.subject, url, "办理", due_on, left(due_on), says, note)


REPORTS = {
    "filing_returned": "修改",
    "filing_examine": "去审查",
    "filing_receive": "去审核",
    "filing_submit": "报送",
    "filing_publish": "公布",
    "filing_read": "核对",
    "filing_unread": "去任命",
}
"""What is done with the reports of a pile; with the others, what their page offers."""


def _of_report(code: str, waiting_report: Waiting, left: int | None) -> Row:
    number, agency_id = waiting_report.filing_id, waiting_report.agency.pk
    url = reverse("desk:filing", args=[agency_id, number]) if number else reverse("desk:filings", args=[agency_id])
    if code == "filing_unread":
        url = reverse("desk:officers", args=[agency_id])
    return Row(
        waiting_report.title,
        url,
        REPORTS.get(code, "编制"),
        waiting_report.due_on,
        left,
        waiting_report.says,
        waiting_report.note,
        waiting_report.over,
    )


def _all(code: str, agency_id: int) -> str:
    """Where the whole of a pile is listed, "" where there is no such list."""
    lists: dict[str, tuple[str, dict[str, str]]] = {
        "late": ("items", {"overdue": "on"}),
        "returned": ("items", {"state": Item.State.RETURNED}),
        "examine": ("screening", {}),
        "afterwards": ("screening", {}),
        "release": ("items", {"state": Item.State.PASSED}),
        "publish": ("publications", {}),
        "take_down": ("take_downs", {}),
        "stale": ("catalogue", {}),
        "reexamine": ("items", {"state": Item.State.KEPT}),
        "interpret": ("items", {"state": Item.State.RELEASED, "kind": Item.Kind.NORMATIVE_DOCUMENT}),
        "letter_sign": ("letters_to_sign", {}),
        "request_late": ("requests", {"term": "late"}),
        "request_soon": ("requests", {"term": "soon"}),
        "request_lapsed": ("requests", {"term": "stopped"}),
        "request_ending": ("requests", {"term": "stopped"}),
        "request_confirm": ("requests", {"state": InfoRequest.State.TO_CONFIRM}),
        "request_unreached": ("requests", {"state": InfoRequest.State.UNREACHED}),
        "request_unassigned": ("requests", {"handler": "none"}),
        "request_deliver": ("requests", {"state": InfoRequest.State.REPLIED}),
        "request_archive": ("requests", {"state": InfoRequest.State.DELIVERED}),
        "filing_receive": ("filing_board", {"state": "submitted"}),
    }
    if code not in lists:
        return ""
    name, query = lists[code]
    return reverse(f"desk:{name}", args=[agency_id], query=query or None)
