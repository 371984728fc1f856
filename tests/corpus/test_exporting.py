import csv
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from gongkai.corpus.building import build
from gongkai.corpus.exporting import export, is_export
from gongkai.errors import Refused
from gongkai.report import rendering
from gongkai.report.report import Cell, State
from tests.corpus.folders import written
from tests.report import liuhe


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Path:
    """A good report, one with a fault and a blank, one of the older edition, and a file that is none."""
    folder = tmp_path_factory.mktemp("corpus")
    reports = written(folder / "in", "白石镇")
    blank = [path for path in liuhe.figures() if path.endswith(".legal_service") or "penalties" in path]
    faulty = liuhe.report(requests__new__business=Cell(9_999), **dict.fromkeys(blank, Cell(state=State.BLANK)))
    written(reports, "东坪乡", report=faulty)
    written(reports, "云岭乡", report=liuhe.report("2019", year=2020))
    (reports / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    build([reports], folder / "out")
    return folder / "out"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_workbook_has_findings_figures_by_edition_and_what_was_not_read(tables, tmp_path):
    assert list(export(tables, tmp_path / "结果.xlsx")) == [tmp_path / "结果.xlsx"]
    book = load_workbook(tmp_path / "结果.xlsx")
    assert book.sheetnames == ["问题", "2019 年版表格", "2021 年版表格", "正文中的数", "报告", "比对", "未读出的文件"]
    findings = list(book["问题"].iter_rows(values_only=True))
    assert findings[0][3:7] == ("轻重", "判定", "规则", "问题")
    assert ("东坪乡", "错误", "有错", "收办平衡") in [(row[1], *row[3:6]) for row in findings]
    [name] = [row[0] for row in book["未读出的文件"].iter_rows(min_row=2, values_only=True)]
    assert name.endswith("照片.jpg")


def test_people_read_words_and_programs_find_the_codes_beside_them(tables, tmp_path):
    export(tables, tmp_path / "结果.csv")
    found = [row for row in rows(tmp_path / "结果.csv") if row["机关"] == "东坪乡"]
    [balance] = [row for row in found if row["规则代码"] == "requests_balance" and "商业企业" in row["位置"]]
    assert balance["涉及的格"].startswith("表三“一、本年新收政府信息公开申请数量”·商业企业、")
    assert balance["格的代码"].startswith("requests.new.business ")
    assert {"有错", "不能判定"} == {row["判定"] for row in found}
    [blank] = [row for row in found if row["规则代码"] == "blank_cells" and "法律服务机构" in row["涉及的格"]]
    assert len(blank["格的代码"].split()) == 25
    assert blank["涉及的格"].endswith(" 等25格")
    stated = rows(tmp_path / "结果-statements.csv")
    assert {"公开总数", "渠道", "申请"} <= {row["种类"] for row in stated}
    assert {row["部分"] for row in stated} == {"总体情况", "其他需要报告的事项"}
    assert {row["格式"] for row in rows(tmp_path / "结果-reports.csv")} == {"2021 年版", "2019 年版"}


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_what_was_exported_is_known_from_a_report(tables, tmp_path, suffix):
    assert all(map(is_export, export(tables, tmp_path / f"结果{suffix}")))
    rendering.write(liuhe.report(), tmp_path / "年报.xlsx")
    (tmp_path / "年报.csv").write_text("信息内容,本年制发件数\n规章,0\n", encoding="utf-8-sig")
    (tmp_path / "年报.xlsx").with_name("坏.xlsx").write_bytes(b"PK")
    assert not any(map(is_export, (tmp_path / name for name in ("年报.xlsx", "年报.csv", "坏.xlsx", "没有.csv"))))


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
