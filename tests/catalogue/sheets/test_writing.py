"""The catalogue as a workbook: what is written is read back the same."""

import io
from datetime import date

import openpyxl

from gongkai.catalogue.actions import editions, entries
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.sheets.reading import read
from gongkai.catalogue.sheets.writing import write
from tests.cast import Cast

TODAY = date(2024, 3, 1)

LOCAL = Columns(
    root="21.2",
    domain="水利：[小型]工程",
    level1="农田水利",
    level2="管护",
    level3="责任人",
    elements=("姓名", "联系电话"),
    basis="《农田水利条例》",
    time_limit="每季度至少1次",
    subject="清水镇水利站",
    channels=(("政府网站", True), ("两微一端", False), ("水利公示牌", True)),
    audience="specific",
    audience_words="受益村民",
    mode="on_request",
    levels=("县级", "村级"),
    local_columns={"责任科室": "水利站", "更新周期": "季度"},
    has_personal_data=True,
    not_applicable_reason="",
)


def test_what_is_written_is_read_back_the_same(cast: Cast) -> None:
    catalogue = editions.start(cast.town.pk, by=cast.chen, today=TODAY)
    entries.add(catalogue.pk, by=cast.chen, columns=LOCAL, today=TODAY)
    editions.choose_domains(catalogue.pk, by=cast.chen, not_concerned={"生态环境": "本镇无此项职责"}, today=TODAY)
    kept = list(catalogue.entries.all())
    written = {entry.code: (Columns.of(entry), entry.is_local) for entry in kept}
    known = {Columns.of(entry).key: entry.code for entry in kept}

    found = read(write(catalogue, kept), "township", known)

    assert {row.columns.code: (row.columns, row.is_local) for row in found.rows} == written
    assert found.error_count == 0
    assert not found.notes
    assert [row for row in found.rows if row.notes] == []


def test_a_sheet_is_a_domain_in_the_national_columns(cast: Cast) -> None:
    catalogue = editions.start(cast.town.pk, by=cast.chen, today=TODAY)
    book = openpyxl.load_workbook(io.BytesIO(write(catalogue, catalogue.entries.all())))
    sheet = book["社会救助"]
    assert sheet["A1"].value == "清水镇人民政府社会救助领域政务公开目录"
    top = [sheet.cell(2, column).value for column in (1, 2, 5, 10)]
    assert top == ["序号", "公开事项", "公开内容（要素）", "公开对象"]
    assert [sheet.cell(3, column).value for column in (2, 3, 10, 11, 12)] == [
        "一级事项",
        "二级事项",
        "全社会",
        "特定群体（请写明）",
        "主动",
    ]
    assert sheet.cell(4, 9).value == "■政府网站 ■政务服务中心 ■社区/企事业单位/村公示栏（电子屏）"
    assert sheet.cell(4, 10).value == "√"
