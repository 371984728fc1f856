"""工作机构: with what the guide must publish of it, and what is still missing."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency.actions import offices
from gongkai.agency.models import Office
from gongkai.desk.agencies.forms import OfficeForm
from gongkai.desk.agencies.frame import answer, fill, posted, show
from gongkai.desk.frame import DeskRequest, page


@page("agency.see")
def office(request: DeskRequest) -> HttpResponse:
    found = Office.objects.filter(agency=request.agency).first()
    return show(
        request,
        "office.html",
        "office",
        {"office": found, "missing": offices.missing(found), "rows": offices.elements(found)},
    )


@page("agency.change")
def change(request: DeskRequest) -> HttpResponse:
    """修改."""
    found = Office.objects.filter(agency=request.agency).first()
    form = OfficeForm(posted(request), initial=model_to_dict(found) if found else {})
    sent = answer(
        request,
        form,
        lambda given: offices.change(request.agency.pk, by=request.user, today=timezone.localdate(), **given),
    )
    if sent.is_done:
        messages.success(request, "工作机构已保存。")
        return redirect("desk:office", request.agency.pk)
    return fill(request, "office", form, sent, heading="修改工作机构", back="desk:office")
