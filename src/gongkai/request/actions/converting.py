"""转主动公开: what several people ask for becomes an item that everybody can read (条例第四十四条).

The item is a draft that goes the way of every item; the applicant's name never comes into it.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.disclosure.actions import drafting
from gongkai.disclosure.models import Item
from gongkai.errors import Refused
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, steps
from gongkai.request.models import InfoRequest, Step


@transaction.atomic
def convert(
    info_request_ids: Iterable[int],
    *,
    by: Officer,
    today: date,
    kind: str,
    title: str,
    formed_on: date,
    token: str = "",
    revision: int | None = None,
) -> Item:
    """转主动公开: from one case, or from several that ask for the same; the term of article 26 runs from today.

    `revision` is that of the first case.
    """
    numbers = list(dict.fromkeys(info_request_ids))
    if not numbers:
        raise Refused("没有选申请。请选一件或者几件问同一信息的申请。")
    held = {
        number: access.for_act(number, "request.handle", by=by, revision=revision if number == numbers[0] else None)
        for number in sorted(numbers)
    }
    first = held[numbers[0]]
    started = first.become_item
    if started is not None and token and started.token == token:
        return started
    for each in held.values():
        if each.agency_id != first.agency_id:
            raise Refused(f"{each}是别的机关的申请，不能一起转主动公开。")
        refuse_if_converted(each)
    if formed_on > today:
        raise Refused("信息的形成日期还没有到。请核对。")
    item = drafting.start(
        first.agency,
        by=by,
        today=today,
        kind=kind,
        title=title,
        token=token,
        formed_on=formed_on,
        event_on=today,
    )
    for number in numbers:
        held[number].become_item = item
        steps.take(held[number], Step.Kind.CONVERTED, by=by, on=today, recorded={"item": item.title}, item=item.pk)
    return item


def refuse_if_converted(info_request: InfoRequest) -> None:
    """A case becomes an item once."""
    if info_request.become_item is not None:
        raise Refused(
            f"{info_request}已经转为主动公开，见“{info_request.become_item}”。", cites=[ORDER_711.article(44)]
        )
