"""封存包: a published report with its figures, the records behind them and its acts, checked without the site.

verify(path, seal=…) -> Verdict      plain Python: an auditor needs this program and the file, nothing else

report.json    the report (`report.exchange`)            figures.jsonl  each figure, its rule and authority
records.csv    each record a figure counts, by its number; never what a request was about, never who asked
acts.jsonl     the acts on the report, with their places in the agency's journal
versions.json  the versions published before, and why they were restated
manifest.json  SM3 of each file, each line bound to the one before; the last is the seal that the public page shows
"""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import msgspec
from cryptography.hazmat.primitives import hashes

from gongkai.errors import Unreadable
from gongkai.report import exchange
from gongkai.report.reading import read as read_file
from gongkai.report.report import Finding, Report
from gongkai.report.rules import applicant_sum, challenges_sum, handled_sum, requests_balance

FORMAT: Literal["gongkai.sealed-report/1"] = "gongkai.sealed-report/1"
MANIFEST, REPORT, FIGURES, RECORDS, ACTS, VERSIONS = (
    "manifest.json",
    "report.json",
    "figures.jsonl",
    "records.csv",
    "acts.jsonl",
    "versions.json",
)
DOCUMENTS = ("report.docx", "report.pdf")
HEADINGS = ("figure", "kind", "identifier", "number", "day", "amount")
"""Of records.csv."""

_MOST_ENTRIES = 20
_MOST_BYTES = {RECORDS: 400_000_000, REPORT: 5_000_000, **dict.fromkeys(DOCUMENTS, 50_000_000)}
_MOST_OTHER_BYTES = 20_000_000
_MOST_RATIO = 300
_LONGEST_LINE = 10_000
_PIECE = 1 << 20
_SHOWN = 10
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_HASH = re.compile(r"[0-9a-f]{64}")
_SUMS = (requests_balance, handled_sum, applicant_sum, challenges_sum)


class Line(msgspec.Struct, frozen=True):
    """A file of the package: its hash, and the link that binds it to the files before it."""

    name: str
    size: int
    sm3: str
    link: str


class Manifest(msgspec.Struct, frozen=True):
    """What the package says it holds. `origin` is "file" for a report that was read from one: it has no figures."""

    format: Literal["gongkai.sealed-report/1"]
    agency: str
    year: int
    scope: str
    version: int
    origin: Literal["ledger", "file"]
    published_on: str
    sealed_at: str
    previous_seal: str
    files: list[Line]
    seal: str


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A figure: what the report gives, what the records gave, how it was counted; source and reason where entered.

    `terms` are, with their signs, the figures that it adds up where one of them was entered.
    """

    name: str
    label: str
    unit: str
    value: str | None
    counted: str | None
    rule: str
    cites: list[str]
    kind: str = ""
    sums: bool = False
    records: int = 0
    source: str = ""
    reason: str = ""
    entered: bool = False
    terms: list[tuple[int, str]] = []


class Act(msgspec.Struct, frozen=True):
    """An act, by its place in the agency's chain of the journal; whose it was stands in the journal alone."""

    chain: str
    number: int
    act: str
    word: str
    on: str
    at: str
    previous: str
    hash: str


class Earlier(msgspec.Struct, frozen=True):
    """A version published before this one; `because` says why the next was made."""

    number: int
    published_on: str
    seal: str
    because: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: whether it holds, and what was found in a sentence; `details` name what does not.

    Of a report that was read from a file a check holds with details: its original is so.
    """

    what: str
    holds: bool
    says: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked of a package."""

    manifest: Manifest
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)


def digest(pieces: Iterable[bytes]) -> tuple[str, int]:
    """SM3 of a content in hexadecimal, and its size."""
    state, size = hashes.Hash(hashes.SM3()), 0
    for piece in pieces:
        state.update(piece)
        size += len(piece)
    return state.finalize().hex(), size


def canonical(value: Any) -> bytes:
    """The one spelling of a value as JSON: keys sorted, no spaces, UTF-8."""
    return msgspec.json.encode(value, order="deterministic")


def first_link(about: dict[str, Any]) -> str:
    """The beginning of the chain: what the manifest says of the report."""
    return digest([canonical(about)])[0]


