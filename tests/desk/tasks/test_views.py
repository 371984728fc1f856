"""The pages of background work."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.desk.tasks.views import left
from gongkai.task.models import Timer, Work
from tests.cast import Cast


def work(cast: Cast, **fields: object) -> Work:
    return Work.objects.create(**{"kind": "x", "title": "导入三月台账", "agency": cast.town, "by": cast.chen, **fields})


def test_work_is_listed_with_its_state_and_by_state(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    work(cast, state="running", total=300, done=120)
    text = client.get(f"/desk/{cast.town.pk}/tasks/").content.decode()
    assert "导入三月台账" in text and "进行中" in text and "120 / 300" in text
    assert "导入三月台账" not in client.get(f"/desk/{cast.town.pk}/tasks/?state=done").content.decode()


def test_running_work_is_cancelled_and_failed_work_is_tried_again(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    running, failed = work(cast, state="running"), work(cast, state="failed")
    client.post(f"/desk/{cast.town.pk}/tasks/{running.pk}/cancel/")
    client.post(f"/desk/{cast.town.pk}/tasks/{failed.pk}/again/")
    running.refresh_from_db()
    failed.refresh_from_db()
    assert running.is_cancel_asked and failed.state == Work.State.QUEUED


@pytest.mark.parametrize("act", ["", "cancel/", "again/"])
def test_anothers_work_is_not_there(cast: Cast, client: Client, act: str) -> None:
    client.force_login(cast.chen)
    foreign = work(cast, agency=cast.other_town, by=cast.li, state="failed")
    address = f"/desk/{cast.town.pk}/tasks/{foreign.pk}/{act}"
    response = client.post(address) if act else client.get(address)
    assert response.status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == Work.State.FAILED


def test_who_did_not_ask_for_work_sees_it_and_may_not_stop_it_but_an_administrator_may(
    cast: Cast, client: Client
) -> None:
    running = work(cast, state="running")
    address = f"/desk/{cast.town.pk}/tasks/{running.pk}/"
    for person, status in ((cast.feng, 403), (cast.zhou, 403), (cast.qian, 302)):
        client.force_login(person)
        assert ("取消任务" in client.get(address).content.decode()) is (status == 302)
        assert client.post(f"{address}cancel/").status_code == status


def test_what_runs_by_itself_is_shown_to_who_runs_the_site_alone(cast: Cast, client: Client) -> None:
    Timer.objects.create(name="disclosure.expire", message="磁盘")
    client.force_login(cast.chen)
    address = f"/desk/{cast.town.pk}/tasks/"
    assert "disclosure.expire" not in client.get(address).content.decode()
    cast.chen.runs_site = True
    cast.chen.save()
    assert "disclosure.expire" in client.get(address).content.decode()


@pytest.mark.parametrize(("done", "says"), [(9, ""), (10, "约还需 9 分钟"), (99, "不到 1 分钟")])
def test_the_time_left_is_reckoned_from_the_time_passed(cast: Cast, done: int, says: str) -> None:
    begun = timezone.now() - timedelta(minutes=1)
    assert left(work(cast, state="running", total=100, done=done, started_at=begun)) == says
