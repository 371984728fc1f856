"""编辑: entering an item and changing its draft, with what the checks find beside it; nothing typed is lost."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.agency.calendars import national_calendar
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import attachments, clock, findings
from gongkai.desk.items.acting import item_of
from gongkai.desk.items.forms import ItemForm
from gongkai.desk.items.once import FIELD, once, token
from gongkai.disclosure import content, due
from gongkai.disclosure.actions import attaching, deciding, drafting, submitting
from gongkai.disclosure.models import Edition, Item
from gongkai.errors import Refused

CHECK, SUBMIT, CONFIRM = "check", "submit", "confirm"
"""What a button of the form asks for beside saving: 检查 saves nothing; confirm-2 lets the finding numbered 2 stand."""


@page("item.draft")
def new(request: DeskRequest) -> Response:
    """新增信息; with ?entry=T-1 filed under that entry from the start."""
    today = timezone.localdate()
    item = Item(agency=request.agency, handler=request.user, entry_code=request.GET.get("entry", ""))
    form = ItemForm(request.POST or None, request.FILES or None, agency=request.agency, instance=item)
    refused: Refused | None = None
    if _asks(request) != CHECK and form.is_bound and form.is_valid():

        def act() -> str:
            given = {"token": request.POST.get(FIELD, ""), "body": form.cleaned_data["body"], **form.facts}
            return str(drafting.start(request.agency, by=request.user, today=today, **given).pk)

        try:
            saved = once(request, act)
        except Refused as refusal:
            refused = refusal
        else:
            return _go_on(request, int(saved), form, today)
    return _show(request, form, item, None, refused, today)


@page("item.draft")
def edit(request: DeskRequest, item_id: int) -> Response:
    """修改草稿: saved over the draft that was opened and no later one; a colleague's is shown beside this one."""
    today = timezone.localdate()
    item = item_of(request, item_id)
    edition = drafting.draft_of(item, "修改")
    form = ItemForm(
        request.POST or None,
        request.FILES or None,
        agency=request.agency,
        instance=content.as_drafted(item, edition),
        initial={"body": edition.body, "revision": item.revision},
    )
    refused: Refused | None = None
    if _asks(request) != CHECK and form.is_bound and form.is_valid():

        def act() -> str:
            facts = form.facts
            title, body = facts.pop("title"), form.cleaned_data["body"]
            revision = form.cleaned_data["revision"] or 0
            drafting.save(
                item.pk, by=request.user, today=today, revision=revision, title=title, body=body, fields=facts
            )
            return str(item.pk)

        try:
            saved = once(request, act)
        except Refused as refusal:
            refused = refusal
        else:
            return _go_on(request, int(saved), form, today)
    return _show(request, form, item, edition, refused, today)


@page("item.draft")
def check_new(request: DeskRequest) -> Response:
    """The checks of what is typed of a new item: what stands beside the form, for the script that keeps it fresh."""
    item = Item(agency=request.agency, handler=request.user)
    form = ItemForm(request.POST, agency=request.agency, instance=item)
    return render(request, "desk/items/beside.html", _beside(request, form, None, timezone.localdate()))


@page("item.draft")
def check(request: DeskRequest, item_id: int) -> Response:
    """The checks of what is typed of a draft, saved or not."""
    item = item_of(request, item_id)
    edition = drafting.draft_of(item, "检查")
    form = ItemForm(request.POST, agency=request.agency, instance=content.as_drafted(item, edition))
    return render(request, "desk/items/beside.html", _beside(request, form, edition, timezone.localdate()))


def _asks(request: DeskRequest) -> str:
    return request.POST.get("act", "")


def _go_on(request: DeskRequest, item_id: int, form: ItemForm, today: date) -> HttpResponse:
    """After a draft was saved: add the files chosen, each by itself, then do what the button asked for."""
    for file in form.cleaned_data["uploads"]:
        try:
            attaching.attach(item_id, by=request.user, today=today, file=file, name=file.name)
        except Refused as refusal:
            messages.error(request, f"附件“{file.name}”没有添加：{refusal.message}")
    asked, _, number = _asks(request).partition("-")
    if asked == CONFIRM:
        _confirm(request, item_id, number, today)
    if asked == SUBMIT:
        return redirect("desk:item_submit", request.agency.pk, item_id)
    messages.success(request, f"已保存（{timezone.localtime():%H:%M}）。")
    return redirect("desk:item_edit", request.agency.pk, item_id)


def _confirm(request: DeskRequest, item_id: int, number: str, today: date) -> None:
    """Let a finding stand whose words and reason came with the form."""
    given = {name: request.POST.get(f"{name}-{number}", "") for name in ("rule", "place", "quote", "reason")}
    is_not_personal = f"not_personal-{number}" in request.POST
    try:
        submitting.confirm(item_id, by=request.user, today=today, is_not_personal=is_not_personal, **given)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "已确认，并记下了您和理由。")


def _show(
    request: DeskRequest, form: ItemForm, item: Item, edition: Edition | None, refused: Refused | None, today: date
) -> HttpResponse:
    theirs = refused if isinstance(refused, drafting.ChangedMeanwhile) else None
    if theirs is not None:  # saved once more, it goes over theirs, which this page shows
        typed = request.POST.copy()
        typed["revision"] = str(theirs.revision)
        form.data = typed
    context = {
        "form": form,
        "item": item if edition else None,
        "edition": edition,
        "attachments": attachments.looked_at(edition.attachments.all()) if edition else [],
        "refused": refused,
        "theirs": theirs,
        "files_lost": bool(request.FILES),
        "token": token(request),
        **_beside(request, form, edition, today),
    }
    status = 409 if refused else 422 if form.is_bound and form.errors else 200
    return show(request, "desk/items/edit.html", "items", context, status=status)


def _beside(request: DeskRequest, form: ItemForm, edition: Edition | None, today: date) -> dict[str, Any]:
    """What stands beside the form: the clock, who must disclose, what the checks found in what is typed."""
    form.is_valid()
    typed = form.instance
    found = submitting.check_text(
        typed,
        today=today,
        title=typed.title,
        body=form["body"].value() or "",
        fields={name: getattr(typed, name) for name in content.WRITABLE},
        edition=edition or Edition(),
    )
    calendar = national_calendar()
    last = due.due(typed, content.entry_of(typed), calendar)
    return {
        "form": form,
        "clock": clock.of_due(last, calendar, today) if last else None,
        "responsible": deciding.responsible(typed),
        "found": findings.shown(submitting.weigh(typed, found)),
        "is_blank": edition is None and not form.is_bound,
        "marks": findings.marks(found),
    }
