"""一并提请收费: the table before it is proposed, from the list and the case; once, by who may."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.request.actions import arranging, charging
from gongkai.request.models import Fee, InfoRequest, Letter
from tests.desk.desk import Desk
from tests.request.cases import case

REASON = "本月件数明显超过合理范围"


@pytest.fixture
def flood(desk: Desk) -> list[InfoRequest]:
    """45 requests of one applicant within this month."""
    return [case(desk.cast.town, received_on=timezone.localdate(), handler=desk.cast.chen) for _ in range(45)]


def token(page: str) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', page)
    assert found
    return found[1]


def test_from_a_case_the_whole_month_is_charged_on_one_page(desk: Desk, flood: list[InfoRequest]) -> None:
    cast, number = desk.cast, flood[3].pk
    case_page = desk.look(cast.chen, "info_request", number)
    assert "超过 10 件的还有 35 件没有收费，按件共 5,500 元" in case_page
    assert desk.address("request_charge_month", number) in case_page
    page = desk.look(cast.chen, "request_charge_month", number)
    assert "一并提请收费：35 件，合计 5,500 元" in page
    assert "第11件至第30件，20件，每件100元，2000元" in page and "第41件至第45件，5件，每件300元，1500元" in page
    assert "在 10 件以内的 10 件不收费" in page and page.count("10 件以内，不收费") == 10
    given: dict[str, Any] = {"reason": REASON, "how": "县财政专户", "amount": 5500, "form_token": token(page)}
    for _ in range(2):  # a double click
        desk.send(cast.chen, "request_charge_month", number, **given)
    assert Letter.objects.filter(kind="fee_notice").count() == 35
    assert "一并提请收费" not in desk.look(cast.chen, "info_request", number)
    assert "没有可以收费的申请" in desk.look(cast.chen, "request_charge_month", number)


def test_a_reason_is_asked_for_and_nothing_is_charged_without(desk: Desk, flood: list[InfoRequest]) -> None:
    answer = desk.send(desk.cast.chen, "request_charge_month", flood[0].pk, status=422, amount=5500)
    assert "一并提请收费：35 件" in answer.content.decode()
    assert not Fee.objects.exists()


def test_a_page_opened_before_the_month_changed_is_told_the_new_sum(desk: Desk, flood: list[InfoRequest]) -> None:
    cast = desk.cast
    case(cast.town, received_on=timezone.localdate(), handler=cast.chen)
    answer = desk.send(cast.chen, "request_charge_month", flood[0].pk, status=409, reason=REASON, amount=5500)
    page = answer.content.decode()
    assert "打开页面时合计 5500 元，现在合计 5800 元" in page
    assert 'value="5800"' in page and REASON in page
    assert not Fee.objects.exists()


def test_what_is_ticked_in_the_list_leads_to_the_same_page(desk: Desk, flood: list[InfoRequest]) -> None:
    cast = desk.cast
    assert "提请收费</button>" in desk.look(cast.chen, "requests")
    assert "提请收费</button>" not in desk.look(cast.zhou, "requests")
    chosen: dict[str, Any] = {"case": [flood[9].pk, flood[10].pk], "act": "charge"}
    answer = desk.client(cast.chen).get(desk.address("requests_several"), chosen)
    assert answer["Location"].startswith(desk.address("requests_charge"))
    page = desk.client(cast.chen).get(answer["Location"]).content.decode()
    assert "一并提请收费：1 件，合计 100 元" in page and str(flood[9]) in page
    desk.client(cast.chen).post(answer["Location"], {"reason": REASON, "amount": 100})
    assert [fee.info_request_id for fee in Fee.objects.all()] == [flood[10].pk]


def test_the_list_of_an_applicant_leads_there_too(desk: Desk, flood: list[InfoRequest]) -> None:
    answer = desk.client(desk.cast.chen).post(desk.address("requests_of_applicant"), {"name": "王秀英"})
    page = answer.content.decode()
    assert f'action="{desk.address("requests_charge")}"' in page and f'name="case" value="{flood[44].pk}"' in page


def test_two_applicants_are_refused_by_number(desk: Desk, flood: list[InfoRequest]) -> None:
    other = case(desk.cast.town, received_on=timezone.localdate(), words={"id_number": "990121197001010012"})
    page = desk.look(desk.cast.chen, "requests_charge", status=409, case=[flood[10].pk, other.pk])
    assert f"{other}和{flood[10]}不是同一申请人" in page


def test_the_eleventh_of_a_month_brings_the_offer_and_the_tenth_does_not(desk: Desk) -> None:
    today = timezone.localdate()
    first, *_ = [case(desk.cast.town, received_on=today, handler=desk.cast.chen) for _ in range(10)]
    assert "一并提请收费" not in desk.look(desk.cast.chen, "info_request", first.pk)
    case(desk.cast.town, received_on=today, handler=desk.cast.chen)
    assert "还有 1 件没有收费，按件共 100 元" in desk.look(desk.cast.chen, "info_request", first.pk)
    assert "一并提请收费" not in desk.look(desk.cast.zhou, "info_request", first.pk)


def test_who_may_not_see_the_applicant_is_shown_no_month(desk: Desk, flood: list[InfoRequest]) -> None:
    cast = desk.cast
    arranging.open_unit(cast.town.pk, by=cast.qian, today=timezone.localdate(), name="民政所", members=[cast.chen.pk])
    InfoRequest.objects.update(handler=None)
    desk.look(cast.chen, "request_charge_month", flood[0].pk, status=404)
    page = desk.look(cast.chen, "requests_charge", case=[flood[10].pk, flood[11].pk])
    assert "另外 2 件不归您办" in page and str(flood[10]) not in page
    desk.look(cast.feng, "requests_charge", status=403)


def test_the_page_takes_as_many_queries_however_many_there_are(desk: Desk, flood: list[InfoRequest]) -> None:
    def asked(name: str, *numbers: int, **query: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.look(desk.cast.chen, name, *numbers, **query)
        return len(queries)

    few = [each.pk for each in flood[9:12]]
    asked("requests_charge", case=few)
    assert asked("requests_charge", case=few) == asked("requests_charge", case=[each.pk for each in flood])
    assert asked("request_charge_month", flood[0].pk) < 25


def test_more_than_at_once_are_left_for_the_next_time(
    desk: Desk, flood: list[InfoRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charging, "MOST", 20)
    page = desk.look(desk.cast.chen, "request_charge_month", flood[0].pk)
    assert "20 件，合计 2,000 元" in page and "一次最多 20 件，其余 15 件办完这次再办" in page
    desk.send(desk.cast.chen, "request_charge_month", flood[0].pk, reason=REASON, amount=2000)
    assert "15 件，合计 3,500 元" in desk.look(desk.cast.chen, "request_charge_month", flood[0].pk)
