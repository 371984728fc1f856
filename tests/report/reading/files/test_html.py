"""Pages as sites publish them and as office programs save them."""

from email.message import EmailMessage

import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.files import kind_of, open_bytes
from gongkai.report.reading.files.sniff import kind
from tests.report.reading.files.made import grids, shown


def read(body: str) -> list[str]:
    return shown(open_bytes(f"<html><body>{body}</body></html>".encode()))


def test_paragraphs_headings_and_the_title():
    page = (
        "<html><head><title> 青石镇年报 </title><style>p{}</style></head><body><h2>一、总体情况</h2>引言<p>正文</body>"
    )
    document = open_bytes(page.encode())
    assert document.title == "青石镇年报"
    assert [(block.text, block.heading) for block in document.blocks] == [("一、总体情况", 2), ("引言", 0), ("正文", 0)]


def test_line_breaks_are_kept_and_the_wrapping_of_the_source_is_not():
    assert read("<p>\n  收到\n  12 件<br>办结<b>9</b>件<br/></p>") == ["收到 12 件\n办结9件"]


def test_blanks_that_a_browser_shows_are_kept():
    assert read("<p>总&nbsp;计\u3000数</p>") == ["总\xa0计\u3000数"]


def test_preformatted_lines_are_paragraphs_with_their_tabs():
    assert read("<pre>规章\t3\n行政许可\t5</pre>") == ["规章\t3", "行政许可\t5"]


def test_what_is_not_shown_is_not_read():
    hidden = '<div style="DISPLAY : none">旧稿</div><p hidden>甲</p><script>x="乙"</script>'
    hidden += '<b style="visibility:hidden">戊</b>'
    assert read(f"{hidden}<!-- 丙 --><textarea>丁</textarea>尾<p style='display:block'>正文</p>") == ["尾", "正文"]


def test_what_is_typed_into_a_table_is_read_and_what_is_hidden_or_outside_is_not():
    page = "<input value=搜索><table><tr><td><input value=12><td><input type=hidden value=3>4<td>5</table>"
    assert read(page) == ["12 | 4 | 5"]


def test_menus_and_footers_stay():
    assert read("<nav><ul><li>首页</li></ul></nav><p>正文</p><footer>主办单位</footer>") == ["首页", "正文", "主办单位"]


def test_numbers_that_the_browser_prints_before_items_are_kept():
    assert read("<ol start=3><li>重复申请<li>其他</ol><ul><li>附件</ul>") == ["3.重复申请", "4.其他", "附件"]


def test_merged_cells_stand_once_with_their_spans():
    body = "<table><tr><td rowspan=2>申请人<td colspan=2>情况<tr><td>1<td>2<tr><th>总计<td>3<td>4</table>"
    assert read(body) == ["申请人 2x1 | 情况 1x2", "1 | 2", "总计 | 3 | 4"]


def test_cells_find_their_columns_beside_a_cell_from_above():
    [grid] = grids(open_bytes("<table><tr><td>甲<td rowspan=2>乙<td>丙<tr><td>丁<td>戊</table>".encode()))
    assert [(cell.text, cell.row, cell.column) for cell in grid.cells][3:] == [("丁", 1, 0), ("戊", 1, 2)]


@pytest.mark.parametrize("span", ["0", "1000000", "-3", "两", "99999999999999999999", ""])
def test_spans_that_cannot_be_are_cut_to_the_table(span: str):
    body = f'<table><tr><td rowspan="{span}" colspan="{span}">题<tr><td>规章<td>3</table>'
    [grid] = grids(open_bytes(body.encode()))
    assert grid.width <= 3
    assert [cell.text for cell in grid.cells] == ["题", "规章", "3"]
    assert all(cell.row + cell.rowspan <= 2 for cell in grid.cells)


def test_a_table_in_a_cell_comes_after_the_outer_one():
    body = "<table><tr><td>（五）不予处理<td><table><tr><td>1.重复申请<td>4</table><tr><td>总计<td>9</table>"
    assert read(body) == ["（五）不予处理 | ", "总计 | 9", "1.重复申请 | 4"]


def test_the_table_that_lays_out_an_old_site_is_unwrapped():
    article = "<p>一、总体情况</p><p>二、公开</p><p>三、其他</p><table><tr><td>规章<td>3</table>"
    assert read(f"<table><tr><td>栏目<td>{article}</table>") == [
        "栏目",
        "一、总体情况",
        "二、公开",
        "三、其他",
        "规章 | 3",
    ]


def test_the_caption_comes_before_its_table():
    assert read("<table><caption>表二</caption><tr><td>规章<td>3</table>") == ["表二", "规章 | 3"]


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "no-such-encoding", ""])
@pytest.mark.parametrize("real", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_is_found_whatever_the_page_declares(real: str, declared: str):
    page = f"<html><head><meta charset={declared}></head><body><p>镕基镇㛃村政府信息公开</p></body></html>"
    assert shown(open_bytes(page.encode(real))) == ["镕基镇㛃村政府信息公开"]


def test_a_fragment_without_head_or_body_is_a_page():
    assert kind("标题\n<p>甲</p><p>乙</p><p>丙</p>".encode()) == "html"
    assert kind("\ufeff<!-- 注 --><table><tr><td>规章</td></tr></table>".encode()) == "html"


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_a_page_saved_whole_is_read_by_its_html(transfer: str):
    archive = EmailMessage()
    archive["Subject"] = "年报"
    archive.set_content("请用浏览器打开")
    archive.make_related()
    archive.add_related("<p>收到12件</p>", subtype="html", cte=transfer, charset="gb18030")
    data = archive.as_bytes()
    assert kind(data) == "mht"
    assert shown(open_bytes(data)) == ["收到12件"]


def test_a_page_saved_whole_without_html_is_refused():
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    with pytest.raises(Unreadable, match="没有网页正文"):
        open_bytes(head + b"--x\nContent-Type: image/png\n\nx\n--x--\n")


def test_a_page_under_the_name_of_a_word_document_is_a_page(tmp_path):
    file = tmp_path / "年报.doc"
    file.write_text("<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><p>正文</p></body></html>", "utf-8")
    assert kind_of(file) == "html"


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "ul><li"])
def test_deep_nesting_ends_in_blocks_or_one_sentence(tag: str):
    try:
        blocks = open_bytes(("<html>" + f"<{tag}>" * 100_000 + "深处").encode()).blocks
    except Unreadable:
        return
    assert len(blocks) < 1_000
