"""The process that does the work: takes jobs from the queue, and ticks."""

import logging
import threading

from django.db import close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from gongkai.task import timers

logger = logging.getLogger(__name__)

TICK_SECONDS = 20.0


def run(*, interval: float = 1.0, until_empty: bool = False) -> None:
    """Work until told to stop (SIGTERM, SIGINT), or until nothing is queued."""
    worker = Worker(
        queue_names=["*"],
        interval=interval,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    if until_empty:
        timers.tick()
        worker.run()
        return
    stop = threading.Event()
    ticking = threading.Thread(target=_tick, args=(stop,), name="timers", daemon=True)
    ticking.start()
    worker.configure_signals()
    try:
        worker.run()
    finally:
        stop.set()


def _tick(stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            timers.tick()
        except Exception:
            logger.exception("the timers could not run")
        finally:
            close_old_connections()
        stop.wait(TICK_SECONDS)
    connection.close()
