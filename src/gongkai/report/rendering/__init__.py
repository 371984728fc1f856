"""成文: `Report` → docx, pdf, html, xlsx, json. The same report gives the same bytes.

write(report, path)     by the suffix of the path
"""

from importlib import import_module
from pathlib import Path

from gongkai.errors import Refused
from gongkai.report import exchange
from gongkai.report.rendering.whole_file import whole_file
from gongkai.report.report import Report

SUFFIXES = (".docx", ".pdf", ".html", ".xlsx", ".json")


def write(report: Report, path: Path) -> None:
    """Write the report in the format that the path's suffix names: the whole file or, on any failure, none.

    Raises Refused for another suffix, or when the file cannot be written there.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused(f"不知道怎样写“{path.name}”：文件名应以 {'、'.join(SUFFIXES)} 之一结尾。")
    with whole_file(path) as unfinished:
        if suffix == ".json":
            unfinished.write_bytes(exchange.encode(report))
        else:
            # Each writer brings a library of its own, half a second for some: only the one asked for is loaded.
            import_module(f"{__package__}{suffix}").write(report, unfinished)
