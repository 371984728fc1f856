"""压缩包: the zip inside a docx, xlsx, pptx or OFD, gone through part by part without holding it or trusting it."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast
from xml.parsers import expat

from gongkai.errors import Unreadable
from gongkai.report.reading.files import limits
from gongkai.report.reading.files.refusals import DAMAGED, PASSWORD, TYPE_DECLARED

_PIECE = 65_536
_LONGEST_TAG = 2_000_000
_DEEPEST = 500
_ENCRYPTED = 1

TOO_MUCH = "文件解开后大得不正常，为安全起见不予读取；请删去多余的内容，或另存为 PDF 再上传。"

Attributes = Mapping[str, str]


class Package:
    """The parts of a zipped document by name, none of which gives more than its listed size."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self.entries = {entry.filename: entry for entry in self._zip.infolist() if not entry.is_dir()}
        unzipped = sum(entry.file_size for entry in self.entries.values())
        size = path.stat().st_size
        is_bomb = unzipped > limits.UNZIPPED_BYTES or unzipped > limits.UNZIPPED_RATIO * size + limits.TEXT_BYTES
        if len(self._zip.infolist()) > limits.ENTRIES or is_bomb:
            raise Unreadable(TOO_MUCH)
        for entry in self._zip.infolist():
            if entry.flag_bits & _ENCRYPTED:
                raise Unreadable(PASSWORD)
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unreadable(DAMAGED)  # the others unpack without a bound, and no office program writes them
        if len({name.lower() for name in self.entries}) < sum(not entry.is_dir() for entry in self._zip.infolist()):
            raise Unreadable(DAMAGED)  # two parts of one name: what one program checks, another would show

    def __enter__(self) -> "Package":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        return list(self.entries)

    def named(self, start: str, end: str = "") -> list[str]:
        """The parts in a folder, or with such a beginning and end."""
        return [name for name in self.entries if name.startswith(start) and name.endswith(end)]

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self._zip.open(self.entries[name]))

    def read(self, name: str) -> bytes:
        """A part that must be held whole to be changed."""
        if self.entries[name].file_size > limits.PART_BYTES:
            raise Unreadable(TOO_MUCH)
        with self.open(name) as part:
            return part.read(limits.PART_BYTES)

    def walk(self, name: str, walker: "Walker") -> None:
        """Goes through a part of XML; one that is not there is passed over."""
        if name in self.entries:
            with self.open(name) as part:
                walk(part, walker)

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """What a part refers to, by identifier: the last word of its type, its target, whether it is outside."""
        folder, file = posixpath.split(name)
        found = _Relations(folder)
        self.walk(posixpath.join(folder, "_rels", f"{file}.rels"), found)
        return found.found


class Walker:
    """What is done at the beginnings, ends and words of a part of XML; names come without their namespace."""

    def start(self, tag: str, attributes: Attributes) -> None: ...

    def end(self, tag: str) -> None: ...

    def words(self, text: str) -> None: ...


class _Relations(Walker):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, tuple[str, str, bool]] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            target, is_outside = attributes.get("Target", ""), attributes.get("TargetMode") == "External"
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", self._folder, target))[1:]
            sort = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", str(len(self.found)))] = (sort, target, is_outside)


def walk(part: BinaryIO, walker: Walker) -> None:
    """Goes through XML piece by piece. Entities are never declared, nothing is fetched, depth and tags are bounded."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    short: dict[str, str] = {}
    depth = 0

    def local(name: str) -> str:
        found = short.get(name)
        if found is None:
            found = name.rpartition(" ")[2]
            if len(short) < 1000:
                short[name] = found
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Unreadable(TOO_MUCH)
        walker.start(
            local(name), {local(key): value for key, value in attributes.items()} if attributes else attributes
        )

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        walker.end(local(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = walker.words
    parser.StartDoctypeDeclHandler = _refuse_type
    for piece in _pieces(part):
        parser.Parse(piece)
        fed = part.tell()
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise Unreadable(TOO_MUCH)
    parser.Parse(b"", True)


def _refuse_type(*_: object) -> None:
    raise Unreadable(TYPE_DECLARED)


def _pieces(part: BinaryIO) -> Iterator[bytes]:
    while piece := part.read(_PIECE):
        yield piece


def rewritten(
    package: Package,
    to: Path,
    *,
    without: frozenset[str],
    changed: Callable[[str], bytes | None],
    filtered: Callable[[str, BinaryIO, BinaryIO], bool],
) -> None:
    """The package written anew, part by part: some left out, some changed whole, some filtered as they pass.

    What stands between or behind the parts, their times and their comments are not taken over.
    """
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as written:
        for name, entry in package.entries.items():
            if name in without:
                continue
            info = zipfile.ZipInfo(name)
            info.compress_type = entry.compress_type
            content = changed(name)
            with written.open(info, "w", force_zip64=False) as out:
                if content is not None:
                    out.write(content)
                    continue
                with package.open(name) as part:
                    if not filtered(name, part, cast(BinaryIO, out)):
                        while piece := part.read(_PIECE):
                            out.write(piece)
