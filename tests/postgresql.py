"""Runs a command with a PostgreSQL server of its own: python -m tests.postgresql pytest …

The server lives in a folder that is thrown away, listens on loopback alone, and ends with the command.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

USER = "postgres"


def programs() -> Path:
    """Where Debian keeps initdb and pg_ctl, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


def as_server_user(*command: str | Path) -> list[str]:
    """PostgreSQL refuses to run as root: its own user runs it then."""
    words = [str(word) for word in command]
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *words] if os.getuid() == 0 else words


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="gongkai-postgresql-"))
    if os.getuid() == 0:
        shutil.chown(folder, USER, USER)
    data, port, bin = folder / "data", free_port(), programs()
    quiet = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    settings = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off -c max_connections=200"
    try:
        subprocess.run(as_server_user(bin / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"), **quiet)
        start = as_server_user(bin / "pg_ctl", "-D", data, "-o", settings, "-l", folder / "log", "-w", "start")
        subprocess.run(start, **quiet)
        try:
            address = f"postgresql://{USER}@127.0.0.1:{port}/postgres"
            return subprocess.run(command, env={**os.environ, "GONGKAI_DATABASE": address}).returncode
        finally:
            subprocess.run(as_server_user(bin / "pg_ctl", "-D", data, "-m", "immediate", "stop"), **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
