"""PDF pages, set by typst or written by hand."""

import io
import zlib

import pypdfium2
import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Grid
from gongkai.report.reading.files import apart, open_bytes
from gongkai.report.reading.files.pdf import may_run_away
from gongkai.report.reading.files.ruled import character
from tests.report.reading.files.made import grids, pdf, shown


def written(content: str | bytes, *, more: bytes = b"", coding: bytes = b"") -> bytes:
    """A PDF of one page drawn by the operators given; Helvetica is /F."""
    stream = content.encode() if isinstance(content, str) else content
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%s>>" % more,
        b"<</Length %d%s>>\nstream\n" % (len(stream), coding) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def words(*placed: tuple[int, int, str]) -> str:
    return "".join(f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in placed)


def line(*points: tuple[int, int]) -> str:
    (x, y), *others = points
    return f"{x} {y} m " + " ".join(f"{u} {v} l" for u, v in others) + " S\n"


FOUR = words((60, 230, "a"), (160, 230, "1"), (60, 180, "b"), (160, 180, "2"))


def test_a_ruled_table_keeps_its_merged_cells_and_its_place_between_the_lines():
    document = open_bytes(
        pdf("""
            一、总体情况
            #table(columns: 3,
              table.cell(rowspan: 2)[申请人情况], table.cell(colspan: 2)[自然人], [商业企业], [总计],
              [一、本年新收], [12], [], table.cell(colspan: 3)[合并])
            二、其他
        """)
    )
    rows = ["申请人情况 2x1 | 自然人 1x2", "商业企业 | 总计", "一、本年新收 | 12 | ", "合并 1x3"]
    assert shown(document) == ["一、总体情况", *rows, "二、其他"]
    assert [str(block.place) for block in document.blocks] == ["第1页文本第1行", "第1页第1个表", "第1页文本第2行"]


def test_tables_are_apart_on_a_page_and_numbered_over_pages():
    found = grids(
        open_bytes(
            pdf("#table(columns: 2)[甲][1]\n之间\n#table(columns: 2)[乙][2]\n#pagebreak()\n#table(columns: 2)[丙][3]")
        )
    )
    assert [str(grid.place) for grid in found] == ["第1页第1个表", "第1页第2个表", "第2页第3个表"]


def test_a_table_over_a_page_break_is_one_table_a_page():
    rows = "".join(f"[第{number}行], [{number}]," for number in range(30))
    first, second, *_ = grids(open_bytes(pdf(f"#table(columns: 2, inset: 8pt, {rows})")))
    last = first.rows()[-1][1].text
    assert second.rows()[0][1].text == str(int(last) + 1)


def test_the_gaps_between_columns_without_lines_are_blanks_and_stand_under_one_another():
    first, second = shown(
        open_bytes(pdf("#grid(columns: (120pt, 60pt, 60pt), row-gutter: 8pt)[规章][3][12][行政规范性文件][][5]"))
    )
    assert first.split() == ["规章", "3", "12"] and second.split() == ["行政规范性文件", "5"]
    shift = len("行政规范性文件") - len("规章")
    assert abs(first.index("12") - (second.index("5") + shift)) <= 1


def test_the_first_line_of_a_paragraph_keeps_its_indent():
    body = "正" * 70
    first, second, *_ = shown(open_bytes(pdf(f"#par(first-line-indent: (amount: 2em, all: true))[{body}]")))
    assert first.startswith("    正") and second.startswith("正")


def test_words_that_run_downwards_or_on_their_side_are_one_label():
    turned = "#table(columns: 2, rotate(-90deg, reflow: true)[三、本年度办理结果], [12], box(width: 10pt)[总计数], [5])"
    above = "收到和处理政府信息公开申请情况"
    assert shown(open_bytes(pdf(f"{above}\n{turned}"))) == [above, "三、本年度办理结果 | 12", "总计数 | 5"]


