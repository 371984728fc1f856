"""What pages and filings read: what waits today, and what was disclosed in a year.

A figure and the list behind it come from the same query, so they cannot differ. An item counts once, in one category;
each of its channels counts it once too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.disclosure.due import UNFINISHED
from gongkai.disclosure.models import Channel, Edition, Interpretation, Item, Publication
from gongkai.law.calendar import Calendar
from gongkai.screening import stages
from gongkai.screening.models import Examination, Reading, Stage

MOST = 10
"""Rows of a pile on the page of today; its total says how many there are."""

IN_SCREENING = (Examination.State.OPEN, Examination.State.REFERRED, Examination.State.AFTERWARDS)
KEPT = Q(state=Item.State.KEPT) & ~Q(attribute=Item.Attribute.ACTIVE)
EXPIRING = Q(validity=Item.Validity.VALID, state=Item.State.RELEASED)
TO_TAKE_DOWN = Q(state=Publication.State.DONE) & ~Q(channel__kind=Channel.Kind.PORTAL)
DONE = (Publication.State.DONE, Publication.State.TAKEN_DOWN)
"""States of a publication that happened: what a channel counts."""

EXPLAINED = (Item.Kind.NORMATIVE_DOCUMENT,)
"""Kinds of document whose interpretation is asked for."""


# Today


@dataclass(frozen=True, slots=True)
class Pile:
    """Something that waits: its code and heading, the first rows, and how many there are in all."""

    code: str
    word: str
    rows: Sequence[Any]
    total: int


def today(agency: Agency, officer: Officer, today: date) -> list[Pile]:
    """What waits for an officer in an agency on a day, the heaviest first; a pile with nothing in it is left out."""
    calendar = national_calendar()
    soon = calendar.after(today, settings.GONGKAI.due_soon_days)
    items = Item.objects.filter(agency=agency).select_related("handler")
    unfinished = items.filter(state__in=UNFINISHED, attribute=Item.Attribute.ACTIVE)
    publications = Publication.objects.filter(agency=agency).select_related("item", "channel")
    expiring_by = today + timedelta(days=settings.GONGKAI.expiry_reminder_days)
    may = agencies.standing(officer).may
    found: list[tuple[str, str, QuerySet[Any]]] = [
        ("late", "超过公开期限", unfinished.filter(due_on__lt=today).order_by("due_on", "pk")),
        ("withdraw", "应撤回", items.filter(withdraw_due_on__isnull=False).order_by("withdraw_due_on", "pk")),
        ("take_down", "应从渠道撤下", publications.filter(TO_TAKE_DOWN, take_down_due_on__lte=today)),
        ("period_over", "公示期满，应撤回明细", _period_over(agency, today)),
        ("soon", "快到公开期限", unfinished.filter(due_on__range=(today, soon)).order_by("due_on", "pk")),
        ("returned", "退回待改", returned(agency)),
        ("examine", "待我审查", to_examine(agency, officer, today)),
        ("afterwards", "紧急发布待补审", _afterwards(agency)),
        ("release", "待发布", to_release(agency) if may("item.release", agency) else Edition.objects.none()),
        ("publish", "待在渠道发布", publications.filter(state=Publication.State.PLANNED).order_by("pk")),
        ("expiring", "有效期将满", items.filter(EXPIRING, expires_on__lte=expiring_by).order_by("expires_on", "pk")),
        ("reexamine", "不公开信息到期复核", items.filter(KEPT, reexamine_on__lte=today).order_by("reexamine_on", "pk")),
        ("interpret", "缺政策解读", unexplained(agency)),
        ("stale", "目录条目空白或超期未更新", stale_entries(agency, today)),
    ]
    piles = [_pile(code, word, rows) for code, word, rows in found]
    return [pile for pile in piles if pile.total]


def _pile(code: str, word: str, rows: QuerySet[Any]) -> Pile:
    first = list(rows[: MOST + 1])
    return Pile(code, word, first[:MOST], len(first) if len(first) <= MOST else rows.count())


def _editions(agency: Agency) -> QuerySet[Edition]:
    return (
        Edition.objects.filter(item__agency=agency)
        .select_related("item__handler", "examination")
        .defer("body", "metadata", "pending")
    )


def _afterwards(agency: Agency) -> QuerySet[Edition]:
    return _editions(agency).filter(examination__agency=agency, examination__state=Examination.State.AFTERWARDS)


def returned(agency: Agency) -> QuerySet[Edition]:
    """Drafts that came back from their examination."""
    return _editions(agency).filter(state=Edition.State.DRAFT).exclude(returned_reason="").order_by("pk")


def to_release(agency: Agency) -> QuerySet[Edition]:
    """Editions that passed and wait to be released."""
    passed = _editions(agency).filter(state=Edition.State.PASSED, item__attribute=Item.Attribute.ACTIVE)
    return passed.exclude(item__state=Item.State.SCHEDULED).order_by("item__due_on", "pk")


def to_examine(agency: Agency, officer: Officer, today: date) -> QuerySet[Edition]:
    """Editions at a stage that the officer's roles do and that the officer may do on that day."""
    may = agencies.standing(officer).may
    mine = [step.stage for step in stages.ORDER if may(step.act, agency)]
    waiting = _editions(agency).filter(
        examination__agency=agency,
        examination__state__in=(Examination.State.OPEN, Examination.State.AFTERWARDS),
        examination__next_stage__in=mine,
        state__in=(Edition.State.IN_SCREENING, Edition.State.RELEASED),
    )
    exceptions = list(stages.in_force(agency, today))
    read = Reading.objects.filter(examination=OuterRef("examination"), by=officer, decision=Reading.Decision.PASSED)
    barred = Q(pk__in=[])
    for stage in mine:
        if stage == stages.first():
            continue
        for done in Stage:
            if done == stage or stages.verdict(stage, [done], exceptions).why_not:
                barred |= Q(Exists(read.filter(stage=done)), examination__next_stage=stage)
        if stages.verdict(stage, [stages.first()], exceptions).why_not:
            barred |= Q(examination__next_stage=stage) & (Q(item__handler=officer) | Q(made_by=officer))
    return waiting.exclude(barred).order_by("item__due_on", "pk")


