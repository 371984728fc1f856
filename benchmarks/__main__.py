"""Prints what was measured as tables for the README."""

import argparse
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

_MANY = (1_000, 5_000, 10_000)
_OF_THE_SITE = ("province", "requests", "filing", "site", "importing", "numbering", "engines")
"""Measurements that have words of their own behind their name."""


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in _OF_THE_SITE:
        import_module(f"benchmarks.{sys.argv[1]}").main(sys.argv[2:])
        return
    from benchmarks import floor, memory, speed, start

    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=sys.modules["benchmarks"].__doc__)
    parser.add_argument(
        "what",
        nargs="*",
        help=f"speed, floor, start, memory, many; all of them when none is named; {', '.join(_OF_THE_SITE)} apart",
    )
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
