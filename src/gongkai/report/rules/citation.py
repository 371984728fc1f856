"""引用文件: the texts that a report cites exist, carry the right number, and are in force for its year.

只核对法规登记（law.statutes）里有的文件；地方文件和其他文件的文号不作判断。
"""

import re
from collections.abc import Iterator

from gongkai.law import statutes
from gongkai.law.statutes import FORM_2021, ORDER_492, ORDER_711, Statute
from gongkai.report import forms
from gongkai.report.report import Finding, Report
from gongkai.report.rules.prose import Passage, passages
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "引用文件",
    cites=(FORM_2021.part(""), str(ORDER_711)),
    severity="error",
    says="{place}引用《{title}》写的文号是“{cited}”，应为“{number}”。请改正。",
)

_OUTDATED = "{place}引用的“{cited}”已由{now}代替，{year}年度报告应当依据后者。请改正。"
_UNKNOWN = "{place}依据的“{cited}”与报告格式的文号{number}不同。如果说的是{statute}，请改正。"
_REVISED = "{place}写《{title}》{cited}，该条例2007年公布、2019年修订。请改正年份。"

_NUMBER = re.compile(r"(?P<issuer>国办[一-龥]{0,5})[〔\[［【(（](?P<year>20\d\d)[〕\]］】)）](?P<serial>\d+)号")
_ORDER = re.compile(r"国(?:务院)?(?:令)?第?(?P<serial>\d{3})号(?:令)?")
_REVISION = re.compile(r"政府信息公开条例》?[（(]?(?P<words>(?P<year>20\d\d)年?(?:新)?(?:修订|修正))")
_KEYS = {
    statutes.FORM_2021: "政府信息公开工作年度报告格式",
    statutes.FORM_2019: "政府信息公开工作年度报告有关事项",
    statutes.STATISTICS_2014: "政府信息公开情况统计报送",
    statutes.FEES_2020: "政府信息公开信息处理费管理办法",
}
_REACH = 60
"""How far behind its title a text's number may stand."""


def check(report: Report) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for passage in passages(report):
        for sentence in passage.sentences:
            for finding in _in_sentence(report, passage, sentence):
                if (finding.quote, finding.message) not in seen:
                    seen.add((finding.quote, finding.message))
                    yield finding


def _in_sentence(report: Report, passage: Passage, sentence: str) -> Iterator[Finding]:
    yield from _numbers(report, passage, sentence)
    yield from _orders(report, passage, sentence)
    for match in _REVISION.finditer(sentence):
        if int(match["year"]) not in (2007, 2019):
            yield rule.finding(
                says=_REVISED,
                severity="warning",
                place=passage.place,
                quote=match[0],
                facts={"cited": match["words"]},
                title=ORDER_711.title,
            )


def _numbers(report: Report, passage: Passage, sentence: str) -> Iterator[Finding]:
    """Numbers of the State Council's general office, each set against the text whose title stands before it."""
    for match in _NUMBER.finditer(sentence):
        before = sentence[max(0, match.start() - _REACH) : match.start()]
        meant = _titled(before)
        cited = f"{match['issuer']}〔{match['year']}〕{match['serial']}号"
        if meant and cited != meant.number:
            yield rule.finding(
                place=passage.place,
                quote=match[0],
                facts={"cited": cited, "number": meant.number},
                title=meant.title,
            )
        elif not meant and passage.section == "preamble" and (near := _misnumbered(match)) and "报告" in sentence:
            yield rule.finding(
                says=_UNKNOWN,
                severity="note",
                place=passage.place,
                quote=match[0],
                facts={"cited": cited, "number": near.number},
                statute=str(near),
            )
        elif replaced := _replaced(report, cited):
            yield rule.finding(
                says=_OUTDATED,
                severity="warning",
                place=passage.place,
                quote=match[0],
                facts={"cited": cited, "year": report.year},
                now=str(replaced),
            )


def _misnumbered(match: re.Match[str]) -> Statute | None:
    """The notice on the form of the same office and year, when the serial number is another."""
    beginning = f"{match['issuer']}〔{match['year']}〕"
    forms_of_law = (FORM_2021, statutes.FORM_2019)
    if any(statute.number == f"{beginning}{match['serial']}号" for statute in forms_of_law):
        return None
    return next((statute for statute in forms_of_law if statute.number.startswith(beginning)), None)


def _titled(before: str) -> Statute | None:
    """The text of the register whose title stands last before a number."""
    found = [(before.rfind(key), statute) for statute, key in _KEYS.items() if key in before]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _replaced(report: Report, cited: str) -> Statute | None:
    """The notice in force for the report's year, when the one cited belongs to another edition of the form."""
    year = report.year
    if year is None:
        return None
    editions = {getattr(statutes, form.statute): form for form in forms.editions()}
    for statute, form in editions.items():
        if statute.number == cited and form.last_year is not None and year > form.last_year:
            return next((other for other, new in editions.items() if new.in_force_for(year)), None)
    return None


def _orders(report: Report, passage: Passage, sentence: str) -> Iterator[Finding]:
    """Orders of the State Council that follow the title of the regulation."""
    known = {re.sub(r"\D", "", order.number) for order in (ORDER_492, ORDER_711)}
    orders = [
        match
        for match in _ORDER.finditer(sentence)
        if "政府信息公开条例" in sentence[max(0, match.start() - _REACH) : match.start()]
    ]
    for match in orders:
        if match["serial"] not in known:
            yield rule.finding(
                place=passage.place,
                quote=match[0],
                facts={"cited": match[0], "number": ORDER_711.number},
                title=ORDER_711.title,
            )
    old = [match for match in orders if match["serial"] == "492"]
    names_new = any("711" in match["serial"] for match in orders) or "修订" in sentence
    if old and not names_new and report.year is not None and report.year >= 2019:
        yield rule.finding(
            says=_OUTDATED,
            severity="warning",
            place=passage.place,
            quote=old[0][0],
            facts={"cited": old[0][0], "year": report.year},
            now=f"2019年修订的条例（{ORDER_711.number}）",
        )
