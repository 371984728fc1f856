"""待办汇总: one e-mail a working day to each officer with what is that officer's own to do; nothing when there is none.

Written soon after midnight, after the jobs that end what ran out; sent at the hour of the setting `digest_hour`.
What is overdue is told to its handler and to those who sign, even to who switched the digest off.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import Role
from gongkai.disclosure.queries import Pile
from gongkai.law.calendar import long_words
from gongkai.request import sealing, waiting
from gongkai.request.models import Dispute, InfoRequest, Letter, Message, NoticePreference
from gongkai.task import timers

_DOING = frozenset({Role.HANDLER, Role.REVIEWER, Role.SIGNER})
_SIGNING = frozenset({Role.REVIEWER, Role.SIGNER})


@timers.daily("request.digest")
def write_all(today: date) -> int:
    """每日待办汇总. How many officers get one."""
    if not settings.GONGKAI.mail_host or not national_calendar().is_working(today):
        return 0
    busy = {agency.pk: agency for agency in _busy()}
    switched_off = set(NoticePreference.objects.filter(digest=False).values_list("officer", flat=True))
    officers = Officer.objects.filter(is_active=True).exclude(email="").order_by("pk")
    return sum(write(officer, today, busy, whole=officer.pk not in switched_off) for officer in officers)


def _busy() -> Iterable[Agency]:
    """The agencies where anything may wait."""
    cases = InfoRequest.objects.filter(state__in=InfoRequest.OPEN).values("agency")
    disputes = Dispute.objects.filter(waiting.DISPUTE_OPEN).values("agency")
    letters = Letter.objects.filter(state__in=waiting.LETTER_WAITS).values("agency")
    return Agency.objects.filter(Q(pk__in=cases) | Q(pk__in=disputes) | Q(pk__in=letters))


def write(officer: Officer, today: date, busy: dict[int, Agency], *, whole: bool) -> bool:
    """Write an officer's digest of a day, once; `whole` is not wanted by who asked for what is overdue alone."""
    told = {
        agency: piles
        for agency_id in dict.fromkeys(agency_id for agency_id, _, _ in agencies.standing(officer, on=today).held)
        if (agency := busy.get(agency_id)) is not None and (piles := own_piles(agency, officer, today, whole=whole))
    }
    if not told:
        return False
    total = sum(pile.total for piles in told.values() for pile in piles)
    words = {"to": officer.email, "text": _text(officer, told, today), "link": ""}
    try:
        with transaction.atomic():
            Message.objects.create(
                agency=next(iter(told)),
                officer=officer,
                way=Message.Way.EMAIL,
                subject=f"依申请公开待办 {total} 件（{today.month}月{today.day}日）",
                sealed=sealing.seal(words),
                send_at=timezone.make_aware(datetime.combine(today, time(settings.GONGKAI.digest_hour))),
                key=f"digest:{today}:{officer.pk}",
            )
    except IntegrityError:  # another process, or one that died, wrote it before
        return False
    return True


def own_piles(agency: Agency, officer: Officer, today: date, *, whole: bool) -> list[Pile]:
    """What an officer is to do in an agency; who signs is told of all that is overdue there, too."""
    roles = agencies.standing(officer, on=today).roles_in(agency)
    if not roles & _DOING:
        return []
    piles = {pile.code: pile for pile in waiting.piles(agency, officer, today, own=True)}
    if roles & _SIGNING:
        late = waiting.late_cases(agency, today)
        if late is not None:
            piles["request_late"] = late
    return [piles[code] for code in waiting.WORDS if code in piles and (whole or code in waiting.URGENT)]


def _text(officer: Officer, told: dict[Agency, list[Pile]], today: date) -> str:
    lines = [f"{officer.name}，您好！", "", f"{long_words(today)}，依申请公开有这些事要您办："]
    for agency, piles in told.items():
        if len(told) > 1:
            lines += ["", f"【{agency}】"]
        for pile in piles:
            lines += ["", f"{pile.word}（{pile.total} 件）"]
            for row in pile.rows:
                lines += [f"· {_line(row)}", f"  {settings.GONGKAI.public_address}{_link(agency, row)}"]
            if pile.total > len(pile.rows):
                lines.append(f"· 另有 {pile.total - len(pile.rows)} 件，见工作台“今日”。")
    lines += ["", "不想收汇总，可在工作台“消息”里关掉；超期的仍会发。（系统自动发送，请不要回复。）"]
    return "\n".join(lines)


def _line(row: InfoRequest | Dispute | Letter) -> str:
    if isinstance(row, InfoRequest):
        due = f"，答复期限{long_words(row.due_on)}" if row.due_on and row.clock == row.ClockState.RUNNING else ""
        return f"{row}“{row.title}”{due}"
    if isinstance(row, Letter):
        return f"{row.info_request or ''}《{waiting.named(row)}》，{row.by or '系统'}提交"
    due_on, act = waiting.dispute_due_on(row)
    return f"{row}“{row.subject}”，{long_words(due_on) if due_on else ''}前{act}"


def _link(agency: Agency, row: InfoRequest | Dispute | Letter) -> str:
    name = {InfoRequest: "desk:info_request", Letter: "desk:letter", Dispute: "desk:dispute"}[type(row)]
    return reverse(name, args=[agency.pk, row.pk])
