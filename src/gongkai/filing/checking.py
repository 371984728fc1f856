"""校验结果: how a fixed report checks, kept with it, so that lists and totals need not read hundreds of reports.

checked(report, before) -> {"errors", "warnings", "blank", "faults"}      kept as Version.checked
of(version) -> the same, worked out where nothing is kept
"""

from typing import Any

from gongkai.filing import previous
from gongkai.filing.models import Version
from gongkai.report import exchange, rules, totals
from gongkai.report.report import Report, State


def checked(report: Report, before: Report | None = None) -> dict[str, Any]:
    """How many errors and warnings the rules find, how many cells are blank, why it cannot simply be added up."""
    found = rules.check(report, previous=before)
    blank = [path for path, cell in report.cells.items() if cell.value is None and cell.state is not State.UNREADABLE]
    return {
        "errors": sum(finding.severity == "error" for finding in found),
        "warnings": sum(finding.severity == "warning" for finding in found),
        "blank": len(blank),
        "faults": totals.faults(report) if report.form else ["没有找到可以相加的表格"],
    }


def of(version: Version) -> dict[str, Any]:
    """How a fixed version checks."""
    if version.checked:
        return dict(version.checked)
    report = exchange.decode(version.report.encode())
    return checked(report, previous.previous(version.filing))
