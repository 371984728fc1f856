"""增减: how many more or fewer than the year before. A percentage is no number of items."""

import re
from collections.abc import Iterator, Sequence

from gongkai.report.reading.prose.drafts import Draft, drafted
from gongkai.report.reading.prose.sentences import Figure, Sentence

_COMPARED = re.compile(
    r"(?:(?:较|比|与|同)[^，；]{0,16}|同比[^，；]{0,6})"
    r"(?P<verb>净?增加|增长|增多|上升|提高|提升|新增|多|减少|下降|降低|少)(?:了|约|近|共|数量|信息|申请|公开|为)*$"
)
_FEWER = ("减少", "下降", "降低", "少")


def figures(sentence: Sentence) -> Iterator[Figure]:
    """The figures that compare with the year before."""
    for figure in sentence.figures:
        if _COMPARED.search(figure.clause):
            yield figure


def read(sentence: Sentence, found: Sequence[Draft]) -> Iterator[Draft]:
    """Each comparison as a statement, belonging to the number before it in the sentence that it compares."""
    for figure in figures(sentence):
        compared = _COMPARED.search(figure.clause)
        whole = max((draft for draft in found if draft.at < figure.start), key=lambda draft: draft.at, default=None)
        whole = whole or min((draft for draft in found), key=lambda draft: draft.at, default=None)
        draft = drafted("increase_on_last_year", sentence, figure, compared[0] if compared else "", whole=whole)
        if compared and compared["verb"] in _FEWER:
            draft.value = -draft.value
        yield draft
