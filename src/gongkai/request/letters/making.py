"""成文: from a case to the words of a letter.

letter(case, kind, by=, today=, words=, decision=…) -> Letter, unsaved     of(letter, today) -> Content
preview(case, kind, …) -> Content              reopened(letter) -> Content, as it was sealed when it was issued
prewording(case, kind, …) -> {part: text}      what an officer's form begins with
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from gongkai.agency.models import Agency, Officer
from gongkai.errors import Refused
from gongkai.request import sealing
from gongkai.request.letters import content, facts, kinds
from gongkai.request.letters.content import Content, Line, Table
from gongkai.request.letters.kinds import Kind, Part
from gongkai.request.models import (
    Complaint,
    Consultation,
    Correction,
    Decision,
    Dispute,
    Fee,
    InfoRequest,
    Letter,
    LetterWording,
)

_PLACE = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_HEADING, _PLAIN = "## ", "> "
_STOPS = "。；，、;,. "
"""What ends words that stand in the middle of a sentence of the template: it has its own."""
_ENDS = "。！？；：…!?;:"
"""What words that end a paragraph may end with; else the full stop is added."""


class About(TypedDict, total=False):
    """The records that a letter is about, beside its case; `to` where the kind leaves it open."""

    to: str
    consultation: Consultation | None
    decision: Decision | None
    fee: Fee | None
    dispute: Dispute | None
    correction: Correction | None
    complaint: Complaint | None


def letter(
    info_request: InfoRequest | None,
    kind: str,
    *,
    by: Officer | None,
    today: date,
    words: Mapping[str, Any] | None = None,
    **about: Unpack[About],
) -> Letter:
    """A letter of a kind, unsaved."""
    subject = info_request or about.get("dispute") or about.get("correction") or about.get("complaint")
    if subject is None:
        raise ValueError("a letter is about something")
    about["to"] = about.get("to") or kinds.by_code(kind).to
    kept = {name: _plain(value) for name, value in (words or {}).items()}
    return Letter(
        agency=subject.agency, info_request=info_request, kind=kind, words=kept, by=by, made_on=today, **about
    )


def preview(
    info_request: InfoRequest | None,
    kind: str,
    *,
    by: Officer | None,
    today: date,
    words: Mapping[str, Any] | None = None,
    **about: Unpack[About],
) -> Content:
    """What a letter would say, issued on a day; without a number. Refuses where something that must be there is not."""
    return of(letter(info_request, kind, by=by, today=today, words=words, **about), today=today)


def of(letter: Letter, *, today: date) -> Content:
    """What a letter says if it is issued on a day. Refuses where something that must be there is not."""
    kind = kinds.by_code(letter.kind)
    places = _places(letter, kind, today)
    wording = _wording(letter.agency, kind)
    blocks: list[Line | Table] = []
    for part in kind.stands(_outcome(letter)):
        blocks += _blocks(kind, part, letter.words, wording, places)
    return Content(
        agency=facts.signature(letter.agency),
        title=kind.called(letter.to),
        number=letter.number,
        addressee="" if kind.is_form else facts.addressee(letter),
        blocks=tuple(blocks),
        enclosures=tuple(facts.enclosures(letter)),
        signature="" if kind.is_form else facts.signature(letter.agency),
        dated=today,
    )


def sample(agency: Agency, kind: Kind, wording: Mapping[str, str]) -> Content:
    """A letter of a kind with the name of every place where its words will be: how an agency's wording looks."""
    places = {name: f"〔{word}〕" for name, word in facts.LABELS.items()}
    outcome = next((part.only[0] for part in kind.parts if part.only), "")
    blocks: list[Line | Table] = []
    for part in kind.stands(outcome):
        blocks += _blocks(kind, part, {}, wording, places)
    signature = "" if kind.is_form else facts.signature(agency)
    return Content(
        agency=facts.signature(agency),
        title=kind.title,
        number="",
        addressee="" if kind.is_form else "〔对方的姓名或名称〕",
        blocks=tuple(blocks),
        enclosures=(),
        signature=signature,
        dated=None,
    )


def reopened(letter: Letter) -> Content:
    """An issued letter as it was sealed. Refuses one whose words were erased at the end of its term."""
    kept = sealing.unseal(letter.content)
    if not kept:
        raise Refused(f"文书{letter}的内容已在保管期满后删除，只留下文号和登记。")
    return content.again(kept)