def stale_entries(agency: Agency, today: date) -> QuerySet[CatalogueEntry]:
    """Entries of the catalogue in force under which something is due: nothing is public, or nothing new."""
    entries = CatalogueEntry.objects.filter(
        agency=agency,
        catalogue__state=Catalogue.State.IN_FORCE,
        mode=CatalogueEntry.Mode.ACTIVE,
        not_applicable_reason="",
    )
    return entries.filter(Q(item_count=0) | Q(stale_on__lte=today)).order_by("order")


def stale_channels(agency: Agency, today: date) -> list[Channel]:
    """Channels that showed nothing new for longer than their register asks."""
    open_ones = Channel.objects.filter(agency=agency, update_days__isnull=False).exclude(closed_on__lte=today)
    return [
        channel
        for channel in open_ones
        if (since := channel.last_used_on or channel.opened_on) is not None
        and since + timedelta(days=channel.update_days or 0) < today
    ]


def unexplained(agency: Agency) -> QuerySet[Item]:
    """Documents released here that the public has without an interpretation; those entered afterwards are history."""
    linked = Interpretation.objects.filter(document=OuterRef("pk"), interpretation__state=Item.State.RELEASED)
    released = Item.objects.filter(agency=agency, kind__in=EXPLAINED, state=Item.State.RELEASED, batch=None)
    return released.filter(~Exists(linked)).select_related("handler").order_by("released_on", "pk")


def missing_interpretation(item: Item, calendar: Calendar) -> date | None:
    """By when the interpretation of a public document should be there, if it has none; else None."""
    if item.kind not in EXPLAINED or item.state != Item.State.RELEASED or item.released_on is None:
        return None
    if item.interpretations.filter(interpretation__state=Item.State.RELEASED).exists():
        return None
    return calendar.after(item.released_on, settings.GONGKAI.interpretation_days)


def _period_over(agency: Agency, today: date) -> QuerySet[Item]:
    """Public items whose publicity period is over while the portal still shows them."""
    shown = Publication.objects.filter(
        agency=agency,
        state=Publication.State.DONE,
        channel__kind=Channel.Kind.PORTAL,
        take_down_due_on__lte=today,
    )
    return Item.objects.filter(pk__in=shown.values("item"), state=Item.State.RELEASED).select_related("handler")


# What was disclosed


def released_in(year: int) -> Q:
    """Items first disclosed in a year, withdrawn since or not."""
    return Q(
        released_on__range=(date(year, 1, 1), date(year, 12, 31)),
        state__in=(Item.State.RELEASED, Item.State.WITHDRAWN),
    )


def disclosed(agency: Agency, year: int, *, root: str | None = None, kind: str | None = None) -> QuerySet[Item]:
    """The items behind a figure: first disclosed in a year, of a category or of a kind if one is named."""
    items = Item.objects.filter(released_in(year), agency=agency)
    if root is not None:
        items = items.filter(root=root)
    return items if kind is None else items.filter(kind=kind)


def shown(agency: Agency, year: int, *, channel_id: int | None = None) -> QuerySet[Publication]:
    """The publications behind a figure: items shown on a channel in a year, shown still or not."""
    done = Publication.objects.filter(agency=agency, state__in=DONE, on__range=(date(year, 1, 1), date(year, 12, 31)))
    return done if channel_id is None else done.filter(channel=channel_id)


@dataclass(frozen=True, slots=True)
class Counts:
    """An agency's year: items in all, by category and by kind, which add up; and publications by channel."""

    year: int
    items: int
    by_root: Mapping[str, int] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_channel: Mapping[int, int] = field(default_factory=dict)
    late: int = 0


def counts(agency: Agency, year: int) -> Counts:
    """What was disclosed in a year, by the queries that list it: `disclosed` and `shown`."""
    items = disclosed(agency, year)
    return Counts(
        year,
        items.count(),
        _by(items, "root"),
        _by(items, "kind"),
        _by(shown(agency, year), "channel"),
        items.filter(released_on__gt=F("due_on")).count(),
    )


def _by(rows: QuerySet[Any], name: str) -> dict[Any, int]:
    counted = rows.order_by().values_list(name).annotate(count=Count("pk"))
    return dict(sorted(counted))
