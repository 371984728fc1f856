"""压缩包: the zip inside a docx, xlsx or OFD, opened without trusting it."""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from gongkai.errors import Unreadable
from gongkai.report.reading.files import limits
from gongkai.report.reading.files.refusals import DAMAGED, PASSWORD, TYPE_DECLARED, too_much

_ENCRYPTED = 1
_PIECE = 65_536


class Archive:
    """The parts of a zipped document by name; what it unpacks to is bounded before anything is unpacked.

    An entry never gives more than its listed size, so that the bound holds for one that lies.
    """

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        if len(entries) > limits.ENTRIES:
            raise too_much(f"压缩包里有 {len(entries)} 个文件")
        unzipped = sum(entry.file_size for entry in entries)
        if unzipped > limits.UNZIPPED_BYTES or unzipped > limits.UNZIPPED_RATIO * len(data) + limits.TEXT_BYTES:
            raise too_much(f"压缩包展开后有 {unzipped // 1_000_000} MB")
        self.names = {entry.filename for entry in entries}

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        entry = self._zip.getinfo(name)
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable(PASSWORD)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(DAMAGED)  # the others unpack without a bound, and no office program writes them
        if entry.file_size > limits.PART_BYTES:
            raise too_much(f"压缩包里有一个 {entry.file_size // 1_000_000} MB 的部分")
        return b"".join(_pieces(self._zip, entry))

    def xml(self, name: str) -> etree._Element:
        """The root of a part."""
        return parse(self.read(name))

    def relations(self, name: str) -> dict[str, str]:
        """The parts that an Office part refers to, by the identifier it uses for them."""
        folder, file = posixpath.split(name)
        sheet = posixpath.join(folder, "_rels", file + ".rels")
        if sheet not in self.names:
            return {}
        return {
            relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
            for relation in self.xml(sheet)
            if relation.get("TargetMode") != "External"
        }


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part piece by piece, so that one that unpacks to more than it lists is cut off and not held."""
    with archive.open(entry) as part:
        while piece := part.read(_PIECE):
            yield piece


def parse(data: bytes) -> etree._Element:
    """The root of an XML text: entities are not resolved, nothing is fetched, the parser bounds the depth."""
    limits.refuse_heavy_markup(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(TYPE_DECLARED)
    return root
