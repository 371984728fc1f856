"""问题: what is wrong in a report and in the ledger behind it, in three tiers.

    of(version) -> Findings          all of it, with who confirmed what
    beside(found, section, part)     those that a page shows beside a passage or beside cells

The rules of `report.rules` look at the report as it reads, those of `ledger` at what it was made from. A confirmation
holds as long as the same rule finds the same words and numbers in the same place, whatever else changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec
from django.utils import timezone

from gongkai.errors import Refused
from gongkai.filing import dates, previous, report_of
from gongkai.filing import figures as counting
from gongkai.filing.figures.figure import Figure
from gongkai.filing.findings import ledger, neighbours
from gongkai.filing.findings.evidence import Evidence, Named, Noticed
from gongkai.filing.findings.ledger import number_away
from gongkai.filing.findings.tiers import Tier, rank
from gongkai.filing.models import Confirmation, Filing, Passage, Version
from gongkai.journal.chain import canonical, digest
from gongkai.report import rules
from gongkai.report.report import Finding, Report
from gongkai.report.rules import signing_date, similar_text
from gongkai.report.rules.prose import passages, squeezed

TITLES: dict[str, str] = {rule.name: rule.title for rule in (*rules.RULES, *ledger.RULES)}
"""Rule → its name in Chinese."""

_ORDER = list(Tier)
_WORDS = ("tier", "why", "key", "values", "section", "part")
"""What of a finding is kept as it is."""
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, what has to be done about it, and whether somebody let it stand.

    `key` says which finding it is, `values` what it found; `section` and `part` where it stands in the report. A
    `confirmation` holds; `lapsed` is one that held until what it speaks of changed.
    """

    finding: Finding
    tier: Tier
    why: str
    key: str
    values: str
    records: tuple[Named, ...] = ()
    section: str = ""
    part: str = ""
    confirmation: Confirmation | None = None
    lapsed: Confirmation | None = None

    @property
    def title(self) -> str:
        return TITLES[self.finding.rule]

    @property
    def is_settled(self) -> bool:
        return self.tier == Tier.NOTE or (self.tier == Tier.CONFIRM and self.confirmation is not None)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in a version, heaviest first."""

    version: Version
    report: Report
    all: tuple[Found, ...]

    @property
    def must_mend(self) -> list[Found]:
        return [found for found in self.all if found.tier == Tier.MEND]

    @property
    def must_confirm(self) -> list[Found]:
        """Those confirmed too."""
        return [found for found in self.all if found.tier == Tier.CONFIRM]

    @property
    def unconfirmed(self) -> list[Found]:
        return [found for found in self.must_confirm if found.confirmation is None]

    @property
    def confirmed(self) -> list[Found]:
        return [found for found in self.must_confirm if found.confirmation is not None]

    @property
    def notes(self) -> list[Found]:
        return [found for found in self.all if found.tier == Tier.NOTE]

    @property
    def is_settled(self) -> bool:
        return all(found.is_settled for found in self.all)

    def named(self, key: str, values: str = "") -> Found | None:
        """The finding of that key; of several alike the one with these values, else the first."""
        of_key = [found for found in self.all if found.key == key]
        exact = [found for found in of_key if found.values == values]
        return next(iter(exact or of_key), None)

    def kept(self) -> list[dict[str, Any]]:
        """Everything found as `Version.found` keeps it; who confirmed what is kept apart."""
        return [
            {name: msgspec.to_builtins(getattr(found, name)) for name in (*_WORDS, "finding", "records")}
            for found in self.all
        ]

    def refuse_unless_settled(self) -> None:
        """Refuse to let the report go on while something must be mended or confirmed, naming it. Raises Refused."""
        left = [*self.must_mend, *self.unconfirmed]
        if not left:
            return
        words = {Tier.MEND: "必须改", Tier.CONFIRM: "须确认"}
        details = [f"{words[found.tier]}：{found.finding.message}" for found in left[:_MOST_TOLD]]
        if len(left) > _MOST_TOLD:
            details.append(f"还有 {len(left) - _MOST_TOLD} 个。")
        raise Refused(
            f"这份报告还有 {len(self.must_mend)} 个问题必须改、{len(self.unconfirmed)} 个问题须确认，不能提交。"
            "请到“问题”页逐个改好或者确认。",
            details=details,
        )


def of(version: Version, *, on: date | None = None, quick: bool = False) -> Findings:
    """What is wrong in a version: a constant number of queries.

    Of a version handed in for examination, what was found then, whatever became of the ledger. Of one read from a file
    the ledger says nothing. A quick look, for what stands beside the text, neither counts anew nor reads what the
    agencies beside it published.
    """
    filing = version.filing
    if version.found and not version.is_editable:
        report = report_of.report_of(version)
        return Findings(version, report, _confirmed(version, [_again(each) for each in version.found]))
    figures = counting.of_version(version)
    report = report_of.report_of(version, figures if version.is_editable else None)
    before = previous.previous(filing)
    other = None if quick else neighbours.likest(filing, report)
    noticed = [
        Noticed(finding) for finding in _dated(filing, report, rules.check(report, previous=before, other=other))
    ]
    if version.is_editable:
        words = tuple(version.passages.all())
        noticed = [each for each in noticed if each.finding.rule != similar_text.rule.name]
        noticed += map(Noticed, _copied(version, figures, words, before, other))
        evidence = Evidence(version, report, before, figures, words, on or timezone.localdate(), quick)
        noticed = [*ledger.check(evidence), *noticed]
    found = list(_once([_found(report, each) for each in noticed]))
    return Findings(version, report, _confirmed(version, sorted(found, key=lambda each: _ORDER.index(each.tier))))


def _dated(filing: Filing, report: Report, found: Iterable[Finding]) -> list[Finding]:
    """Findings in which the date of signing is held against the day by which this very report is to be published."""
    name = signing_date.rule.name
    told = list(found)
    if filing.year < signing_date.FIRST_YEAR:
        return told
    days = dates.of(filing.agency, filing.year, filing.scope)
    said = [signing_date.against(each, report, days.publish_by, days.whose) for each in told if each.rule == name]
    kept = [each for each in told if each.rule != name]
    return [*kept, *filter(None, said or [signing_date.against(None, report, days.publish_by, days.whose)])]


def _once(found: Iterable[Found]) -> Iterator[Found]:
    """Each fault once: of a number of the text that is off its figure and off the table, the heavier finding."""
    told = list(found)
    away = [each for each in told if each.finding.rule == number_away.rule.name]
    beside = [each for each in told if each.finding.quote and each.finding.verdict == "fault"]
    left_out = set()
    for one in away:
        place = (one.section, one.part)
        for other in beside:
            if place == (other.section, other.part) and one.finding.facts["name"] in other.finding.cells:
                lighter = one if _ORDER.index(other.tier) < _ORDER.index(one.tier) else other
                left_out.add(id(lighter))
    return (each for each in told if id(each) not in left_out)


def _copied(
    version: Version,
    figures: Mapping[str, Figure],
    words: Iterable[Passage],
    previous: Report | None,
    other: Report | None,
) -> Iterator[Finding]:
    """What somebody wrote that is another report's text: sentences proposed from figures are alike everywhere."""
    written = report_of.made(version, figures, [each for each in words if each.by_id is not None])
    found = rules.check_together(written, previous=previous, other=other)
    return (each for each in found if each.rule == similar_text.rule.name)


