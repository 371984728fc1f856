"""公开指南: its parts, what they lack, the words proposed; written here, published by the signer, kept in editions."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.catalogue import access, guide
from gongkai.catalogue.actions import guide as acts
from gongkai.catalogue.models import GuideEdition
from gongkai.desk.catalogue.forms import GuideForm
from gongkai.desk.catalogue.place import PLACE, act_page, of_agency, posted, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show


@page("catalogue.see")
def overview(request: DeskRequest) -> Response:
    """The guide as it is now, with what it lacks, and its editions."""
    context = {
        "tabs": tabs(request, "guide"),
        "elements": guide.elements(request.agency),
        "findings": guide.gaps(request.agency, timezone.localdate()),
        "editions": list(request.agency.guide_editions.select_related("by")[:20]),
        "may_change": agencies.may("guide.change", request.user, request.agency),
        "may_publish": agencies.may("guide.publish", request.user, request.agency),
    }
    return show(request, "desk/catalogue/guide.html", PLACE, context)


@page("guide.change")
def change(request: DeskRequest) -> Response:
    """Write the parts that the agency writes; empty ones begin with the words proposed."""
    now = {element.code: element.text for element in guide.elements(request.agency) if not element.is_of_office}
    proposed = guide.proposed(request.agency)
    filled = {code: text or proposed[code] for code, text in now.items()}
    form = GuideForm(posted(request), initial=filled)
    if request.method == "POST" and form.is_valid():
        acts.change(request.agency.pk, by=request.user, texts=form.cleaned_data, today=timezone.localdate())
        messages.success(request, "指南已保存。请交签发人发布，发布后公众才能看到。")
        return redirect("desk:guide", request.agency.pk)
    context = {
        "form": form,
        "proposed": proposed,
        "is_proposed": [code for code, text in now.items() if not text],
    }
    return show(request, "desk/catalogue/guide_form.html", PLACE, context)


@page("guide.publish")
def publish(request: DeskRequest) -> Response:
    """Publish the guide as it is now."""
    back = reverse("desk:guide", args=[request.agency.pk])

    def act(said: dict[str, Any]) -> str:
        acts.publish(request.agency.pk, by=request.user, today=timezone.localdate())
        return back

    return act_page(
        request,
        act,
        title="发布指南",
        says="现在的内容成为新的一版，公众可以看到；以前各版保留备查。",
        word="发布",
        back=back,
        done="指南已发布。",
        crumbs=[("公开指南", back)],
    )


@page("catalogue.see")
def edition(request: DeskRequest, guide_edition_id: int) -> Response:
    """One published edition, as it was."""
    seen = access.guide_editions_visible_to(request.user).select_related("by").filter(pk=guide_edition_id).first()
    found: GuideEdition = of_agency(request, seen, "这一版指南")
    return show(request, "desk/catalogue/guide_edition.html", PLACE, {"edition": found})
