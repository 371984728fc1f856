"""Runs a command with a PostgreSQL server whose data stay: python -m benchmarks.postgresql FOLDER COMMAND…

As Debian starts it, but for the memory of a machine that serves a province. Loopback alone, and it ends with the
command; FOLDER is for the server's own user to write, so it lies somewhere that user can reach.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.postgresql import USER, as_server_user, free_port, programs

SETTINGS = {
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
}


def main(folder: Path, command: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    if os.getuid() == 0:
        shutil.chown(folder, USER, USER)
    data, port, bin = folder / "data", free_port(), programs()
    quiet = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    if not data.exists():
        subprocess.run(as_server_user(bin / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"), **quiet)
    settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    server = ["-o", f"-p {port} -h 127.0.0.1 -k {folder} {settings}", "-l", folder / "log", "-w", "start"]
    subprocess.run(as_server_user(bin / "pg_ctl", "-D", data, *server), **quiet)
    try:
        address = f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        return subprocess.run(command, env={**os.environ, "GONGKAI_DATABASE": address}).returncode
    finally:
        subprocess.run(as_server_user(bin / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"), **quiet)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), sys.argv[2:]))
