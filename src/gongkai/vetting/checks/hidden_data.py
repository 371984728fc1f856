"""隐藏内容: an attachment holds nothing that is not seen when it is opened.

遮盖必须不可逆：隐藏的行列、修订、批注、属性里常有个人信息，《条例》第十五条、第十七条。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding, Severity
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft
from gongkai.vetting.files.traces import Treatment

rule = Rule(
    __name__,
    "隐藏内容",
    cites=(ORDER_711.article(15), ORDER_711.article(17)),
    severity="error",
    says="附件“{name}”里有{what}。{mend}，再重新上传。",
)

_TO_CONFIRM = "附件“{name}”里有{what}。{mend}；确认可以公开的，请说明后保留。"
_TAKEN_OUT = "附件“{name}”里有{what}，公开的副本会自动去掉。"

_HOW: dict[Treatment, tuple[str | None, Severity]] = {
    "mend": (None, "error"),
    "confirm": (_TO_CONFIRM, "warning"),
    "removed": (_TAKEN_OUT, "note"),
}


def check(draft: Draft) -> Iterator[Finding]:
    for attached in draft.attachments:
        for trace in attached.traces:
            if not trace.is_active:
                says, severity = _HOW[trace.treatment]
                yield rule.finding(
                    says=says,
                    severity=severity,
                    place=f"attachment:{attached.name}",
                    quote="、".join(trace.where),
                    facts={"code": trace.code, "count": trace.count},
                    name=attached.name,
                    what=trace.what,
                    mend=trace.mend,
                )
