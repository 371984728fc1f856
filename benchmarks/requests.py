"""依申请: three years of requests for the agencies of a province, with their steps, letters and disputes.

    python -m benchmarks requests --database DATABASE [--cases 200000]

DATABASE holds a province (`python -m benchmarks province`), however few its items. Afterwards it says how long the
province's tables three and four take; the pages are measured by `python -m benchmarks site --only requests`.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from itertools import accumulate
from random import Random
from statistics import median

from benchmarks import databases, province
from benchmarks.province import json_of

PAPERS_DAYS = 90
"""The journal of cases closed for longer is left out, as it is of items."""
CHANNELS = (("internet", 55), ("registered_post", 25), ("in_person", 15), ("fax", 3), ("oral", 2))
KINDS = (("natural_person", 78), ("business", 12), ("legal_service", 6), ("other_organisation", 3), ("research", 1))
TOPICS = (
    "{year}年耕地地力保护补贴发放明细",
    "{year}年城乡低保对象名单和发放金额",
    "{place}征收土地公告及补偿安置方案",
    "{place}农村危房改造补助对象和标准",
    "{year}年部门预算执行情况",
    "{place}国有土地上房屋征收决定及补偿协议",
    "{place}建设工程规划许可证及附图",
    "{year}年政府采购合同和履行情况",
    "{place}行政处罚决定书及执法依据",
    "关于{place}生态环境整治的会议纪要",
)
OUTCOMES = (
    *(("granted.provided", 40), ("granted.published", 18), ("partly_granted", 9), ("unavailable.not_found", 12)),
    *(("unavailable.other_agency", 8), ("refused.third_party_rights", 3), ("refused.internal_affairs", 2)),
    *(("refused.process_information", 2), ("not_processed.petition_or_complaint", 3), ("not_processed.repeated", 1)),
    *(("otherwise_closed.amendment_overdue", 1), ("otherwise_closed.other", 1)),
)
_OLD = (("archived", 92), ("delivered", 6), ("replied", 1), ("registered", 0.5), ("void", 0.5))
_FRESH = (
    *(("registered", 45), ("consulting", 8), ("to_amend", 6), ("fee_due", 1), ("signing", 10)),
    *(("replied", 10), ("delivered", 12), ("to_confirm", 6), ("unreached", 2)),
)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks requests", description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--until", type=date.fromisoformat, default=date.today(), help="the last day, YYYY-MM-DD")
    told = parser.parse_args(arguments)
    databases.use(told.database)
    started = time.perf_counter()

    def say(words: str) -> None:
        sys.stdout.write(f"{time.perf_counter() - started:7.0f} s  {words}\n")
        sys.stdout.flush()

    databases.upgrade()
    from gongkai.request.models import InfoRequest

    if not InfoRequest.objects.exists():
        fill(told.cases, told.until, say)
    for line in tables_of_the_province(told.until.year - 1):
        say(line)


def fill(cases: int, until: date, say: Callable[[str], None], *, seed: int = 711) -> None:
    """Give the agencies of the database their requests."""
    from gongkai.agency.models import Agency
    from gongkai.request import standing
    from gongkai.site import jobs

    Filling(cases, until, seed, say).run()
    for agency_id in Agency.objects.filter(is_on_desk=True).values_list("pk", flat=True):
        standing.refresh(agency_id, until)
    say("standings counted")
    jobs.refresh_statistics(until)
    say(f"{databases.megabytes():,} MB")


def tables_of_the_province(year: int) -> Iterator[str]:
    """How long tables three and four of every agency take, in how many queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from gongkai.agency.models import Agency
    from gongkai.request import counting

    top = Agency.objects.order_by("path")[0]
    seconds, counts = [], {0}
    for _ in range(7):
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            found = counting.of_province(top.path, year)
            seconds.append(time.perf_counter() - began)
        counts = {len(captured)}
    yield (
        f"tables three and four of {len(found):,} agencies for {year}: first {seconds[0]:.2f} s, "
        f"then p50 {median(seconds[1:]):.2f} s, {counts} queries"
    )


