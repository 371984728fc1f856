"""柳河县白石镇: an item in which nothing is wrong, for a check to find the one fault planted in it."""

from datetime import date
from typing import Any

import msgspec

from gongkai.report.report import Finding
from gongkai.vetting import Draft, vet

TODAY = date(2024, 3, 8)

SOUND = Draft(
    title="白石镇人民政府关于印发《白石镇村级公益事业管理办法》的通知",
    body_html="<p>各村民委员会：</p><p>现将办法印发给你们。</p><p>2024年3月1日</p>",
    today=TODAY,
    summary="村级公益事业的立项、筹资和验收",
    kind="normative_document",
    formed_on=date(2024, 3, 1),
    released_on=TODAY,
    document_number="白政发〔2024〕3号",
    validity="valid",
    effective_on=date(2024, 4, 1),
    expires_on=date(2029, 3, 31),
)


def but(**changes: Any) -> Draft:
    return msgspec.structs.replace(SOUND, **changes)


def saying(*paragraphs: str, **changes: Any) -> Draft:
    """The same with other words in the body."""
    return but(body_html="".join(f"<p>{words}</p>" for words in paragraphs), **changes)


def found(draft: Draft, rule: str) -> list[Finding]:
    return [finding for finding in vet(draft) if finding.rule == rule]
