"""Reading in a process of its own, for the few files that could take the process that reads them along.

On a damaged .xls the library ends the process; a PDF of forms within forms would fill any memory.
"""

import pickle
import subprocess
import sys

from gongkai.errors import Unreadable
from gongkai.report.reading.blocks import Document
from gongkai.report.reading.files.refusals import DAMAGED

SECONDS = 5
MEMORY = 220_000_000


def read(kind: str, data: bytes) -> Document:
    """The document as its reader gives it, within bounds of time and memory. Raises Unreadable."""
    program = [sys.executable, "-m", __name__, kind]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=4 * SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Unreadable(DAMAGED, tried=(kind,)) from error
    answer = pickle.loads(done.stdout)
    if isinstance(answer, str):
        raise Unreadable(answer, tried=(kind,))
    assert isinstance(answer, Document)
    return answer


def _answer(kind: str, data: bytes) -> Document | str:
    from gongkai.report.reading.files import pdf, spreadsheet

    try:
        return spreadsheet.read_xls(data) if kind == "xls" else pdf.read(data)
    except Unreadable as refusal:
        return str(refusal)


def _bound() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(pickle.dumps(_answer(sys.argv[1], sys.stdin.buffer.read())))
