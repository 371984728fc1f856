"""信息项缺失: the items of information that the catalogue must show, and those that a kind of item needs.

目录应当包括索引、名称、内容概述、生成日期：《条例》第十二条第三款；规范性文件另要文号和有效性。
"""

from collections.abc import Iterator

from gongkai.law.statutes import ORDER_711
from gongkai.report.reading.numerals import dates
from gongkai.report.report import Finding, Severity
from gongkai.report.rules.rule import Rule
from gongkai.vetting.draft import Draft

rule = Rule(
    __name__,
    "信息项缺失",
    cites=(ORDER_711.article(12, paragraph=3),),
    severity="error",
    says="没有填写{what}。{why}请补填。",
)

_UNLINKED = "政策解读还没有关联它所解读的文件。解读和文件应当互相链接，请关联。"
_NO_PERIOD = "公示没有写明起止日期。公示期满要撤下明细，请写明公示的起止日期。"


def check(draft: Draft) -> Iterator[Finding]:
    if draft.formed_on is None:
        yield _missing("formed_on", "成文（生成）日期", "公开期限从这一天起算。")
    if not draft.summary.strip():
        yield _missing("summary", "内容概述", "它是公开目录的法定要素。", severity="warning")
    if draft.kind == "normative_document":
        if not draft.document_number.strip():
            yield _missing("document_number", "发文字号", "规范性文件要统一编号。")
        if not draft.validity:
            yield _missing("validity", "有效性", "规范性文件要标明有效、失效、废止或已修改。")
        if draft.effective_on is None:
            yield _missing("effective_on", "生效日期", "", severity="warning")
    elif draft.kind == "decision" and not draft.document_number.strip():
        yield _missing("document_number", "决定书文号", "", severity="warning")
    elif draft.kind == "interpretation" and not draft.is_linked:
        yield rule.finding(says=_UNLINKED, severity="warning", place="links", cites=())
    elif draft.kind in ("notice", "list") and _is_publicity(draft) and not _states_period(draft):
        yield rule.finding(says=_NO_PERIOD, severity="warning", place="body", cites=())


def _missing(field: str, what: str, why: str, *, severity: Severity = "error") -> Finding:
    return rule.finding(severity=severity, place=field, what=what, why=why)


def _is_publicity(draft: Draft) -> bool:
    return "公示" in draft.title


def _states_period(draft: Draft) -> bool:
    words = ("公示期", "公示时间", "公示日期", "公示时限")
    return any(word in draft.text for word in words) and any(True for _ in dates(draft.text))
