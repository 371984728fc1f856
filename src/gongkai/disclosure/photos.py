"""照片: proofs of publication and pictures of places, kept without what the camera wrote into them.

A photo is drawn anew from its pixels, upright and no larger than a page needs; nothing else of the file is kept.
"""

import io
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.disclosure import files
from gongkai.errors import Refused

MOST_BYTES = 30_000_000
MOST_PIXELS = 120_000_000
LONGEST_SIDE, SMALL_SIDE = 2400, 480
ACCEPT = "image/jpeg,image/png"
"""What a form asks for: a telephone that keeps photos in another format then hands over JPEG."""

_FORMATS = ("JPEG", "PNG", "WEBP")
_BACKGROUND = (255, 255, 255)


def keep(file: BinaryIO) -> str:
    """Store a photo and give its name. Refuses what is no photo, or too large."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(f"照片超过 {MOST_BYTES // 1_000_000} MB，没有保存。请用手机里的“压缩”或截图后再传。")
    return files.keep([_drawn(data, LONGEST_SIDE)], "photos").hash


def path(name: str) -> Path:
    """Where a photo lies."""
    return files.path("photos", name)


def small(name: str) -> Path:
    """Where a small copy lies, for lists; made when it is first asked for."""
    whole = path(name)
    copy = whole.with_name(f"{name}.small")
    if not copy.exists():
        writing = whole.with_name(f".{name}.writing")
        writing.write_bytes(_drawn(whole.read_bytes(), SMALL_SIDE))
        writing.replace(copy)
    return copy


def _drawn(data: bytes, longest: int) -> bytes:
    """The picture as JPEG, turned as it was taken, at most so large, with nothing but its pixels."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("照片的像素太多，没有保存。请用手机截图后再传。")
            opened.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((longest, longest))
            if upright.mode in ("RGBA", "LA", "P"):
                upright = upright.convert("RGBA")
                flat = Image.new("RGB", upright.size, _BACKGROUND)
                flat.paste(upright, mask=upright.getchannel("A"))
            else:
                flat = upright.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("这不是能用的照片。请拍照上传，或选 JPG、PNG 格式的图片。") from error
    written = io.BytesIO()
    flat.save(written, "JPEG", quality=85, optimize=True)
    return written.getvalue()
