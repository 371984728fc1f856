"""Which files a person means by a list of files and folders."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from gongkai.errors import Refused, reason


def found(paths: Iterable[Path]) -> list[Path]:
    """The files named and all files in the folders named, each once, in the order of their names.

    Hidden files, and the lock files that Word and WPS leave beside an open document, are passed over.
    """
    listed: set[Path] = set()
    for path in paths:
        if path.is_dir():
            listed.update(_inside(path))
        elif path.exists():
            listed.add(path)
        else:
            raise Refused(f"没有“{path}”这个文件或文件夹。")
    return sorted(listed, key=lambda path: path.parts)


def _inside(folder: Path) -> Iterator[Path]:
    def surface(error: OSError) -> None:
        raise Refused(f"打不开文件夹“{error.filename}”（{reason(error)}）；请检查读取权限。") from error

    for place, folders, names in os.walk(folder, onerror=surface):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            # isfile, for Path.is_file raises where one may not look.
            if not name.startswith((".", "~$")) and os.path.isfile(os.path.join(place, name)):  # noqa: PTH113, PTH118
                yield Path(place, name)
