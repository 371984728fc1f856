"""职责分离: collecting, examining and releasing are not one person's work.

公开前依照保密法等法律法规审查，是单独的一道关口：《条例》第十七条。采编、审核、发布不能由同一人包办。
"""

import re
from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Report
from gongkai.report.rules.prose import passages
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "职责分离",
    cites=(ORDER_711.article(17),),
    severity="warning",
    says="{place}写“{quote}”，把{duties}交给了同一人。审核应当由另一人担任，请调整分工。",
)

_MAYBE_SEVERAL = "{place}写“{quote}”，{duties}可能由同一人担任。审核应当由另一人担任，请核对分工。"

_ALL_BY_ONE = re.compile(
    r"(?:收集|采集|采编|编辑|编写|撰写|起草|录入|整理)[^，。；]{0,8}(?:审核|审查|审定)[^，。；]{0,8}(?:发布|上传|报送|推送|更新)"
    r"[^。；]{0,12}(?:同一(?:人|名)|[一1](?:人|名[^，。；]{0,8}))(?:负责|兼任|承担|完成|包办|办理|担任)"
)
_EXAMINE = re.compile(r"(?:信息|内容|保密)?(?:审核|审查|审定|把关)")
_COLLECT = re.compile(r"收集|采集|采编|搜集|整理|编辑|编写|撰写|起草|录入")
_RELEASE = re.compile(r"发布|上传|上网|上报|报送|推送|更新")
_PERSON = re.compile(
    r"(?<![\d十百千第])(?P<who>(?P<one>[1一壹])(?:名|位)(?:(?!负责)[^，。；、\d]){0,14}|专人|专职人员|信息(?:管理|公开|联络)?员)"
)
_DUTIES = re.compile(r"(?P<gap>[^。；]{0,24}?)负责(?P<what>[^，。；]{2,40})")
_APART = re.compile(r"分离|分设|分别由|不同人|互不|另由|另一名|各1名")
_LEADER = re.compile(r"领导|负责人|负责同志|书记|镇长|乡长|主任")


def check(report: Report) -> Iterator[Found]:
    for passage in passages(report, "overview", "problems", "other"):
        for sentence in passage.sentences:
            if all_by_one := _ALL_BY_ONE.search(sentence):
                yield rule.finding(
                    facts={"named": ["采编", "审核", "发布"]},
                    place=passage.place,
                    quote=all_by_one[0],
                    duties="采编、审核、发布",
                )
                continue
            for person in _PERSON.finditer(sentence):
                duties = _DUTIES.match(sentence[person.end() :])
                if duties is None or _PERSON.search(duties["gap"]):
                    continue
                names = _of_one(duties["what"], sentence)
                is_leader = _LEADER.search(person["who"]) and not _COLLECT.search(duties["what"])
                if names and not is_leader:
                    yield rule.finding(
                        says=None if person["one"] else _MAYBE_SEVERAL,
                        severity=None if person["one"] else "note",
                        facts={"named": names},
                        place=passage.place,
                        quote=sentence[person.start() : person.end() + duties.end()],
                        duties="、".join(names),
                    )
                    break


def _of_one(what: str, sentence: str) -> list[str]:
    """The duties named side by side, when examining is one of several."""
    if _APART.search(sentence):
        return []
    found = [match for kind in (_COLLECT, _EXAMINE, _RELEASE) if (match := kind.search(what))]
    joined = re.search(r"[、和与及并]", what)
    names = [match[0] for match in found]
    return names if _EXAMINE.search(what) and len(names) > 1 and joined else []
