"""Requests as they arrive through the acts: by any channel, or registered at the counter at once."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from gongkai.agency.models import Agency, Officer
from gongkai.request.actions import arriving, registering
from gongkai.request.models import InfoRequest
from tests.request.cases import WANG

TODAY = date(2024, 5, 6)
FIRM = {
    "name": "柳河县青禾农业有限公司",
    "credit_code": "91110000MA0000000H",
    "contact": "刘红",
    "mobile": "13900005678",
}
DESCRIPTION = "清水镇2023年耕地地力保护补贴发放明细表"


def at(day: date, hour: int = 10) -> datetime:
    """An hour of a day in Beijing."""
    return datetime.combine(day, time(hour), UTC) - timedelta(hours=8)


def given(day: date = TODAY, **fields: Any) -> dict[str, Any]:
    """What 王 hands in at the counter on a day."""
    return {
        "channel": "in_person",
        "submitted_at": at(day),
        "arrived_on": day,
        "applicant": WANG,
        "kind": "natural_person",
        "description": DESCRIPTION,
        **fields,
    }


def arrived(agency: Agency, by: Officer | None, *, today: date = TODAY, **fields: Any) -> InfoRequest:
    """A request that waits to be confirmed: by default from the Internet."""
    return arriving.arrive(agency, by=by, today=today, **given(today, **{"channel": "internet", **fields}))


def registered(agency: Agency, by: Officer, *, today: date = TODAY, **fields: Any) -> InfoRequest:
    """A request handed in at the counter and registered at once."""
    return registering.take_in(agency, by=by, today=today, **given(today, **fields))


def fresh(info_request: InfoRequest) -> InfoRequest:
    return InfoRequest.objects.select_related("agency", "handler", "unit", "applicant").get(pk=info_request.pk)
