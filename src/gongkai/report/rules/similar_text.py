"""内容雷同: the text is not last year's or a neighbour's again.

国办公开办函〔2021〕30号把「内容雷同」列为应当追责的情形。数字、标点和书名号里的名称不计。
"""

from collections.abc import Iterator, Sequence

from gongkai.law.statutes import FORM_2021
from gongkai.report.comparison import Paragraph, compare
from gongkai.report.report import Report
from gongkai.report.rules.prose import squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "内容雷同",
    cites=(FORM_2021.part("正文"),),
    severity="warning",
    says="正文有{percent}%的字句与{whose}相同，例如：{examples}。请按本年本机关的实际情况重写。",
    needs="others",
)

_TOO_MUCH = 0.5
"""The share of the words that may be another's: common phrases and the agency's standing arrangements make up less."""

_LEAST = 60
"""Words of a text that can be told from another's at all: 「本年度没有需要报告的事项」 is everyone's."""

_SHORTEST = 20
_EXAMPLES = 3


def check(report: Report, others: Sequence[Report]) -> Iterator[Found]:
    for other in others:
        comparison = compare(other, report)
        if sum(part.characters for part in comparison.prose) < _LEAST:
            yield rule.untold("没有读到正文，或者正文太短")
        elif comparison.copied >= _TOO_MUCH:
            paragraphs = [paragraph for part in comparison.prose for paragraph in part.paragraphs]
            copied = sorted(filter(_counts, paragraphs), key=lambda paragraph: -paragraph.copied * len(paragraph.text))
            yield rule.finding(
                facts={"share": round(comparison.copied, 2), "paragraphs": len(copied)},
                place="正文",
                quote=squeezed(copied[0].text) if copied else "",
                percent=round(comparison.copied * 100),
                whose=_name(report, other),
                examples="；".join(f"“{_cut(paragraph.text)}”" for paragraph in copied[:_EXAMPLES]),
            )


def _counts(paragraph: Paragraph) -> bool:
    return paragraph.copied >= _TOO_MUCH and len(paragraph.text) >= _SHORTEST


def _name(report: Report, other: Report) -> str:
    if other.year is not None and report.year is not None and other.year < report.year:
        return f"{other.agency or ''}{other.year}年度报告"
    return f"{other.agency or '另一机关'}的报告"


def _cut(text: str) -> str:
    words = squeezed(text)
    return words if len(words) <= 50 else f"{words[:50]}…"
