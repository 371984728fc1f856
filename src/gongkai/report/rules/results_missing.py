"""考核评议追责结果: a people's government gives the results of assessment, appraisal and accountability.

「各级人民政府的政府信息公开工作年度报告还应当包括工作考核、社会评议和责任追究结果情况」：《条例》第五十条第（四）项。
写建立了什么制度、纳入了什么考核，不是结果；没有发生的，写明未发生。
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.report import Report
from gongkai.report.rules.agencies import is_government, is_street
from gongkai.report.rules.editions import calendar_year
from gongkai.report.rules.prose import passages
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "考核评议追责结果",
    cites=(ORDER_711.article(50, item=4), FORM_2021.part("所附格式第一部分")),
    severity="warning",
    says="全文没有写{missing}的结果{mechanism}。请在“监督保障”中写明结果；没有开展或者没有发生的，也要写明。",
)


class _Result(NamedTuple):
    """What the text must tell: its name, the words that raise it, the words that tell how it came out."""

    name: str
    topic: re.Pattern[str]
    outcome: re.Pattern[str]


_NONE = (
    r"未(?:曾)?(?:发生|开展|出现|组织|进行|收到|接到|有|因|被|予|受到)|没有|无(?!线|人|法|关|缝|一遗漏)|零|尚未|不存在"
)
_RESULTS = (
    _Result(
        "工作考核",
        re.compile(r"考核|考评"),
        re.compile(
            rf"{_NONE}|优秀|优良|良好|合格|达标|满分|得分|\d分|排名|名次|位居|位列|名列|等次|等级|档|先进|"
            r"结果(?:为|是|[:：]|显示|良好|均|已|全部)|考核(?:结果)?通报|第[一二三四五六七八九十\d]+名?|"
            r"(?:进行|开展|组织|完成|实施|接受|参加|通过)了?[^，。；]{0,14}(?:考核|考评)[^，。；制机体办]{0,6}(?:\d+次|[一二两三四]次)|"
            r"(?:进行|开展|组织|完成|实施)了[^，。；]{0,16}(?:考核|考评)|(?:考核|考评)\d+[次家个]|[对]\d+[家个][^，。；]{0,16}(?:考核|考评)"
        ),
    ),
    _Result(
        "社会评议",
        re.compile(r"评议|满意度|满意率"),
        re.compile(
            rf"{_NONE}|\d+(?:\.\d+)?[%％分]|百分之|优秀|良好|合格|比较满意|均满意|评议满意|很满意|"
            r"满意[。，；]|评价(?:为|较好|良好)|结果(?:为|是|[:：]|显示|良好|均|满意)|问卷\d+|\d+[份人名条次]|"
            r"(?:进行|开展|组织|完成)了[^，。；]{0,16}评议"
        ),
    ),
    _Result(
        "责任追究", re.compile(r"追究|追责|问责"), re.compile(rf"{_NONE}|\d+[人次件起名例]|予以(?:通报|处分|问责)")
    ),
)
_MECHANISM = re.compile(
    r"制度|机制|体系|办法|规定|纳入|作为[^，。；]{0,8}(?:内容|依据|指标)|指标|结果(?:运用|应用|挂钩)"
)
_PLAN = re.compile(r"下一步|今后|将(?:进一步|继续|不断|加强|健全|完善|建立)|拟|力争|争取|确保|以此")
_CLAUSE = re.compile(r"[^，。；！？,;]+[，。；！？,;]?")


_FIRST_YEAR = 2019


def check(report: Report) -> Iterator[Found]:
    year = calendar_year(report)
    if year is not None and year < _FIRST_YEAR:
        yield rule.untold(f"{year}年度的报告适用修订前的条例，没有这项要求")
        return
    government = is_government(report)
    if not government and not is_street(report):
        yield rule.untold("机关不是人民政府，或者从名称看不出是不是")
        return
    clauses = [
        clause
        for passage in passages(report, "overview", "problems", "other")
        for sentence in passage.sentences
        if not _PLAN.search(sentence)
        for clause in _CLAUSE.findall(sentence)
    ]
    if not clauses:
        yield rule.untold("没有读到正文")
        return
    missing = [result for result in _RESULTS if not any(_tells(result, clause) for clause in clauses)]
    if missing:
        named = [
            result.name
            for result in missing
            if any(result.topic.search(clause) and _MECHANISM.search(clause) for clause in clauses)
        ]
        yield rule.finding(
            facts={"missing": [result.name for result in missing]},
            severity=None if government else "note",
            place="监督保障",
            missing="、".join(result.name for result in missing),
            mechanism=f"（只写了{'、'.join(named)}的制度或者安排）" if named else "",
        )


def _tells(result: _Result, clause: str) -> bool:
    """Whether a clause says how it came out, rather than how it is arranged."""
    if not result.topic.search(clause):
        return False
    outcome = result.outcome.search(clause)
    return outcome is not None and not (_MECHANISM.search(clause) and not re.search(rf"{_NONE}|\d", clause))
