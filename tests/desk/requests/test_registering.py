"""登记: what is typed is shown once more with the day of receipt, then saved once."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from gongkai.request.actions import arranging
from gongkai.request.models import Channel, InfoRequest
from tests.desk.desk import Desk
from tests.request.arrivals import DESCRIPTION, TODAY, WANG, arrived, registered

FORM = {
    "arrived_on": "2024-05-06",
    "kind": "natural_person",
    "form": "paper",
    "way": "post",
    "description": DESCRIPTION,
    **WANG,
}


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hour of the day of the stories."""
    now = timezone.make_aware(timezone.datetime(2024, 5, 6, 10))
    monkeypatch.setattr(timezone, "now", lambda: now)


def send(desk: Desk, status: int = 302, **fields: Any) -> Any:
    return desk.send(desk.cast.chen, "request_new", status=status, **{**FORM, **fields})


def test_the_channels_are_offered_and_a_closed_one_is_not(desk: Desk) -> None:
    arranging.arrange_channel(desk.cast.town.pk, "internet", by=desk.cast.qian, today=TODAY, is_open=False, note="")
    shown = desk.look(desk.cast.chen, "request_new")
    offered = [channel for channel in Channel if f"channel={channel.value}" in shown]
    assert offered == [each for each in Channel if each not in (Channel.FAX, Channel.INTERNET)]


@pytest.mark.parametrize("channel", Channel)
def test_the_form_of_every_channel_asks_for_no_purpose_and_for_its_own_days(desk: Desk, channel: Channel) -> None:
    shown = desk.look(desk.cast.chen, "request_new", channel=channel.value)
    assert ("运单号" in shown) is (channel == Channel.REGISTERED_POST)
    assert ("怎样确认的" in shown) is (channel in (Channel.ORDINARY_POST, Channel.FAX, Channel.INTERNET))
    assert ("念给申请人听" in shown) is (channel == Channel.ORAL)
    assert "不得要求申请人说明用途" in shown


def test_the_day_of_receipt_and_of_the_reply_are_shown_before_anything_is_saved(desk: Desk) -> None:
    answer = send(desk, 200, channel="in_person")
    shown = answer.content.decode()
    assert "以提交之日为收到申请之日" in shown
    assert "2024年5月31日" in shown
    assert "第三十一条" in shown
    assert not InfoRequest.objects.exists()


def test_what_was_shown_is_saved_once_however_often_it_is_sent(desk: Desk) -> None:
    for _ in range(2):
        send(desk, channel="in_person", checked="1", form_token="一次")
    case = InfoRequest.objects.get()
    assert (case.state, case.number, case.received_on) == ("registered", "〔2024〕1号", TODAY)
    assert case.applicant.words == {**WANG}


def test_going_back_keeps_every_word(desk: Desk) -> None:
    shown = send(desk, 200, channel="in_person", back="1").content.decode()
    assert DESCRIPTION in shown and WANG["id_number"] in shown
    assert not InfoRequest.objects.exists()


def test_a_letter_not_yet_confirmed_waits_and_one_confirmed_is_registered(desk: Desk) -> None:
    shown = send(desk, 200, channel="ordinary_post").content.decode()
    assert "收到日还定不下来" in shown and "存为待确认" in shown
    send(desk, channel="ordinary_post", checked="1")
    assert InfoRequest.objects.get().state == "to_confirm"
    send(desk, 422, channel="ordinary_post", checked="1", confirmed_on="2024-05-06")
    send(desk, channel="ordinary_post", checked="1", confirmed_on="2024-05-06", confirmed_how="电话")
    assert InfoRequest.objects.get(number="〔2024〕1号").received_on == TODAY


def test_post_counts_from_the_day_it_was_signed_for(desk: Desk) -> None:
    send(desk, 422, channel="registered_post")
    send(
        desk, channel="registered_post", checked="1", signed_for_on="2024-04-30", waybill="EX1", signed_for_by="收发室"
    )
    case = InfoRequest.objects.get()
    assert (case.received_on, case.arrived_on) == (date(2024, 4, 30), TODAY)


