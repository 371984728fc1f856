"""个人信息: numbers that name a person, in words that do not pass through an examination of their own."""

from datetime import date

from gongkai.report.report import Finding
from gongkai.vetting.checks import bank_card, mobile_number, personal_identity
from gongkai.vetting.draft import Draft

LEFT_OUT = "（略）"

_CHECKS = (personal_identity.check, bank_card.check, mobile_number.check)


def found(title: str, summary: str, *, today: date) -> list[Finding]:
    """Identity numbers, bank cards and mobile numbers in a title and a summary."""
    draft = Draft(title, "", today, summary=summary)
    return [finding for check in _CHECKS for finding in check(draft)]


def left_out(text: str, *, today: date) -> tuple[str, int]:
    """The text without such numbers, and how many there were."""
    count = 0
    while quotes := {finding.quote for finding in found("", text, today=today) if finding.quote}:
        for quote in sorted(quotes, key=len, reverse=True):
            count += text.count(quote)
            text = text.replace(quote, LEFT_OUT)
    return text, count
