"""号码: numbers that name a person, a bank card or an organisation, told from other numbers by their check digits.

People write them with blanks, hyphens, line breaks and full-width digits; a place is found in the text as it stands.
A number hidden by asterisks is broken by them, and is none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

PROVINCES = frozenset(
    (
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"),
        *("44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"),
    )
)
"""The first two digits of a resident's number (GB 11643, GB/T 2260)."""

_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_ENDS = "10X98765432"
_IDENTITY_LENGTH, _OLD_IDENTITY_LENGTH = 18, 15
_FIRST_BIRTH_YEAR = 1880

_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_CODE = re.compile(r"[1-9ANY][1239][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")

CARD_LENGTHS = range(16, 20)
_CARD_BEGINNINGS = (
    *(
        "62",
        "9558",
        "9559",
        "94",
        "603367",
        "601382",
        "601428",
        "603",
        "690755",
        "436742",
        "436745",
        "456351",
        "405512",
    ),
    *("421349", "434061", "434062", "453242", "491031", "524094", "526410", "544033", "552245", "552599", "589970"),
)
"""银联 62 and the older numbers under which Chinese banks issued cards."""

_FOREIGN_BEGINNING = re.compile("4|5[1-5]|2[2-7]|35|81")
"""Visa, Mastercard, JCB and newer 银联 numbers: too common among other numbers to mean a card by themselves."""

_AS_ASCII = str.maketrans("０１２３４５６７８９ＸｘⅩ－＊　\u00a0", "0123456789XxX-*  ")
IDENTITY_BEGINS = re.compile(
    "(?=[1-8][0-9]{5}(?:(?:18|19|20)?[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3})"
)
"""Where a number with a province and a birth may begin."""

CARD_BEGINS = re.compile(f"(?={'|'.join(_CARD_BEGINNINGS)}|{_FOREIGN_BEGINNING.pattern})")
"""Where a card's number may begin."""

_PARTED = r"(?:[ ]{1,2}|[ ]?[-–—−·][ ]?)?\n?[ ]{0,2}(?<![0-9])"
_RUN = re.compile(rf"(?<![0-9*])(?<![0-9][.])[0-9]+(?:{_PARTED}[0-9]+)*(?:(?:{_PARTED})?[Xx])?(?![0-9A-Za-z*])")
"""Digits in groups that blanks, a hyphen or the end of a line part; tabs part the cells of a table and join nothing."""

_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z*])(?<![0-9][.])(?:\+?86[- ]?)?(1[3-9][0-9](?:[0-9]{8}|([- ])[0-9]{4}\2[0-9]{4}))"
    r"(?![0-9A-Za-z*]|\.[0-9]|\s?[元万亿%])"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w-])", re.ASCII)


class Found(NamedTuple):
    """A number in a text: its letters without what parts them, where it begins and ends, how it is grouped."""

    number: str
    start: int
    end: int
    groups: tuple[int, ...] = ()


def plain(text: str) -> str:
    """The text with digits as ASCII has them; every character keeps its place."""
    return text.translate(_AS_ASCII)


def is_identity_number(number: str, on: date) -> bool:
    """Whether eighteen characters are a resident's number: province, birth before that day, check digit."""
    return is_like_identity_number(number, on) and identity_end(number[:17]) == number[17].upper()


def is_like_identity_number(number: str, on: date) -> bool:
    """The same without the check digit, which people mistype."""
    return (
        number[:2] in PROVINCES
        and len(number) == _IDENTITY_LENGTH
        and number[:17].isdecimal()
        and _is_birth(number[6:14], on)
        and number[14:17] != "000"
    )


def is_old_identity_number(number: str, on: date) -> bool:
    """Whether fifteen digits are a number as issued until 1999, which has no check digit."""
    return (
        number[:2] in PROVINCES
        and len(number) == _OLD_IDENTITY_LENGTH
        and number.isdecimal()
        and number[2:4] != "00"
        and _is_birth("19" + number[6:12], on)
        and number[12:15] != "000"
    )


def identity_end(first: str) -> str:
    """The check character of the first seventeen digits (ISO 7064 MOD 11-2)."""
    return _IDENTITY_ENDS[sum(int(digit) * weight for digit, weight in zip(first, _IDENTITY_WEIGHTS, strict=True)) % 11]


def is_credit_code(code: str) -> bool:
    """Whether eighteen characters are a 统一社会信用代码 (GB 32100)."""
    return _CREDIT_CODE.fullmatch(code) is not None and credit_end(code[:17]) == code[17]


def credit_end(first: str) -> str:
    """The check character of the first seventeen."""
    total = sum(_CREDIT_LETTERS.index(letter) * weight for letter, weight in zip(first, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_LETTERS[-total % 31]


def is_card_number(number: str, *, named: bool = False) -> bool:
    """Whether digits are a bank card's: length, issuer, Luhn; any issuer where the text names a card or an account."""
    is_issued = number.startswith(_CARD_BEGINNINGS) or (named and _FOREIGN_BEGINNING.match(number) is not None)
    return is_issued and len(number) in CARD_LENGTHS and number.isdecimal() and luhn(number)


def luhn(number: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812)."""
    doubled = (2 * int(digit) for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(digit - 9 if digit > 9 else digit for digit in doubled)) % 10 == 0


def _is_birth(digits: str, on: date) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return date(_FIRST_BIRTH_YEAR, 1, 1) <= born <= on


def numbers(text: str, lengths: Sequence[int], begins: re.Pattern[str], fits: Callable[[str], bool]) -> Iterator[Found]:
    """The fitting numbers of such a length in plain text, whole or in groups; none is part of a longer group.

    Every beginning of a group is tried, as a serial number may stand before the one looked for.
    """
    for run in _RUN.finditer(text):
        if run.end() - run.start() < lengths[0]:
            continue
        groups = list(_GROUP.finditer(text, run.start(), run.end()))
        letters = "".join([group[0] for group in groups])
        edges = [0, *accumulate([len(group[0]) for group in groups])]
        order = {edge: number for number, edge in enumerate(edges)}
        for begin in (match.start() for match in begins.finditer(letters)):
            first = order.get(begin)
            if first is None:
                continue
            for length in lengths:
                last = order.get(begin + length)
                if last is not None and fits(letters[begin : begin + length]):
                    sizes = tuple(end - start for start, end in pairwise(edges[first : last + 1]))
                    yield Found(letters[begin : begin + length], groups[first].start(), groups[last - 1].end(), sizes)


def mobile_numbers(text: str) -> Iterator[Found]:
    """Numbers of mobile telephones in plain text."""
    for match in _MOBILE.finditer(text):
        yield Found(re.sub("[- ]", "", match[1]), match.start(1), match.end(1))


def addresses(text: str) -> Iterator[Found]:
    """Addresses of electronic mail."""
    for match in _MAIL.finditer(text):
        yield Found(match[0], match.start(), match.end())
