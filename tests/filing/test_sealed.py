"""封存包: what was tampered with shows, and who would harm the checker is refused."""

import io
import json
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gongkai.disclosure import files
from gongkai.errors import Unreadable
from gongkai.filing import packing, sealed
from gongkai.filing.freezing import packed
from gongkai.filing.models import Rendered
from gongkai.filing.sealed import Manifest, Verdict
from gongkai.report import exchange, rendering
from gongkai.report.report import Cell
from tests.cast import Cast
from tests.filing.figures.ledger import Ledger
from tests.filing.published import CHARGES, DECIDED, published, report, restated

Parts = dict[str, bytes]


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def package(cast: Cast) -> Path:
    """The sealed package of the town's report, one figure of which was entered."""
    published(cast.town, cast.chen, entered={DECIDED: ("纸质登记簿", "年中才启用")})
    return kept()


def kept() -> Path:
    return files.path("filings", Rendered.objects.filter(kind="zip").latest("pk").hash)


def parts(package: Path) -> Parts:
    with zipfile.ZipFile(package) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def written(package: Path, contents: Parts) -> Path:
    """A package with these contents in place of its own."""
    made = package.with_name("changed.zip")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in contents.items():
            out.writestr(name, content)
    return made


def changed(package: Path, name: str, old: bytes, new: bytes) -> Path:
    """A package in which some words of one file are others."""
    contents = parts(package)
    assert old in contents[name]
    return written(package, contents | {name: contents[name].replace(old, new, 1)})


def resealed(package: Path, contents: Parts, **about: Any) -> Path:
    """A package whose manifest was made anew over what was changed: whole in itself, but with another seal."""
    manifest = msgspec.json.decode(contents[sealed.MANIFEST], type=Manifest)
    manifest = msgspec.structs.replace(manifest, **about)
    link, lines = sealed.first_link(sealed.about(manifest)), []
    for line in manifest.files:
        sm3, size = sealed.digest([contents[line.name]])
        link = sealed.next_link(link, line.name, size, sm3)
        lines.append(sealed.Line(line.name, size, sm3, link))
    manifest = msgspec.structs.replace(manifest, files=lines, seal=link)
    return written(package, contents | {sealed.MANIFEST: msgspec.json.encode(manifest)})


def wrong(verdict: Verdict) -> list[str]:
    return [check.what for check in verdict.checks if not check.holds]


def said(verdict: Verdict, what: str) -> str:
    [check] = [check for check in verdict.checks if check.what == what]
    return check.says + "".join(check.details)


def figure(contents: Parts, name: str) -> dict[str, Any]:
    found = [json.loads(line) for line in contents[sealed.FIGURES].splitlines()]
    return next(each for each in found if each["name"] == name)


def with_figure(contents: Parts, name: str, **fields: Any) -> Parts:
    rows = [json.loads(line) for line in contents[sealed.FIGURES].splitlines()]
    rows = [row | fields if row["name"] == name else row for row in rows]
    return contents | {sealed.FIGURES: b"".join(json.dumps(row).encode() + b"\n" for row in rows)}


# what holds


def test_a_package_as_it_was_published_holds(package: Path) -> None:
    verdict = sealed.verify(package)
    assert verdict.holds, wrong(verdict)
    assert "其中 1 个由人工填报" in said(verdict, "数字")
    assert sealed.verify(package, seal=verdict.manifest.seal.upper()).holds


def test_a_restatement_bears_the_seal_of_the_version_before(cast: Cast) -> None:
    filing = published(cast.town, cast.chen)
    assert filing.published is not None
    first = filing.published.seal
    restated(filing, cast.chen, report(cast.town, disclosure__penalties__decisions=Cell(9)), "漏计处罚")
    verdict = sealed.verify(kept())
    assert verdict.manifest.previous_seal == first and verdict.manifest.version == 2
    assert verdict.holds, wrong(verdict)
    assert "更正过 1 次" in said(verdict, "历次版本")


