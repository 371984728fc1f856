"""数字不是最新: the figures are not those of the ledger as it is now, or were counted before the year was over."""

from collections.abc import Iterator

from django.utils import timezone

from gongkai.filing import figures
from gongkai.filing.findings.evidence import MOST_NAMED, Evidence, Noticed
from gongkai.law.calendar import long_words
from gongkai.law.statutes import FORM_2021
from gongkai.report.rules.rule import Rule

rule = Rule(
    __name__,
    "数字不是最新",
    cites=(FORM_2021.part("关于明确责任的规定"),),
    severity="error",
    says="统计以后台账变了，有{count}个数不同：{which}。请到“数字”页重新统计，再看有没有新的问题。",
)
_UNCOUNTED = "还没有统计数字。请到“数字”页统计。"
_EARLY = "数字是{counted}统计的，那时{year}年还没有过完。请在年度结束以后重新统计。"


def check(evidence: Evidence) -> Iterator[Noticed]:
    version = evidence.version
    if not version.is_editable:
        return
    if version.counted_at is None:
        yield Noticed(rule.finding(says=_UNCOUNTED, place="数字"))
        return
    counted_on = timezone.localdate(version.counted_at)
    if counted_on <= evidence.last:
        facts = {"year": evidence.year}
        yield Noticed(rule.finding(says=_EARLY, place="数字", facts=facts, counted=long_words(counted_on)))
    elif not evidence.is_quick and figures.changed_since(version):
        yield from _changed(evidence)


def _changed(evidence: Evidence) -> Iterator[Noticed]:
    """What the ledger gives differently now: most of what is done in an agency changes no figure."""
    shown = evidence.version.figures
    now = figures.count(evidence.filing)
    changed = [each for name, each in now.items() if figures.kept(each.counted) != shown.get(name)]
    if changed:
        few = "、".join(f"“{each.label}”" for each in changed[:MOST_NAMED])
        which = few + ("等" if len(changed) > MOST_NAMED else "")
        yield Noticed(rule.finding(facts={"count": len(changed)}, place="数字", which=which))
