"""What a zip says of itself is not believed."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from gongkai.errors import Unreadable
from gongkai.report.reading.files import kind_of, open_bytes
from gongkai.report.reading.files.archive import Archive

DOCUMENT = "word/document.xml"


def zipped(content: bytes, *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", packing) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(DOCUMENT, content)
    return data.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """The same zip, listing another size for its last part."""
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def test_a_part_that_unpacks_to_more_than_it_lists_is_cut_off_and_refused():
    data = lying(zipped(b" " * 100_000_000), 1000)
    tracemalloc.start()
    with pytest.raises(Unreadable):
        open_bytes(data)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_part_larger_than_any_report_is_refused_before_it_is_unpacked():
    with pytest.raises(Unreadable, match="25 MB"):
        Archive(lying(zipped(b"<a/>" * 100_000), 25_000_000)).read(DOCUMENT)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_without_a_bound_is_refused(packing):
    with pytest.raises(Unreadable):
        Archive(zipped(b"<a/>", packing=packing)).read(DOCUMENT)


def test_the_kind_of_a_zip_is_told_without_unpacking_it(tmp_path):
    path = tmp_path / "report.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"a" * 50_000_000)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="压缩包"):
        kind_of(path)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_document_longer_than_any_report_is_refused():
    with pytest.raises(Unreadable, match="行数过多"):
        open_bytes(("总体情况\n" * 40_000).encode())
    with pytest.raises(Unreadable, match="万字"):
        open_bytes(("总体情况" * 300_000).encode())
