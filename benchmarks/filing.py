"""年报: how long the figures of one large agency's report take to count, and a page of the records behind one.

    python -m benchmarks filing --database DATABASE [--items 100000 --cases 20000 --requests 100]

DATABASE is made up when it is empty: one county with everything in one year. Counting is put beside the least that any
count of the same rows must do: one `SELECT count(*)` over each table counted. Pages are measured as `benchmarks.site`
measures them, against a bare view and against the frame of the desk.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from statistics import median
from typing import Any

from benchmarks import databases, site
from benchmarks.requests import KINDS, OUTCOMES
from benchmarks.site import Visit, Visits

YEAR = 2025
TIMES = 9
OPENED = (
    *("disclosed.total", "disclosed.late", "disclosed.root.20.11", "disclosed.publications", "screening.examined"),
    *("requests.new.total", "requests.granted.natural_person", "requests.late", "challenges.reconsideration.total"),
    *("disclosure.normative_documents.in_force", "disclosure.licensing.decisions", "supervision.meetings"),
)
"""Figures whose records are opened: the largest lists, and one of each kind."""


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks filing", description=__doc__)
    parser.add_argument("--database", default=os.environ.get("GONGKAI_DATABASE", ""))
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=100, help="of each page")
    told = parser.parse_args(arguments)
    databases.use(told.database)
    databases.upgrade()
    from gongkai.filing.models import Filing

    if not Filing.objects.exists():
        fill(told.items, told.cases)
    for line in (*counted(), "", *opened(told.requests)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def fill(items: int, cases: int) -> None:
    """A county with this many items, each shown on two channels and examined once, and this many cases."""
    from gongkai.agency.models import Agency, Appointment, Officer, segment
    from gongkai.disclosure.models import Channel
    from gongkai.filing.actions import beginning

    agency = Agency.objects.create(
        name="柳河县人民政府", level="county", kind="government", path=segment(1), is_on_desk=True
    )
    by = Officer.objects.create_user("chen", None, name="陈静")
    Appointment.objects.create(officer=by, agency=agency, role="handler", from_on=date(2019, 1, 1))
    channels = [Channel.objects.create(agency=agency, kind="other", name=f"渠道{number}") for number in range(8)]
    filling = Filling(agency, by, channels)
    filling.items(items)
    filling.cases(cases)
    filling.registers()
    databases.megabytes()
    beginning.begin(agency.pk, year=YEAR, scope="own", by=by, today=date(YEAR + 1, 1, 8))


class Filling:
    """Writes the records of one agency, spread over the days of the year."""

    def __init__(self, agency: Any, by: Any, channels: list[Any]) -> None:
        self.agency, self.by, self.channels, self.chance = agency, by, channels, Random(YEAR)

    def day(self, number: int, of: int) -> date:
        return date(YEAR, 1, 1) + timedelta(number * 365 // of)

    def items(self, items: int) -> None:
        from gongkai.catalogue.roots import ARTICLE_20
        from gongkai.disclosure.models import Item, Publication
        from gongkai.screening.models import Examination

        def item(number: int) -> Item:
            on = self.day(number, items)
            return Item(
                pk=number + 1,
                agency=self.agency,
                handler=self.by,
                kind=self.chance.choice(Item.Kind.values),
                root=self.chance.choice(ARTICLE_20).code,
                title=f"关于第{number}项的公示",
                state="released",
                formed_on=on,
                released_on=on,
                due_on=on + timedelta(self.chance.randint(-1, 9)),
            )

        def shown(number: int, channel: Any) -> Publication:
            on = self.day(number, items)
            return Publication(item_id=number + 1, agency=self.agency, channel=channel, state="done", on=on)

        def examined(number: int) -> Examination:
            return Examination(
                agency=self.agency,
                number=f"〔{YEAR}〕{number}",
                title=f"关于第{number}项的公示",
                fingerprint="0",
                opened_by=self.by,
                opened_on=self.day(number, items),
                state="passed",
            )

        _create(Item, map(item, range(items)))
        _create(Publication, (shown(n, where) for n in range(items) for where in self.chance.sample(self.channels, 2)))
        _create(Examination, map(examined, range(items)))

    def cases(self, cases: int) -> None:
        from gongkai.request.models import Applicant, Dispute, InfoRequest

        def case(number: int) -> InfoRequest:
            on = self.day(number, cases)
            is_replied = number < cases * 0.98
            return InfoRequest(
                pk=number + 1,
                agency=self.agency,
                applicant_id=number + 1,
                number=f"〔{YEAR}〕{number + 1}号",
                query_code=f"{number:012d}",
                channel="internet",
                submitted_at=datetime(YEAR, 1, 1, tzinfo=UTC),
                arrived_on=on,
                received_on=on,
                title="补偿协议",
                description="请公开补偿协议。" * 20,
                state="delivered" if is_replied else "registered",
                due_on=on + timedelta(28),
                replied_on=on + timedelta(self.chance.randint(5, 35)) if is_replied else None,
                outcome=_one(self.chance, OUTCOMES) if is_replied else "",
            )

        def dispute(number: int) -> Dispute:
            return Dispute(
                agency=self.agency,
                kind="reconsideration",
                subject="不服答复",
                body="市政府",
                received_on=self.day(number, 300),
                handler=self.by,
            )

        _create(Applicant, (Applicant(pk=number + 1, kind=_one(self.chance, KINDS)) for number in range(cases)))
        _create(InfoRequest, map(case, range(cases)))
        _create(Dispute, map(dispute, range(300)))

    def registers(self) -> None:
        from gongkai.filing.models import Decided, NormativeDocument
        from gongkai.supervision.models import Meeting

        entered = {"agency": self.agency, "by": self.by, "entered_on": date(YEAR, 12, 31)}
        days = [self.day(number, 365) for number in range(365)]
        _create(NormativeDocument, (NormativeDocument(**entered, title="办法", on=day) for day in days))
        _create(
            Decided,
            (Decided(**entered, kind="licensing", from_on=day, on=day, number=9, source="执法台账") for day in days),
        )
        _create(Meeting, (Meeting(**entered, title="专题会", on=day) for day in days[::6]))


def counted() -> Iterator[str]:
    """Counting, against one count(*) over each table that it counts."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from gongkai.filing import figures
    from gongkai.filing.models import Filing

    filing = Filing.objects.select_related("agency").get()
    with CaptureQueriesContext(connection) as captured:
        found = figures.count(filing)
    tables = sorted({type_of for name in found if (type_of := _model(filing, name)) is not None}, key=str)

    def floor() -> object:
        return [model._default_manager.count() for model in tables]

    ours, least = _in_turns(lambda: figures.count(filing), floor)
    rows = sum(model._default_manager.count() for model in tables)
    yield "| figures | queries | rows in their tables | s, first | s, p50 | count(*) of each table, s | ÷ |"
    yield "|--:|--:|--:|--:|--:|--:|--:|"
    yield (
        f"| {len(found)} | {len(captured)} | {rows:,} | {ours[0]:.2f} | {median(ours[1:]):.2f} | {median(least):.3f} "
        f"| {median(ours[1:]) / median(least):.1f} |"
    )


