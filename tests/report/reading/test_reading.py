from pathlib import Path

import pytest

from gongkai.errors import Unreadable
from gongkai.report import check, read, write
from gongkai.report.report import State
from tests.report import liuhe
from tests.report.reading.lines import reading


def test_words_edited_in_the_json_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    write(liuhe.report(), path)
    received = liuhe.figures()["requests.new.total"]
    path.write_text(path.read_text(encoding="utf-8").replace(f"申请{received}件", "申请9件"), encoding="utf-8")
    assert [s.value for s in read(path).stated("requests_received")] == [9]
    assert "text_requests" in {finding.rule for finding in check(read(path))}


def test_statements_given_without_the_words_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(
        '{"agency": "柳河县", "year": 2023, "form": "2021", "tables": {}, "statements": [{"kind": "disclosed_total",'
        ' "value": 12, "label": "共公开", "exact": true, "quote": "共公开12条", "section": "overview"}]}',
        encoding="utf-8",
    )
    [statement] = read(path).statements
    assert statement.value == 12


def test_a_page_with_nothing_of_a_report_is_refused():
    with pytest.raises(Unreadable, match="没有年度报告"):
        reading("你好，世界。")


def test_nought_blank_missing_and_unreadable_are_four_things():
    report = reading(
        "申请人情况\n本年制发件数\n一、本年新收政府信息公开申请数量\t0\t\t/\t1\t2\t3\t6\n"
        "四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n"
    )
    states = [report[f"requests.new.{column}"] for column in ("natural_person", "business", "research")]
    assert [cell.state for cell in states] == [State.READ, State.BLANK, State.UNREADABLE]
    assert [cell.value for cell in states] == [0, None, None]
    assert states[2].text == "/"
    assert report["requests.granted.total"].state is State.MISSING
    assert states[0].place and states[0].place.line == 3


def test_a_path_that_no_form_has_is_an_error_and_no_blank():
    report = reading("申请人情况\n本年制发件数\n一、本年新收政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n")
    with pytest.raises(KeyError):
        report.value("requests.nwe.total")


def test_a_report_for_2023_on_the_older_form_is_read_by_that_form():
    report = reading(
        "石桥镇2023年政府信息公开工作年度报告\n第二十条第（一）项\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规范性文件\t1\t2\t3\n"
    )
    assert (report.year, report.form) == (2023, "2019")
    assert report.value("disclosure.normative_documents.total_published") == 3
