"""What a person gave: files to be read, and files to be written, which must never be the same."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from gongkai.corpus.files import found
from gongkai.errors import Refused, Unreadable
from gongkai.report import reading
from gongkai.report.report import Report

PAGE = (".html", ".htm")
"""How the name of a page ends."""


def read(file: Path) -> Report:
    """The report in a file. Raises Unreadable, with the name of the file in its sentence."""
    try:
        return reading.read(file)
    except Unreadable as error:
        named = str(error) if str(file) in str(error) else f"{file}：{error}"
        raise Unreadable(named, tried=error.tried) from error


def files(paths: Sequence[Path]) -> list[Path]:
    """All files that are named or stand in the folders named. Raises Refused when there are none."""
    listed = found(paths)
    if not listed:
        raise Refused(f"“{'”、“'.join(map(str, paths))}”里没有文件；请把报告放进去，或改给报告所在的文件夹。")
    return listed


def refuse_target(option: str, target: Path | None, suffixes: Sequence[str], inputs: Iterable[Path]) -> None:
    """Refuse a file to be written that is of another kind, stands nowhere, or is one of those to be read."""
    if target is None:
        return
    if target.suffix.lower() not in suffixes:
        raise Refused(f"{option} 后面的文件名应以 {'、'.join(suffixes)} 结尾，不能是“{target.name}”。")
    if not target.parent.is_dir():
        raise Refused(f"{option} 要写到的文件夹“{target.parent}”不存在；请先建立，或换一个位置。")
    if any(is_same(target, file) for file in inputs):
        raise Refused(f"{option} 给的“{target}”就是要读的文件，写了会毁掉它；请换一个文件名。")


def is_same(one: Path, other: Path) -> bool:
    """Whether two names are of one file, by whatever way; a name of no file is no other's."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
