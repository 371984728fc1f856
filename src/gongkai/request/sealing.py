"""封存身份: who applied is kept encrypted; a keyed hash of a detail beside it finds the same person again.

    seal(dict) -> bytes    unseal(bytes) -> dict    blind("identity", "…") -> hexadecimal, the same for the same words
    keep_sealed / read_sealed: files (identity documents), encrypted chunk by chunk

The key lies in a file of its own (setting `identity_key`), so that a copy of the database alone tells nobody who asked.
"""

import hmac
import json
import os
import secrets
import struct
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gongkai.disclosure import files
from gongkai.disclosure.files import Area, Kept
from gongkai.errors import Refused

NONCE = 12
AREA: Area = "identity"
_LENGTH = struct.Struct(">I")


@cache
def _key(purpose: str) -> bytes:
    return HKDF(SHA256(), 32, None, purpose.encode()).derive(_secret(Path(settings.GONGKAI.identity_key)))


def _secret(path: Path) -> bytes:
    """The secret in the key file, made once, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_name(f".{path.name}.{os.getpid()}")
        written.write_bytes(secrets.token_bytes(32))
        written.chmod(0o600)
        try:
            os.link(written, path)
        except FileExistsError:  # another process of the same start was first
            pass
        finally:
            written.unlink()
    return path.read_bytes()


def seal(words: Mapping[str, Any]) -> bytes:
    """Encrypt a few words."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_key("words")).encrypt(nonce, json.dumps(words, ensure_ascii=False).encode(), None)


def unseal(sealed: bytes | memoryview) -> dict[str, Any]:
    """The words again; {} once they were deleted."""
    data = bytes(sealed)
    if not data:
        return {}
    try:
        found: dict[str, Any] = json.loads(AESGCM(_key("words")).decrypt(data[:NONCE], data[NONCE:], None))
    except InvalidTag:
        raise Refused(
            "申请人的身份信息解不开：密钥文件不是登记时用的那一个。"
            "请平台管理员把原来的密钥文件放回设置 identity_key 所指的位置。"
        ) from None
    return found


def blind(kind: str, words: str) -> str:
    """A keyed hash of a detail, by which the same detail is found again; "" for none."""
    plain = "".join(words.split()).upper()
    return hmac.new(_key("blind"), f"{kind}:{plain}".encode(), sha256).hexdigest() if plain else ""


def keep_sealed(chunks: Iterable[bytes], *, most: int | None = None) -> Kept:
    """Store a file encrypted; its size is that of the encrypted file. Refuses one that is empty or too large."""

    def sealed() -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if most is not None and size > most:
                raise Refused(f"文件超过 {most // 1_000_000} MB，没有保存。请压缩或拆开后再传。")
            nonce = secrets.token_bytes(NONCE)
            secret = nonce + AESGCM(_key("files")).encrypt(nonce, chunk, None)
            yield _LENGTH.pack(len(secret)) + secret

    return files.keep(sealed(), AREA)


def read_sealed(hash: str) -> Iterator[bytes]:
    """A stored file again, piece by piece. Raises FileNotFoundError once it was deleted."""
    with files.path(AREA, hash).open("rb") as file:
        while head := file.read(_LENGTH.size):
            secret = file.read(_LENGTH.unpack(head)[0])
            yield AESGCM(_key("files")).decrypt(secret[:NONCE], secret[NONCE:], None)
