"""交接: who to whom; what will pass on, counted before; what passed on, after."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency import hand_over as register
from gongkai.agency.actions import hand_overs as acts
from gongkai.agency.models import HandOver, Officer
from gongkai.desk.agencies.forms import HandOverDetailsForm, HandOverForm
from gongkai.desk.agencies.frame import answer, posted, show
from gongkai.desk.frame import DeskRequest, page
from gongkai.errors import NotYours

PER_PAGE = 50
MOST = 300


@page("officer.hand_over")
def hand_overs(request: DeskRequest) -> HttpResponse:
    """Those that were, and the choice of the two people for the next."""
    done = HandOver.objects.filter(agency=request.agency).select_related("giver", "receiver", "by")
    return show(
        request,
        "hand_overs.html",
        "hand_overs",
        {"done": Paginator(done, PER_PAGE).get_page(request.GET.get("page")), "form": _chosen(request, None)},
    )


@page("officer.hand_over")
def begin(request: DeskRequest) -> HttpResponse:
    """What would pass on between the two chosen, and when and why; sent, it is done."""
    here, today = request.agency, timezone.localdate()
    chosen = _chosen(request, request.POST if request.method == "POST" else request.GET)
    if not chosen.is_valid():
        done = HandOver.objects.filter(agency=here).select_related("giver", "receiver", "by")
        return show(
            request,
            "hand_overs.html",
            "hand_overs",
            {"done": Paginator(done, PER_PAGE).get_page(1), "form": chosen},
        )
    people = Officer.objects.in_bulk([int(chosen.cleaned_data["giver"]), int(chosen.cleaned_data["receiver"])])
    giver, receiver = (people[int(chosen.cleaned_data[name])] for name in ("giver", "receiver"))
    form = HandOverDetailsForm(posted(request), initial={"giver": giver.pk, "receiver": receiver.pk, "last_on": today})
    sent = answer(
        request,
        form,
        lambda given: acts.hand_over_work(
            here.pk,
            by=request.user,
            today=today,
            giver_id=giver.pk,
            receiver_id=receiver.pk,
            last_on=given["last_on"],
            reason=given["reason"],
            deactivate=given["deactivate"],
        ),
    )
    if sent.is_done:
        messages.success(request, f"交接办好了：{giver}的工作已移交{receiver}。")
        return redirect("desk:hand_over", here.pk, sent.result.pk)
    return show(
        request,
        "hand_over_form.html",
        "hand_overs",
        {
            "form": form,
            "refused": sent.refused,
            "giver": giver,
            "receiver": receiver,
            "counts": register.counts(here, giver),
            "terms": giver.appointments.not_over_on(today).filter(agency=here),
        },
    )


@page("officer.hand_over")
def hand_over(request: DeskRequest, hand_over_id: int) -> HttpResponse:
    """One that was done, with what the giver has left now."""
    done = (
        HandOver.objects.filter(agency=request.agency, pk=hand_over_id)
        .select_related("giver", "receiver", "by")
        .first()
    )
    if done is None:
        raise NotYours("本机关没有这次交接。")
    return show(
        request,
        "hand_over.html",
        "hand_overs",
        {"done": done, "left": register.counts(request.agency, done.giver)},
    )


def _chosen(request: DeskRequest, given: object) -> HandOverForm:
    here, today = request.agency, timezone.localdate()
    everyone = Officer.objects.filter(appointments__agency=here).distinct().order_by("username")
    serving = Officer.objects.filter(
        pk__in=here.appointments.held_on(today).values("officer"), is_active=True
    ).order_by("username")
    return HandOverForm(
        given,
        givers=[(each.pk, _named(each)) for each in everyone[:MOST]],
        receivers=[(each.pk, _named(each)) for each in serving[:MOST]],
    )


def _named(officer: Officer) -> str:
    return f"{officer}（{officer.username}）"
