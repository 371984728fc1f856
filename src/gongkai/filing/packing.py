"""装包: the sealed package of a published version, as `filing.sealed` verifies it.

Of a record stand in it what kind it is, its number in this system, its public number and its day: never what a request
was about, never who asked. Of an act stand in it what and when, and its place in the journal, which alone knows whose.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.db.models import Q

from gongkai.filing import figures, freezing, sealed
from gongkai.filing.models import Filing, Frozen, Version
from gongkai.filing.sealed import Act, Earlier, Line, Manifest
from gongkai.journal.models import Entry
from gongkai.journal.words import label as act_word

NUMBERS: Mapping[str, tuple[str, str]] = {
    "agency.membership": ("", "from_on"),
    "catalogue.catalogueentry": ("code", ""),
    "disclosure.channel": ("", "opened_on"),
    "disclosure.draftconsultation": ("item__index_number", "opens_on"),
    "disclosure.interpretation": ("document__index_number", "linked_on"),
    "disclosure.item": ("index_number", "released_on"),
    "disclosure.publication": ("item__index_number", "on"),
    "filing.decided": ("", "on"),
    "filing.frozen": ("version__filing__agency__name", "version__published_on"),
    "filing.normativedocument": ("document_number", "on"),
    "request.complaint": ("number", "received_on"),
    "request.dispute": ("", "received_on"),  # by its 案号 a court's pages name who sued
    "request.fee": ("info_request__number", "paid_on"),
    "request.inforequest": ("number", "received_on"),
    "screening.examination": ("number", "opened_on"),
    "supervision.accountability": ("", "on"),
    "supervision.appraisal": ("", "on"),
    "supervision.assessment": ("", "on"),
    "supervision.inspection": ("", "on"),
    "supervision.meeting": ("", "on"),
    "supervision.problem": ("", "on"),
    "supervision.training": ("", "on"),
}
"""Of each kind of record behind figures: its public number and its day, "" where it has none."""

_PART = 5_000
_DATE = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20


def pack(version: Version, documents: Mapping[str, Path], to: Path, *, now: datetime) -> str:
    """Write the package of a fixed version; `documents` are the files by the names of `sealed.DOCUMENTS`. Its seal."""
    manifest = _manifest(version, now)
    link, lines = sealed.first_link(sealed.about(manifest)), []
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as package:
        for name, pieces in _parts(version, documents):
            sm3, size = sealed.digest(_written(package, name, pieces))
            link = sealed.next_link(link, name, size, sm3)
            lines.append(Line(name, size, sm3, link))
        whole = msgspec.structs.replace(manifest, files=lines, seal=link)
        told = msgspec.json.format(msgspec.json.encode(whole), indent=2)
        for _ in _written(package, sealed.MANIFEST, [told]):
            pass
    return link


def _written(package: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, each as it goes into the package."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    with package.open(entry, "w", force_zip64=False) as part:
        for piece in pieces:
            part.write(piece)
            yield piece


def _manifest(version: Version, now: datetime) -> Manifest:
    filing = version.filing
    earlier = _earlier(version)
    return Manifest(
        format=sealed.FORMAT,
        agency=filing.agency.name,
        year=filing.year,
        scope=filing.scope,
        version=version.number,
        origin="ledger" if _is_counted(version) else "file",
        published_on=version.published_on.isoformat() if version.published_on else "",
        sealed_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        previous_seal=earlier[-1].seal if earlier else "",
        files=[],
        seal="",
    )


def _parts(version: Version, documents: Mapping[str, Path]) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield sealed.REPORT, [version.report.encode()]
    if _is_counted(version):
        rows = list(version.frozen.all())
        yield sealed.FIGURES, _figures(version.filing, rows)
        yield sealed.RECORDS, _records(rows)
    yield sealed.ACTS, _acts(version.filing)
    yield sealed.VERSIONS, [msgspec.json.format(msgspec.json.encode(_earlier(version)), indent=2)]
    for name in sealed.DOCUMENTS:
        yield name, _file(documents[name])


def _is_counted(version: Version) -> bool:
    """Whether it was made here, of figures that were counted or entered, and not read from a file."""
    return version.origin == Version.Origin.LEDGER and version.frozen.exists()


def _file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _figures(filing: Filing, rows: Sequence[Frozen]) -> Iterator[bytes]:
    for frozen in rows:
        follows = not frozen.is_entered and frozen.value != frozen.counted
        figure = sealed.Figure(
            name=frozen.name,
            label=frozen.label,
            unit=frozen.unit,
            value=_plain(frozen.value),
            counted=_plain(frozen.counted),
            rule=frozen.rule,
            cites=frozen.cites,
            kind=frozen.records_of,
            sums=bool(frozen.amounts),
            records=len(frozen.records) // freezing.WIDTH,
            entered=frozen.is_entered,
            source=frozen.source,
            reason=frozen.reason,
            terms=list(figures.terms(filing.year, frozen.name)) if follows else [],
        )
        yield msgspec.json.encode(figure) + b"\n"


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _records(rows: Sequence[Frozen]) -> Iterator[bytes]:
    """A line for each record of each figure, in the order of figures, then of their numbers."""
    facts = {kind: _facts(kind, rows) for kind in {frozen.records_of for frozen in rows} - {""}}
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerow(sealed.HEADINGS)
    for frozen in rows:
        known = facts.get(frozen.records_of, {})
        keys = freezing.unpacked(frozen.records)
        amounts: Sequence[str] = frozen.amounts or [""] * len(keys)
        for key, amount in zip(keys, amounts, strict=True):
            number, day = known.get(key, ("", ""))
            writer.writerow((frozen.name, frozen.records_of, key, number, day, amount))
        yield kept.getvalue().encode()
        kept.seek(0)
        kept.truncate()


def _facts(kind: str, rows: Iterable[Frozen]) -> dict[int, tuple[str, str]]:
    """Public number and day of every record of a kind that some figure counts."""
    number, day = NUMBERS.get(kind, ("", ""))
    fields = [field for field in (number, day) if field]
    if not fields:
        return {}
    keys = sorted({key for frozen in rows if frozen.records_of == kind for key in freezing.unpacked(frozen.records)})
    manager: Any = apps.get_model(kind)._default_manager
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(keys), _PART):
        part = keys[start : start + _PART]
        is_dense = part[-1] - part[0] < 2 * len(part)  # naming thousands of records takes longer than reading them
        those = Q(pk__range=(part[0], part[-1])) if is_dense else Q(pk__in=part)
        for key, *values in manager.filter(those).values_list("pk", *fields):
            told = dict(zip(fields, values, strict=True))
            on = told.get(day)
            found[key] = (" ".join(str(told.get(number) or "").split()), on.isoformat() if on else "")
    return found


def _acts(filing: Filing) -> Iterator[bytes]:
    entries = Entry.objects.filter(subject_kind=filing._meta.label_lower, subject_id=str(filing.pk))
    for entry in entries.select_related("chain").order_by("number").iterator():
        act = Act(
            chain=entry.chain.name,
            number=entry.number,
            act=entry.act,
            word=act_word(entry.act),
            on=entry.on.isoformat(),
            at=entry.at.astimezone(UTC).isoformat(timespec="seconds"),
            previous=entry.previous,
            hash=entry.hash,
        )
        yield msgspec.json.encode(act) + b"\n"


def _earlier(version: Version) -> list[Earlier]:
    """The versions published before, the first at the beginning, each with why the next was made."""
    known = [
        each
        for each in version.filing.versions.filter(number__lte=version.number).order_by("number")
        if each.pk == version.pk or (each.published_on and each.seal)
    ]
    return [
        Earlier(
            number=each.number,
            published_on=each.published_on.isoformat() if each.published_on else "",
            seal=each.seal,
            because=next(
                (after.restates_because for after in known if after.number > each.number and after.restates_because), ""
            ),
        )
        for each in known[:-1]
    ]
