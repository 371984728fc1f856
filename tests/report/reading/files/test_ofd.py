"""OFD, written element by element."""

import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.files import open_bytes
from tests.report.reading.files.made import grids, ofd, path_object, shown, text_object, zipped

LINES = path_object(10, 20, "M 0 0 L 80 0 L 80 20 L 0 20 C M 40 0 L 40 20 S 0 10 L 80 10")
FOUR = (
    text_object(12, 27, "规章") + text_object(52, 27, "3") + text_object(12, 37, "行政许可") + text_object(52, 37, "12")
)


def test_words_and_paths_make_tables_and_lines():
    document = open_bytes(ofd(text_object(10, 15, "一、总体情况") + LINES + FOUR + text_object(10, 50, "二、其他")))
    assert document.kind == "ofd"
    assert document.title == "年报"
    assert shown(document) == ["一、总体情况", "规章 | 3", "行政许可 | 12", "二、其他"]


def test_pages_follow_and_tables_are_numbered_over_them():
    found = grids(open_bytes(ofd(LINES + FOUR, LINES + FOUR)))
    assert [str(grid.place) for grid in found] == ["第1页第1个表", "第2页第2个表"]


def test_what_a_template_prints_is_on_the_page():
    assert shown(open_bytes(ofd(FOUR, template=LINES))) == ["规章 | 3", "行政许可 | 12"]


def test_a_matrix_moves_and_scales():
    moved = path_object(0, 0, "M 0 0 L 40 0 L 40 10 L 0 10 C M 20 0 L 20 10 M 0 5 L 40 5", 'CTM="2 0 0 2 10 20"')
    assert shown(open_bytes(ofd(moved + FOUR))) == ["规章 | 3", "行政许可 | 12"]


def test_lines_drawn_as_thin_filled_boxes_are_walls_and_shading_is_none():
    def box(x, y, w, h):
        return path_object(x, y, f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C", 'Stroke="false" Fill="true"')

    walls = "".join(box(x, 20, 0.3, 20) for x in (10, 50, 90)) + "".join(box(10, y, 80, 0.3) for y in (20, 30, 40))
    assert shown(open_bytes(ofd(walls + box(12, 22, 36, 6) + FOUR))) == ["规章 | 3", "行政许可 | 12"]


def test_the_distance_between_glyphs_makes_blanks():
    apart = (
        '<ofd:TextObject ID="1" Boundary="10 10 90 6" Size="4" Font="1">'
        '<ofd:TextCode X="0" Y="4" DeltaX="4 24 g 2 4">规章本年数</ofd:TextCode></ofd:TextObject>'
    )
    [line] = shown(open_bytes(ofd(apart)))
    assert line.split() == ["规章", "本年数"] and line.count(" ") > 5


def test_words_turned_on_their_side_are_one_label():
    turned = (
        '<ofd:TextObject ID="1" Boundary="15 22 6 18" Size="4" Font="1" CTM="0 1 -1 0 4 0">'
        '<ofd:TextCode X="0" Y="0" DeltaX="g 3 4">办理结果</ofd:TextCode></ofd:TextObject>'
    )
    cell = path_object(10, 20, "M 0 0 L 80 0 L 80 20 L 0 20 C M 40 0 L 40 20")
    assert shown(open_bytes(ofd(cell + turned + text_object(52, 32, "12")))) == ["办理结果 | 12"]


def test_hidden_objects_are_not_read():
    assert shown(open_bytes(ofd(text_object(10, 15, "正文") + text_object(10, 30, "草稿", 'Visible="false"')))) == [
        "正文"
    ]


def test_an_ofd_of_images_is_told_as_a_scan():
    with pytest.raises(Unreadable, match="扫描件"):
        open_bytes(ofd('<ofd:ImageObject ID="1" Boundary="0 0 100 100" ResourceID="3"/>'))


def test_a_locked_ofd_is_told_as_such():
    with pytest.raises(Unreadable, match="密码"):
        open_bytes(zipped({"OFD.xml": "<OFD/>", "Encryptions.xml": "<Encryptions/>"}))


def test_an_ofd_without_its_pages_is_damaged():
    with pytest.raises(Unreadable, match="损坏"):
        open_bytes(zipped({"OFD.xml": "<OFD/>"}))
