"""Files of the other kinds: old formats, OFD, text; and that no file whatever does harm."""

import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gongkai.errors import Refused, Unreadable
from gongkai.vetting import Attached
from gongkai.vetting.files import FileKind, cleaned, scan
from gongkai.vetting.files.words import MOST
from tests.vetting.drafts import but, found
from tests.vetting.files import made

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def codes(path):
    return {trace.code for trace in scan(path).traces}


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("saved_by_word_97.doc", FileKind.DOC, "政府信息公开"),
        ("saved_by_wps.wps", FileKind.DOC, "政府信息公开"),
        ("workbook_97.xls", FileKind.XLS, "行政许可"),
    ],
)
def test_old_formats_are_read_and_released_only_when_a_person_said_so(tmp_path, name, kind, words):
    read = scan(SAMPLES / name)
    assert read.kind is kind
    assert words in read.text
    assert "old_format" in codes(SAMPLES / name)
    with pytest.raises(Refused, match="没有生成公开的副本"):
        cleaned(SAMPLES / name, tmp_path / "b")
    result = cleaned(SAMPLES / name, tmp_path / "b", confirmed={trace.code for trace in read.traces})
    assert (tmp_path / "b").read_bytes() == (SAMPLES / name).read_bytes()
    assert result.removed == ()


def ofd(tmp_path, *, signed=False):
    o = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    path = tmp_path / "a.ofd"
    with zipfile.ZipFile(path, "w") as book:
        signatures = "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>" if signed else ""
        book.writestr(
            "OFD.xml",
            f"<ofd:OFD {o}><ofd:DocBody>"
            "<ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:Author>李某</ofd:Author></ofd:DocInfo>"
            f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signatures}</ofd:DocBody></ofd:OFD>",
        )
        for page, words in ((10, "末页"), (0, "110105</ofd:TextCode><ofd:TextCode>19491231002X")):
            book.writestr(
                f"Doc_0/Pages/Page_{page}/Content.xml",
                f"<ofd:Page {o}><ofd:TextObject><ofd:TextCode>{words}</ofd:TextCode></ofd:TextObject></ofd:Page>",
            )
    return path


def test_an_ofd_is_read_in_order_and_loses_its_author(tmp_path):
    path = ofd(tmp_path)
    assert scan(path).text == "11010519491231002X\f末页"
    assert codes(path) == {"properties"}
    cleaned(path, tmp_path / "b.ofd")
    assert codes(tmp_path / "b.ofd") == set()
    with zipfile.ZipFile(tmp_path / "b.ofd") as book:
        assert b"DocID>1<" in book.read("OFD.xml")
    assert "政府信息公开" in scan(SAMPLES / "printed_to_ofd.ofd").text.replace("\n", "")


def test_a_sealed_ofd_is_not_touched(tmp_path):
    path = ofd(tmp_path, signed=True)
    with pytest.raises(Refused):
        cleaned(path, tmp_path / "b.ofd", confirmed={"signature"})
    cleaned(path, tmp_path / "b.ofd", confirmed={"signature", "properties"})
    assert (tmp_path / "b.ofd").read_bytes() == path.read_bytes()


def test_a_scan_becomes_part_of_a_draft(tmp_path):
    def hide(book):
        book.create_sheet("底稿").append(["王某", "11010519491231002X"])
        book["底稿"].sheet_state = "hidden"

    attached = Attached.of("名单.xlsx", scan(made.sheet(tmp_path / "a.xlsx", hide)))
    draft = but(attachments=(attached,))
    [finding] = found(draft, "personal_identity")
    assert "首处在第2张工作表" in finding.message
    assert [each.facts["code"] for each in found(draft, "hidden_data")] == ["hidden_sheets"]
    assert len(found(draft, "mobile_number")) == 1


@pytest.mark.parametrize(("length", "is_cut"), [(MOST, False), (MOST + 1, True)])
def test_so_much_text_is_kept_and_no_more(tmp_path, length, is_cut):
    path = tmp_path / "a.txt"
    path.write_text("甲" * length, encoding="gb18030")
    read = scan(path)
    assert len(read.text) == MOST
    assert bool(read.unread) == is_cut


@pytest.mark.parametrize(
    "name", ["saved_by_word_97.doc", "workbook_97.xls", "printed_to_ofd.ofd", "ruled_over_pages.pdf", "workbook.xlsx"]
)
def test_a_damaged_file_is_unreadable_or_read_and_nothing_else(tmp_path, name):
    whole = (SAMPLES / name).read_bytes()
    dice = random.Random(name)
    path = tmp_path / name
    for _ in range(4):
        data = bytearray(whole)
        for _ in range(20):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(bytes(data[: dice.randrange(len(data) // 2, len(data))]))
        try:
            read = scan(path)
        except Unreadable as error:
            assert "请" in str(error)
        else:
            assert read.size == path.stat().st_size


def test_a_large_file_is_gone_through_without_being_held(tmp_path):
    path = made.without_properties(made.word(tmp_path / "a.docx"))
    noise = random.Random(1).randbytes(20_000_000)
    made.repacked(path, lambda name, data: data, **{"word/media/film.bin": noise, "docProps/app.xml": b"<a/>"})
    photo = tmp_path / "a.jpg"
    photo.write_bytes(made.jpeg(tmp_path / "p.jpg").read_bytes() + noise)
    code = (
        "import sys, resource; from pathlib import Path; from gongkai.vetting.files import scan, cleaned;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "[(scan(Path(name)), cleaned(Path(name), Path(name + '.copy'))) for name in sys.argv[1:]];"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    grown = subprocess.run(
        [sys.executable, "-c", code, str(path), str(photo)], check=True, capture_output=True, text=True
    ).stdout
    assert int(grown) * 1024 < 15_000_000
