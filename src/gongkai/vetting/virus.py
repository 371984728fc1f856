"""查毒: a file shown to ClamAV, where the site has one (clamd, command INSTREAM).

The address is `tcp://host:port` or `unix:/path/of/socket`. A daemon that does not answer is a refusal: what was not
looked at is not let in.
"""

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from gongkai.errors import Refused, reason

_PIECE = 65_536
_LONGEST_ANSWER = 4096
_PORT = 3310

_UNREACHED = "查毒服务没有应答（{why}），附件没有收下；请稍后再试，仍不行请告诉管理员。"
_TOO_LARGE = "附件超过了查毒服务允许的大小，没有收下；请压缩后再传，或请管理员调大查毒服务的限额。"
_FOUND = "附件里查出病毒（{name}），没有收下；请用杀毒软件清理这台电脑和原文件后，再重新上传。"


def scan_stream(address: str, file: BinaryIO, *, timeout: float = 60) -> None:
    """Shows a file to ClamAV piece by piece. Raises Refused when it finds something, or cannot be asked."""
    try:
        with _connected(address, timeout) as daemon:
            try:
                daemon.sendall(b"zINSTREAM\0")
                while piece := file.read(_PIECE):
                    daemon.sendall(struct.pack(">I", len(piece)) + piece)
                daemon.sendall(bytes(4))
            except (BrokenPipeError, ConnectionResetError):
                pass  # the daemon stops listening when it has its limit, and has said so
            answer = _answer(daemon)
    except OSError as error:
        raise Refused(_UNREACHED.format(why="超时" if isinstance(error, TimeoutError) else reason(error))) from error
    _judge(answer)


def _connected(address: str, timeout: float) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(timeout)
        try:
            daemon.connect(parts.path)
        except OSError:
            daemon.close()
            raise
        return daemon
    if parts.scheme != "tcp" or not parts.hostname:
        raise ValueError(f"{address!r} is no address of clamd: tcp://host:port or unix:/path")
    return socket.create_connection((parts.hostname, parts.port or _PORT), timeout)


def _answer(daemon: socket.socket) -> str:
    pieces = b""
    while b"\0" not in pieces and len(pieces) < _LONGEST_ANSWER and (piece := daemon.recv(_LONGEST_ANSWER)):
        pieces += piece
    return pieces.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _judge(answer: str) -> None:
    words = answer.removeprefix("stream:").strip()
    if words == "OK":
        return
    if words.endswith(" FOUND"):
        raise Refused(_FOUND.format(name=words.removesuffix(" FOUND")))
    if "size limit" in words.lower():
        raise Refused(_TOO_LARGE)
    raise Refused(_UNREACHED.format(why="应答不合规" if not words else words[:80]))
