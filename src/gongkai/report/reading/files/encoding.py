"""编码: bytes in any encoding met in China, as text."""

import codecs
import re

from gongkai.errors import Unreadable
from gongkai.report.reading.files.refusals import NOT_TEXT

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_STRAY = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]")


def decode(data: bytes, declared: str = "") -> str:
    """The text that the bytes mean: by their mark, as UTF-8, as declared, by what is common in China.

    UTF-8 goes before what the file declares: bytes that are valid UTF-8 by chance do not occur in
    Chinese text, false declarations do. Raises Unreadable for bytes that are no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(name, "replace"))
    for name in _candidates(data, declared):
        try:
            return _text(data.decode(name))
        except (UnicodeDecodeError, LookupError, Unreadable):
            continue
    return _text(_guess(data))


def _candidates(data: bytes, declared: str) -> list[str]:
    names = ["utf-8"]
    if b"\0" in data:
        names[:0] = ["utf-16-le", "utf-16-be"] if _nulls_at_odd_places(data) else ["utf-16-be", "utf-16-le"]
    declared = declared.strip().lower()
    if declared:
        names.append("gb18030" if declared in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else declared)
    return [*names, "gb18030"]


def _nulls_at_odd_places(data: bytes) -> bool:
    return data[1::2].count(0) >= data[::2].count(0)


def _guess(data: bytes) -> str:
    """A damaged text is better read with gaps than not at all; charset-normalizer says in which encoding."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    return data.decode(best.encoding if best else "gb18030", "replace")


def _text(text: str) -> str:
    if len(_NOT_TEXT.findall(text)) > 4 + len(text) // 20:
        raise Unreadable(NOT_TEXT)
    return _STRAY.sub("", text)