class Filling:
    """Writes the cases in the order of their days, those of all agencies mixed."""

    def __init__(self, cases: int, until: date, seed: int, say: Callable[[str], None]) -> None:
        from gongkai.agency.models import Agency, Appointment
        from gongkai.agency.roles import Role
        from gongkai.law.calendar import builtin

        self.cases, self.until, self.say = cases, until, say
        self.chance = Random(f"{seed} requests")
        self.calendar = builtin()
        self.after = cache(lambda day, days: self.calendar.after(day, days))
        self.agencies = list(Agency.objects.filter(is_on_desk=True).order_by("pk"))
        held = Appointment.objects.filter(role__in=(Role.HANDLER, Role.SIGNER)).values_list("agency", "role", "officer")
        self.people = {(agency, role): officer for agency, role, officer in held}
        self.numbers: dict[tuple[int, int], int] = {}
        self.letter_numbers: dict[tuple[int, int], int] = {}

    @cached_property
    def weights(self) -> list[float]:
        """County governments and cities get many requests, most townships few."""
        heavy = {"province": 8.0, "city": 6.0, "county": 3.0, "township": 0.6}
        return list(accumulate(heavy[each.level] * self.chance.lognormvariate(0, 0.9) for each in self.agencies))

    def run(self) -> None:
        from benchmarks import loading
        from benchmarks.loading import Rows
        from gongkai.journal.models import Chain, Entry
        from gongkai.request.models import (
            Applicant,
            Decision,
            Delivery,
            Dispute,
            InfoRequest,
            Letter,
            Sequence,
            Step,
        )

        self.applicants = Rows(Applicant, "id", "kind", "sealed", "identity_key", "name_key", "contact_key")
        self.requests = Rows(
            InfoRequest,
            *("id", "agency", "number", "query_code", "channel", "submitted_at", "arrived_on", "confirmed_on"),
            *("received_on", "applicant", "title", "description", "state", "handler", "revision", "clock", "due_on"),
            *("internal_due_on", "stop_ends_by", "is_extended", "outcome", "replied_on", "delivered_on", "archived_on"),
            *("keep_until", "way"),
        )
        self.steps = Rows(Step, "info_request", "kind", "by", "on", "details", "due_on")
        self.decisions = Rows(
            Decision, "id", "info_request", "number", "outcome", "reason", "by", "made_on", "effective_on"
        )
        self.letters = Rows(
            Letter,
            *("id", "agency", "info_request", "kind", "decision", "state", "number", "content", "by", "made_on"),
            "issued_on",
        )
        self.deliveries = Rows(Delivery, "letter", "way", "sent_on", "delivered_on", "proof", "by")
        self.disputes = Rows(
            Dispute,
            *("agency", "info_request", "decision", "kind", "subject", "body", "received_on", "reply_due_on"),
            *("replied_on", "result", "decided_on", "handler"),
        )
        self.journal = Rows(
            Entry,
            *("chain", "number", "act", "subject_kind", "subject_id", "agency", "by", "by_name", "on", "at"),
            *("details", "previous", "hash"),
        )
        self.chains = {chain.agency_id: chain for chain in Chain.objects.exclude(agency=None)}
        tables = (
            *(self.applicants, self.requests, self.steps, self.decisions, self.letters, self.deliveries),
            *(self.disputes, self.journal),
        )
        filled = (Applicant, InfoRequest, Step, Decision, Letter, Delivery, Dispute, Sequence)
        days = province.working_days(self.until)
        indices = range(len(self.agencies))
        with loading.unindexed(*filled):
            self.content = _content()
            for number, day in enumerate(province.dated(days, self.cases), start=1):
                self._case(number, day, self.chance.choices(indices, cum_weights=self.weights)[0])
                if self.requests.is_full:
                    loading.write(*tables)
                if number % 50_000 == 0:
                    self.say(f"{number:,} cases, {self.steps.count:,} steps, {self.letters.count:,} letters")
            sequences = Rows(Sequence, "agency", "year", "word", "last")
            for (agency, year), last in self.numbers.items():
                sequences.add(agency, year, "registration", last)
            loading.write(*tables, sequences)
        Chain.objects.bulk_update(self.chains.values(), ["length", "head"], batch_size=400)
        self.say(f"{self.journal.count:,} entries in the journal, {self.disputes.count:,} disputes")

    def _case(self, number: int, day: date, index: int) -> None:
        chance, agency = self.chance, self.agencies[index]
        handler, signer = (self.people[agency.pk, role] for role in ("handler", "signer"))
        state = _one(chance, _OLD if self.after(day, 30) < self.until else _FRESH)
        channel = _one(chance, CHANNELS)
        received_on = None if state in ("to_confirm", "unreached") else day
        handled_days = chance.randint(2, 20) if chance.random() < 0.9 else chance.randint(21, 45)
        is_extended = handled_days > 20
        due_on = self.after(day, 40 if is_extended else 20)
        is_replied = state in ("archived", "delivered", "replied")
        replied_on = min(self.after(day, handled_days), self.until) if is_replied else None
        delivered_on = self.after(replied_on, 2) if replied_on and state != "replied" else None
        archived_on = self.after(delivered_on, 5) if delivered_on and state == "archived" else None
        is_stopped = state in ("consulting", "to_amend", "fee_due")
        clock = "not_started" if received_on is None else "stopped" if is_stopped else "running"
        clock = "ended" if is_replied else clock
        outcome = _one(chance, OUTCOMES) if is_replied else ""
        title = chance.choice(TOPICS).format(year=day.year - 1, place=agency.short_name or agency.name)
        self._applicant(number, chance)
        self.requests.add(
            *(number, agency.pk, self._number(agency.pk, day) if received_on else "", f"{number:012d}", channel),
            *(province_moment(day, number), day.isoformat(), _iso(received_on) if channel == "internet" else None),
            *(_iso(received_on), number, title, f"请公开{title}。需要加盖公章的复印件，并请说明形成时间和依据。" * 3),
            *(state, handler if received_on else None, 5, clock),
            None if is_stopped or received_on is None else due_on.isoformat(),
            self.after(day, 17).isoformat() if clock == "running" else None,
            self.after(day, 15).isoformat() if is_stopped else None,
            *(is_extended, outcome, _iso(replied_on), _iso(delivered_on), _iso(archived_on)),
            _iso(archived_on + timedelta(3650)) if archived_on else None,
            chance.choice(("post", "email", "collect")),
        )
        steps = [("arrived", None, day), ("received", handler, day)] if received_on else [("arrived", None, day)]
        if is_extended and replied_on:
            steps.append(("extended", signer, self.after(day, 15)))
        decision = None
        if replied_on:
            self.decisions.add(
                *(number, number, 1, outcome, "经审查，决定如下。", handler, replied_on.isoformat()), _iso(replied_on)
            )
            decision = number
            steps += [("submitted", handler, replied_on), ("replied", signer, replied_on)]
        if delivered_on:
            steps.append(("delivered", handler, delivered_on))
        if archived_on:
            steps.append(("archived", handler, archived_on))
        for kind, by, on in steps:
            self.steps.add(number, kind, by, min(on, self.until).isoformat(), "{}", due_on.isoformat())
        if received_on:
            self._letter(number, agency.pk, "registration_receipt", None, handler, day)
        if replied_on:
            kind = "closing_notice" if outcome.startswith("otherwise") else f"reply.{outcome}"
            letter = self._letter(number, agency.pk, kind, decision, handler, replied_on)
            self.deliveries.add(letter, "post", replied_on.isoformat(), _iso(delivered_on), "EMS 1099", handler)
            if chance.random() < 0.015:
                self._dispute(number, agency.pk, handler, replied_on, title)
        if (self.until - day).days <= PAPERS_DAYS:
            for turn, (kind, by, on) in enumerate(steps):
                self._note(agency.pk, number, f"request.{kind}", by, min(on, self.until), turn)

    def _applicant(self, number: int, chance: Random) -> None:
        from gongkai.request.models import Applicant

        person = chance.randrange(max(1, self.cases // 3))
        made = Applicant(kind=_one(chance, KINDS))
        made.tell(
            {
                "name": f"申请人{person}",
                "id_number": f"9901211980{person:08d}",
                "mobile": f"139{person:08d}",
                "address": f"云岭省人民路{person % 900}号",
            }
        )
        self.applicants.add(number, made.kind, made.sealed, made.identity_key, made.name_key, made.contact_key)

    def _number(self, agency: int, day: date) -> str:
        last = self.numbers[agency, day.year] = self.numbers.get((agency, day.year), 0) + 1
        return f"〔{day.year}〕{last}号"

    def _letter(self, case: int, agency: int, kind: str, decision: int | None, by: int, on: date) -> int:
        last = self.letter_numbers[agency, on.year] = self.letter_numbers.get((agency, on.year), 0) + 1
        number = f"公开〔{on.year}〕{last}号-告"
        pk = self.letters.count + 1
        self.letters.add(
            pk, agency, case, kind, decision, "issued", number, self.content, by, on.isoformat(), on.isoformat()
        )
        return pk

    def _dispute(self, case: int, agency: int, handler: int, replied_on: date, title: str) -> None:
        received_on = replied_on + timedelta(self.chance.randint(10, 60))
        if received_on > self.until:
            return
        decided_on = received_on + timedelta(self.chance.randint(25, 60))
        is_decided = decided_on <= self.until
        due_on = self.after(received_on, 5)
        self.disputes.add(
            *(agency, case, case, self.chance.choice(("reconsideration", "reconsideration", "lawsuit_direct"))),
            *(f"不服对“{title}”的答复"[:300], "上级人民政府", received_on.isoformat(), due_on.isoformat()),
            _iso(due_on) if due_on <= self.until else None,
            self.chance.choice(("upheld", "upheld", "corrected", "other")) if is_decided else "",
            *(_iso(decided_on) if is_decided else None, handler),
        )

    def _note(self, agency: int, case: int, act: str, by: int | None, on: date, turn: int) -> None:
        from benchmarks.loading import moment
        from gongkai.journal.chain import seal
        from gongkai.journal.models import Chain, Entry

        chain = self.chains.get(agency)
        if chain is None:
            chain = self.chains[agency] = Chain.objects.create(name=f"agency:{agency}", agency_id=agency)
        entry = Entry(
            chain_id=chain.pk,
            number=chain.length + 1,
            act=act,
            subject_kind="request.inforequest",
            subject_id=str(case),
            agency_id=agency,
            by_id=by,
            by_name=f"人员{by}" if by else "",
            on=on,
            at=province.at(on, 20 * turn),
            details={},
            previous=chain.head,
        )
        chain.length, chain.head = entry.number, seal(entry, chain)
        self.journal.add(
            *(chain.pk, entry.number, act, entry.subject_kind, entry.subject_id, agency, by, entry.by_name),
            *(on.isoformat(), moment(entry.at), json_of({}), entry.previous, chain.head),
        )


def _content() -> bytes:
    """A letter as it is kept, as long as they are; the same for all, since none is opened here."""
    from gongkai.request import sealing

    return sealing.seal({"title": "政府信息公开申请答复书", "blocks": ["本机关经审查，答复如下。" * 60]})


def _one(chance: Random, choices: tuple[tuple[str, float], ...]) -> str:
    return chance.choices([word for word, _ in choices], [weight for _, weight in choices])[0]


def province_moment(day: date, number: int) -> str:
    from benchmarks.loading import moment

    at: datetime = province.at(day, number % 480)
    return moment(at)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