def next_link(link: str, name: str, size: int, sm3: str) -> str:
    """The link of a file, bound to the one before."""
    return digest([f"{link}\n{name}\n{size}\n{sm3}".encode()])[0]


def about(manifest: Manifest) -> dict[str, Any]:
    """What of a manifest begins the chain: all of it but the files and the seal."""
    told: dict[str, Any] = msgspec.to_builtins(manifest)
    return {name: value for name, value in told.items() if name not in ("files", "seal")}


# Opening


class _Package:
    """The files of a package by name; nothing is unpacked to the disk, and nothing beyond its bounds is unpacked."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _no_package("文件不是完整的压缩包") from error
        self.entries = self._zip.infolist()
        self.names = [entry.filename for entry in self.entries]
        if len(self.entries) > _MOST_ENTRIES:
            raise _no_package(f"里面有 {len(self.entries)} 个文件")
        if len(set(self.names)) < len(self.names):
            raise _no_package("里面有同名的文件，不知道以哪一个为准")
        if strange := [name for name in self.names if not re.fullmatch(r"[a-z]{1,20}\.[a-z]{1,5}", name)]:
            raise _no_package(f"里面有不该有的文件“{_short(strange[0])}”")
        packed = max(path.stat().st_size, 1)
        for entry in self.entries:
            most = _MOST_BYTES.get(entry.filename, _MOST_OTHER_BYTES)
            if entry.file_size > most or entry.file_size > _MOST_RATIO * packed + 1_000_000:
                raise _no_package(f"“{entry.filename}”展开后大得不正常")
            if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise _no_package(f"“{entry.filename}”加了密，或压缩方法不对")
        if MANIFEST not in self.names:
            raise _no_package("里面没有清单 manifest.json")

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a file, piece by piece. Raises _Damaged."""
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_PIECE):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise _Damaged(name) from error

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def lines(self, name: str) -> Iterator[str]:
        """The lines of a text file. Raises _Damaged for what is no text."""
        rest = b""
        for piece in self.pieces(name):
            *whole, rest = (rest + piece).split(b"\n")
            if len(rest) > _LONGEST_LINE:
                raise _Damaged(name)
            yield from (_decoded(line, name) for line in whole)
        if rest:
            yield _decoded(rest, name)


