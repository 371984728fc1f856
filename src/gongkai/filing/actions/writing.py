"""正文: what an officer writes, its numbers still linked to their figures; or taken from the proposal again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, figures, states, steps, text
from gongkai.filing.models import Filing, Passage, Version
from gongkai.filing.states import Kind
from gongkai.report import forms

Place = tuple[str, str]
"""Section and part; the part is "" for the words of a section itself."""


_NAMES = {"title": "标题", "preamble": "题下说明", "signature": "落款", "signed_on": "落款日期"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the text: 标题、题下说明、落款."""

    title: str
    preamble: str
    signature: str
    signed_on: date | None


@transaction.atomic
def write(
    filing_id: int,
    passages: Mapping[Place, str],
    *,
    by: Officer,
    today: date,
    revision: int | None = None,
    frame: Frame | None = None,
) -> Filing:
    """Keep plain words as the text of some passages, and what stands around them. What is as it was changes nothing."""
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    version = _draft(filing)
    unknown = set(passages) - set(text.places(version))
    if unknown:
        raise Refused("这一版格式里没有这一部分，没有保存。请从“正文”页面上改。")
    changed = [heading(version, place) for place in _written(version, passages, by, today)]
    if frame is not None:
        changed += _framed(version, frame)
    if changed:
        steps.take(filing, Kind.WRITTEN, by=by, on=today, places=changed)
    return filing


@transaction.atomic
def propose_again(
    filing_id: int, section: str, part: str, *, by: Officer, today: date, revision: int | None = None
) -> Filing:
    """改用建议文字: what was written in a passage gives way to what is proposed; it then follows the ledger again."""
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    version = _draft(filing)
    proposed = text.propose(version, figures.of_version(version))
    if (section, part) not in proposed:
        raise Refused("这一版格式里没有这一部分。请从“正文”页面上改。")
    passage = _passages(version).get((section, part)) or Passage(version=version, section=section, part=part)
    passage.text = passage.proposed = proposed[section, part]
    passage.by, passage.on = None, None
    passage.save()
    steps.take(filing, Kind.WRITTEN, by=by, on=today, proposed=heading(version, (section, part)))
    return filing


def heading(version: Version, place: Place) -> str:
    """How a passage is named: 主动公开, 其他需要报告的事项."""
    section = forms.form(version.edition).sections[place[0]]
    return next((part.title for part in section.part if part.code == place[1]), section.title)


def _draft(filing: Filing) -> Version:
    version = filing.latest
    assert version is not None
    version.filing = filing
    states.refuse_unless_allowed(version, Kind.WRITTEN)
    return version


def _passages(version: Version) -> dict[Place, Passage]:
    return {(passage.section, passage.part): passage for passage in version.passages.all()}


def _written(version: Version, passages: Mapping[Place, str], by: Officer, today: date) -> list[Place]:
    known = figures.of_version(version)
    kept = _passages(version)
    changed = []
    for place, typed in passages.items():
        written = typed.replace("\r\n", "\n")
        if len(written) > text.LONGEST:
            raise Refused(
                f"“{heading(version, place)}”有{len(written)}字，最多{text.LONGEST}字，没有保存。"
                "请分到几部分，或者写短一些。"
            )
        passage = kept.get(place) or Passage(version=version, section=place[0], part=place[1])
        now = text.linked(passage.text, written, known)
        if now == passage.text:
            continue
        passage.text = now
        is_proposed = now == passage.proposed
        passage.by, passage.on = (None, None) if is_proposed else (by, today)
        passage.save()
        changed.append(place)
    return changed


def _framed(version: Version, frame: Frame) -> list[str]:
    """Set what stands around the text on a version, unsaved; the names of what changed."""
    given = {
        "title": " ".join(text.cleaned(frame.title).split()),
        "preamble": text.cleaned(frame.preamble),
        "signature": " ".join(text.cleaned(frame.signature).split()),
        "signed_on": frame.signed_on,
    }
    if not given["title"] or not given["signature"]:
        raise Refused("标题和落款不能空着，没有保存。请写上：落款是本机关的全称。")
    if frame.signed_on is not None and frame.signed_on.year <= version.filing.year:
        raise Refused(
            f"落款日期{frame.signed_on}在{version.filing.year}年度结束以前，没有保存。"
            f"年度报告报的是全年，落款应在{version.filing.year + 1}年1月1日以后。"
        )
    changed = []
    for name, value in given.items():
        if getattr(version, name) != value:
            setattr(version, name, value)
            changed.append(_NAMES[name])
    return changed
