"""三级: which findings must be mended, which a named person may let stand with a reason, which only tell.

An error must be mended, a warning confirmed, a note is read; a weighty rule that cannot tell is confirmed.
`EXCEPTIONS` says which rules differ, and why.
"""

from enum import StrEnum
from typing import NamedTuple

from gongkai.report.report import Finding
from gongkai.report.rules import RULES


class Tier(StrEnum):
    """What has to be done about a finding before the report goes on."""

    MEND = "mend"
    CONFIRM = "confirm"
    NOTE = "note"


class Ranked(NamedTuple):
    """The tier of a finding, and why where it is not the one its severity gives."""

    tier: Tier
    why: str = ""


_BY_SEVERITY = {"error": Tier.MEND, "warning": Tier.CONFIRM, "note": Tier.NOTE}
_WEIGHTY = frozenset(rule.name for rule in RULES if rule.severity == "error")

EXCEPTIONS: dict[str, Ranked] = {
    "carried_over": Ranked(Tier.CONFIRM, "上年报告的数更正过、机构合并或者划转的，两年可以不相接，在第六部分说明。"),
    "blank_cells": Ranked(Tier.MEND, "没有发生的填 0，表里不留空白。"),
    "leftover_markup": Ranked(Tier.CONFIRM, "有的符号是文字本来就有的。"),
}
"""Rules whose findings are not of the tier that their severity gives; notes stay notes."""

UNSIGNED = Ranked(Tier.MEND, "报告要写明成文日期。")
CANNOT_TELL = Ranked(Tier.CONFIRM, "这一条很重要，但现有的数不够判断，要有人看过。")


def rank(finding: Finding) -> Ranked:
    """The tier of a finding."""
    if finding.rule == "signing_date" and not finding.facts:
        return UNSIGNED
    if finding.verdict == "cannot_tell" and finding.rule in _WEIGHTY:
        return CANNOT_TELL
    if finding.severity != "note" and finding.rule in EXCEPTIONS:
        return EXCEPTIONS[finding.rule]
    return Ranked(_BY_SEVERITY[finding.severity])
