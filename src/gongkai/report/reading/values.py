"""格值: what stands in a cell of a table: a number, nothing, or words that are no number.

Zero, blank and unreadable are three different things.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

import msgspec

from gongkai.report.reading.repairs import broken_number, unit_in_cell
from gongkai.report.report import Cell, Place, State

_NUMBER = r"[-+]?\d+(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?"
_UNITS = {"件", "条", "项", "个", "宗", "份", "次", "例", "起", "万元", "元", "人民币元", "家", "本", "部"}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_COUNTED = re.compile(rf"({_NUMBER})\s*(?:({_UNIT})|\(({_UNIT})\))?")
_MARKS = re.compile(
    r"[-/\\—–─―_×xX*.。、·…~～○]+|[无零〇]|没有|暂无|空|未发生|不涉及|不适用|无数据|[Nn]/?[Aa]|#[A-Z/0!?]+"
)
_SIGNED_DIGITS = re.compile(r"(?!\d{4}-\d\d?-\d\d?$)(?!\d{3,4}-\d{7,8}$)[-+]?\d+(?:[-+]\d+)+")
_SMALL = {"零": 0, "〇": 0}
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第\s*\d{1,4}\s*页(?:\s*共\s*\d{1,4}\s*页)?)\s*")
_NOTHING = re.compile(r"nan|NaN|NaT|None|null|NULL|<NA>|Unnamed: \d+(?:_level_\d+)?")
"""What programs write where a table has an empty cell."""


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("\u200b", "").replace("\ufeff", "").strip()
    return "" if plain[:1] in "nNU<" and _NOTHING.fullmatch(plain) else plain


def _is_digits(text: str) -> bool:
    """What nearly every cell holds, told without looking further."""
    return len(text) < 10 and text.isascii() and text.isdecimal()


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """Whether the words can be what a cell holds (a blank can) rather than a label."""
    if _is_digits(text):
        return True
    plain = _plain(text)
    if not plain:
        return True
    patterns = (_COUNTED, _MARKS, _SIGNED_DIGITS)
    return any(pattern.fullmatch(plain) for pattern in patterns) or broken_number.is_broken(plain)


@lru_cache(maxsize=4096)
def is_blank(text: str) -> bool:
    return (not text[:1].isalnum() or text[0] in "nNU") and not _plain(text)


@lru_cache(maxsize=1024)
def is_page_number(text: str) -> bool:
    """- 3 -, 第3页: what a page prints at its foot, within a table cut by it."""
    return _PAGE_NUMBER.fullmatch(text) is not None


class Value(msgspec.Struct, frozen=True):
    """The words of a cell understood: number and unit, or neither. `broken` says that blanks cut its digits."""

    number: int | Decimal | None = None
    unit: str = ""
    broken: bool = False


@lru_cache(maxsize=4096)
def value(text: str) -> Value:
    """What the words of a cell say."""
    if _is_digits(text):
        return Value(int(text))
    plain = _plain(text)
    if plain in _SMALL:
        return Value(_SMALL[plain])
    if found := _COUNTED.fullmatch(plain):
        return Value(number(found[1]), found[2] or found[3] or "")
    if broken_number.is_broken(plain):
        return Value(number(broken_number.repair(plain)), broken=True)
    return Value()


def number(digits: str) -> int | Decimal:
    """A number from its digits: whole ones as int, so that 5.0 is 5."""
    exact = Decimal(digits.replace(",", ""))
    return int(exact) if exact == exact.to_integral_value() else exact


def cell(text: str, place: Place, unit: str, notes: tuple[str, ...] = ()) -> Cell:
    """The cell that these words make, under a column counted in `unit`."""
    found = value(text)
    words = text.strip()
    if found.number is None:
        if is_blank(text):
            return Cell(state=State.BLANK, place=place, notes=notes)
        return Cell(state=State.UNREADABLE, text=words, place=place, notes=notes)
    result = found.number
    if found.unit:
        result = unit_in_cell.repair(found.number, found.unit, unit)
        notes = (*notes, "unit_in_cell")
    if found.broken:
        notes = (*notes, "broken_number")
    return Cell(result, text=words, place=place, notes=notes)
