"""Prints how right the reader is, and puts the tables into the pages named.

python -m tests.accuracy [FOLDER…] [README.md…]
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from gongkai.report.reading import read
from tests.accuracy import measure, tracers
from tests.accuracy.truth import Truth, truths
from tests.conftest import HERE, NEIGHBOUR


def _cells(every: Iterable[Truth], folder: Path) -> Iterable[str]:
    """A row for each layout: the reports as met, then their copies with a number of its own in each cell."""
    met: dict[str, list[measure.Cells]] = {}
    traced: dict[str, measure.Cells] = {}
    for truth in every:
        if truth.cells:
            met.setdefault(truth.layout, []).append(measure.cells(read(truth.file), truth))
            try:
                copy = tracers.write(truth, folder)
            except tracers.Untraceable:
                continue
            found = measure.cells(read(copy.file), copy)
            traced[truth.layout] = traced.get(truth.layout, measure.Cells()) + found
    yield "| layout | reports | cells | right | wrong, marked | wrong, unmarked | right, as a tracer |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for layout in met:
        yield _row(layout, met[layout], traced.get(layout))
    yield _row("all", [cells for one in met.values() for cells in one], sum(traced.values(), start=measure.Cells()))
    yield ""


def _row(layout: str, met: list[measure.Cells], traced: measure.Cells | None) -> str:
    cells = sum(met, start=measure.Cells())
    copies = _share(traced) if traced else "–"
    numbers = (len(met), cells.all, _share(cells), len(cells.marked), len(cells.unmarked), copies)
    return f"| {layout} | " + " | ".join(map(str, numbers)) + " |"


def _share(cells: measure.Cells) -> str:
    """Cut, not rounded: 100 % only where every cell is right."""
    return f"{int(10000 * cells.right / max(cells.all, 1)) / 100:.2f} %"


def _statements(every: Iterable[Truth]) -> Iterable[str]:
    counted = measure.sums(measure.statements(read(truth.file), truth) for truth in every)
    total = sum(counted.values(), start=measure.Counted())
    yield "| statements | in the text | read | right | recall | precision |"
    yield "|---|--:|--:|--:|--:|--:|"
    for kind, one in [*counted.items(), ("all", total)]:
        shares = f"{100 * one.recall:.1f} % | {100 * one.precision:.1f} %"
        yield f"| {kind} | {one.expected} | {one.found} | {one.right} | {shares} |"
    yield ""


def main(arguments: list[str]) -> None:
    pages = [Path(argument) for argument in arguments if argument.endswith(".md")]
    given = [Path(argument) for argument in arguments if not argument.endswith(".md")]
    for folder in given:
        missing = [name for name in ("reports", "truth") if not (folder / name).is_dir()]
        if missing:
            sys.exit(f"{folder} has no {' and no '.join(missing)}: give a folder of reports/ with their truth/ beside.")
    folders = given or [HERE / "samples", *([NEIGHBOUR] if NEIGHBOUR.is_dir() else [])]
    every = [truth for folder in folders for truth in truths(folder)]
    with tempfile.TemporaryDirectory() as folder:
        tables = "\n".join([*_cells(every, Path(folder)), *_statements(every)])
    sys.stdout.write(tables)
    for page in pages:
        head, begin, rest = page.read_text(encoding="utf-8").partition("<!-- accuracy -->\n")
        _, end, tail = rest.partition("<!-- /accuracy -->")
        page.write_text(f"{head}{begin}{tables}{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