def test_figures_under_one_another_stay_apart():
    assert shown(open_bytes(pdf("#table(columns: 2)[甲][3 \\ 4]"))) == ["甲 | 3⏎4"]


def test_a_figure_too_long_for_its_column_is_one_figure():
    [grid] = grids(open_bytes(pdf("#table(columns: (34pt, 40pt, 60pt))[1436 \\ 9][77302 \\ 8.5][14 \\ 9]")))
    assert [cell.text for cell in grid.cells] == ["14369", "773028.5", "14\n9"]


def test_a_landscape_page_is_read_upright():
    assert shown(open_bytes(pdf("#rotate(90deg, reflow: true, table(columns: 2)[规章][3][许可][5])"))) == [
        "规章 | 3",
        "许可 | 5",
    ]


def test_a_frame_around_the_page_is_no_table_and_the_table_in_it_is():
    framed = "#rect(width: 100%, inset: 20pt)[一、总体情况 \\ #table(columns: 2)[规章][3]]"
    assert shown(open_bytes(pdf(framed))) == ["一、总体情况", "规章 | 3"]


def test_a_rule_under_words_is_no_table():
    assert shown(open_bytes(pdf("甲 \\ #line(length: 100%) 乙"))) == ["甲", "乙"]


@pytest.mark.parametrize(
    "lines",
    [
        "50 150 200 100 re S " + line((150, 150), (150, 250)) + line((50, 200), (250, 200)),
        "".join(f"{x} 150 1 100 re f " for x in (50, 150, 249))
        + "".join(f"50 {y} 200 1 re f " for y in (150, 200, 249)),
        "[3 2] 0 d 50 150 200 100 re S " + line((150, 150), (150, 250)) + line((50, 200), (250, 200)),
        "".join(f"{x} {y} 98 48 re S " for x in (51, 151) for y in (151, 201)),
        "".join(f"{x} {y} 98 48 re {x + 1} {y + 1} 96 46 re f* " for x in (51, 151) for y in (151, 201)),
        "1 0 0 1 50 150 cm 0 0 200 100 re S 100 0 m 100 100 l S 0 50 m 200 50 l S 1 0 0 1 -50 -150 cm ",
        line((50, 150), (250, 150), (250, 250), (50, 250), (50, 150))
        + line((150, 150), (150, 250))
        + line((50, 200), (250, 200)),
    ],
    ids=["stroked", "thin boxes", "dashed", "a box a cell", "between two boxes", "moved", "one path"],
)
def test_lines_make_a_table_however_they_are_drawn(lines: str):
    assert shown(open_bytes(written(lines + FOUR + words((60, 100, "more than ten letters"))))) == [
        "a | 1",
        "b | 2",
        "more than ten letters",
    ]


def test_a_table_left_open_at_the_end_of_the_page_is_closed_where_its_lines_end():
    lines = (
        line((50, 250), (250, 250))
        + line((50, 200), (250, 200))
        + "".join(line((x, 150), (x, 250)) for x in (50, 150, 250))
    )
    assert shown(open_bytes(written(lines + FOUR))) == ["a | 1", "b | 2"]


def test_a_table_without_lines_at_its_sides_is_closed_where_its_lines_end():
    lines = "".join(line((50, y), (250, y)) for y in (150, 200, 250)) + line((150, 150), (150, 250))
    assert shown(open_bytes(written(lines + FOUR))) == ["a | 1", "b | 2"]


def test_a_wall_with_a_gap_never_gives_a_place_to_two_cells():
    lines = "50 150 200 100 re S " + line((150, 150), (150, 200)) + line((50, 200), (150, 200))
    [grid] = grids(open_bytes(written(lines + FOUR)))
    taken = [(c.row + i, c.column + j) for c in grid.cells for i in range(c.rowspan) for j in range(c.colspan)]
    assert len(taken) == len(set(taken)) == 4


