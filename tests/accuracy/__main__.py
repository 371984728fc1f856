"""Prints how right the reader is, as tables for the README:  python -m tests.accuracy [FOLDER…]"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from gongkai.report.reading import read
from tests.accuracy import measure, tracers
from tests.accuracy.truth import Truth, truths
from tests.conftest import HERE, NEIGHBOUR


def _cells(title: str, every: Iterable[Truth]) -> Iterable[str]:
    layouts: dict[str, tuple[int, measure.Cells]] = {}
    for truth in every:
        number, cells = layouts.get(truth.layout, (0, measure.Cells()))
        layouts[truth.layout] = number + 1, cells + measure.cells(read(truth.file), truth)
    layouts = {layout: both for layout, both in layouts.items() if both[1].all}
    rows = [*layouts.items(), ("all", (sum(n for n, _ in layouts.values()), _sum(c for _, c in layouts.values())))]
    yield f"| {title} | reports | cells | right | wrong and marked | wrong, unmarked |"
    yield "|---|--:|--:|--:|--:|--:|"
    for layout, (number, cells) in rows:
        share = f"{100 * cells.right / max(cells.all, 1):.2f} %"
        yield f"| {layout} | {number} | {cells.all} | {share} | {len(cells.marked)} | {len(cells.unmarked)} |"
    yield ""


def _sum(every: Iterable[measure.Cells]) -> measure.Cells:
    return sum(every, start=measure.Cells())


def _statements(every: Iterable[Truth]) -> Iterable[str]:
    counted = measure.sums(measure.statements(read(truth.file), truth) for truth in every)
    total = sum(counted.values(), start=measure.Counted())
    yield "| statements | in the text | read | right | recall | precision |"
    yield "|---|--:|--:|--:|--:|--:|"
    for kind, one in [*counted.items(), ("all", total)]:
        shares = f"{100 * one.recall:.1f} % | {100 * one.precision:.1f} %"
        yield f"| {kind} | {one.expected} | {one.found} | {one.right} | {shares} |"
    yield ""


def _traced(every: Iterable[Truth], folder: Path) -> Iterable[Truth]:
    for truth in every:
        if truth.cells:
            try:
                yield tracers.write(truth, folder)
            except tracers.Untraceable:
                continue


def main(folders: list[Path]) -> None:
    every = [truth for folder in folders for truth in truths(folder)]
    with tempfile.TemporaryDirectory() as folder:
        traced = list(_traced(every, Path(folder)))
        lines = [*_cells("as met", every), *_cells("each figure its own number", traced), *_statements(every)]
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]] or [HERE / "samples", *([NEIGHBOUR] if NEIGHBOUR.is_dir() else [])])
