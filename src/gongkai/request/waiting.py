"""待办: what waits in an agency's requests, letters and disputes, for 今日 and the daily digest alike.

Every case lies in one pile, the first that fits; the counts of `standing` rest on the same conditions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import Role
from gongkai.disclosure.queries import MOST, Pile
from gongkai.law.calendar import Calendar
from gongkai.request import access, signers
from gongkai.request.letters import kinds
from gongkai.request.models import Dispute, InfoRequest, Letter, SignOff, Step

_S, _K = InfoRequest.State, Step.Kind

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


# Where things lie


class Lying(NamedTuple):
    """What of an open case says where it lies."""

    pk: int
    state: str
    clock: str
    due_on: date | None
    internal_due_on: date | None
    stop_ends_by: date | None
    handler: int | None
    latest: str | None
    """The kind of its latest step."""

    @property
    def is_handled(self) -> bool:
        return self.state in InfoRequest.HANDLING

    def is_late(self, days: Days) -> bool:
        """Past the day by which the law asks for the reply."""
        return self._runs and self.due_on is not None and self.due_on < days.today

    def is_due_soon(self, days: Days) -> bool:
        """The reply is due within days, by the law or by the agency's own earlier day."""
        if not self._runs or self.due_on is None or self.due_on < days.today:
            return False
        return self.due_on <= days.soon or (self.internal_due_on is not None and self.internal_due_on <= days.today)

    def is_lapsed(self, days: Days) -> bool:
        """Stopped for something whose time has run out."""
        return self.is_stopped and self.stop_ends_by is not None and self.stop_ends_by < days.today

    @property
    def is_stopped(self) -> bool:
        return self.is_handled and self.clock == InfoRequest.ClockState.STOPPED

    @property
    def _runs(self) -> bool:
        return self.is_handled and self.clock == InfoRequest.ClockState.RUNNING

    def pile(self, days: Days) -> str:
        """The code of the first pile that fits; "" where nothing waits."""
        if self.is_late(days):
            return "request_late"
        if self.is_lapsed(days):
            return "request_lapsed"
        if self.is_due_soon(days):
            return "request_soon"
        if self.state in _BY_STATE:
            return _BY_STATE[self.state]
        if self.state == _S.REGISTERED and self.latest == _K.RETURNED:
            return "request_returned"
        if self.handler is None:
            return "request_unassigned"
        if self.state == _S.REGISTERED and self.latest in RESUMED:
            return "request_resumed"
        is_ending = self.is_stopped and self.stop_ends_by is not None and self.stop_ends_by <= days.soon
        return "request_ending" if is_ending else ""


_BY_STATE: dict[str, str] = {
    _S.TO_CONFIRM: "request_confirm",
    _S.UNREACHED: "request_unreached",
    _S.REPLIED: "request_deliver",
}
WATCHED = (*InfoRequest.NOT_RECEIVED, *InfoRequest.HANDLING, _S.REPLIED)
"""Open, and not only to be archived."""


def watched(cases: QuerySet[InfoRequest]) -> Iterator[Lying]:
    """The open cases, the first due first, in one query; those that only wait for the archive are left out."""
    latest = Step.objects.filter(info_request=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    rows = cases.filter(state__in=WATCHED).annotate(latest=Subquery(latest))
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    columns = ("pk", "state", "clock", "due_on", "internal_due_on", "stop_ends_by", "handler", "latest")
    return (Lying(*row) for row in rows.values_list(*columns))


def dispute_due(days: Days) -> Q:
    """An answer, a hearing or a new reply is due within days, or late."""
    reply = Q(result="", replied_on=None, reply_due_on__lte=days.soon)
    hearing = Q(result="", hearing_on__range=(days.today, days.soon))
    redo = Q(redone_on=None, redo_due_on__lte=days.soon)
    return Q(void_reason="") & (reply | hearing | redo)


# What waits for an officer


def piles(agency: Agency, officer: Officer, today: date, *, own: bool = False) -> list[Pile]:
    """What waits in an agency on a day, the heaviest first; as many queries whatever waits, empty piles left out.

    An officer of units sees their cases and those in hand. `own` leaves only what is this officer's own to do.
    """
    within = days(today, national_calendar())
    seen = cases_of(agency, officer, own=own)
    found = _of_cases(seen, within)
    archived = seen.filter(state=_S.DELIVERED).select_related("handler", "unit").order_by("delivered_on", "pk")
    found["request_archive"] = _pile("request_archive", archived)
    found["dispute_due"] = _pile("dispute_due", disputes_of(agency, officer, within, own=own))
    found["letter_sign"] = _pile("letter_sign", letters_to_sign(agency, officer))
    return [found[code] for code in WORDS if code in found and found[code].total]


def late_cases(agency: Agency, today: date) -> Pile | None:
    """All of an agency that is past its day, whoever handles it."""
    within = days(today, national_calendar())
    return _of_cases(InfoRequest.objects.filter(agency=agency), within, only="request_late").get("request_late")


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


def _of_cases(cases: QuerySet[InfoRequest], within: Days, *, only: str = "") -> dict[str, Pile]:
    """The piles of cases: which case lies where in one query, the rows shown in a second."""
    piles: dict[str, list[Lying]] = {}
    for case in watched(cases):
        code = case.pile(within)
        if code and only in ("", code):
            piles.setdefault(code, []).append(case)
    first = {case.pk: case for lying in piles.values() for case in lying[:MOST]}
    shown = InfoRequest.objects.select_related("handler", "unit").defer("description", "purpose").in_bulk(first)
    for pk, info_request in shown.items():
        info_request.latest = first[pk].latest  # type: ignore[attr-defined]  # which step it can go on after
    return {
        code: Pile(code, WORDS[code], [shown[case.pk] for case in lying[:MOST] if case.pk in shown], len(lying))
        for code, lying in piles.items()
    }


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
    if settings.GONGKAI.letter_people > 2 and may(signers.SIGN, agency):
        waiting = waiting.exclude(_left_to_others(agency, officer))
    return waiting.filter(allowed).select_related("info_request", "by").order_by("made_on", "pk")


def _left_to_others(agency: Agency, officer: Officer) -> Q:
    """Reviews that others can give, and after which nobody but this officer could sign: as `signers.may_sign` says."""
    reviewers, able = ({*signers.able_to(agency, act)} - {officer.pk} for act in (signers.REVIEW, signers.SIGN))
    if not reviewers or len(able) > 1:
        return Q(pk__in=[])
    reviewed = [kind.code for kind in kinds.kinds().values() if kind.signs[:2] == (signers.REVIEW, signers.SIGN)]
    found = Q(kind__in=reviewed, passed=0)
    if able:
        found &= Q(by__in=able)
    return found if len(reviewers) > 1 else found & (Q(by=None) | ~Q(by__in=reviewers))


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
