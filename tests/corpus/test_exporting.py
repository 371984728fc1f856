import csv
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from gongkai.corpus.building import build
from gongkai.corpus.exporting import export
from gongkai.errors import Refused
from gongkai.report.report import Cell, State
from tests.corpus.folders import written
from tests.report import liuhe


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Path:
    """A good report, one with a fault and a blank, one of the older edition, and a file that is none."""
    folder = tmp_path_factory.mktemp("corpus")
    reports = written(folder / "in", "白石镇")
    faulty = liuhe.report(requests__new__business=Cell(9_999), disclosure__penalties__decisions=Cell(state=State.BLANK))
    written(reports, "东坪乡", report=faulty)
    written(reports, "云岭乡", report=liuhe.report("2019", year=2020))
    (reports / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    build([reports], folder / "out")
    return folder / "out"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_workbook_has_findings_figures_by_edition_and_what_was_not_read(tables, tmp_path):
    assert export(tables, tmp_path / "结果.xlsx") == [tmp_path / "结果.xlsx"]
    book = load_workbook(tmp_path / "结果.xlsx")
    assert book.sheetnames == ["问题", "2019 年版表格", "2021 年版表格", "正文中的数", "报告", "比对", "未读出的文件"]
    findings = list(book["问题"].iter_rows(values_only=True))
    assert findings[0][3:6] == ("轻重", "规则", "问题")
    assert any(row[1] == "东坪乡" and row[3] == "错误" and row[4] == "requests_balance" for row in findings)
    [name] = [row[0] for row in book["未读出的文件"].iter_rows(min_row=2, values_only=True)]
    assert name.endswith("照片.jpg")


def test_figures_stand_one_report_a_line_under_the_forms_words(tables, tmp_path):
    written_files = export(tables, tmp_path / "结果.csv")
    assert [path.name for path in written_files] == [
        "结果.csv",
        "结果-figures-2019.csv",
        "结果-figures-2021.csv",
        "结果-statements.csv",
        "结果-reports.csv",
        "结果-pairs.csv",
        "结果-failures.csv",
    ]
    east, white = rows(tmp_path / "结果-figures-2021.csv")
    assert (east["机关"], white["机关"]) == ("东坪乡", "白石镇")
    assert east["表二“行政处罚”·本年处理决定数量"] == "空白"
    assert white["表二“行政处罚”·本年处理决定数量"] == str(liuhe.figures()["disclosure.penalties.decisions"])
    assert white["表二“行政事业性收费”·本年收费金额（单位：万元）"] == str(liuhe.figures()["disclosure.charges.amount"])


def test_parquet_keeps_the_codes(tables, tmp_path):
    export(tables, tmp_path / "found.parquet")
    assert "rule" in pl.read_parquet(tmp_path / "found.parquet").columns
    assert pl.read_parquet(tmp_path / "found-cells.parquet").equals(pl.read_parquet(tables / "cells.parquet"))


def test_another_suffix_is_refused(tables, tmp_path):
    with pytest.raises(Refused, match=r"\.xlsx"):
        export(tables, tmp_path / "结果.doc")
    assert list(tmp_path.iterdir()) == []
