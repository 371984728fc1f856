"""A report of the years before there was a form, read in from its file: every page of it opens."""

import pytest

from gongkai.filing.actions import importing
from gongkai.filing.models import Filing
from tests.cast import Cast
from tests.desk.desk import Desk
from tests.filing.reports import DAY

WORDS = """清水镇人民政府2015年政府信息公开工作年度报告

一、概述

2015年，主动公开政府信息120条，受理申请3件。

清水镇人民政府
2016年3月1日
"""
PAGES = ("filing", "filing_figures", "filing_text", "filing_findings", "filing_comparison", "filing_preview")


@pytest.fixture
def old(cast: Cast) -> Filing:
    return importing.read_file(cast.town.pk, name="2015.txt", chunks=[WORDS.encode()], by=cast.chen, today=DAY)


@pytest.mark.parametrize("page", [*PAGES, "filing_trail", "filing_doubts"])
@pytest.mark.parametrize("is_recorded", [False, True])
def test_every_page_opens(desk: Desk, cast: Cast, old: Filing, page: str, is_recorded: bool) -> None:
    if is_recorded:
        importing.record(old.pk, by=cast.chen, today=DAY)
    assert "2015年度报告" in desk.look(cast.chen, page, old.pk)
