"""图片: what a JPEG or PNG says besides the picture itself, and a copy without it, the picture untouched.

Only the order to turn the picture is kept of what a camera wrote: without it the picture would lie on its side.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from gongkai.errors import Unreadable
from gongkai.report.reading.files.refusals import DAMAGED
from gongkai.vetting.files.traces import Traces

_LONGEST_CHUNK = 2**31 - 1
_PIECE = 65_536
_SHOWN_CHUNKS = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
        b"cICP",
    )
)
_TELLING_CHUNKS = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"

_START_OF_SCAN, _END_OF_IMAGE, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_TURNED = 0x0112
_POSITION = 0x8825


class _Source:
    """A file that takes back what was read too far."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rest = b""

    def read(self, count: int) -> bytes:
        if not self._rest:
            return self._file.read(count)
        data, self._rest = self._rest[:count], self._rest[count:]
        return data + self._file.read(count - len(data)) if len(data) < count else data

    def unread(self, data: bytes) -> None:
        self._rest = data + self._rest


def scan(file: BinaryIO, traces: Traces, where: str = "") -> None:
    """Adds what the picture tells about who took it, when and where."""
    copied(file, None, traces, where)


def copied(file: BinaryIO, to: BinaryIO | None, traces: Traces, where: str = "") -> None:
    """Writes the picture without what it tells, which is added to the traces; a file of another kind is refused."""
    source = _Source(file)
    start = source.read(2)
    if start == _JPEG:
        _jpeg(source, to, traces, where)
    elif start + source.read(6) == _PNG:
        _png(source, to, traces, where)
    else:
        raise Unreadable(DAMAGED)


def _png(file: _Source, to: BinaryIO | None, traces: Traces, where: str) -> None:
    _write(to, _PNG)
    while True:
        head = _exactly(file, 8)
        length, name = struct.unpack(">I4s", head)
        if length > _LONGEST_CHUNK:
            raise Unreadable(DAMAGED)
        keeps = name in _SHOWN_CHUNKS
        if name in _TELLING_CHUNKS:
            traces.add("picture_details", where)
        _write(to if keeps else None, head)
        _pass(file, to if keeps else None, length + 4)
        if name == b"IEND":
            break
    if file.read(1):
        traces.add("parts_apart", where)


def _jpeg(file: _Source, to: BinaryIO | None, traces: Traces, where: str) -> None:
    _write(to, _JPEG)
    turned = 1
    has_turned = False
    marker = _next_marker(file)
    while marker != _END_OF_IMAGE:
        length = struct.unpack(">H", _exactly(file, 2))[0] - 2
        if length < 0:
            raise Unreadable(DAMAGED)
        if _APP0 < marker <= _APP15 or marker == _COMMENT:
            content = _exactly(file, length)
            turned = max(turned, _told(marker, content, traces, where))
            if marker == _APP14 or (marker == _APP2 and content.startswith(b"ICC_PROFILE\0")):
                _write(to, struct.pack(">BBH", 0xFF, marker, length + 2) + content)
            marker = _next_marker(file)
            continue
        if turned > 1 and not has_turned and marker != _APP0:
            _write(to, _turning(turned))
            has_turned = True
        _write(to, struct.pack(">BBH", 0xFF, marker, length + 2))
        _pass(file, to, length)
        marker = _pixels(file, to) if marker == _START_OF_SCAN else _next_marker(file)
    _write(to, b"\xff\xd9")
    if file.read(1):
        traces.add("parts_apart", where)


def _told(marker: int, content: bytes, traces: Traces, where: str) -> int:
    """Adds what a segment tells; gives the order to turn the picture, 1 for none."""
    if marker == _APP1 and content.startswith(b"Exif\0\0"):
        turned, has_position, has_others = _camera(content[6:])
        if has_position:
            traces.add("picture_position", where)
        if has_others:
            traces.add("picture_details", where)
        return turned
    if marker not in (_APP2, _APP14) or content.startswith(b"MPF\0"):
        traces.add("picture_details", where)
    return 1


def _camera(content: bytes) -> tuple[int, bool, bool]:
    """From Exif: the order to turn, whether a position is there, whether anything else is."""
    from PIL import Image

    try:
        exif = Image.Exif()
        exif.load(content)
        tags = dict(exif)
        turned = int(tags.pop(_TURNED, 1))
        return turned if 1 <= turned <= 8 else 1, tags.pop(_POSITION, None) is not None, bool(tags)
    except Exception:  # what cannot be followed is taken out all the same
        return 1, False, True


def _turning(turned: int) -> bytes:
    """An Exif segment that says nothing but how to turn the picture."""
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHI", 1, _TURNED, 3, 1, turned, 0, 0)
    content = b"Exif\0\0" + tiff
    return struct.pack(">BBH", 0xFF, _APP1, len(content) + 2) + content


def _pixels(file: _Source, to: BinaryIO | None) -> int:
    """Passes the compressed picture on up to the next marker that is not part of it, and gives that."""
    for piece in _pieces_to_marker(file):
        if isinstance(piece, int):
            return piece
        _write(to, piece)
    raise Unreadable(DAMAGED)


def _pieces_to_marker(file: _Source) -> Iterator[bytes | int]:
    """Runs of compressed bytes, then the marker after them; the file is left just behind it."""
    rest = b""
    while block := file.read(_PIECE):
        data, at = rest + block, 0
        while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
            follows = data[at + 1]
            if follows == 0 or 0xD0 <= follows <= 0xD7:
                at += 2
            elif follows == 0xFF:
                at += 1
            else:
                yield data[:at]
                file.unread(data[at + 2 :])
                yield follows
                return
        keep = 1 if data.endswith(b"\xff") else 0
        yield data[: len(data) - keep]
        rest = data[len(data) - keep :]


def _next_marker(file: _Source) -> int:
    if _exactly(file, 1) != b"\xff":
        raise Unreadable(DAMAGED)
    while (marker := _exactly(file, 1)[0]) == 0xFF:
        pass
    return marker


def _exactly(file: _Source, count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise Unreadable(DAMAGED)
    return data


def _pass(file: _Source, to: BinaryIO | None, count: int) -> None:
    while count:
        data = file.read(min(count, _PIECE))
        if not data:
            raise Unreadable(DAMAGED)
        _write(to, data)
        count -= len(data)


def _write(to: BinaryIO | None, data: bytes) -> None:
    if to is not None:
        to.write(data)
