import re
import zipfile
from io import BytesIO

import docx
import msgspec
import pytest
from docx.oxml.ns import qn

from gongkai.report import forms
from gongkai.report.rendering.docx import write
from gongkai.report.rendering.layout import layout, placed, shown
from gongkai.report.report import Cell, Report, Section, Statistic
from tests.report import liuhe


@pytest.fixture
def written(tmp_path):
    def write_and_open(report):
        write(report, tmp_path / "report.docx")
        return docx.Document(str(tmp_path / "report.docx"))

    return write_and_open


def as_printed(report, table):
    """The words in every place of a table, those of a merged cell in all that it covers."""
    drawn = layout(table)
    places = {}
    for row, column, cell in placed(drawn):
        words = shown(report[cell.path]) if cell.path else cell.text
        for down in range(cell.rowspan):
            places |= {(row + down, column + on): words for on in range(cell.colspan)}
    return [[places[row, column] for column in range(drawn.width)] for row in range(len(drawn.lines))]


def in_word(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_tables_stand_in_word_with_their_merged_cells_as_on_the_official_form(written, edition):
    report = liuhe.report(edition)
    report = msgspec.structs.replace(
        report, cells={path: Cell(1000 + number) for number, path in enumerate(report.cells)}
    )
    assert [in_word(table) for table in written(report).tables] == [
        as_printed(report, table) for table in forms.form(edition).table
    ]


def test_an_edition_that_nobody_has_seen_is_written_like_any_other(written, long_edition):
    form = forms.form(long_edition)
    report = Report("柳河县", 2031, long_edition, {path: Cell(n) for n, path in enumerate(form.slots, start=10)})
    [table] = written(report).tables
    assert in_word(table) == as_printed(report, form.table[0])


def test_every_cell_has_the_width_of_the_columns_that_it_covers(written):
    for table in written(liuhe.report()).tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(grid) <= 156 / 25.4 * 1440 + 1
        for row in table._tbl.tr_lst:
            spans = [cell.grid_span for cell in row.tc_lst]
            starts = [sum(spans[:number]) for number in range(len(spans))]
            expected = [sum(grid[start : start + span]) for start, span in zip(starts, spans, strict=True)]
            assert [round(cell.width.twips) for cell in row.tc_lst] == expected


def test_the_head_of_a_table_repeats_and_no_row_is_split(written):
    _, requests, challenges = written(liuhe.report()).tables
    for table in (requests, challenges):
        rows = table._tbl.tr_lst
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] * 3 + [False] * (len(rows) - 3)


def test_a_table_says_what_it_is(written):
    captions = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in written(liuhe.report()).tables]
    assert captions == [
        "表二 主动公开政府信息情况",
        "表三 收到和处理政府信息公开申请情况",
        "表四 政府信息公开行政复议、行政诉讼情况",
    ]


def test_the_levels_are_real_headings_in_the_official_fonts(written):
    document = written(liuhe.report())
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "一、总体情况"
    assert len(headings) == 6
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 2"][-1] == "（五）监督保障"
    fonts = {
        name: document.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2", "Normal")
    }
    assert fonts == {
        "Title": "方正小标宋_GBK",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Normal": "仿宋_GB2312",
    }


def test_the_page_has_the_margins_of_an_official_document(written):
    section = written(liuhe.report()).sections[0]
    sizes = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in sizes + margins] == [210, 297, 37, 35, 28, 26]


def test_page_numbers_stand_on_the_outer_side(written):
    document = written(liuhe.report())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        [number] = footer.paragraphs
        assert number.alignment.name == side
        assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert number._p.xpath("string()") == "— 1 —"


def test_the_file_says_whose_report_it_is_and_nothing_of_the_template(written):
    report = liuhe.report()
    properties = written(report).core_properties
    assert (properties.title, properties.author) == (report.title, liuhe.AGENCY)
    assert (properties.language, properties.comments) == ("zh-CN", "")
    assert properties.created.date() == report.signed_on


def test_the_same_report_gives_the_same_bytes_on_any_day(tmp_path, monkeypatch):
    write(liuhe.report(), tmp_path / "today.docx")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    write(liuhe.report(), tmp_path / "later.docx")
    assert (tmp_path / "today.docx").read_bytes() == (tmp_path / "later.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "today.docx") as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_words_that_look_like_markup_stay_words(written):
    words = '<w:br/> & "引" ]]> _GoBack'
    report = msgspec.structs.replace(
        liuhe.report(), title=words, preamble=words, sections=(Section("other", words, "\x08甲\x00乙"),), agency=words
    )
    document = written(report)
    assert [paragraph.text for paragraph in document.paragraphs][:2] == [words, words]
    assert "甲乙" in [paragraph.text for paragraph in document.paragraphs]
    assert document.core_properties.author == words


def test_two_tables_in_succession_stay_two(written):
    report = msgspec.structs.replace(liuhe.report(), sections=(), statistics=(Statistic("公开数", "条", {"": 3}),))
    body = written(report).element.body
    kinds = "".join(child.tag.rpartition("}")[2][0] for child in body)
    assert kinds.count("t") == 4
    assert not re.search("tt", kinds)


def test_a_report_with_nothing_in_it_is_still_a_document(written):
    assert [p.text for p in written(Report(None, None, "")).paragraphs] == ["政府信息公开工作年度报告"]


def test_the_parts_of_the_package_are_well_formed(tmp_path):
    from lxml import etree

    write(liuhe.report(), tmp_path / "report.docx")
    with zipfile.ZipFile(tmp_path / "report.docx") as package:
        names = package.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.parse(BytesIO(package.read(name)))
    assert not [name for name in names if "thumbnail" in name or "Effects" in name or "customXml" in name]
