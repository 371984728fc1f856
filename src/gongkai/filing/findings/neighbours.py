"""相近的报告: of what the agencies beside one published for the same year, the report most in its words.

国办公开办函〔2021〕30号把「内容雷同」列为应当追责的情形。
"""

from gongkai.filing import comparing
from gongkai.filing.models import Filing, Version
from gongkai.report import exchange
from gongkai.report.comparison import compare
from gongkai.report.report import Report

MOST = 40
"""So many are compared, the latest published: a county has some twenty townships and thirty departments."""


def likest(filing: Filing, report: Report) -> Report | None:
    """Of its neighbours' reports the one that the report has most words in common with; None where there is none."""
    if filing.agency.parent_id is None:
        return None
    published = comparing.others_of(filing).filter(state=Version.State.PUBLISHED).order_by("-published_on", "pk")
    others = [exchange.decode(text.encode()) for text in published.values_list("report", flat=True)[:MOST]]
    return max(others, key=lambda other: compare(other, report).copied, default=None)