def test_what_is_told_orally_needs_the_applicants_yes(desk: Desk) -> None:
    shown = send(desk, 422, channel="oral").content.decode()
    assert "已念给申请人听" in shown
    send(desk, channel="oral", checked="1", read_back="on")
    assert InfoRequest.objects.get().is_written_down


def test_a_day_changed_by_hand_needs_its_reason(desk: Desk) -> None:
    send(desk, 422, channel="in_person", received_on="2024-04-30")
    shown = send(
        desk, 200, channel="in_person", received_on="2024-04-30", received_reason="窗口先收下"
    ).content.decode()
    assert "您改用了这一天" in shown
    send(desk, 409, channel="in_person", received_on="2024-05-07", received_reason="窗口先收下")


def test_a_day_a_year_back_is_asked_about_before_it_is_registered(desk: Desk) -> None:
    mistyped = {"channel": "in_person", "arrived_on": "2023-05-06"}
    shown = send(desk, 200, **mistyped).content.decode()
    assert "日期可能写错了" in shown and "不在今年" in shown and "一登记就超期" in shown
    assert "还没有登记" in send(desk, 422, checked="1", **mistyped).content.decode()
    assert not InfoRequest.objects.exists()
    send(desk, checked="1", sure="1", **mistyped)
    assert InfoRequest.objects.get().number == "〔2023〕1号"


def test_a_day_of_this_year_is_asked_about_once_its_term_is_past(desk: Desk) -> None:
    shown = send(desk, 200, channel="in_person", arrived_on="2024-04-02").content.decode()
    assert "日期可能写错了" in shown and "不在今年" not in shown
    assert "日期没有写错" not in send(desk, 200, channel="in_person", arrived_on="2024-04-03").content.decode()


def test_what_is_missing_is_told_and_keeps_nothing_out(desk: Desk) -> None:
    bare = dict.fromkeys((*WANG, "description"), "")
    shown = send(desk, 200, channel="in_person", **bare).content.decode()
    assert "申请还缺这些" in shown and "没有联系方式" in shown
    send(desk, channel="in_person", checked="1", **bare)
    assert InfoRequest.objects.get().state == "registered"


def test_a_line_that_names_the_applicant_is_told_and_changed(desk: Desk) -> None:
    shown = send(desk, 200, channel="in_person", title="王秀英的低保档案").content.decode()
    assert "申请人的低保档案" in shown and "已换成" in shown
    send(desk, channel="in_person", checked="1", title="王秀英的低保档案")
    assert InfoRequest.objects.get().title == "申请人的低保档案"


def test_a_request_from_the_internet_is_confirmed_and_registered(desk: Desk) -> None:
    case = arrived(desk.cast.town, None)
    shown = desk.look(desk.cast.chen, "request_register", case.pk)
    assert WANG["mobile"] in shown
    confirmed = {"confirmed_on": "2024-05-06", "confirmed_how": "电话", "revision": case.revision}
    shown = desk.send(desk.cast.chen, "request_register", case.pk, status=200, **confirmed).content.decode()
    assert "2024年5月31日" in shown
    desk.send(desk.cast.chen, "request_register", case.pk, checked="1", **confirmed)
    assert InfoRequest.objects.get().number == "〔2024〕1号"
    desk.send(desk.cast.chen, "request_register", case.pk, status=409, checked="1", **confirmed)


def test_an_applicant_is_reached_for_step_by_step(desk: Desk) -> None:
    case = arrived(desk.cast.town, None, channel="ordinary_post")
    desk.send(desk.cast.chen, "request_contact", case.pk, how="电话", result="无人接听")
    desk.send(desk.cast.chen, "request_unreached", case.pk, reason="两次拨打均无人接听")
    assert InfoRequest.objects.get().state == "unreached"
    assert "待联络" in desk.look(desk.cast.chen, "requests")


