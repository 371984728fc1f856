"""PDF: the official document of a report, set by typst; tagged for screen readers, archivable, its fonts embedded."""

import os
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from gongkai.errors import Refused
from gongkai.report.rendering import pages
from gongkai.report.report import Report

if TYPE_CHECKING:
    import typst

FONTS_SETTING = "GONGKAI_FONTS"
"""环境变量：本单位有权使用的字体（方正小标宋、仿宋、黑体、楷体）所在的文件夹。"""

_TIMES = ("Times New Roman",)
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC")
_FAMILIES = {
    "biaosong": ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "方正小标宋简体", *_SERIF),
    "fangsong": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", *_SERIF),
    "heiti": ("SimHei", "黑体", *_SANS),
    "kaiti": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "LXGW WenKai", *_SERIF),
    "song": ("SimSun", "宋体", *_SERIF),
}
"""Under each official name the families it may go by, best first: the office's own, then free stand-ins."""

_CALLED = {"biaosong": "小标宋", "fangsong": "仿宋", "heiti": "黑体", "kaiti": "楷体", "song": "宋体"}

_STYLE = {
    "title_size": pages.TITLE_SIZE,
    "body_size": pages.BODY_SIZE,
    "number_size": pages.NUMBER_SIZE,
    "line": pages.LINE,
    "tracking": pages.TRACKING,
    "beside": pages.BESIDE,
    "cell_leading": pages.LEADING,
    "top": pages.TOP,
    "bottom": pages.BOTTOM,
    "left": pages.LEFT,
    "right": pages.RIGHT,
}


def write(report: Report, path: Path) -> None:
    """Write a report as PDF.

    Raises Refused where this machine has no font with Chinese characters.
    """
    document = pages.pages(report)
    data = {"pages": {"name": document.name, **msgspec.to_builtins(document)}, "style": _STYLE}
    # An archivable document must give its date; one not yet signed is only accessible.
    path.write_bytes(typeset(_template(), data, standards=["ua-1", "a-2a"] if document.signed_on else ["ua-1"]))


def typeset(source: bytes | dict[str, bytes], data: dict[str, Any], *, standards: Sequence[str] = ("ua-1",)) -> bytes:
    """What typst makes of a template that reads its words as data, in the fonts of this machine.

    Made to the standards, unless a rare character is in none of the fonts: it is then an empty box, which they forbid.
    """
    import typst

    fonts, families = official_fonts(os.environ.get(FONTS_SETTING, ""))
    inputs = {**data, "fonts": families}

    def compiled(standards: Sequence[str]) -> bytes:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stub leaves dictionaries of files out
            source,
            format="pdf",
            font_paths=fonts,
            sys_inputs={name: msgspec.json.encode(value).decode() for name, value in inputs.items()},
            pdf_standards=list(standards),
        )
        return made

    try:
        return compiled(standards)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return compiled([])


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("report.typ").read_bytes()


@cache
def official_fonts(folder: str) -> tuple["typst.Fonts", dict[str, list[Any]]]:
    """The fonts of this machine and of a folder, and the families there are under each official name."""
    import typst

    if folder and not Path(folder).is_dir():
        raise Refused(f"环境变量 {FONTS_SETTING} 所指的字体文件夹不存在：{folder}。请改正后再试。")
    fonts = typst.Fonts(font_paths=[folder] if folder else [])
    present = set(fonts.families())
    latin = [{"name": name, "covers": "latin-in-cjk"} for name in _TIMES if name in present]
    families = {name: [each for each in wanted if each in present] for name, wanted in _FAMILIES.items()}
    if missing := [_CALLED[name] for name, found in families.items() if not found]:
        raise Refused(
            f"无法生成 PDF：本机没有可用的中文字体（缺{'、'.join(missing)}）。"
            f"请安装 Debian 软件包 fonts-noto-cjk，或用环境变量 {FONTS_SETTING} 指定本单位的字体文件夹，再重试。"
        )
    return fonts, {name: [*latin, *found] for name, found in families.items()}
