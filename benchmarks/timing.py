"""计时: readers measured in turns on the same files, each in a process of its own.

In turns, so that whatever slows the machine slows them all; apart, so that none pays for what another has imported
or left in memory.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

Reader = Callable[[Path], object]

_WARM_UP = 2


def in_turns(readers: Mapping[str, Reader], files: Sequence[Path]) -> dict[str, list[float]]:
    """Seconds that each reader took for each file but the first two, which only warm it up.

    Every file is read once by each, the first to read it changing from file to file: no reader meets
    words that it has read before, as it would if the same file were read again.
    """
    spawn = get_context("spawn")
    pipes: dict[str, Connection] = {}
    for name, reader in readers.items():
        pipes[name], theirs = spawn.Pipe()
        spawn.Process(target=_serve, args=(reader, theirs), daemon=True).start()
    taken: dict[str, list[float]] = {name: [] for name in readers}
    names = list(readers)
    for number, file in enumerate(files):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            pipes[name].send(file)
            seconds = pipes[name].recv()
            if number >= _WARM_UP:
                taken[name].append(seconds)
    for pipe in pipes.values():
        pipe.send(None)
    return taken


def _serve(reader: Reader, pipe: Connection) -> None:
    while file := pipe.recv():
        start = time.perf_counter()
        reader(file)
        pipe.send(time.perf_counter() - start)


def milliseconds(seconds: Sequence[float]) -> float:
    return 1000 * median(seconds)


def times(slow: Sequence[float], fast: Sequence[float]) -> float:
    """How many times longer one takes than the other: the median over the files."""
    return median(a / b for a, b in zip(slow, fast, strict=True))
