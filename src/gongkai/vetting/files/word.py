"""Word 文档 (.docx): all of its words, deleted and hidden ones too, and what in it is not seen."""

import re

from gongkai.vetting.files import ooxml
from gongkai.vetting.files.package import Attributes, Package, Walker
from gongkai.vetting.files.traces import Traces
from gongkai.vetting.files.words import Words

_WORDLESS = re.compile(r"word/(?:styles\w*|settings|fontTable|webSettings|numbering|people|comments\w+)\.xml")
_PART = re.compile(r"word/[^/]+\.xml")
_OFF = ("0", "false", "off")
_REVISED = frozenset(
    ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange")
)
_PLAIN_FILLS = ("auto", "FFFFFF", "ffffff", "")
_TINY = 4
"""Half points below which nobody reads."""


def scan(package: Package, traces: Traces, words: Words) -> None:
    for name in sorted(package.named("word/", ".xml"), key=lambda name: (name != "word/document.xml", name)):
        if _PART.fullmatch(name) and not _WORDLESS.fullmatch(name):
            walker = _Part(traces, words)
            package.walk(name, walker)
            walker.finish()


class _Part(Walker):
    def __init__(self, traces: Traces, words: Words) -> None:
        self._traces = traces
        self._words = words
        self._open: list[str] = []
        self._is_text = False
        self._hidden = self._unseen = ""
        self._is_shaded = False
        self._shades: list[bool] = []
        self._instruction: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        self._open.append(tag)
        if tag in ("t", "delText"):
            self._is_text = True
        elif tag == "r":
            self._hidden = self._unseen = ""
            self._is_shaded = False
        elif tag == "vanish" and self._of_run() and attributes.get("val", "1") not in _OFF:
            self._hidden = "hidden_text"
        elif self._of_run() and _is_unseen(tag, attributes.get("val", "")):
            self._unseen = "unseen_text"
        elif tag in ("shd", "highlight"):
            self._shade(attributes.get("fill", "auto") if tag == "shd" else "yellow")
        elif tag in ("tc", "p"):
            self._shades.append(False)
        elif tag in _REVISED:
            self._traces.add("tracked_changes")
        elif tag == "comment":
            self._traces.add("comments")
        elif tag == "fldSimple":
            ooxml.look_at_instruction(attributes.get("instr", ""), self._traces)
        elif tag == "tab" and self._open[-2:-1] == ["r"]:
            self._words.add("\t")
        elif tag in ("br", "cr"):
            self._words.part("\n")

    def end(self, tag: str) -> None:
        self._open.pop()
        if tag in ("t", "delText"):
            self._is_text = False
        elif tag == "p":
            self._words.part("\n")
            self._shades.pop()
            self._look_at_instruction()
        elif tag == "tc":
            self._words.part("\t")
            self._shades.pop()
        elif tag in ("tr", "comment"):
            self._words.part("\n")

    def words(self, text: str) -> None:
        if self._is_text:
            self._words.add(text)
            if text.strip():
                self._tell(text)
        elif self._open and self._open[-1] in ("instrText", "delInstrText") and len(self._instruction) < 1000:
            self._instruction.append(text)

    def finish(self) -> None:
        self._look_at_instruction()
        self._words.part("\n")

    def _of_run(self) -> bool:
        return self._open[-3:-1] == ["r", "rPr"]

    def _shade(self, fill: str) -> None:
        if fill in _PLAIN_FILLS:
            return
        if self._of_run():
            self._is_shaded = True
        elif self._shades:
            self._shades[-1] = True

    def _tell(self, text: str) -> None:
        if self._hidden:
            self._traces.add(self._hidden, text.strip()[:20])
            self._hidden = ""
        elif self._unseen and not self._is_shaded and not any(self._shades):
            self._traces.add(self._unseen, text.strip()[:20])
            self._unseen = ""

    def _look_at_instruction(self) -> None:
        if self._instruction:
            ooxml.look_at_instruction("".join(self._instruction), self._traces)
            self._instruction.clear()


def _is_unseen(tag: str, value: str) -> bool:
    """Whether a property makes letters white, or too small to read."""
    return (tag == "color" and value.upper() == "FFFFFF") or (tag == "sz" and _number(value) <= _TINY)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1000
