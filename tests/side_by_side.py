"""Several workers at once, each with a connection of its own, all beginning at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection


def side_by_side(work: Callable[[int], None], *, workers: int) -> None:
    """Run work(0), work(1) … at once; the first error of any of them is raised."""
    begin = threading.Barrier(workers)
    errors: list[BaseException] = []

    def run(worker: int) -> None:
        try:
            begin.wait(timeout=30)
            work(worker)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    if errors:
        raise errors[0]
