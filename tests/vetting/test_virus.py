import io
import socket
import struct
import threading

import pytest

from gongkai.errors import Refused
from gongkai.vetting import virus


class Daemon:
    """Speaks INSTREAM as clamd does: takes chunks with their length before them, then answers."""

    def __init__(self, listener, answer, *, limit=10_000_000):
        self.received = b""
        self._listener, self._answer, self._limit = listener, answer, limit
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        client, _ = self._listener.accept()
        with client, client.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while length := struct.unpack(">I", stream.read(4))[0]:
                self.received += stream.read(length)
                if len(self.received) > self._limit:
                    client.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            client.sendall(self._answer)

    def join(self):
        self._thread.join(5)
        self._listener.close()


@pytest.fixture(params=["tcp", "unix"])
def daemon(request, tmp_path):
    started = []

    def start(answer, **more):
        if request.param == "tcp":
            listener = socket.create_server(("127.0.0.1", 0))
            address = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        else:
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            listener.bind(str(tmp_path / "clamd"))
            listener.listen()
            address = f"unix:{tmp_path / 'clamd'}"
        started.append(Daemon(listener, answer, **more))
        return started[0], address

    yield start
    for each in started:
        each.join()


@pytest.mark.parametrize("size", [0, 1, 65_536, 200_000])
def test_a_clean_file_is_shown_whole(daemon, size):
    clamd, address = daemon(b"stream: OK\0")
    assert virus.scan_stream(address, io.BytesIO(b"x" * size)) is None
    assert clamd.received == b"x" * size


def test_an_infected_file_is_refused_with_what_was_found(daemon):
    _, address = daemon(b"stream: Eicar-Test-Signature FOUND\0")
    with pytest.raises(Refused, match="查出病毒（Eicar-Test-Signature）"):
        virus.scan_stream(address, io.BytesIO(b"x"))


@pytest.mark.parametrize("answer", [b"", b"stream: Can't allocate memory ERROR\0", b"UNKNOWN COMMAND\0"])
def test_what_was_not_looked_at_is_not_let_in(daemon, answer):
    _, address = daemon(answer)
    with pytest.raises(Refused, match="查毒服务没有应答"):
        virus.scan_stream(address, io.BytesIO(b"x"))


def test_a_file_beyond_the_limit_of_the_daemon_is_refused(daemon):
    _, address = daemon(b"", limit=100_000)
    with pytest.raises(Refused, match=r"允许的大小|没有应答"):
        virus.scan_stream(address, io.BytesIO(b"x" * 5_000_000))


def test_a_daemon_that_is_not_there_is_a_refusal(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for address in (f"tcp://127.0.0.1:{port}", f"unix:{tmp_path / 'none'}"):
        with pytest.raises(Refused, match="没有应答"):
            virus.scan_stream(address, io.BytesIO(b"x"), timeout=2)


def test_a_daemon_that_says_nothing_is_a_refusal_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Refused, match="超时"):
            virus.scan_stream(address, io.BytesIO(b"x"), timeout=0.2)


def test_an_address_that_is_none_is_a_mistake_of_the_settings():
    with pytest.raises(ValueError, match="no address of clamd"):
        virus.scan_stream("localhost:3310", io.BytesIO(b"x"))
