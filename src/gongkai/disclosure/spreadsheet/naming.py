"""叫法: the words by which agencies call kinds of information and channels."""

import re
import unicodedata
from collections.abc import Iterable

from gongkai.disclosure.models import Channel, Item

CHANNELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (Channel.Kind.VILLAGE, re.compile("村务")),
    (Channel.Kind.WECHAT, re.compile("微信|公众号")),
    (Channel.Kind.READING_SCREEN, re.compile("阅报")),
    (Channel.Kind.LED, re.compile("led|显示屏|电子屏|大屏", re.I)),
    (Channel.Kind.BULLETIN_BOARD, re.compile("公告栏|公示栏|公开栏|宣传栏|公告板|展板|张贴")),
    (Channel.Kind.READING_POINT, re.compile("查阅|档案馆|图书馆|资料索取")),
    (Channel.Kind.GAZETTE, re.compile("公报")),
    (Channel.Kind.PORTAL, re.compile("网站|门户|官网|信息公开平台|政务公开平台|政府网|^网页$")),
    (Channel.Kind.OTHER, re.compile("报纸|广播|电视|微博|抖音|发布会|客户端")),
)
"""By what words a kind of channel is known."""

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (Item.Kind.ANNUAL_REPORT, re.compile("信息公开(?:工作)?年度报告|信息公开年报")),
    (Item.Kind.INTERPRETATION, re.compile("解读|图解|问答")),
    (Item.Kind.BUDGET, re.compile("预算|决算|收支")),
    (Item.Kind.DECISION, re.compile("行政处罚|行政许可|行政强制|处罚决定|许可决定")),
    (Item.Kind.NORMATIVE_DOCUMENT, re.compile("规范性文件|管理办法|实施细则|暂行办法")),
    (Item.Kind.PERSONNEL, re.compile("任免|任职|免职|招考|招聘|录用|人事")),
    (Item.Kind.PLAN, re.compile("规划|计划|工作要点")),
    (Item.Kind.EMERGENCY, re.compile("应急|预案|预警|汛|火险")),
    (Item.Kind.LIST, re.compile("名单|花名册|名册|发放表|明细表")),
    (Item.Kind.NOTICE, re.compile("公示|公告|通告|通知|启事")),
)
"""By what words of a title, or of a column, a kind of item is known."""


def kind_of(words: str) -> str:
    """The kind that the words of a title speak of, 其他 where none is known."""
    for label in Item.Kind.values:
        if words == Item.Kind(label).label:
            return label
    return next((kind for kind, pattern in KINDS if pattern.search(words)), Item.Kind.OTHER)


def is_channel(words: str) -> bool:
    """Whether words speak of a kind of channel."""
    return any(pattern.search(words) for _, pattern in CHANNELS)


class Register:
    """An agency's register of channels, searched by the words of a spreadsheet."""

    def __init__(self, channels: Iterable[Channel]) -> None:
        self.channels = list(channels)
        self._by_name = {_compared(channel.name): channel for channel in self.channels}

    def find(self, words: str) -> Channel | str:
        """The channel that is meant, or a sentence on why none or more than one could be."""
        word = _compared(words)
        if word in self._by_name:
            return self._by_name[word]
        like = [channel for name, channel in self._by_name.items() if len(word) > 1 and (word in name or name in word)]
        if len(like) == 1:
            return like[0]
        kind = next((kind for kind, pattern in CHANNELS if pattern.search(word)), None)
        of_kind = like or [channel for channel in self.channels if channel.kind == kind]
        if len(of_kind) == 1:
            return of_kind[0]
        if of_kind:
            names = "、".join(f"“{channel.name}”" for channel in of_kind[:6])
            return f"“{words}”可能是 {len(of_kind)} 个渠道：{names}。请写清是哪一个。"
        return f"渠道登记里没有“{words}”。请先在“渠道”里登记，再回来重新检查；或改成已登记的名称。"


def _compared(words: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).lower()
