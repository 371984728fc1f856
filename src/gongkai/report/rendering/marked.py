"""标注页: a report with everything found in it marked where it stands, to send to the agency concerned.

Colour never speaks alone: a faulty cell has the number of its finding, a cell without a figure has a word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from gongkai.report.rendering import html, outline
from gongkai.report.rendering.layout import shown
from gongkai.report.rendering.page import Element, append, element, page
from gongkai.report.rendering.side_by_side import write_comparison
from gongkai.report.rendering.whole_file import whole_file
from gongkai.report.rendering.words import SEVERITIES, STATES, by_weight, name, state_of
from gongkai.report.report import Finding, Report, State

__all__ = ["render_findings", "write_comparison", "write_findings"]

MOST_LINKS = 4
"""A finding names so many of its cells; the table shows them all."""

_SAYS = {
    "error": "与格式、条例或自身数字不符，应当改正",
    "warning": "很可能不妥，请核实",
    "note": "供参考",
}
_DEEPER = {"h1": "h2", "h2": "h3", "h3": "h4"}

Span = tuple[int, int, int]
"""Where in a paragraph the words of a finding begin and end, and the finding's number."""


def write_findings(report: Report, findings: Iterable[Finding], path: Path) -> None:
    """Write the page of a report and its findings to a file. Raises Refused when it cannot be written there."""
    with whole_file(path) as unfinished:
        unfinished.write_bytes(render_findings(report, findings))


def render_findings(report: Report, findings: Iterable[Finding]) -> bytes:
    """The page of a report and its findings: summary, findings by weight, the document with marks."""
    numbered = dict(enumerate(by_weight(findings), start=1))
    title = f"{outline.title(report)}：核对结果".replace("\n", "")
    document = _document(report, numbered)
    main = element(
        "main",
        element("header", element("h1", title), _particulars(report)),
        _summary(list(numbered.values())),
        _list(report, numbered),
        _legend(report),
        document,
        _repairs(report),
        class_="marked",
    )
    return page(title, [main], styles=["page.css", "marked.css"], metadata={"generator": "gongkai"})


def _particulars(report: Report) -> Element:
    form = report.edition
    particulars = {
        "机关": report.agency or "未读出",
        "年度": str(report.year) if report.year is not None else "未读出",
        "表格": form.name if form else "没有表格",
        "文件": report.source.name,
    }
    listed = element("dl", class_="particulars")
    for term, words in particulars.items():
        if words:
            listed.append(element("div", element("dt", term), element("dd", words)))
    return listed


def _summary(findings: Sequence[Finding]) -> Element:
    if not findings:
        return element("p", "没有发现问题。", class_="verdict ok")
    tiles = element("ul", class_="tiles")
    for severity, word in SEVERITIES.items():
        of_weight = [finding for finding in findings if finding.severity == severity]
        untold = sum(finding.verdict == "cannot_tell" for finding in of_weight)
        tiles.append(
            element(
                "li",
                element("strong", str(len(of_weight))),
                element("span", word),
                element("small", _SAYS[severity] + (f"；其中{untold}处不能判定" if untold else "")),
                class_=f"{severity} none" if not of_weight else severity,
            )
        )
    return tiles


def _list(report: Report, numbered: dict[int, Finding]) -> Element | None:
    if not numbered:
        return None
    entries = [_entry(report, number, finding) for number, finding in numbered.items()]
    return element("section", element("h2", "发现的问题"), element("ol", *entries, class_="findings"))


def _entry(report: Report, number: int, finding: Finding) -> Element:
    head = element(
        "p",
        element("span", str(number), class_="number"),
        element("strong", name(finding), class_="badge"),
        element("span", finding.place, class_="place") if finding.place else None,
        class_="head",
    )
    entry = element("li", head, element("p", finding.message), class_=finding.severity, id=f"finding-{number}")
    if finding.quote:
        entry.append(element("blockquote", element("p", finding.quote)))
    if finding.cells:
        entry.append(_links(report, finding.cells))
    if finding.cites:
        entry.append(element("p", "依据：" + "；".join(finding.cites), class_="cites"))
    return entry


def _links(report: Report, cells: Sequence[str]) -> Element:
    slots = report.edition.every_slot if report.edition else {}
    links = element("p", "见 ", class_="links")
    for path in cells[:MOST_LINKS]:
        append(links, element("a", slots[path].label, href=f"#{path}") if path in slots else path)
        append(links, " ")
    if len(cells) > MOST_LINKS:
        append(links, f"等{len(cells)}格")
    return links


