"""演示文稿 (.pptx): the words of every slide and its notes, and which of them are not shown."""

import re

from gongkai.vetting.files.package import Attributes, Package, Walker
from gongkai.vetting.files.traces import Traces
from gongkai.vetting.files.words import Words

_SLIDE = re.compile(r"ppt/slides/slide(\d{1,5})\.xml")
_NOTES = re.compile(r"ppt/notesSlides/notesSlide\d{1,5}\.xml")


def scan(package: Package, traces: Traces, words: Words) -> int:
    """Adds what is found; gives the number of slides."""
    slides = sorted((int(match[1]), name) for name in package.names if (match := _SLIDE.fullmatch(name)))
    for number, name in slides:
        slide = _Slide(words)
        package.walk(name, slide)
        if slide.is_hidden:
            traces.add("hidden_slides", f"第{number}张")
        for sort, target, is_outside in package.relations(name).values():
            if sort == "notesSlide" and not is_outside and _NOTES.fullmatch(target):
                notes = _Slide(words)
                package.walk(target, notes)
                if notes.has_words:
                    traces.add("slide_notes", f"第{number}张")
            elif sort in ("comments", "comment"):
                traces.add("slide_comments", f"第{number}张")
        words.end_part()
    return len(slides)


class _Slide(Walker):
    def __init__(self, words: Words) -> None:
        self._words = words
        self._is_text = self._in_number = False
        self.is_hidden = self.has_words = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "sld":
            self.is_hidden = attributes.get("show") in ("0", "false")
        elif tag == "fld":
            self._in_number = True  # the number of the slide, a date
        elif tag == "t":
            self._is_text = True

    def words(self, text: str) -> None:
        if self._is_text:
            self._words.add(text)
            self.has_words = self.has_words or (bool(text.strip()) and not self._in_number)

    def end(self, tag: str) -> None:
        if tag == "t":
            self._is_text = False
        elif tag == "fld":
            self._in_number = False
        elif tag == "p":
            self._words.part("\n")
        elif tag == "tc":
            self._words.part("\t")
