"""活动内容: no attachment can do anything but be read.

系统发布的文件不得带有宏、脚本等会自己运行的内容；发布前依法审查：《条例》第十七条。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "活动内容",
    cites=(ORDER_711.article(17),),
    severity="error",
    says="附件“{name}”里有{what}，不能公开。{mend}，再重新上传。",
)

_TAKEN_OUT = "附件“{name}”里有{what}，公开的副本会自动去掉。"


def check(draft: Draft) -> Iterator[Finding]:
    for attached in draft.attachments:
        for trace in attached.traces:
            if trace.is_active:
                is_ours = trace.treatment == "removed"
                yield rule.finding(
                    says=_TAKEN_OUT if is_ours else None,
                    severity="note" if is_ours else "error",
                    place=f"attachment:{attached.name}",
                    quote="、".join(trace.where),
                    facts={"code": trace.code, "count": trace.count},
                    name=attached.name,
                    what=trace.what,
                    mend=trace.mend,
                )
