"""检查: what is looked at in an item before people examine it, one check a file, in their order."""

from types import ModuleType

from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.checks import (
    active_content,
    attachment_unread,
    bank_card,
    dates_out_of_order,
    elements_missing,
    empty_body,
    hidden_data,
    leftover_markup,
    mail_address,
    metadata_missing,
    mobile_number,
    personal_identity,
    title_missing,
    title_too_long,
)
from gongkai.vetting.draft import Draft

_MODULES: tuple[ModuleType, ...] = (
    personal_identity,
    bank_card,
    mobile_number,
    mail_address,
    active_content,
    hidden_data,
    attachment_unread,
    title_missing,
    title_too_long,
    empty_body,
    metadata_missing,
    elements_missing,
    dates_out_of_order,
    leftover_markup,
)

CHECKS: tuple[Rule, ...] = tuple(module.rule for module in _MODULES)

_WEIGHT = {"error": 0, "warning": 1, "note": 2}


def vet(draft: Draft) -> tuple[Finding, ...]:
    """What people should look at, errors first, then warnings, then notes, each in the order of the checks."""
    found = [finding for module in _MODULES for finding in module.check(draft)]
    return tuple(sorted(found, key=lambda finding: _WEIGHT[finding.severity]))
