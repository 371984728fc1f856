"""不予公开的依据: the grounds on which information is withheld, each under its article.

《政府信息公开条例》第十四条至第十六条. Those of article 16 say 「可以」: the agency uses its discretion and says why.
"""

from dataclasses import dataclass

from gongkai.law.statutes import ORDER_711

STATE_SECRET = "14-秘密"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its code on the record, its words, its article; whether the law leaves it to the agency."""

    code: str
    title: str
    cites: str
    is_discretionary: bool = False

    def __str__(self) -> str:
        return self.title


GROUNDS: dict[str, Ground] = {
    ground.code: ground
    for ground in (
        Ground(STATE_SECRET, "依法确定为国家秘密", ORDER_711.article(14)),
        Ground("14-禁止", "法律、行政法规禁止公开", ORDER_711.article(14)),
        Ground("14-三安全一稳定", "公开后可能危及国家安全、公共安全、经济安全、社会稳定", ORDER_711.article(14)),
        Ground("15", "涉及商业秘密、个人隐私，公开会损害第三方合法权益", ORDER_711.article(15)),
        Ground("16-1", "内部事务信息：人事管理、后勤管理、内部工作流程", ORDER_711.article(16, paragraph=1), True),
        Ground(
            "16-2a",
            "过程性信息：讨论记录、过程稿、磋商信函、请示报告",
            ORDER_711.article(16, paragraph=2),
            True,
        ),
        Ground("16-2b", "行政执法案卷信息", ORDER_711.article(16, paragraph=2), True),
    )
}

CHOICES = [(ground.code, f"{ground.title}（{ground.cites.partition('》')[2]}）") for ground in GROUNDS.values()]
"""For a select: words with the article."""
