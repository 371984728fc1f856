"""Word 97 documents, as LibreOffice saves them from Word documents written for the test."""

import random
import socket
import struct
from pathlib import Path

import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.files import open_bytes, soffice, word97
from tests.report.reading.files.made import converted, docx, grids, p, package, part, shown, table, tc
from tests.report.reading.files.test_docx import LISTS, item

STYLES = part(
    "styles",
    '<style w:type="paragraph" styleId="1"><name val="heading 1"/><pPr><outlineLvl val="0"/></pPr></style>',
)


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<r><fldChar w:fldCharType="{kind}"/></r>'

    return mark("begin") + f"<r><instrText>{code}</instrText></r>" + mark("separate") + run(result) + mark("end")


def run(text: str, properties: str = "") -> str:
    return f"<r><rPr>{properties}</rPr><t>{text}</t></r>"


def grid_of(widths: tuple[int, ...], *rows: str) -> str:
    columns = "".join(f'<gridCol w:w="{width}"/>' for width in widths)
    return table(*rows).replace("<tbl>", f"<tbl><tblGrid>{columns}</tblGrid>")


def cell(text: str, width: int, more: str = "") -> str:
    return tc(text, f'<tcW w:w="{width}" w:type="dxa"/>{more}')


MAGIC = b"\xec\xa5\x01\x01"
CHANGED = "<del><r><delText>10</delText></r></del><ins><r><t>12</t></r></ins>"
BODY = (
    p("青石镇年报", '<pStyle val="1"/>')
    + item("总体情况", 0)
    + item("主动公开", 1)
    + f"<p>{run('收到')}{CHANGED}{run('草稿', '<vanish/>')}<r><t>件</t><tab/><t>完</t><br/><t>止</t></r></p>"
    + f"<p>{field(' PAGE ', '1')}{run('页')}</p>"
    + grid_of(
        (2000, 2000, 1000, 1000),
        cell("申请人情况", 4000, '<gridSpan val="2"/><vMerge val="restart"/>')
        + cell("自然人", 1000)
        + cell("总计", 1000),
        cell("", 4000, '<gridSpan val="2"/><vMerge/>') + cell("", 1000) + cell("12", 1000),
        cell("三、本年度办理结果", 2000) + cell("（一）予以公开", 2000) + cell("3", 1000) + cell("", 1000),
    )
    + p("之后")
)
EXPECTED = [
    "青石镇年报",
    "一、总体情况",
    "（一）主动公开",
    "收到12件\t完\n止",
    "1页",
    "申请人情况 2x2 | 自然人 | 总计",
    " | 12",
    "三、本年度办理结果 | （一）予以公开 | 3 | ",
    "之后",
]


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return converted(package(BODY, numbering=LISTS, styles=STYLES), tmp_path_factory.mktemp("doc"), "年报.docx", "doc")


@pytest.fixture
def no_soffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)


def test_all_of_a_document_is_read_without_another_program(doc: bytes, no_soffice: None):
    document = open_bytes(doc)
    assert document.kind == "doc"
    assert shown(document) == EXPECTED
    assert [block.heading for block in document.blocks[:2]] == [1, 0]


def test_cells_know_their_columns_and_their_place(doc: bytes):
    [grid] = grids(open_bytes(doc))
    assert [(c.row, c.column) for c in grid.cells] == [
        (0, 0),
        (0, 2),
        (0, 3),
        (1, 2),
        (1, 3),
        (2, 0),
        (2, 1),
        (2, 2),
        (2, 3),
    ]
    assert str(grid.cells[-1].place) == "第1个表第3行第4列"


def test_a_table_in_a_cell_comes_after_the_outer_one(tmp_path: Path, no_soffice: None):
    inner = grid_of((1500, 500), cell("1.重复申请", 1500) + cell("4", 500))
    outer = grid_of(
        (2000, 2500),
        cell("（五）不予处理", 2000) + f'<tc><tcPr><tcW w:w="2500" w:type="dxa"/></tcPr>{inner}{p("")}</tc>',
        cell("（七）总计", 2000) + cell("9", 2500),
    )
    data = converted(package(outer + p("后")), tmp_path, "年报.docx", "doc")
    assert shown(open_bytes(data)) == ["（五）不予处理 | ", "（七）总计 | 9", "1.重复申请 | 4", "后"]


def test_a_rich_text_is_read_by_another_program_and_fetches_nothing(tmp_path: Path):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        picture = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}"}}{{\fldrslt }}}}'
        text = "收到12件".encode("gb18030").hex()
        escaped = "".join(rf"\'{text[i : i + 2]}" for i in range(0, len(text), 2))
        document = open_bytes((r"{\rtf1\ansi\ansicpg936 " + picture + escaped + r"\par}").encode())
        with pytest.raises(BlockingIOError):
            server.accept()
    assert document.kind == "rtf"
    assert shown(document) == ["收到12件"]


def test_what_needs_libreoffice_says_so_where_there_is_none(no_soffice: None):
    with pytest.raises(Unreadable, match="apt install libreoffice-writer") as refusal:
        open_bytes(rb"{\rtf1\ansi 12}")
    assert refusal.value.tried == ("rtf", "soffice")


def test_what_libreoffice_cannot_open_is_one_sentence():
    with pytest.raises(Unreadable, match="LibreOffice 也打不开") as refusal:
        open_bytes(b"\xdb\xa5" + random.Random(1).randbytes(3_000))
    assert refusal.value.tried == ("wps", "soffice")


def test_a_document_that_takes_libreoffice_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda program: str(slow))
    monkeypatch.setattr(soffice, "SECONDS", 0.2)
    with pytest.raises(Unreadable, match="没有转换完"):
        soffice.to_docx(b"x", "rtf")


def test_a_document_whose_properties_cannot_be_followed_is_left_to_another_program(
    doc: bytes, monkeypatch: pytest.MonkeyPatch
):
    start = doc.index(MAGIC)
    broken = bytearray(doc)
    struct.pack_into("<II", broken, start + 0x102, 0x7FFFFFF0, 64)
    asked = []
    monkeypatch.setattr(soffice, "to_docx", lambda data, kind: asked.append(kind) or docx(p("由它读出")))
    document = open_bytes(bytes(broken))
    assert asked == ["doc"]
    assert (document.kind, shown(document)) == ("doc", ["由它读出"])


def test_a_locked_document_is_told_as_such(doc: bytes):
    locked = bytearray(doc)
    locked[doc.index(MAGIC) + 0x0B] |= 0x01
    with pytest.raises(Unreadable, match="密码"):
        open_bytes(bytes(locked))


def test_a_document_older_than_word_97_is_not_followed(doc: bytes):
    old = bytearray(doc)
    struct.pack_into("<H", old, doc.index(MAGIC) + 2, 0x65)
    with pytest.raises(word97.NotFollowed):
        word97.read(bytes(old))
