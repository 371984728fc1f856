"""Corrections of one's own record and complaints on the desk."""

import pytest

from gongkai.request.actions import complaining, correcting
from gongkai.request.models import Complaint, Correction
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.request import cases

PERSON = {"name": "王秀英", "mobile": "13900000000"}
CORRECTION = {
    "received_on": TODAY.isoformat(),
    "record": "低保登记表里的住址",
    "says": "应为柳树村",
    "evidence": "户口簿",
    **PERSON,
}


@pytest.fixture
def correction(desk: Desk) -> Correction:
    """One that came online."""
    return correcting.register(
        desk.cast.town.pk,
        by=None,
        today=TODAY,
        received_on=TODAY,
        person=PERSON,
        record="低保登记表里的住址",
        says="应为柳树村",
        evidence="户口簿",
    )


@pytest.fixture
def complaint(desk: Desk) -> Complaint:
    """One that came online, to the county, against the town."""
    return complaining.register(
        desk.cast.county.pk,
        by=None,
        today=TODAY,
        received_on=TODAY,
        against_id=desk.cast.town.pk,
        says="逾期没有答复",
        person=PERSON,
    )


def test_a_correction_is_registered_once_and_ended_with_a_letter(desk: Desk) -> None:
    for _ in range(2):
        desk.send(desk.cast.chen, "correction_new", form_token="once", **CORRECTION)
    made = Correction.objects.get()
    page = desk.look(desk.cast.chen, "correction", made.pk)
    assert "王秀英" in page and "不计入年报表三" in page
    desk.send(
        desk.cast.chen, "correction_conclude", made.pk, result="corrected", words="已按户口簿更正。", makes_letter="on"
    )
    page = desk.look(desk.cast.chen, "correction", made.pk)
    assert "已更正" in page and "政府信息更正申请答复书" in page


def test_what_came_online_waits_to_be_taken_in_hand(desk: Desk, correction: Correction) -> None:
    assert "网上提交，待接手" in desk.look(desk.cast.chen, "corrections")
    desk.send(desk.cast.chen, "correction_take", correction.pk)
    page = desk.look(desk.cast.chen, "corrections", state="open")
    assert "办理中" in page and "陈静" in page
    desk.send(desk.cast.chen, "correction_void", correction.pk, reason="重复登记")
    assert correction.record not in desk.look(desk.cast.chen, "corrections", state="open")
    assert "登记已作废" in desk.look(desk.cast.zhou, "correction", correction.pk)


def test_who_asks_is_named_only_to_who_handles(desk: Desk, correction: Correction, complaint: Complaint) -> None:
    county, town = desk.cast.county, desk.cast.town
    assert "王秀英" not in desk.look(desk.cast.chen, "corrections")
    assert "王秀英" in desk.look(desk.cast.zhou, "correction", correction.pk)
    for person in (desk.cast.feng, desk.cast.qian, desk.cast.sun):
        desk.look(person, "correction", correction.pk, status=403)
        desk.look(person, "complaints", status=403)
    where = desk.address("complaint", complaint.pk, agency=county)
    assert "王秀英" in desk.client(desk.cast.he).get(where).content.decode()
    for person in (desk.cast.chen, desk.cast.zhao, desk.cast.li):
        assert desk.client(person).get(where).status_code == 404
    own = complaining.register(
        town.pk, by=desk.cast.chen, today=TODAY, received_on=TODAY, against_id=town.pk, says="态度不好", person=PERSON
    )
    seen_from_above = desk.client(desk.cast.he).get(desk.address("complaint", own.pk)).content.decode()
    assert "态度不好" in seen_from_above and "王秀英" not in seen_from_above


def test_the_tabs_lead_only_where_one_may_go(desk: Desk) -> None:
    assert "更正申请" in desk.look(desk.cast.chen, "disputes")
    page = desk.look(desk.cast.feng, "disputes")
    assert "更正申请" not in page and "投诉举报" not in page


def test_a_complaint_is_registered_against_an_agency_of_the_tree(desk: Desk) -> None:
    county, town = desk.cast.county, desk.cast.town
    case = cases.case(town)
    where = desk.address("complaint_new", agency=county)
    client = desk.client(desk.cast.he)
    form = {
        "received_on": TODAY.isoformat(),
        "against": town.pk,
        "case": case.number,
        "says": "逾期",
        "form_token": "a",
    }
    page = client.post(where, {**form, "case": "〔2024〕99号"}).content.decode()
    assert "没有登记编号是“〔2024〕99号”的申请" in page
    for _ in range(2):
        assert client.post(where, form).status_code == 302
    made = Complaint.objects.get()
    assert (made.against, made.info_request, made.handler) == (town, case, desk.cast.he)
    page = client.get(desk.address("complaint", made.pk, agency=county)).content.decode()
    assert "没有留姓名" in page and case.number in page


def test_a_complaint_is_taken_ended_or_made_void(desk: Desk, complaint: Complaint) -> None:
    county, client = desk.cast.county, desk.client(desk.cast.he)

    def send(name: str, **fields: str) -> int:
        return client.post(desk.address(name, complaint.pk, agency=county), {"form": "sent", **fields}).status_code

    assert send("complaint_take") == 302
    assert send("complaint_conclude", result="founded", words="") == 422
    assert send("complaint_conclude", result="founded", words="已督促答复。", makes_letter="on") == 302
    assert send("complaint_void", reason="重复") == 409
    page = client.get(desk.address("complaint", complaint.pk, agency=county)).content.decode()
    assert "政府信息公开投诉举报处理告知书" in page
