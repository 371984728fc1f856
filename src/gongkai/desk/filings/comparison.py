"""比较: the report beside last year's, and where it lies among those of the county's other agencies, as pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from gongkai.desk.filings.place import show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import comparing, previous, report_of
from gongkai.filing.comparing import MEASURES, Among, Measure, Standing
from gongkai.filing.figures.figure import Number
from gongkai.report.comparison import Comparison, Paragraph
from gongkai.report.report import Report

MOST_PARAGRAPHS = 20
MOST_BARS = 14
"""A picture of more agencies than that shows where the quarters lie instead."""

ALIKE = 0.5
"""From this share on a paragraph is called the same, as the rule similar_text does."""


class Bars(NamedTuple):
    """A picture: the sentence it shows and its rows (word, number, tone)."""

    says: str
    unit: str
    rows: list[tuple[str, Number, str]]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A paragraph cut where copied words begin and end: (words, whether copied)."""

    title: str
    share: int
    own: list[tuple[str, bool]]
    old_title: str
    old: list[tuple[str, bool]]


@page("filing.see")
def filing_comparison(request: DeskRequest, filing_id: int) -> Response:
    """The comparison of one version."""
    version = version_of(request, filing_id)
    report = report_of.report_of(version)
    before = previous.previous(version.filing, seen_by=request.user)
    compared = comparing.with_last_year(report, before) if before else None
    among = comparing.among(version, report, request.user)
    context: dict[str, Any] = {
        "compared": compared,
        "before": version.filing.year - 1,
        "years": [*_years(report, before)] if before else [],
        "changes": compared.changes if compared else [],
        "alike": [*_alike(compared)][:MOST_PARAGRAPHS] if compared else [],
        "among": among,
        "pictures": [*_pictures(among, str(version.filing.agency))],
    }
    return show_report(request, "desk/filings/comparison.html", version, "desk:filing_comparison", context)


def _years(report: Report, before: Report) -> Iterator[Bars]:
    """What changed most plainly: one picture of two bars for each measure that was not nil in both years."""
    for measure in MEASURES:
        old, new = comparing.number_of(before, measure), comparing.number_of(report, measure)
        if old is not None and new is not None and (old or new):
            rows = [(f"{before.year}年", old, "waiting"), (f"{report.year}年", new, "")]
            yield Bars(_change(measure, old, new), measure.unit, rows)


def _change(measure: Measure, old: Number, new: Number) -> str:
    if new == old:
        return f"{measure.word} {new} {measure.unit}，与上年相同"
    more = "增加" if new > old else "减少"
    return f"{measure.word} {new} {measure.unit}，比上年{more} {abs(new - old)} {measure.unit}"


def _pictures(among: Among, own: str) -> Iterator[Bars]:
    """Pictures of the measures that anybody has anything of, those first by which the agency lies apart."""
    told = [each for each in among.standings if each.others and each.own is not None]
    told = [each for each in told if each.own or any(each.numbers)]
    for standing in sorted(told, key=lambda each: not each.side):
        yield Bars(standing.says, standing.measure.unit, _bars(standing, own))


def _bars(standing: Standing, own: str) -> list[tuple[str, Number, str]]:
    assert standing.own is not None
    mine = (own, standing.own, "late" if standing.side else "ok")
    if len(standing.others) < MOST_BARS or standing.quarters is None or standing.median is None:
        rows = [mine, *((name, number, "") for name, number in standing.others)]
        return sorted(rows, key=lambda row: -row[1])
    low, high = standing.quarters
    (least, fewest), (most, largest) = standing.others[0], standing.others[-1]
    return [
        mine,
        (f"最多：{most}", largest, ""),
        ("四分之三的机关不超过", high, ""),
        ("中位数", standing.median, ""),
        ("四分之一的机关不超过", low, ""),
        (f"最少：{least}", fewest, ""),
    ]


def _alike(compared: Comparison) -> Iterator[Pieces]:
    """The paragraphs that stood in last year's report already, the longest first, each beside its origin."""
    found = [
        (prose.title, paragraph)
        for prose in compared.prose
        for paragraph in prose.paragraphs
        if paragraph.copied >= ALIKE and paragraph.old
    ]
    for title, paragraph in sorted(found, key=lambda pair: -pair[1].copied * len(pair[1].text)):
        yield _pieces(title, paragraph)


def _pieces(title: str, paragraph: Paragraph) -> Pieces:
    return Pieces(
        title=title,
        share=round(paragraph.copied * 100),
        own=_cut(paragraph.text, paragraph.marks),
        old_title=paragraph.old_title,
        old=_cut(paragraph.old or "", paragraph.old_marks),
    )


def _cut(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
