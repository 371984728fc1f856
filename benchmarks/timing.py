"""计时: readers measured in turns on the same files, each in a process of its own.

In turns, so that whatever slows the machine slows them all; apart, so that none pays for what another has imported
or left in memory.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import mean, quantiles

Reader = Callable[[Path], object]
Layouts = Sequence[Sequence[Path]]
"""Files by layout: those of one layout differ in figures and sentences only."""


def in_turns(readers: Mapping[str, Reader], layouts: Layouts) -> dict[str, float]:
    """Seconds that each reader takes for one file of each layout, on the average over the layouts.

    Every file is read once by each, the first to read it changing from file to file: no reader meets words that it
    has read before, as it would if the same file were read again. The first copies only warm the readers up. Of the
    times for the others the lower quartile counts, which is nearest to what a machine with nothing else to do takes.
    """
    spawn = get_context("spawn")
    pipes: dict[str, Connection] = {}
    for name, reader in readers.items():
        pipes[name], theirs = spawn.Pipe()
        spawn.Process(target=_serve, args=(reader, theirs), daemon=True).start()
    taken: dict[str, list[list[float]]] = {name: [[] for _ in layouts] for name in readers}
    names = list(readers)
    for copy, files in enumerate(zip(*layouts, strict=True)):
        for layout, file in enumerate(files):
            turn = (copy + layout) % len(names)
            for name in names[turn:] + names[:turn]:
                pipes[name].send(file)
                seconds = pipes[name].recv()
                if copy > 0:
                    taken[name][layout].append(seconds)
    for pipe in pipes.values():
        pipe.send(None)
    return {name: mean(quantiles(seconds)[0] for seconds in every) for name, every in taken.items()}


def _serve(reader: Reader, pipe: Connection) -> None:
    while file := pipe.recv():
        start = time.perf_counter()
        reader(file)
        pipe.send(time.perf_counter() - start)
