"""Handing over: what is in hand passes to the successor, what was done stays."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.agency import hand_over
from gongkai.agency.actions import hand_overs, officers
from gongkai.agency.models import Appointment, HandOver
from gongkai.agency.roles import Role
from gongkai.disclosure.models import AgencyConsultation, Batch, Channel, Item, Publication
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import SINCE, Cast
from tests.desk.records import item

DAY = date(2024, 5, 6)


@pytest.fixture
def wang(cast: Cast) -> Any:
    return officers.create(
        cast.town.pk, by=cast.qian, today=DAY, username="wangfang", name="王芳", roles=[Role.HANDLER]
    )[0]


@pytest.fixture
def work(cast: Cast) -> dict[str, Any]:
    """Of each kind one in hand; and one released."""
    draft = item(cast.town, cast.chen)
    released = item(cast.town, cast.chen, "已公开的", state=Item.State.RELEASED, released_on=DAY)
    channel = Channel.objects.create(agency=cast.town, kind="led", name="电子屏")
    return {
        "draft": draft,
        "released": released,
        "elsewhere": item(cast.other_town, cast.chen, "别镇的"),
        "planned": Publication.objects.create(item=draft, channel=channel, agency=cast.town, by=cast.chen),
        "shown": Publication.objects.create(
            item=released, channel=channel, agency=cast.town, by=cast.chen, state="done", on=DAY
        ),
        "batch": Batch.objects.create(agency=cast.town, file_name="一.xlsx", by=cast.chen, read_on=DAY),
        "asked": AgencyConsultation.objects.create(
            item=draft, consulted="县民政局", question="是否一致", asked_on=DAY, asked_by=cast.chen
        ),
    }


def handed(cast: Cast, **given: Any) -> HandOver:
    details = {
        "giver_id": cast.chen.pk,
        "last_on": DAY,
        "reason": "调离",
        **given,
    }
    return hand_overs.hand_over_work(cast.town.pk, by=cast.qian, today=DAY, **details)


NOTHING_ASKED = dict.fromkeys(
    ("在办的依申请公开", "未结的复议、诉讼", "未结的更正申请", "未结的投诉举报", "在编的年度报告"), 0
)
"""Nobody asked for anything yet, and no report is drawn up."""


def test_what_is_in_hand_is_counted_by_kind(cast: Cast, work: dict[str, Any]) -> None:
    assert hand_over.counts(cast.town, cast.chen) == NOTHING_ASKED | {
        "草稿和在办的信息": 1,
        "待发布的渠道计划": 1,
        "待确认的批量导入": 1,
        "等答复的会商": 1,
    }


def test_work_passes_on_and_what_was_done_stays(cast: Cast, work: dict[str, Any], wang: Any) -> None:
    done = handed(cast, receiver_id=wang.pk)
    for name, field in (("draft", "handler"), ("planned", "by"), ("batch", "by"), ("asked", "asked_by")):
        work[name].refresh_from_db()
        assert getattr(work[name], field) == wang, name
    for name, field in (("released", "handler"), ("shown", "by"), ("elsewhere", "handler")):
        work[name].refresh_from_db()
        assert getattr(work[name], field) == cast.chen, name
    assert sum(done.counts.values()) == 4
    assert not any(hand_over.counts(cast.town, cast.chen).values())
    details = Entry.objects.get(act="officer.handed_over").details
    assert details["passed"]["草稿和在办的信息"] == [work["draft"].pk]
    assert details["ended"] == ["经办"]


def test_the_givers_roles_here_end_and_those_elsewhere_stay(cast: Cast, wang: Any) -> None:
    Appointment.objects.create(officer=cast.chen, agency=cast.county, role=Role.READER, from_on=SINCE)
    Appointment.objects.create(officer=cast.chen, agency=cast.town, role=Role.READER, from_on=DAY + timedelta(days=3))
    handed(cast, receiver_id=wang.pk, last_on=DAY - timedelta(days=1))
    here = cast.chen.appointments.get(agency=cast.town)
    assert here.until_on == DAY - timedelta(days=1)
    assert cast.chen.appointments.get(agency=cast.county).until_on is None


def test_the_account_may_be_closed_with_it(cast: Cast, wang: Any) -> None:
    handed(cast, receiver_id=wang.pk, deactivate=True)
    cast.chen.refresh_from_db()
    assert (cast.chen.is_active, cast.chen.left_on) == (False, DAY)


def test_an_account_still_needed_elsewhere_is_not_closed_and_nothing_passes(
    cast: Cast, work: dict[str, Any], wang: Any
) -> None:
    Appointment.objects.create(officer=cast.chen, agency=cast.county, role=Role.READER, from_on=SINCE)
    with pytest.raises(Refused, match="还在柳河县人民政府任职"):
        handed(cast, receiver_id=wang.pk, deactivate=True)
    work["draft"].refresh_from_db()
    assert work["draft"].handler == cast.chen
    assert not HandOver.objects.exists()


def test_the_receiver_must_be_able_to_go_on(cast: Cast, work: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="不是“经办”"):
        handed(cast, receiver_id=cast.zhou.pk)
    with pytest.raises(Refused, match="同一个人"):
        handed(cast, receiver_id=cast.chen.pk)
    with pytest.raises(NotYours):
        handed(cast, receiver_id=cast.li.pk)
    Appointment.objects.filter(officer=cast.feng).update(until_on=DAY - timedelta(days=1))
    with pytest.raises(Refused, match="没有在清水镇人民政府任职"):
        handed(cast, receiver_id=cast.feng.pk)


def test_who_has_nothing_in_hand_may_hand_over_to_any_role(cast: Cast) -> None:
    assert handed(cast, giver_id=cast.feng.pk, receiver_id=cast.zhou.pk).counts == NOTHING_ASKED | {
        "草稿和在办的信息": 0,
        "待发布的渠道计划": 0,
        "待确认的批量导入": 0,
        "等答复的会商": 0,
    }


@pytest.mark.parametrize(("offset", "passes"), [(0, True), (1, False)])
def test_the_last_day_is_not_after_today(cast: Cast, wang: Any, offset: int, passes: bool) -> None:
    day = DAY + timedelta(days=offset)
    if passes:
        assert handed(cast, receiver_id=wang.pk, last_on=day)
    else:
        with pytest.raises(Refused, match="不能晚于今天"):
            handed(cast, receiver_id=wang.pk, last_on=day)


def test_the_last_administrator_does_not_leave_without_another(cast: Cast, wang: Any) -> None:
    with pytest.raises(Refused, match="最后一名管理员"):
        handed(cast, giver_id=cast.qian.pk, receiver_id=wang.pk)


def test_only_the_administrator_hands_over(cast: Cast, wang: Any) -> None:
    for person, wrong in ((cast.zhao, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(wrong):
            hand_overs.hand_over_work(
                cast.town.pk,
                by=person,
                today=DAY,
                giver_id=cast.chen.pk,
                receiver_id=wang.pk,
                last_on=DAY,
                reason="调离",
            )
