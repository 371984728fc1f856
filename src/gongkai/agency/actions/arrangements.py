"""放假安排: one year's notice loaded on this site; every term that touches the year is worked out anew."""

from datetime import date

from django.db import transaction

from gongkai.agency import calendars
from gongkai.agency.models import Arrangement, Officer
from gongkai.agency.recording import record
from gongkai.errors import NotYourRole
from gongkai.law import calendar


def read(text: str) -> calendar.Arrangement:
    """The arrangement in a file or in pasted text, to be shown before it is loaded. Raises Refused with every fault."""
    return calendar.Arrangement.parse(text)


@transaction.atomic
def load(text: str, *, by: Officer, today: date) -> Arrangement:
    """导入放假安排: it goes before one loaded earlier for the same year, and before the one that came with gongkai."""
    if not by.runs_site:
        raise NotYourRole("放假安排由平台管理员导入，全站共用。请把通知告诉平台管理员。")
    read_in = read(text)
    loaded, is_new = Arrangement.objects.update_or_create(
        year=read_in.year,
        defaults={"notice": str(read_in.notice)[:200], "text": text, "loaded_by": by, "loaded_on": today},
    )
    record(
        "calendar.loaded", loaded, by=by, on=today, year=read_in.year, notice=str(read_in.notice), is_again=not is_new
    )
    calendars.changed(read_in.year, by, today)
    return loaded