def _legend(report: Report) -> Element:
    states = sorted({cell.state for cell in report.cells.values() if cell.state in STATES})
    entries = [
        element("li", element("span", STATES[state][0], class_="state"), f" {STATES[state][1]}") for state in states
    ]
    numbers = element("li", element("sup", "1"), " 与上面同号的问题有关")
    return element(
        "section", element("h2", "标注后的报告"), element("ul", numbers, *entries, class_="legend"), class_="legend-box"
    )


def _document(report: Report, numbered: dict[int, Finding]) -> Element:
    about: dict[str, list[int]] = defaultdict(list)
    for number, finding in numbered.items():
        for path in finding.cells:
            about[path].append(number)
    document = html.article(report, lambda path: _figure(report, path, about[path], numbered), every_row=True)
    contents = document.find("nav")
    if contents is not None:
        document.remove(contents)
    _mark_quotes(document, numbered)
    for heading in list(document.iter(*_DEEPER)):
        heading.tag = _DEEPER[heading.tag]
    return document


def _figure(report: Report, path: str, numbers: list[int], numbered: dict[int, Finding]) -> Element:
    cell = report[path]
    figure = element("td", id=path)
    classes = ["figure"]
    if cell.state in STATES:
        mark, _ = STATES[cell.state]
        words = state_of(cell.state, cell.text, cell.how)
        before = mark if cell.state is State.INFERRED else shown(cell)
        after = shown(cell) if cell.state is State.INFERRED else mark
        classes.append(cell.state.value)
        for piece, is_mark in ((before, before == mark), (after, after == mark)):
            append(figure, element("span", piece, class_="state", title=words) if is_mark else piece)
    else:
        append(figure, shown(cell))
    if numbers:
        classes.append(numbered[numbers[0]].severity)
        figure.append(_footnotes(numbers))
    figure.set("class", " ".join(classes))
    return figure


def _footnotes(numbers: Iterable[int]) -> Element:
    notes = element("sup")
    for position, number in enumerate(numbers):
        append(notes, "," if position else None)
        notes.append(element("a", str(number), href=f"#finding-{number}", aria_label=f"问题{number}"))
    return notes


def _mark_quotes(document: Element, numbered: dict[int, Finding]) -> None:
    """Mark the words that findings quote, in the section their place names or else where they first stand.

    Blanks do not count: a quote may come from before or after they were taken out.
    """
    prose: list[tuple[str, Element]] = []
    section = part = ""
    for found in document.iter("h1", "h2", "h3", "p"):
        if found.tag == "h2":
            section, part = _text(found), ""
        elif found.tag == "h3":
            part = _text(found)
        prose.append((section + part, found))
    spans: dict[Element, list[Span]] = defaultdict(list)
    for number, finding in numbered.items():
        for words in filter(str.strip, finding.quote.split("\n")):
            pattern = re.compile(r"\s*".join(map(re.escape, "".join(words.split()))))
            holding = [(place, found) for place, found in prose if pattern.search(_text(found))]
            if holding:
                _, best = max(holding, key=lambda pair: _agreement(finding.place, pair[0]))
                holding = [("", best)]
            for found, start, end in _where(pattern, [found for _, found in holding or prose]):
                spans[found].append((start, end, number))
    for found, marks in spans.items():
        _mark(found, marks, numbered)


def _where(pattern: re.Pattern[str], prose: Sequence[Element]) -> Iterator[tuple[Element, int, int]]:
    """The paragraphs over which the first match goes, signature and date for one, and from where to where in each."""
    match = pattern.search("\n".join(map(_text, prose)))
    if not match:
        return
    begin = 0
    for found in prose:
        length = len(_text(found))
        start, end = max(match.start() - begin, 0), min(match.end() - begin, length)
        if start < end:
            yield found, start, end
        begin += length + 1


def _agreement(place: str, headings: str) -> int:
    return sum(character in headings for character in set(place))


def _mark(paragraph: Element, spans: list[Span], numbered: dict[int, Finding]) -> None:
    """Write a paragraph anew with its spans marked; where they overlap, one mark belongs to several."""
    text = _text(paragraph)
    paragraph[:] = []
    paragraph.text = None
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    for start, end in pairwise(edges):
        over = [number for begin, stop, number in spans if begin <= start and end <= stop]
        ending = [number for _, stop, number in spans if stop == end]
        words = text[start:end]
        append(paragraph, element("mark", words, class_=numbered[min(over)].severity) if over else words)
        append(paragraph, _footnotes(sorted(set(ending))) if ending else None)


def _text(found: Element) -> str:
    return "".join(map(str, found.itertext()))


def _repairs(report: Report) -> Element | None:
    if not report.notes:
        return None
    notes = [
        element("li", note.says, element("small", f" {note.place}") if note.place else None) for note in report.notes
    ]
    return element("section", element("h2", "读取时所作的整理"), element("ul", *notes, class_="notes"))
