"""标签: the form's own words, found in a document however they are cut, numbered or misspelt."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, lru_cache

import msgspec

from gongkai.report.forms import Form, Row, Table
from gongkai.report.reading.repairs import misspelt_label
from gongkai.report.reading.words import is_within, ordinal, squash, without_ordinal

_EXACT, _BARE, _RENUMBERED, _BEGUN, _NUMBERED, _SHORTENED = 100.0, 92.0, 84.0, 80.0, 72.0, 66.0
_SHORTEST = 6
_TELLING = 4
_FEWEST_WORDS = 8
_LONGEST_LABEL = 50
LIKELY = 60.0
"""A row is taken for a row of the form from this score on."""
POSSIBLE = 55.0
"""Words that name a column too: a row of the form only where figures follow."""


class Match(msgspec.Struct, frozen=True):
    """How well words fit the label of a row, 0 to 100; `misspelt` when only likeness speaks for it."""

    score: float
    misspelt: bool = False


class RowLabels(msgspec.Struct, frozen=True, dict=True):
    """The rows of one block of the form, ready to be compared with words."""

    rows: tuple[Row, ...]
    column_words: frozenset[str]

    @cached_property
    def spellings(self) -> list[tuple[str, ...]]:
        return [tuple(squash(text) for text in (row.label, *row.variants)) for row in self.rows]

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return tuple({squash(label) for row in self.rows for label in row.group})

    @cached_property
    def exact(self) -> dict[str, int]:
        return {spelling: number for number, spellings in enumerate(self.spellings) for spelling in spellings}

    def matches(self, texts: Sequence[str]) -> Mapping[int, Match]:
        """The rows that the words before a row's values may name, each with how well.

        A label may be cut into several fields, with pieces of the merged label beside it in between.
        """
        words = _last([word for text in texts if (word := squash(text))])
        found = self._remembered(words)
        if any(not match.misspelt for match in found.values()):
            return found
        parted = _last([word for text in texts for piece in text.split() if (word := squash(piece))])
        return found if parted == words else {**found, **self._remembered(parted)}

    @cached_property
    def _remembered(self) -> Callable[[tuple[str, ...]], Mapping[int, Match]]:
        """Reports have their labels in common, and the words of their headers."""
        return lru_cache(maxsize=2048)(self._matches)

    def _matches(self, words: Sequence[str]) -> Mapping[int, Match]:
        found: dict[int, Match] = {}
        own = [word for word in words if not any(word in group for group in self.groups)]
        for pieces in (words, own) if own != words else (words,):
            for start in range(len(pieces)):
                candidate = "".join(pieces[start:])
                if (number := self._exactly(candidate)) is not None:
                    _better(found, number, Match(_EXACT))
        if found:
            return found
        candidates = {"".join(pieces[start:]) for pieces in (words, own) for start in range(len(pieces))}
        for candidate in candidates:
            self._near(candidate, found)
        if all(match.misspelt for match in found.values()):
            for candidate in candidates:
                self._shortened(candidate, found)
        return found

    def _exactly(self, candidate: str) -> int | None:
        """The row whose label the words are, or end with behind a piece of the merged label beside it."""
        if candidate in self.exact:
            return self.exact[candidate]
        for spelling, number in self.exact.items():
            rest = candidate.removesuffix(spelling)
            if rest != candidate and len(spelling) >= 4 and any(rest in group for group in self.groups):
                return number
        return None

    def _near(self, candidate: str, found: dict[int, Match]) -> None:
        bare = without_ordinal(candidate)
        numbered = bare != candidate
        for number, spellings in enumerate(self.spellings):
            for spelling in spellings:
                bare_spelling = without_ordinal(spelling)
                if bare == bare_spelling and not (numbered or candidate in self.column_words):
                    _better(found, number, Match(_BARE))
                elif bare == bare_spelling and (len(bare) >= _TELLING or ordinal(candidate) == ordinal(spelling)):
                    _better(found, number, Match(_RENUMBERED))
                elif candidate == bare_spelling:
                    _better(found, number, Match(POSSIBLE))
                elif (
                    len(bare) >= _SHORTEST
                    and (spelling.startswith(candidate) or (not numbered and bare_spelling.startswith(bare)))
                ) or (len(bare_spelling) >= _SHORTEST and bare.startswith(bare_spelling)):
                    _better(found, number, Match(_BEGUN))
                elif (
                    len(candidate) >= 2
                    and candidate.startswith(spelling)
                    and not numbered
                    and spelling == bare_spelling
                ):
                    _better(found, number, Match(_BEGUN - 10))
                elif likeness := misspelt_label.likeness(bare, bare_spelling):
                    _better(found, number, Match(likeness * 0.8 + (10 if candidate[0] == spelling[0] else 0), True))

    def _shortened(self, candidate: str, found: dict[int, Match]) -> None:
        """The one row whose label begins with these words and their number, or has their letters in this order."""
        bare = without_ordinal(candidate)
        begun = {number for number, spellings in enumerate(self.spellings) if spellings[0].startswith(candidate)}
        if bare and bare != candidate and len(begun) == 1:
            _better(found, begun.pop(), Match(_NUMBERED))
        elif len(bare) >= _TELLING:
            letters = [without_ordinal(spellings[0]) for spellings in self.spellings]
            within = [number for number, spelling in enumerate(letters) if is_within(bare, spelling)]
            if len(within) == 1:
                _better(found, within[0], Match(_SHORTENED, True))


def _last(words: list[str]) -> tuple[str, ...]:
    """The last words, as many as a label cut into narrow lines can have."""
    letters = 0
    for count, word in enumerate(reversed(words), start=1):
        letters += len(word)
        if count >= _FEWEST_WORDS and letters >= _LONGEST_LABEL:
            return tuple(words[-count:])
    return tuple(words)


def _better(found: dict[int, Match], number: int, match: Match) -> None:
    if number not in found or found[number].score < match.score:
        found[number] = match


class TableWords(msgspec.Struct, frozen=True, dict=True):
    """The words by which a table of the form is known."""

    table: Table

    @cached_property
    def columns(self) -> frozenset[str]:
        return frozenset(
            squash(text)
            for block in self.table.block
            for column in block.columns
            for text in (column.label, *column.variants, *column.group)
        )

    @cached_property
    def openers(self) -> frozenset[str]:
        """Words that, alone in a field, show that this table has begun."""
        words: set[str] = set()
        for block in self.table.block:
            words |= {squash(block.heading), squash(block.corner)} if block.heading else {squash(block.corner)}
            columns = [text for column in block.columns for text in (column.label, *column.group)]
            rows = [text for row in block.rows for text in (row.label, *row.group)]
            words |= {squash(text) for text in columns + (rows if block.across or not block.heading else [])}
        return frozenset(word for word in words if len(without_ordinal(word)) >= 4)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The pieces that openers begin with, where a line ends within one."""
        return frozenset(opener[:end] for opener in self.openers for end in range(1, len(opener)))

    @cached_property
    def every_label(self) -> frozenset[str]:
        rows = [row for block in self.table.block for row in block.rows]
        return frozenset(squash(label) for row in rows for label in (row.label, *row.group))

    @cached_property
    def all_labels(self) -> RowLabels:
        return RowLabels(tuple(row for block in self.table.block for row in block.rows), self.columns)


@cache
def table_words(table: Table) -> TableWords:
    """The words of a table, gathered once."""
    return TableWords(table)


def recognised(form_words: Sequence[str], editions: Sequence[Form]) -> Form | None:
    """The edition whose distinctive words stand most often among these, None when none of them does."""
    best, most = None, 0
    every = "\n".join(form_words)
    for form in editions:
        marks = [mark for words in form.distinctive if (mark := squash(words)) in every]
        shortest = min(map(len, marks), default=0)
        long = [words for words in form_words if len(words) >= shortest] if marks else []
        count = sum(1 for words in long if any(mark in words for mark in marks))
        if count > most:
            best, most = form, count
    return best
