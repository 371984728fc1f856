"""检查阈值: after how many days without anything new the national inspection calls a column not updated.

《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）: two weeks for news and new media, six months for notices and
policy papers, three months for an unanswered message, five blank columns for a failed site. The year for 人事、规划计划
is what inspectors' tools count by; the text itself has not been read.
"""

from datetime import date
from enum import StrEnum

from gongkai.law.dated import Dated
from gongkai.law.statutes import INSPECTION_2019

_SINCE = date(2019, 4, 1)  # first applied to the second quarter of 2019
_CITE = INSPECTION_2019.part("")


class Column(StrEnum):
    """A kind of column that the inspection times."""

    NEWS = "动态、要闻"
    NOTICES = "通知公告、政策文件"
    PERSONNEL = "人事、规划计划"
    MESSAGES = "留言"
    NEW_MEDIA = "政务新媒体"


STALE_DAYS: dict[Column, Dated[int]] = {
    Column.NEWS: Dated((_SINCE, 14, _CITE), name="动态、要闻更新期限"),
    Column.NOTICES: Dated((_SINCE, 180, _CITE), name="通知公告、政策文件更新期限"),
    Column.PERSONNEL: Dated((_SINCE, 365, _CITE), name="人事、规划计划更新期限", confirmed=False),
    Column.MESSAGES: Dated((_SINCE, 90, _CITE), name="留言答复期限"),
    Column.NEW_MEDIA: Dated((_SINCE, 14, _CITE), name="政务新媒体更新期限"),
}
"""Calendar days a column may stand without anything new; for messages, without an answer."""

BLANK_COLUMNS = Dated((_SINCE, 5, _CITE), name="空白栏目数")
"""Blank columns from which a site fails outright (单项否决)."""

STALE_COLUMNS = Dated((_SINCE, 5, _CITE), name="未更新的动态、公告、政策类栏目数")
"""Columns of news, notices and policy papers not updated, together, from which a site fails outright."""
