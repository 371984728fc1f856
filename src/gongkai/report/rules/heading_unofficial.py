"""标题用语: title, sections and parts bear their official names.

标题写作「政府信息公开工作年度报告」，各部分、各小标题照格式的名称写；小标题末尾加“情况”“工作”二字不算改名。
"""

from collections.abc import Iterator

from gongkai.law.statutes import FORM_2021
from gongkai.report import forms
from gongkai.report.forms import Form
from gongkai.report.report import Report, Section
from gongkai.report.rules.editions import edition_for
from gongkai.report.rules.prose import heading_words, squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "标题用语",
    cites=(FORM_2021.part("所附格式"),),
    severity="warning",
    says="标题“{quote}”与格式不同，应为“{official}”。请改用格式的标题。",
)

_TITLE = "标题“{quote}”没有写“年度报告”。请写作“政府信息公开工作年度报告”。"
_PARTS = "“{heading}”的小标题{quoted}与格式不同，应为{official}。请改用格式的小标题。"
_ROWS = "{rows}的行名与格式不尽相同。请照格式的行名改正，以免被认作另一项。"
_ENDINGS = ("情况", "工作", "工作情况", "的情况", "方面", "方面情况")
_OPENINGS = ("根据", "依据", "按照", "本报告", "《", "为贯彻", "现将")


def check(report: Report) -> Iterator[Found]:
    form = edition_for(report)
    if form is None:
        yield rule.untold("这一年度没有统一格式，或者年度不明")
        return
    yield from _title(report)
    for section in report.sections:
        if section.code in form.sections:
            yield from _section(form, section)
            yield from _parts(form, section)
    yield from _rows(form, report)


def _rows(form: Form, report: Report) -> Iterator[Found]:
    """One note for the labels of rows that the reader knew only by their likeness."""
    slots = [slot for path, slot in form.slots.items() if "misspelt_label" in report[path].notes]
    rows = dict.fromkeys(f"{slot.table.name}“{slot.row.label}”" for slot in slots)
    if rows:
        yield rule.finding(
            says=_ROWS,
            severity="note",
            place=next(iter(rows)),
            facts={"count": len(rows)},
            cells=[slot.path for slot in slots],
            rows="、".join(rows),
        )


def _title(report: Report) -> Iterator[Found]:
    title = squeezed(report.title)
    for opening in _OPENINGS:
        title = title.partition(opening)[0] or title
    if "报告" in title and "年度报告" not in title and "年报" not in title:
        yield rule.finding(says=_TITLE, place="标题", quote=title)


def _section(form: Form, section: Section) -> Iterator[Found]:
    words = heading_words(section.title)
    official = {
        edition.sections[section.code].title for edition in forms.editions() if section.code in edition.sections
    }
    if words and words not in official:
        heading = form.heading(form.sections[section.code])
        known = words in form.sections[section.code].variants
        yield rule.finding(
            severity="note" if known else "warning",
            place=f"“{squeezed(section.title)}”",
            quote=squeezed(section.title),
            cites=[form.cites],
            official=heading,
        )


def _parts(form: Form, section: Section) -> Iterator[Found]:
    """One note for a section's parts: their wording is often the agency's own, their matter the official one."""
    official = form.sections[section.code]
    titles = {part.code: part.title for part in official.part}
    renamed = [
        (heading_words(part.title), titles[part.code])
        for part in section.parts
        if part.code in titles and not _is_official(heading_words(part.title), titles[part.code])
    ]
    if renamed:
        yield rule.finding(
            says=_PARTS,
            severity="note",
            place=f"“{squeezed(section.title)}”",
            quote=renamed[0][0],
            facts={"count": len(renamed)},
            cites=[form.cites],
            heading=squeezed(section.title),
            quoted="、".join(f"“{words}”" for words, _ in renamed),
            official="、".join(f"“{title}”" for _, title in renamed),
        )


def _is_official(words: str, title: str) -> bool:
    """The official words, with 政府信息公开 before them or 情况 after them."""
    for ending in ("", *_ENDINGS):
        if words.endswith(ending) and words.removesuffix(ending) in (title, f"政府信息公开{title}", f"政府信息{title}"):
            return True
    return False
