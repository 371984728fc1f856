"""与同行比: how long a report takes, and how many of its cells are right, by us and by general readers."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from benchmarks import inputs, mapper
from benchmarks.inputs import Made
from benchmarks.peers import Peer, peers
from benchmarks.timing import Reader, in_turns
from gongkai.report.reading import files, read
from gongkai.report.reading.blocks import Document, Grid

OURS, BLOCKS = "gongkai", "gongkai, file → blocks"
PROMISED = {"txt": 5, "html": 5, "docx": 5, "pdf": 3}


def table(copies: int) -> Iterator[str]:
    yield "| format | reader | ms a report | ÷ whole reading | ÷ file → blocks | promised | cells right of 200 |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for format_, make in inputs.FORMATS.items():
        with tempfile.TemporaryDirectory() as folder:
            yield from _rows(format_, make(Path(folder), copies))
    yield ""


def _rows(format_: str, made: list[Made]) -> Iterator[str]:
    others = [_SAME_WORK, *peers(format_)]
    readers: dict[str, Reader] = {OURS: read} | {peer.name: peer.read for peer in others}
    taken = in_turns(readers, inputs.by_layout(made))
    yield f"| {format_} | **{OURS}** | {1000 * taken[OURS]:.2f} | 1 | | | {mean(map(_right_by_us, made)):.1f} |"
    for peer in sorted(others, key=lambda peer: taken[peer.name]):
        name = peer.name if peer.words else f"{peer.name} (tables only)"
        right = mean(_right_by(peer, one) for one in made)
        promised = f"≥ {PROMISED[format_]}" if format_ in PROMISED and peer is not _SAME_WORK else ""
        ratios = " | ".join(f"{taken[peer.name] / taken[ours]:.1f}" for ours in (OURS, BLOCKS))
        yield f"| {format_} | {name} | {1000 * taken[peer.name]:.2f} | {ratios} | {promised} | {right:.1f} |"


def _rows_of_blocks(document: Document) -> mapper.Rows:
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from ([cell.text for cell in row] for row in block.rows())
        else:
            yield from mapper.rows_of(block.text)


_SAME_WORK = Peer(BLOCKS, frozenset(inputs.FORMATS), files.open_file, _rows_of_blocks, ("gongkai",))
"""As much as a general reader does: words and tables in order, nothing understood."""


def _right_by_us(made: Made) -> int:
    report = read(made.file)
    return sum(1 for path, value in made.values.items() if report.value(path) == value)


def _right_by(peer: Peer, made: Made) -> int:
    return mapper.right(peer.rows(peer.read(made.file)), made.values)
