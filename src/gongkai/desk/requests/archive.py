"""归档和移交: archiving a case, the archived dossiers of an agency, and the lists by which they went to an archive."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import exporting
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE, Nothing, act_page, case_of
from gongkai.desk.requests.deliveries import unsent_of
from gongkai.desk.requests.letters import as_file
from gongkai.errors import NotYours, Refused
from gongkai.law import outcomes
from gongkai.request import access
from gongkai.request.actions import archiving
from gongkai.request.letters.rendering import listing
from gongkai.request.models import ArchiveList, InfoRequest

PER_PAGE = 50
WHICH = (("", "全部"), ("over", "保管期满"), ("here", "未移交"), ("gone", "已移交"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list as a file needs it."""

    code: str
    word: str


class Filter(forms.Form):
    q = forms.CharField(label="编号或所需信息", required=False, max_length=100)
    year = forms.IntegerField(label="归档年度", required=False, min_value=2008, max_value=2100)
    which = forms.ChoiceField(label="移交情况", choices=WHICH, required=False)


class HandingOver(forms.Form):
    receiver = forms.CharField(label="接收单位", max_length=100, help_text="如“柳河县档案馆”。")
    received_by = forms.CharField(label="接收人", max_length=40, required=False)


@page("request.archive")
def archive(request: DeskRequest, info_request_id: int) -> Response:
    """归档."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return archiving.archive(info_request.pk, by=request.user, today=timezone.localdate(), revision=revision)

    return act_page(
        request,
        info_request,
        Nothing(request.POST or None),
        act,
        title="归档",
        says="登记、审核、办理、答复、送达都有记录的才能归档。归档后案卷只读，按保管期限保管。",
        word="归档",
        done="已归档。",
        template="desk/requests/archive_act.html",
        context={"missing": archiving.lacks(info_request), "unsent": unsent_of(info_request, request.user)},
    )


@page("request.see")
def archived(request: DeskRequest) -> Response:
    """已归档的案卷; those ticked go on a list by the page that follows."""
    form = Filter(request.GET)
    found = _archived(request, form)
    paged = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lists = _lists(request).annotate(count=Count("info_requests")).select_related("by")
    context = {
        "form": form,
        "page": paged,
        "names": {code: outcome.name for code, outcome in outcomes.OUTCOMES.items()},
        "lists": lists[:PER_PAGE],
    }
    return show(request, "desk/requests/archived.html", PLACE, context)


@page("request.archive")
def hand_over(request: DeskRequest) -> Response:
    """移交: what was ticked, to whom; the list is made and numbered at once."""
    chosen = request.POST.getlist("ticked") or request.GET.getlist("ticked")
    ticked = [int(each) for each in chosen if each.isdigit()]
    form = HandingOver(request.POST if "receiver" in request.POST else None)
    cases = access.visible_to(request.user).filter(agency=request.agency, pk__in=ticked)
    refused = None
    if request.method == "POST" and form.is_bound and form.is_valid():

        def act() -> str:
            made = archiving.hand_over(
                request.agency.pk, by=request.user, today=timezone.localdate(), numbers=ticked, **form.cleaned_data
            )
            return reverse("desk:archive_list", args=[request.agency.pk, made.pk])

        try:
            return redirect(once(request, act))
        except Refused as refusal:
            refused = refusal
    context = {
        "form": form,
        "refused": refused,
        "cases": list(cases.order_by("number")[: archiving.MOST + 1]),
        "back": reverse("desk:archived", args=[request.agency.pk]),
        "token": token(request),
    }
    return show(request, "desk/requests/hand_over.html", PLACE, context, status=409 if refused else 200)


@page("request.see")
def archive_list(request: DeskRequest, archive_list_id: int) -> Response:
    """移交清单; ?format=xlsx or pdf as a file."""
    found = _lists(request).filter(pk=archive_list_id).select_related("by").first()
    if found is None:
        raise NotYours("这个机关没有这份移交清单。")
    rows = list(listing.rows(found))
    form = request.GET.get("format")
    name = f"{request.agency.name}案卷移交清单{found.number}"
    if form == "xlsx":
        columns = [Column(code, word) for code, word in listing.COLUMNS]
        return exporting.as_xlsx(name, columns, rows, sheet_name="移交清单")
    if form == "pdf":
        return as_file(listing.pdf(found, rows), f"{name}.pdf", "application/pdf")
    context = {"found": found, "heads": [word for _, word in listing.COLUMNS], "rows": rows}
    return show(request, "desk/requests/archive_list.html", PLACE, context)


def _lists(request: DeskRequest) -> QuerySet[ArchiveList]:
    seen = access.visible_to(request.user).filter(agency=request.agency)
    return ArchiveList.objects.filter(agency=request.agency, info_requests__in=seen).distinct()


def _archived(request: DeskRequest, form: Filter) -> QuerySet[InfoRequest]:
    found = access.visible_to(request.user).filter(agency=request.agency, state=InfoRequest.State.ARCHIVED)
    given = form.cleaned_data if form.is_valid() else {}
    if words := given.get("q", "").strip():
        found = found.filter(number__icontains=words) | found.filter(title__icontains=words)
    if year := given.get("year"):
        found = found.filter(archived_on__year=year)
    match given.get("which"):
        case "over":
            found = found.filter(keep_until__lt=timezone.localdate())
        case "here":
            found = found.filter(handed_to_archive_on=None)
        case "gone":
            found = found.exclude(handed_to_archive_on=None)
    return found.order_by("-archived_on", "-pk")
