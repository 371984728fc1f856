"""同行: general readers of documents, each asked for all it gives of a file, and what it gives as rows of cells.

All of them are optional: `requirements/bench.txt` lists them, and one that is not installed is named on stderr.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.mapper import Rows, rows_of


@dataclass(frozen=True)
class Peer:
    """A reader of some formats. `words`: it gives the text too, not only the tables."""

    name: str
    formats: frozenset[str]
    read: Callable[[Path], Any]
    rows: Callable[[Any], Rows]
    modules: tuple[str, ...]
    words: bool = True


def peers(format_: str) -> list[Peer]:
    """The peers for a format that are installed."""
    return [peer for peer in _PEERS if format_ in peer.formats and _is_here(peer.name, peer.modules)]


@cache
def _is_here(name: str, modules: tuple[str, ...]) -> bool:
    try:
        for module in modules:
            import_module(module)
    except ImportError as error:
        sys.stderr.write(f"NOT MEASURED: {name} is not installed ({error}); see requirements/bench.txt\n")
        return False
    return True


@cache
def _markitdown() -> Any:
    return import_module("markitdown").MarkItDown(enable_plugins=False)


def _by_markitdown(file: Path) -> str:
    return str(_markitdown().convert(str(file)).markdown)


def _by_python_docx(file: Path) -> tuple[list[str], list[list[str]]]:
    document = import_module("docx").Document(str(file))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [paragraph.text for paragraph in document.paragraphs], rows


def _by_pandas(file: Path) -> Any:
    encoding = "gb18030" if b"charset=gb2312" in file.read_bytes()[:1000] else "utf-8"
    return import_module("pandas").read_html(str(file), encoding=encoding)


def _frames(frames: Any) -> Iterator[list[str]]:
    """Whole floats without the .0 that a column with a blank in it gives them."""
    for frame in frames:
        if frame.columns.nlevels > 1 or not all(isinstance(name, int) for name in frame.columns):
            yield [str(word) for name in frame.columns for word in (name if isinstance(name, tuple) else (name,))]
        for row in frame.fillna("").itertuples(index=False):
            yield [str(cell).removesuffix(".0") for cell in row]


def _by_pdfplumber(file: Path) -> tuple[list[str], list[list[str]]]:
    with import_module("pdfplumber").open(str(file)) as pdf:
        rows: list[list[str]] = []
        texts: list[str] = []
        for page in pdf.pages:
            rows += [[cell or "" for cell in row] for table in page.extract_tables() for row in table]
            texts.append(page.extract_text(layout=True))
    return texts, rows


def _tables_else_text(found: tuple[list[str], list[list[str]]]) -> Rows:
    texts, rows = found
    return [*rows, *rows_of("\n".join(texts))]


def _by_calamine(file: Path) -> list[list[str]]:
    book = import_module("python_calamine").CalamineWorkbook.from_path(str(file))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return [[str(cell).removesuffix(".0") for cell in row] for sheet in sheets for row in sheet]


def _by_openpyxl(file: Path) -> list[list[str]]:
    book = import_module("openpyxl").load_workbook(str(file), read_only=True)
    return [["" if cell is None else str(cell) for cell in row] for sheet in book for row in sheet.values]


def _by_docling(file: Path) -> Any:
    """The readers of docling by themselves: what it puts around them does not start without torch."""
    formats = import_module("docling.datamodel.base_models").InputFormat
    given = import_module("docling.datamodel.document").InputDocument
    if file.suffix == ".docx":
        backend = import_module("docling.backend.msword_backend").MsWordDocumentBackend
        return given(path_or_stream=file, format=formats.DOCX, backend=backend)._backend.convert()
    backend = import_module("docling.backend.html_backend").HTMLDocumentBackend
    return given(path_or_stream=file, format=formats.HTML, backend=backend)._backend.convert()


def _grids(document: Any) -> Iterator[list[str]]:
    for table in document.tables:
        for row in table.data.grid:
            yield [cell.text for cell in row]


_PEERS = (
    Peer("markitdown", frozenset({"txt", "html", "docx", "pdf", "xlsx"}), _by_markitdown, rows_of, ("markitdown",)),
    Peer("python-docx", frozenset({"docx"}), _by_python_docx, lambda found: found[1], ("docx",)),
    Peer("pandas.read_html", frozenset({"html"}), _by_pandas, _frames, ("pandas", "lxml", "html5lib"), words=False),
    Peer("pdfplumber", frozenset({"pdf"}), _by_pdfplumber, _tables_else_text, ("pdfplumber",)),
    Peer("calamine", frozenset({"xlsx"}), _by_calamine, lambda rows: rows, ("python_calamine",)),
    Peer("openpyxl", frozenset({"xlsx"}), _by_openpyxl, lambda rows: rows, ("openpyxl",)),
    Peer(
        "docling",
        frozenset({"html", "docx"}),
        _by_docling,
        _grids,
        ("docling.backend.msword_backend", "docling.backend.html_backend"),
    ),
)
