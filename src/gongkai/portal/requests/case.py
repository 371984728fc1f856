"""我的申请: what the applicant sees of the application: where it stands, by when, the letters, what was provided."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Office
from gongkai.disclosure import files
from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.law import deadlines
from gongkai.law.calendar import long_words
from gongkai.portal.frame import show
from gongkai.portal.items import download
from gongkai.portal.requests import paper
from gongkai.portal.requests.following import followed
from gongkai.request import clock
from gongkai.request.actions import deciding, delivering
from gongkai.request.letters import making, rendering
from gongkai.request.models import CaseFile, Decision, Fee, InfoRequest, Letter, Step

_S, _K = InfoRequest.State, Step.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """A state in the applicant's words: its badge and its tone, what it means, and what the applicant can do."""

    word: str
    tone: str
    says: str


STANDINGS = {
    _S.TO_CONFIRM: Standing(
        "等待确认", "waiting", "本机关会打电话或发邮件与您确认。确认之日为收到申请之日，答复期限从次日起算。"
    ),
    _S.UNREACHED: Standing(
        "联系不上您", "due", "本机关按您留的联系方式没有联系上您，请尽快与本机关联系；联系上之前，答复期限不起算。"
    ),
    _S.REGISTERED: Standing("正在办理", "info", "本机关正在办理您的申请。"),
    _S.TO_AMEND: Standing("请您补正", "due", "申请要补正后才能办理。要补正什么、什么时候以前补正，写在补正告知书里。"),
    _S.CONSULTING: Standing(
        "正在征求意见", "waiting", "公开这些信息要先听取有关方面的意见，征求意见的时间不计入答复期限。"
    ),
    _S.EXPLAINING: Standing("请您说明理由", "due", "您申请的数量、频次明显超过合理范围，请说明理由。"),
    _S.FEE_DUE: Standing("请您缴费", "due", "请按收费通知书缴纳信息处理费；逾期不缴的，视为放弃申请。"),
    _S.SIGNING: Standing("正在办理", "info", "本机关正在办理您的申请。"),
    _S.REPLIED: Standing("已答复", "ok", "本机关已作出答复，正在送达。"),
    _S.DELIVERED: Standing("已答复", "ok", "办理结束。"),
    _S.ARCHIVED: Standing("已答复", "ok", "办理结束。"),
    _S.VOID: Standing("不再办理", "waiting", "这件登记已经作废，不再办理。"),
}

STEPS = {
    _K.ARRIVED: "申请提交",
    _K.RECEIVED: "确认收到并登记",
    _K.AMENDMENT_ASKED: "告知您补正",
    _K.AMENDED: "收到补正，答复期限重新起算",
    _K.CONSULTATION_BEGAN: "开始征求意见，时间不计入答复期限",
    _K.CONSULTATION_ENDED: "征求意见结束",
    _K.EXPLANATION_ASKED: "请您说明理由",
    _K.EXPLAINED: "说明理由一步结束",
    _K.DELAY_FIXED: "确定延迟答复的期限",
    _K.EXTENDED: "延长答复期限",
    _K.FEE_NOTICED: "通知缴纳信息处理费",
    _K.FEE_PAID: "收到缴费",
    _K.FEE_CANCELLED: "不再收费",
    _K.FEE_REFUNDED: "退费",
    _K.REPLIED: "作出答复",
    _K.CLOSED: "终止办理",
    _K.WITHDRAWN: "您撤回了申请",
    _K.DELIVERED: "送达",
    _K.REOPENED: "重新办理",
    _K.RATED: "您作了评价",
    _K.VOIDED: "登记作废",
}
"""The steps that concern the applicant; those within the agency are its own."""

MAY_WITHDRAW = (*InfoRequest.NOT_RECEIVED, *InfoRequest.HANDLING)
IS_ANSWERED = (_S.REPLIED, _S.DELIVERED, _S.ARCHIVED)


