"""清单: how the records behind a figure are listed: one way for each kind of record, each leading to its own page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from gongkai.agency import access
from gongkai.agency.models import Officer
from gongkai.disclosure.models import Edition
from gongkai.filing import registers
from gongkai.law.outcomes import OUTCOMES
from gongkai.supervision.registers import Register

Cells = tuple[str | date | None, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Records of one model: the act that shows them, the way to their agency, their columns and what stands in them.

    The first column leads to the record at `link`: name of the address and its arguments; None where it has no page.
    """

    act: str
    columns: tuple[str, ...]
    cells: Callable[[Any], Cells]
    link: Callable[[Any], tuple[Any, ...] | None]
    unit: str = "条"
    owner: str = "agency"
    order: tuple[str, ...] = ("pk",)
    with_: tuple[str, ...] = ()
    defers: tuple[str, ...] = ()
    is_open: bool = False
    """Told to everyone who may see the report: it was handed in to be part of it."""


def seen(model: str, numbers: Sequence[int], officer: Officer) -> dict[int, Any]:
    """The records of these numbers that the officer may see."""
    listing = LISTINGS[model]
    found: QuerySet[Any] = apps.get_model(model)._default_manager.filter(pk__in=numbers)
    if not listing.is_open:
        found = found.filter(access.scope_for(listing.act, officer, prefix=f"{listing.owner}__"))
    found = found.select_related(*listing.with_).defer(*listing.defers)
    if model == "screening.examination":
        editions = Edition.objects.only("examination_id", "item_id")
        found = found.prefetch_related(Prefetch("editions", editions))
    return {record.pk: record for record in found}


def address(listing: Listing, record: Any) -> str:
    """The page of a record; "" where it has none."""
    target = listing.link(record)
    return reverse(target[0], args=target[1:]) if target else ""


def _item(record: Any) -> Cells:
    return record.title, record.index_number or "—", record.get_kind_display(), record.released_on, record.due_on


def _examined(record: Any) -> tuple[Any, ...] | None:
    edition = next(iter(record.editions.all()), None)
    return ("desk:item", record.agency_id, edition.item_id) if edition else None


def _outcome(code: str) -> str:
    return OUTCOMES[code].name if code in OUTCOMES else "—"


def _registered(register: Register) -> Listing:
    """Entries of a register, in its own columns."""
    return Listing(
        "register.see",
        tuple(register.label(name) for name in register.columns),
        lambda entry: tuple(register.shown(entry, name) or "—" for name in register.columns),
        lambda entry: (f"desk:register_{register.one}", entry.agency_id, entry.pk),
        unit=register.unit,
        order=("on", "pk"),
    )


LISTINGS: dict[str, Listing] = {
    "disclosure.item": Listing(
        "item.see",
        ("标题", "索引号", "种类", "首次公开日期", "公开期限"),
        _item,
        lambda item: ("desk:item", item.agency_id, item.pk),
        order=("-released_on", "-pk"),
    ),
    "disclosure.publication": Listing(
        "channel.see",
        ("标题", "渠道", "发布日期", "状态"),
        lambda each: (each.item.title, each.channel.name, each.on, each.get_state_display()),
        lambda each: ("desk:item", each.agency_id, each.item_id),
        unit="条次",
        order=("-on", "-pk"),
        with_=("item", "channel"),
    ),
    "disclosure.channel": Listing(
        "channel.see",
        ("名称", "类型", "启用日期", "停用日期"),
        lambda each: (each.name, each.get_kind_display(), each.opened_on, each.closed_on),
        lambda each: ("desk:channel", each.agency_id, each.pk),
        unit="个",
    ),
    "disclosure.draftconsultation": Listing(
        "item.see",
        ("草案", "开始日期", "截止日期", "采纳情况公布日期"),
        lambda each: (each.item.title, each.opens_on, each.closes_on, each.outcome_published_on),
        lambda each: ("desk:item", each.item.agency_id, each.item_id),
        unit="件",
        owner="item__agency",
        with_=("item",),
    ),
    "request.inforequest": Listing(
        "request.see",
        ("登记编号", "所需信息", "申请人类型", "收到日期", "答复日期", "办理结果"),
        lambda case: (
            case.number,
            case.title,
            case.applicant.get_kind_display(),
            case.received_on,
            case.replied_on,
            _outcome(case.outcome),
        ),
        lambda case: ("desk:info_request", case.agency_id, case.pk),
        unit="件",
        order=("received_on", "pk"),
        with_=("applicant",),
        defers=("description", "purpose", "applicant__sealed"),
    ),
    "request.fee": Listing(
        "request.see",
        ("登记编号", "到账日期", "退付日期", "票据号"),
        lambda fee: (fee.info_request.number, fee.paid_on, fee.refunded_on, fee.receipt_number or "—"),
        lambda fee: ("desk:info_request", fee.info_request.agency_id, fee.info_request_id),
        unit="笔",
        owner="info_request__agency",
        with_=("info_request",),
    ),
    "request.complaint": Listing(
        "complaint.see",
        ("登记编号", "收到日期", "办结日期", "结果"),
        lambda each: (each.number, each.received_on, each.closed_on, each.get_result_display() or "—"),
        lambda each: ("desk:complaint", each.agency_id, each.pk),
        unit="件",
        order=("received_on", "pk"),
        defers=("sealed", "says"),
    ),
    "request.dispute": Listing(
        "dispute.see",
        ("争议事项", "案号", "类型", "收到通知", "结果日期", "结果"),
        lambda each: (
            each.subject,
            each.case_number or "—",
            each.get_kind_display(),
            each.received_on,
            each.decided_on,
            each.get_result_display() or "尚未审结",
        ),
        lambda each: ("desk:dispute", each.agency_id, each.pk),
        unit="件",
        order=("received_on", "pk"),
    ),
    "agency.membership": Listing(
        "agency.see",
        ("姓名", "领导小组", "组内职务", "任职日期", "离任日期"),
        lambda each: (each.name, each.group.name, each.get_position_display(), each.from_on, each.until_on),
        lambda each: ("desk:leading_group", each.group.agency_id, each.group_id),
        unit="人",
        owner="group__agency",
        with_=("group",),
    ),
    "screening.examination": Listing(
        "item.see",
        ("标题", "审核单号", "送审日期", "结论"),
        lambda each: (each.title, each.number, each.opened_on, each.get_state_display()),
        _examined,
        unit="件",
        order=("-opened_on", "-pk"),
    ),
    "catalogue.catalogueentry": Listing(
        "catalogue.see",
        ("事项", "编号", "现在公开的条数", "最近公开日期"),
        lambda each: (str(each), each.code, str(each.item_count), each.last_released_on),
        lambda each: ("desk:catalogue_entry", each.agency_id, each.pk),
        order=("order",),
    ),
    "filing.frozen": Listing(
        "filing.see",
        ("机关", "报告", "状态"),
        lambda each: (str(each.version.filing.agency), str(each.version.filing), each.version.get_state_display()),
        lambda each: None,
        unit="份",
        order=("version__filing__agency__path",),
        with_=("version__filing__agency",),
        defers=("records",),
        is_open=True,
    ),
}
"""Label of a model → how its records are listed."""

LISTINGS |= {register.model._meta.label_lower: _registered(register) for register in registers.REGISTERS}
