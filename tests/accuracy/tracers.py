"""示踪: a copy of a report in which each filled cell of its tables has a number of its own.

Noughts hide errors: a reader that takes one cell for another is found out only where the two differ. The copy is
made without the reader: rows by the first words of their labels, figures by their order, and only where every figure
replaced is the one that the truth has there.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from gongkai.report.forms import Row, Table
from tests.accuracy.truth import Truth, Value

TEXT = {".txt", ".md", ".html", ".htm", ".csv"}
_LETTERS_OF_A_LABEL = 5
_FIGURE = re.compile(r"(?<![\w.．])[+-]?(\d+(?:\.\d+)?)元?(?![\w.．、）)])")


class Untraceable(Exception):
    """The figures could not be told from the words without reading the report."""


def copy(truth: Truth) -> tuple[bytes, dict[str, Value]]:
    """The file with numbers of its own, and what every cell of it says."""
    data = truth.file.read_bytes()
    if truth.file.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        text, values = _traced(files["word/document.xml"].decode(), truth)
        files["word/document.xml"] = text.encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return out.getvalue(), values
    if truth.file.suffix not in TEXT:
        raise Untraceable(truth.file.suffix)
    encoding = _encoding(data)
    text, values = _traced(data.decode(encoding), truth)
    return text.encode(encoding), values


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding if data.startswith(b"\xef\xbb\xbf") or encoding == "gb18030" else "utf-8"
    raise Untraceable("encoding")


def _traced(text: str, truth: Truth) -> tuple[str, dict[str, Value]]:
    values = dict(truth.cells)
    numbers = iter(range(211, 10**6, 37))
    changes: list[tuple[int, int, str]] = []
    masked = _masked(text)
    for path, start, end in _figures(masked, truth):
        number = next(numbers)
        values[path] = number
        changes.append((start, end, str(number)))
    by_blanks = "\t" not in text and "|" not in text and "<" not in text
    pieces, at = [], 0
    for start, end, number in changes:
        pieces += [text[at:start], number]
        at = end
        if by_blanks:  # what stands further right stays where it was
            spare = len(re.match(" *", text[at:]).group()) - 2  # type: ignore[union-attr]
            at += max(0, min(spare, len(number) - (end - start)))
    return "".join([*pieces, text[at:]]), values


def _masked(text: str) -> str:
    """The text with tags, entities and page numbers blanked, every letter at its old place."""
    blank = re.compile(r"<[^>]*>|&\w+;|^[ \t]*[-—–]+ *\d+ *[-—–]+[ \t]*$", re.M)
    return blank.sub(lambda found: re.sub("[^\n]", " ", found.group()), text)


def _figures(text: str, truth: Truth) -> Iterator[tuple[str, int, int]]:
    """The path of each filled cell with the place of its figure."""
    position = 0
    for code, form in truth.editions.items():
        table = form.tables[code]
        for path_row, start, end in _spans(text, table, truth, position):
            position = start
            filled = [path for path in path_row if isinstance(truth.cells[path], int | Decimal)]
            figures = list(_FIGURE.finditer(text, start, end))[: len(filled)]
            for path, figure in _matched(filled, figures, truth):
                yield path, *figure.span()


def _matched(paths: list[str], figures: list[re.Match[str]], truth: Truth) -> Iterator[tuple[str, re.Match[str]]]:
    """Cells and figures of a row one by one, in their order, or, where columns changed places, by their numbers."""
    numbers = [str(truth.cells[path]).lstrip("-") for path in paths]
    found = [figure[1] for figure in figures]
    if numbers == found:
        yield from zip(paths, figures, strict=True)
    elif sorted(numbers) == sorted(found) and len(set(numbers)) == len(numbers):
        by_number = dict(zip(numbers, paths, strict=True))
        yield from ((by_number[figure[1]], figure) for figure in figures)
    else:
        raise Untraceable(f"{paths[0]}: {found}")


def _spans(text: str, table: Table, truth: Truth, position: int) -> Iterator[tuple[list[str], int, int]]:
    """The cells of each row with the stretch of text in which their figures stand, in order of the text."""
    if table.block[0].across:
        paths = [slot.path for slot in table.slots if slot.path in truth.cells]
        start = _after(text, table.block[0].rows[0].label, position)
        yield paths, start, _until(text, start)
        return
    begin = _after(text, "信息内容" if len(table.block) > 1 else "本列数据的勾稽", position)
    rows: list[tuple[Row, list[str]]] = []
    for row in (row for block in table.block for row in block.rows):
        cells = [slot.path for slot in table.slots if slot.row == row and slot.path in truth.cells]
        if cells:
            rows.append((row, cells))
    starts = []
    for row, _ in rows:
        begin = _after(text, re.sub(r"^\W*[一二三四五六七\d][、）.]", "", row.label), begin)
        starts.append(begin)
    ends = [*starts[1:], _until(text, starts[-1])]
    for (_, cells), start, end in zip(rows, starts, ends, strict=True):
        yield cells, start, end


def _after(text: str, words: str, position: int) -> int:
    letters = re.findall(r"\w", words)[:_LETTERS_OF_A_LABEL]
    found = re.compile(r"\W*?".join(letters)).search(text, position)
    if not found:
        raise Untraceable(words)
    return found.end()


def _until(text: str, position: int) -> int:
    """The heading of the next section, or the end."""
    found = re.compile(r"[三四五六]\s*、\s*\w+\s*[\w、]{4}|第二十条第").search(text, position)
    return found.start() if found else len(text)


def write(truth: Truth, folder: Path) -> Truth:
    """The copy as a file in a folder, with its truth.

    Raises Untraceable.
    """
    data, values = copy(truth)
    file = folder / truth.file.name
    file.write_bytes(data)
    traced = Truth(file, truth.said, truth.layout)
    traced.__dict__["cells"] = values
    return traced
