"""更正重编: a further version of a report that was published, with the reason; both stay to be read.

restate     open the next version, with the words and entered figures of the one before
discard     作废: give up a draft; what was published before stays
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, figures, states, steps, telling
from gongkai.filing.actions.beginning import draw_up, first_draft
from gongkai.filing.figures.figure import Number
from gongkai.filing.models import Entered, Filing, Passage, Version
from gongkai.filing.report_of import report_of
from gongkai.filing.states import Kind
from gongkai.filing.text import cleaned
from gongkai.journal import recording as journal
from gongkai.report import forms

_S = Version.State


@transaction.atomic
def restate(
    filing_id: int,
    *,
    reason: str,
    by: Officer,
    today: date,
    now: datetime | None = None,
    revision: int | None = None,
) -> Filing:
    """更正重编: open the next version of a published report; given `now`, its figures are counted anew at once.

    Of a report read from a file every figure is taken over as entered, with the file as its source.
    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing = access.for_act(filing_id, "filing.restate", by=by, revision=revision)
    before = filing.published or filing.latest
    assert before is not None and filing.latest is not None
    if filing.latest.state in Version.UNDER_WAY:
        raise Refused(
            f"这份报告的{filing.latest}正在办理（{filing.latest.get_state_display()}），不能另起一版；请接着办这一版。"
        )
    before.filing = filing
    states.refuse_unless_allowed(before, Kind.RESTATED)
    if not before.edition:
        raise Refused(
            f"{filing.year}年度的报告没有统一格式的表格，不能在这里更正重编。"
            "请按报告当时的格式改好文件，作为一条信息公开，写明更正的原因。"
        )
    reason = cleaned(reason)
    if not reason:
        raise Refused("请写明更正的原因：哪里错了、为什么。公布以后公众看得到。")
    version = first_draft(filing, today)
    version.restates_because = reason
    version.edition = before.edition
    if before.origin == Version.Origin.LEDGER:
        version.title, version.preamble, version.signature = before.title, before.preamble, before.signature
    version.save()
    if before.origin == Version.Origin.FILE:
        _take_over_file(before, version, by, today)
    else:
        _take_over(before, version)
    filing.latest = version
    if now is not None:
        draw_up(filing, now)
    steps.changed(filing)
    journal.record(f"filing.{Kind.RESTATED}", filing, by=by, on=today, version=str(version), reason=reason)
    telling.to_handler(filing, "要更正重编", f"{by}：{reason}", by=by)
    return filing


@transaction.atomic
def discard(filing_id: int, *, reason: str, by: Officer, today: date, revision: int | None = None) -> Filing:
    """作废: give a draft up; the version before it, if there is one, is the latest again.

    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    version = filing.latest
    assert version is not None
    version.ended_on = today
    version = steps.take(filing, Kind.DISCARDED, by=by, on=today, version=str(version), reason=reason)
    stands = filing.versions.filter(state__in=(_S.PUBLISHED, _S.RECORDED)).first()
    if stands is not None:
        filing.latest = stands
        filing.save(update_fields=["latest"])
    return filing


def _take_over(before: Version, version: Version) -> None:
    """Words and entered figures of the version before, as they were."""
    Passage.objects.bulk_create(
        Passage(
            version=version,
            section=each.section,
            part=each.part,
            text=each.text,
            proposed=each.proposed,
            by=each.by,
            on=each.on,
        )
        for each in before.passages.select_related("by")
    )
    Entered.objects.bulk_create(
        Entered(
            version=version,
            name=each.name,
            value=each.value,
            counted=each.counted,
            source=each.source,
            reason=each.reason,
            by=each.by,
            on=each.on,
        )
        for each in before.entered.select_related("by")
    )


def _take_over_file(before: Version, version: Version, by: Officer, today: date) -> None:
    """Words and figures of a report that was read from a file: the ledger of this site does not know its year."""
    report = report_of(before)
    version.title, version.preamble = report.title or version.title, report.preamble
    version.signature = report.signature or version.signature
    version.save()
    texts = {(section.code, ""): section.text for section in report.sections}
    texts |= {(section.code, part.code): part.text for section in report.sections for part in section.parts}
    Passage.objects.bulk_create(
        Passage(version=version, section=section, part=part, text=cleaned(text), by=by, on=today)
        for (section, part), text in texts.items()
        if text
    )
    cells = {name: report.value(name) for name in forms.form(before.edition).slots}
    known = {name: value for name, value in cells.items() if value is not None and not _follows(name, cells, version)}
    Entered.objects.bulk_create(
        Entered(
            version=version,
            name=name,
            value=value,
            source=f"{before.filing.year}年度报告文件",
            reason="由文件读入的往年报告，台账里没有这一年的记录",
            by=by,
            on=today,
        )
        for name, value in known.items()
    )


def _follows(name: str, cells: Mapping[str, Number | None], version: Version) -> bool:
    """Whether a number is the sum of others that are all known: it is then added up anew, whatever the file said."""
    parts = figures.parts(version.filing.year, name)
    return bool(parts) and all(cells.get(part) is not None for part in parts)
