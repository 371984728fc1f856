"""文表相符: a number of the text beside the cells of the form that should say the same."""

from collections.abc import Sequence

from gongkai.report.forms import Form
from gongkai.report.report import Finding, Report, Severity, Statement, total_of
from gongkai.report.rules.prose import clause_of, place_of
from gongkai.report.rules.rule import Rule

SAYS = "正文写“{said}”，{named}是{table}件，相差{gap}件。"
_CANNOT_TELL = "正文写“{said}”，但{named}没有数，无法核对。请补填表格。"


def finding(
    rule: Rule,
    report: Report,
    form: Form,
    statement: Statement,
    paths: Sequence[str],
    *,
    says: str | None = None,
    severity: Severity | None = None,
) -> Finding:
    """That the text differs from the sum of these cells, or, when one has no number, that no one can tell."""
    in_table = total_of(report, paths)
    facts = {"text": statement.value, "table": in_table}
    names = "与".join(form.slots[path].label for path in paths)
    said = clause_of(statement)
    place = place_of(report, statement)
    if in_table is None:
        return rule.finding(
            facts=facts,
            says=_CANNOT_TELL,
            severity="note",
            verdict="cannot_tell",
            place=place,
            quote=statement.quote,
            cells=paths,
            said=said,
            named=names if len(paths) == 1 else f"{names}合计",
        )
    return rule.finding(
        facts={**facts, "gap": abs(statement.value - in_table)},
        says=says,
        severity=severity,
        place=place,
        quote=statement.quote,
        cells=paths,
        said=said,
        named=names if len(paths) == 1 else f"{names}合计",
    )
