"""提请收费: the sum for what is typed is shown with its steps before it goes to be consented to."""

from typing import Any

from gongkai.request.models import Fee
from tests.desk.desk import Desk
from tests.request.cases import case


def test_the_sum_of_what_was_typed_is_seen_before_it_is_submitted(desk: Desk) -> None:
    made = case(desk.cast.town, handler=desk.cast.chen)

    def send(status: int, **fields: Any) -> str:
        given = {"method": "items", "count": 45, "reason": "量大", "split": "各村各算一件", **fields}
        sent = desk.send(desk.cast.chen, "request_charge", made.pk, status=status, **given)
        return str(sent.content.decode())

    assert "算一算" in desk.look(desk.cast.chen, "request_charge", made.pk)
    shown = send(200)
    assert "5,500 元" in shown and "第31件至第40件" in shown and "提交审签" in shown
    assert "5,800 元" in send(200, count=46, reckoned="items 45 5500")
    assert "怎样拆成 45 件" in send(422, split="", reckoned="items 45 5500")
    assert "不用提请收费" in send(200, count=2)
    assert not Fee.objects.exists()
    send(302, reckoned="items 45 5500")
    assert Fee.objects.get().amount == 5500
