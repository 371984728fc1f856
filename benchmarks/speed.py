"""与同行比: how long a report takes, and how many of its cells are right, by us and by general readers."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from benchmarks import inputs, mapper
from benchmarks.inputs import Made
from benchmarks.peers import Peer, peers
from benchmarks.timing import Reader, in_turns, milliseconds, times
from gongkai.report.reading import read

OURS = "gongkai"
PROMISED = {"txt": 5, "html": 5, "docx": 5, "pdf": 3}


def table(copies: int) -> Iterator[str]:
    yield "| format | reader | ms a report | times ours | promised | cells right of 200 |"
    yield "|---|---|--:|--:|--:|--:|"
    for format_, make in inputs.FORMATS.items():
        with tempfile.TemporaryDirectory() as folder:
            yield from _rows(format_, make(Path(folder), copies))
    yield ""


def _rows(format_: str, made: list[Made]) -> Iterator[str]:
    others = peers(format_)
    readers: dict[str, Reader] = {OURS: read} | {peer.name: peer.read for peer in others}
    taken = in_turns(readers, [one.file for one in made])
    ours = taken[OURS]
    yield f"| {format_} | **{OURS}** | {milliseconds(ours):.2f} | 1 | | {mean(map(_right_by_us, made)):.1f} |"
    for peer in sorted(others, key=lambda peer: milliseconds(taken[peer.name])):
        seconds = taken[peer.name]
        name = peer.name if peer.words else f"{peer.name} (tables only)"
        right = mean(_right_by(peer, one) for one in made)
        promised = f"≥ {PROMISED[format_]}" if format_ in PROMISED else ""
        ratio = times(seconds, ours)
        yield f"| {format_} | {name} | {milliseconds(seconds):.2f} | {ratio:.1f} | {promised} | {right:.1f} |"


def _right_by_us(made: Made) -> int:
    report = read(made.file)
    return sum(1 for path, value in made.values.items() if report.value(path) == value)


def _right_by(peer: Peer, made: Made) -> int:
    return mapper.right(peer.rows(peer.read(made.file)), made.values)
