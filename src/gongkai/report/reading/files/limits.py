"""Bounds on what a file may ask of this machine: far above any report, far below what could exhaust it."""

from gongkai.report.reading.files.refusals import too_much

FILE_BYTES = 60_000_000
TEXT_BYTES = 10_000_000
UNZIPPED_BYTES = 200_000_000
UNZIPPED_RATIO = 300
PART_BYTES = 20_000_000
ENTRIES = 5_000
NODES = 500_000
BLOCKS = 30_000
CHARACTERS = 1_000_000
CELLS = 30_000
SHEET_PLACES = 3_000_000
PAGES = 500
GLYPHS = 300_000
STROKES = 60_000
STREAM_BYTES = 8_000_000
TABLE_DEPTH = 20
SPAN = 200
WIDTH = 60


def refuse_heavy_text(data: bytes | str) -> None:
    if len(data) > TEXT_BYTES:
        raise too_much(f"文字部分超过 {TEXT_BYTES // 1_000_000} MB")


def refuse_heavy_markup(data: bytes) -> None:
    """Markup grows about a hundredfold in memory by element and attribute, whatever its size in bytes."""
    if len(data) > NODES and data.count(b"<") + data.count(b"=") > NODES:
        raise too_much("文件的标记过多")
