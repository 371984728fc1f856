"""到期提醒和催报: the people of an agency are told that its report is due, once for each occasion.

    remind_all(today)        fourteen, seven and three days before the day to work to, and when the last day is over
    chase(agency_id, …)      a supervisor asks those below who have not handed in theirs, each once a day

Who hands the report in is told: those who handle and those who sign.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.agency.roles import MAY
from gongkai.errors import Refused
from gongkai.filing import duties
from gongkai.filing.duties import Duty
from gongkai.filing.models import Filing, Reminder, Version
from gongkai.journal import recording as journal
from gongkai.journal.models import Entry
from gongkai.law import reporting
from gongkai.law.calendar import long_words
from gongkai.request import telling

BEFORE = (3, 7, 14)
"""Days before the day to work to, the last warning first: a site that stood still sends only the nearest."""

NAMED = 20
"""Agencies named in the journal when many are asked at once."""


def remind_all(today: date) -> int:
    """到期提醒: of the reports on the year before. How many agencies were told."""
    year = today.year - 1
    owing = duties.those_reporting(Agency.objects.all(), year)
    here = owing.filter(pk__in=with_ledger(year))
    governments = here.filter(kind=Agency.Kind.GOVERNMENT).exclude(level=Agency.Level.TOWNSHIP)
    totalling = governments.filter(children__in=owing).distinct()
    own, whole = duties.of(here, year), duties.of(totalling, year, Filing.Scope.WHOLE)
    waiting = [(duty, occasion) for duty in (*own, *whole) if (occasion := occasion_of(duty, today))]
    told = set(
        Reminder.objects.filter(year=year, occasion__in={occasion for _, occasion in waiting}).values_list(
            "agency_id", "occasion"
        )
    )
    new = [(duty, occasion) for duty, occasion in waiting if (duty.agency.pk, occasion) not in told]
    people = _people([duty.agency for duty, _ in new], today)
    return sum(_remind(duty, occasion, people.get(duty.agency.pk, []), today) for duty, occasion in new)


def with_ledger(year: int, agency: Agency | None = None) -> set[int]:
    """The agencies that kept their ledger here in a year, or began its report: of others nothing is known."""
    _, last = reporting.period(year)
    began = Entry.objects.filter(number=1, on__lte=last, agency__isnull=False)
    reported = Filing.objects.filter(year=year)
    if agency is not None:
        began, reported = began.filter(agency=agency), reported.filter(agency=agency)
    return {*began.values_list("agency", flat=True), *reported.values_list("agency", flat=True)}


def occasion_of(duty: Duty, today: date) -> str:
    """Of what a report is to be reminded on a day: days_14, overdue, publish_3, …; "" of nothing."""
    prefix = "whole_" if duty.dates.whom == duty.dates.whom.GOVERNMENT else ""
    waits_to_be_published = _waits_to_be_published(duty)
    if waits_to_be_published:
        prefix += "publish_"
    if is_overdue(duty, today):
        return f"{prefix}overdue"
    if waits_to_be_published:
        left = (duty.dates.publish.work_by - today).days
        return f"{prefix}{BEFORE[0]}" if 0 <= left <= BEFORE[0] else ""
    near = None if duty.is_filed else _nearest((duty.dates.submit.work_by - today).days)
    return f"{prefix}days_{near}" if near else ""


def is_overdue(duty: Duty, today: date) -> bool:
    """Whether the last day is over for what is next: to hand it in, or to publish what was handed in."""
    if _waits_to_be_published(duty):
        return today > duty.dates.publish_by
    return not duty.is_filed and duty.submitted_on is None and today > duty.dates.submit_by


def _waits_to_be_published(duty: Duty) -> bool:
    return duty.stands_id is None and duty.state in (Version.State.SUBMITTED, Version.State.ACCEPTED)


def _nearest(left: int) -> int | None:
    return next((days for days in BEFORE if 0 <= left <= days), None)


def _people(found: Iterable[Agency], today: date) -> dict[int, list[Officer]]:
    """Who hands in the report of each agency."""
    held = Appointment.objects.held_on(today).as_one_of(MAY["filing.submit"]).filter(officer__is_active=True)
    people: dict[int, dict[int, Officer]] = {}
    for appointment in held.filter(agency__in=[agency.pk for agency in found]).select_related("officer"):
        people.setdefault(appointment.agency_id, {})[appointment.officer_id] = appointment.officer
    return {agency_id: list(officers.values()) for agency_id, officers in people.items()}


@transaction.atomic
def _remind(duty: Duty, occasion: str, people: list[Officer], today: date) -> bool:
    """Tell them, unless another process did."""
    _, is_new = Reminder.objects.get_or_create(
        agency=duty.agency, year=duty.dates.year, occasion=occasion, defaults={"on": today}
    )
    if not is_new:
        return False
    _tell(duty, people, f"{_report(duty)}{_due_words(duty, occasion, today)}", _due_reason(duty))
    return True


def _report(duty: Duty) -> str:
    is_whole = duty.dates.whom == duty.dates.whom.GOVERNMENT
    return f"{duty.dates.year}年度报告" + ("（汇总）" if is_whole else "")


def _due_words(duty: Duty, occasion: str, today: date) -> str:
    if occasion.endswith("publish_overdue"):
        return f"超期 {(today - duty.dates.publish_by).days} 天，还没有公布"
    if "publish" in occasion:
        return f"应在{long_words(duty.dates.publish.work_by)}前公布"
    if occasion.endswith("overdue"):
        return f"超期 {duty.late_by(today)} 天，还没有报送"
    return f"应在{long_words(duty.dates.submit.work_by)}前报送"


def _due_reason(duty: Duty) -> str:
    """The last days and whose they are, with the working day to work to where it is another."""
    found = duty.dates
    said = f"{long_words(found.submit_by)}前报送、{long_words(found.publish_by)}前公布（{found.whose}）。"
    if found.submit.work_by != found.submit_by:
        said += f"{long_words(found.submit_by)}不上班，期限不顺延，请在{long_words(found.submit.work_by)}前报送。"
    return said + ("" if found.is_confirmed else "条例没有单列乡镇、街道，上级另有通知的按通知。")


def _tell(duty: Duty, people: Iterable[Officer], subject: str, text: str) -> None:
    name, numbers = ("filing", [duty.filing_id]) if duty.filing_id else ("filings", [])
    telling.notify(
        people,
        agency=duty.agency,
        subject=subject,
        text=text,
        link=reverse(f"desk:{name}", args=[duty.agency.pk, *numbers]),
    )


# What a supervisor asks


@transaction.atomic
def chase(
    agency_id: int, numbers: Iterable[int], *, year: int, says: str = "", by: Officer, today: date
) -> tuple[list[Agency], list[Agency]]:
    """催报: ask agencies below for their reports: those asked, and those who were asked today before.

    Who has handed theirs in is not asked. Raises NotYours, NotYourRole.
    """
    agency = agencies.for_act(agency_id, "filing.receive", by=by)
    below = agencies.visible_to(by).under(agency).exclude(pk=agency.pk).filter(pk__in=list(numbers))
    owing = duties.those_reporting(below, year).filter(pk__in=with_ledger(year))
    waited_for = [duty for duty in duties.of(owing, year) if not duty.is_filed]
    if not waited_for:
        raise Refused(f"所选的机关都已经报送了{year}年度报告，或者当年没有在这里记台账，没有要催的。")
    occasion = f"asked_{today}"
    before = set(
        Reminder.objects.filter(
            year=year, occasion=occasion, agency__in=[duty.agency.pk for duty in waited_for]
        ).values_list("agency_id", flat=True)
    )
    asked = [duty for duty in waited_for if duty.agency.pk not in before]
    if not asked:
        raise Refused("所选的机关今天都已经催过，一天只催一次。请明天再催，或者打电话。")
    Reminder.objects.bulk_create(
        Reminder(agency=duty.agency, year=year, occasion=occasion, by=by, on=today) for duty in asked
    )
    people = _people([duty.agency for duty in asked], today)
    for duty in asked:
        late = duty.late_by(today)
        head = f"{agency}催报{year}年度报告" + (f"，已超期 {late} 天" if late else "")
        _tell(duty, people.get(duty.agency.pk, []), head, "\n".join(filter(None, (says, _due_reason(duty)))))
    named = "、".join(duty.agency.name for duty in asked[:NAMED]) + ("等" if len(asked) > NAMED else "")
    journal.record("filing.chased", agency, by=by, on=today, year=year, count=len(asked), agencies=named, says=says)
    return [duty.agency for duty in asked], [duty.agency for duty in waited_for if duty.agency.pk in before]
