"""台账检查: what must hold of the ledger behind a report, one rule a file: `check(evidence)` yields what it notices."""

from collections.abc import Iterator
from types import ModuleType

from gongkai.filing.findings.evidence import Evidence, Noticed
from gongkai.filing.findings.ledger import (
    case_past_due,
    decisions_missing,
    figure_entered,
    figures_stale,
    idle_channel,
    item_without_date,
    mark_unanswered,
    number_away,
    number_unlinked,
    plan_untold,
    previous_missing,
    problem_unmended,
    results_unrecorded,
    uncounted_channel,
    undelivered_reply,
    unfiled_below,
    unregistered_document,
    words_missing,
)
from gongkai.filing.models import Filing
from gongkai.report.rules.rule import Rule

OF_ANY: tuple[ModuleType, ...] = (
    figures_stale,
    mark_unanswered,
    figure_entered,
    number_away,
    number_unlinked,
    words_missing,
    previous_missing,
    plan_untold,
)
"""Checks on the version itself."""

OF_OWN: tuple[ModuleType, ...] = (
    uncounted_channel,
    idle_channel,
    item_without_date,
    unregistered_document,
    decisions_missing,
    case_past_due,
    undelivered_reply,
    results_unrecorded,
    problem_unmended,
)
"""Checks on the agency's own ledger: a report of an agency and all below it is made of their reports instead."""

OF_WHOLE: tuple[ModuleType, ...] = (unfiled_below,)

RULES: tuple[Rule, ...] = tuple(module.rule for module in (*OF_ANY, *OF_OWN, *OF_WHOLE))


def check(evidence: Evidence) -> Iterator[Noticed]:
    """All that the checks notice, in their order."""
    of_scope = OF_WHOLE if evidence.filing.scope == Filing.Scope.WHOLE else OF_OWN
    for module in (*OF_ANY, *of_scope):
        yield from module.check(evidence)
