import io

import pytest
from PIL import Image, PngImagePlugin

from gongkai.errors import Unreadable
from gongkai.vetting.files import cleaned, scan
from tests.vetting.files import made


def codes(path):
    return {trace.code for trace in scan(path).traces}


def pixels(path):
    with Image.open(path) as picture:
        return picture.convert("RGB").tobytes()


def test_a_picture_that_tells_nothing_is_released_as_it_is(tmp_path):
    path = made.jpeg(tmp_path / "a.jpg")
    assert codes(path) == set()
    cleaned(path, tmp_path / "b.jpg")
    assert (tmp_path / "b.jpg").read_bytes() == path.read_bytes()


def test_the_position_of_a_photograph_is_told_and_taken_out(tmp_path):
    path = made.jpeg(tmp_path / "a.jpg", position=True, camera="Phone")
    assert codes(path) == {"picture_position", "picture_details"}
    cleaned(path, tmp_path / "b.jpg")
    assert codes(tmp_path / "b.jpg") == set()
    assert pixels(tmp_path / "b.jpg") == pixels(path)
    with Image.open(tmp_path / "b.jpg") as picture:
        assert dict(picture.getexif()) == {}


@pytest.mark.parametrize("turned", [3, 6, 8])
def test_a_turned_photograph_stays_turned(tmp_path, turned):
    path = made.jpeg(tmp_path / "a.jpg", turned=turned, position=True)
    cleaned(path, tmp_path / "b.jpg")
    with Image.open(tmp_path / "b.jpg") as picture:
        assert dict(picture.getexif()) == {0x0112: turned}
    assert codes(tmp_path / "b.jpg") == set()


def test_comments_and_what_follows_the_end_are_taken_out(tmp_path):
    path = tmp_path / "a.jpg"
    Image.new("RGB", (8, 8)).save(path, comment="李某拍摄")
    path.write_bytes(path.read_bytes() + b"PK\x03\x04secret")
    assert codes(path) == {"picture_details", "parts_apart"}
    cleaned(path, tmp_path / "b.jpg")
    assert b"secret" not in (tmp_path / "b.jpg").read_bytes()
    assert codes(tmp_path / "b.jpg") == set()


def test_the_colours_of_a_picture_keep_their_profile(tmp_path):
    path = made.jpeg(tmp_path / "a.jpg")
    with Image.open(path) as picture:
        picture.save(path, icc_profile=b"profile" * 10, comment="x")
    cleaned(path, tmp_path / "b.jpg")
    with Image.open(tmp_path / "b.jpg") as picture:
        assert picture.info["icc_profile"] == b"profile" * 10


def test_the_words_in_a_png_are_told_and_taken_out(tmp_path):
    path = tmp_path / "a.png"
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "李某")
    Image.linear_gradient("L").save(path, pnginfo=info)
    assert codes(path) == {"picture_details"}
    cleaned(path, tmp_path / "b.png")
    assert codes(tmp_path / "b.png") == set()
    assert pixels(tmp_path / "b.png") == pixels(path)


def test_what_a_machine_cannot_read_in_a_picture_it_says(tmp_path):
    assert "图片" in scan(made.jpeg(tmp_path / "a.jpg")).unread


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_cut_short_anywhere_is_unreadable(tmp_path, kind):
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, kind)
    whole = out.getvalue()
    path = tmp_path / "a"
    for length in range(20, len(whole) - 1, max(1, len(whole) // 40)):
        path.write_bytes(whole[:length])
        with pytest.raises(Unreadable):
            scan(path)


def test_a_marker_over_the_edge_of_a_block_is_seen(tmp_path):
    path = made.jpeg(tmp_path / "a.jpg", size=(1500, 1500), camera="Phone")
    whole = path.read_bytes()
    for pad in range(4):
        end = b"\xff\xfe" + (pad + 2).to_bytes(2, "big") + bytes(pad)
        path.write_bytes(whole[:2] + end + whole[2:])
        cleaned(path, tmp_path / "b.jpg")
        assert pixels(tmp_path / "b.jpg") == pixels(path)
