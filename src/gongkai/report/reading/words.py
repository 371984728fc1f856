"""字词: words as they are compared, freed of blanks, punctuation and width."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\s、。，．：；？！…—“”‘’（）《》〈〉【】〔〕,.:;?!\"'()|-]+")
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """The letters, digits and characters alone: `（三） 不予公 开` and `(三)不予公开` both give 三不予公开."""
    if text.isascii() and text.isalnum():
        return text
    # Marks are most of what normalising would change, and that takes longest.
    text = _MARKS.sub("", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text if text.isalnum() else _NOT_WORDS.sub("", text)


_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}是?|\d{1,2})(?=\D)")


@lru_cache(maxsize=8192)
def without_ordinal(squashed: str) -> str:
    """A squashed label without the number before it: 1属于国家秘密 → 属于国家秘密."""
    return _ORDINAL.sub("", squashed)


def ordinal(squashed: str) -> int:
    """The number before a squashed label, in Chinese or Arabic figures, 0 where there is none."""
    found = _ORDINAL.match(squashed)
    digits = found.group().removesuffix("是") if found else ""
    if digits.isdecimal():
        return int(digits)
    return _TENS.index(digits) if digits in _TENS else 0


_TENS = ("", *"一二三四五六七八九十")


def is_within(letters: str, words: str) -> bool:
    """Whether the letters stand in the words in their order, whatever stands between them."""
    rest = iter(words)
    return all(letter in rest for letter in letters)
