"""稿件: an item as it is vetted, and the stretches of text that it consists of."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Self

import msgspec

from gongkai.vetting import html
from gongkai.vetting.files import Scan, Trace
from gongkai.vetting.identifiers import plain

PART_END = "\f"
"""Ends a page, a sheet or a slide in the text of an attachment."""

_UNITS = {"pdf": "页", "ofd": "页", "xlsx": "张工作表", "xls": "张工作表", "pptx": "张幻灯片"}


class Attached(msgspec.Struct, frozen=True):
    """An attachment as `files.scan` found it: its text, what it holds unseen, and why its text is not all there."""

    name: str
    kind: str = ""
    text: str = ""
    traces: tuple[Trace, ...] = ()
    unread: str = ""

    @classmethod
    def of(cls, name: str, scan: Scan) -> Self:
        """A file under its name, as it was scanned."""
        return cls(name, scan.kind.value, scan.text, scan.traces, scan.unread)


class Draft(msgspec.Struct, frozen=True, dict=True):
    """An item before it goes out, on the day that it is looked at.

    `kind` and `validity` are the codes that the record of an item has; `elements` are what its entry of the
    catalogue asks for, `elements_present` those that its handler ticked. `is_linked`: an interpretation is
    linked to its document.
    """

    title: str
    body_html: str
    today: date
    summary: str = ""
    kind: str = "other"
    formed_on: date | None = None
    released_on: date | None = None
    document_number: str = ""
    validity: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    elements: tuple[str, ...] = ()
    elements_present: tuple[str, ...] = ()
    is_linked: bool = False
    attachments: tuple[Attached, ...] = ()

    @cached_property
    def text(self) -> str:
        """The words of the body."""
        return html.text_of(self.body_html)

    @cached_property
    def passages(self) -> tuple["Passage", ...]:
        """Everything of it that the public will read, names of files among it."""
        return tuple(self._passages())

    def _passages(self) -> Iterator["Passage"]:
        yield Passage("title", "标题", self.title)
        yield Passage("body", "正文", self.text)
        yield Passage("summary", "内容概述", self.summary)
        for attached in self.attachments:
            yield Passage(f"attachment:{attached.name}", f"附件“{attached.name}”的文件名", attached.name)
            unit = _UNITS.get(attached.kind, "")
            yield Passage(f"attachment:{attached.name}", f"附件“{attached.name}”", attached.text, unit)


class Passage(msgspec.Struct, frozen=True, dict=True):
    """A stretch of text: where it stands, what people call it, its words, what its parts are called if it has any."""

    place: str
    where: str
    text: str
    unit: str = ""

    @cached_property
    def plain(self) -> str:
        """The words with digits as ASCII has them."""
        return plain(self.text)

    @property
    def is_body(self) -> bool:
        return self.place == "body"

    @property
    def is_attached(self) -> bool:
        return self.place.startswith("attachment:")

    def at(self, start: int, end: int) -> str:
        """The address of some of its words: characters are counted in the body only, which alone is marked."""
        return f"{self.place}:{start}-{end}" if self.is_body else self.place
