"""What people see: tables on stdout with colours where the terminal has them, progress on stderr."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console, Group
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from gongkai.report.rendering.wrapping import Words

LISTED = 20
"""Lines of a list that people are shown before they are sent to a file."""

_WIDTH_OF_FILES = 100
_TRAILING = re.compile(r"[ \u3000]+$", re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the program how to end: rich would end it as if something were wrong."""
        raise BrokenPipeError


class _Unpadded(io.TextIOBase):
    """A stream for whole lines, which leaves out the blanks that tables are filled up with."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(_TRAILING.sub("", text))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


def screen() -> Console:
    """Where people read: as wide as the terminal, or what COLUMNS says; without either, for a file, 100."""
    if sys.stdout.isatty():
        return _Screen(highlight=False)
    unpadded: Any = _Unpadded(sys.stdout)
    return _Screen(highlight=False, file=unpadded, width=None if "COLUMNS" in os.environ else _WIDTH_OF_FILES)


def emit(data: bytes) -> None:
    """Bytes to stdout as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def warn(line: str) -> None:
    """One line beside the output."""
    print(line, file=sys.stderr)  # noqa: T201


def table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    figures: str = "",
    most: int | None = None,
    rest: str = "--out 结果.xlsx 写出全部",
) -> Group:
    """Rows under their heads, the columns named in `figures` to the right.

    Of more than `most` rows only so many, and then the words that say how to see the rest.
    """
    listed = list(rows)
    shown = listed if most is None else listed[:most]
    grid = Table(title=escape(title), title_justify="left", title_style="bold", box=None, pad_edge=False)
    for head in heads:
        is_figure = head in figures.split()
        grid.add_column(escape(head), justify="right" if is_figure else "left", no_wrap=is_figure)
    for row in shown:
        grid.add_row(*(Words(Text(_CONTROLS.sub(" ", str(words)))) for words in row))
    grid.show_header = bool(listed)
    more = f"……另有 {len(listed) - len(shown)} 行，{rest}"
    return Group(grid, Text(more, "dim italic")) if len(shown) < len(listed) else Group(grid)


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, where that is a terminal; it is told how many are behind, of how many."""
    with progresses(doing) as [told]:
        yield told


@contextmanager
def progresses(*doings: str) -> Iterator[list[Callable[[int, int], None]]]:
    """The same with a bar for each doing, which appears when there is something to do."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    stderr = Console(stderr=True)
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as bar:

        def told(task: TaskID) -> Callable[[int, int], None]:
            return lambda behind, total: bar.update(task, completed=behind, total=total, visible=total > 0)

        yield [told(bar.add_task(doing, total=None, visible=False)) for doing in doings]
