"""What people see: tables on stdout with colours where the terminal has them, progress on stderr."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

LISTED = 20
"""Lines of a list that people are shown before they are sent to a file."""

_WIDTH_OF_FILES = 160
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the program how to end: rich would end it as if something were wrong."""
        raise BrokenPipeError


def screen() -> Console:
    """Where people read; wide enough to keep the rows of a table whole when the output goes to a file."""
    return _Screen(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_OF_FILES)


def emit(data: bytes) -> None:
    """Bytes to stdout as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def warn(line: str) -> None:
    """One line beside the output."""
    print(line, file=sys.stderr)  # noqa: T201


def table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, figures: str = "", most: int | None = None
) -> Table:
    """Rows under their heads, the columns named in `figures` to the right; of more than `most` rows only so many."""
    listed = list(rows)
    shown = listed if most is None else listed[:most]
    grid = Table(title=escape(title), title_justify="left", title_style="bold", box=None, pad_edge=False)
    for head in heads:
        grid.add_column(escape(head), justify="right" if head in figures.split() else "left", overflow="fold")
    for row in shown:
        grid.add_row(*(escape(_CONTROLS.sub(" ", str(words))) for words in row))
    if len(shown) < len(listed):
        grid.add_row(f"……另有 {len(listed) - len(shown)} 行")
    grid.show_header = bool(listed)
    return grid


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
