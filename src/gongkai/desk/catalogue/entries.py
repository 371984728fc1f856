"""条目: one entry of the catalogue: seen, added, changed, removed, moved; what its time limit is read as."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from gongkai.agency import access as agencies
from gongkai.catalogue import access, comparison, roots, starting, time_limits
from gongkai.catalogue.actions import entries as acts
from gongkai.catalogue.columns import LABELS
from gongkai.catalogue.coverage import state_of
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.desk.catalogue.forms import EntryForm
from gongkai.desk.catalogue.place import PLACE, act_page, catalogue_of, of_agency, posted
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.errors import Refused


@page("catalogue.see")
def entry(request: DeskRequest, entry_id: int) -> Response:
    """One entry with everything it says and how it stands."""
    found = _entry(request, entry_id)
    wide = ("audience_words", "not_applicable_reason", "local_columns", "level3", "domain")
    context = {
        "entry": found,
        "catalogue": found.catalogue,
        "state": state_of(found, timezone.localdate()).value,
        "reading": time_limits.reading(found.time_limit),
        "is_read": time_limits.is_read(found.time_rules),
        "rows": [
            (label, comparison.written(found, name))
            for name, label in LABELS.items()
            if name != "elements" and (name not in wide or getattr(found, name))
        ],
        "may_change": found.catalogue.state == Catalogue.State.DRAFT
        and agencies.may("catalogue.change", request.user, request.agency),
        "may_draft": found.catalogue.state == Catalogue.State.IN_FORCE
        and agencies.may("item.draft", request.user, request.agency),
    }
    return show(request, "desk/catalogue/entry.html", PLACE, context)


@page("catalogue.change")
def entry_new(request: DeskRequest, catalogue_id: int) -> Response:
    """Add an entry to a draft edition; ?root= chooses its item of the law."""
    catalogue = catalogue_of(request, catalogue_id)
    asked = request.GET.get("root", "")
    initial = {"root": asked if asked in roots.ROOTS else None, "time_limit": starting.GENERAL_LIMIT}
    form = EntryForm(posted(request), agency=request.agency, initial=initial)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.add(catalogue.pk, by=request.user, columns=form.columns(), today=timezone.localdate())
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, f"已增加“{made}”。")
            return redirect(_edition(request, catalogue) + f"#entry-{made.pk}")
    return _form_page(request, catalogue, form, refused, "增加条目", "增加")


@page("catalogue.change")
def entry_change(request: DeskRequest, entry_id: int) -> Response:
    """Change an entry of a draft edition; one of another edition can only be looked at."""
    found = _entry(request, entry_id)
    if found.catalogue.state != Catalogue.State.DRAFT:
        return redirect("desk:catalogue_entry", request.agency.pk, found.pk)
    form = EntryForm(posted(request), agency=request.agency, entry=found)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            acts.change(found.pk, by=request.user, columns=form.columns(), today=timezone.localdate())
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, f"“{found}”已保存。")
            return redirect(_edition(request, found.catalogue) + f"#entry-{found.pk}")
    return _form_page(request, found.catalogue, form, refused, "修改条目", "保存", found)


@page("catalogue.change")
def entry_remove(request: DeskRequest, entry_id: int) -> Response:
    """Remove an entry from a draft edition."""
    found = _entry(request, entry_id)

    def act(said: dict[str, Any]) -> str:
        acts.remove(found.pk, by=request.user, today=timezone.localdate())
        return _edition(request, found.catalogue)

    return act_page(
        request,
        act,
        title="删去条目",
        says="条目从这一版里删去；现行目录不受影响。只是本机关不涉及的，最好保留条目，写明不涉及的说明。",
        word="删去",
        back=reverse("desk:catalogue_entry_change", args=[request.agency.pk, found.pk]),
        done=f"已删去“{found}”。",
        crumbs=_crumbs(request, found.catalogue),
        facts=[("条目", found), ("编号", found.code), ("公开的信息", f"{found.item_count}条")],
        danger=True,
    )


@page("catalogue.change")
def entry_move(request: DeskRequest, entry_id: int) -> Response:
    """Move an entry one place up or down (POST), back to where it stands."""
    found = _entry(request, entry_id)
    if request.method == "POST":
        try:
            acts.move(found.pk, by=request.user, up=request.POST.get("to") == "up", today=timezone.localdate())
        except Refused as refusal:
            messages.error(request, refusal.message)
    return redirect(_edition(request, found.catalogue) + f"#entry-{found.pk}")


@page("catalogue.see")
def time_limit(request: DeskRequest) -> Response:
    """What the time limit in the form is read as: the words of the page, asked for while one types."""
    words = request.POST.get("usual_limit") or request.POST.get("time_limit", "")
    return HttpResponse(escape(time_limits.reading(words[:500])))


def _entry(request: DeskRequest, entry_id: int) -> CatalogueEntry:
    found = access.entries_visible_to(request.user).select_related("catalogue").filter(pk=entry_id).first()
    entry: CatalogueEntry = of_agency(request, found, "这个条目")
    return entry


def _edition(request: DeskRequest, catalogue: Catalogue) -> str:
    return reverse("desk:catalogue_edition", args=[request.agency.pk, catalogue.pk])


def _crumbs(request: DeskRequest, catalogue: Catalogue) -> list[Any]:
    return [
        ("目录各版", reverse("desk:catalogue_editions", args=[request.agency.pk])),
        (f"第{catalogue.number}版", _edition(request, catalogue)),
    ]


def _form_page(
    request: DeskRequest,
    catalogue: Catalogue,
    form: EntryForm,
    refused: Refused | None,
    title: str,
    word: str,
    found: CatalogueEntry | None = None,
) -> Response:
    words = form.time_words
    context = {
        "catalogue": catalogue,
        "entry": found,
        "form": form,
        "refused": refused,
        "title": title,
        "word": word,
        "crumbs": [*_crumbs(request, catalogue), title],
        "domains": starting.DOMAINS,
        "reading": time_limits.reading(words),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/catalogue/entry_form.html", PLACE, context, status=status)
