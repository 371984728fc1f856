"""页面: how long each page takes over HTTP, against a bare Django view that returns as many bytes.

    python -m benchmarks site --database DATABASE [--requests 200]

DATABASE holds a province (`python -m benchmarks province`). The page and the bare view are asked in turns, each of a
server of its own, so that whatever slows the machine slows both. Between them stands what every page of the desk pays
before it reads anything of its own: middleware, sign-in, agency, rail (the frame). The first request for each agency is
cold: its rows are in no cache of the site. Queries are counted within one process, for the largest and the smallest
agencies alike.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from statistics import median, quantiles
from typing import Any

from benchmarks import databases, serving
from benchmarks.serving import Server

AGENCIES = 40


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one person asks for it."""

    path: str
    cookie: str = ""
    agency_id: int = 0
    """Of a page of the desk."""


Visits = dict[str, list[Visit]]
"""Page → the same page of different agencies."""


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks site", description=__doc__)
    parser.add_argument("--database", default=os.environ.get("GONGKAI_DATABASE", ""))
    parser.add_argument("--requests", type=int, default=200, help="of each page, after the first of each agency")
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    told = parser.parse_args(arguments)
    databases.use(told.database)
    for line in table(told.requests, told.only):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def table(requests: int, only: str = "") -> Iterator[str]:
    from gongkai.site import start

    start.upgrade(lambda _: None)
    yield from measured({name: visits for name, visits in visits_of_pages().items() if only in name}, requests)


def measured(found: Visits, requests: int) -> Iterator[str]:
    """These pages, against the bare view and the frame."""
    counted = {name: _queries(visits) for name, visits in found.items()}
    yield "| page | queries | kB | first p50 | p95 | p50 ms | p95 | bare p50 | p95 | frame p50 | ÷ p50 | ÷ p95 |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    with (
        serving.served(serving.SITE) as site,
        serving.served(serving.FRAMED) as framed,
        serving.served(serving.BARE) as bare,
    ):
        for name, visits in found.items():
            yield _row(name, visits, counted[name], site, framed, bare, requests)
        yield ""
        yield f"Memory of the process that serves the pages: {site.megabytes:.0f} MB (bare: {bare.megabytes:.0f} MB)."


def _row(
    name: str, visits: list[Visit], queries: str, site: Server, framed: Server, bare: Server, requests: int
) -> str:
    first = []
    for visit in visits:
        seconds, status, _ = site.get(visit.path, visit.cookie)
        if status != 200:
            return f"| {name} | answered {status} for {visit.path} |"
        first.append(seconds)
    ours, frame, floor, length = [], [], [], 0
    for turn in range(requests):
        visit = visits[turn % len(visits)]
        seconds, _, body = site.get(visit.path, visit.cookie)
        ours.append(seconds)
        length += len(body)
        if visit.agency_id:
            frame.append(framed.get(f"/framed/{visit.agency_id}/{len(body)}/", visit.cookie)[0])
        floor.append(bare.get(f"/{len(body)}/")[0])
    cold = " | ".join(_ms(*first))
    warm = " | ".join((*_ms(*ours), *_ms(*floor)))
    between = _ms(*frame)[0] if frame else ""
    ratios = f"{median(ours) / median(floor):.1f} | {_p95(ours) / _p95(floor):.1f}"
    return f"| {name} | {queries} | {length / requests / 1000:.0f} | {cold} | {warm} | {between} | {ratios} |"


def _ms(*seconds: float) -> tuple[str, str]:
    """p50 and p95, in milliseconds."""
    return f"{1000 * median(seconds):.2f}", f"{1000 * _p95(list(seconds)):.2f}"


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]


