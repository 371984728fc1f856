"""目录的格: what stands in a cell of the national columns, read and written back.

    channels("■政府网站 □两微一端") -> [("政府网站", True), ("两微一端", False)]
    elements("①收支总表②收入总表") -> ["收支总表", "收入总表"]     levels("镇、村级") -> ["乡级", "村级"]

■ is a channel that must be used, □ one that may be; a channel named without a mark must be used.
"""

import re
from collections.abc import Iterable, Sequence

from gongkai.catalogue.models import CatalogueEntry

CHANNELS: tuple[str, ...] = (
    "政府网站",
    "政府公报",
    "两微一端",
    "发布会/听证会",
    "广播电视",
    "纸质媒体",
    "公开查阅点",
    "政务服务中心",
    "便民服务站",
    "入户/现场",
    "社区/企事业单位/村公示栏（电子屏）",
    "精准推送",
    "其他",
)
"""The fixed choices of 公开渠道和载体, in the order of the standard catalogues."""

NOTICE_BOARD = "社区/企事业单位/村公示栏（电子屏）"

LEVELS: tuple[str, ...] = ("省级", "市级", "县级", "乡级", "村级")

YES = frozenset("√✓✔☑■●○Vv是有1")
"""What people put in a column to tick it."""

_MARKS = "■□☑☐▣◼◻√✓"
_REQUIRED = "■☑▣◼√✓"
_SAME_CHANNEL: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:县|区|市|乡|镇|县级|区级|本级)?(?:人民)?政府(?:门户)?网站"), "政府网站"),
    (re.compile(r"政[府务]服务中心"), "政务服务中心"),
    (re.compile(r"(?:政府信息)?公开查阅(?:点|室)"), "公开查阅点"),
    (
        re.compile(r"(?:社区|企事业单位|单位|村委会|镇村|线下|村|/|／|、)*(?:公示|公开)+栏(?:[（(]电子屏[）)])?"),
        NOTICE_BOARD,
    ),
    (re.compile(r"发布会[/／、]?听证会"), "发布会/听证会"),
    (re.compile(r"入户[/／、]?现场"), "入户/现场"),
)
_KNOWN = (
    *_SAME_CHANNEL,
    *((re.compile(re.escape(name)), name) for name in CHANNELS if name != "其他"),
    (re.compile(r"其他(?=$|[\s；;，,、：:（(])"), "其他"),
)
_BETWEEN_CHANNELS = re.compile(r"[\s；;，,、]+")
_LEVEL_WORDS = (("省级", "省"), ("市级", "市"), ("县级", "县区"), ("乡级", "乡镇街"), ("村级", "村"))
_NUMBERED = re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]|●|•|◆|(?:^|(?<=[\s；;。]))(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)])(?!\d)")
_BRACKETS = {"（": "）", "(": ")", "《": "》", "“": "”", "‘": "’", "[": "]", "【": "】"}
_FEWEST_LISTED, _LONGEST_LISTED = 4, 12


def channels(text: str) -> list[tuple[str, bool]]:
    """The channels named in a cell, each once, with whether it must be used."""
    found: dict[str, bool] = {}
    marked = [mark for mark in _MARKS if mark in text]
    pieces = re.split(f"([{_MARKS}])", text) if marked else []
    for mark, words in zip(pieces[1::2], pieces[2::2], strict=False):
        for name in _named(words):
            found[name] = found.get(name, False) or mark in _REQUIRED
    if not marked:
        found = {name: True for words in _BETWEEN_CHANNELS.split(text) for name in _named(words)}
    return list(found.items())


def channels_written(pairs: Iterable[Sequence[object]]) -> str:
    """Channels as they stand in a cell, one after the other with their marks."""
    return " ".join(f"{'■' if required else '□'}{name}" for name, required in pairs)


def elements(text: str) -> list[str]:
    """The elements listed in a cell: by line, number, dot or semicolon; a flat list of short words by 、 as well."""
    pieces = [piece for part in _NUMBERED.split(text) for piece in _outside_brackets(part, "\n；;")]
    found = [piece for piece in (piece.strip(" \t\r\n　。，,、") for piece in pieces) if piece]
    if len(found) == 1:
        listed = [piece.strip() for piece in _outside_brackets(found[0], "、")]
        if len(listed) >= _FEWEST_LISTED and all(0 < len(piece) <= _LONGEST_LISTED for piece in listed):
            return listed
    return list(dict.fromkeys(found))


def elements_written(items: Iterable[str]) -> str:
    """Elements as they stand in a cell."""
    return "；".join(items)


def levels(text: str) -> list[str]:
    """The levels named in a cell, from the top down; 镇级 and 街道 are 乡级, 区级 is 县级, 社区 is 村级."""
    text = text.replace("社区", "村")
    return [level for level, words in _LEVEL_WORDS if any(word in text for word in words)]


def audience(text: str) -> tuple[str, str]:
    """Whom a thing is disclosed to, and the particular people meant, where the words name any."""
    if "特定" not in text:
        return CatalogueEntry.Audience.PUBLIC, ""
    words = re.sub(r"全社会|特定(?:群体|群众|对象)|请写明|[√✓\s、，,；;：:（）()]", "", text)
    everyone = "全社会" in text
    return (CatalogueEntry.Audience.PUBLIC if everyone else CatalogueEntry.Audience.SPECIFIC), words or (
        "特定群体" if everyone else ""
    )


def is_ticked(text: str) -> bool:
    """Whether a cell of a √ column is ticked; words in it, as for a particular group, tick it too."""
    return bool(text.strip()) and text.strip() not in {"×", "╳", "否", "无", "0", "/", "—", "-"}


def _named(words: str) -> list[str]:
    """The channels in some words without a mark: official names first, then what stands between separators."""
    words = words.strip().strip("；;，,、/／ ")
    if not words:
        return []
    if words in CHANNELS:
        return [words]
    found: list[tuple[int, str]] = []
    for pattern, name in _KNOWN:
        for match in pattern.finditer(words):
            found.append((match.start(), name))
        words = pattern.sub(lambda match: "\0" * len(match.group()), words)
    for match in re.finditer(r"[^\0]+", words):
        for piece in _BETWEEN_CHANNELS.split(match.group()):
            name = piece.strip("/／ （）()")
            if len(name) > 1:
                found.append((match.start(), name))
    return [name for _, name in sorted(found, key=lambda pair: pair[0])]


def _outside_brackets(text: str, separators: str) -> list[str]:
    """The parts of a text between separators that stand in no bracket."""
    parts = [""]
    closing: list[str] = []
    for character in text:
        if closing and character == closing[-1]:
            closing.pop()
        elif character in _BRACKETS:
            closing.append(_BRACKETS[character])
        if character in separators and (not closing or character == "\n"):
            parts.append("")
        else:
            parts[-1] += character
    return parts
