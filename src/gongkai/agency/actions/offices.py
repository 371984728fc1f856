"""政府信息公开工作机构 (条例第四条): named, with what the guide must publish of it (第十二条第二款)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from gongkai.agency import access
from gongkai.agency.models import Agency, Office, Officer
from gongkai.agency.recording import put, record, word

PUBLISHED = ("name", "address", "hours", "telephone", "fax", "internet_contact")
"""The elements that 第十二条第二款 names; a number there is none of is said as 无, not left blank."""
FURTHER = ("postal_address", "postcode", "head_name")


def missing(office: Office | None, names: Iterable[str] = PUBLISHED) -> list[str]:
    """The words of the elements that are not filled in."""
    return [word(Office, name) for name in names if not getattr(office, name, "")]


@transaction.atomic
def change(agency_id: int, *, by: Officer, today: date, **given: str) -> Office:
    """修改工作机构."""
    agency: Agency = access.for_act(agency_id, "agency.change", by=by)
    office, _ = Office.objects.select_for_update().get_or_create(agency=agency)
    changes = put(office, {name: given.get(name, "").strip() for name in (*PUBLISHED, *FURTHER)})
    if changes:
        office.changed_on = today
        office.save()
        record("office.changed", office, by=by, on=today, agency=agency, name=office.name, changes=changes)
    return office


def elements(office: Office | None) -> list[tuple[str, str, bool]]:
    """Every element with its value, and whether it must be published."""
    return [(word(Office, name), getattr(office, name, ""), name in PUBLISHED) for name in (*PUBLISHED, *FURTHER)]
