"""文书种类: every kind of letter, read from templates/*.toml.

`by_code("amendment_notice")`; a reply is `reply.<code of the outcome>`, a closing is the one kind `closing_notice`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from gongkai.law.outcomes import OUTCOMES

REPLY = "reply"
To = Literal["applicant", "third_party", "co_author", "agency", "review_body", "court"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a letter: its text with {places}; a place that is empty leaves its [brackets] out.

    An `own` part is worded by the agency and by the officer of the case; any other stands as the template has it.
    """

    key: str
    says: str
    text: str
    own: bool = False
    required: bool = False
    only: tuple[str, ...] = ()
    """Outcomes that it stands for; () is all."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter. `mark` ends its number and has a sequence of its own; `signs` are the acts that sign it off."""

    code: str
    title: str
    mark: str
    to: To
    signs: tuple[str, ...]
    parts: tuple[Part, ...]
    given: tuple[str, ...] = ()
    """The places that the act fills in, not the records."""
    remedies: bool = False
    is_form: bool = False
    """It is for whom it goes to, to fill in and sign: it speaks to nobody and bears no signature."""
    encloses: str = ""
    """The form that goes with it."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What it is called instead, by whom it goes to."""

    def __str__(self) -> str:
        return self.title

    def called(self, to: str) -> str:
        """Its title where it goes to somebody."""
        return self.titles.get(to, self.title)

    def stands(self, outcome: str) -> tuple[Part, ...]:
        """The parts of a letter that carries an outcome; "" is none."""
        return tuple(part for part in self.parts if not part.only or outcome in part.only)


def by_code(code: str) -> Kind:
    """One kind. A code that no template has is a KeyError."""
    return kinds()[code]


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind in the order of the templates."""
    found: dict[str, Kind] = {}
    folder = resources.files(__package__) / "templates"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            for entry in tomllib.loads(file.read_text(encoding="utf-8"))["letter"]:
                codes = [f"{REPLY}.{code}" for code in _replies()] if entry["code"] == REPLY else [entry["code"]]
                found |= {code: _kind(code, entry) for code in codes}
    return MappingProxyType(found)


def _replies() -> list[str]:
    """The outcomes that a reply carries; the others close a case by a notice."""
    return [outcome.code for outcome in OUTCOMES.values() if outcome.group != "otherwise_closed"]


def _kind(code: str, entry: Mapping[str, Any]) -> Kind:
    return Kind(
        code=code,
        title=entry["title"],
        mark=entry["mark"],
        to=entry.get("to", "applicant"),
        signs=tuple(entry.get("signs", ())),
        given=tuple(entry.get("given", ())),
        remedies=entry.get("remedies", False),
        is_form=entry.get("is_form", False),
        encloses=entry.get("encloses", ""),
        titles=entry.get("titles", {}),
        parts=tuple(
            Part(**{**part, "text": part["text"].strip(), "only": tuple(part.get("only", ()))})
            for part in entry.get("part", ())
        ),
    )
