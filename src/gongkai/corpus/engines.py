"""Where work is done: the cores of this machine, or the workers of a Dask cluster. One call, one switch."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from queue import LifoQueue
from typing import Any, Literal

from gongkai.corpus.comparing import Comparisons
from gongkai.corpus.shards import Shard
from gongkai.corpus.watching import Worker
from gongkai.corpus.worker import Done
from gongkai.errors import GongkaiError, Refused

Engine = Literal["local", "dask"]
Told = Callable[[int], None]
"""Hears how many more files are behind."""

Run = Callable[[Sequence[Shard] | Sequence[Comparisons], Told], Iterator[Done]]
"""Works through some pieces, as each is done."""


def engaged(
    engine: Engine = "local", *, scheduler: str | None = None, workers: int | None = None
) -> AbstractContextManager[Run]:
    """Workers at hand for as long as there is work.

    `scheduler` is the address of a Dask cluster that is running and sees the same folders; without it Dask starts
    `workers` processes here. Raises Refused when tables cannot be written or Dask is not there.
    """
    return _dask(scheduler, workers) if engine == "dask" else _this_machine(workers or cores())


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _this_machine(count: int) -> Iterator[Run]:
    """A thread for each worker process: the threads only wait and watch."""
    workers = [Worker() for _ in range(count)]
    idle: LifoQueue[Worker] = LifoQueue()  # the last one at work is the first at work again: it is started already
    for worker in workers:
        idle.put(worker)

    def run(pieces: Sequence[Shard] | Sequence[Comparisons], told: Told) -> Iterator[Done]:
        def work(piece: Shard | Comparisons) -> Done:
            worker = idle.get()
            try:
                return worker.work(piece, told)
            finally:
                idle.put(worker)

        for future in [pool.submit(work, piece) for piece in pieces]:
            # polars restarts a wait that Ctrl-C interrupts, so that only the end of a short one can be heard.
            while not wait([future], timeout=0.5).done:
                pass
            yield future.result()

    with ThreadPoolExecutor(count) as pool:
        try:
            yield run
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.close()


@contextmanager
def _dask(scheduler: str | None, workers: int | None) -> Iterator[Run]:
    try:
        dask: Any = import_module("distributed")
    except ImportError as error:
        raise Refused("没有安装 Dask；请先运行 pip install 'gongkai[cluster]'，或改用 --engine local。") from error
    here = {"n_workers": workers or cores(), "threads_per_worker": 1, "dashboard_address": ":0"}
    try:
        client = dask.Client(scheduler, timeout=20) if scheduler else dask.Client(**here)
    except (OSError, ValueError) as error:
        raise Refused(f"连不上 Dask 调度器 {scheduler or '（本机）'}；请检查地址和网络。") from error

    def run(pieces: Sequence[Shard] | Sequence[Comparisons], told: Told) -> Iterator[Done]:
        by_name = {piece.name: piece for piece in pieces}
        futures = client.map(work_here, pieces, key=list(by_name), retries=2)
        for future in dask.as_completed(futures):
            if future.status == "error" and not isinstance(future.exception(), GongkaiError):
                done = work_here(by_name[future.key])  # what the cluster lost again and again is done on this machine
            else:
                done = future.result()
            told(len(by_name[done.piece]))
            yield done

    try:
        yield run
    finally:
        client.close()


_own = threading.local()


def work_here(piece: Shard | Comparisons) -> Done:
    """A piece of work on the cluster: each thread of a worker keeps one process, for it is the start that costs."""
    if not hasattr(_own, "worker"):
        _own.worker = Worker()
    worker: Worker = _own.worker
    return worker.work(piece)
