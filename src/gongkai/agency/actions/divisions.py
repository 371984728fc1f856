"""装入全国机关: the government of every province, city, county, township and street gets its place in the tree."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.agency import tree
from gongkai.agency.divisions import LEVELS, Division, divisions, normal
from gongkai.agency.models import STEP, Agency, segment
from gongkai.agency.recording import record
from gongkai.errors import Refused

BATCH = 2000
NOT_OF_A_DIVISION = (Agency.Kind.DEPARTMENT, Agency.Kind.ENTERPRISE)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did."""

    added: int
    renamed: int
    kept: int


@transaction.atomic
def load(*, under: str = "", on: date, progress: Progress = lambda done, total: None) -> Loaded:
    """Add what is not there, rename what is called otherwise now; nothing goes or moves.

    An agency made by hand is known by its division code and keeps its place and records; one on the desk, its name.
    """
    wanted = _wanted(normal(under))
    tree.hold()
    found = _found(each.code for each in wanted)
    numbers: dict[str, int] = {}
    added: dict[str, int] = {}
    renamed: list[Agency] = []
    done = 0
    for length in LEVELS:
        of_level = [each for each in wanted if len(each.code) == length]
        for part in _parts(of_level):
            new = [_made(each, found.get(each.above), numbers) for each in part if each.code not in found]
            for each in part:
                agency = found.get(each.code)
                if agency and agency.name != each.name and not agency.is_on_desk:
                    agency.name = each.name
                    renamed.append(agency)
            for agency in Agency.objects.bulk_create(new):
                found[agency.division_code] = agency
                added[agency.path[:STEP]] = added.get(agency.path[:STEP], 0) + 1
            done += len(part)
            progress(done, len(wanted))
    Agency.objects.bulk_update(renamed, ["name"], batch_size=BATCH // 4)
    for top in Agency.objects.filter(path__in=added).order_by("path"):
        record("agency.divisions_loaded", top, by=None, on=on, count=added[top.path])
    total = sum(added.values())
    return Loaded(total, len(renamed), len(wanted) - total - len(renamed))


def _wanted(under: str) -> list[Division]:
    """The divisions under a code, and those above it that give them their place."""
    chosen = [each for each in divisions() if each.code.startswith(under)]
    if not chosen:
        raise Refused(f"区划表里没有代码以 {under} 开头的行政区划。请填省（2 位）、市（4 位）或县（6 位）的代码。")
    return [each for each in divisions() if under.startswith(each.code) and each.code != under] + chosen


def _found(codes: Iterable[str]) -> dict[str, Agency]:
    """The agencies of the divisions that are here already; of several with one code its government goes first."""
    wanted = set(codes)
    here = Agency.objects.exclude(kind__in=NOT_OF_A_DIVISION).exclude(division_code="").order_by("-path")
    found: dict[str, Agency] = {}
    for agency in here.only("pk", "name", "division_code", "path", "kind", "is_on_desk").iterator(chunk_size=BATCH):
        code = normal(agency.division_code)
        if code in wanted and (code not in found or found[code].kind != Agency.Kind.GOVERNMENT):
            found[code] = agency
    return found


def _made(division: Division, parent: Agency | None, numbers: dict[str, int]) -> Agency:
    """A new agency under its parent, numbered after the children that are there."""
    above = parent.path if parent else ""
    if above not in numbers:
        numbers[above] = tree.next_number(parent)
    path = above + segment(numbers[above])
    numbers[above] += 1
    return Agency(
        name=division.name,
        division_code=division.code,
        level=division.level,
        kind=division.kind,
        parent=parent,
        path=path,
    )


def _parts(rows: Sequence[Division]) -> Iterator[Sequence[Division]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
