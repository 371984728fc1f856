"""Complaints and corrections sent online: to whom they go, what is kept sealed, what a flood and a machine meet."""

import pytest
from django.test import Client

from gongkai.journal.models import Entry
from gongkai.portal.complaints import MOST_AN_HOUR
from gongkai.request.models import Complaint, Correction
from tests.cast import Cast

COMPLAINT = {"says": "逾期一个月没有答复", "name": "王秀英", "mobile": "13900000000", "token": "t1"}
CORRECTION = {
    "record": "低保登记表里的住址",
    "says": "应为柳树村",
    "evidence": "户口簿",
    "name": "王秀英",
    "id_number": "990121198001010017",
    "mobile": "13900000000",
    "token": "t1",
}


def test_a_complaint_goes_to_the_agency_above_under_a_number(cast: Cast, client: Client) -> None:
    where = f"/agencies/{cast.town.pk}/complaint/"
    page = client.get(where).content.decode()
    assert "柳河县人民政府" in page
    sent = client.post(where, COMPLAINT)
    assert sent["Location"] == f"{where}sent/"
    assert "〔" in client.get(sent["Location"]).content.decode()
    made = Complaint.objects.get()
    assert (made.agency, made.against, made.handler) == (cast.county, cast.town, None)
    assert made.words == {"name": "王秀英", "mobile": "13900000000"}
    assert "王秀英" not in str(Entry.objects.get(act="complaint.registered").details)


def test_a_correction_asks_who_it_is_and_for_evidence(cast: Cast, client: Client) -> None:
    where = f"/agencies/{cast.town.pk}/correction/"
    for missing in ("record", "says", "evidence", "name", "id_number"):
        assert client.post(where, {**CORRECTION, missing: ""}).status_code == 422
    assert client.post(where, {**CORRECTION, "mobile": ""}).status_code == 422
    assert not Correction.objects.exists()
    assert client.post(where, CORRECTION).status_code == 302
    assert Correction.objects.get().words["id_number"] == "990121198001010017"


@pytest.mark.parametrize(("code", "fields"), [("complaint", COMPLAINT), ("correction", CORRECTION)])
def test_a_form_sent_twice_makes_one_and_its_words_stay_where_something_is_wrong(
    cast: Cast, client: Client, code: str, fields: dict[str, str]
) -> None:
    where = f"/agencies/{cast.town.pk}/{code}/"
    page = client.post(where, {**fields, "email": "不是邮箱"}).content.decode()
    assert fields["says"] in page and "王秀英" in page
    for _ in range(2):
        assert client.post(where, fields).status_code == 302
    assert Complaint.objects.count() + Correction.objects.count() == 1


@pytest.mark.parametrize(("code", "fields"), [("complaint", COMPLAINT), ("correction", CORRECTION)])
def test_a_flood_is_stopped_and_machines_are_left_outside(
    cast: Cast, client: Client, code: str, fields: dict[str, str]
) -> None:
    where = f"/agencies/{cast.town.pk}/{code}/"
    assert client.post(where, {**fields, "website": "https://spam.example"}).status_code == 302
    assert Complaint.objects.count() + Correction.objects.count() == 0
    statuses = [client.post(where, {**fields, "token": f"t{n}"}).status_code for n in range(MOST_AN_HOUR + 1)]
    assert statuses == [302] * MOST_AN_HOUR + [429]


def test_an_agency_that_does_not_work_here_takes_none(cast: Cast, client: Client) -> None:
    type(cast.town).objects.filter(pk=cast.town.pk).update(is_on_desk=False)
    for code in ("complaint", "correction"):
        assert client.get(f"/agencies/{cast.town.pk}/{code}/").status_code == 404


def test_the_number_is_told_only_to_who_sent_it(cast: Cast, client: Client) -> None:
    client.post(f"/agencies/{cast.town.pk}/complaint/", COMPLAINT)
    other = Client().get(f"/agencies/{cast.town.pk}/complaint/sent/").content.decode()
    assert "登记编号" not in other
