"""Any file: hostile and broken ones are one sentence, soon, and within bounds."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import olefile
import pytest
import xlsxwriter

from gongkai.errors import Unreadable
from gongkai.report.reading import files
from gongkai.report.reading.files import kind_of, open_bytes, open_file, soffice
from tests.report.reading.files.made import converted, docx, ofd, p, package, pdf, shown, table, tc, zipped
from tests.report.reading.files.test_ofd import FOUR, LINES
from tests.report.reading.files.test_pdf import written


def test_a_file_is_opened_by_its_content_whatever_its_name(tmp_path: Path):
    file = tmp_path / "年报.pdf"
    file.write_bytes(docx(p("正文")))
    assert kind_of(file) == "docx"
    assert shown(open_file(file)) == ["正文"]


def test_a_link_to_a_file_is_followed(tmp_path: Path):
    (tmp_path / "甲.txt").write_text("正文", "utf-8")
    (tmp_path / "乙").symlink_to(tmp_path / "甲.txt")
    assert shown(open_file(tmp_path / "乙")) == ["正文"]


def test_our_own_data_is_recognised_and_is_no_document(tmp_path: Path):
    file = tmp_path / "年报.json"
    file.write_text('{"agency": "青石镇"}', "utf-8")
    assert kind_of(file) == "json"
    with pytest.raises(Unreadable, match="JSON"):
        open_file(file)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "没有这个文件"),
        (lambda path: path.mkdir(), "文件夹"),
        (lambda path: os.mkfifo(path), "不是普通文件"),
        (lambda path: path.symlink_to(path), "打不开"),
        (lambda path: path.write_bytes(b""), "空的"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n"), "图片"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(tmp_path: Path, make, says: str):
    path = tmp_path / "年报.docx"
    make(path)
    with pytest.raises(Unreadable, match=says) as refusal:
        open_file(path)
    assert "\n" not in str(refusal.value)


def test_a_file_that_may_not_be_read_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*arguments):
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unreadable, match="没有权限"):
        open_file(tmp_path / "年报.docx")


def test_a_name_that_no_file_can_have_is_told_as_such():
    with pytest.raises(Unreadable, match="打不开"):
        open_file(Path("年\0报"))


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path):
    path = tmp_path / "年报.docx"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    began = time.perf_counter()
    with pytest.raises(Unreadable, match="500 MB"):
        open_file(path)
    assert time.perf_counter() - began < 0.05


def locked_office_file() -> bytes:
    """A compound file whose one stream is named as Office names what it has encrypted."""
    head = olefile.MAGIC + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(10)
    head += (
        b"\1\0\0\0"
        + b"\1\0\0\0"
        + bytes(4)
        + b"\0\x10\0\0"
        + b"\xfe\xff\xff\xff"
        + bytes(4)
        + b"\xfe\xff\xff\xff"
        + bytes(4)
    )
    head += bytes(4) + b"\xff\xff\xff\xff" * 108

    def entry(name: str, sort: int, child: int) -> bytes:
        words = name.encode("utf-16-le") + b"\0\0"
        free = b"\xff\xff\xff\xff"
        links = free + free + (child.to_bytes(4, "little") if child else free)
        return (
            words.ljust(64, b"\0")
            + len(words).to_bytes(2, "little")
            + bytes([sort, 1])
            + links
            + bytes(36)
            + b"\xfe\xff\xff\xff"
            + bytes(8)
        )

    sectors = b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff" + b"\xff\xff\xff\xff" * 126
    return head + sectors + entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2, 0) + bytes(256)


def test_an_encrypted_office_document_is_told_as_locked():
    with pytest.raises(Unreadable, match="文件有密码"):
        open_bytes(locked_office_file())


def billion_laughs() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "哈">{entities}]><d><p>&a9;</p></d>'


def bomb(megabytes: int) -> bytes:
    """A document that is nearly all blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(megabytes):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def lying_entry() -> bytes:
    """An archive whose body says that it unpacks to little and unpacks to much."""
    data = bomb(50)
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def forms_within_forms(depth: int) -> bytes:
    """Each form draws the next ten times."""
    form = (
        b"%d 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 70>>\nstream\n"
    )
    forms = [form % (6 + n, 7 + n) + b"/X Do  " * 10 + b"\nendstream\nendobj\n" for n in range(depth)]
    page = written("/X Do").replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>").partition(b"xref\n")[0]
    return page + b"".join(forms) + b"trailer<</Root 1 0 R>>\n%%EOF"


HOSTILE = {
    "a bomb of one part": lambda: bomb(230),
    "a bomb within the size": lambda: bomb(9),
    "ten thousand parts": lambda: zipped({"[Content_Types].xml": "", **{f"word/{n}": "" for n in range(10_000)}}),
    "an entry that lies": lying_entry,
    "entities within entities": lambda: zipped({"[Content_Types].xml": "", "word/document.xml": billion_laughs()}),
    "entities in an ofd": lambda: zipped({"OFD.xml": billion_laughs()}),
    "a million elements": lambda: docx("<p/>" * 2_000_000),
    "deep xml": lambda: docx("<sdt>" * 100_000 + "</sdt>" * 100_000),
    "deep tables": lambda: docx("<tbl><tr><tc>" * 5_000 + "</tc></tr></tbl>" * 5_000),
    "wide tables": lambda: docx(table(*[tc("1", '<gridSpan w:val="99999999"/>') * 50] * 500)),
    "a million tags of a page": lambda: b"<html>" + b"<b>" * 2_000_000,
    "cells over cells": lambda: b"<table>" + (b"<tr>" + b"<td rowspan=9999 colspan=9999>" * 100) * 3_000,
    "a long text": lambda: b"a\n" * 6_000_000,
    "noise": lambda: random.Random(1).randbytes(300_000),
    "a cut archive": lambda: docx(p("正文"))[:200],
    "a cut pdf": lambda: pdf("总体情况")[:3_000],
    "a pdf of forms within forms": lambda: forms_within_forms(9),
    "a pdf of endless words": lambda: written(
        zlib.compress(b"BT (a) Tj ET " * 8_000_000), coding=b"/Filter/FlateDecode"
    ),
    "a pdf of noise": lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(300_000),
}

