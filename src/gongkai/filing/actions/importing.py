"""读入往年报告: a report of an earlier year comes in from its file, is looked at beside it, and is recorded.

The file is stored and read before the transaction begins, in a process of its own; what the transaction then does not
take up is swept away by the nightly job. The file itself is never public.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure import files
from gongkai.errors import Refused, Unreadable
from gongkai.filing import access, checking, originals, previous, reading, states, steps, totalling
from gongkai.filing.actions.beginning import FIRST_YEAR
from gongkai.filing.models import Doubt, Filing, Version
from gongkai.filing.reading import Doubtful
from gongkai.filing.states import Kind
from gongkai.journal import recording as journal
from gongkai.law.statutes import ORDER_711
from gongkai.report import exchange
from gongkai.report.report import Report
from gongkai.task import jobs
from gongkai.vetting import virus

AREA: files.Area = "filing_originals"
KIND = "filing.show_original"
MEGABYTE = 1_000_000
_NAMED = 5


def read_file(
    agency_id: int,
    *,
    name: str,
    chunks: Iterable[bytes],
    by: Officer,
    today: date,
    year: int | None = None,
    scope: str = Filing.Scope.OWN,
) -> Filing:
    """读入: a file as a report to be looked at; the same file again is the same report.

    `year` is that on the page, None for the one in the file. Raises Refused by size, by what the virus scanner says,
    where nothing can be read, and for a year that has a report.
    """
    agency = agencies.for_officer(agency_id, by)
    agencies.require("filing.draft", by, agency)
    name = name.replace("\\", "/").rpartition("/")[2].replace("\0", "").strip()[:200]
    if not name:
        raise Refused("文件没有文件名。请重新选择文件。")
    kept = files.keep(chunks, AREA, most=settings.GONGKAI.attachment_mb * MEGABYTE)
    original = files.path(AREA, kept.hash)
    _ask_the_virus_scanner(original)
    try:
        report = originals.read(original, name)
    except Unreadable as error:
        raise Refused(f"文件“{name}”读不了：{error}") from error
    filing = _take_up(agency, report, name, kept.hash, year, scope, by, today)
    assert filing.latest is not None
    if not _is_shown_at_once(filing.latest) and filing.latest.file_kind in originals.CAN_BE_SHOWN:
        jobs.enqueue(KIND, title=f"把“{name}”转成页面", by=by, agency=agency, version_id=filing.latest.pk)
    return filing


def _is_shown_at_once(version: Version) -> bool:
    """Make the pages of a PDF while the officer waits; what fails is tried again as a task, which keeps the reason."""
    if version.file_kind != "pdf":
        return False
    try:
        show_original(version.pk)
    except Refused:
        return False
    return True


@transaction.atomic
def _take_up(
    agency: Agency, report: Report, name: str, hash: str, year: int | None, scope: str, by: Officer, today: date
) -> Filing:
    agency = agencies.for_act(agency.pk, "filing.draft", by=by)
    wanted = year or report.year
    if wanted is None:
        raise Refused(f"“{name}”里没有读到是哪一年度的报告。请看原件，选好“报告年度”再读入。")
    if not FIRST_YEAR <= wanted <= today.year + 1:
        raise Refused(
            f"“{name}”读到的年度是 {wanted} 年，不会有这一年的年度报告（{FIRST_YEAR} 年起）。请选好“报告年度”再读入。",
            cites=[ORDER_711.article(49)],
        )
    held = Filing.objects.filter(agency=agency, year=wanted, scope=scope).select_related("latest").first()
    if held and held.latest and held.latest.state == Version.State.READING and held.latest.file_hash == hash:
        return held
    _refuse_taken(held)
    filing = held or Filing(agency=agency, year=wanted, scope=scope, began_on=today)
    filing.handler = by
    filing.save()
    report = reading.with_tables(report, wanted)
    last = filing.versions.order_by("-number").first()
    filing.latest = Version.objects.create(
        filing=filing,
        number=last.number + 1 if last else 1,
        origin=Version.Origin.FILE,
        state=Version.State.READING,
        edition=report.form,
        began_on=today,
        file_name=name,
        file_hash=hash,
        file_kind=report.source.kind,
        **_words(report),
    )
    doubts = reading.doubtful(report, filing, today=today)
    _raise(filing.latest, doubts)
    steps.changed(filing)
    journal.record(f"filing.{Kind.IMPORTED}", filing, by=by, on=today, file=name, hash=hash, doubts=len(doubts))
    return filing


def _refuse_taken(filing: Filing | None) -> None:
    """Refuse a year that has a report already; what was discarded does not stand in the way."""
    kept = filing.versions.exclude(state=Version.State.DISCARDED).first() if filing else None
    if kept is None:
        return
    if kept.state in Version.UNDER_WAY:
        raise Refused(
            f"本机关的{filing}正在办理（{kept.get_state_display()}），不能再从文件读入。"
            "要改用文件里的，请先把那一份作废，再读入。"
        )
    raise Refused(
        f"本机关的{filing}已经有了（{kept.get_state_display()}），不能再从文件读入。"
        "那一份有错的，请由签发人在它的页面上“更正重编”。"
    )


@transaction.atomic
def settle(
    filing_id: int, answers: Mapping[str, str | None], *, by: Officer, today: date, revision: int | None = None
) -> Filing:
    """核对: what eyes saw in the original, by the name of the cell or particular; None where nothing stands there.

    What was read otherwise without being doubtful is corrected the same way. All of it or nothing.
    """
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    version = _reading(filing)
    report = exchange.decode(version.report.encode())
    doubts = {doubt.name: doubt for doubt in version.doubts.select_related("by")}
    wrong: dict[str, str] = {}
    changed = 0
    for name, words in answers.items():
        if not reading.is_something(report, name):
            wrong[name] = f"这份报告没有“{name[:40]}”这一格。"
            continue
        doubt = doubts.get(name) or _correction(version, report, name, len(doubts))
        try:
            doubt.settled = "" if words is None else reading.parsed(name, doubt.label, words)
            doubt.is_blank = words is None
            _refuse_particular(filing, doubt, today)
        except Refused as refusal:
            wrong[name] = refusal.message
            continue
        doubt.by, doubt.on = by, today
        changed += doubt.settled != doubt.read
        doubts[name] = doubt
    if wrong:
        raise Miswritten(wrong)
    if not answers:
        raise Refused("没有填写也没有勾选，没有保存。请对照原件，核对过的填好或勾上再保存。")
    for name in answers:
        doubts[name].save()
    moved = reading.YEAR in answers and int(doubts[reading.YEAR].settled) != filing.year
    if moved:
        _move(filing, int(doubts[reading.YEAR].settled))
    now = reading.settled(report, doubts.values())
    _raise(version, reading.new_doubts(now, list(doubts.values()), filing, today=today), after=len(doubts))
    year = filing.year if moved else None
    steps.take(filing, Kind.SETTLED, by=by, on=today, cells=len(answers), changed=changed or None, year=year)
    return filing


@transaction.atomic
def record(filing_id: int, *, by: Officer, today: date, revision: int | None = None) -> Filing:
    """入库: everything doubtful was looked at; the report stands for its year from now on."""
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    version = _reading(filing)
    doubts = list(version.doubts.select_related("by"))
    if left := [doubt.label for doubt in doubts if doubt.by is None]:
        named = "、".join(left[:_NAMED]) + (f"等 {len(left)} 处" if len(left) > _NAMED else "")
        raise Refused(f"还有 {len(left)} 处没有核对，不能入库：{named}。请对照原件逐处核对。")
    if filing.year >= today.year:
        raise Refused(
            f"{filing.year}年还没有结束，不会有这一年的年度报告。请核对“报告年度”。", cites=[ORDER_711.article(49)]
        )
    report = reading.settled(exchange.decode(version.report.encode()), doubts)
    for field, value in _words(report).items():
        setattr(version, field, value)
    version.checked = checking.checked(report, previous.previous(filing))
    totalling.keep_cells(version, report)
    changed = sum(doubt.settled != doubt.read for doubt in doubts)
    steps.take(filing, Kind.RECORDED, by=by, on=today, doubts=len(doubts), changed=changed or None)
    return filing


def show_original(version_id: int) -> int:
    """The file as pages that can be looked at beside the reading, with the places of its figures. How many pages."""
    version = Version.objects.get(pk=version_id)
    original = files.path(AREA, version.file_hash)
    report = exchange.decode(version.report.encode())
    shown = version.file_hash
    try:
        if version.file_kind != "pdf":
            shown = files.keep([originals.paged(original, version.file_kind)], AREA).hash
        sheets = originals.sheets(files.path(AREA, shown), report)
    except Unreadable as error:
        raise Refused(f"文件“{version.file_name}”转不成页面：{error}") from error
    Version.objects.filter(pk=version_id).update(shown_hash=shown, sheets=msgspec.to_builtins(sheets))
    return len(sheets)


def _reading(filing: Filing) -> Version:
    """The version that is being looked at. Raises Refused where it is not."""
    assert filing.latest is not None
    states.refuse_unless_allowed(filing.latest, Kind.SETTLED)
    return filing.latest


def _words(report: Report) -> dict[str, object]:
    """What a version shows of a report without opening it."""
    return {
        "title": report.title.replace("\0", "")[:200],
        "preamble": report.preamble.replace("\0", ""),
        "signature": report.signature.replace("\0", "")[:100],
        "signed_on": report.signed_on,
        "report": exchange.encode(report).decode(),
    }


def _raise(version: Version, doubts: Sequence[Doubtful], after: int = 0) -> None:
    Doubt.objects.bulk_create(
        Doubt(
            version=version,
            order=after + number,
            name=each.name,
            label=each.label,
            why=each.why,
            found=each.found.replace("\0", ""),
            place=each.place,
            read=each.read,
        )
        for number, each in enumerate(doubts, 1)
    )


def _correction(version: Version, report: Report, name: str, after: int) -> Doubt:
    """A cell that nothing was wrong with until somebody looked."""
    read = "" if name in reading.LABELS else reading.shown(report[name])
    found = "" if name in reading.LABELS else report[name].text[:200]
    label = reading.label_of(report, name)
    return Doubt(version=version, order=after + 1, name=name, label=label, why=CORRECTED, found=found, read=read)


class Miswritten(Refused):
    """Answers of which some cannot be kept: `wrong` says why, by the name of the cell or particular."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        self.wrong = dict(wrong)
        says = list(self.wrong.values())
        if len(says) == 1:
            super().__init__(says[0])
        else:
            super().__init__(f"有 {len(says)} 处填得不对，都没有保存。请改好再保存。", details=says)


