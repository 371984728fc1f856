"""规则: what must hold of a report, one rule a file, in the order of contract.

`check` gives the findings, heaviest first; `judge` says of every rule whether it found a fault, could not
tell, or found nothing wrong.
"""

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Literal

import msgspec

from gongkai.report.report import Finding, Report
from gongkai.report.rules import (
    applicant_sum,
    blank_cells,
    carried_over,
    challenges_sum,
    citation,
    fee_missing,
    form_year,
    handled_sum,
    heading_unofficial,
    in_force_roll,
    increase_on_last_year,
    inexact_count,
    leftover_markup,
    missing_cells,
    negative_count,
    not_a_count,
    part_missing,
    parts_sum,
    report_year,
    requests_balance,
    results_missing,
    section_missing,
    separation_of_duties,
    signing_date,
    similar_text,
    surplus_cells,
    text_challenges,
    text_decisions,
    text_documents,
    text_requests,
    township_regulations,
)
from gongkai.report.rules.prose import passages, squeezed
from gongkai.report.rules.rule import Found, Rule, Untold

_MODULES: tuple[ModuleType, ...] = (
    requests_balance,
    handled_sum,
    applicant_sum,
    challenges_sum,
    carried_over,
    in_force_roll,
    negative_count,
    not_a_count,
    township_regulations,
    blank_cells,
    missing_cells,
    surplus_cells,
    parts_sum,
    text_requests,
    text_documents,
    text_challenges,
    text_decisions,
    increase_on_last_year,
    report_year,
    signing_date,
    citation,
    section_missing,
    part_missing,
    heading_unofficial,
    results_missing,
    fee_missing,
    inexact_count,
    form_year,
    leftover_markup,
    separation_of_duties,
    similar_text,
)

RULES: tuple[Rule, ...] = tuple(module.rule for module in _MODULES)

Outcome = Literal["fault", "cannot_tell", "clean"]

_WEIGHT = {"error": 0, "warning": 1, "note": 2}


class Judgement(msgspec.Struct, frozen=True):
    """What one rule makes of a report; `why` says why it cannot tell, where no finding does."""

    rule: str
    verdict: Outcome
    findings: tuple[Finding, ...] = ()
    why: str = ""


def check(report: Report, *, previous: Report | None = None, other: Report | None = None) -> list[Finding]:
    """All that is wrong or cannot be told, errors first, then warnings, then notes, each in the report's order.

    `previous` is the same agency's report of the year before, `other` any that the text is compared with.
    """
    return _sorted(report, judge(report, previous=previous, other=other))


def check_together(report: Report, *, previous: Report | None = None, other: Report | None = None) -> list[Finding]:
    """What only the other reports tell: of the findings of `check` those of the rules that need another report."""
    needy = (module for module in _MODULES if module.rule.needs)
    return _sorted(report, (_judgement(module, report, previous, other) for module in needy))


def verdicts(report: Report, *, previous: Report | None = None, other: Report | None = None) -> dict[str, Outcome]:
    """For every rule, by its name: a fault, or nothing wrong, or that it cannot tell."""
    return {judgement.rule: judgement.verdict for judgement in judge(report, previous=previous, other=other)}


def judge(report: Report, *, previous: Report | None = None, other: Report | None = None) -> tuple[Judgement, ...]:
    """Every rule's judgement, in the order of the contract."""
    return tuple(_judgement(module, report, previous, other) for module in _MODULES)


def _sorted(report: Report, judgements: Iterable[Judgement]) -> list[Finding]:
    order = _Order(report)
    findings = (finding for judgement in judgements for finding in judgement.findings)
    return sorted(findings, key=lambda finding: (_WEIGHT[finding.severity], order.of(finding)))


def _judgement(module: ModuleType, report: Report, previous: Report | None, other: Report | None) -> Judgement:
    found = list(_found(module, report, previous, other))
    findings = tuple(finding for finding in found if isinstance(finding, Finding))
    reasons = [untold.why for untold in found if isinstance(untold, Untold)]
    if any(finding.verdict == "fault" for finding in findings):
        verdict: Outcome = "fault"
    else:
        verdict = "cannot_tell" if found else "clean"
    return Judgement(module.rule.name, verdict, findings, "；".join(dict.fromkeys(reasons)))


def _found(module: ModuleType, report: Report, previous: Report | None, other: Report | None) -> Iterator[Found]:
    rule: Rule = module.rule
    if rule.needs == "previous":
        yield from module.check(report, previous) if previous else [rule.untold("没有上一年度的报告")]
    elif rule.needs == "others":
        others = [each for each in (previous, other) if each is not None]
        yield from module.check(report, others) if others else [rule.untold("没有可以比对的报告")]
    else:
        yield from module.check(report)


class _Order:
    """Where in a report a finding stands, so that findings can be told from its beginning to its end."""

    def __init__(self, report: Report) -> None:
        self._passages = [(passage, squeezed(passage.text)) for passage in passages(report)]
        form = report.edition
        self._slots = {path: number for number, path in enumerate(form.slots)} if form else {}
        self._tables = {table.code: table.section for table in form.table} if form else {}
        self._sections = [*form.sections] if form else [section.code for section in report.sections]

    def of(self, finding: Finding) -> tuple[int, int]:
        if finding.cells:
            section = self._tables.get(finding.cells[0].partition(".")[0], "")
            return self._section(section), self._slots.get(finding.cells[0], len(self._slots))
        quote = squeezed(finding.quote).strip("…")
        for number, (passage, text) in enumerate(self._passages):
            if quote and quote in text:
                return self._section(passage.section), number
        return (len(self._sections), 0) if finding.place == "落款" else (-1, 0)

    def _section(self, code: str) -> int:
        if code in self._sections:
            return self._sections.index(code)
        return len(self._sections) if code == "signature" else -1
