"""Work in the background: what is under way, how it ended; cancelled, tried again, left and found again."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.frame import DeskRequest, page, show
from gongkai.task import access, jobs
from gongkai.task.models import Timer, Work

PAGE = 50
TONES = {
    Work.State.QUEUED: "waiting",
    Work.State.RUNNING: "info",
    Work.State.DONE: "ok",
    Work.State.FAILED: "late",
    Work.State.CANCELLED: "waiting",
}


@page("task.see")
def tasks(request: DeskRequest) -> HttpResponse:
    """The work one may see, the newest first; for who runs the site also what runs by itself."""
    found = access.visible_to(request.user).select_related("by", "agency")
    if state := request.GET.get("state"):
        found = found.filter(state=state) if state in Work.State.values else found
    listed = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "desk/tasks/list.html",
        "tasks",
        {
            "listed": listed,
            "states": Work.State.choices,
            "state": request.GET.get("state", ""),
            "tones": TONES,
            "timers": Timer.objects.order_by("name") if request.user.runs_site else (),
        },
    )


@page("task.see")
def task(request: DeskRequest, work_id: int) -> HttpResponse:
    """One piece of work: how far it is, how long it will take, what came of it."""
    work = access.for_officer(work_id, request.user)
    return show(
        request,
        "desk/tasks/work.html",
        "tasks",
        {
            "work": work,
            "tone": TONES[Work.State(work.state)],
            "left": left(work),
            "may_stop": access.may_stop(work, request.user),
        },
    )


@require_POST
@page("task.see")
def cancel(request: DeskRequest, work_id: int) -> HttpResponse:
    work = access.for_stopping(work_id, request.user)
    jobs.cancel(work)
    messages.success(request, f"已请求取消“{work.title}”。做到一半的，会在下一步停下，不留下一半的结果。")
    return redirect("desk:task", request.agency.pk, work.pk)


@require_POST
@page("task.see")
def again(request: DeskRequest, work_id: int) -> HttpResponse:
    work = access.for_stopping(work_id, request.user)
    jobs.try_again(work)
    messages.success(request, f"“{work.title}”已重新排队。")
    return redirect("desk:task", request.agency.pk, work.pk)


def left(work: Work) -> str:
    """How long it will still take at the speed so far; nothing is said before a tenth is done."""
    if work.state != Work.State.RUNNING or not work.total or not work.started_at or work.done * 10 < work.total:
        return ""
    passed = timezone.now() - work.started_at
    rest: timedelta = passed * ((work.total - work.done) / work.done)
    minutes = round(rest.total_seconds() / 60)
    return f"约还需 {minutes} 分钟" if minutes else "不到 1 分钟"