def _queries(visits: list[Visit]) -> str:
    """How many queries the page makes, from the fewest to the most over its agencies."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = set()
    for visit in visits[:12]:
        client = Client(raise_request_exception=False, headers={"cookie": visit.cookie, "host": "127.0.0.1"})
        client.get(visit.path)
        with CaptureQueriesContext(connection) as captured:
            client.get(visit.path)
        counts.add(len(captured))
    return "–".join(str(count) for count in sorted({min(counts), max(counts)}))


# Whom to visit


def visits_of_pages() -> Visits:
    """Every page measured, for agencies from the largest to the smallest, each by a person who works there."""
    from django.urls import NoReverseMatch, reverse

    from gongkai.agency.models import Agency, Appointment
    from gongkai.agency.roles import Role
    from gongkai.disclosure.models import Item
    from gongkai.request.models import InfoRequest

    chance = Random(20)
    largest = list(Agency.objects.filter(is_on_desk=True).order_by("-overview__released_this_year")[:AGENCIES])
    others = list(Agency.objects.filter(is_on_desk=True).exclude(pk__in=[agency.pk for agency in largest]))
    agencies = [*largest[: AGENCIES // 4], *chance.sample(others, min(len(others), AGENCIES - AGENCIES // 4))]
    today = date.today()
    made: Visits = {}

    def add(page: str, visit: Callable[[], Visit | None]) -> None:
        try:
            found = visit()
        except NoReverseMatch:
            return
        if found is not None:
            made.setdefault(page, []).append(found)

    cookies: dict[int, str] = {}
    for agency in agencies:
        held = Appointment.objects.filter(agency=agency, role=Role.HANDLER).select_related("officer").first()
        assert held is not None
        cookie = cookies.get(held.officer_id) or cookies.setdefault(held.officer_id, signed_in(held.officer))
        items = Item.objects.filter(agency=agency)
        public = list(items.filter(state=Item.State.RELEASED).order_by("-pk").values_list("pk", flat=True)[:200])
        draft = items.filter(state=Item.State.DRAFT).order_by("-pk").values_list("pk", flat=True).first()
        one = chance.choice(public) if public else None
        since = (today - timedelta(365)).isoformat()

        def at(name: str, *rest: Any, agency: Agency = agency, cookie: str = cookie, **query: str) -> Visit:
            return Visit(reverse(name, args=[agency.pk, *rest], query=query or None), cookie, agency.pk)

        def public_at(name: str, *rest: Any, **query: str) -> Visit:
            return Visit(reverse(name, args=rest or None, query=query or None))

        add("desk: 今日", partial(at, "desk:today"))
        add("desk: items", partial(at, "desk:items"))
        add("desk: items, by state", partial(at, "desk:items", state="released"))
        root = "21.8" if agency.level == "township" else "20.11"
        add(
            "desk: items, by root and dates",
            partial(at, "desk:items", root=root, dated="released_on", since=since, until=today.isoformat()),
        )
        add("desk: items, by words", partial(at, "desk:items", q="最低生活保障"))
        add("desk: items, overdue", partial(at, "desk:items", overdue="on"))
        add("desk: items, sorted by due date", partial(at, "desk:items", sort="due_on"))
        add("desk: items, last page", partial(at, "desk:items", page="9"))
        if draft:
            add("desk: item editor", partial(at, "desk:item_edit", draft))
        if one:
            add("desk: record", partial(at, "desk:item", one))
        add("desk: catalogue coverage", partial(at, "desk:catalogue"))
        cases = InfoRequest.objects.filter(agency=agency).order_by("-pk")
        add("desk: requests", partial(at, "desk:requests"))
        add("desk: requests, all, by due date", partial(at, "desk:requests", state="every", sort="due_on"))
        add("desk: requests, late", partial(at, "desk:requests", term="late"))
        add("desk: requests, by words and dates", partial(at, "desk:requests", q="补偿", since=since))
        for word, state in (("in hand", InfoRequest.State.REGISTERED), ("archived", InfoRequest.State.ARCHIVED)):
            if case := cases.filter(state=state).values_list("pk", flat=True).first():
                add(f"desk: requests, one {word}", partial(at, "desk:info_request", case))
        add("desk: requests, tables three and four", partial(at, "desk:request_counts", year=str(today.year - 1)))
        add("desk: requests, disputes", partial(at, "desk:disputes"))
        add("portal: agency", partial(public_at, "portal:agency", agency.pk))
        if one:
            add("portal: item", partial(public_at, "portal:item", one))
        add("portal: content of an agency", partial(public_at, "portal:content", agency.pk))
        add("portal: search", partial(public_at, "portal:search", q=chance.choice(_WORDS)))
    province = Agency.objects.order_by("path")[0]
    supervisor = Appointment.objects.filter(agency=province, role=Role.SUPERVISOR).select_related("officer")[0].officer
    cookie = signed_in(supervisor)
    for _ in range(10):
        add(
            "desk: overview of the province",
            lambda: Visit(reverse("desk:overview", args=[province.pk]), cookie, province.pk),
        )
    return made


_WORDS = ("低保", "危房改造", "招聘公告", "最低生活保障", "2026年", "河长制 巡查", "森林防灭火", "补贴")


def signed_in(officer: Any) -> str:
    """The cookie of an officer who has signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
