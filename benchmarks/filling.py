"""填充: the rows of a province, table after table."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Count, Max, Min, Q

from benchmarks import loading, province, words
from benchmarks.loading import Rows, moment
from benchmarks.province import Place, Size, json_of
from gongkai.agency.models import Agency, Appointment, Office, Officer
from gongkai.agency.roles import Role
from gongkai.catalogue import coverage, roots, starting
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.models import Catalogue, CatalogueEntry, Guide
from gongkai.disclosure import public
from gongkai.disclosure.actions.publishing import PORTAL_NAME
from gongkai.disclosure.models import (
    Attachment,
    Channel,
    Edition,
    IndexSequence,
    Item,
    Overview,
    Publication,
)
from gongkai.journal.chain import seal
from gongkai.journal.models import Chain, Entry
from gongkai.law.calendar import builtin
from gongkai.screening.models import Examination, Reading, Stage

DUE_SOON_DAYS = 7

_CHANNELS: tuple[tuple[str, str, int], ...] = (
    ("wechat", "{}发布", 7),
    ("bulletin_board", "政务公开栏", 30),
    ("led", "便民服务中心显示屏", 30),
    ("reading_point", "政府信息查阅点", 90),
    ("bulletin_board", "便民大厅公告栏", 30),
    ("village", "村务公开平台", 30),
)

_FIELDS = (
    *("id", "agency", "kind", "title", "state", "handler", "attribute", "attribute_ground", "attribute_reason"),
    *("reexamine_on", "root", "entry_code", "elements_present", "formed_on", "due_on", "due_reason"),
    *("is_due_provisional", "late_reason", "index_number", "document_number", "summary", "keywords", "validity"),
    *("effective_on", "expires_on", "released_on", "release_at", "withdrawn_on", "withdrawal_reason", "current"),
    *("created_at", "changed_at"),
)


class Filling:
    """Fills an empty database: what stays for all items first, then the items day by day, then what is counted."""

    def __init__(self, size: Size, say: Callable[[str], None]) -> None:
        if Agency.objects.exists():
            raise SystemExit("the database already has agencies: give one that is empty")
        self.size, self.say = size, say
        self.until, self.calendar = size.until, builtin()
        self.places = province.places(size)
        self.entries = {level: _entries(level) for level in ("province", "city", "county", "township")}
        self.people: list[dict[Role, int]] = []
        """The officers of each agency by role, in the order of the places."""
        self.channels: list[list[int]] = []
        self.tallies: dict[tuple[int, int], tuple[int, date]] = {}
        """What is public under an entry: (place, entry) → how many and the latest."""
        self.serials: dict[tuple[int, str], int] = {}
        self.numbers: dict[int, int] = {}
        """How many examinations each agency has had."""
        self.chains: dict[int, Chain] = {}

    def run(self) -> None:
        filled = (Agency, Office, Officer, Appointment, Guide, Catalogue, CatalogueEntry, Channel, Item, Edition)
        more = (Attachment, Publication, Examination, Reading, IndexSequence, Chain, Entry, Overview)
        with loading.unindexed(*filled, *more):
            self._agencies()
            self._officers()
            self._registers()
            self._items()
            self._catalogues()
            self._sequences()
            self.say("rows written; making the indexes")
        self.say("indexes made, references followed")
        self._overviews()
        self.say("overviews counted")

    # What stays

    def _agencies(self) -> None:
        agencies = Rows(
            Agency,
            *("id", "name", "short_name", "level", "kind", "parent", "path", "division_code", "credit_code"),
            *("address", "telephone", "is_on_desk"),
        )
        offices = Rows(Office, "agency", "name", "telephone", "address", "hours")
        guides = Rows(Guide, "agency", "classification", "arrangement", "access")
        for place in self.places:
            number = f"0990-{1_000_000 + place.pk}"
            agencies.add(
                *(place.pk, place.name, place.short, place.level, place.kind, place.parent, place.path),
                *(place.code, place.credit_code, f"{place.short}中心路{place.pk}号", number, True),
            )
            offices.add(place.pk, f"{place.short}政务公开办公室", number, f"{place.short}中心路{place.pk}号", "工作日")
            if place.pk % 3:
                guides.add(place.pk, "按法定主动公开内容分类。", "按年度编排。", "网站查阅，或者到查阅点查阅。")
        loading.write(agencies, offices, guides)

    def _officers(self) -> None:
        """Supervisors of governments have no other role; the others hold theirs in one agency or in a few."""
        password = make_password(province.PASSWORD)
        officers = Rows(Officer, "id", "username", "name", "password")
        appointments = Rows(Appointment, "officer", "agency", "role", "from_on")
        since = (self.until - timedelta(365 * 4)).isoformat()
        for number in range(1, self.size.officers + 1):
            officers.add(number, f"p{number:04d}", _person(number), password)
        seats = [place for place in self.places if place.level != "township" and place.kind == "government"]
        seats = seats[: self.size.officers // 3]
        for number, place in enumerate(seats, start=1):
            appointments.add(number, place.pk, Role.SUPERVISOR.value, since)
        pool = range(len(seats) + 1, self.size.officers + 1)
        examining = (Role.HANDLER, Role.REVIEWER, Role.SECRECY, Role.SIGNER)
        for index, place in enumerate(self.places):
            here = {
                role: pool[(index + turn * len(pool) // len(examining)) % len(pool)]
                for turn, role in enumerate(examining)
            }
            for role, number in here.items():
                appointments.add(number, place.pk, role.value, since)
            self.people.append(here)
        loading.write(officers, appointments)

    def _registers(self) -> None:
        rows = Rows(
            Channel, *("id", "agency", "kind", "name", "place", "person_in_charge", "update_days"), "led_characters"
        )
        for place in self.places:
            others = _CHANNELS if place.level == "township" else _CHANNELS[:4]
            here = []
            for kind, name, days in (("portal", PORTAL_NAME, 7), *others):
                led = 24 if kind == "led" else None
                rows.add(
                    rows.count + 1, place.pk, kind, name.format(place.short), place.short, _person(place.pk), days, led
                )
                here.append(rows.count)
            self.channels.append(here)
        loading.write(rows)

    # Items

    def _items(self) -> None:
        self.chance = chance = Random(f"{self.size.seed} items")
        self.writer = words.Writer(Random(f"{self.size.seed} words"))
        self.items = Rows(Item, *_FIELDS)
        self.editions = Rows(
            Edition,
            *("id", "item", "number", "state", "title", "body", "metadata", "change_reason", "examination"),
            *("made_by", "made_at", "released_on", "ended_on"),
        )
        self.attachments = Rows(
            Attachment,
            *("edition", "name", "kind", "original_hash", "original_size", "released_hash", "released_size", "by"),
        )
        self.publications = Rows(
            Publication,
            *("item", "edition", "channel", "agency", "state", "on", "by", "take_down_due_on", "taken_down_on"),
            "taken_down_reason",
        )
        self.examinations = Rows(
            Examination,
            *("id", "agency", "number", "title", "fingerprint", "state", "next_stage", "opened_by", "opened_on"),
            "closed_on",
        )
        self.readings = Rows(Reading, "examination", "stage", "decision", "opinion", "by", "on", "at")
        self.journal = Rows(
            Entry,
            *("chain", "number", "act", "subject_kind", "subject_id", "agency", "by", "by_name", "on", "at"),
            *("details", "previous", "hash"),
        )
        tables = (
            *(self.items, self.editions, self.attachments, self.publications),
            *(self.examinations, self.readings, self.journal),
        )
        shares = list(accumulate(place.share for place in self.places))
        indices = range(len(self.places))
        days = province.working_days(self.until)
        for number, entered_on in enumerate(province.dated(days, self.size.items), start=1):
            self._item(number, entered_on, chance.choices(indices, cum_weights=shares)[0])
            if self.items.is_full:
                loading.write(*tables)
            if number % 100_000 == 0:
                self.say(f"{number:,} items, {self.publications.count:,} publications")
        loading.write(*tables)
        self.say(
            f"{self.items.count:,} items, {self.editions.count:,} editions, {self.publications.count:,} publications, "
            f"{self.journal.count:,} entries in the journal"
        )

    def _item(self, number: int, entered_on: date, index: int) -> None:
        chance, place, people = self.chance, self.places[index], self.people[index]
        handler = people[Role.HANDLER]
        age = (self.until - entered_on).days
        stand = province.stand(age, chance)
        entry_at = _entry_at(chance, index, len(self.entries[place.level]))
        entry = self.entries[place.level][entry_at]
        kind = chance.choice(words.KINDS.get(entry.root, words.REST))
        title = self.writer.title(chance, kind, entered_on.year, place.short)
        formed_on = entered_on - timedelta(min(int(chance.expovariate(0.25)), 30))
        due_on, due_reason, provisional = province.due(formed_on)
        is_kept, is_shown = stand.state == "kept", stand.shown
        released_on = withdrawn_on = None
        if is_shown:
            released_on = min(entered_on + timedelta(int(chance.expovariate(0.12))), self.until)
            if stand.state == "withdrawn":
                withdrawn_on = min(released_on + timedelta(chance.randint(1, 40)), self.until)
        attribute = ("on_request" if number % 3 else "withheld") if is_kept else "active"
        is_document = kind == Item.Kind.NORMATIVE_DOCUMENT
        expires_on = formed_on + timedelta(365 * chance.choice((2, 3, 5))) if is_document else None
        document = f"{place.short[:2]}政发〔{formed_on.year}〕{number % 900 + 1}号" if is_document else ""
        made_at = moment(province.at(entered_on, number % 480))
        edition, last = self._editions(number, place, handler, stand.state, title, kind, entry, made_at, released_on)
        self.items.add(
            *(number, place.pk, kind, title, stand.state, handler, attribute),
            "state_secret" if attribute == "withheld" else "",
            "按《条例》规定，经审查不主动公开。" if is_kept else "",
            _iso(entered_on + timedelta(365 + number % 60)) if is_kept else None,
            *(entry.root, entry.code, json_of(list(entry.elements[:2])), formed_on.isoformat()),
            *((None, "{}", False) if is_kept else (due_on.isoformat(), due_reason, provisional)),
            "材料补正后重新报送。" if released_on and not is_kept and released_on > due_on else "",
            self._index_number(place, released_on) if released_on else "",
            *(document, f"{title}，{place.short}。", entry.level1[:40]),
            ("valid" if expires_on and expires_on >= self.until else "expired") if is_document and is_shown else "",
            *(_iso(formed_on) if is_document else None, _iso(expires_on), _iso(released_on)),
            moment(province.at(self.until + timedelta(1 + number % 5), 30)) if stand.state == "scheduled" else None,
            *(_iso(withdrawn_on), "内容有误，更正后重新公开。" if withdrawn_on else ""),
            edition if stand.state == "released" else None,
            *(made_at, made_at),
        )
        if chance.random() < 0.13:
            self._attachment(edition, title, handler, is_shown)
        if released_on is not None:
            if withdrawn_on is None:
                count, latest = self.tallies.get((index, entry_at), (0, released_on))
                self.tallies[index, entry_at] = (count + 1, max(latest, released_on))
            self._publish(number, edition, index, released_on, withdrawn_on)
        if last is not None:
            self._papers(number, last, place, people, stand.state, title, entered_on, released_on)

    def _editions(
        self,
        item: int,
        place: Place,
        handler: int,
        state: str,
        title: str,
        kind: str,
        entry: Columns,
        made_at: str,
        released_on: date | None,
    ) -> tuple[int, int | None]:
        """The edition that counts, and the number of its examination if its papers are kept."""
        now = _EDITIONS[state]
        is_submitted = state not in ("draft", "kept", "discarded")
        is_settled = state in ("released", "withdrawn") and released_on is not None
        has_papers = is_submitted and not (
            is_settled and released_on is not None and (self.until - released_on).days > province.PAPERS_DAYS
        )
        examination = self.examinations.count + 1 if has_papers else None
        facts = {
            "kind": kind,
            "root": entry.root,
            "keywords": entry.level1[:40],
            "summary": f"{title}，{place.short}。",
        }
        metadata = json.dumps({**_NO_FACTS, **facts}, ensure_ascii=False) if is_submitted else "{}"
        numbers = (1, 2) if state == "released" and self.chance.random() < 0.04 else (1,)
        for number in numbers:
            is_last = number == numbers[-1]
            self.editions.add(
                *(self.editions.count + 1, item, number, now if is_last else "superseded", title),
                *(self.writer.body(self.chance, title), metadata, "" if number == 1 else "更正个别数据。"),
                *(examination if is_last else None, handler, made_at),
                *(_iso(released_on), None if is_last else _iso(released_on)),
            )
        return self.editions.count, examination

    def _attachment(self, edition: int, title: str, handler: int, is_shown: bool) -> None:
        digest = hashlib.sha256(str(edition).encode()).hexdigest()
        size = self.chance.randint(20_000, 900_000)
        self.attachments.add(
            *(edition, f"附件：{title[:60]}.pdf", "pdf", digest, size),
            *((digest, size) if is_shown else ("", 0)),
            handler,
        )

    def _index_number(self, place: Place, on: date) -> str:
        period = f"{on:%Y%m}"
        serial = self.serials[place.pk, period] = self.serials.get((place.pk, period), 0) + 1
        return f"{place.credit_code}/{period}-{serial:05d}"

    def _publish(self, item: int, edition: int, index: int, released_on: date, withdrawn_on: date | None) -> None:
        """On the portal always; on other channels so that the province has the releases that were asked for."""
        chance, place, channels = self.chance, self.places[index], self.channels[index]
        handler = self.people[index][Role.HANDLER]
        target = self.size.releases * item / self.size.items
        count = max(1, min(len(channels), round(target - self.publications.count) + chance.choice((-1, 0, 0, 1))))
        for channel in (channels[0], *chance.sample(channels[1:], count - 1)):
            is_portal = channel == channels[0]
            on = released_on if is_portal else released_on + timedelta(chance.randint(0, 6))
            shown_until = None if is_portal or chance.random() > 0.1 else on + timedelta(20)
            if on > self.until:
                self.publications.add(item, edition, channel, place.pk, "planned", None, handler, None, None, "")
                continue
            taken_down = withdrawn_on or (shown_until if shown_until and shown_until < self.until else None)
            if taken_down and taken_down < on:
                taken_down = on
            if taken_down and withdrawn_on is None and chance.random() < 0.002:
                taken_down = None  # forgotten: it is due to be taken down
            self.publications.add(
                *(item, edition, channel, place.pk, "taken_down" if taken_down else "done", on.isoformat(), handler),
                *(_iso(shown_until), _iso(taken_down)),
                ("信息已撤回" if withdrawn_on else "公示期满") if taken_down else "",
            )

    # Papers: the examination and the journal of an item

    def _papers(
        self,
        item: int,
        examination: int,
        place: Place,
        people: dict[Role, int],
        state: str,
        title: str,
        entered_on: date,
        released_on: date | None,
    ) -> None:
        serial = self.numbers[place.pk] = self.numbers.get(place.pk, 0) + 1
        done = _READ.get(state, self.chance.randint(1, 3))
        stages = list(Stage)
        waiting = stages[min(done, 3)].value if state in ("in_screening", "referred") else ""
        number = f"〔{entered_on.year}〕{serial}"
        closed_on = _iso(released_on or entered_on) if not waiting else None
        self.examinations.add(
            *(examination, place.pk, number, title, "", _EXAMINATIONS[state], waiting, people[Role.HANDLER]),
            *(entered_on.isoformat(), closed_on),
        )
        acts = [("item.drafted", people[Role.HANDLER]), ("item.submitted", people[Role.HANDLER])]
        for turn, stage in enumerate(stages[:done]):
            by = people[_READERS[stage]]
            decision = "returned" if state == "returned" and turn == done - 1 else "passed"
            on = min(entered_on + timedelta(turn), self.until)
            opinion = "" if decision == "passed" else "请补充公开依据后重新提交。"
            at = moment(province.at(on, 60 * turn))
            self.readings.add(examination, stage.value, decision, opinion, by, on.isoformat(), at)
            acts.append((f"item.{decision}", by))
        if state == "released":
            acts += [("item.released", people[Role.SIGNER]), ("item.published", people[Role.HANDLER])]
        for turn, (act, by) in enumerate(acts):
            self._note(place, item, act, by, min(entered_on + timedelta(turn // 2), self.until), turn)

    def _note(self, place: Place, item: int, act: str, by: int, on: date, turn: int) -> None:
        """An entry of the agency's chain, sealed as the journal seals it."""
        chain = self.chains.get(place.pk)
        if chain is None:
            chain = Chain(pk=len(self.chains) + 1, name=f"agency:{place.pk}", agency_id=place.pk)
            self.chains[place.pk] = chain
        entry = Entry(
            chain_id=chain.pk,
            number=chain.length + 1,
            act=act,
            subject_kind="disclosure.item",
            subject_id=str(item),
            agency_id=place.pk,
            by_id=by,
            by_name=_person(by),
            on=on,
            at=province.at(on, 20 * turn),
            details={},
            previous=chain.head,
        )
        chain.length, chain.head = entry.number, seal(entry, chain)
        self.journal.add(
            *(chain.pk, entry.number, act, entry.subject_kind, entry.subject_id, place.pk, by, entry.by_name),
            *(on.isoformat(), moment(entry.at), "{}", entry.previous, chain.head),
        )

    # What is counted

    def _catalogues(self) -> None:
        names = list(Columns.__dataclass_fields__)
        catalogues = Rows(Catalogue, "id", "agency", "number", "name", "state", "made_on", "adopted_on")
        entries = Rows(
            CatalogueEntry,
            *("catalogue", "agency", "order", "time_rules", "item_count", "last_released_on", "stale_on"),
            *names,
        )
        since = (self.until - timedelta(365 * 3)).isoformat()
        shown = {level: [_shown(columns, names) for columns in lines] for level, lines in self.entries.items()}
        stale: dict[tuple[str, int, date | None], str | None] = {}
        for index, place in enumerate(self.places):
            catalogues.add(place.pk, place.pk, 1, f"{place.name}政府信息主动公开目录", "in_force", since, since)
            for at, (entry, values) in enumerate(shown[place.level]):
                count, last = self.tallies.get((index, at), (0, None))
                key = (place.level, at, last)
                if key not in stale:
                    stale[key] = _iso(coverage.stale_on(entry, last, self.until, self.calendar))
                rules = json_of(entry.time_rules)
                entries.add(place.pk, place.pk, at + 1, rules, count, _iso(last), stale[key], *values)
            if entries.is_full:
                loading.write(catalogues, entries)
        loading.write(catalogues, entries)
        self.say(f"{entries.count:,} entries of {catalogues.count:,} catalogues")

    def _sequences(self) -> None:
        sequences = Rows(IndexSequence, "agency", "period", "last")
        for (agency, period), last in self.serials.items():
            sequences.add(agency, period, last)
        chains = Rows(Chain, "id", "name", "agency", "length", "head")
        for chain in self.chains.values():
            chains.add(chain.pk, chain.name, chain.agency_id, chain.length, chain.head)
        loading.write(sequences, chains)

    def _overviews(self) -> None:
        """How each agency stands, counted from the records."""
        today, year = self.until, date(self.until.year, 1, 1)
        unfinished = Q(state__in=["draft", "in_screening", "returned", "referred", "passed", "scheduled"])
        soon = today + timedelta(DUE_SOON_DAYS)
        found: dict[int, dict[str, Any]] = {place.pk: {} for place in self.places}
        queries = (
            Item.objects.order_by()
            .values("agency")
            .annotate(
                drafts=Count("pk", filter=Q(state="draft")),
                returned=Count("pk", filter=Q(state="returned")),
                in_screening=Count("pk", filter=Q(state__in=["in_screening", "referred"])),
                to_release=Count("pk", filter=Q(state__in=["passed", "scheduled"])),
                overdue=Count("pk", filter=unfinished & Q(attribute="active", due_on__lt=today)),
                due_soon=Count("pk", filter=unfinished & Q(attribute="active", due_on__gte=today, due_on__lte=soon)),
                released_this_year=Count("pk", filter=Q(released_on__gte=year)),
                released_late_this_year=Count("pk", filter=Q(released_on__gte=year) & ~Q(late_reason="")),
                expiring=Count("pk", filter=Q(validity="valid", expires_on__lte=today + timedelta(30))),
                reexaminations_due=Count("pk", filter=~Q(attribute="active") & Q(reexamine_on__lte=today)),
                last_released_on=Max("released_on"),
            ),
            Publication.objects.order_by()
            .values("agency")
            .annotate(
                planned_publications=Count("pk", filter=Q(state="planned")),
                to_take_down=Count("pk", filter=Q(state="done", take_down_due_on__lt=today)),
            ),
            CatalogueEntry.objects.order_by()
            .values("agency")
            .annotate(
                entries=Count("pk"),
                empty_entries=Count("pk", filter=Q(item_count=0)),
                stale_entries=Count("pk", filter=Q(item_count__gt=0, stale_on__lte=today)),
            ),
        )
        for query in queries:
            for row in query:
                found[row.pop("agency")].update(row)
        Overview.objects.bulk_create(
            [Overview(agency_id=pk, counted_on=today, guide_gaps=pk % 3, **counts) for pk, counts in found.items()],
            batch_size=200,
        )
        last = Publication.objects.order_by().values("channel").annotate(first=Min("on"), last=Max("on"))
        days = {row["channel"]: row["last"] for row in last}
        channels = [Channel(pk=pk, last_used_on=day) for pk, day in days.items() if day]
        Channel.objects.bulk_update(channels, ["last_used_on"], batch_size=400)


