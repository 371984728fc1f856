"""Reads the sheets of a workbook from standard input, in a process that may be lost."""

import sys

import msgspec

from gongkai.report.reading.files.spreadsheet import sheets

MOST_BYTES = 1_000_000_000

if __name__ == "__main__":
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(msgspec.json.encode(sheets(sys.stdin.buffer.read())))