def shown(letter: Letter, *, today: date) -> Content:
    """A letter as it went out, or as it would go out today."""
    return reopened(letter) if letter.content or letter.number else of(letter, today=today)


def form_of(letter: Letter) -> Content | None:
    """The form that goes with a letter, for whom it asks to fill in."""
    code = kinds.by_code(letter.kind).encloses
    if not code:
        return None
    form = Letter(
        agency=letter.agency,
        info_request=letter.info_request,
        consultation=letter.consultation,
        kind=code,
        to=letter.to,
        words=letter.words,
    )
    return of(form, today=letter.issued_on or letter.made_on)


def prewording(
    info_request: InfoRequest | None, kind: str, *, by: Officer | None, today: date, **about: Unpack[About]
) -> dict[str, str]:
    """The own parts of a letter as the agency words them, filled in as far as the case says."""
    made = letter(info_request, kind, by=by, today=today, **about)
    found = kinds.by_code(kind)
    wording, places = _wording(made.agency, found), _places(made, found, today)
    return {
        part.key: "\n".join(_told(line, places, missing=lambda name: "") for line in _lines(part, wording)).strip()
        for part in found.stands(_outcome(made))
        if part.own
    }


def own(kind: str, outcome: str = "") -> tuple[Part, ...]:
    """The parts of a kind that the officer words."""
    return tuple(part for part in kinds.by_code(kind).stands(outcome) if part.own)


def named(letter: Letter) -> str:
    """Its title, for the journal and the lists."""
    return kinds.by_code(letter.kind).called(letter.to)


def _outcome(letter: Letter) -> str:
    return letter.decision.outcome if letter.decision else ""


def _places(letter: Letter, kind: Kind, today: date) -> dict[str, Any]:
    """What the act gave, then what the records say: nothing given takes the place of a record."""
    given = {name: facts.given(letter.words[name]) for name in kind.given if name in letter.words}
    return {**given, **facts.of(letter, today=today)}


def _blocks(
    kind: Kind, part: Part, given: Mapping[str, Any], wording: Mapping[str, str], places: Mapping[str, Any]
) -> Iterator[Line | Table]:
    written = str(given.get(part.key, "")).strip() if part.own else ""
    if written:  # an officer's own words: nothing in them is a place
        yield from (Line(text.strip()) for text in written.splitlines() if text.strip())
        return
    is_empty = True
    for line in _lines(part, wording):
        found = _PLACE.fullmatch(line)
        if found and isinstance(places.get(found[1]), Table):
            is_empty = False
            yield places[found[1]]
            continue

        def missing(name: str) -> str:
            raise Refused(f"《{kind.title}》缺少“{facts.label(name)}”，不能制作。请补上再试。")

        first, *others = [
            text.strip() for text in _told(line, places, missing=missing).splitlines() if text.strip()
        ] or [""]
        if first:
            is_empty = False
            yield _line(first)
            yield from (Line(text) for text in others)
    if part.required and is_empty:
        raise Refused(f"《{kind.title}》的“{part.says}”没有写。请写明再试。")


def _line(text: str) -> Line:
    text = text.strip()
    if text.startswith(_HEADING):
        return Line(text.removeprefix(_HEADING), is_heading=True)
    return Line(text.removeprefix(_PLAIN), is_plain=text.startswith(_PLAIN))


def _lines(part: Part, wording: Mapping[str, str]) -> list[str]:
    text = wording.get(part.key) or part.text if part.own else part.text
    return [line.strip() for line in text.splitlines() if line.strip()]


def _told(template: str, places: Mapping[str, Any], *, missing: Any) -> str:
    """A line with its places filled in; what stands in brackets falls away with a place in it that is empty."""

    def optional(part: re.Match[str]) -> str:
        return part[1] if all(places.get(found[1]) for found in _PLACE.finditer(part[1])) else ""

    line = _OPTIONAL.sub(optional, template)

    def place(found: re.Match[str]) -> str:
        value = str(places.get(found[1]) or "") or str(missing(found[1]))
        if found.end() < len(line):
            return value.rstrip(_STOPS)
        return value if not value or value[-1] in _ENDS or line.startswith(_PLAIN) else f"{value}。"

    return _PLACE.sub(place, line)


def _wording(agency: Agency, kind: Kind) -> dict[str, str]:
    """An agency's own words for the parts it may word; those of every reply are kept once."""
    kept = LetterWording.objects.filter(agency=agency, kind=kind.code.split(".")[0])
    return dict(kept.values_list("part", "text"))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
