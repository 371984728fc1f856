"""增减: how many more or fewer than the year before. A percentage is no number of items."""

import re
from collections.abc import Iterator, Sequence

from gongkai.report.reading.prose.drafts import Draft, drafted
from gongkai.report.reading.prose.sentences import Figure, Sentence

_COMPARED = re.compile(
    r"(?:(?:较|比|与|同)[^，；]{0,16}|同比[^，；]{0,6})"
    r"(?P<verb>净?增加|增长|增多|上升|提高|提升|新增|多|减少|下降|降低|少)(?:了|约|近|共|数量|信息|申请|公开|为)*$"
)
_THEN = re.compile(
    r"(?:较|比|与|同|同比)[^，；]{0,6}(?:去年|上年|上一年|20\d\d年|同期)[^，；]{0,8}(?:的|为|是)$|(?:去年|上年)同期(?:的|为|是|只有)*$"
)
_AFTER_A_COMPARISON = re.compile(r"^(?:净)?(?P<verb>增加|增长|增多|减少|下降|多|少)(?:了|约|近)*$")
_OF_LAST_YEAR = re.compile(r"去年|上年|上一年|同比|同期|较|比")
_FEWER = ("减少", "下降", "降低", "少")


def figures(sentence: Sentence) -> Iterator[Figure]:
    """The figures that compare with the year before, and those that they are compared with."""
    for figure in sentence.figures:
        if _compared(sentence, figure) or _THEN.search(figure.clause):
            yield figure


def read(sentence: Sentence, found: Sequence[Draft]) -> Iterator[Draft]:
    """Each comparison as a statement, belonging to the number before it in the sentence that it compares."""
    for figure in sentence.figures:
        compared = _compared(sentence, figure)
        if compared is None:
            continue
        whole = max((draft for draft in found if draft.at < figure.start), key=lambda draft: draft.at, default=None)
        whole = whole or min((draft for draft in found), key=lambda draft: draft.at, default=None)
        draft = drafted("increase_on_last_year", sentence, figure, compared[0], whole=whole)
        if compared["verb"] in _FEWER:
            draft.value = -draft.value
        yield draft


def _compared(sentence: Sentence, figure: Figure) -> re.Match[str] | None:
    """比去年增加84条; 比去年的328条增加84条; 去年328条，今年412条，增加84条."""
    if compared := _COMPARED.search(figure.clause):
        return compared
    told = _AFTER_A_COMPARISON.search(figure.clause)
    before = sentence.text[max(0, figure.start - _REACH) : figure.start]
    if told is None or _OF_LAST_YEAR.search(before):
        return told
    return told if any(other.year not in (None, figure.year) for other in sentence.figures) else None


_REACH = 40
