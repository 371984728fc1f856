"""年度报告: an agency's yearly account of its disclosure work.

    read(file) -> Report             check(report) -> findings
    write(report, file)              total(reports) -> Total
    compare(old, new) -> Comparison

    report       Report, its cells, sections and statements, Finding
    forms        one data file per official edition: rows, columns, labels, equations
    reading      a file of any kind → Report
    rules        what must hold in a report, one rule a file
    rendering    Report → docx, pdf, html, xlsx, json; findings and comparisons for people
    exchange     Report ↔ JSON as other systems take and give it
    totals       reports of one year added up
    comparison   two reports side by side
    sheets       rows → CSV, Excel

Knows nothing of databases, pages or today's date.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.report.comparison import compare
    from gongkai.report.reading import read
    from gongkai.report.rendering import write
    from gongkai.report.rules import check
    from gongkai.report.totals import total

__all__ = ["check", "compare", "read", "total", "write"]

_HOMES = {"read": "reading", "check": "rules", "write": "rendering", "total": "totals", "compare": "comparison"}


def __getattr__(name: str) -> Any:
    """Each function from its module when it is first asked for: who adds up numbers need not load the reader of PDF."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
