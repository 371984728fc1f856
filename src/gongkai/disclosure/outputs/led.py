"""LED 文稿: an item as plain text in screens that a display can show, numbered, broken where people pause.

A full-width character takes one place, a letter or digit half of one. Numbers that name a person are left out: on a
display nobody can be told afterwards what was meant, and it is read by everyone who passes.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rich.cells import cell_len

from gongkai.disclosure import personal_data
from gongkai.disclosure.models import Item
from gongkai.disclosure.outputs import pieces
from gongkai.disclosure.outputs.notice import day, public_edition, text_of
from gongkai.report.rendering.wrapping import breaks

USUAL_CHARACTERS = 32
"""Where the register does not say how many characters the display shows."""
FEWEST_CHARACTERS = 4
MOST_SCREENS = 30
"""Beyond these nobody stands long enough: the rest is told to be read on the page."""

_PAUSE = re.compile(r"(?<=[。！？；!?;])|(?<=[，：,])(?=\D)")


@dataclass(frozen=True, slots=True)
class Screens:
    """What is shown one after the other, and what a person should know of it."""

    texts: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The screens as a text file, each under its number."""
        count = len(self.texts)
        return "\r\n\r\n".join(f"【第{number}屏，共{count}屏】\r\n{text}" for number, text in enumerate(self.texts, 1))


def screens(item: Item, characters: int | None, *, today: date) -> Screens:
    """The screens of a public item for a display of so many characters."""
    edition = public_edition(item)
    width = max(characters or USUAL_CHARACTERS, FEWEST_CHARACTERS)
    lines = [edition.title, *(item.summary.splitlines() if item.summary else pieces.lines(text_of(item)))]
    signature = "　".join(filter(None, (item.agency.name, day(item.formed_on or edition.released_on))))
    text, left_out = personal_data.left_out("\n".join((*lines, signature)), today=today)
    shown = fitted(text, width)
    notes = [f"隐去了 {left_out} 处证件、银行卡或手机号码。"] if left_out else []
    if not characters:
        notes.append(f"渠道没有登记一屏可显示的字数，按 {USUAL_CHARACTERS} 字排。请到渠道登记里填写。")
    if len(shown) > MOST_SCREENS:
        whole = len(shown)
        shown = [*shown[: MOST_SCREENS - 1], *fitted(f"全文见{item.agency.name}政府信息公开平台。", width)]
        notes.append(f"全文要 {whole} 屏，只排前 {MOST_SCREENS - 1} 屏，末尾提示到网站看全文。可先写一段内容概述。")
    return Screens(tuple(shown), tuple(notes))


def fitted(text: str, characters: int) -> list[str]:
    """The text in screens: a line of its own begins a screen, then as many clauses as fit; a long one is broken."""
    width = characters * 2
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        screen = ""
        for clause in filter(None, (part and part.strip() for part in _PAUSE.split(line))):
            if cell_len(screen + clause) <= width:
                screen += clause
                continue
            found += [screen] if screen else []
            ends = [0, *breaks(clause, width), len(clause)]
            *whole, screen = [clause[start:end].strip() for start, end in pairwise(ends)]
            found += whole
        found += [screen] if screen else []
    return found
