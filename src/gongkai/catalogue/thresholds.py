"""检查阈值: after how many days without anything new the national inspection calls a column not updated.

《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）: 动态、要闻 two weeks; 通知公告、政策文件 six months. The year for
人事、规划计划 is what the inspectors' own tools count by. Five blank columns alone make a site fail.
"""

import re
from dataclasses import dataclass

from gongkai.law.statutes import INSPECTION_2019


@dataclass(frozen=True, slots=True)
class Threshold:
    """A kind of column, the days it may stand without anything new, and the words it is known by."""

    kind: str
    days: int
    words: re.Pattern[str]
    cites: str = str(INSPECTION_2019)


THRESHOLDS: tuple[Threshold, ...] = (
    Threshold("动态、要闻", 14, re.compile(r"动态|要闻|新闻")),
    Threshold(
        "通知公告、政策文件",
        180,
        re.compile(r"通知公告|公告公示|公示公告|政策文件|政策法规|规范性文件|政府文件|部门文件|其他文件"),
    ),
    Threshold("人事、规划计划", 365, re.compile(r"人事|规划|计划(?!生育)")),
)

BLANK_COLUMNS = 5
"""Blank columns from which the inspection fails a site outright (单项否决)."""


def of_column(*names: str) -> Threshold | None:
    """The threshold for a column of these names; None for one that the inspection sets no time for."""
    text = "\n".join(names)
    return next((threshold for threshold in THRESHOLDS if threshold.words.search(text)), None)
