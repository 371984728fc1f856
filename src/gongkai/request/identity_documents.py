"""身份证明: the copy of an identity document that an applicant uploads: looked at, drawn anew, kept encrypted.

The file as it came is never kept: a picture is drawn again dot by dot, a PDF rewritten without what it holds unseen.
"""

import tempfile
from pathlib import Path

import msgspec
from django.conf import settings
from PIL import Image, ImageOps

from gongkai.disclosure.actions.attaching import Upload
from gongkai.errors import Refused, Unreadable
from gongkai.request import sealing
from gongkai.vetting import files as vetting
from gongkai.vetting import virus
from gongkai.vetting.files import FileKind

LARGEST = 10_000_000
DOTS = 60_000_000
"""Of a picture: a photograph of a telephone has 12 to 50 million."""

KINDS = (FileKind.JPG, FileKind.PNG, FileKind.PDF)


class Copy(msgspec.Struct, frozen=True):
    """A copy in the store: what it is, under which hash it lies encrypted, and its size there."""

    kind: str
    hash: str
    size: int


def keep(file: Upload, name: str) -> Copy:
    """Admit an identity document and store its copy. Raises Refused with what to do."""
    name = name.replace("\\", "/").rpartition("/")[2].strip()
    with tempfile.TemporaryDirectory() as folder:
        came, copy = Path(folder) / "came", Path(folder) / "copy"
        _write(file, came)
        kind = vetting.admit(came, name, largest=LARGEST)
        if kind not in KINDS:
            raise Refused(f"“{name}”是{kind.label}。身份证明请传照片（JPG、PNG）或 PDF。")
        _ask_the_virus_scanner(came)
        if kind is FileKind.PDF:
            _rewrite(came, copy)
        else:
            _draw_anew(came, copy)
            kind = FileKind.JPG
        with copy.open("rb") as ready:
            kept = sealing.keep_sealed(iter(lambda: ready.read(1 << 20), b""))
    return Copy(kind.value, kept.hash, kept.size)


def _write(file: Upload, to: Path) -> None:
    size = 0
    with to.open("wb") as out:
        for chunk in file.chunks():
            size += len(chunk)
            if size > LARGEST:
                raise Refused(f"身份证明超过 {LARGEST // 1_000_000} MB，没有收下。请换一张小些的照片再传。")
            out.write(chunk)


def _ask_the_virus_scanner(path: Path) -> None:
    if address := settings.GONGKAI.clamav:
        with path.open("rb") as file:
            virus.scan_stream(address if address.startswith("unix:") else f"tcp://{address}", file)


def _rewrite(came: Path, to: Path) -> None:
    try:
        vetting.cleaned(came, to)
    except (Refused, Unreadable):
        raise Refused("这个 PDF 打不开，或者里面有看不见的内容，没有收下。请拍成照片，或另存为图片后再传。") from None


def _draw_anew(came: Path, to: Path) -> None:
    try:
        with Image.open(came, formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > DOTS:
                raise Refused("照片的尺寸太大，没有收下。请用手机缩小后再传。")
            turned = ImageOps.exif_transpose(picture).convert("RGB")
            drawn = Image.new("RGB", turned.size)  # what the camera wrote besides stays behind
            drawn.paste(turned)
            drawn.save(to, "JPEG", quality=88)
    except Refused:
        raise
    except Exception as error:  # whatever the damage, the sentence is the same
        raise Refused("照片打不开，没有收下。请重新拍一张再传。") from error
