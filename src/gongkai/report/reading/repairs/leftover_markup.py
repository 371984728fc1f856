"""残留标记: marks of a file format that a conversion left in the words.

    [bookmark: _GoBack]四、政府信息公开行政复议、行政诉讼情况
    一是**深化认识，加强公开意识**。

They are taken out of the text; each is noted, for the page that was published shows them.
"""

import re
from collections.abc import Sequence

from gongkai.report.reading.blocks import Paragraph
from gongkai.report.report import Note

SAYS = "文字里留有转换时的标记，已略去"

_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
_BOLD = re.compile(r"\*\*[^*\n]{1,60}\*\*")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")


def without_bookmarks(text: str) -> str:
    return _BOOKMARK.sub("", text) if "[" in text else text


def notes(paragraphs: Sequence[Paragraph]) -> list[Note]:
    """A note for every mark. In a file that is Markdown throughout, its own marks are none."""
    markdown = any(_MARKDOWN_HEADING.match(paragraph.text) for paragraph in paragraphs)
    patterns = (_BOOKMARK,) if markdown else (_BOOKMARK, _BOLD)
    return [
        Note("leftover_markup", f"“{mark}”：{SAYS}。", paragraph.place)
        for paragraph in paragraphs
        if "[" in paragraph.text or "*" in paragraph.text
        for pattern in patterns
        for mark in pattern.findall(paragraph.text)
    ]
