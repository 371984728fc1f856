"""Start-up: the data folder, the database and the static files made ready; then the pages and the worker."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from gongkai.errors import Refused, reason
from gongkai.site import configuration

SETTINGS = "gongkai.site.settings"
THREADS = 4
"""Of each web process: more would only wait for the database."""
RESTART_SECONDS = 3.0
STOP_SECONDS = 5
"""Longer than any page takes: a web process that does not end by itself is ended."""

Say = Callable[[str], None]


def django() -> configuration.Configuration:
    """Load Django with the settings of this process. Raises Refused for a setting that cannot stand."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    loaded = configuration.load()
    _make(loaded.data)
    import django as framework

    framework.setup()
    from django.conf import settings

    return settings.GONGKAI


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Refused(
            f"数据文件夹 {folder} 写不进去：{reason(error)}。请改权限，或用 GONGKAI_DATA 另指一个。"
        ) from error


def pending() -> tuple[bool, list[str]]:
    """Whether the database is empty, and the migrations that wait. Raises Refused when it cannot be reached."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Refused(
            f"连不上数据库：{str(error).strip().splitlines()[0]}。请检查设置 database 和数据库服务。"
        ) from error
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not executor.loader.applied_migrations, [f"{m.app_label}.{m.name}" for m, _ in waiting]


def upgrade(say: Say) -> None:
    """Bring the database up to this version of gongkai, and the static files to where they are served from."""
    from django.core.management import call_command

    _, waiting = pending()
    if waiting:
        say(f"正在更新数据库（{len(waiting)} 步）……")
        call_command("migrate", verbosity=0, interactive=False)
    static(say)


def static(say: Say) -> None:
    """Collect the static files when they are not those of last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    state = sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            state.update(f"{name}\0{path.stat().st_size}\0{path.stat().st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text(encoding="ascii") == state.hexdigest():
        return
    say("正在整理样式和脚本文件……")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state.hexdigest(), encoding="ascii")


def serve(loaded: configuration.Configuration, say: Say) -> None:
    """Serve pages and do background work until told to stop. Raises Refused when the address is taken."""
    from granian import Granian
    from granian.constants import Interfaces

    host, port = _address(loaded)
    refuse_taken(loaded)
    stop = threading.Event()
    worker = threading.Thread(target=_keep_worker, args=(stop, say), name="worker", daemon=True)
    worker.start()
    server = Granian(
        "gongkai.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=loaded.workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        websockets=False,
        log_enabled=False,
        workers_max_rss=1000,
        workers_kill_timeout=STOP_SECONDS,
    )
    try:
        server.serve()
    finally:
        stop.set()
        worker.join(timeout=20)


def _address(loaded: configuration.Configuration) -> tuple[str, int]:
    host, _, port = loaded.address.rpartition(":")
    if not host or not port.isdigit():
        raise Refused(f"设置 address 的值“{loaded.address}”不能用：应为 地址:端口，如 127.0.0.1:8000。")
    return host.strip("[]"), int(port)


def refuse_taken(loaded: configuration.Configuration) -> None:
    """Raise Refused when another process listens at the address."""
    host, port = _address(loaded)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"地址 {host}:{port} 用不了（{reason(error)}），可能已有一个站点在运行。"
                "请先停掉它，或用环境变量 GONGKAI_ADDRESS 换一个端口，如 127.0.0.1:8001。"
            ) from error


def _keep_worker(stop: threading.Event, say: Say) -> None:
    """Run the worker as a process of its own, again if it dies, until told to stop."""
    while not stop.is_set():
        process = subprocess.Popen([sys.executable, "-m", "gongkai", "worker"], start_new_session=True)
        while process.poll() is None and not stop.wait(0.5):
            pass
        if stop.is_set():
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
            return
        say("后台任务进程停了，正在重新启动……")
        stop.wait(RESTART_SECONDS)
