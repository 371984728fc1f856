"""Word documents, written as Word's own XML."""

import io
import zipfile

import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.files import open_bytes
from tests.report.reading.files.made import STRICT, docx, grids, p, part, shown, table, tc, zipped


def read(body: str, **parts: str) -> list[str]:
    return shown(open_bytes(docx(body, {f"word/{name}.xml": content for name, content in parts.items()})))


def test_paragraphs_and_tables_keep_their_order():
    assert read(p("一、总体情况") + table(tc("规章") + tc("3")) + p("二、其他")) == [
        "一、总体情况",
        "规章 | 3",
        "二、其他",
    ]


def test_merged_cells_stand_once_with_their_spans():
    assert read(
        table(
            tc("申请人情况", '<gridSpan val="2"/><vMerge val="restart"/>') + tc("总计"),
            tc("", '<gridSpan val="2"/><vMerge/>') + tc("7"),
            tc("（一）予以公开", '<hMerge val="restart"/>') + tc("", "<hMerge/>") + tc("5"),
        )
    ) == ["申请人情况 2x2 | 总计", "7", "（一）予以公开 1x2 | 5"]


def test_a_row_that_begins_later_keeps_its_columns():
    body = table(tc("甲") + tc("1"), '<trPr><gridBefore val="1"/></trPr>' + tc("2"))
    [grid] = grids(open_bytes(docx(body)))
    assert [(cell.row, cell.column, cell.text) for cell in grid.cells] == [(0, 0, "甲"), (0, 1, "1"), (1, 1, "2")]


def test_cells_know_their_place():
    [first, second] = grids(open_bytes(docx(table(tc("甲") + tc("1")) + p("又") + table(tc("乙") + tc("2")))))
    assert str(first.cells[1].place) == "第1个表第1行第2列"
    assert str(second.cells[0].place) == "第2个表第1行第1列"


def test_a_table_in_a_cell_comes_after_the_outer_one():
    inner = table(tc("1.重复申请") + tc("4"))
    outer = table(tc("（五）不予处理") + f"<tc>{inner}{p('')}</tc>")
    assert read(outer) == ["（五）不予处理 | ", "1.重复申请 | 4"]


def test_a_table_that_only_frames_the_page_is_unwrapped():
    framed = table(f"<tc>{p('一、总体情况')}{table(tc('规章') + tc('3'))}{p('二、其他')}</tc>")
    assert read(framed) == ["一、总体情况", "规章 | 3", "二、其他"]


def test_a_table_that_lays_out_columns_of_text_is_unwrapped():
    page = table(
        tc("栏目") + f"<tc>{p('一、总体情况')}{p('二、公开')}{p('三、其他')}{table(tc('规章') + tc('3'))}</tc>"
    )
    assert read(page) == ["栏目", "一、总体情况", "二、公开", "三、其他", "规章 | 3"]


def test_tracked_changes_read_as_accepted():
    run = (
        "<r><t>收到</t></r><del><r><delText>十</delText><t>10</t></r></del><ins><r><t>12</t></r></ins><r><t>件</t></r>"
    )
    moved = "<moveFrom><r><t>旧处</t></r></moveFrom><moveTo><r><t>新处</t></r></moveTo>"
    assert read(f"<p>{run}</p><p>{moved}</p>") == ["收到12件", "新处"]


def test_a_row_deleted_with_tracked_changes_is_gone():
    gone = "<trPr><del/></trPr>" + tc("旧") + tc("1")
    assert read(table(tc("甲") + tc("2"), gone, tc("乙") + tc("3"))) == ["甲 | 2", "乙 | 3"]


def test_the_deleted_mark_of_a_paragraph_leaves_its_words():
    assert read("<p><pPr><rPr><del/></rPr></pPr><r><t>留下</t></r></p>") == ["留下"]


def test_hidden_words_are_not_read_and_those_only_said_not_to_be_hidden_are():
    hidden = "<r><rPr><vanish/></rPr><t>草稿</t></r>"
    plain = '<r><rPr><vanish val="0"/></rPr><t>正文</t></r>'
    assert read(f"<p>{hidden}{plain}</p>") == ["正文"]


def test_tabs_and_breaks_are_kept_and_tab_stops_are_not_tabs():
    stops = '<pPr><tabs><tab val="left"/></tabs></pPr>'
    assert read(f"<p>{stops}<r><t>规章</t><tab/><t>3</t><br/><t>见附件</t></r></p>") == ["规章\t3\n见附件"]


def test_controls_links_and_fields_give_the_words_they_show():
    control = f"<sdt><sdtPr/><sdtContent>{p('甲')}</sdtContent></sdt>"
    field = (
        '<p><r><fldChar/></r><r><instrText>PAGE</instrText></r><hyperlink r:id="x"><r><t>第3页</t></r></hyperlink></p>'
    )
    cell = f"<tbl><tr><sdt><sdtContent>{tc('规章')}</sdtContent></sdt>{tc('3')}</tr></tbl>"
    assert read(control + field + cell) == ["甲", "第3页", "规章 | 3"]


