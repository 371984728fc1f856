"""Prints what was measured as tables for the README."""

import argparse
import sys
from collections.abc import Callable, Iterator

from benchmarks import floor, memory, speed, start

_MANY = (1_000, 5_000, 10_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=sys.modules["benchmarks"].__doc__)
    parser.add_argument("what", nargs="*", help="speed, floor, start, memory, many; all of them when none is named")
    parser.add_argument("--copies", type=int, default=10, help="reports of each layout")
    told = parser.parse_args()
    tables: dict[str, Callable[[], Iterator[str]]] = {
        "speed": lambda: speed.table(told.copies),
        "floor": lambda: floor.table(told.copies),
        "start": start.table,
        "memory": memory.table,
        "many": lambda: memory.over_many(_MANY),
    }
    unknown = set(told.what) - tables.keys()
    if unknown:
        parser.error(f"there is no measurement called {'、'.join(sorted(unknown))}")
    for name, table in tables.items():
        if not told.what or name in told.what:
            for line in table():
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
