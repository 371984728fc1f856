"""Kinds of work, asking for one, and doing it: once, again after a failure, again after a process died.

A kind of work must bear being begun again: it goes on where the records say it stopped, or changes nothing before
its one transaction.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.agency.models import Agency, Officer
from gongkai.errors import GongkaiError
from gongkai.task.models import Work

logger = logging.getLogger(__name__)

TRIES = 3
WAIT = timedelta(seconds=30)
"""Before the second try; each further one waits twice as long."""
BEAT = timedelta(seconds=1)
SILENCE = timedelta(minutes=5)
"""Work that has not beaten for so long died with its process."""

Function = Callable[..., Mapping[str, Any] | None]


class Cancelled(Exception):
    """A person asked for the work to stop."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its function and how often it is tried."""

    name: str
    function: Function
    tries: int


KINDS: dict[str, Kind] = {}


def job(name: str, *, tries: int = TRIES) -> Callable[[Function], Function]:
    """Register a function(progress, **arguments) as a kind of work."""

    def register(function: Function) -> Function:
        KINDS[name] = Kind(name, function, tries)
        return function

    return register


def enqueue(kind: str, *, title: str, by: Officer | None, agency: Agency | None = None, **arguments: Any) -> Work:
    """Ask for work; it is queued only if the transaction around is committed. Arguments must be JSON."""
    if kind not in KINDS:
        raise KeyError(f"no such kind of work: {kind}")
    work = Work.objects.create(kind=kind, title=title, by=by, agency=agency, arguments=arguments)
    run.enqueue(work.pk)
    return work


def cancel(work: Work) -> None:
    """Ask for work to stop: at once if it has not begun, else at its next sign of life."""
    if not Work.objects.filter(pk=work.pk, state=Work.State.QUEUED).update(
        state=Work.State.CANCELLED, ended_at=timezone.now(), message="尚未开始即取消。"
    ):
        Work.objects.filter(pk=work.pk, state=Work.State.RUNNING).update(is_cancel_asked=True)


def try_again(work: Work) -> None:
    """Queue failed or cancelled work once more."""
    if Work.objects.filter(pk=work.pk, state__in=[Work.State.FAILED, Work.State.CANCELLED]).update(
        state=Work.State.QUEUED, is_cancel_asked=False, attempts=0, message="", ended_at=None
    ):
        run.enqueue(work.pk)


class Progress:
    """How far work is: `progress(done)` or `progress(done, total, failed=…)`; raises Cancelled when asked to stop."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._written = timezone.now()

    def __call__(self, done: int, total: int | None = None, *, failed: int = 0, message: str = "") -> None:
        work = self.work
        is_first = total is not None and work.total != total
        work.done, work.failed = done, failed
        work.total = total if total is not None else work.total
        work.message = message or work.message
        now = timezone.now()
        if is_first or now - self._written >= BEAT:
            self._written = work.beat_at = now
            work.save(update_fields=["done", "failed", "total", "message", "beat_at"])
            if Work.objects.filter(pk=work.pk, is_cancel_asked=True).exists():
                raise Cancelled


@task()
def run(work_id: int) -> None:
    """Do one piece of work, unless another process does it or did it."""
    now = timezone.now()
    claimed = Work.objects.filter(pk=work_id, state=Work.State.QUEUED).update(
        state=Work.State.RUNNING, started_at=now, beat_at=now
    )
    if not claimed:
        return
    work = Work.objects.get(pk=work_id)
    work.attempts += 1
    work.save(update_fields=["attempts"])
    kind = KINDS[work.kind]
    try:
        result = kind.function(Progress(work), **work.arguments)
    except Cancelled:
        _end(work, Work.State.CANCELLED, "已按要求取消。")
    except GongkaiError as refusal:
        _end(work, Work.State.FAILED, str(refusal))
    except Exception as error:
        logger.exception("work %s (%s) failed", work.pk, work.kind)
        if work.attempts < kind.tries:
            _again(work, f"第{work.attempts}次没有做成（{type(error).__name__}），稍后自动再试。")
        else:
            _end(
                work,
                Work.State.FAILED,
                f"试了{work.attempts}次都没有做成（{type(error).__name__}），请联系平台管理员。",
            )
    else:
        work.result = dict(result or {})
        _end(work, Work.State.DONE, "")


def _end(work: Work, state: Work.State, message: str) -> None:
    work.state, work.message, work.ended_at = state, message, timezone.now()
    if state == Work.State.DONE and work.total is not None:
        work.done = work.total
    work.save(update_fields=["state", "message", "ended_at", "result", "done", "failed"])


@transaction.atomic
def _again(work: Work, message: str) -> None:
    Work.objects.filter(pk=work.pk).update(state=Work.State.QUEUED, message=message)
    wait = WAIT * 2 ** (work.attempts - 1)
    run.using(run_after=timezone.now() + wait).enqueue(work.pk)


@transaction.atomic
def take_up_again() -> int:
    """Queue work whose process died. How many pieces."""
    silent = Work.objects.select_for_update().filter(state=Work.State.RUNNING, beat_at__lt=timezone.now() - SILENCE)
    count = 0
    for work in silent:
        if work.is_cancel_asked:
            _end(work, Work.State.CANCELLED, "已按要求取消。")
        else:
            Work.objects.filter(pk=work.pk).update(state=Work.State.QUEUED, message="进程中断，接着做。")
            run.enqueue(work.pk)
        count += 1
    return count