class _Damaged(Exception):
    """A file of the package cannot be read."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def _decoded(line: bytes, name: str) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise _Damaged(name) from error


def _no_package(why: str) -> Unreadable:
    return Unreadable(f"不是年度报告的封存包：{why}。请从公布年度报告的页面重新下载。", tried=["zip"])


def _short(words: str) -> str:
    return "".join(each if each.isprintable() else " " for each in words[:60])


# Checking


def verify(path: Path, *, seal: str = "") -> Verdict:
    """Check a package; `seal` is the one that the public page shows. Raises Unreadable for what is no package."""
    package = _Package(path)
    try:
        manifest = msgspec.json.decode(package.read(MANIFEST), type=Manifest)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, _Damaged) as error:
        raise _no_package("清单 manifest.json 读不出来") from error
    checks = [_files(package, manifest), _chain(manifest)]
    if seal:
        checks.append(_seal(manifest, seal))
    sound = checks[0].holds
    report, opened = _report(package, manifest)
    checks.append(opened)
    if report is not None:
        checks.append(_sums(report, is_from_file=manifest.origin == "file"))
    if manifest.origin == "ledger":
        found, counted = _counted(package)
        checks += counted
        if report is not None and found is not None:
            checks.append(_tables(report, found))
    if report is not None:
        checks += [_document(package, name, report, sound) for name in DOCUMENTS]
    checks += [_acts(package), _earlier(package, manifest)]
    return Verdict(manifest, tuple(checks))


def _files(package: _Package, manifest: Manifest) -> Check:
    wrong = []
    listed = [line.name for line in manifest.files]
    if len(set(listed)) < len(listed):
        wrong.append("清单里有重复的文件名")
    wanted = [REPORT, *((FIGURES, RECORDS) if manifest.origin == "ledger" else ()), ACTS, VERSIONS, *DOCUMENTS]
    wrong += [f"缺少 {name}" for name in wanted if name not in package.names]
    wrong += [f"{name} 不在清单里" for name in package.names if name not in (MANIFEST, *listed)]
    for line in manifest.files:
        if line.name not in package.names or line.name == MANIFEST:
            wrong.append(f"清单里的 {_short(line.name)} 不在包里")
            continue
        try:
            sm3, size = digest(package.pieces(line.name))
        except _Damaged:
            wrong.append(f"{line.name} 已损坏，读不出来")
            continue
        if (sm3, size) != (line.sm3, line.size):
            wrong.append(f"{line.name} 的内容与清单不符：封存之后被改动过")
    return _check("文件", wrong, f"{len(manifest.files)} 个文件的内容与清单一致", "文件与清单不符")


def _chain(manifest: Manifest) -> Check:
    link, wrong = first_link(about(manifest)), []
    for line in manifest.files:
        link = next_link(link, line.name, line.size, line.sm3)
        if link != line.link:
            wrong.append(f"到 {_short(line.name)} 断开：它或它前面的内容（机关、年度、版次、文件）被改动过")
            break
    if not wrong and link != manifest.seal:
        wrong.append("最后一环与封存校验值不同")
    return _check("校验链", wrong, "清单逐行相扣，最后一环就是封存校验值", "清单前后接不上")


def _seal(manifest: Manifest, seal: str) -> Check:
    same = manifest.seal == "".join(seal.split()).lower()
    wrong = [] if same else [f"包里是 {_short(manifest.seal)}", f"给出的是 {_short(seal)}"]
    return _check("封存校验值", wrong, "与给出的校验值相同", "与给出的校验值不同：不是公布的那一份")


def _report(package: _Package, manifest: Manifest) -> tuple[Report | None, Check]:
    try:
        report = exchange.decode(package.read(REPORT))
    except (KeyError, _Damaged, Unreadable):
        return None, _check("报告", ["report.json 读不成年度报告"], "", "报告读不出来")
    wrong = []
    if report.agency != manifest.agency:
        wrong.append(f"机关：报告是“{report.agency or '空'}”，清单是“{_short(manifest.agency)}”")
    if report.year != manifest.year:
        wrong.append(f"年度：报告是 {report.year or '空'}，清单是 {manifest.year}")
    return report, _check(
        "报告", wrong, f"{manifest.agency}{manifest.year}年度报告，与清单一致", "报告与清单不是同一份"
    )


def _sums(report: Report, *, is_from_file: bool) -> Check:
    wrong = [
        found.message
        for module in _SUMS
        for found in module.check(report)
        if isinstance(found, Finding) and found.verdict == "fault"
    ]
    if wrong and is_from_file:
        return Check("勾稽关系", True, "报告由原文件读入，原件如此，下面各处对不上", tuple(wrong))
    return _check("勾稽关系", wrong, "表三、表四的勾稽关系成立", "表格的勾稽关系不成立")


@dataclass(slots=True)
class _Tally:
    """What records.csv holds of one figure, as it goes by."""

    count: int = 0
    total: Decimal = field(default_factory=Decimal)
    last: int = -1


def _counted(package: _Package) -> tuple[dict[str, Figure] | None, list[Check]]:
    """The figures by name, and whether each is what its records give."""
    wrong: list[str] = []
    try:
        figures = _figures(package, wrong)
        tallies = _tallies(package, figures, wrong)
    except (KeyError, _Damaged) as error:
        name = error.name if isinstance(error, _Damaged) else "figures.jsonl 或 records.csv"
        return None, [_check("数字", [f"{name} 读不出来"], "", "数字核对不了")]
    for figure in figures.values():
        wrong += _wrong_with(figure, tallies.get(figure.name, _Tally()))
        wrong += _wrong_value(figure, figures)
    entered = [figure for figure in figures.values() if figure.entered]
    rows = sum(tally.count for tally in tallies.values())
    says = f"{len(figures)} 个数字与 {rows} 行记录逐一相符"
    if entered:
        says += f"；其中 {len(entered)} 个由人工填报：" + "、".join(figure.label for figure in entered[:_SHOWN])
    return figures, [_check("数字", wrong, says, "数字与记录不符")]


def _figures(package: _Package, wrong: list[str]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for number, line in enumerate(package.lines(FIGURES), start=1):
        try:
            figure = msgspec.json.decode(line, type=Figure)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            wrong.append(f"figures.jsonl 第 {number} 行不是数字")
            continue
        if any(value is not None and not _NUMBER.fullmatch(value) for value in (figure.value, figure.counted)):
            wrong.append(f"figures.jsonl 第 {number} 行的值不是数")
        elif figure.name in figures:
            wrong.append(f"{_short(figure.label)}有两行")
        else:
            figures[figure.name] = figure
    return figures


def _tallies(package: _Package, figures: dict[str, Figure], wrong: list[str]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    rows = csv.reader(package.lines(RECORDS), strict=True)
    number = 0
    try:
        if tuple(next(rows, ())) != HEADINGS:
            raise _Damaged(RECORDS)
        for number, row in enumerate(rows, start=2):
            if len(row) != len(HEADINGS) or not row[2].isascii() or not row[2].isdecimal() or len(row[2]) > 19:
                wrong.append(f"records.csv 第 {number} 行不完整")
                continue
            name, kind, identifier, amount = row[0], row[1], int(row[2]), row[5]
            figure = figures.get(name)
            if figure is None or figure.kind != kind:
                wrong.append(f"records.csv 第 {number} 行不属于任何数字")
                continue
            tally = tallies.setdefault(name, _Tally())
            if identifier <= tally.last:
                wrong.append(f"records.csv 第 {number} 行：同一条记录算了两次，或次序被动过")
            tally.last = identifier
            tally.count += 1
            if figure.sums:
                if _NUMBER.fullmatch(amount):
                    tally.total += Decimal(amount)
                else:
                    wrong.append(f"records.csv 第 {number} 行没有数额")
            if len(wrong) > 1000:
                break
    except csv.Error:
        wrong.append(f"records.csv 第 {number + 1} 行读不出来")
    return tallies


def _wrong_with(figure: Figure, tally: _Tally) -> Iterator[str]:
    """What does not agree between a figure and its records."""
    label = _short(figure.label)
    if tally.count != figure.records:
        yield f"{label}：应有 {figure.records} 条记录，包里有 {tally.count} 条"
    elif figure.kind and figure.counted is not None:
        given = tally.total if figure.sums else Decimal(tally.count)
        if given != Decimal(figure.counted):
            yield f"{label}：记录合计 {given.normalize():f}，统计写的是 {figure.counted}"


def _wrong_value(figure: Figure, figures: dict[str, Figure]) -> Iterator[str]:
    """What is wrong where the report does not give what was counted: no source, or no sum that explains it."""
    label = _short(figure.label)
    if figure.entered:
        if not figure.source or not figure.reason:
            yield f"{label}：人工填报，没有写来源和理由"
    elif figure.terms:
        values = [(sign, _decimal(figures[name].value) if name in figures else None) for sign, name in figure.terms]
        known = [sign * value for sign, value in values if value is not None]
        total = sum(known, Decimal()) if len(known) == len(values) else None
        if total != _decimal(figure.value):
            yield f"{label}：报告的数 {figure.value or '空'} 不是各项之和"
    elif _decimal(figure.value) != _decimal(figure.counted):
        yield f"{label}：报告的数 {figure.value or '空'} 不是统计的数 {figure.counted or '空'}，也没有标明填报"


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _tables(report: Report, figures: dict[str, Figure]) -> Check:
    wrong = []
    slots = report.edition.slots if report.edition else {}
    for path, slot in slots.items():
        figure = figures.get(path)
        if figure is None:
            wrong.append(f"{slot.label}没有对应的数字")
        elif _as_decimal(report.value(path)) != _decimal(figure.value):
            wrong.append(f"{slot.label}：报告是 {_said(report.value(path))}，数字是 {figure.value or '空'}")
    return _check("表格", wrong, f"表格 {len(slots)} 格与数字逐格相同", "表格与数字不符")


def _as_decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _said(value: int | Decimal | None) -> str:
    return "空" if value is None else f"{Decimal(value):f}"


def _document(package: _Package, name: str, report: Report, is_sound: bool) -> Check:
    """Whether a document, read back, says what the report says."""
    what = f"{name.rpartition('.')[2].upper() if name.endswith('pdf') else 'Word'} 文件"
    if not is_sound:
        return Check(what, False, "文件与清单不符，没有再读")
    with TemporaryDirectory() as folder:
        copy = Path(folder) / name
        try:
            copy.write_bytes(package.read(name))
            found = read_file(copy)
        except (KeyError, _Damaged, Unreadable):
            return _check(what, [f"{name} 读不成年度报告"], "", "读不出来")
    return _check(what, list(_differences(report, found)), "读回来与报告相同", "读回来与报告不同")


def _differences(report: Report, found: Report) -> Iterator[str]:
    slots = report.edition.slots if report.edition else {}
    for path, slot in slots.items():
        with suppress(KeyError):
            if report.value(path) != found.value(path):
                yield f"{slot.label}：文件里是 {_said(found.value(path))}，报告是 {_said(report.value(path))}"
    if found.form != report.form:
        yield f"表格的格式：文件里是 {found.form or '认不出'}，报告是 {report.form or '没有'}"
    if found.signed_on != report.signed_on:
        yield f"落款日期：文件里是 {found.signed_on or '没有'}，报告是 {report.signed_on or '没有'}"
    theirs, ours = _words(found), _words(report)
    if theirs != ours:
        at = next((at for at, (one, other) in enumerate(zip(theirs, ours, strict=False)) if one != other), None)
        at = min(len(theirs), len(ours)) if at is None else at
        yield f"正文从“{ours[max(0, at - 8) : at + 8]}”起不同，文件里是“{_short(theirs[max(0, at - 8) : at + 8])}”"


def _words(report: Report) -> str:
    """All that its sections say, but for what is not the same in every kind of file: where a line ends, the full stop
    of a line taken for a heading, characters so rare that no font of a PDF has them."""
    said = "".join(section.title + section.whole_text for section in report.sections)
    return "".join(each for each in said if not each.isspace() and each != "。" and each <= "\uffff")


def _acts(package: _Package) -> Check:
    wrong: list[str] = []
    acts: list[Act] = []
    try:
        acts = [msgspec.json.decode(line, type=Act) for line in package.lines(ACTS)]
    except (msgspec.MsgspecError, UnicodeError, RecursionError, KeyError, _Damaged):
        wrong.append("acts.jsonl 读不出来")
    for before, after in pairwise(acts):
        if after.chain != before.chain or after.number <= before.number:
            wrong.append(f"第 {after.number} 条不在第 {before.number} 条后面")
        elif after.number == before.number + 1 and after.previous != before.hash:
            wrong.append(f"第 {after.number} 条与第 {before.number} 条接不上")
    wrong += [f"第 {act.number} 条的校验值不完整" for act in acts if not _HASH.fullmatch(act.hash)]
    says = f"{len(acts)} 步的次序和校验值成立；与日志是否一致，请在系统里用 gongkai journal verify 核验"
    return _check("经过", wrong, says, "办理经过不成立")


def _earlier(package: _Package, manifest: Manifest) -> Check:
    try:
        earlier = msgspec.json.decode(package.read(VERSIONS), type=list[Earlier])
    except (msgspec.MsgspecError, UnicodeError, RecursionError, KeyError, _Damaged):
        return _check("历次版本", ["versions.json 读不出来"], "", "历次版本不成立")
    wrong = [f"第 {each.number} 版没有写更正的原因" for each in earlier if not each.because]
    if (earlier[-1].seal if earlier else "") != manifest.previous_seal:
        wrong.append("上一版的封存校验值与清单不同")
    says = f"更正过 {len(earlier)} 次，每次都写明原因" if earlier else "没有更正过"
    return _check("历次版本", wrong, says, "历次版本不成立")


def _check(what: str, wrong: Sequence[str], holds: str, fails: str) -> Check:
    if not wrong:
        return Check(what, True, holds)
    more = (f"等，共 {len(wrong)} 处",) if len(wrong) > _SHOWN else ()
    return Check(what, False, fails, (*wrong[:_SHOWN], *more))