def opened(requests: int) -> Iterator[str]:
    """The figures of the report, and the records behind some of them, as pages over HTTP."""
    from django.urls import reverse
    from django.utils import timezone

    from gongkai.filing.actions import counting
    from gongkai.filing.models import Filing
    from gongkai.site import start

    start.upgrade(lambda _: None)
    filing = Filing.objects.select_related("handler").get()
    counting.count(filing.pk, by=filing.handler, today=date(YEAR + 1, 1, 8), now=timezone.now())
    cookie = site.signed_in(filing.handler)
    at = [filing.agency_id, filing.pk]

    def page(address: str, **query: str) -> Visit:
        return Visit(reverse(address, args=at, query=query or None), cookie, filing.agency_id)

    pages: Visits = {"figures": [page("desk:filing_figures")]}
    pages |= {name: [page("desk:filing_records", name=name)] for name in OPENED}
    yield from site.measured(pages, requests)


def _in_turns(*those: Callable[[], object]) -> list[list[float]]:
    taken: list[list[float]] = [[] for _ in those]
    for _ in range(TIMES):
        for seconds, one in zip(taken, those, strict=True):
            began = time.perf_counter()
            one()
            seconds.append(time.perf_counter() - began)
    return taken


def _model(filing: Any, name: str) -> Any:
    from gongkai.filing import figures

    records = figures.records(filing, name)
    return None if records is None else records.rows.model


def _create(model: Any, rows: Iterable[Any]) -> None:
    rows = iter(rows)
    while some := list(islice(rows, 5_000)):
        model.objects.bulk_create(some, batch_size=500)


def _one(chance: Random, choices: tuple[tuple[str, float], ...]) -> str:
    return chance.choices([word for word, _ in choices], [weight for _, weight in choices])[0]
