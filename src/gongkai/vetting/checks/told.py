"""Numbers found in a passage, as findings: each for itself in what is marked on the page, one for an attachment."""

from collections.abc import Iterator, Sequence

from gongkai.report.report import Finding, Severity
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import PART_END, Passage
from gongkai.vetting.identifiers import Found

_MOST = 200
_SHOWN = 20


def told(
    rule: Rule, passage: Passage, found: Sequence[Found], *, says: str | None = None, severity: Severity | None = None
) -> Iterator[Finding]:
    """The findings of a rule for numbers in a passage; the sentence never repeats a number, only the quote does."""
    if passage.is_attached:
        if found:
            quotes = list(dict.fromkeys(passage.text[each.start : each.end] for each in found))
            quote = "、".join(quotes[:_SHOWN]) + (f"等{len(quotes)}个" if len(quotes) > _SHOWN else "")
            part = _part(passage, found[0])
            where = f"{passage.where}（{part}）" if part else passage.where
            yield _finding(rule, passage.place, where, quote, len(found), says, severity)
        return
    for each in found[:_MOST]:
        quote = passage.text[each.start : each.end]
        yield _finding(rule, passage.at(each.start, each.end), passage.where, quote, 1, says, severity)
    if len(found) > _MOST:
        yield _finding(rule, passage.place, f"{passage.where}其余各处", "", len(found) - _MOST, says, severity)


def _finding(
    rule: Rule, place: str, where: str, quote: str, count: int, says: str | None, severity: Severity | None
) -> Finding:
    times = f" {count} 处" if count > 1 else ""
    return rule.finding(
        facts={"count": count}, says=says, severity=severity, place=place, quote=quote, where=where, times=times
    )


def _part(passage: Passage, found: Found) -> str:
    """In which page or sheet the first stands: each ends with a form feed."""
    if not passage.unit or PART_END not in passage.text:
        return ""
    return f"首处在第{passage.text.count(PART_END, 0, found.start) + 1}{passage.unit}"
