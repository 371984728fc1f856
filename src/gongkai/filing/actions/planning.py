"""改进安排: what a report promises for the next year, and what became of what the last one promised."""

import re
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from gongkai.agency.models import Officer
from gongkai.errors import NotYours, Refused
from gongkai.filing import access, figures, states, steps, text
from gongkai.filing.models import Filing, Plan
from gongkai.filing.states import Kind
from gongkai.journal import recording as journal

LONGEST = 300
MOST_TAKEN = 20
_MOST_OFFERED = 60
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_NUMBERING = re.compile(
    r"^(?:[^：:，。]{0,12}(?:情况|安排|措施|问题|打算|计划|方面)[：:])?\s*"
    r"(?:[（(][一二三四五六七八九十\d]+[）)][、.．]?|[一二三四五六七八九十\d]+[、.．]|[一二三四五六七八九十]是)?"
)


@transaction.atomic
def add(
    filing_id: int, *, measure: str, problem: str = "", by: Officer, today: date, revision: int | None = None
) -> Plan:
    """Promise something for the year after the report's."""
    filing = _open(filing_id, by, revision)
    plan = _new(filing, filing.year + 1, measure, problem, f"{filing.year}年度报告", by, today)
    journal.record("filing.plan_added", filing, by=by, on=today, year=plan.year, measure=plan.measure)
    _follow(filing)
    return plan


@transaction.atomic
def take_over(
    filing_id: int, sentences: Sequence[str], *, source: str, by: Officer, today: date, revision: int | None = None
) -> list[Plan]:
    """Take what last year's report promised from its sentences; each once."""
    filing = _open(filing_id, by, revision)
    if not sentences:
        raise Refused("没有选句子。请在上一年度报告的句子里选出改进安排。")
    if len(sentences) > MOST_TAKEN:
        raise Refused(f"选了{len(sentences)}句，一次最多{MOST_TAKEN}句。请只选改进安排。")
    held = set(valid(filing, filing.year).values_list("measure", flat=True))
    new = [sentence for sentence in dict.fromkeys(map(_words, sentences)) if sentence not in held]
    plans = [_new(filing, filing.year, sentence, "", source, by, today) for sentence in new]
    if plans:
        measures = [plan.measure for plan in plans]
        journal.record("filing.plans_taken_over", filing, by=by, on=today, source=source, measures=measures)
        _follow(filing)
    return plans


@transaction.atomic
def tell(
    filing_id: int, plan_id: int, *, progress: str, done: str, by: Officer, today: date, revision: int | None = None
) -> Plan:
    """落实情况: say what became of what was promised for the report's year."""
    filing = _open(filing_id, by, revision)
    plan = plan_of(filing, plan_id)
    if plan.year != filing.year:
        raise Refused(f"这项安排是{plan.year}年的，到{plan.year}年度的报告里再写落实情况。")
    plan.progress = Plan.Progress(progress)
    plan.done = _words(done)
    if plan.progress and not plan.done:
        raise Refused("请写明做了什么；没有完成的，写明原因。公众在报告里看到的就是这句话。")
    plan.by, plan.on = by, today
    plan.save()
    journal.record(
        "filing.plan_told",
        filing,
        by=by,
        on=today,
        measure=plan.measure,
        progress=plan.get_progress_display(),
        done=plan.done,
    )
    _follow(filing)
    return plan


@transaction.atomic
def void(filing_id: int, plan_id: int, *, reason: str, by: Officer, today: date, revision: int | None = None) -> Plan:
    """Take back what was promised by mistake; it stays on record with the reason."""
    filing = _open(filing_id, by, revision)
    plan = plan_of(filing, plan_id)
    plan.void_reason = _words(reason)
    if not plan.void_reason:
        raise Refused("请写明作废的理由。")
    plan.save(update_fields=["void_reason"])
    journal.record("filing.plan_voided", filing, by=by, on=today, measure=plan.measure, reason=plan.void_reason)
    _follow(filing)
    return plan


def sentences(words: str) -> list[str]:
    """The sentences of a text of which some may be plans, each once; too long ones are none."""
    found = (_NUMBERING.sub("", each.strip()).strip("；; ") for each in _SENTENCE.findall(text.cleaned(words)))
    return [each for each in dict.fromkeys(found) if 4 < len(each) <= LONGEST][:_MOST_OFFERED]


def valid(filing: Filing, year: int) -> QuerySet[Plan]:
    """What the filing's agency promised for a year."""
    return Plan.objects.filter(agency=filing.agency, year=year, void_reason="").order_by("pk")


def seen(filing: Filing, year: int, officer: Officer) -> QuerySet[Plan]:
    """Of them what the officer may see: none from above the agency, where the report alone is read."""
    found = valid(filing, year)
    return found if access.is_inside(officer, filing.agency) else found.none()


def plan_of(filing: Filing, plan_id: int) -> Plan:
    """A promise of the filing's agency that its report speaks of. Raises NotYours."""
    spoken_of = Plan.objects.filter(agency=filing.agency, year__in=(filing.year, filing.year + 1), void_reason="")
    found = spoken_of.filter(pk=plan_id).first()
    if found is None:
        raise NotYours("没有这项改进安排，或者已经作废。")
    return found


def _open(filing_id: int, by: Officer, revision: int | None) -> Filing:
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    version = filing.latest
    assert version is not None
    states.refuse_unless_allowed(version, Kind.WRITTEN)
    return filing


def _new(filing: Filing, year: int, measure: str, problem: str, source: str, by: Officer, today: date) -> Plan:
    measure = _words(measure)
    if not measure:
        raise Refused("请写明改进安排：做什么、做到什么程度。")
    return Plan.objects.create(
        agency=filing.agency, year=year, measure=measure, problem=_words(problem), source=source, by=by, on=today
    )


def _words(said: str) -> str:
    """One line, without the stop that the sentence of the report will have."""
    words = " ".join(text.cleaned(said).split()).rstrip("。；;")
    if len(words) > LONGEST:
        raise Refused(f"这一句有{len(words)}字，最多{LONGEST}字。请写短一些，或者分成几项。")
    return words


def _follow(filing: Filing) -> None:
    """Let the text that nobody wrote in tell of it, and pages opened before know."""
    version = filing.latest
    assert version is not None
    version.filing = filing
    if version.counted_at is not None:
        text.renew(version, figures.of_version(version))
    steps.changed(filing)