CORRECTED = "核对人对照原件改正"
"""Why of a cell that the reader was sure of and a person corrected."""


def _refuse_particular(filing: Filing, doubt: Doubt, today: date) -> None:
    """Refuse a year that has not ended or has a report, and nothing where a year or a name has to be."""
    if doubt.is_blank and doubt.name in (reading.YEAR, reading.AGENCY):
        raise Refused(f"{doubt.label}不能空着。请看原件填写；文件不是本机关的年度报告，请作废这次读入。")
    if doubt.name == reading.YEAR:
        year = int(doubt.settled)
        if not FIRST_YEAR <= year < today.year:
            raise Refused(
                f"报告年度应当是 {FIRST_YEAR} 年到 {today.year - 1} 年，不能是 {year} 年。请看原件填写。",
                cites=[ORDER_711.article(49)],
            )


def _move(filing: Filing, year: int) -> None:
    """The report turned out to be another year's."""
    if (
        filing.versions.count() > 1
        or Filing.objects.filter(agency=filing.agency, year=year, scope=filing.scope).exists()
    ):
        raise Refused(
            f"不能改成 {year} 年度：本机关已经有这一年度的报告，或者这里还留着别的版本。"
            "请作废这次读入，选好年度重新读入。"
        )
    filing.year = year
    filing.save(update_fields=["year"])


def _ask_the_virus_scanner(path: Path) -> None:
    address = settings.GONGKAI.clamav
    if address:
        with path.open("rb") as file:
            virus.scan_stream(address if address.startswith("unix:") else f"tcp://{address}", file)
