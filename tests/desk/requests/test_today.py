"""今日, for requests: what waits stands among the rest in its order, one click from its act, for who may do it."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.request import standing
from gongkai.request.actions import extending
from gongkai.request.models import Dispute
from tests.desk.desk import Desk
from tests.disclosure import passage
from tests.disclosure.passage import TODAY
from tests.request.cases import case
from tests.request.test_waiting import put, stopped

LATE = date(2024, 4, 30)
NOT_STARTED = {"clock": "not_started", "due_on": None, "received_on": None}


def headings(page: str, *words: str) -> list[str]:
    """Those of the headings that are there, top down."""
    at = {word: page.find(f'tabindex="-1">{word} ') for word in words}
    return sorted((word for word in words if at[word] >= 0), key=lambda word: at[word])


def test_what_is_late_of_requests_and_of_items_comes_before_what_is_due(desk: Desk) -> None:
    passage.draft(desk.cast, title="晚了", formed_on="2024-04-01")
    passage.draft(desk.cast, title="快了", formed_on="2024-04-07")
    put(desk.cast, due_on=LATE)
    put(desk.cast, due_on=TODAY)
    put(desk.cast, state="replied", clock="ended")
    words = ("依申请快到答复期限", "超过公开期限", "答复待送达", "依申请超过答复期限", "快到公开期限")
    page = desk.look(desk.cast.chen, "today")
    assert headings(page, *words) == [
        *("依申请超过答复期限", "超过公开期限", "依申请快到答复期限", "快到公开期限", "答复待送达"),
    ]
    assert "超期 1 个工作日" in page


@pytest.mark.parametrize(
    ("fields", "name", "word"),
    [
        (
            {"state": "to_confirm", "clock": "not_started", "due_on": None, "received_on": None},
            "request_register",
            "确认登记",
        ),
        (
            {"state": "unreached", "clock": "not_started", "due_on": None, "received_on": None},
            "request_contact",
            "再联系",
        ),
        ({"handler": None}, "request_assign", "交办"),
        ({"due_on": LATE}, "info_request", "办理"),
        (stopped("fee_due", TODAY - timedelta(days=1)), "info_request", "办理"),
    ],
)
def test_each_row_leads_to_its_act_for_who_may_do_it_and_to_the_case_for_others(
    desk: Desk, fields: dict[str, Any], name: str, word: str
) -> None:
    made = put(desk.cast, **fields)
    row = f'<a href="{desk.address(name, made.pk)}">{word}<'
    assert row in desk.look(desk.cast.chen, "today")
    page = desk.look(desk.cast.feng, "today")
    assert f'<a href="{desk.address("info_request", made.pk)}">查看<' in page
    assert desk.client(desk.cast.chen).get(desk.address(name, made.pk)).status_code == 200


def test_a_letter_comes_first_for_who_may_sign_it(desk: Desk) -> None:
    made = case(desk.cast.town, handler=desk.cast.chen)
    letter = extending.propose_extension(made.pk, by=desk.cast.chen, today=TODAY, reason="需要逐村查找", days=20)
    put(desk.cast, due_on=LATE)
    page = desk.look(desk.cast.zhao, "today")
    assert headings(page, "待我审签的文书", "依申请超过答复期限") == ["待我审签的文书", "依申请超过答复期限"]
    assert desk.address("letter", letter.pk) in page
    assert "待我审签的文书" not in desk.look(desk.cast.chen, "today")


def test_a_dispute_leads_to_its_record(desk: Desk) -> None:
    dispute = Dispute.objects.create(
        agency=desk.cast.town,
        kind="reconsideration",
        subject="不服无法提供的答复",
        body="柳河县人民政府",
        received_on=TODAY,
        reply_due_on=TODAY,
        handler=desk.cast.chen,
    )
    page = desk.look(desk.cast.chen, "today")
    assert desk.address("dispute", dispute.pk) in page and "答复举证" in page


def test_the_page_says_nothing_of_who_applied(desk: Desk) -> None:
    put(desk.cast, due_on=LATE)
    assert "王秀英" not in desk.look(desk.cast.chen, "today")


def test_the_rail_counts_what_waits_for_the_agency_and_what_is_disputed(desk: Desk) -> None:
    put(desk.cast, due_on=LATE)
    put(desk.cast, **stopped("consulting", TODAY + timedelta(days=30)))
    standing.refresh(desk.cast.town.pk, TODAY)
    page = desk.look(desk.cast.chen, "tasks")
    assert '依申请 <span class="tally">1<' in page
    assert '今日 <span class="tally">1<' in page


def test_today_takes_as_many_queries_for_many_requests_as_for_one(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    put(desk.cast, due_on=LATE)
    put(desk.cast, due_on=TODAY)
    desk.look(desk.cast.chen, "today")
    with django_assert_max_num_queries(34):
        desk.look(desk.cast.chen, "today")
    for _ in range(9):
        put(desk.cast, due_on=LATE)
        put(desk.cast, due_on=TODAY)
    with django_assert_max_num_queries(34):
        desk.look(desk.cast.chen, "today")
