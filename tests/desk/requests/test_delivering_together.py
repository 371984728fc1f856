"""一并登记发出、送达 on the desk: offered where there are others, ticked, once."""

from typing import Any

import pytest
from django.utils import timezone

from gongkai.request.actions import charging, issuing
from gongkai.request.models import Delivery, Fee, Letter
from tests.desk.desk import Desk
from tests.request.cases import case


@pytest.fixture
def notices(desk: Desk) -> list[Letter]:
    """The fee notices of the 11th to the 13th request, consented to."""
    cast, today = desk.cast, timezone.localdate()
    cases = [case(cast.town, received_on=today, handler=cast.chen) for _ in range(13)]
    charging.propose_fees([each.pk for each in cases], by=cast.chen, today=today, reason="件数明显超过合理范围")
    letters = list(Letter.objects.filter(kind="fee_notice"))
    issuing.sign_each({each.pk: None for each in letters}, by=cast.zhou, today=today)
    return letters


def test_what_is_ticked_goes_out_once_and_arrives_once(desk: Desk, notices: list[Letter]) -> None:
    chen, today = desk.cast.chen, f"{timezone.localdate():%Y-%m-%d}"
    page = desk.look(chen, "letter_send", notices[0].pk)
    assert "共有 3 份要登记" in page and desk.address("letter_send_together", notices[0].pk) in page
    page = desk.look(chen, "letter_send_together", notices[0].pk)
    assert page.count('name="several"') == 3
    told: dict[str, Any] = {"way": "post", "sent_on": today, "proof": "EMS 1024", "form_token": "sent"}
    for _ in range(2):  # a double click
        desk.send(chen, "letter_send_together", notices[0].pk, several=[each.pk for each in notices[:2]], **told)
    assert Delivery.objects.count() == 2
    assert "共有" not in desk.look(chen, "letter_send", notices[2].pk)

    first, second = Delivery.objects.order_by("pk")
    page = desk.look(chen, "delivery_arrived", first.pk)
    assert "共有 2 份要登记" in page and desk.address("delivery_arrived_together", first.pk) in page
    desk.send(chen, "delivery_arrived_together", first.pk, several=[first.pk, second.pk], delivered_on=today)
    assert Fee.objects.filter(delivered_on=today).count() == 2


def test_nothing_ticked_is_said(desk: Desk, notices: list[Letter]) -> None:
    told: dict[str, Any] = {"way": "post", "sent_on": f"{timezone.localdate():%Y-%m-%d}", "proof": "EMS 1024"}
    answer = desk.send(desk.cast.chen, "letter_send_together", notices[0].pk, status=409, **told)
    assert "一份也没有勾选" in answer.content.decode()


def test_who_does_not_handle_is_not_let_in(desk: Desk, notices: list[Letter]) -> None:
    desk.look(desk.cast.zhou, "letter_send_together", notices[0].pk, status=403)
    desk.look(desk.cast.li, "letter_send_together", notices[0].pk, status=404)
