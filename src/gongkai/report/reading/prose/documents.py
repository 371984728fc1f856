"""文件与决定: normative documents made, repealed and in force; decisions of licensing, penalty and coercion.

Documents and decisions that were published are items of disclosure, not these.
"""

import re
from collections.abc import Collection, Iterator

from gongkai.report.reading.prose.drafts import Draft, drafted, none_of
from gongkai.report.reading.prose.sentences import Figure, Sentence

_UNITS = ("件", "份", "个", "部", "项", "宗", "起", "例", "次", "条")
_DEEDS = (
    ("in_force", re.compile(r"现行有效|继续有效|有效的?(?:行政)?规范性文件|保留")),
    ("repealed", re.compile(r"废止|失效")),
    ("made", re.compile(r"制发|制定|制订|出台|印发|新制作|制作|起草")),
)
_DOCUMENT = re.compile("规范性文件|规章")
_PUBLISHED = re.compile(r"公开|公示|公布|发布|上传|录入|归集|解读|备案|审查|清理(?!废止)")
_NO_DOCUMENT = re.compile(
    r"(?:未|没有|无|没)(?:有|新)?(?P<deed>制发|制定|制订|出台|印发|废止|新增)?[^，；]{0,6}(?P<kind>行政规范性文件|规范性文件|规章)"
)
_DECISIONS = {"行政许可": "licensing", "行政处罚": "penalties", "行政强制": "coercion"}
_DECIDED = re.compile(r"作出|做出|办理|办结|实施|处理|下达|决定")


def read(sentence: Sentence, taken: Collection[int]) -> Iterator[Draft]:
    row = code = ""
    decided = False
    names_one = _DOCUMENT.search(sentence.text) is not None
    if not names_one and not any(what in sentence.text for what in _DECISIONS):
        return
    for figure in sentence.figures:
        words = figure.before + re.split(r"[，。；、]", figure.after)[0]
        named = _DOCUMENT.findall(words) if names_one else []
        row = {"规范性文件": "normative_documents", "规章": "regulations"}.get(named[-1] if named else "", row)
        decided = (decided or bool(_DECIDED.search(figure.before))) and not _PUBLISHED.search(figure.before)
        if figure.quantity.unit not in _UNITS or figure.start in taken:
            continue
        if names_one:
            goes_on = figure.before.startswith("、") and named and not _PUBLISHED.search(figure.before)
            code = _deed(figure) or (code if goes_on else "")
        if row and code:
            yield drafted(
                "normative_documents", sentence, figure, figure.lead.strip("、"), cell=f"disclosure.{row}.{code}"
            )
        elif decided and figure.quantity.unit not in ("条", "项") and (what := _decision(figure)):
            yield drafted(
                "category", sentence, figure, figure.lead.strip("、"), cell=f"disclosure.{_DECISIONS[what]}.decisions"
            )
    if names_one:
        yield from _none(sentence)


def _deed(figure: Figure) -> str:
    words = figure.clause
    if _PUBLISHED.search(words):
        return ""
    bare = re.fullmatch(r"(?:其中|均为|目前|本年|全年|年内|共)*", words) and re.split(r"[，。；]", figure.after)[0]
    return next((code for code, deed in _DEEDS if deed.search(bare or words)), "")


def _decision(figure: Figure) -> str | None:
    named = [what for what in _DECISIONS if what in figure.clause]
    return named[0] if len(named) == 1 and not re.search(r"复议|诉讼|申请", figure.clause) else None


def _none(sentence: Sentence) -> Iterator[Draft]:
    for at, clause in sentence.clauses:
        found = _NO_DOCUMENT.search(clause)
        if found and not re.search(r"备案|审查|违法|问题|解读|公开", clause):
            row = "regulations" if found["kind"] == "规章" else "normative_documents"
            deed = "repealed" if found["deed"] == "废止" else "made"
            year = sentence.year_at(at + len(clause), None)
            cell = f"disclosure.{row}.{deed}"
            yield none_of("normative_documents", sentence, at, found[0], year=year, cell=cell)