def test_the_words_of_a_text_box_come_once_after_their_paragraph():
    box = "<txbxContent>" + p("框内") + "</txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert read(f"<p><r>{both}</r><r><t>正文</t></r></p>") == ["正文", "框内"]


LISTS = part(
    "numbering",
    '<abstractNum abstractNumId="1">'
    '<lvl ilvl="0"><start val="1"/><numFmt val="chineseCountingThousand"/><lvlText val="%1、"/></lvl>'
    '<lvl ilvl="1"><start val="1"/><numFmt val="chineseCounting"/><lvlText val="（%2）"/></lvl>'
    '<lvl ilvl="2"><start val="1"/><numFmt val="decimal"/><lvlText val="%3."/></lvl></abstractNum>'
    '<num numId="5"><abstractNumId val="1"/></num>'
    '<num numId="6"><abstractNumId val="1"/><lvlOverride ilvl="2"><startOverride val="1"/></lvlOverride></num>',
)


def item(text: str, level: int, number: int = 5) -> str:
    return p(text, f'<numPr><ilvl val="{level}"/><numId val="{number}"/></numPr>')


def test_automatic_numbers_are_printed_before_the_words():
    body = item("总体情况", 0) + item("主动公开", 1) + item("依申请公开", 1) + item("主动公开情况", 0) + item("甲", 1)
    numbered = ["一、总体情况", "（一）主动公开", "（二）依申请公开", "二、主动公开情况", "（一）甲"]
    assert read(body, numbering=LISTS) == numbered


def test_automatic_numbers_go_on_through_cells_and_restart_where_told():
    body = table(
        f"<tc>{item('属于国家秘密', 2)}</tc>{tc('1')}",
        f"<tc>{item('保护第三方合法权益', 2)}</tc>{tc('2')}",
        f"<tc>{item('重复申请', 2, 6)}</tc>{tc('3')}",
    )
    assert read(body, numbering=LISTS) == ["1.属于国家秘密 | 1", "2.保护第三方合法权益 | 2", "1.重复申请 | 3"]


def test_an_empty_paragraph_takes_no_number():
    assert read(item("", 0) + item("总体情况", 0), numbering=LISTS) == ["一、总体情况"]


STYLES = part(
    "styles",
    '<style styleId="a1"><basedOn val="a2"/></style>'
    '<style styleId="a2"><pPr><outlineLvl val="0"/><numPr><numId val="5"/></numPr></pPr></style>'
    '<style styleId="loop"><basedOn val="loop"/></style>',
)


def test_headings_and_numbers_come_from_the_style_and_what_it_is_based_on():
    document = open_bytes(
        docx(
            p("总体情况", '<pStyle val="a1"/>')
            + p("正文", '<pStyle val="loop"/>')
            + p("主动公开", '<outlineLvl val="1"/>'),
            {"word/styles.xml": STYLES, "word/numbering.xml": LISTS},
        )
    )
    assert [(block.text, block.heading) for block in document.blocks] == [
        ("一、总体情况", 1),
        ("正文", 0),
        ("主动公开", 2),
    ]


def test_strict_documents_are_read_alike():
    assert shown(open_bytes(docx(p("总体情况") + table(tc("规章") + tc("3")), namespace=STRICT))) == [
        "总体情况",
        "规章 | 3",
    ]


def test_the_body_is_found_where_the_package_says():
    body = zipfile.ZipFile(io.BytesIO(docx(p("正文")))).read("word/document.xml")
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="t/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    parts = {"[Content_Types].xml": "<Types/>", "_rels/.rels": rels, "word/document2.xml": body}
    assert shown(open_bytes(zipped(parts))) == ["正文"]


def test_a_page_of_html_embedded_in_a_document_is_read():
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r7" Type="t/aFChunk" Target="page.html"/></Relationships>'
    )
    parts = {"word/_rels/document.xml.rels": rels, "word/page.html": "<p>总体情况</p><table><tr><td>规章<td>3</table>"}
    assert shown(open_bytes(docx('<altChunk r:id="r7"/>', parts))) == ["总体情况", "规章 | 3"]


@pytest.mark.parametrize(
    "attack", ["<!DOCTYPE d [<!ENTITY a 'ha'>]>", "<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd'>"]
)
def test_a_document_that_declares_a_type_is_refused(attack: str):
    body = f'<?xml version="1.0"?>{attack}<document xmlns="http://x"><body><p>&a;</p></body></document>'
    with pytest.raises(Unreadable, match=r"DTD|损坏"):
        open_bytes(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": body}))
