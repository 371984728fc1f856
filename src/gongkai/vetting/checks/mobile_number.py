"""手机号: a mobile number is a person's, unless the office says that it is its own.

办公电话可以公开，个人手机号是个人隐私：《条例》第十五条。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.report.rules.rule import Rule
from gongkai.vetting.checks.told import told
from gongkai.vetting.draft import Draft
from gongkai.vetting.identifiers import mobile_numbers

rule = Rule(
    __name__,
    "手机号",
    cites=(ORDER_711.article(15),),
    severity="warning",
    says="{where}有手机号{times}。个人手机号请删去，或遮住中间四位；确为对外公布的工作电话的，请说明后保留。",
)


def check(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        yield from told(rule, passage, list(mobile_numbers(passage.plain)))
