"""在线申请: six steps, one thing on each page; nothing is sent before the last."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.agency.models import Agency
from gongkai.errors import Refused
from gongkai.portal.frame import agency_or_404, show
from gongkai.portal.requests import following, forms, question, unsent
from gongkai.portal.requests.unsent import Unsent
from gongkai.request import channels, identity_documents, limits, suggestions
from gongkai.request.actions import applying
from gongkai.request.identity_documents import Copy
from gongkai.request.models import Applicant, Channel, InfoRequest

QUICKEST = timedelta(seconds=15)
"""Nobody fills in six pages in less; whoever does has to answer the question."""

ADDRESS, PERSON, DOCUMENT = "apply", "apply_person", "apply_document"
"""The kinds of tries that are counted."""

MOST_DOCUMENTS = 30
"""Identity documents from one address an hour: each takes room and work before anything is sent."""

OTHER_WAYS = "当面提交和邮寄不受限制，地址见“依申请公开”一页。"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its code in the address, which of the six it belongs to, its heading and what is said under it."""

    code: str
    number: int
    word: str
    says: str = ""


STEPS = {
    step.code: step
    for step in (
        Step("what", 1, "要什么信息"),
        Step("suggestions", 2, "也许已经公开", "这些信息已经公开，不用申请就能看。看看有没有您要的。"),
        Step("who", 3, "申请人", "每年的工作报告按申请人类型统计。"),
        Step(
            "identity",
            3,
            "申请人",
            "条例第二十九条要求写明姓名或名称和身份证明。这些内容加密保存，只有办理这件申请的人能看。",
        ),
        Step("contact", 4, "联系方式", "电话和电子邮箱至少填一项。本机关要与您确认收到了申请，办理中也用它和您联系。"),
        Step("how", 5, "怎样提供"),
        Step("check", 6, "核对并提交", "请核对。提交前都可以修改。"),
    )
}
LAST = max(step.number for step in STEPS.values())