MEASURED = r"""
import pathlib, re, resource, sys, time
from gongkai.errors import Unreadable
from gongkai.report.reading.files import open_bytes
data = sys.stdin.buffer.read()
began = time.process_time()
try:
    open_bytes(data)
except Unreadable as refusal:
    print(refusal)
apart = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.process_time() - began + apart.ru_utime + apart.ru_stime)
print(apart.ru_maxrss)
print(re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_little_and_say_one_sentence(name: str):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", MEASURED],
        input=HOSTILE[name](),
        capture_output=True,
        timeout=60,
        check=True,
    )
    *sentence, seconds, kilobytes_apart, kilobytes = done.stdout.decode().splitlines()
    assert len(sentence) <= 1
    assert float(seconds) < 5
    assert int(kilobytes) + int(kilobytes_apart) < 300_000


def test_opening_a_text_loads_no_parser():
    code = (
        "import sys; from gongkai.report.reading.files import open_bytes; open_bytes('正文'.encode());"
        "print([name for name in ('lxml', 'pypdfium2', 'olefile', 'python_calamine') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_any_parser_raises_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch):
    def fail(kind, data):
        raise RecursionError

    monkeypatch.setattr(files, "_read", fail)
    with pytest.raises(Unreadable, match="损坏") as refusal:
        open_bytes(b"text")
    assert refusal.value.tried == ("txt",)


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表二")
        sheet.merge_range("A1:C1", "第二十条")
        sheet.write_row("A2", ["规章", 3, 4.5])
    return out.getvalue()


@pytest.fixture(scope="module")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("specimens")
    word = docx(p("总体情况") + table(tc("规章", '<gridSpan val="2"/>') + tc("3"), tc("许可") + tc("") + tc("5")))
    page = "<html><meta charset=gb2312><table><tr><td rowspan=2>规章<td>3<tr><td>5</table><p>收到<br>12件</html>"
    archive = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    return {
        "docx": word,
        "pdf": pdf("总体情况 #table(columns: 2, table.cell(rowspan: 2)[规章], [3], [5])"),
        "html": page.encode("gb18030"),
        "ofd": ofd(LINES + FOUR, template=LINES),
        "xlsx": workbook(),
        "doc": converted(package(p("总体情况")), folder, "年报.docx", "doc"),
        "txt": "规章\t3\n行政许可\t5\n".encode("gb18030"),
        "csv": "规章,3\n行政许可,5\n".encode(),
        "mht": archive + b"--x\nContent-Type: text/html\n\n<p>x\n--x--",
    }


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The same bytes with a few flipped, cut, doubled or overwritten."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 30))):
        at = chance.randrange(len(out) or 1)
        other = chance.randrange(len(out) or 1)
        match chance.randrange(5):
            case 0:
                out[at : at + 1] = chance.randbytes(1)
            case 1:
                del out[at : at + chance.randrange(1, 60)]
            case 2:
                out[at:at] = out[other : other + chance.randrange(1, 200)]
            case 3:
                out[at : at + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f", b"9999"))
            case 4:
                out[at:at] = chance.randbytes(chance.randrange(1, 8))
    return bytes(out[: chance.randrange(len(out) + 1)] if chance.random() < 0.1 else out)


def mutated_within(data: bytes, chance: random.Random) -> bytes:
    """The same archive with one of its parts mutated."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(parts))
    return zipped(parts | {name: mutated(parts[name], chance)})


@pytest.mark.parametrize("name", ["docx", "pdf", "html", "ofd", "xlsx", "doc", "txt", "csv", "mht"])
def test_damage_gives_blocks_or_a_refusal_and_nothing_else(
    name: str, specimens: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
):
    def refuse(data: bytes, kind: str) -> bytes:
        raise Unreadable("not asked here")

    monkeypatch.setattr(soffice, "to_docx", refuse)
    chance = random.Random(name)
    specimen = specimens[name]
    assert shown(open_bytes(specimen))
    for _ in range(80):
        within = specimen.startswith(b"PK") and chance.random() < 0.6
        try:
            open_bytes(mutated_within(specimen, chance) if within else mutated(specimen, chance))
        except Unreadable as refusal:
            assert "\n" not in str(refusal) and str(refusal)


def test_a_damaged_old_workbook_does_not_take_the_process_along(tmp_path: Path):
    data = converted(workbook(), tmp_path, "年报.xlsx", "xls")
    chance = random.Random(5)
    for _ in range(8):
        broken = bytearray(data)
        broken[44:76] = chance.randbytes(32)
        with pytest.raises(Unreadable):
            open_bytes(bytes(broken))
