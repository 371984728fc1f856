"""A report as the public will see it, and its draft as a file."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from gongkai.filing.actions import writing
from gongkai.report import reading
from tests.cast import Cast
from tests.desk.desk import Desk
from tests.filing import reports, road
from tests.filing.reports import DAY


def test_the_preview_says_that_nobody_outside_sees_it(desk: Desk, cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    page = desk.look(cast.chen, "filing_preview", filing.pk)
    assert "公众现在看不到" in page
    assert "清水镇人民政府2024年政府信息公开工作年度报告" in page
    assert "没有收取信息处理费" in page
    reports.given(filing, state="published")
    assert "公众现在看不到" not in desk.look(cast.chen, "filing_preview", filing.pk)


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_a_draft_file_says_that_it_is_one(desk: Desk, cast: Cast, kind: str) -> None:
    filing = road.drafted(cast, settled=False)
    answer = desk.client(cast.chen).get(desk.address("filing_draft", filing.pk), {"kind": kind})
    assert answer.status_code == 200
    assert "%E8%8D%89%E7%A8%BF" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert len(answer.content) > 2000


def test_a_draft_file_reads_back_as_what_the_page_shows(desk: Desk, cast: Cast, tmp_path: Path) -> None:
    filing = road.drafted(cast, settled=False)
    writing.write(filing.pk, {("overview", "disclosure"): "全镇公开很多。"}, by=cast.chen, today=DAY)
    answer = desk.client(cast.chen).get(desk.address("filing_draft", filing.pk), {"kind": "docx"})
    path = tmp_path / "draft.docx"
    path.write_bytes(answer.content)
    assert "年度报告（草稿）" in ZipFile(path).read("word/document.xml").decode()
    report = reading.read(path)
    part = report.part("overview", "disclosure")
    assert part is not None
    assert part.text == "全镇公开很多。"


def test_a_kind_of_file_that_is_not_made_is_not_found(desk: Desk, cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    answer = desk.client(cast.chen).get(desk.address("filing_draft", filing.pk), {"kind": "exe"})
    assert answer.status_code == 404