def test_a_report_that_came_in_as_a_file_is_sealed_without_figures(cast: Cast) -> None:
    filing = published(cast.town, cast.chen, files=False)
    restated(filing, cast.chen, report(cast.town), "来自文件")  # nothing counted stands behind a further version
    verdict = sealed.verify(kept())
    assert verdict.manifest.origin == "file" and sealed.RECORDS not in parts(kept())
    assert wrong(verdict) == []


@pytest.mark.parametrize(
    "words",
    [
        "一、总体情况不理想。\n（一）主动公开仍需加强。",
        "生僻字𠮷镇；满意率98.5%，“三安全一稳定”内容未公开。",
        "2024年1月12日\n清水镇人民政府\n特此报告。",
        "网址www.example.gov.cn/xxgk，A&B <b>标签</b> 1×2≤3，①②；——完。",
    ],
)
def test_unusual_words_of_an_officer_hold_in_every_document(cast: Cast, words: str) -> None:
    told = report(cast.town)
    sections = [msgspec.structs.replace(s, text=words) if s.code == "problems" else s for s in told.sections]
    published(cast.town, cast.chen, told=msgspec.structs.replace(told, sections=tuple(sections)))
    verdict = sealed.verify(kept())
    assert verdict.holds, [check for check in verdict.checks if not check.holds]


def test_nothing_in_a_package_says_who_or_what_about(package: Path, cast: Cast) -> None:
    contents = parts(package)
    plain = b"".join(contents[name] for name in (sealed.FIGURES, sealed.RECORDS, sealed.ACTS, sealed.VERSIONS))
    for words in ("公示", cast.chen.name, "收费台账"):
        assert words not in plain.decode()
    head, *rows = contents[sealed.RECORDS].decode().splitlines()
    assert head == "figure,kind,identifier,number,day,amount"
    assert len(rows) == 8 and rows[0].startswith("disclosed.total,disclosure.item,")


def test_a_dispute_stands_in_a_package_without_the_number_that_leads_to_who_sued(cast: Cast) -> None:
    ledger = Ledger(cast.town, cast.chen)
    dispute = ledger.dispute("lawsuit_direct", date(2024, 3, 1), case_number="王芳诉清水镇（2024）川99行初1号")
    filing = published(cast.town, cast.chen, files=False)
    assert filing.published is not None
    row = filing.published.frozen.get(name="challenges.lawsuit_direct.pending")
    row.records_of, row.records = "request.dispute", packed([dispute.pk])
    lines = b"".join(packing._records([row])).decode().splitlines()
    assert lines[1:] == [f"challenges.lawsuit_direct.pending,request.dispute,{dispute.pk},,2024-03-01,"]


def test_it_is_verified_without_the_site(package: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gongkai.filing import sealed; "
        f"print(sealed.verify(Path({str(package)!r})).holds, 'django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "False"]


# what was tampered with


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (sealed.REPORT, b'"year": 2024', b'"year": 2025'),
        (sealed.FIGURES, b'"value":"6"', b'"value":"7"'),
        (sealed.RECORDS, b"disclosure.item,", b"disclosure.item,9"),
        (sealed.ACTS, b"filing.begun", b"filing.ended"),
        (sealed.VERSIONS, b"[]", b"[ ]"),
        ("report.docx", b"PK", b"PX"),
        ("report.pdf", b"%PDF", b"%PDX"),
    ],
)
def test_a_file_that_was_changed_is_named(package: Path, name: str, old: bytes, new: bytes) -> None:
    verdict = sealed.verify(changed(package, name, old, new))
    assert not verdict.holds
    assert f"{name} 的内容与清单不符" in said(verdict, "文件")


