"""附件未查: what a machine could not read, it did not check, and says so.

发布前由人审查：《条例》第十七条。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "附件未查",
    cites=(ORDER_711.article(17),),
    severity="warning",
    says="附件“{name}”的文字没有自动检查：{why}。请人工核对有没有身份证号、电话、住址等。",
)


def check(draft: Draft) -> Iterator[Finding]:
    for attached in draft.attachments:
        if attached.unread:
            yield rule.finding(place=f"attachment:{attached.name}", name=attached.name, why=attached.unread)
