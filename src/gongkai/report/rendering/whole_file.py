"""A file appears whole or not at all, whatever happens while it is written."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.errors import Refused, reason


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a name beside `path` to write to; what was written takes the place of `path` when all went well.

    Raises Refused when the disk or the folder does not allow it; an earlier file of that name is then untouched.
    """
    target = path.resolve()
    unfinished = target.with_name(f".{target.stem}.{secrets.token_hex(4)}{target.suffix}")
    try:
        yield unfinished
        unfinished.replace(target)
    except OSError as error:
        raise Refused(
            f"“{path}”没有写成（{reason(error)}），原有文件未动；请检查文件夹是否存在、有无写入权限、磁盘是否已满。"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