def test_a_file_that_was_taken_out_or_put_in_is_named(package: Path) -> None:
    contents = parts(package)
    lacking = sealed.verify(written(package, {name: each for name, each in contents.items() if name != "report.pdf"}))
    assert "缺少 report.pdf" in said(lacking, "文件")
    more = sealed.verify(written(package, contents | {"more.txt": b"1"}))
    assert "more.txt 不在清单里" in said(more, "文件")


@pytest.mark.parametrize("field", ["agency", "year", "version", "published_on", "previous_seal", "sealed_at", "scope"])
def test_what_the_manifest_says_of_the_report_is_bound_to_the_seal(package: Path, field: str) -> None:
    contents = parts(package)
    manifest = json.loads(contents[sealed.MANIFEST])
    manifest[field] = manifest[field] + 1 if isinstance(manifest[field], int) else manifest[field] + "1"
    verdict = sealed.verify(written(package, contents | {sealed.MANIFEST: json.dumps(manifest).encode()}))
    assert "校验链" in wrong(verdict)


def test_a_line_of_the_manifest_that_was_replaced_breaks_the_chain(package: Path) -> None:
    contents = parts(package)
    contents[sealed.VERSIONS] = b"[]\n"
    manifest = json.loads(contents[sealed.MANIFEST])
    line = next(line for line in manifest["files"] if line["name"] == sealed.VERSIONS)
    line["sm3"], line["size"] = sealed.digest([b"[]\n"])
    verdict = sealed.verify(written(package, contents | {sealed.MANIFEST: json.dumps(manifest).encode()}))
    assert wrong(verdict) == ["校验链"]
    assert "到 versions.json 断开" in said(verdict, "校验链")


def test_a_package_sealed_anew_has_another_seal_than_the_page(package: Path) -> None:
    seal = sealed.verify(package).manifest.seal
    again = resealed(package, parts(package), published_on="2025-01-19")
    assert sealed.verify(again).holds
    assert wrong(sealed.verify(again, seal=seal)) == ["封存校验值"]


def test_a_figure_that_is_not_what_its_records_give_is_named_though_all_was_sealed_anew(package: Path) -> None:
    contents = with_figure(parts(package), "disclosed.total", value="7", counted="7")
    verdict = sealed.verify(resealed(package, contents))
    assert wrong(verdict) == ["数字"]
    assert "记录合计 6，统计写的是 7" in said(verdict, "数字")


def test_a_sum_that_is_not_that_of_its_records_is_named(package: Path) -> None:
    contents = parts(package)
    contents[sealed.RECORDS] = contents[sealed.RECORDS].replace(b",0.25", b",0.5")
    verdict = sealed.verify(resealed(package, contents))
    assert wrong(verdict) == ["数字"] and "记录合计 4，统计写的是 3.75" in said(verdict, "数字")


def test_a_record_taken_out_or_counted_twice_is_named(package: Path) -> None:
    contents = parts(package)
    head, first, second, *rows = contents[sealed.RECORDS].splitlines(keepends=True)
    lacking = sealed.verify(resealed(package, contents | {sealed.RECORDS: b"".join([head, first, *rows])}))
    assert "应有 6 条记录，包里有 5 条" in said(lacking, "数字")
    twice = sealed.verify(resealed(package, contents | {sealed.RECORDS: b"".join([head, first, first, *rows])}))
    assert "同一条记录算了两次" in said(twice, "数字")
    assert second


def test_a_value_other_than_counted_must_say_that_it_was_entered(package: Path) -> None:
    contents = parts(package)
    hidden = with_figure(contents, DECIDED, entered=False, source="", reason="")
    assert "也没有标明填报" in said(sealed.verify(resealed(package, hidden)), "数字")
    unfounded = with_figure(contents, DECIDED, source="")
    assert "没有写来源和理由" in said(sealed.verify(resealed(package, unfounded)), "数字")


