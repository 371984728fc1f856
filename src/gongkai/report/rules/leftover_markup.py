"""转换痕迹: nothing of a file format or of another language is left in the text.

书签、星号、井号、网页标记和夹在中文里的外文单词，是转换或者粘贴时留下的。
"""

import re
from collections.abc import Iterator

import msgspec

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Finding, Report
from gongkai.report.rules.editions import edition_for
from gongkai.report.rules.prose import squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "转换痕迹",
    cites=(FORM_2021.part("正文"),),
    severity="warning",
    says="{place}留有{kind}{count}处：{marks}。请删去后再公布。",
)

MARKS = {
    "书签标记": re.compile(r"\[(?:bookmark|if |endif)[^\]]*\]|_GoBack|_(?:Toc|Hlk|Ref)\d+"),
    "域代码": re.compile(r"\b(?:HYPERLINK|PAGEREF|MERGEFORMAT|TOC \\|EMBED [A-Z])[^一-龥\n]{0,20}"),
    "加粗星号": re.compile(r"\*\*[^*\n]{0,40}(?:\*\*)?|__[^_\n]{1,40}__"),
    "井号标记": re.compile(r"^[ \t]*#{1,6}[ \t]*(?=\S)", re.MULTILINE),
    "网页标记": re.compile(
        r"</?(?:p|br|div|span|b|strong|i|em|u|a|table|tr|td|th|tbody|font|img|ul|li|ol|h[1-6]|o:p|style|script)\b[^>\n]{0,80}>|"
        r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|ensp|emsp|hellip|mdash|middot|#x?[0-9a-fA-F]{2,6});?",
        re.IGNORECASE,
    ),
    "链接标记": re.compile(r"!?\[[^\]\n]{0,40}\]\((?:https?:|/|#)[^)\n]{0,120}\)"),
    "乱码": re.compile(r"\ufffd+|锟斤拷|烫烫烫|(?:\\[nrt])+(?=[一-龥]|$)"),
}
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#:~-]+|(?<![\w.+-])[\w.+-]+@[\w.-]+"
    r"|\b[\w-]+\.(?:gov|com|cn|net|org|edu)(?:\.\w+)*",
    re.ASCII,
)
_WORD = re.compile(r"(?<![A-Za-z0-9.@/_-])[a-z]{2,}(?![A-Za-z0-9@/_-])", re.ASCII)
_TELLTALE = re.compile(
    r"and|or|the|of|in|to|for|with|from|by|on|at|is|are|as|an|be|this|that|which|not|other|also|between"
    r"|through|null|none|undefined|nan|true|false|nbsp|br|div|span|style|page|total|title|table"
)
_AT_HOME = re.compile(
    r"app|apps|wifi|ppt|pptx|pdf|doc|docx|xls|xlsx|txt|html|csv|ofd|wps|led|km|cm|mm|kg|hm|ml|qq|vip|vlog|vs"
    r"|web|wap|pc|ai|ok|ip|vr|ar|http|https|www|com|cn|gov|tel|fax|email|mail|kw|kwh|mw|max|min|pm|am|pos|atm"
    r"|gdp|logo|blog|store|ios|android|web|mini|live"
)


def check(report: Report) -> Iterator[Found]:
    form = edition_for(report)
    cites = (form.cites,) if form else ()
    yield from (msgspec.structs.replace(found, cites=cites) for found in _left(report))


def _left(report: Report) -> Iterator[Finding]:
    yield from _taken_out(report)
    for place, text in _texts(report):
        for kind, pattern in MARKS.items():
            found = [match[0].strip() for match in pattern.finditer(text)]
            if found:
                yield rule.finding(
                    facts={"count": len(found)}, place=place, quote=found[0], kind=kind, marks=_quoted(found)
                )
        words = _foreign(text)
        if words:
            certain = any(_TELLTALE.fullmatch(word) for word in words)
            yield rule.finding(
                severity="warning" if certain else "note",
                facts={"count": len(words)},
                place=place,
                quote=_around(text, words[0]),
                kind="外文单词",
                marks=_quoted(words),
            )


def _taken_out(report: Report) -> Iterator[Finding]:
    """Marks that the reader took out of the text and noted under this rule's name."""
    marks = [(note, re.search("“(.+?)”", note.says)) for note in report.notes if note.repair == rule.name]
    if marks:
        found = [match[1] if match else note.says for note, match in marks]
        yield rule.finding(
            facts={"count": len(found)},
            place=str(marks[0][0].place or "正文"),
            quote=found[0],
            kind="转换标记",
            marks=_quoted(found),
        )


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """Every printed word, headings among them, and where it stands."""
    yield "标题", report.title
    yield "标题下的说明", report.preamble
    for section in report.sections:
        yield f"“{squeezed(section.title)}”的标题", section.title
        yield f"“{squeezed(section.title)}”", section.text
        for part in section.parts:
            yield f"“{squeezed(part.title)[:24]}”", f"{part.title}\n{part.text}"
    yield "落款", report.signature


def _foreign(text: str) -> list[str]:
    """Lower-case words among Chinese ones, without addresses, file kinds and units."""
    if not re.search(r"[一-龥]", text):
        return []
    plain = _ADDRESS.sub("", text)
    for pattern in MARKS.values():
        plain = pattern.sub("", plain)
    return [word for word in _WORD.findall(plain) if not _AT_HOME.fullmatch(word)]


def _around(text: str, word: str) -> str:
    match = re.search(rf"[^\n]{{0,12}}(?<![A-Za-z]){word}(?![A-Za-z])[^\n]{{0,12}}", text)
    return match[0].strip() if match else word


def _quoted(found: list[str]) -> str:
    shown = [word if len(word) <= 24 else f"{word[:24]}…" for word in dict.fromkeys(found)]
    return "、".join(f"“{word}”" for word in shown[:3]) + ("等" if len(shown) > 3 else "")