def beside(findings: Findings, section: str = "", part: str = "", cells: Iterable[str] = ()) -> list[Found]:
    """Those that a page shows beside a passage, or beside cells of a table."""
    wanted = frozenset(cells)
    return [
        found
        for found in findings.all
        if (section and found.section == section and (not part or found.part == part))
        or wanted.intersection(found.finding.cells)
    ]


def _again(kept: Mapping[str, Any]) -> Found:
    """A finding as `Findings.kept` gave it."""
    return Found(
        finding=msgspec.convert(kept["finding"], Finding),
        records=tuple(Named(**record) for record in kept["records"]),
        **{**{name: kept[name] for name in _WORDS}, "tier": Tier(kept["tier"])},
    )


def _confirmed(version: Version, found: list[Found]) -> tuple[Found, ...]:
    held = list(
        Confirmation.objects.filter(filing=version.filing_id, withdrawn_on=None).select_related("by").order_by("-pk")
    )
    now = {(each.key, each.values) for each in found}
    return tuple(_with_confirmation(each, held, now) for each in found)


def _with_confirmation(found: Found, held: list[Confirmation], now: set[tuple[str, str]]) -> Found:
    if found.tier != Tier.CONFIRM:
        return found
    of_key = [each for each in held if each.key == found.key]
    holding = next((each for each in of_key if each.values == found.values), None)
    lapsed = next((each for each in of_key if (each.key, each.values) not in now), None)
    return replace(found, confirmation=holding, lapsed=None if holding else lapsed)


def _found(report: Report, noticed: Noticed) -> Found:
    finding = noticed.finding
    tier, why = rank(finding)
    section, part = (noticed.section, noticed.part) if noticed.section else _place(report, finding)
    cells = {path: str(report.value(path)) for path in finding.cells if path in report.cells}
    return Found(
        finding=finding,
        tier=tier,
        why=why,
        key=_hash(finding.rule, finding.place, sorted(finding.cells)),
        values=_hash(dict(finding.facts), finding.quote, cells),
        records=noticed.records,
        section=section,
        part=part,
    )


def _hash(*parts: Any) -> str:
    return digest("sm3", canonical(parts))


def _place(report: Report, finding: Finding) -> tuple[str, str]:
    """The section and the part that a finding of the report's rules speaks of; "" where it is the whole.

    Words that differ from the table stand beside the words.
    """
    if finding.cells and finding.quote and (said := next(_passages_of(report, finding), None)):
        return said
    if finding.cells and (form := report.edition) is not None and finding.cells[0] in form.slots:
        return form.slots[finding.cells[0]].table.section, ""
    return next(_passages_of(report, finding), ("", ""))


def _passages_of(report: Report, finding: Finding) -> Iterator[tuple[str, str]]:
    quote = squeezed(finding.quote).strip("…")
    named = [each for each in passages(report) if finding.place and each.place == finding.place]
    for passage in [*named, *passages(report)]:
        if not quote and passage not in named:
            continue
        if quote in squeezed(passage.text):
            yield passage.section, passage.part
