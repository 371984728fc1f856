"""陈述: the numbers that the prose of a report states, each with its words, its year, and the cell that must agree.

    statements(outline, year=2023, form=FORM) -> (Statement, …)

Knows nothing of tables: what the form's cells hold does not sway how a sentence is read.
"""

from collections.abc import Sequence

from gongkai.report.forms import Form
from gongkai.report.reading.outline import Outline
from gongkai.report.reading.prose import challenges, disclosed, documents, fees, gatherings, increases, requests
from gongkai.report.reading.prose.drafts import Draft
from gongkai.report.reading.prose.sentences import sentences
from gongkai.report.report import Section, Statement


def statements(told: Outline | Sequence[Section], *, year: int | None, form: Form | None) -> tuple[Statement, ...]:
    """What the text states in numbers, in the order in which it does, each once.

    `year` is the report's: a number of another year carries that year and no cell. A cell is given only where
    `form` has it. `of` is given where the text offers the parts as the whole of it, not where it lists some, 等.
    """
    sections = told.sections if isinstance(told, Outline) else told
    account = disclosed.Account(year)
    drafts: list[Draft] = []
    for sentence in sentences(sections, year):
        found: list[Draft] = []
        for topic in (fees, challenges, documents, gatherings, requests):
            found += topic.read(sentence, {draft.at for draft in found})
        taken = {draft.at for draft in found}
        found += account.read(sentence, taken | {figure.start for figure in increases.figures(sentence)})
        found += increases.read(sentence, found)
        drafts += found
    drafts = _each_once([draft for draft in account.settled(drafts) if draft.kept])
    drafts.sort(key=lambda draft: (draft.number, draft.at))
    places = {id(draft): place for place, draft in enumerate(drafts)}
    return tuple(draft.statement(places, year, form) for draft in drafts)


def _each_once(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that say again what another said; what belonged to one of them goes to the other."""
    first: dict[tuple[object, ...], Draft] = {}
    instead: dict[int, Draft] = {}
    for draft in drafts:
        instead[id(draft)] = first.setdefault(draft.says, draft)
    for draft in drafts:
        kept = instead[id(draft)]
        kept.whole = kept.whole or draft.whole
        kept.whole = instead.get(id(kept.whole), kept.whole) if kept.whole else None
    return list(first.values())
