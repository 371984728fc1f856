"""也许已经公开: public items that may be what an applicant describes, so that nobody asks and waits for what is there.

《政府信息公开条例》第三十六条第（一）项: what is public already is answered by saying where it is.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

from gongkai.agency.models import Agency
from gongkai.disclosure import search
from gongkai.disclosure.models import Item

MOST = 8
LOOKED_AT = 3000
"""Titles of the agency and of the one above it that are compared, the latest first; older ones are found by words."""

FEWEST = 2
COVERED = 0.25
"""Pairs of characters that a title must share with the description, and which part of the title they must make up."""

_IDLE = re.compile(
    "关于|申请|公开|信息|政府|情况|通知|公告|相关|有关|文件|资料|材料|内容|获取|了解|知道|提供|希望|需要|"
    "机关|单位|所有|全部|以及|明细|[的了我想请要贵本和与及或在对各等]"
)
"""Words of nearly every description and title."""


def suggest(agency: Agency, description: str, document_number: str = "") -> list[Item]:
    """The public items most like a description: that of the number first, then by the words they share."""
    agencies = [agency.pk, *([agency.parent_id] if agency.parent_id else [])]
    by_number = search.newest(document_number, limit=MOST, agency_ids=agencies) if document_number else []
    by_words = search.newest(_IDLE.sub(" ", description), limit=MOST, agency_ids=agencies)
    titles = (
        Item.objects.filter(agency__in=agencies, state=Item.State.RELEASED)
        .order_by("-released_on", "-pk")
        .values_list("pk", "title")[:LOOKED_AT]
    )
    numbers = list(dict.fromkeys([*by_number, *by_words, *_like(description, titles, _pairs(agency.name))]))[:MOST]
    found = Item.objects.filter(pk__in=numbers, agency__is_on_desk=True).select_related("agency").in_bulk()
    return [found[number] for number in numbers if number in found]


def _like(description: str, titles: Iterable[tuple[int, str]], own: frozenset[str]) -> list[int]:
    """The numbers of the titles that share enough with the description, the most telling first.

    `own` are the pairs of the agency's name, which tell nothing in its own titles.
    """
    wanted = _pairs(description) - own
    pairs = {number: _pairs(title) - own for number, title in titles}
    known = Counter(pair for each in pairs.values() for pair in each & wanted)
    scores = {
        number: sum(math.log(1 + len(pairs) / known[pair]) for pair in each & wanted)
        for number, each in pairs.items()
        if len(each & wanted) >= max(FEWEST, COVERED * len(each))
    }
    return sorted(scores, key=lambda number: (-scores[number], -number))


def _pairs(text: str) -> frozenset[str]:
    """The telling pairs of characters, and the words of letters and digits."""
    return frozenset(token for token in search.tokens(_IDLE.sub(" ", text)) if len(token) > 1)
