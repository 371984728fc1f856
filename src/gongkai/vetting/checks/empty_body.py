"""内容为空: there is something to read, in the body or in an attachment.

公开的政府信息应当能够查阅、下载：《条例》第二十四条。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "内容为空",
    cites=(ORDER_711.article(24),),
    severity="error",
    says="没有正文，也没有附件。请填写正文或上传附件。",
)


def check(draft: Draft) -> Iterator[Finding]:
    if not draft.text.strip() and "<img" not in draft.body_html and not draft.attachments:
        yield rule.finding(place="body")
