"""索引号: eight processes asking for the numbers of one agency at once: none missing, none twice, so many a second.

    python -m benchmarks numbering --database DATABASE [--processes 8 --numbers 250]

DATABASE holds a province; each number is given in a transaction of its own, as a release gives it. The sequence and the
numbers are those of a period that no item has.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from multiprocessing import get_context

from benchmarks import databases

PERIOD = date(2001, 1, 1)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks numbering", description=__doc__)
    parser.add_argument("--database", default=os.environ.get("GONGKAI_DATABASE", ""))
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--numbers", type=int, default=250, help="that each process asks for")
    told = parser.parse_args(arguments)
    databases.use(told.database)
    databases.upgrade()
    for line in table(told.database, told.processes, told.numbers):
        sys.stdout.write(f"{line}\n")


def table(database: str, processes: int, numbers: int) -> Iterator[str]:
    from gongkai.agency.models import Agency
    from gongkai.disclosure.models import IndexSequence

    agency = Agency.objects.exclude(credit_code="").order_by("path")[0]
    IndexSequence.objects.filter(agency=agency, period=f"{PERIOD:%Y%m}").delete()
    spawn = get_context("spawn")
    ready = spawn.Barrier(processes)
    pipes = [spawn.Pipe() for _ in range(processes)]
    askers = [
        spawn.Process(target=_ask, args=(database, agency.pk, numbers, ready, theirs), daemon=True)
        for _, theirs in pipes
    ]
    for asker in askers:
        asker.start()
    answers = [ours.recv() for ours, _ in pipes]
    given = sorted(number for numbers_given, _, _ in answers for number in numbers_given)
    serials = [int(number.rpartition("-")[2]) for number in given]
    seconds = max(ended for _, _, ended in answers) - min(began for _, began, _ in answers)
    doubles = len(given) - len(set(given))
    gaps = len(set(range(1, processes * numbers + 1)) - set(serials))
    IndexSequence.objects.filter(agency=agency, period=f"{PERIOD:%Y%m}").delete()
    yield "| processes | numbers | doubles | gaps | seconds | numbers a second |"
    yield "|--:|--:|--:|--:|--:|--:|"
    yield f"| {processes} | {len(given)} | {doubles} | {gaps} | {seconds:.1f} | {len(given) / seconds:.0f} |"


def _ask(database: str, agency_id: int, count: int, ready, pipe) -> None:  # type: ignore[no-untyped-def]
    databases.use(database)
    from django.db import transaction

    from gongkai.agency.models import Agency
    from gongkai.disclosure import numbering

    agency = Agency.objects.get(pk=agency_id)
    given = []
    ready.wait()
    began = time.time()
    for _ in range(count):
        with transaction.atomic():
            given.append(numbering.give(agency, PERIOD))
    pipe.send((given, began, time.time()))
