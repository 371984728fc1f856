"""Work in the background: done once, tried again, taken up again, cancelled."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from gongkai.errors import Refused
from gongkai.task import access, jobs, worker
from gongkai.task.models import Work
from tests.cast import Cast


@pytest.fixture
def kind() -> Iterator[Any]:
    """Registers a function as a kind of work for the length of a test."""
    names: list[str] = []

    def register(function: jobs.Function, **options: Any) -> str:
        names.append(f"test.{len(names)}")
        jobs.job(names[-1], **options)(function)
        return names[-1]

    yield register
    for name in names:
        del jobs.KINDS[name]


def do(work: Work) -> Work:
    jobs.run.call(work.pk)
    work.refresh_from_db()
    return work


def test_work_is_done_once_however_often_it_is_run(cast: Cast, kind: Any) -> None:
    calls = []
    work = jobs.enqueue(kind(lambda progress, page: calls.append(page)), title="汇总", by=cast.chen, page=3)
    assert do(work).state == Work.State.DONE
    assert do(work).state == Work.State.DONE
    assert calls == [3]


def test_work_asked_for_in_an_act_that_fails_was_never_asked_for(cast: Cast, kind: Any) -> None:
    name = kind(lambda progress: None)
    with pytest.raises(Refused), transaction.atomic():
        jobs.enqueue(name, title="汇总", by=cast.chen)
        raise Refused("不行。")
    assert not Work.objects.exists()


def test_progress_is_seen_and_the_result_kept(cast: Cast, kind: Any) -> None:
    def count(progress: jobs.Progress) -> dict[str, int]:
        progress(0, 10)
        assert Work.objects.get().total == 10
        return {"rows": 10}

    work = do(jobs.enqueue(kind(count), title="导入", by=cast.chen))
    assert (work.done, work.total, work.result) == (10, 10, {"rows": 10})


def test_a_refusal_ends_the_work_with_its_sentence_and_is_not_tried_again(cast: Cast, kind: Any) -> None:
    def refuse(progress: jobs.Progress) -> None:
        raise Refused("第3行的日期读不出来，请改正。")

    work = do(jobs.enqueue(kind(refuse), title="导入", by=cast.chen))
    assert (work.state, work.message, work.attempts) == (Work.State.FAILED, "第3行的日期读不出来，请改正。", 1)


def test_a_failure_is_tried_again_and_given_up_after_the_last_try(cast: Cast, kind: Any) -> None:
    def fail(progress: jobs.Progress) -> None:
        raise OSError("disk")

    work = do(jobs.enqueue(kind(fail, tries=2), title="导出", by=cast.chen))
    assert (work.state, work.attempts) == (Work.State.QUEUED, 1)
    work = do(work)
    assert (work.state, work.attempts) == (Work.State.FAILED, 2)
    jobs.try_again(work)
    work.refresh_from_db()
    assert (work.state, work.attempts) == (Work.State.QUEUED, 0)


def test_queued_work_is_cancelled_at_once_and_running_work_at_its_next_sign_of_life(cast: Cast, kind: Any) -> None:
    def long(progress: jobs.Progress) -> None:
        jobs.cancel(progress.work)
        progress(0, 100)
        raise AssertionError("went on after it was cancelled")

    queued = jobs.enqueue(kind(lambda progress: None), title="导出", by=cast.chen)
    jobs.cancel(queued)
    assert do(queued).state == Work.State.CANCELLED
    assert do(jobs.enqueue(kind(long), title="导出", by=cast.chen)).state == Work.State.CANCELLED


def test_work_whose_process_died_is_taken_up_again_and_living_work_is_left(cast: Cast, kind: Any) -> None:
    name = kind(lambda progress: None)
    dead, living = (jobs.enqueue(name, title="导出", by=cast.chen) for _ in range(2))
    now = timezone.now()
    Work.objects.filter(pk=dead.pk).update(state="running", beat_at=now - jobs.SILENCE - timedelta(seconds=1))
    Work.objects.filter(pk=living.pk).update(state="running", beat_at=now)
    assert jobs.take_up_again() == 1
    assert do(dead).state == Work.State.DONE
    assert do(living).state == Work.State.RUNNING


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_is_queued(kind: Any) -> None:
    work = jobs.enqueue(kind(lambda progress: {"done": True}), title="导出", by=None)
    worker.run(until_empty=True)
    work.refresh_from_db()
    assert work.state == Work.State.DONE


def test_one_sees_ones_own_work_and_that_of_ones_agencies(cast: Cast, kind: Any) -> None:
    name = kind(lambda progress: None)
    own = jobs.enqueue(name, title="导出", by=cast.chen)
    towns = jobs.enqueue(name, title="导入", by=cast.zhou, agency=cast.town)
    jobs.enqueue(name, title="导入", by=cast.li, agency=cast.other_town)
    assert set(access.visible_to(cast.chen)) == {own, towns}
    assert set(access.visible_to(cast.he)) == {towns, Work.objects.get(agency=cast.other_town)}
    assert not access.visible_to(cast.wei).exists()