def test_the_shading_behind_cells_is_no_wall():
    shade = "0.9 g 60 160 80 30 re f 0 g "
    lines = "50 150 200 100 re S " + line((150, 150), (150, 250)) + line((50, 200), (250, 200))
    assert shown(open_bytes(written(shade + lines + FOUR))) == ["a | 1", "b | 2"]


def test_a_page_turned_by_the_file_is_read_upright():
    turned = (
        "0 1 -1 0 300 0 cm 50 150 200 100 re S " + line((150, 150), (150, 250)) + line((50, 200), (250, 200)) + FOUR
    )
    assert shown(open_bytes(written(turned, more=b"/Rotate 90"))) == ["a | 1", "b | 2"]


def test_radicals_that_fonts_give_are_read_as_characters():
    assert [character(code) for code in "⼀⺠⽉⻚年A"] == ["一", "民", "月", "页", "年", "A"]


def test_the_title_is_what_the_file_states():
    assert open_bytes(pdf('#set document(title: "青石镇年报")\n总体情况总体情况')).title == "青石镇年报"


def test_a_scan_is_told_as_such():
    with pytest.raises(Unreadable, match="扫描件，没有文字层"):
        open_bytes(written("50 50 100 100 re f"))


def test_a_file_that_is_part_scan_is_read_with_what_there_is():
    assert shown(open_bytes(pdf("#rect(fill: black)[]\n#pagebreak()\n总体情况"))) == ["总体情况"]


def test_a_password_is_told_as_such():
    locked = b"<</Filter/Standard/V 1/R 2/O<" + b"61" * 32 + b">/U<" + b"62" * 32 + b">/P -44>>"
    data = written("BT ET").replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt " + locked + b"/ID[<61><61>]")
    with pytest.raises(Unreadable, match="密码"):
        open_bytes(data)


def test_a_stream_that_unpacks_without_end_is_read_apart():
    packed = zlib.compress(b"BT (a) Tj ET " * 1_000_000)
    assert len(packed) < 100_000
    assert may_run_away(written(packed, coding=b"/Filter/FlateDecode"))


@pytest.mark.parametrize(
    "form",
    [b"/Subtype/Form", b"/Subtype /Form", b"/Subtype/F#6frm", b"/Sub#74ype/Form", b"/Filter[/FlateDecode/FlateDecode]"],
)
def test_forms_within_forms_are_read_apart(form: bytes):
    nested = b"7 0 obj\n<</Type/XObject%s/Length 10>>\nstream\n/X Do /X Do\nendstream\nendobj\n" % form
    assert may_run_away(written("BT ET") + nested)


def test_an_ordinary_file_is_read_here():
    form = b"7 0 obj\n<</Type/XObject/Subtype/Form/Length 4>>\nstream\n0 0 m\nendstream\nendobj\n"
    assert not may_run_away(pdf("总体情况 #table(columns: 2)[规章][3]") + form)


def test_a_file_read_apart_reads_alike():
    data = pdf("总体情况 #table(columns: 2)[规章][3]")
    assert apart.read("pdf", data) == open_bytes(data)
    with pytest.raises(Unreadable, match="扫描件"):
        apart.read("pdf", written("50 50 100 100 re f"))


def test_a_file_with_more_pages_than_any_report_is_refused():
    file = pypdfium2.PdfDocument.new()
    for _ in range(501):
        file.new_page(100, 100)
    out = io.BytesIO()
    file.save(out)
    with pytest.raises(Unreadable, match="501 页"):
        open_bytes(out.getvalue())


def test_cut_short_it_is_read_as_far_as_it_goes_or_refused():
    data = pdf("#table(columns: 2)[规章][3]\n总体情况")
    for share in (0.3, 0.6, 0.9):
        try:
            assert all(
                isinstance(block, Grid) or block.text for block in open_bytes(data[: int(len(data) * share)]).blocks
            )
        except Unreadable as refusal:
            assert "损坏" in str(refusal) or "扫描件" in str(refusal)
