"""Photos as telephones send them, kept without what they tell of the place and the camera."""

import io

import pytest
from PIL import Image

from gongkai.disclosure import photos
from gongkai.errors import Refused

_TURNED, _MAKER, _POSITION = 0x0112, 0x010F, 0x8825


def taken(size: tuple[int, int] = (400, 200), turned: int = 1, kind: str = "JPEG", mode: str = "RGB") -> io.BytesIO:
    """A photo whose left half is red, with what a camera writes into it."""
    image = Image.new(mode, size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    details = Image.Exif()
    details[_TURNED], details[_MAKER] = turned, "Phone"
    details.get_ifd(_POSITION)[1] = "N"
    written = io.BytesIO()
    image.save(written, kind, exif=details)
    written.seek(0)
    return written


def test_a_photo_is_kept_without_place_and_camera() -> None:
    kept = photos.path(photos.keep(taken()))
    assert b"Phone" not in kept.read_bytes()
    with Image.open(kept) as image:
        assert not image.getexif()
        assert image.size == (400, 200)


def test_a_photo_taken_sideways_is_kept_upright() -> None:
    with Image.open(photos.path(photos.keep(taken(turned=6)))) as image:
        assert image.size == (200, 400)
        red, green, _ = image.convert("RGB").getpixel((100, 50))
        assert red > 200 > green + 100


def test_a_photo_is_no_larger_than_a_page_needs_and_a_small_copy_is_made() -> None:
    name = photos.keep(taken((5000, 2500)))
    with Image.open(photos.path(name)) as whole, Image.open(photos.small(name)) as small:
        assert whole.size == (2400, 1200)
        assert small.size == (480, 240)
    assert photos.small(name) == photos.small(name)


def test_a_picture_with_nothing_behind_it_stands_on_white() -> None:
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    written = io.BytesIO()
    image.save(written, "PNG")
    written.seek(0)
    with Image.open(photos.path(photos.keep(written))) as kept:
        assert kept.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\xff\xd8\xff broken", b"GIF89a" + b"\0" * 20])
def test_what_is_no_photo_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused, match="照片"):
        photos.keep(io.BytesIO(data))


def test_a_cut_off_photo_is_refused() -> None:
    whole = taken((800, 800)).getvalue()
    with pytest.raises(Refused):
        photos.keep(io.BytesIO(whole[: len(whole) // 3]))


def test_a_photo_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS", 400 * 200)
    assert photos.keep(taken())
    with pytest.raises(Refused, match="像素"):
        photos.keep(taken((401, 200)))
    monkeypatch.setattr(photos, "MOST_BYTES", 100)
    with pytest.raises(Refused, match="MB"):
        photos.keep(taken())
