"""个人信息: numbers that name a person, in words that do not pass through an examination of their own."""

from datetime import date

from gongkai.errors import Refused
from gongkai.report.report import Finding
from gongkai.vetting.checks import bank_card, mobile_number, personal_identity
from gongkai.vetting.draft import Draft

LEFT_OUT = "（略）"

_CHECKS = (personal_identity.check, bank_card.check, mobile_number.check)


def found(title: str, summary: str, *, today: date) -> list[Finding]:
    """Identity numbers, bank cards and mobile numbers in a title and a summary."""
    draft = Draft(title, "", today, summary=summary)
    return [finding for check in _CHECKS for finding in check(draft)]


def refuse(words: str, what: str, *, today: date) -> None:
    """Refuse words that go before the public at once with a number in them that must never be there."""
    faults = [finding for finding in found("", words, today=today) if finding.severity == "error"]
    if faults:
        raise Refused(
            f"公众看得到{what}，里面有身份证号或银行卡号，没有办理。请删去这些号码再办。", cites=faults[0].cites
        )


def left_out(text: str, *, today: date) -> tuple[str, int]:
    """The text without such numbers, and how many there were."""
    count = 0
    while quotes := {finding.quote for finding in found("", text, today=today) if finding.quote}:
        for quote in sorted(quotes, key=len, reverse=True):
            count += text.count(quote)
            text = text.replace(quote, LEFT_OUT)
    return text, count
