"""文书设置: what an agency says of itself in its letters, and its words for parts that are not fixed."""

import re
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.request.letters import facts, kinds
from gongkai.request.letters.kinds import Kind
from gongkai.request.models import LetterSetting, LetterWording

_PLACE = re.compile(r"\{([^{}]*)\}")
_FIELDS = {"word": "机关代字", "signature": "落款", "reconsideration_agency": "行政复议机关", "court": "法院"}


@transaction.atomic
def arrange(
    agency_id: int,
    *,
    by: Officer,
    today: date,
    word: str = "",
    signature: str = "",
    reconsideration_agency: str = "",
    court: str = "",
) -> LetterSetting:
    """文书设置: the word of the numbers, the name under a letter, who reconsiders, which court."""
    agency = agencies.for_act(agency_id, "request.arrange", by=by)
    kept = LetterSetting.objects.filter(agency=agency).first() or LetterSetting(agency=agency)
    given = dict(zip(_FIELDS, (word, signature, reconsideration_agency, court), strict=True))
    changes = []
    for name, value in given.items():
        before = getattr(kept, name)
        if before != value.strip():
            changes.append([_FIELDS[name], before, value.strip()])
            setattr(kept, name, value.strip())
    if changes:
        kept.save()
        journal.record("letter.arranged", agency, by=by, on=today, changes=changes)
    return kept


@transaction.atomic
def word(agency_id: int, code: str, *, by: Officer, today: date, texts: Mapping[str, str]) -> None:
    """文书用语: the agency's own words for the own parts of a kind; the template's words again where they are the same.

    Fixed parts are never taken, whatever is sent. Refuses a place in braces that no letter of the kind can fill in.
    """
    agency = agencies.for_act(agency_id, "request.arrange", by=by)
    kind = worded_kinds()[code]
    for part in kind.parts:
        if not part.own or part.key not in texts:
            continue
        text = "\n".join(line.strip() for line in texts[part.key].splitlines()).strip()
        refuse_unknown(text, kind)
        if text in ("", part.text):
            LetterWording.objects.filter(agency=agency, kind=code, part=part.key).delete()
            continue
        kept, is_new = LetterWording.objects.get_or_create(
            agency=agency, kind=code, part=part.key, defaults={"text": text}
        )
        if is_new or kept.text != text:
            kept.text = text
            kept.save()
            journal.record("letter.worded", agency, by=by, on=today, letter=kind.title, part=part.says)


def worded_kinds() -> dict[str, Kind]:
    """The kinds that have parts to be worded; every reply is worded once."""
    found: dict[str, Kind] = {}
    for code, kind in kinds.kinds().items():
        if any(part.own for part in kind.parts):
            found.setdefault(code.split(".")[0], kind)
    return found


def places(kind: Kind) -> tuple[str, ...]:
    """The places that an own part of any letter of a kind may have: not those of one outcome alone."""
    named = {name for part in kind.parts if not part.only for name in _PLACE.findall(part.text)}
    return tuple(name for name in facts.LABELS if name in named | facts.ALWAYS)


def refuse_unknown(text: str, kind: Kind) -> None:
    """Refuse a place in braces that letters of the kind cannot fill in."""
    wrong = [name for name in _PLACE.findall(text) if name not in places(kind)]
    if wrong:
        able = "、".join(f"{{{name}}}（{facts.label(name)}）" for name in places(kind))
        raise Refused(f"花括号里的“{wrong[0]}”填不出来。这种文书可以用的有：{able}。其余的请直接写文字。")
