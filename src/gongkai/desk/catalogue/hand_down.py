"""目录下发: a supervisor chooses the agencies below that receive an edition; the work is done in the background."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency
from gongkai.catalogue.jobs import HAND_DOWN
from gongkai.desk.catalogue.forms import HandDownForm
from gongkai.desk.catalogue.place import PLACE, catalogue_of, posted
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.task import jobs

PER_PAGE = 200


@page("catalogue.hand_down")
def hand_down(request: DeskRequest, catalogue_id: int) -> Response:
    """Choose the agencies; posting asks for the work."""
    catalogue = catalogue_of(request, catalogue_id)
    below = (
        agencies.visible_to(request.user)
        .under(request.agency)
        .active()
        .filter(is_on_desk=True)
        .exclude(pk=request.agency.pk)
        .exclude(kind=Agency.Kind.ENTERPRISE)
        .order_by("path")
    )
    level = request.GET.get("level", "")
    if level in Agency.Level.values:
        below = below.filter(level=level)
    form = HandDownForm(posted(request))
    error = ""
    if request.method == "POST" and form.is_valid():
        asked = {int(pk) for pk in request.POST.getlist("agency") if pk.isdecimal() and len(pk) < 19}
        every = request.POST.get("act") == "all"
        chosen = list((below if every else below.filter(pk__in=asked)).values_list("pk", flat=True))
        if chosen:
            with transaction.atomic():
                work = jobs.enqueue(
                    HAND_DOWN,
                    title=f"向{len(chosen)}个机关下发{catalogue}",
                    by=request.user,
                    agency=request.agency,
                    catalogue_id=catalogue.pk,
                    agency_ids=chosen,
                    officer_id=request.user.pk,
                    today=timezone.localdate().isoformat(),
                    only_own_level=form.cleaned_data["only_own_level"],
                )
            messages.success(request, f"正在向{len(chosen)}个机关下发，进展和结果在“任务”里看。")
            return redirect("desk:task", request.agency.pk, work.pk)
        error = "还没有选机关。请勾选要下发的机关，或者按“全部下发”。"
    context = {
        "catalogue": catalogue,
        "form": form,
        "error": error,
        "page": Paginator(below, PER_PAGE).get_page(request.GET.get("page")),
        "level": level,
        "levels": [choice for choice in Agency.Level.choices if choice[0] != Agency.Level.PROVINCE],
    }
    return show(request, "desk/catalogue/hand_down.html", PLACE, context, status=422 if error else 200)
