"""较上年增加: the increase that the text states is this year's number less last year's.

「较上年增加若干条」应当等于本年与上年报告所写之差；百分数按所写的位数核对。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.law.statutes import FORM_2021
from gongkai.report.report import Report, Statement
from gongkai.report.rules.prose import clause_of, of_this_year, place_of, squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "较上年增减",
    cites=(FORM_2021.part("所附格式第一部分"),),
    severity="warning",
    says="正文写“{words}”，而本年{now}{unit}，上年报告写{before}{unit}，实为{shown}。"
    "请核对两年的数；上年数有更正的，请写明。",
    needs="previous",
)

_LESS = re.compile(r"减少|下降|降低|减幅|降幅")
_PERCENT = ("%", "％", "百分点")


def check(report: Report, previous: Report) -> Iterator[Found]:
    stated = [s for s in of_this_year(report, "increase_on_last_year") if s.exact]
    if report.year is None or previous.year != report.year - 1 or not stated:
        yield rule.untold("正文没有写比上年增减多少" if not stated else "所给的不是上一年度的报告")
        return
    for statement in stated:
        now, before = _this_year(report, statement), None
        if now is not None:
            before = _last_year(previous, now)
        if now is None or before is None:
            yield rule.untold("两年的报告没有写可以相减的数")
        else:
            yield from _compare(report, statement, now.value, before.value)


def _this_year(report: Report, increase: Statement) -> Statement | None:
    """The number that grew: the one it is given of, or the only total of its section."""
    if increase.of is not None and 0 <= increase.of < len(report.statements):
        return report.statements[increase.of]
    if "申请" in increase.label:
        kind = of_this_year(report, "requests_received")
    else:
        kind = [s for s in of_this_year(report, "disclosed_total") if s.section == increase.section]
    return kind[0] if len({statement.value for statement in kind}) == 1 and kind[0].exact else None


def _last_year(previous: Report, now: Statement) -> Statement | None:
    """What last year's text says of the same."""
    alike = [s for s in of_this_year(previous, now.kind) if s.exact]
    if now.kind not in ("disclosed_total", "requests_received"):
        alike = [s for s in alike if squeezed(s.label) == squeezed(now.label)]
    return alike[0] if len({statement.value for statement in alike}) == 1 else None


def _compare(report: Report, increase: Statement, now: int | Decimal, before: int | Decimal) -> Iterator[Found]:
    said = Decimal(increase.value)
    if _LESS.search(squeezed(increase.label)):
        said = -abs(said)
    if increase.unit in _PERCENT:
        if before == 0:
            yield rule.untold("上年数是0，算不出百分数")
            return
        places = max(0, -int(said.as_tuple().exponent))
        actual = round(Decimal(now - before) * 100 / Decimal(before), places)
        holds = abs(actual - said) <= Decimal(1).scaleb(-places)
        shown = f"{'增加' if actual >= 0 else '减少'}{abs(actual)}%"
    else:
        actual = Decimal(now - before)
        holds = actual == said
        shown = f"{'增加' if actual >= 0 else '减少'}{abs(actual)}{increase.unit}"
    if not holds:
        yield rule.finding(
            facts={"said": said, "now": now, "before": before, "actual": actual},
            place=place_of(report, increase),
            quote=increase.quote,
            words=clause_of(increase),
            unit="" if increase.unit in _PERCENT else increase.unit,
            shown=shown,
        )
