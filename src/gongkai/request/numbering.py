"""编号: numbers 〔year〕n without gaps, one after the other within an agency's year and word.

The number is given in the transaction of what it is for, with its row held: what fails gives its number back.
"""

import secrets

from gongkai.agency.models import Agency
from gongkai.request.models import Sequence

REGISTRATION, CORRECTION, COMPLAINT = "registration", "correction", "complaint"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another."""


def next_number(agency: Agency, year: int, word: str) -> int:
    """The next number of a word in the agency's year."""
    Sequence.objects.get_or_create(agency=agency, year=year, word=word)
    sequence = Sequence.objects.select_for_update().get(agency=agency, year=year, word=word)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return sequence.last


def registration(agency: Agency, year: int) -> str:
    """〔2026〕12号."""
    return numbered(agency, year, REGISTRATION)


def numbered(agency: Agency, year: int, word: str) -> str:
    """〔2026〕12号, of a register of its own."""
    return f"〔{year}〕{next_number(agency, year, word)}号"


def query_code() -> str:
    """A code that cannot be guessed: 12 characters of 30, 58 bits, in threes."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join(code[at : at + 4] for at in range(0, 12, 4))