@followed
def case(request: HttpRequest, info_request: InfoRequest) -> HttpResponse:
    """Where the application stands."""
    today = timezone.localdate()
    prefetch_related_objects([info_request], "steps", "fees", "consultations")
    steps = list(info_request.steps.all())
    return show(
        request,
        "portal/requests/case.html",
        {
            "info_request": info_request,
            "office": Office.objects.filter(agency=info_request.agency).first(),
            "standing": _standing(info_request, steps),
            "clock": _clock(info_request, today),
            "letters": [
                {
                    "pk": each.pk,
                    "word": making.named(each),
                    "number": each.number,
                    "issued_on": each.issued_on,
                    "undone_on": each.decision.undone_on if each.decision else None,
                }
                for each in _letters(info_request).select_related("decision")
            ],
            "provided": provided(info_request, today=today),
            "provided_until": provided_until(deciding.in_force(info_request)),
            "published": _published(info_request),
            "steps": [{"at": step.on, "says": STEPS[_K(step.kind)]} for step in steps if _K(step.kind) in STEPS],
            "fee": next((fee for fee in info_request.fees.all() if fee.state == Fee.State.NOTICED), None),
            "may_withdraw": info_request.state in MAY_WITHDRAW,
            "is_answered": info_request.state in IS_ANSWERED and info_request.outcome != "",
        },
        agency=info_request.agency,
        section="apply",
    )


@followed
def receipt(request: HttpRequest, info_request: InfoRequest) -> HttpResponse:
    """What was sent, its code, and what happens next."""
    context = {"info_request": info_request, "rows": _receipt_rows(info_request), "says": _next(info_request)}
    return show(request, "portal/requests/receipt.html", context, agency=info_request.agency, section="apply")


@followed
def receipt_file(request: HttpRequest, info_request: InfoRequest) -> HttpResponse:
    """The same as PDF."""
    address = settings.GONGKAI.public_address + reverse("portal:follow")
    title = "政府信息公开申请提交回执"
    made = paper.receipt(title, info_request.agency.name, _receipt_rows(info_request), _next(info_request), address)
    return paper.file(made, f"{title}.pdf")


@followed
def letter(request: HttpRequest, info_request: InfoRequest, letter_id: int) -> HttpResponse:
    """A letter to the applicant, as it was issued; one that was sent online has arrived when it is opened."""
    found = _letters(info_request).filter(pk=letter_id).first()
    if found is None:
        raise Http404
    delivering.received_online(found, today=timezone.localdate())
    return paper.file(rendering.pdf(making.reopened(found)), f"{making.named(found)}.pdf")


@followed
def file(request: HttpRequest, info_request: InfoRequest, case_file_id: int) -> HttpResponseBase:
    """A file that was provided: its released copy, for a time."""
    given = provided(info_request, today=timezone.localdate())
    found = next((each for each in given if each.pk == case_file_id), None)
    if found is None:
        raise Http404
    return download(files.path("case_released", found.released_hash), found.released_name or found.name)


def provided(info_request: InfoRequest, *, today: date) -> list[CaseFile]:
    """The released copies that went out with the reply that holds, while they can be had here."""
    decision = deciding.in_force(info_request)
    until = provided_until(decision)
    if decision is None or until is None or today > until:
        return []
    return list(decision.files.filter(is_withheld=False).exclude(released_hash=""))


def provided_until(decision: Decision | None) -> date | None:
    """The last day on which what was provided can be had here."""
    if decision is None or decision.effective_on is None:
        return None
    return decision.effective_on + timedelta(days=settings.GONGKAI.provided_days)