def test_a_value_that_follows_from_entered_ones_must_be_their_sum(package: Path) -> None:
    contents = parts(package)
    value = int(figure(contents, DECIDED)["value"])
    follows = {"value": str(value + 6), "counted": "1", "terms": [[1, DECIDED], [1, "disclosed.total"]]}
    name = "requests.granted.total"
    assert "不是各项之和" not in said(sealed.verify(resealed(package, with_figure(contents, name, **follows))), "数字")
    off = with_figure(contents, name, **(follows | {"value": str(value + 5)}))
    assert "不是各项之和" in said(sealed.verify(resealed(package, off)), "数字")


def test_a_table_that_says_other_than_the_figures_is_named(package: Path, cast: Cast, tmp_path: Path) -> None:
    contents = parts(package)
    told = report(cast.town, **{CHARGES.replace(".", "__"): Cell(9)})
    contents[sealed.REPORT] = exchange.encode(told)
    for name in sealed.DOCUMENTS:
        rendering.write(told, tmp_path / name)
        contents[name] = (tmp_path / name).read_bytes()
    verdict = sealed.verify(resealed(package, contents))
    assert wrong(verdict) == ["表格"]
    assert "表二“行政事业性收费”·本年收费金额（单位：万元）：报告是 9，数字是 3.75" in said(verdict, "表格")


def test_tables_that_do_not_add_up_are_named(package: Path, cast: Cast) -> None:
    contents = parts(package)
    contents[sealed.REPORT] = exchange.encode(report(cast.town, requests__handled__total=Cell(1)))
    contents = with_figure(contents, "requests.handled.total", value="1", counted="1")
    verdict = sealed.verify(resealed(package, contents))
    assert "勾稽关系" in wrong(verdict) and "表格" not in wrong(verdict)


@pytest.mark.parametrize(("name", "what"), [("report.docx", "Word 文件"), ("report.pdf", "PDF 文件")])
def test_a_document_that_says_other_than_the_report_is_named(
    package: Path, cast: Cast, tmp_path: Path, name: str, what: str
) -> None:
    other = report(cast.town, disclosure__penalties__decisions=Cell(77))
    first, *rest = other.sections
    other = msgspec.structs.replace(other, sections=(msgspec.structs.replace(first, text="工作成绩显著。"), *rest))
    rendering.write(other, tmp_path / name)
    verdict = sealed.verify(resealed(package, parts(package) | {name: (tmp_path / name).read_bytes()}))
    assert wrong(verdict) == [what]
    assert "表二“行政处罚”·本年处理决定数量：文件里是 77" in said(verdict, what)
    assert "正文从" in said(verdict, what)


def test_acts_out_of_order_are_named(cast: Cast) -> None:
    from gongkai.journal import recording

    filing = published(cast.town, cast.chen, files=False)
    for _ in range(3):
        recording.record("filing.counted", filing, by=cast.chen, on=filing.began_on)
    restated(filing, cast.chen, report(cast.town), "补充")
    package = kept()
    contents = parts(package)
    assert sealed.verify(package).holds
    first, second, *rest = contents[sealed.ACTS].splitlines(keepends=True)
    moved = resealed(package, contents | {sealed.ACTS: b"".join([second, first, *rest])})
    assert wrong(sealed.verify(moved)) == ["经过"]
    act = json.loads(second)
    act["previous"] = "0" * 64
    other = resealed(package, contents | {sealed.ACTS: b"".join([first, json.dumps(act).encode() + b"\n", *rest])})
    assert "接不上" in said(sealed.verify(other), "经过")


# what would harm who opens it