@never_cache
def start(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Begin anew: what was typed before and not sent is dropped."""
    agency = _accepting(agency_id)
    if request.method == "POST":
        unsent.forget(request, agency)
    return redirect("portal:application", agency.pk, "what")


@never_cache
@sensitive_post_parameters()
def step(request: HttpRequest, agency_id: int, code: str) -> HttpResponse:
    """One page of the six steps: kept when it is in order, shown again with what is to mend when it is not."""
    if code not in STEPS:
        raise Http404
    agency = _accepting(agency_id)
    written = unsent.of(request, agency)
    if request.method == "GET" and (missing := _missing_before(code, written)):
        return redirect("portal:application", agency.pk, missing)
    return _PAGES.get(code, _form_page)(request, written, STEPS[code])


def _form_page(request: HttpRequest, written: Unsent, at: Step) -> HttpResponse:
    form = _form(request, written, at.code)
    if request.method == "POST":
        form.full_clean()
        if isinstance(form, forms.Identity):
            _keep_document(form, written, address=request.META["REMOTE_ADDR"])
        if form.is_valid():
            before = written.kind
            written.steps[at.code] = {**_documents(written, at.code), **form.answers()}
            if at.code == "who" and (before == _NATURAL) != (written.kind == _NATURAL):
                written.steps.pop("identity", None)
            unsent.keep(request, written)
            return redirect("portal:application", written.agency.pk, _next(request, written, at.code))
        unsent.keep(request, written)
    return _show(request, written, at, {"form": form, "document": _document(written)})


def _suggestions_page(request: HttpRequest, written: Unsent, at: Step) -> HttpResponse:
    if request.method == "POST":
        written.steps["suggestions"] = {}
        unsent.keep(request, written)
        return redirect("portal:application", written.agency.pk, _next(request, written, at.code))
    what = written.steps["what"]
    found = suggestions.suggest(written.agency, what["description"], what["document_number"])
    if not found:
        written.steps["suggestions"] = {}
        unsent.keep(request, written)
    return _show(request, written, at, {"found": found, "next": _next(request, written, at.code)})


def _check_page(request: HttpRequest, written: Unsent, at: Step) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST" and (again := _sent_before(request, written.agency)):
        return again
    if missing := _missing_before(at.code, written):
        return redirect("portal:application", written.agency.pk, missing)
    form, refused, status = forms.Check(request.POST if request.method == "POST" else None), None, 200
    is_asked = _must_answer(request, written, now)
    if request.method == "POST" and form.is_valid():
        if is_asked and not question.is_answered(request, form.cleaned_data["answer"]):
            form.add_error("answer", "答案不对，或者没有填写。请回答下面这道新题，您填写的内容都还在。")
        else:
            try:
                made = _send(request, written, now)
            except Refused as refusal:
                refused, status = refusal, 429 if isinstance(refusal, TooMany) else 200
            else:
                unsent.forget(request, written.agency)
                following.begin(request, made, token=written.token)
                return redirect("portal:receipt")
    context = {
        "form": form,
        "refused": refused,
        "rows": _answers(written),
        "token": written.token,
        "question": question.asked(request) if is_asked else "",
    }
    return _show(request, written, at, context, status=status)


class TooMany(Refused):
    """More applications than one address or one applicant may send online in a time."""


def _send(request: HttpRequest, written: Unsent, now: datetime) -> InfoRequest:
    """Send the application, unless too many came from here; what is refused is not counted."""
    answers, about = dict(written.answers), settings.GONGKAI
    address = request.META["REMOTE_ADDR"]
    identity = answers.get("id_number") or answers.get("credit_code", "")
    noted = [limits.note(ADDRESS, address, now=now), limits.note(PERSON, identity, now=now)]
    try:
        if limits.tried(ADDRESS, address, now=now, within=limits.HOUR) > about.applications_an_hour:
            raise TooMany(
                f"这个网络地址一小时里已提交 {about.applications_an_hour} 件申请，这一件没有提交。"
                f"您填写的内容还在，请过一小时再提交；{OTHER_WAYS}"
            )
        if (
            limits.tried(ADDRESS, address, now=now, within=limits.DAY) > about.applications_a_day
            or limits.tried(PERSON, identity, now=now, within=limits.DAY) > about.applications_of_one
        ):
            raise TooMany(f"今天在线提交的申请已经很多，这一件没有提交。请明天再提交；{OTHER_WAYS}")
        return applying.apply(
            written.agency,
            applicant={name: str(answers[name]) for name in Applicant.FIELDS if answers.get(name)},
            documents=[msgspec.convert(copy, Copy) for copy in answers.get("documents", [])],
            token=written.token,
            submitted_at=now,
            today=timezone.localdate(now),
            **{name: answers[name] for name in _WANTED},
        )
    except Refused:
        for attempt in noted:
            attempt.delete()
        raise


_NATURAL = Applicant.Kind.NATURAL_PERSON.value
_WANTED = ("kind", "description", "title", "document_number", "form", "way", "asks_to_publish")


def _sent_before(request: HttpRequest, agency: Agency) -> HttpResponse | None:
    """Where the form led to when it was sent before: the same receipt."""
    sent = following.sent_here(request, agency, request.POST.get("token", ""))
    return redirect("portal:receipt") if sent else None


def _must_answer(request: HttpRequest, written: Unsent, now: datetime) -> bool:
    """Whether this visitor gets the question: after some applications from here, or when too quick for a person."""
    tried = limits.tried(ADDRESS, request.META["REMOTE_ADDR"], now=now, within=limits.HOUR)
    return (
        tried >= settings.GONGKAI.question_after
        or now - written.began_at < QUICKEST
        or bool(request.POST.get("website"))
    )


def _form(request: HttpRequest, written: Unsent, code: str) -> forms.StepForm:
    """The form of a step: as sent, or with the answers so far."""
    given: dict[str, Any] = {"initial": written.steps.get(code, {})}
    if request.method == "POST":
        given |= {"data": request.POST, "files": request.FILES}
    match code:
        case "what":
            return forms.What(**given)
        case "who":
            return forms.Who(**given)
        case "identity":
            form = forms.Person(**given) if written.kind == _NATURAL else forms.Organisation(**given)
            if settings.GONGKAI.identity_document == "off":
                del form.fields["document"]
            elif settings.GONGKAI.identity_document == "required":
                form.fields["document"].help_text = f"必须上传。{forms.DOCUMENT}"
            if not _document(written):
                form.fields.pop("without_document")
            return form
        case "contact":
            return forms.Contact(**given)
        case _:
            return forms.How(**given, has_email=bool(written.steps.get("contact", {}).get("email")))


def _keep_document(form: forms.Identity, written: Unsent, *, address: str) -> None:
    """Take up the uploaded document, even where another field is wrong, so that it is not asked for again."""
    given = written.steps.setdefault("identity", {})
    document = form.cleaned_data.get("document")
    if form.cleaned_data.get("without_document"):
        given["documents"] = []
    if document is not None:
        try:
            _refuse_flood_of_documents(address)
            given["documents"] = [msgspec.to_builtins(identity_documents.keep(document, document.name))]
        except Refused as refusal:
            form.add_error("document", refusal.message)
    elif settings.GONGKAI.identity_document == "required" and not given.get("documents"):
        form.add_error("document", "请上传身份证明的照片或扫描件。")


def _refuse_flood_of_documents(address: str) -> None:
    now = timezone.now()
    limits.note(DOCUMENT, address, now=now)
    if limits.tried(DOCUMENT, address, now=now, within=limits.HOUR) > MOST_DOCUMENTS:
        raise TooMany("这个网络地址一小时里上传的身份证明太多，这一份没有收下。请过一小时再传。")


def _documents(written: Unsent, code: str) -> dict[str, Any]:
    kept = written.steps.get("identity", {}).get("documents")
    return {"documents": kept} if code == "identity" and kept else {}


def _document(written: Unsent) -> dict[str, Any] | None:
    kept = written.steps.get("identity", {}).get("documents")
    return dict(kept[0]) if kept else None


def _missing_before(code: str, written: Unsent) -> str:
    """The first step before this one that is not done yet; "" for none."""
    for other in STEPS:
        if other == code:
            return ""
        if not _is_done(other, written):
            return other
    return ""


def _is_done(code: str, written: Unsent) -> bool:
    given = written.steps.get(code)
    return given is not None and (code != "identity" or "name" in given)


def _next(request: HttpRequest, written: Unsent, code: str) -> str:
    """Where to go on: to the next step, or back to where the answer was changed from."""
    codes = list(STEPS)
    following_one = codes[codes.index(code) + 1]
    if request.GET.get("from") == "check":
        return _missing_before("check", written) or "check"
    return following_one


def _answers(written: Unsent) -> list[tuple[str, str, str]]:
    """Everything that will be sent, each with the page that changes it."""
    answers = written.answers

    def row(word: str, value: Any, code: str) -> tuple[str, str, str]:
        address = reverse("portal:application", args=[written.agency.pk, code])
        return word, str(value), f"{address}?from=check"

    is_person = written.kind == _NATURAL
    rows = [
        row("所需信息", answers["description"], "what"),
        row("文号", answers["document_number"], "what"),
        row("信息名称", answers["title"], "what"),
        row("申请人类型", forms.KINDS[written.kind], "who"),
        row("姓名" if is_person else "单位名称", answers["name"], "identity"),
    ]
    if is_person:
        rows += [
            row("证件名称", answers["id_kind"], "identity"),
            row("证件号码", answers["id_number"], "identity"),
        ]
    else:
        rows += [
            row("统一社会信用代码", answers["credit_code"], "identity"),
            row("法定代表人或负责人", answers["representative"], "identity"),
            row("联系人", answers["contact"], "identity"),
        ]
    if settings.GONGKAI.identity_document != "off":
        rows.append(row("身份证明", "已上传" if answers.get("documents") else "没有上传", "identity"))
    return [
        *rows,
        row("联系电话", answers["mobile"], "contact"),
        row("电子邮箱", answers["email"], "contact"),
        row("提供方式", InfoRequest.Form(answers["form"]).label, "how"),
        row("获取方式", InfoRequest.Way(answers["way"]).label, "how"),
        *(row(word, answers[name], "how") for name, word in _HOW.items() if answers[name]),
        row("建议主动公开", "是" if answers["asks_to_publish"] else "否", "how"),
    ]


_HOW = {"address": "邮寄地址", "postcode": "邮政编码", "fax": "传真号码", "assistance": "需要的帮助"}

_PAGES: dict[str, Callable[[HttpRequest, Unsent, Step], HttpResponse]] = {
    "suggestions": _suggestions_page,
    "check": _check_page,
}


def _accepting(agency_id: int) -> Agency:
    """An agency that takes applications online."""
    agency = agency_or_404(agency_id)
    if not channels.is_open(agency, Channel.INTERNET):
        raise Http404
    return agency


def _show(
    request: HttpRequest, written: Unsent, at: Step, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    codes = list(STEPS)
    place = codes.index(at.code)
    back = reverse("portal:application", args=[written.agency.pk, codes[place - 1]]) if place else ""
    frame = {"step": at, "last": LAST, "back": back or reverse("portal:apply", args=[written.agency.pk])}
    template = f"portal/requests/{at.code if at.code in _PAGES else 'step'}.html"
    return show(request, template, {**frame, **context}, agency=written.agency, section="apply", status=status)
