"""自动编号: the numbers that a word processor prints before paragraphs but does not keep in their text."""

import re
from dataclasses import dataclass, field

from gongkai.law.statutes import chinese

_CIRCLED = 0x2460
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEGAL = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile("%([1-9])")


def numeral(number: int, style: str) -> str:
    """A number in one of the number formats of Office Open XML; one that is not kept reads as 1, 2, 3."""
    if style in ("bullet", "none"):
        return ""
    if not 1 <= number <= 199:
        return str(number)
    if style.startswith(("chinese", "japanese", "taiwanese", "ideographDigital", "korean")):
        text = chinese(number)
        return text.translate(_LEGAL) if "Legal" in style else text
    if style == "ideographLegalTraditional":
        return chinese(number).translate(_LEGAL)
    if style == "ideographTraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if style.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(_CIRCLED + number - 1)
    if style == "decimalEnclosedParen":
        return f"（{number}）"
    if style == "decimalEnclosedFullstop":
        return f"{number}."
    if style == "decimalFullWidth":
        return str(number).translate(_FULL_WIDTH)
    if style == "decimalZero":
        return f"{number:02}"
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if style == "lowerRoman" else roman.upper()
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


@dataclass(slots=True)
class Level:
    """One level of a list: its number format, its words with %1 for the first level's number, where it starts."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False


@dataclass(slots=True)
class Numbered:
    """A list that paragraphs belong to. Lists with the same `counter` go on from one another, unless they restart."""

    counter: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, Numbered] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, name: str, level: int) -> str:
        """The number printed before the next paragraph of that list and level, "" for a bullet."""
        numbered = self.lists.get(name)
        if numbered is None or level not in numbered.levels:
            return ""
        counts = self._counts.setdefault(numbered.counter, {})
        if level in numbered.restarts and (name, level) not in self._begun:
            counts[level] = numbered.restarts[level]
        else:
            counts[level] = counts.get(level, numbered.levels[level].start - 1) + 1
        self._begun.add((name, level))
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        shown = numbered.levels[level]
        if shown.style == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            counted = numbered.levels.get(other, Level())
            style = "decimal" if shown.legal else counted.style
            return numeral(counts.get(other, counted.start), style)

        return _PLACE.sub(number, shown.text)
