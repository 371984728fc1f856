"""句子: the report's prose proposed from its figures and records, sentence by sentence, from `sentences.toml`.

A sentence is told only where its figures are there; one that says that something did not happen needs its figure to be
nought, not unknown.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from gongkai.filing.text.links import Figures

_NUMERALS = "一二三四五六七八九十"
_MOST_ENTRIES = 100


class Each(msgspec.Struct, frozen=True):
    """A figure told in a list, and by what name."""

    name: str
    label: str


class Clause(msgspec.Struct, frozen=True):
    """Words, and what must be there for them to be told (see sentences.toml)."""

    says: str = ""
    some: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    each: str | tuple[Each, ...] = ()
    told: str = ""
    item: str = ""
    between: str = "，"
    numbered: bool = False

    @property
    def is_list(self) -> bool:
        return bool(self.each or self.told)


class Sentence(msgspec.Struct, frozen=True):
    section: str
    clause: tuple[Clause, ...]
    part: str = ""
    opens: str = ""
    who: str = ""


class Known(msgspec.Struct, frozen=True):
    """What the sentences are told of: the year, who reports, names for figures, and records in words of their own.

    `labels` names the figures of a list (a channel, a category); `records` holds, by what `told` asks for, the words of
    each record.
    """

    year: int
    agency: str
    must_tell_results: bool = False
    labels: Mapping[str, str] = {}
    records: Mapping[str, Sequence[Mapping[str, str]]] = {}


@cache
def sentences() -> tuple[Sentence, ...]:
    text = resources.files(__package__).joinpath("sentences.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["sentence"], tuple[Sentence, ...])


def tell(known: Known, figures: Figures) -> dict[tuple[str, str], str]:
    """Every passage with a sentence in it, by section and part; {{name}} stands for a live number."""
    told: dict[tuple[str, str], list[str]] = {}
    for sentence in sentences():
        if sentence.who and (sentence.who == "results") != known.must_tell_results:
            continue
        clauses = [words for clause in sentence.clause if (words := _words(clause, known, figures))]
        if clauses:
            line = _filled(sentence.opens, known) + "，".join(clauses) + "。"
            told.setdefault((sentence.section, sentence.part), []).append(line)
    return {at: ("\n" if at[0] == "problems" else "").join(lines) for at, lines in told.items()}


def _words(clause: Clause, known: Known, figures: Figures) -> str:
    """The words of a clause, "" where it is not to be told."""
    if not _holds(clause, figures):
        return ""
    says = _filled(clause.says, known)
    if not clause.is_list:
        return says
    items = list(_items(clause, known, figures))
    if clause.numbered and len(items) > 1:
        items = [f"{ordinal(at)}是{item}" for at, item in enumerate(items, start=1)]
    return says + clause.between.join(items) if items else ""


def _items(clause: Clause, known: Known, figures: Figures) -> Iterator[str]:
    if clause.told:
        for record in known.records.get(clause.told, ())[:_MOST_ENTRIES]:
            words = clause.item
            for name, value in record.items():
                words = words.replace(f"<{name}>", value)
            yield words
        return
    if isinstance(clause.each, str):
        named = [
            Each(name, known.labels[name]) for name in figures if name.startswith(clause.each) and name in known.labels
        ]
    else:
        named = list(clause.each)
    for each in named:
        if _is_above(each.name, figures):
            yield clause.item.replace("{{each}}", f"{{{{{each.name}}}}}").replace("<label>", each.label)


def _holds(clause: Clause, figures: Figures) -> bool:
    values = {name: figures[name].value if name in figures else None for name in (*clause.none, *clause.less)}
    return (
        all(_is_above(name, figures) for name in clause.some)
        and all(values[name] == 0 for name in clause.none)
        and all((value := values[name]) is not None and value < 0 for name in clause.less)
        and all(name in figures and figures[name].value is not None for name in clause.known)
    )


def _is_above(name: str, figures: Figures) -> bool:
    figure = figures.get(name)
    return figure is not None and figure.value is not None and figure.value > 0


def _filled(words: str, known: Known) -> str:
    given = {"<year>": str(known.year), "<next>": str(known.year + 1), "<agency>": known.agency}
    for mark, value in given.items():
        words = words.replace(mark, value)
    return words


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones - 1]
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")