_EDITIONS = {
    "draft": "draft",
    "returned": "draft",
    "kept": "draft",
    "in_screening": "in_screening",
    "referred": "in_screening",
    "passed": "passed",
    "scheduled": "passed",
    "released": "released",
    "withdrawn": "withdrawn",
    "discarded": "discarded",
}
_EXAMINATIONS = {
    "returned": "returned",
    "in_screening": "open",
    "referred": "referred",
    "passed": "passed",
    "scheduled": "passed",
    "released": "passed",
    "withdrawn": "passed",
}
_READ = {"released": 4, "withdrawn": 4, "passed": 4, "scheduled": 4, "returned": 2}
_READERS = {
    Stage.FIRST: Role.HANDLER,
    Stage.SECOND: Role.REVIEWER,
    Stage.SECRECY: Role.SECRECY,
    Stage.THIRD: Role.SIGNER,
}
_NO_FACTS = public.facts(Item())
_SURNAMES, _NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "静明强敏进磊芳军平丽伟洋勇艳杰娟"


def _person(number: int) -> str:
    return _SURNAMES[number % 16] + _NAMES[number // 16 % 16] + (_NAMES[number // 256 % 16] if number % 3 else "")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _entries(level: str) -> list[Columns]:
    """About 120 for every agency: the rows that townships have, and those of the law for their level."""
    allowed = {root.code for root in roots.of_level(level)}
    lines = [line for line in starting.township_rows() if line.root in allowed]
    reached = {line.root for line in lines}
    without = [root for root in roots.of_level(level) if root.code not in reached]
    return lines + [starting.for_root(root, Agency(name="", level=level)) for root in without]


def _entry_at(chance: Random, index: int, count: int) -> int:
    """Some entries get many items, many get few, and every agency leaves some others empty."""
    used = count - count // 7
    return (int(used * chance.random() ** 2.2) * 7 + index * 13) % count


def _shown(columns: Columns, names: list[str]) -> tuple[CatalogueEntry, list[Any]]:
    entry = columns.write_to(CatalogueEntry())
    values = [getattr(entry, name) for name in names]
    return entry, [json_of(value) if isinstance(value, list | dict) else value for value in values]
