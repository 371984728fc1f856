"""待办: what waits in an agency's requests, letters and disputes, for 今日 and the daily digest alike.

Every case lies in one pile, the first that fits; the counts of `standing` rest on the same conditions.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import Role
from gongkai.disclosure.queries import MOST, Pile
from gongkai.law.calendar import Calendar
from gongkai.request import access
from gongkai.request.letters import kinds
from gongkai.request.models import Dispute, InfoRequest, Letter, SignOff, Step

_S, _K = InfoRequest.State, Step.Kind
_RUNNING, _STOPPED = InfoRequest.ClockState.RUNNING, InfoRequest.ClockState.STOPPED

UNASSIGNED = Q(state__in=InfoRequest.HANDLING, handler=None)
DISPUTE_OPEN = Q(void_reason="") & (Q(result="") | Q(redo_due_on__isnull=False, redone_on=None))
LETTER_WAITS = (Letter.State.REVIEWING, Letter.State.SIGNING)
RESUMED = (_K.AMENDED, _K.CONSULTATION_ENDED, _K.EXPLAINED, _K.FEE_PAID, _K.REOPENED)
"""Latest steps after which a case can go on."""

WORDS = {
    "request_late": "依申请超过答复期限",
    "dispute_due": "复议、诉讼到期事项",
    "letter_sign": "待我审签的文书",
    "request_lapsed": "补正、缴费、征求意见期满",
    "request_soon": "依申请快到答复期限",
    "request_returned": "答复被退回待改",
    "request_confirm": "申请待确认登记",
    "request_unreached": "申请人联系不上",
    "request_unassigned": "申请待交办",
    "request_resumed": "申请可以接着办",
    "request_ending": "补正、缴费、征求意见快期满",
    "request_deliver": "答复待送达",
    "request_archive": "申请待归档",
}
"""Code → heading, the heaviest first."""

URGENT = ("request_late",)
"""What is told by e-mail whether an officer wants e-mail or not."""


@dataclass(frozen=True, slots=True)
class Days:
    """A day and the last one that is soon after it."""

    today: date
    soon: date


def days(today: date, calendar: Calendar) -> Days:
    return Days(today, calendar.after(today, settings.GONGKAI.due_soon_days))


# Conditions


def late(days: Days) -> Q:
    """Past the day by which the law asks for the reply."""
    return Q(state__in=InfoRequest.HANDLING, clock=_RUNNING, due_on__lt=days.today)


def due_soon(days: Days) -> Q:
    """The reply is due within days, by the law or by the agency's own earlier day."""
    due = Q(due_on__lte=days.soon) | Q(internal_due_on__lte=days.today)
    return Q(state__in=InfoRequest.HANDLING, clock=_RUNNING, due_on__gte=days.today) & due


def lapsed(days: Days) -> Q:
    """Stopped for something whose time has run out."""
    return Q(state__in=InfoRequest.HANDLING, clock=_STOPPED, stop_ends_by__lt=days.today)


def ending(days: Days) -> Q:
    return Q(state__in=InfoRequest.HANDLING, clock=_STOPPED, stop_ends_by__range=(days.today, days.soon))


def dispute_due(days: Days) -> Q:
    """An answer, a hearing or a new reply is due within days, or late."""
    reply = Q(result="", replied_on=None, reply_due_on__lte=days.soon)
    hearing = Q(result="", hearing_on__range=(days.today, days.soon))
    redo = Q(redone_on=None, redo_due_on__lte=days.soon)
    return Q(void_reason="") & (reply | hearing | redo)


# What waits for an officer


def piles(agency: Agency, officer: Officer, today: date, *, own: bool = False) -> list[Pile]:
    """What waits in an agency on a day, the heaviest first; five queries whatever waits, empty piles left out.

    An officer of units sees their cases and those in hand. `own` leaves only what is this officer's own to do.
    """
    within = days(today, national_calendar())
    seen = cases_of(agency, officer, own=own)
    found = _of_cases(seen, within)
    found["dispute_due"] = _pile("dispute_due", disputes_of(agency, officer, within, own=own))
    found["letter_sign"] = _pile("letter_sign", letters_to_sign(agency, officer))
    return [found[code] for code in WORDS if code in found and found[code].total]


def late_cases(agency: Agency, today: date) -> Pile:
    """All of an agency that is past its day, whoever handles it."""
    found = InfoRequest.objects.filter(late(days(today, national_calendar())), agency=agency)
    return _pile("request_late", found.select_related("handler", "unit").order_by("due_on", "pk"))