def test_the_pages_of_every_act_do_it(desk: Desk) -> None:
    cast = desk.cast
    case = registered(cast.town, cast.chen)
    other = registered(cast.town, cast.chen)
    desk.send(cast.zhou, "request_chase", case.pk, reason="抓紧")
    desk.send(cast.chen, "request_send_back", case.pk, reason="应另行交办")
    desk.send(cast.chen, "request_claim", case.pk)
    desk.send(cast.zhou, "request_assign", other.pk, status=409, handler=cast.chen.pk)
    desk.send(cast.chen, "request_merge", case.pk, into=other.pk)
    assert "合并答复" in desk.look(cast.chen, "info_request", case.pk)
    desk.send(cast.chen, "request_part", case.pk)
    desk.send(cast.zhou, "request_void", case.pk, status=409, reason="重复", number="〔2024〕77号")
    desk.send(cast.zhou, "request_void", case.pk, reason="重复", number=other.number)
    assert InfoRequest.objects.get(pk=case.pk).state == "void"


def test_a_registration_is_corrected_on_one_page(desk: Desk) -> None:
    cast = desk.cast
    case = registered(cast.town, cast.chen)
    words = {
        "channel": "in_person",
        "submitted_on": "2024-05-06",
        "arrived_on": "2024-05-06",
        "kind": "natural_person",
        "received_on": "2024-05-06",
        "title": case.title,
        "description": DESCRIPTION,
        "form": "paper",
        "way": "post",
        **WANG,
        "reason": "电话抄错",
    }
    desk.send(cast.zhou, "request_correct", case.pk, status=409, **words)
    desk.send(cast.zhou, "request_correct", case.pk, **{**words, "mobile": "13911112222"})
    assert InfoRequest.objects.get().applicant.words["mobile"] == "13911112222"
    words = {**words, "mobile": "13911112222"}
    desk.send(cast.zhou, "request_correct", case.pk, status=409, **{**words, "submitted_on": "2023-12-29"})
    came = {"submitted_on": "2023-12-29", "arrived_on": "2023-12-29"}
    desk.send(cast.zhou, "request_correct", case.pk, **{**words, **came})
    case = InfoRequest.objects.get()
    assert (case.received_on, case.number) == (date(2023, 12, 29), "〔2024〕1号")
    assert "登记编号仍是〔2024〕1号" in desk.look(cast.zhou, "info_request", case.pk)


def test_what_is_linked_is_shown_with_the_applicant_only_to_who_handles_it(desk: Desk) -> None:
    cast = desk.cast
    case, again = registered(cast.town, cast.chen), registered(cast.town, cast.chen)
    people = [{**WANG, "name": f"申请人{n}", "id_number": f"1101011990030700{n}8"} for n in (1, 2)]
    for person in people:
        registered(cast.town, cast.chen, applicant=person)
    shown = desk.look(cast.chen, "info_request", case.pk)
    assert "同一申请人的其他申请" in shown and again.number in shown and "2024年5月共收到这个申请人 2 件" in shown
    assert "多人申请" in shown
    shown = desk.look(cast.feng, "info_request", case.pk)
    assert "同一申请人" not in shown
    assert "多人申请" in shown
    assert WANG["name"] not in shown


def test_units_and_channels_are_arranged_on_their_pages(desk: Desk) -> None:
    cast = desk.cast
    desk.send(cast.qian, "unit_new", name="民政所", members=[cast.chen.pk])
    unit = cast.town.units.get()
    desk.send(cast.qian, "unit", unit.pk, name="民政办", members=[])
    assert "民政办" in desk.look(cast.feng, "units")
    desk.send(cast.qian, "unit_close", unit.pk, reason="改革")
    where = desk.address("request_channel")
    assert desk.client(cast.qian).post(where + "?channel=fax", {"is_open": "on", "note": "1234567"}).status_code == 302
    assert "1234567" in desk.look(cast.chen, "units")
    assert desk.client(cast.qian).post(where + "?channel=in_person", {"note": "三号窗口"}).status_code == 302
    assert desk.client(cast.qian).get(where).status_code == 302
