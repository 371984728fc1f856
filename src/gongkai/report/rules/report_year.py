"""年度: title, period, text and plans speak of the year reported on.

年度报告报的是上一个公历年（1月1日至12月31日）：《条例》第四十九条。正文沿用往年的句子，年份常忘了改。
"""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.report import Report
from gongkai.report.rules.editions import calendar_year
from gongkai.report.rules.prose import Passage, passages, squeezed
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "报告年度",
    cites=(ORDER_711.article(49), FORM_2021.part("所附格式")),
    severity="warning",
    says="{place}说的是{found}年：“{quote}”，而本报告的年度是{year}年。请核对是否沿用了往年的文字，改为{year}年。",
)

_PERIOD = "统计期是{start}至{end}，不是{year}年1月1日至12月31日。请核对统计期，或者改正标题的年度。"
_NO_YEAR = "标题“{quote}”没有写年度。请写明“{year}年政府信息公开工作年度报告”。"
_NO_PERIOD = "报告没有写明统计期。请写明“统计期限为{year}年1月1日至{year}年12月31日”。"
_PLAN = "{place}把改进写在已经过去的{found}年：“{quote}”。{year}年度报告的改进应当写{next}年，请核对。"
_TASKS = "{place}依据的是{found}年的工作要点：“{quote}”，而本报告的年度是{year}年。请核对应当引用哪一年的要点。"

_SHORT = "{place}写有“{quote}”，这里的数只统计到{month}月，不足全年。请补足到12月31日。"
_UNKNOWN = "标题、统计期和正文都没有写明是哪一年度的报告。请在标题里写明年度。"

_GARBLED = "{place}的日期“{quote}”不成日期，可能漏了月份或者数字有误。请核对原件后改正。"
_NO_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d年\d{1,2}日|(?<!\d)20\d{3,4}月|(?<!\d)20\d\d年(?:0|1[3-9]|[2-9]\d)月|(?<!\d)20\d\d年\d{1,2}月(?:3[2-9]|[4-9]\d)日"
    r"|(?<!\d)20\d\d年(?:(?:0?[469]|11)月31|0?2月3[01])日"
)

_YEAR = r"(?P<year>20\d\d)年度?"
_TILL = re.compile(
    r"(?:数据|统计)[^，。；]{0,6}截[至止]到?(?:(?P<of_a>20\d\d)年)?(?P<a>\d{1,2})月|截[至止]到?(?:(?P<of_b>20\d\d)年)?(?P<b>\d{1,2})月[^，。；]{0,4}"
    r"[，,]?[^。；]{0,24}(?:公开|发布)[^。；]{0,16}\d+[条件]"
)
_REPORT_OF = re.compile(rf"{_YEAR}(?:的)?政府信息公开(?:工作)?(?:年度)?报告")
_TASKS_OF = re.compile(
    rf"(?P<all>{_YEAR}(?:全国|全省|全区|全市|全县|全州|全盟|全旗|[\u4e00-\u9fff]{{2,7}}[省市县区州旗])?(?:(?:省|市|县|区|州|镇|乡)*)(?:政府)?"
    r"(?:政务公开|政府信息公开)(?:重点)?工作(?:主要)?(?:要点|安排|任务|方案))"
)
_PLAN_OF = re.compile(
    rf"^(?:改进(?:情况|措施)[：:])?(?:[一二三四五六七八九]是)?(?:在)?{_YEAR}(?P<work>的?工作中)?[，,]?"
    r"[^，。]{0,16}?(?:将|拟|要|准备|计划)(?:会|重点|从|以|进一步|更加|更|继续|持续|着力|坚持|不断|认真|切实|加强|加大|严格|围绕|按照|"
    r"做好|深化|强化|努力|全面|积极|抓好|主要|完善|提升|提高|推进|推动|着重|在|采取|补齐|一如既往|聚焦|紧盯|把)"
)
_PLAN_IN = re.compile(rf"在{_YEAR}的?工作中[，,][^，。]{{0,16}}?将")
_OPENS = re.compile(
    rf"^(?:一是|[（(][一二三四五六七八九十][）)])?(?:截至|截止|到|至)?{_YEAR}"
    r"(?:底|末|全年|1?\d月\d{0,2}日?|[，,]|我|本|全|共|未|区|县|市|乡|镇|没有|政务公开|主动公开|收到)"
)
_LONGER_AGO = re.compile(r"相比|相较|同比|较|比|上年|去年|同期|以来|起|印发|出台|修订|至今|连续|历年|成立|设立|《")


