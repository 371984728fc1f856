"""Where shards are worked on: the cores of this machine, or the workers of a Dask cluster. One call, one switch."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from importlib import import_module
from queue import SimpleQueue
from typing import Any, Literal

from gongkai.corpus.shards import Shard
from gongkai.corpus.watching import Worker
from gongkai.corpus.worker import Done
from gongkai.errors import GongkaiError, Refused

Engine = Literal["local", "dask"]


def run(
    shards: Sequence[Shard],
    *,
    engine: Engine = "local",
    scheduler: str | None = None,
    workers: int | None = None,
    told: Callable[[int], None] = lambda files: None,
) -> Iterator[Done]:
    """Work through the shards, as each is done; `told` hears how many more files are behind.

    `scheduler` is the address of a Dask cluster that is running and sees the same folders; without it Dask starts
    `workers` processes here. Raises Refused when tables cannot be written or Dask is not there.
    """
    if engine == "dask":
        return _on_dask(shards, scheduler, workers, told)
    return _on_this_machine(shards, workers or cores(), told)


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _on_this_machine(shards: Sequence[Shard], count: int, told: Callable[[int], None]) -> Iterator[Done]:
    """A thread for each worker process: the threads only wait and watch."""
    workers = [Worker() for _ in range(min(count, len(shards)))]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def work(shard: Shard) -> Done:
        worker = idle.get()
        try:
            return worker.work(shard, told)
        finally:
            idle.put(worker)

    with ThreadPoolExecutor(len(workers) or 1) as pool:
        try:
            for future in [pool.submit(work, shard) for shard in shards]:
                # polars restarts a wait that Ctrl-C interrupts, so that only the end of a short one can be heard.
                while not wait([future], timeout=0.5).done:
                    pass
                yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.close()


def _on_dask(
    shards: Sequence[Shard], scheduler: str | None, workers: int | None, told: Callable[[int], None]
) -> Iterator[Done]:
    try:
        dask: Any = import_module("distributed")
    except ImportError as error:
        raise Refused("没有安装 Dask；请先运行 pip install 'gongkai[cluster]'，或改用 --engine local。") from error
    here = {"n_workers": workers or cores(), "threads_per_worker": 1, "dashboard_address": None}
    try:
        client = dask.Client(scheduler, timeout=20) if scheduler else dask.Client(**here)
    except (OSError, ValueError) as error:
        raise Refused(f"连不上 Dask 调度器 {scheduler or '（本机）'}；请检查地址和网络。") from error
    by_name = {shard.name: shard for shard in shards}
    try:
        futures = client.map(work_here, shards, key=list(by_name), retries=2)
        for future in dask.as_completed(futures):
            if future.status == "error" and not isinstance(future.exception(), GongkaiError):
                done = work_here(by_name[future.key])  # what the cluster lost again and again is done on this machine
            else:
                done = future.result()
            told(len(by_name[done.shard].files))
            yield done
    finally:
        client.close()


_own = threading.local()


def work_here(shard: Shard) -> Done:
    """A shard on a worker of the cluster: each of its threads keeps one process, for it is the start that costs."""
    if not hasattr(_own, "worker"):
        _own.worker = Worker()
    worker: Worker = _own.worker
    return worker.work(shard)
