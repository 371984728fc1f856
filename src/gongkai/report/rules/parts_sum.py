"""分项合计: the counts by channel or by category that a text gives add up to their total.

「不同渠道和方式公开相同信息计1条」：分渠道、分类别的条数与总条数应当相等。各项之后带“等”字的，只是举例。
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from gongkai.law.statutes import FORM_2021, STATISTICS_2014
from gongkai.report.reading import numerals
from gongkai.report.report import Report, Statement
from gongkai.report.rules.breakdowns import Breakdown, Share, breakdowns, shares
from gongkai.report.rules.prose import Passage, of_this_year, passages, place_of, squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "分项合计",
    cites=(FORM_2021.part("所附格式第一部分"), STATISTICS_2014.part("所附《政府信息公开情况统计表》")),
    severity="warning",
    says="正文写“{label}”{total}{unit}，各项之和{sum}＝{parts}{unit}，相差{gap}{unit}{remark}。"
    "请对照信息台账核对总数和各项条数，并写明各项是否互不重复。",
)

_NO_TOTAL = (
    "正文没有写总数：按类别之和{sum}＝{categories}{unit}，按渠道之和{channels}{unit}（{each}），对不上。"
    "请写明总数，并核对各类别是否分属于某一渠道。"
)
_DIVIDED = "正文写“{words}”：各项之和{sum}＝{parts}，{than}{whole}{unit}，相差{gap}。请对照台账核对总数和各项。"
_SHARE = "正文写“{words}”，而总数是{total}{unit}：{count}÷{total}＝{actual}%。请核对件数和百分比，按四舍五入改写。"
_TWO_NUMBERS = "正文对“{channel}”写了{count}个不同的条数：{numbers}。请核对，只写一个；口径不同的，请分别写明。"
_EXAMPLES_BELOW = 2
"""Parts that make up less than one part in so many of a total are taken for examples, though no 等 says so."""

_ODD = 20
"""How many times smaller than the next one a part is that probably lies within another."""


def check(report: Report) -> Iterator[Found]:
    divisions = list(_divisions(report))
    for total, parts in divisions:
        yield from _compare(report, total, parts)
    told = {total.value for total, _ in divisions}
    for passage, sentence in _sentences(report):
        for divided in breakdowns(sentence):
            if divided.whole.value not in told:
                yield from _divided(passage, divided)
        for share in shares(sentence):
            yield from _shared(report, passage, share)
    yield from _told_twice(report)
    if not divisions:
        yield from _without_total(report)


def _sentences(report: Report) -> Iterator[tuple[Passage, str]]:
    for passage in passages(report, "overview", "disclosure", "requests", "challenges"):
        for line in re.split(r"[。！？\n]", passage.text):
            yield passage, squeezed(line)


def _divided(passage: Passage, divided: Breakdown) -> Iterator[Found]:
    """Parts told with 其中 or in brackets: never more than the whole; three or more without 等 as much as it."""
    whole, added = divided.whole, sum(part.value for part in divided.parts)
    too_much = added > whole.value
    offered = len(divided.parts) > 2 and not divided.goes_on and added * _EXAMPLES_BELOW >= whole.value
    if too_much or (offered and added < whole.value):
        alike = divided.parts[0].unit == whole.unit
        yield rule.finding(
            says=_DIVIDED,
            severity="warning" if too_much and alike else "note",
            facts={"total": whole.value, "parts": added, "gap": abs(added - whole.value)},
            place=passage.place,
            quote=divided.words,
            words=divided.words,
            sum="＋".join(str(part.value) for part in divided.parts),
            than="多于" if too_much else "少于",
            whole=whole.value,
            unit=whole.unit,
        )


def _shared(report: Report, passage: Passage, share: Share) -> Iterator[Found]:
    """A percentage of the only total there is, where no other number of the passage makes it right either."""
    totals = {s.value for s in of_this_year(report, "disclosed_total") if s.exact and s.value}
    near = {quantity.value for quantity in numerals.quantities(squeezed(passage.text)) if quantity.value}
    places = max(0, -int(share.percent.as_tuple().exponent))
    if len(totals) != 1 or any(_percent(share, whole, places) == share.percent for whole in totals | near):
        return
    [total] = totals
    actual = _percent(share, total, places)
    if share.count.value <= total:
        yield rule.finding(
            says=_SHARE,
            severity="note" if abs(actual - share.percent) <= 1 else "warning",
            facts={"count": share.count.value, "total": total, "said": share.percent},
            actual=_percent(share, total, max(places, 2)).normalize(),
            place=passage.place,
            quote=share.words,
            words=share.words,
            unit=share.count.unit,
        )


def _percent(share: Share, whole: int | Decimal, places: int) -> Decimal:
    exact = Decimal(share.count.value) * 100 / Decimal(whole)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


_OF_A_CHANNEL = re.compile(
    r"(?:^|[，。；：、])(?:其中)?(?:通过|利用|在)?(?:[本我各县市区省镇乡局委厅]|人民)*(?P<channel>政府(?:门户)?网站?|门户网站|政务?微信公众号|微信公众号|政务微博)"
    r"(?:上|共|累计|主动)*(?:公开|发布)(?:各类|政府|政务|信息|共|计|了)*(?P<count>\d{1,9})[条篇]"
)


def _told_twice(report: Report) -> Iterator[Found]:
    """区政府门户网站公开6039条, and elsewhere 通过政府网站公开2441条."""
    told: dict[str, dict[int, Passage]] = {}
    for passage, sentence in _sentences(report):
        for found in _OF_A_CHANNEL.finditer(sentence):
            channel = "政府网站" if "网" in found["channel"] else found["channel"].removeprefix("政务")
            told.setdefault(channel, {}).setdefault(int(found["count"]), passage)
    for channel, numbers in told.items():
        if len(numbers) > 1:
            yield rule.finding(
                says=_TWO_NUMBERS,
                severity="note",
                facts={"told": list(numbers)},
                place=list(numbers.values())[-1].place,
                quote=channel,
                channel=channel,
                count=len(numbers),
                numbers="、".join(f"{number}条" for number in numbers),
            )


def _divisions(report: Report) -> Iterator[tuple[Statement, list[Statement]]]:
    """Each total with the parts that share one way of dividing it; a lone part of the other way joins them."""
    by_total: dict[int, list[Statement]] = {}
    for statement in report.stated("channel", "category"):
        of = statement.of
        if of is not None and 0 <= of < len(report.statements) and report.statements[of] is not statement:
            by_total.setdefault(of, []).append(statement)
    for of, parts in by_total.items():
        total = report.statements[of]
        ways = [[part for part in parts if part.kind == kind] for kind in ("channel", "category")]
        if any(len(way) == 1 for way in ways) and not any(_adds_up(total, way) for way in ways):
            ways = [parts]
        yield from ((total, way) for way in ways if len(way) > 1)


def _without_total(report: Report) -> Iterator[Found]:
    """Items by category and items by channel of one passage, with no total: two counts of the same."""
    loose = [s for s in of_this_year(report, "channel", "category") if s.exact and s.of is None and s.cell is None]
    categories, channels = ([s for s in loose if s.kind == kind] for kind in ("category", "channel"))
    together = len({(s.section, s.part, s.unit) for s in loose}) == 1
    if of_this_year(report, "disclosed_total") or not together or min(len(categories), len(channels)) < 2:
        yield rule.untold("正文没有给出总数和它的分项")
        return
    by_category, by_channel = (sum(s.value for s in way) for way in (categories, channels))
    alike = [by_channel, *(channel.value for channel in channels)]
    if by_category not in alike and not _goes_on(report, categories[-1]) and not _goes_on(report, channels[-1]):
        yield rule.finding(
            says=_NO_TOTAL,
            severity="note",
            facts={"categories": by_category, "channels": by_channel},
            place=place_of(report, categories[0]),
            quote=categories[0].quote,
            unit=categories[0].unit or "条",
            sum="＋".join(str(s.value) for s in categories),
            each="、".join(f"“{squeezed(s.label)}”{s.value}" for s in channels),
        )


def _adds_up(total: Statement, parts: list[Statement]) -> bool:
    return total.value == sum(part.value for part in parts)


def _compare(report: Report, total: Statement, parts: list[Statement]) -> Iterator[Found]:
    unit = total.unit or "条"
    same = [part for part in parts if (part.unit or unit) == unit]
    if len(same) < 2:
        return
    added = sum(part.value for part in same)
    slack = sum(map(_slack, [total, *same]))
    gap = added - total.value
    if -slack <= gap <= slack or (gap < 0 and (len(same) < len(parts) or _goes_on(report, same[-1]))):
        return
    if _runs_add_up(total, same):
        return
    exact = slack == 0
    examples = gap < 0 and Decimal(added) * _EXAMPLES_BELOW < total.value
    if examples and len(same) < 3:
        return
    yield rule.finding(
        facts={
            "total": total.value,
            "parts": added,
            "gap": abs(gap),
            "each": [[part.label, part.value] for part in same],
        },
        severity="warning" if exact and not examples else "note",
        place=place_of(report, total),
        quote=total.quote if total.quote else same[0].quote,
        label=squeezed(total.label),
        unit=unit,
        sum="＋".join(str(part.value) for part in same),
        remark=_remark(total, same, unit),
    )


def _runs_add_up(total: Statement, parts: list[Statement]) -> bool:
    """Whether the parts, in their order, are several divisions one after another, each as much as the total."""
    added: int | Decimal = 0
    for part in parts:
        added += part.value
        added = 0 if added == total.value else added
    return added == 0


def _slack(statement: Statement) -> int:
    """How far from its number an inexact statement may lie: one of its last round place."""
    if statement.exact:
        return 0
    digits = str(int(statement.value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return int("1" + "0" * zeros) if statement.value else 1


def _goes_on(report: Report, last: Statement) -> bool:
    """Whether the list of parts ends with 等: what follows the last of them in the text."""
    quote = squeezed(last.quote)
    for passage in passages(report):
        _, found, after = squeezed(passage.text).partition(quote)
        if found:
            quote += after[:2]
            break
    return re.search(rf"{last.value}\s*余?{re.escape(last.unit)}等", quote) is not None


def _remark(total: Statement, parts: list[Statement], unit: str) -> str:
    """Which single part, left out, explains the gap, or probably lies within another."""
    added = sum(part.value for part in parts)
    for part in parts:
        if added - part.value == total.value and part.value:
            return f"；不计“{part.label}”{part.value}{unit}则恰好相等，请核对是否重复计入"
    smallest, *others = sorted(parts, key=lambda part: part.value)
    if len(parts) > 2 and 0 < smallest.value * _ODD < others[0].value:
        return f"；不计“{smallest.label}”{smallest.value}{unit}则为{added - smallest.value}{unit}"
    return ""
