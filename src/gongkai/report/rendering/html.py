"""网页版: a report as one page for a screen of any width, for paper and for a screen reader."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from gongkai.report.rendering import outline
from gongkai.report.rendering.layout import shown
from gongkai.report.rendering.page import Element, append, box, element, official_table, page, paragraphs
from gongkai.report.rendering.words import in_words
from gongkai.report.report import Report, Section, Statistic


def write(report: Report, path: Path) -> None:
    """Write the page to a file."""
    path.write_bytes(render(report))


def render(report: Report) -> bytes:
    """The report as a page that needs nothing beside itself."""
    title = outline.title(report).replace("\n", "")
    return page(
        title,
        [element("main", article(report, lambda path: element("td", shown(report[path]), class_="figure")))],
        styles=["page.css"],
        metadata={
            "ArticleTitle": title,
            "ContentSource": report.agency or "",
            "PubDate": report.signed_on.isoformat() if report.signed_on else "",
            "ColumnName": "政府信息公开年报",
            "generator": "gongkai",
        },
    )


def article(report: Report, draw: Callable[[str], Element], *, every_row: bool = False) -> Element:
    """The whole document, from its title to its date; `draw` makes the cell of a figure, given its path.

    With `every_row` the tables show the rows of the form that the report lacks, too.
    """
    chapters = outline.chapters(report)
    whole = element("article", element("header", _heading(report)))
    if preamble := paragraphs(report.preamble):
        whole.append(element("div", *preamble, class_="preamble"))
    if chapters:
        whole.append(_contents(chapters))
    for number, chapter in enumerate(chapters, start=1):
        tables = [(outline.caption(report, table), table) for table in chapter.tables]
        printed = [(caption, table if every_row else outline.printed(report, table)) for caption, table in tables]
        drawn = [box(official_table(table, caption, draw), caption) for caption, table in printed]
        whole.append(_section(number, chapter.section, drawn))
        if chapter.statistics:
            whole[-1].append(_statistics_box(report.statistics))
    if outline.statistics_apart(report):
        whole.append(_statistics_box(report.statistics))
    append(whole, _ending(report))
    return whole


def _statistics_box(statistics: Sequence[Statistic]) -> Element:
    return box(_statistics_table(statistics), outline.STATISTICS)


def _statistics_table(statistics: Sequence[Statistic]) -> Element:
    """The labelled numbers of an older report, or of an agency's own table."""
    columns = list(dict.fromkeys(column for statistic in statistics for column in statistic.values))
    heads = [
        element("th", words, scope="col") for words in ("统计指标", "单位", *(column or "数量" for column in columns))
    ]
    rows = [
        element(
            "tr",
            element("th", statistic.label, scope="row", class_="label label-0"),
            element("td", statistic.unit),
            *(element("td", _figure(statistic, column), class_="figure") for column in columns),
        )
        for statistic in statistics
    ]
    return element(
        "table",
        element("caption", element("span", outline.STATISTICS)),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="official",
    )


def _figure(statistic: Statistic, column: str) -> str:
    value = statistic.values.get(column)
    return "" if value is None else str(value)


def _heading(report: Report) -> Element:
    heading = element("h1")
    for number, line in enumerate(outline.title(report).splitlines()):
        if number:
            heading.append(element("br"))
        for words in re.split(r"(\d{4}\s*年度?)", line.strip()):
            append(heading, element("span", words, class_="whole") if words[:4].isdigit() else words)
    return heading


def _contents(chapters: list[outline.Chapter]) -> Element:
    """Links to the sections, named by label and style alone: who takes the text off the page meets a heading once."""
    entries = [
        element("li", element("a", href=f"#section-{number}", aria_label=chapter.section.title))
        for number, chapter in enumerate(chapters, start=1)
    ]
    return element("nav", element("ul", *entries), aria_label="目录", class_="contents")


def _section(number: int, section: Section, tables: Sequence[Element]) -> Element:
    drawn = element("section", element("h2", section.title, id=f"section-{number}"), *tables)
    for paragraph in paragraphs(section.text):
        drawn.append(paragraph)
    for part in section.parts:
        drawn.append(element("section", element("h3", part.title), *paragraphs(part.text)))
    return drawn


def _ending(report: Report) -> Element | None:
    if not (report.signature or report.signed_on):
        return None
    ending = element("footer", *paragraphs(report.signature), class_="signature")
    if report.signed_on:
        ending.append(element("p", element("time", in_words(report.signed_on), datetime=report.signed_on.isoformat())))
    return ending