def check(report: Report) -> Iterator[Found]:
    year = calendar_year(report)
    if year is None:
        yield rule.finding(says=_UNKNOWN, severity="warning", verdict="cannot_tell", place="标题", quote=report.title)
        return
    yield from _title(report, year)
    yield from _period(report, year)
    seen: set[str] = set()
    for passage in passages(report):
        if passage.section != "title":
            for garbled in dict.fromkeys(_NO_DATE.findall(squeezed(passage.text))):
                yield rule.finding(says=_GARBLED, place=passage.place, quote=garbled)
            for sentence in passage.sentences:
                if sentence not in seen:
                    seen.add(sentence)
                    yield from _sentence(report, year, passage, sentence)


def _title(report: Report, year: int) -> Iterator[Found]:
    title = squeezed(report.title)
    years = [int(found) for found in re.findall(r"(20\d\d)年", title)]
    if title and not re.search(r"20\d\d|二[〇○零]", title):
        yield rule.finding(says=_NO_YEAR, severity="note", place="标题", quote=title, facts={"year": year})
    for found in years[:1]:
        if found != year:
            yield rule.finding(severity="error", place="标题", quote=title, facts={"found": found, "year": year})


def _period(report: Report, year: int) -> Iterator[Found]:
    if report.period is None:
        yield rule.finding(says=_NO_PERIOD, severity="note", place="标题下的说明", facts={"year": year})
    elif report.period != (date(year, 1, 1), date(year, 12, 31)):
        start, end = report.period
        wrong_year = year not in (start.year, end.year)
        yield rule.finding(
            says=_PERIOD,
            severity="error" if wrong_year else "warning",
            place="统计期",
            facts={"start": start.isoformat(), "end": end.isoformat(), "year": year},
        )


def _sentence(report: Report, year: int, passage: Passage, sentence: str) -> Iterator[Found]:
    """At most one finding a sentence: the plainest reading of its year."""
    if found := _other_year(_REPORT_OF, sentence, year, later=False):
        if passage.section in ("preamble", "signature"):
            yield rule.finding(place=passage.place, quote=_cut(sentence), facts={"found": found, "year": year})
        return
    if found := _other_year(_TASKS_OF, sentence, year, later=passage.section in ("problems", "other")):
        yield rule.finding(
            says=_TASKS,
            place=passage.place,
            quote=_cut(sentence, str(found)),
            facts={"found": found, "year": year},
        )
    if passage.section in ("problems", "other"):
        plan = _PLAN_OF.search(sentence) or _PLAN_IN.search(sentence)
        if plan and int(plan["year"]) <= year:
            yield rule.finding(
                says=_PLAN,
                place=passage.place,
                quote=_cut(sentence, plan["year"]),
                facts={"found": int(plan["year"]), "year": year, "next": year + 1},
            )
            return
    till = _TILL.search(sentence) if passage.section == "overview" else None
    if till and int(till["a"] or till["b"]) < 12 and int(till["of_a"] or till["of_b"] or year) == year:
        yield rule.finding(
            says=_SHORT,
            place=passage.place,
            quote=_cut(sentence),
            facts={"month": int(till["a"] or till["b"]), "year": year},
        )
        return
    opens = _OPENS.match(sentence)
    if (
        opens
        and passage.section in ("overview", "problems", "other")
        and int(opens["year"]) < year
        and f"{year}年" not in sentence
        and not _LONGER_AGO.search(sentence)
    ):
        yield rule.finding(
            severity=None if _is_last_years_text(report, year, passage) else "note",
            place=passage.place,
            quote=_cut(sentence),
            facts={"found": int(opens["year"]), "year": year},
        )


def _other_year(pattern: re.Pattern[str], sentence: str, year: int, *, later: bool) -> int | None:
    for match in pattern.finditer(sentence):
        found = int(match["year"])
        if found != year and not (later and found > year):
            return found
    return None


def _is_last_years_text(report: Report, year: int, passage: Passage) -> bool:
    """Whether the section never speaks of the year reported on: then an older year is no history but a leftover."""
    return not any(f"{year}年" in squeezed(other.text) for other in passages(report, passage.section))


def _cut(sentence: str, around: str = "") -> str:
    """Enough of a long sentence to find it by."""
    if len(sentence) <= 60:
        return sentence
    start = max(0, sentence.find(around) - 12) if around else 0
    return ("…" if start else "") + sentence[start : start + 56] + "…"
