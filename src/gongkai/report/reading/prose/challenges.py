"""复议、诉讼: reconsiderations and lawsuits over disclosure, and how they ended."""

import re
from collections.abc import Collection, Iterator

from gongkai.report.reading.prose.drafts import Draft, drafted, none_of
from gongkai.report.reading.prose.sentences import Figure, Sentence
from gongkai.report.report import StatementKind

_UNITS = ("件", "宗", "起", "例", "次", "个", "条", "件次", "份")
_RESULTS = (
    ("pending", re.compile(r"未审结|正在审理|未结|审理中|尚在")),
    ("upheld", re.compile(r"维持|驳回")),
    ("corrected", re.compile(r"纠正|纠错|撤销|责令|败诉")),
    ("other", re.compile(r"其[他它]")),
)
_KINDS: dict[str, StatementKind] = {
    "reconsideration": "reconsiderations",
    "lawsuit": "lawsuits",
    "lawsuit_direct": "lawsuits",
    "lawsuit_after_reconsideration": "lawsuits",
}
_NONE = re.compile(
    r"(?:未|没有|无|没|不存在|不涉及)(?P<what>[^，；]{0,40}?(?:复议|诉讼)[^，；]*)|(?P<zero>[^，；]*(?:复议|诉讼)[^，；\d]{0,12}[为:：](?:0|零)(?![\d.]))"
)
_NOT_NONE = re.compile(r"败诉|纠错|纠正|撤销|正当理由|被复议机关|逾期|未经")


def _row(figure: Figure, text_before: str) -> str:
    """The row that the words name: "both" where reconsiderations and lawsuits are counted together."""
    words = figure.clause
    if re.search(r"复议后.{0,4}(?:起诉|诉讼)|经复议后", words):
        return "lawsuit_after_reconsideration"
    if re.search(r"未经复议|直接.{0,4}(?:起诉|诉讼)", words):
        return "lawsuit_direct"
    if re.search("案件", words) and "复议" not in words and not re.search("诉讼|应诉|申请", words):
        words = text_before
        return "both" if "复议" in words and "诉讼" in words else ""
    reconsidered, sued = "复议" in words, bool(re.search("诉讼|应诉|起诉", words))
    if reconsidered and sued:
        return "both"
    return "reconsideration" if reconsidered else "lawsuit" if sued else ""


def read(sentence: Sentence, taken: Collection[int]) -> Iterator[Draft]:
    if not re.search("复议|诉讼|起诉|应诉", sentence.text) and sentence.section != "challenges":
        return
    here = sentence.section in ("challenges", "requests") or sentence.part == "requests"
    if not here and not re.search("信息公开|政务公开|依申请", sentence.text + sentence.heading):
        return
    whole: Draft | None = None
    row = ""
    for figure in sentence.figures:
        if figure.quantity.unit not in _UNITS or figure.start in taken:
            continue
        named = _row(figure, sentence.text[: figure.start])
        result = next((code for code, words in _RESULTS if words.search(figure.clause)), "")
        if result and (named or row) and named != "both":
            row = named or row
            yield _result(sentence, figure, row, result, whole if not named else None)
        elif named == "both":
            yield from _both(sentence, figure)
            row = ""
        elif named:
            row = named
            cell = None if row == "lawsuit" else f"challenges.{row}.total"
            whole = drafted(_KINDS[row], sentence, figure, _label(figure), cell=cell)
            yield whole
    yield from _none(sentence)


def _result(sentence: Sentence, figure: Figure, row: str, result: str, whole: Draft | None) -> Draft:
    cell = None if row == "lawsuit" else f"challenges.{row}.{result}"
    return drafted(_KINDS[row], sentence, figure, _label(figure), cell=cell, whole=whole)


def _both(sentence: Sentence, figure: Figure) -> Iterator[Draft]:
    if figure.quantity.value == 0:
        yield drafted("reconsiderations", sentence, figure, "行政复议", cell="challenges.reconsideration.total")
        yield drafted("lawsuits", sentence, figure, "行政诉讼")
    else:
        yield drafted("reconsiderations", sentence, figure, "行政复议、行政诉讼")


def _label(figure: Figure) -> str:
    return re.sub(r"^(?:其中|涉及|全年|年内|共|发生|办理|被申请|被提起|因|[、，])+", "", figure.clause)


def _none(sentence: Sentence) -> Iterator[Draft]:
    for at, clause in sentence.clauses:
        found = _NONE.search(clause)
        if not found or _NOT_NONE.search(clause):
            continue
        words = found["what"] or found["zero"]
        year = sentence.year_at(at + len(clause), None)
        if "复议" in words:
            cell = "challenges.reconsideration.total"
            yield none_of("reconsiderations", sentence, at, "行政复议", year=year, cell=cell)
        if "诉讼" in words:
            yield none_of("lawsuits", sentence, at, "行政诉讼", year=year)