def cases_of(agency: Agency, officer: Officer, *, own: bool = False) -> QuerySet[InfoRequest]:
    """The cases of an agency that are an officer's to look after."""
    found = InfoRequest.objects.filter(agency=agency)
    roles = agencies.standing(officer).roles_in(agency)
    watches = bool(roles & {Role.REVIEWER, Role.SIGNER}) or Role.HANDLER not in roles
    if watches and not own:
        return found
    units = access.units_of(officer, agency)
    if own:
        nobodys = Q(unit__in=units) if units else Q(unit=None)
        return found.filter(Q(handler=officer) | (Q(handler=None) & nobodys))
    return found.filter(Q(handler=officer) | Q(unit__in=units)) if units else found


def _of_cases(cases: QuerySet[InfoRequest], within: Days) -> dict[str, Pile]:
    """The piles of cases: which case lies where and how many there are in one query, the rows shown in a second."""
    latest = Step.objects.filter(info_request=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    lying = Case(
        When(late(within), then=Value("request_late")),
        When(lapsed(within), then=Value("request_lapsed")),
        When(due_soon(within), then=Value("request_soon")),
        When(state=_S.TO_CONFIRM, then=Value("request_confirm")),
        When(state=_S.UNREACHED, then=Value("request_unreached")),
        When(state=_S.REPLIED, then=Value("request_deliver")),
        When(state=_S.DELIVERED, then=Value("request_archive")),
        When(state=_S.REGISTERED, latest=_K.RETURNED, then=Value("request_returned")),
        When(UNASSIGNED, then=Value("request_unassigned")),
        When(state=_S.REGISTERED, latest__in=RESUMED, then=Value("request_resumed")),
        When(ending(within), then=Value("request_ending")),
        default=Value(""),
        output_field=CharField(),
    )
    first = F("due_on").asc(nulls_last=True)
    ranked = (
        cases.filter(state__in=InfoRequest.OPEN)
        .annotate(latest=Subquery(latest))
        .annotate(pile=lying)
        .annotate(
            rank=Window(RowNumber(), partition_by=F("pile"), order_by=[first, "pk"]),
            total=Window(Count("pk"), partition_by=F("pile")),
        )
        .filter(rank__lte=MOST)
        .order_by("pile", "rank")
        .values_list("pile", "pk", "total", "latest")
    )
    places = [row for row in ranked if row[0]]
    shown = InfoRequest.objects.select_related("handler", "unit").in_bulk([pk for _, pk, _, _ in places])
    found: dict[str, tuple[list[InfoRequest], int]] = {}
    for code, pk, total, kind in places:
        if pk in shown:
            shown[pk].latest = kind  # type: ignore[attr-defined]  # says which step it can go on after
            found.setdefault(code, ([], total))[0].append(shown[pk])
    return {code: Pile(code, WORDS[code], rows, total) for code, (rows, total) in found.items()}


def disputes_of(agency: Agency, officer: Officer, within: Days, *, own: bool = False) -> QuerySet[Dispute]:
    """The reconsiderations and lawsuits of an agency in which something is due."""
    found = Dispute.objects.filter(dispute_due(within), agency=agency).select_related("handler")
    if own:
        found = found.filter(handler=officer)
    return found.order_by("reply_due_on", "pk")


def letters_to_sign(agency: Agency, officer: Officer) -> QuerySet[Letter]:
    """The letters whose next sign-off this officer may give: never who wrote one."""
    may = agencies.standing(officer).may
    mine = SignOff.objects.filter(letter=OuterRef("pk"), by=officer, is_passed=True)
    waiting = Letter.objects.filter(agency=agency, state__in=LETTER_WAITS)
    waiting = waiting.exclude(by=officer).annotate(passed=Count("sign_offs", filter=Q(sign_offs__is_passed=True)))
    if settings.GONGKAI.letter_people > 2:
        waiting = waiting.exclude(Exists(mine))
    allowed = Q(pk__in=[])
    for signs in {kind.signs for kind in kinds.kinds().values()}:
        for number, act in enumerate(signs):
            if may(act, agency):
                codes = [kind.code for kind in kinds.kinds().values() if kind.signs == signs]
                allowed |= Q(kind__in=codes, passed=number)
    return waiting.filter(allowed).select_related("info_request", "by").order_by("made_on", "pk")


def _pile(code: str, rows: QuerySet[Any]) -> Pile:
    first = list(rows[: MOST + 1])
    return Pile(code, WORDS[code], first[:MOST], len(first) if len(first) <= MOST else rows.count())


def named(letter: Letter) -> str:
    """The kind of a letter by its name."""
    return kinds.by_code(letter.kind).title


def dispute_due_on(dispute: Dispute) -> tuple[date | None, str]:
    """The day on which something is due in a dispute, and what."""
    if dispute.result:
        return dispute.redo_due_on, "重新答复"
    if dispute.replied_on is None and dispute.reply_due_on is not None:
        return dispute.reply_due_on, "答复举证"
    return dispute.hearing_on, "听证或开庭"