def entries(path: Path, *named: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in named:
            out.writestr(name, content)
    return path


def bomb(path: Path) -> Path:
    return entries(path, (sealed.MANIFEST, b"{}"), (sealed.RECORDS, bytes(300_000_000)))


def lying_bomb(path: Path) -> Path:
    """One whose directory says that it is small."""
    bomb(path)
    data = bytearray(path.read_bytes())
    for place in (i for i in range(len(data)) if data.startswith(struct.pack("<I", 300_000_000), i)):
        data[place : place + 4] = struct.pack("<I", 1_000_000)
    path.write_bytes(data)
    return path


def twins(path: Path) -> Path:
    with pytest.warns(UserWarning, match="Duplicate"):
        return entries(path, (sealed.MANIFEST, b"{}"), (sealed.MANIFEST, b"{}"))


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "bomb": bomb,
    "twins": twins,
    "climbing": lambda path: entries(path, (sealed.MANIFEST, b"{}"), ("../../etc.txt", b"1")),
    "absolute": lambda path: entries(path, (sealed.MANIFEST, b"{}"), ("/etc.txt", b"1")),
    "many": lambda path: entries(path, *((f"{chr(97 + n % 26) * (1 + n // 26)}.txt", b"") for n in range(60))),
    "no manifest": lambda path: entries(path, (sealed.REPORT, b"{}")),
    "deep": lambda path: entries(path, (sealed.MANIFEST, b'{"files":' + b"[" * 200_000)),
    "other format": lambda path: entries(path, (sealed.MANIFEST, b'{"format":"gongkai.sealed-report/9"}')),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_package_is_refused_at_once(tmp_path: Path, name: str) -> None:
    made = HOSTILE[name](tmp_path / "hostile.zip")
    began = time.monotonic()
    with pytest.raises(Unreadable, match="不是年度报告的封存包"):
        sealed.verify(made)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    made = tmp_path / "file.zip"
    made.write_bytes(content)
    with pytest.raises(Unreadable):
        sealed.verify(made)


def test_a_package_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    made = lying_bomb(tmp_path / "lying.zip")
    began = time.monotonic()
    with pytest.raises(Unreadable):
        sealed.verify(made)
    assert time.monotonic() - began < 2


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    made = entries(tmp_path / "locked.zip", (sealed.MANIFEST, b"{}"))
    data = bytearray(made.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    made.write_bytes(data)
    with pytest.raises(Unreadable, match="加了密"):
        sealed.verify(made)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (sealed.FIGURES, b"[" * 100_000),
        (sealed.FIGURES, b'{"name":"a","label":"a","unit":"","value":"1e9999","counted":"1","rule":"","cites":[]}\n'),
        (sealed.FIGURES, b"\xff\xfe\n"),
        (sealed.RECORDS, b"x" * 1_000_000),
        (sealed.RECORDS, b'figure,kind,identifier,number,day,amount\n"' + b"x\n" * 300_000),
        (sealed.RECORDS, b"figure,kind,identifier,number,day,amount\n" + b"x,y,1,,,\n" * 100_000),
        (sealed.REPORT, b'{"form":"2021","year":' + b"9" * 100_000 + b"}"),
        (sealed.REPORT, b"[" * 100_000),
        (sealed.ACTS, b"[" * 100_000),
        (sealed.VERSIONS, b"[" * 100_000),
        ("report.docx", b"PK\x03\x04" + bytes(100)),
        ("report.pdf", b"%PDF-1.7\n" + b"1 0 obj<<" * 10_000),
    ],
)
def test_hostile_content_is_a_finding_and_no_failure(package: Path, name: str, content: bytes) -> None:
    made = resealed(package, parts(package) | {name: content})
    began = time.monotonic()
    verdict = sealed.verify(made)
    assert not verdict.holds and "文件" not in wrong(verdict)
    assert time.monotonic() - began < 5


def test_damaged_bytes_are_a_finding(package: Path) -> None:
    data = bytearray(package.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as opened:
        entry = opened.getinfo("report.pdf")
    middle = entry.header_offset + entry.compress_size // 2
    data[middle : middle + 40] = bytes(40)
    damaged = package.with_name("damaged.zip")
    damaged.write_bytes(data)
    assert "report.pdf 已损坏" in said(sealed.verify(damaged), "文件")
