"""制度库: the rules of procedure an agency works by: taken up, added, changed, published, repealed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.catalogue import access, library
from gongkai.catalogue.actions import regulations as acts
from gongkai.catalogue.models import Regulation
from gongkai.desk.catalogue.forms import RegulationForm
from gongkai.desk.catalogue.place import PLACE, act_page, of_agency, posted, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.errors import Refused

PER_PAGE = 50


@page("catalogue.see")
def regulations(request: DeskRequest) -> Response:
    """The library, and the national texts it does not have yet."""
    found = access.regulations_visible_to(request.user).filter(agency=request.agency).defer("body")
    may_change = agencies.may("regulation.change", request.user, request.agency)
    context = {
        "tabs": tabs(request, "regulations"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "offered": library.offered(request.agency) if may_change else [],
        "may_change": may_change,
    }
    return show(request, "desk/catalogue/regulations.html", PLACE, context)


@page("regulation.change")
def take_up(request: DeskRequest) -> Response:
    """Put the national texts ticked into the library (POST)."""
    if request.method == "POST":
        try:
            taken = acts.take_up(
                request.agency.pk, by=request.user, codes=request.POST.getlist("code"), today=timezone.localdate()
            )
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"已采用{len(taken)}项国家规定。")
    return redirect("desk:regulations", request.agency.pk)


@page("catalogue.see")
def regulation(request: DeskRequest, regulation_id: int) -> Response:
    """One rule of procedure."""
    found = _regulation(request, regulation_id)
    context = {
        "regulation": found,
        "may_change": not found.repealed_on and agencies.may("regulation.change", request.user, request.agency),
        "may_publish": not (found.repealed_on or found.published_on)
        and agencies.may("regulation.publish", request.user, request.agency),
    }
    return show(request, "desk/catalogue/regulation.html", PLACE, context)


@page("regulation.change")
def new(request: DeskRequest) -> Response:
    """Add a rule of procedure."""
    form = RegulationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made, dropped = acts.add(request.agency.pk, by=request.user, text=form.text(), today=timezone.localdate())
        except Refused as refusal:
            return _form_page(request, form, refusal, "增加制度")
        return _saved(request, made, dropped)
    return _form_page(request, form, None, "增加制度")


@page("regulation.change")
def change(request: DeskRequest, regulation_id: int) -> Response:
    """Change a rule of procedure."""
    found = _regulation(request, regulation_id)
    names = RegulationForm.base_fields
    form = RegulationForm(posted(request), initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            made, dropped = acts.change(found.pk, by=request.user, text=form.text(), today=timezone.localdate())
        except Refused as refusal:
            return _form_page(request, form, refusal, "修改制度", found)
        return _saved(request, made, dropped)
    return _form_page(request, form, None, "修改制度", found)


@page("regulation.publish")
def publish(request: DeskRequest, regulation_id: int) -> Response:
    """Publish a rule of procedure."""
    found = _regulation(request, regulation_id)
    return _act(
        request, found, acts.publish, "发布制度", "发布后公众可以在“政府信息公开制度”里看到。", "发布", "已发布。"
    )


@page("regulation.change")
def repeal(request: DeskRequest, regulation_id: int) -> Response:
    """Mark a rule of procedure as repealed."""
    found = _regulation(request, regulation_id)
    says = "废止后仍留在制度库里，标明已废止，不能再改。"
    return _act(request, found, acts.repeal, "废止制度", says, "废止", "已废止。", danger=True)


def _regulation(request: DeskRequest, regulation_id: int) -> Regulation:
    seen = access.regulations_visible_to(request.user).filter(pk=regulation_id).first()
    found: Regulation = of_agency(request, seen, "这项制度")
    return found


def _act(
    request: DeskRequest, found: Regulation, act: Any, title: str, says: str, word: str, done: str, danger: bool = False
) -> Response:
    back = reverse("desk:regulation", args=[request.agency.pk, found.pk])

    def go(said: dict[str, Any]) -> str:
        act(found.pk, by=request.user, today=timezone.localdate())
        return back

    return act_page(
        request,
        go,
        title=title,
        says=says,
        word=word,
        back=back,
        done=f"《{found.title}》{done}",
        crumbs=[("制度库", reverse("desk:regulations", args=[request.agency.pk])), (found.title, back)],
        facts=[("名称", found.title), ("文号", found.document_number)],
        danger=danger,
    )


def _saved(request: DeskRequest, made: Regulation, dropped: tuple[str, ...]) -> Response:
    messages.success(request, f"《{made.title}》已保存。")
    for sentence in dropped:
        messages.warning(request, sentence)
    return redirect("desk:regulation", request.agency.pk, made.pk)


def _form_page(
    request: DeskRequest, form: RegulationForm, refused: Refused | None, title: str, found: Regulation | None = None
) -> Response:
    context = {"form": form, "refused": refused, "title": title, "regulation": found}
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/catalogue/regulation_form.html", PLACE, context, status=status)
