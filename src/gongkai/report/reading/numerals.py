"""数词: numbers as Chinese prose writes them, with their units, and whether they are exact.

2,543条   ５５００余条   1.2万条   三百二十一件   十余次   近400份   二〇二四年一月二十日
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

_DIGITS = {char: value for value, chars in enumerate(("零〇○Ｏ", *"一二三四五六七八九")) for char in chars}
_DIGITS |= {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"两": 2, "叄": 3}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

_SCALES = _TENS | _MYRIADS

_WIDE = re.compile("[０-９．％]")
_FORMS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")

_CHARS = "".join([*_DIGITS, *_TENS, *_MYRIADS])
_CHINESE = f"[{_CHARS}]+"
_ARABIC = (
    r"\d+[万亿]\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|(?<![\d ])[1-9]\d{0,2}(?:[ ]\d{3})+(?!\d)"
    r"|(?<!\d，)[1-9]\d{0,2}，\d{3}(?![\d，])|\d+(?:\.\d+)?"
)

# Units, each with the words that it must not be the beginning of.
_UNITS = (
    *("条次", "人次", "件次", "篇次", "班次", "条(?!例|款|规|线|件)", "件(?!事)", "份(?!额)", "宗(?!旨)"),
    *("次(?!日|年|月|性)", "篇(?!章)", "期(?!间|限)", "个(?!工作日|月|季度|小时|百分点|方面|星期|自然)", "项(?!目)"),
    *("起(?!草|诉)", "例(?!如)", "则", "场(?!所)", "封", "元", "人(?!大|民|员|均)", "名(?!单|称)", "家(?!庭)"),
    *("户(?!籍)", "轮(?!训)", "处(?!理|罚|置)", "部(?!门|分|署)", "批(?!准|示|复)", "幅", "张(?!贴)", "班", "字(?!体)"),
)

_QUANTITY = re.compile(
    rf"""(?=[近约大将接超逾不至\s\d{_CHARS}])(?P<before>近|约|大约|大概|将近|接近|超过|超|逾|不少于|不低于|至少)?\s*
    (?:(?<![\d.〔\[第A-Za-z/])(?P<arabic>{_ARABIC})\s*(?P<vague>[余多])?\s*(?P<scale>[百千万亿]{{0,2}})
      |(?<![{_CHARS}第每逐同统唯任某这那哪各另之])(?P<chinese>{_CHINESE}))
    \s*(?P<more>[余多来])?\s*(?P<unit>{"|".join(_UNITS)})\s*(?P<after>左右|以上|上下)?""",
    re.VERBOSE,
)

_YEAR = rf"(?P<year>(?:19|20)\d\d|二[{''.join(_DIGITS)}0]{{3}})\s*年"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(rf"{_YEAR}\s*(?P<month>{_DAY})\s*月\s*(?P<day>{_DAY})\s*日")
_YEARS = re.compile(_YEAR)


class Quantity(msgspec.Struct, frozen=True):
    """So many of a unit, and where the words stand. `exact` is false for 余、多、近、约、左右 and the like."""

    value: int | Decimal
    unit: str
    exact: bool
    start: int
    end: int


def _narrow(text: str) -> str:
    return text.translate(_FORMS) if _WIDE.search(text) else text


def number(words: str) -> int | Decimal | None:
    """The number that the words write, in any of the ways of Chinese prose; None when they write none."""
    if len(words) < 10 and words.isascii() and words.isdecimal():
        return int(words)
    words = re.sub(r"[\s,，]", "", words.translate(_FORMS))
    if myriads := re.fullmatch(r"(\d+)([万亿])(\d+[百千]?)", words):
        return int(myriads[1]) * _MYRIADS[myriads[2]] + int(number(myriads[3]) or 0)
    scale = 1
    while len(words) > 1 and words[-1] in _SCALES and words[0].isdigit():
        scale *= _SCALES[words[-1]]
        words = words[:-1]
    try:
        return _plain(Decimal(words) * scale)
    except InvalidOperation:
        return _chinese(words)


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _chinese(words: str) -> int | None:
    """三百二十一 by place, 二〇二三 digit by digit."""
    if not re.fullmatch(_CHINESE, words):
        return None
    if len(words) > 1 and all(char in _DIGITS for char in words):
        return int("".join(str(_DIGITS[char]) for char in words))
    total = section = digit = 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[char]
            section = digit = 0
    return total + section + digit


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers in the text that count a unit, in order; years, dates, document numbers and percentages are none."""
    text = _narrow(text)
    for found in _QUANTITY.finditer(text):
        vague = found["vague"] or found["more"]
        words = found["arabic"] or found["chinese"]
        if not vague and re.fullmatch("[百千万亿]+", words):
            continue  # 单位：万元, 千家万户: a unit or a manner of speaking
        value = number(words + (found["scale"] or ""))
        if value is not None:
            exact = not (found["before"] or vague or found["after"])
            yield Quantity(value, found["unit"], exact, found.start(), found.end())


def dates(text: str) -> Iterator[tuple[date, int, int]]:
    """The full dates in the text, in Arabic or Chinese numerals, each with where it begins and ends."""
    text = _narrow(text)
    for found in _DATE.finditer(text):
        month, day = (int(number(found[part]) or 0) for part in ("month", "day"))
        try:
            yield date(_year(found["year"]), month, day), found.start(), found.end()
        except ValueError:
            continue  # 2023年2月30日


def years(text: str) -> Iterator[tuple[int, int, int]]:
    """The years named in the text, each with where it begins and ends."""
    for found in _YEARS.finditer(_narrow(text)):
        yield _year(found["year"]), found.start(), found.end()


def _year(words: str) -> int:
    """二0二三 is written too, for want of a 〇 on the keyboard."""
    return int(number(words if words[0].isdigit() else words.replace("0", "〇")) or 0)