def masked(number: str) -> str:
    """A number of which only the beginning and the end are shown."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 8 else "*" * len(number)


def _standing(info_request: InfoRequest, steps: list[Step]) -> Standing:
    if any(step.kind == _K.WITHDRAWN for step in steps):
        return Standing("已撤回", "waiting", "您撤回了申请，本机关不再办理。")
    standing = STANDINGS[_S(info_request.state)]
    asked = next((step for step in reversed(steps) if step.kind == _K.AMENDMENT_ASKED), None)
    if info_request.state != _S.TO_AMEND or asked is None or not asked.details.get("what"):
        return standing
    until = long_words(date.fromisoformat(asked.details["until"]))
    what = asked.details["what"].rstrip("。")
    says = f"请在{until}（含当日）以前补正：{what}。没有正当理由逾期不补正的，视为放弃申请（条例第三十条）。"
    return replace(standing, says=says)


def _letters(info_request: InfoRequest) -> QuerySet[Letter]:
    """The letters of the case to the applicant, and the reply to another case that answers this one too."""
    replies = [step.details.get("letter") for step in info_request.steps.all() if step.kind in (_K.REPLIED, _K.CLOSED)]
    found = Letter.objects.filter(Q(info_request=info_request) | Q(pk__in=[pk for pk in replies if pk]))
    return found.filter(state=Letter.State.ISSUED, to="applicant").order_by("issued_on", "pk")


def _published(info_request: InfoRequest) -> Item | None:
    """The item that was published for it, once it is public."""
    item = info_request.become_item
    return item if item is not None and item.state == Item.State.RELEASED else None


def _clock(info_request: InfoRequest, today: date) -> dict[str, Any] | None:
    """The clock with its reasons; nothing before receipt and after the reply."""
    if info_request.received_on is None or info_request.state not in InfoRequest.HANDLING:
        return None
    found = clock.stands(info_request, today=today)
    return {
        "due": found.due.on if found.due else None,
        "left": -found.late_by if found.late_by else found.left,
        "is_stopped": found.state == "stopped",
        "stops": found.stops,
        "steps": found.steps,
        "cites": found.cites,
        "is_provisional": found.provisional,
    }


def _receipt_rows(info_request: InfoRequest) -> list[tuple[str, str]]:
    words = info_request.applicant.words
    submitted = timezone.localtime(info_request.submitted_at)
    number = str(words.get("id_number") or words.get("credit_code") or "")
    rows = (
        ("受理机关", info_request.agency.name),
        ("查询码", info_request.query_code),
        ("登记编号", info_request.number or "确认收到后给出"),
        ("提交时间", f"{submitted.year}年{submitted.month}月{submitted.day}日 {submitted:%H:%M}"),
        ("所需信息", info_request.title),
        ("申请人", _name(str(words.get("name", "")))),
        ("证件号码" if words.get("id_number") else "统一社会信用代码", masked(number)),
        ("提供方式", info_request.get_form_display()),
        ("获取方式", info_request.get_way_display()),
    )
    return [(word, value) for word, value in rows if value]


def _name(name: str) -> str:
    """王**: who has the paper knows whose it is, who finds it does not."""
    return name[:1] + "*" * (len(name) - 1)


def _next(info_request: InfoRequest) -> list[str]:
    """What happens next, and by when."""
    office = Office.objects.filter(agency=info_request.agency).first()
    telephone = (office.telephone if office else "") or info_request.agency.telephone
    return [
        f"本机关{_confirm_by(info_request)}用您留的电话或电子邮箱与您确认收到申请。双方确认之日为收到申请之日（条例第三十一条）。",
        "答复期限从确认的次日起算，一般是 20 个工作日；需要延长的，最多再加 20 个，会书面告诉您（条例第三十三条）。",
        "内容不清楚的，本机关会在 7 个工作日内一次告诉您要补正什么（条例第三十条）。",
        "凭查询码和证件号码后六位（或电话、电子邮箱），随时可以查询办理情况。请保存好查询码。",
        *((f"过了时间还没有人与您联系的，请打电话：{telephone}。",) if telephone else ()),
    ]


def _confirm_by(info_request: InfoRequest) -> str:
    try:
        by = deadlines.confirm_by(info_request.arrived_on, national_calendar()).on
    except Refused:  # the holidays of that year are not loaded
        return "会在 1 个工作日内"
    return f"会在{by.year}年{by.month}月{by.day}日前"
