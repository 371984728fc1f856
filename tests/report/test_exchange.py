import json
from datetime import date
from decimal import Decimal

import msgspec
import pytest

from gongkai.errors import Unreadable
from gongkai.report import exchange
from gongkai.report.report import Cell, Finding, Note, Report, State, Statistic, Surplus
from tests.report import liuhe


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_report_comes_back_equal_from_its_json(edition):
    report = liuhe.report(edition)

    assert exchange.decode(exchange.encode(report)) == report


def test_every_doubt_survives_the_round_trip():
    report = msgspec.structs.replace(
        liuhe.doubtful(),
        surplus=(Surplus("requests", "3.其他", "0"),),
        notes=(Note("split_row", "两行合为一行"),),
        statistics=(Statistic("收到申请数", "件", {"": 3, "其中网络": None, "费用": Decimal("0.50")}),),
    )

    assert exchange.decode(exchange.encode(report)) == report
    assert exchange.encode(exchange.decode(exchange.encode(report))) == exchange.encode(report)


def test_the_keys_are_those_that_others_rely_on():
    written = json.loads(exchange.encode(liuhe.doubtful()))

    assert list(written)[:8] == [
        "agency",
        "year",
        "form",
        "sections",
        "tables",
        "unread",
        "inferred",
        "statements",
    ]
    refused = written["tables"]["requests"]["refused.state_secret"]
    assert refused["total"] == liuhe.figures()["requests.refused.state_secret.total"] > 0
    assert written["unread"] == [
        {"cell": "requests.new.business", "state": "blank"},
        {"cell": "requests.granted.research", "state": "missing"},
        {"cell": "requests.carried_out.total", "state": "unreadable", "text": "若干"},
    ]
    assert written["inferred"] == [{"cell": "requests.handled.total", "how": "由勾稽关系唯一确定"}]
    assert written["sections"][1] == {
        "code": "disclosure",
        "title": "二、主动公开政府信息情况",
        "text": "",
        "parts": [],
    }
    assert written["period"] == ["2023-01-01", "2023-12-31"]


def test_an_amount_keeps_its_digits():
    report = liuhe.report(disclosure__charges__amount=Cell(Decimal("7730.28")))

    written = exchange.encode(report)

    assert b'"amount": 7730.28\n' in written
    assert exchange.decode(written).value("disclosure.charges.amount") == Decimal("7730.28")


def test_a_report_written_by_hand_needs_only_its_figures():
    report = exchange.decode(
        """{
        "agency": "柳河县白石镇人民政府", "year": 2023, "form": "2021",
        "tables": {"requests": {"new": {"natural_person": 3, "business": null}}}
    }""".encode()
    )

    assert report.value("requests.new.natural_person") == 3
    assert report["requests.new.business"].state is State.BLANK
    assert report["requests.new.research"].state is State.MISSING
    assert len(report.cells) == 200


def test_a_report_without_tables_needs_no_form():
    report = Report("柳河县白石镇人民政府", 2016, "", title="2016年政府信息公开工作年度报告")

    assert exchange.decode(exchange.encode(report)) == report


def test_a_checked_report_carries_its_findings_and_can_be_read_again():
    report = liuhe.report()
    finding = Finding(
        "handled_sum",
        "error",
        "表三“（七）总计”应为12件，填的是11件；请核对。",
        facts={"sum": Decimal("12"), "on": date(2024, 1, 12)},
        cites=("国办公开办函〔2021〕30号",),
        cells=("requests.handled.business",),
    )

    written = exchange.checked(report, [finding])

    assert json.loads(written)["findings"] == [
        {
            "rule": "handled_sum",
            "severity": "error",
            "message": "表三“（七）总计”应为12件，填的是11件；请核对。",
            "place": "",
            "quote": "",
            "facts": {"sum": 12, "on": "2024-01-12"},
            "cites": ["国办公开办函〔2021〕30号"],
            "cells": ["requests.handled.business"],
            "verdict": "fault",
        }
    ]
    assert exchange.decode(written) == report


def table(row: str) -> bytes:
    return f'{{"form": "2021", "tables": {{"requests": {{"new": {row}}}}}}}'.encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "第1行第1个字符"),
        (b'{"form": "2021",\n  "year": }', "第2行第11个字符"),
        (b"[]", "最外层应为对象"),
        (b'{"name": "package"}', "缺少 form"),
        (b'{"form": "2035"}', "没有这一版格式，现有 2019、2021"),
        (b'{"form": "2021", "form": "2019"}', "“form”在同一个对象里写了两次"),
        (b'{"form": "2021", "year": "2023"}', "year 应为整数 或 null，实际是文字"),
        (b'{"form": "2021", "sections": [{"code": "other"}]}', "sections第1项 缺少 title"),
        (b'{"form": "", "tables": {"requests": {}}}', "form 是空的"),
        (b'{"form": "2021", "tables": {"budget": {}}}', "tables.budget：2021 年版年度报告格式没有这个表"),
        (table('{"bank": 1}'), "tables.requests.new.bank：2021 年版年度报告格式没有这一格"),
        (table('{"business": "1"}'), "tables.requests.new.business 应为数字或 null，实际是文字"),
        (table('{"business": true}'), "实际是true 或 false"),
        (table("[]"), "tables.requests.new 应为对象"),
        (table('{"business": NaN}'), "tables.requests.new.business 的数 NaN"),
        (table('{"business": -Infinity}'), "tables.requests.new.business 的数 -Infinity"),
        (table('{"business": 1e999}'), "tables.requests.new.business 的数 1E+999"),
        (table('{"business": %s}' % ("9" * 5000)), "太长"),
        (b"[" * 100_000, "括号层数太多"),
        (b'{"form": "\\ud800"}', "UTF-8"),
        ('{"form": "2021", "agency": "镇"}'.encode("gb18030"), "UTF-8"),
        (
            b'{"form": "2021", "unread": [{"cell": "requests.new.bank", "state": "blank"}]}',
            "unread 提到 requests.new.bank",
        ),
        (
            b'{"form": "2021", "inferred": [{"cell": "requests.new.total"}]}',
            "requests.new.total 列在 inferred 里，却没有数字",
        ),
        (table('{"total": 3}')[:-1] + b', "unread": [{"cell": "requests.new.total", "state": "blank"}]}', "既有数字 3"),
    ],
)
def test_what_is_no_report_is_refused_with_the_place_of_the_fault(data, says):
    with pytest.raises(Unreadable, match="JSON 读不成年度报告") as refusal:
        exchange.decode(data)

    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_words_of_the_file_stay_on_one_line_of_the_refusal():
    with pytest.raises(Unreadable) as refusal:
        exchange.decode(table('{"bank\\n\\u001b[2J%s": 1}' % ("x" * 5000)))

    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 300


def test_a_statement_points_only_at_what_is_there():
    report = liuhe.report()
    astray = msgspec.structs.replace(report.statements[1], of=5)

    with pytest.raises(Unreadable, match="没有这个位置"):
        exchange.decode(exchange.encode(msgspec.structs.replace(report, statements=(astray,))))
