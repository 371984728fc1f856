"""制度库: the national texts every agency works by, offered by title and number; the agency adds its own."""

from dataclasses import dataclass

from gongkai.agency.models import Agency
from gongkai.law.statutes import (
    DECISIONS,
    FEES_2020,
    FORM_2021,
    GRASSROOTS_2019,
    ORDER_711,
    PLATFORM_2019,
    RECONSIDERATION,
    Statute,
)

SUBJECTS: tuple[str, ...] = (
    "综合",
    "主动公开",
    "审查保密",
    "申请办理",
    "政策解读",
    "平台和目录",
    "决策预公开",
    "年度报告",
    "考核评议",
    "责任追究",
    "其他",
)
"""What a rule of procedure may govern."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A national text an agency may put into its library."""

    statute: Statute
    subject: str

    @property
    def code(self) -> str:
        """The number where the text has one, else its title."""
        return self.statute.number or self.statute.title


OFFERS: tuple[Offer, ...] = (
    Offer(ORDER_711, "综合"),
    Offer(PLATFORM_2019, "平台和目录"),
    Offer(GRASSROOTS_2019, "平台和目录"),
    Offer(FEES_2020, "申请办理"),
    Offer(FORM_2021, "年度报告"),
    Offer(DECISIONS, "决策预公开"),
    Offer(RECONSIDERATION, "申请办理"),
)


def offered(agency: Agency) -> list[Offer]:
    """The national texts that the agency's library does not have yet."""
    titles = set(agency.regulations.filter(repealed_on=None).values_list("title", flat=True))
    return [offer for offer in OFFERS if offer.statute.title not in titles]
