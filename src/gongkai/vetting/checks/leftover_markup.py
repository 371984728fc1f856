"""转换痕迹: nothing of a file format is left in the words.

发布的信息应当准确：《条例》第六条。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.leftover_markup import MARKS
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "转换痕迹",
    cites=(ORDER_711.article(6),),
    severity="warning",
    says="{where}留有{kind}“{mark}”。请删去后再公开。",
)

_MOST = 50
_LONGEST = 24


def check(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        if passage.is_attached:
            continue
        told = 0
        for kind, pattern in MARKS.items():
            for match in pattern.finditer(passage.text):
                mark = match[0].strip()
                place = passage.at(match.start(), match.end())
                shown = mark if len(mark) <= _LONGEST else f"{mark[:_LONGEST]}…"
                yield rule.finding(place=place, quote=mark, where=passage.where, kind=kind, mark=shown)
                told += 1
                if told == _MOST:
                    return
