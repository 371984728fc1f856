"""隐去身份: the line that names what is wanted, and reasons and notes, without the words of who applied.

Lists, the journal and the steps of a case are read by more people than may know the applicant.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from unicodedata import normalize

from gongkai.vetting import identifiers

UNWRITTEN = "（没有写明所需信息）"
"""What stands for the wanted information where the application names none; an amendment asks for it."""

LENGTH = 40
LONGEST = 200
"""Of a line that was written as the title; what stands for a name may be longer than the name."""

_HIDDEN = "＊＊＊"
_SPELT_OUT = ("name", "id_number", "credit_code", "representative", "contact", "mobile", "email", "fax", "address")
_SHORTEST = 2
_WIDE = 0xFEE0
"""From a letter of ASCII to the same in full width."""

_APART = r"[\s\-–—·\u200b-\u200f\u2060\ufeff]*"
"""What may stand between the letters of a name or a number and hides nothing."""


def titled(title: str, description: str, applicant: Mapping[str, str], *, on: date) -> str:
    """The wanted information in a line: the title given, or the beginning of the description; nobody named in it."""
    line = " ".join((title or description).split())
    if not line:
        return UNWRITTEN
    line = covered(line, applicant, on=on)
    most = LONGEST if title else LENGTH
    return line if len(line) <= most else line[: most - 1] + "…"


def covered(text: str, applicant: Mapping[str, str], *, on: date) -> str:
    """The text for who may not know the applicant: without the words of who applied and without anybody's numbers."""
    return unnamed(without_numbers(text, on=on), applicant)


def unnamed(text: str, applicant: Mapping[str, str]) -> str:
    """The text with the applicant's name, numbers and address as 「申请人」, however they are spaced or wide."""
    words = {applicant.get(name, "").strip() for name in _SPELT_OUT}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _SHORTEST:
            text = re.sub(_however_written(word), "申请人", text, flags=re.IGNORECASE)
    return text


def _however_written(word: str) -> str:
    """A pattern of the word with blanks or hyphens between its letters, in letters of either width."""
    letters = re.sub(_APART, "", normalize("NFKC", word)) or word
    return _APART.join(
        f"[{re.escape(each)}{chr(ord(each) + _WIDE)}]" if "!" <= each <= "~" else re.escape(each) for each in letters
    )


def names_applicant(text: str, applicant: Mapping[str, str]) -> bool:
    """Whether the text names the applicant."""
    return unnamed(text, applicant) != text


def without_numbers(text: str, *, on: date) -> str:
    """The text with the numbers of residents and cards, telephone numbers and addresses of mail covered."""
    plain = identifiers.plain(text)
    for start, end in sorted(_personal(plain, on), reverse=True):
        text = text[:start] + _HIDDEN + text[end:]
    return text


def _personal(plain: str, on: date) -> Iterable[tuple[int, int]]:
    """Where personal numbers stand, none within another."""
    found = [
        *identifiers.numbers(
            plain, (18,), identifiers.IDENTITY_BEGINS, lambda number: identifiers.is_like_identity_number(number, on)
        ),
        *identifiers.numbers(plain, identifiers.CARD_LENGTHS, identifiers.CARD_BEGINS, identifiers.is_card_number),
        *identifiers.mobile_numbers(plain),
        *identifiers.addresses(plain),
    ]
    last = -1
    for start, end in sorted({(each.start, each.end) for each in found}, key=lambda place: (place[0], -place[1])):
        if start >= last:
            last = end
            yield start, end
