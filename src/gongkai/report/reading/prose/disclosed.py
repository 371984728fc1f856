"""主动公开: the total disclosed, and its parts by channel and by category.

    全年公开信息181条，其中政府网站51条、微信公众号130条。      a total and its channels
    通过政府网站发布信息105条，其中机构职能3条，……              a channel and its categories

Visitors, followers, accounts, columns, replies and percentages are none of these.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

import msgspec

from gongkai.report.reading.prose.drafts import Draft, drafted
from gongkai.report.reading.prose.sentences import Figure, Sentence
from gongkai.report.report import StatementKind

_ITEM_UNITS = ("条", "件", "份", "篇", "则", "项", "条次", "篇次", "件次")

_SO_MANY = r"[了的共计合累总达到为有约近数量条:：]*"
_VERB = r"(?:公开|发布|公示|公布|更新|上传|录入|推送)"
_ANY_INFORMATION = (
    r"(?:各类|各项|各种|各方面|各领域|相关|有关|全部|本级|我[市县区乡镇局街]|法定)*"
    r"(?:政府|政务|党务|部门|机关|主动|工作|公开|、|和|与|及|类|的)*信息(?:公开)?(?:内容)?"
)
_TOTAL = re.compile(
    rf"(?<![党村财居校院厂]务){_VERB}{_SO_MANY}{_ANY_INFORMATION}{_SO_MANY}$|(?:公开|发布){_SO_MANY}$"
    rf"|(?:主动公开|信息公开|(?<!务)公开信息|政府信息|发布信息){_SO_MANY}$|^信息(?:公开|发布)?总(?:条数|数|量){_SO_MANY}$"
)
_INFORMATION = re.compile(rf"{_VERB}{_SO_MANY}{_ANY_INFORMATION}{_SO_MANY}$")
_COUNT_WORDS = r"(?:了|的|总?共计?|合计|累计|总[计共数量]|总条数|数量|条数|[:：])*"
_IN_ALL = re.compile(r"共|累计|合计|总")
_CUMULATIVE = re.compile(r"历年|(?:施行|实施|开通|建立|成立|创建|上线|运行|启用)以?来|自20\d\d年[^，]{0,10}(?:以来|起)")
_NO_TOTAL = re.compile(
    r"依申请|解读|回应|回复|答复|留言|不予|部分公开|其中|应公开未公开|(?:制作|产生|形成)(?:的|了)?政府信息|平均|[日月周]均|每[日天周月季]"
    r"|(?:计划|[拟将应]|目标|任务)(?:公开|发布)|以[^，]{1,8}(?:形式|方式)(?:公开|发布)"
)

_CHANNEL = re.compile(
    r"网站|官网|门户网?|政府网|政务网|公开网|信息网|校园网|[务购闻锋府]网(?![上络点格红约])|网页|公众号|微信|微博|微门户|两微|新媒体|抖音|快手|头条|视频号|百家号|小程序|客户端|app"
    r"|公告栏|公示栏|公开栏|宣传栏|信息栏|橱窗|显示屏|电子屏|大屏幕?|阅报屏|触摸屏|led|一体机|查阅(?:点|场所)|公报|公示系统|广播|电视|电台|报纸|报刊|日报|宣传单|展板|公示牌"
    r"|媒体|平台|专栏|专题(?!培训|会)|专区|短信|微信群|村村响|喇叭|公开页面|页面|服务(?:大厅|中心)|[其它]他?(?:方式|形式|渠道|途径)|载体|(?<=以)[^，]{2,8}(?:形式|方式)(?=公开|发布)",
    re.IGNORECASE,
)
_BY_MEANS_OF = r"(?:通过|利用|运用|依托|借助|使用|在(?!线))"
_SEVERAL = re.compile(
    rf"{_BY_MEANS_OF}[^，]*(?:等|多种|各种|各类|不同)[^，公]{{0,6}}(?:渠道|方式|形式|途径|平台|载体|媒介)"
)
_SPREAD = r"(?:主动公开|公开|发布|公示|公布|推送|刊登|刊发|刊载|上传|更新|转发|转载|张贴|推文|宣传|发送|播放|播报|信息)"
_NOT_DISCLOSED = re.compile(
    r"回复|答复|办理|受理|收到|收集|征集|整改|清理|检查|抽查|催办|解答|留言|咨询|浏览|阅读|访问|点击|粉丝|关注|纠错|删除|撤下|关停|监测|发现"
    r"|采用|采纳|录用|开设|设置|建设(?!项目|工程|领域|用地|规划|局)|新建|建成|举办|召开|组织|开展|培训|参加|举行|修订|转办|化解|投诉|举报|报送|策采|获得|申请|涌现|访谈|评论|纠正|意见|处理|单位|较多|最多"
)
_BY_NAME = re.compile(rf"{_BY_MEANS_OF}[^，]{{0,8}}(?P<name>“[^“”]+”).{{0,4}}{_SPREAD}")

_NOT_A_KIND = re.compile(
    r"回复|答复|留言|咨询|浏览|阅读|访问|点击|粉丝|关注|报送|采用|采纳|^(?:收到|收集|征集|办理|受理|开展|开设|召开|举办|组织|培训|整改|转办|处理)"
)
_BY_AGENCY = re.compile(
    r"(?:政府|办公[室厅]|部门|单位|乡镇?|镇|街道|[局委]|机关|园区|科室)(?:（[^（）]*）)?(?:共|分别|累计|主动)*(?:公开|发布)(?:了|共)*$"
)
_ATTRIBUTE = re.compile(r"全文电子化|(?:属于?)?主动公开(?:范围)?(?:的|类)*(?:信息)?$|依申请公开(?:的|类)*(?:信息)?$")
_OF_ITS_CHANNEL = re.compile(
    r"^(?:累计|全年|共|今年|本年度?|20\d\d年度?|年内)*(?:信息发布(?:总?[数量]|总数量)|发布信息(?:总[数量]|总数量)?|推送(?:文章|信息|图文|消息)|推文)(?:达|为|共|累计|计|约)*$"
)
_TOPIC = re.compile(
    rf"(?:^|[。；;])(?P<channel>(?:(?!：|:|[，；。\d]).){{0,20}}?(?:{_CHANNEL.pattern})[^，；。：:\d]{{0,4}}?)(?=[：:]|[^，；。：:\d]{{0,6}}(?:粉丝|关注|订阅|浏览|访问|点击|阅读))",
    re.IGNORECASE,
)

_CHANNELS_FOLLOW = re.compile(
    r"(?:按|从|分)(?:照|发布|公开|信息)*(?:渠道|方式|形式|平台|途径|载体)(?:来?[分看]|划分|统计|分类|上看)*|各(?:渠道|平台)"
    r"|(?:渠道|方式|形式|途径|平台|载体)(?:发布|公开)?(?:的)?(?:情况|数量)?(?:主要)?(?:包括|有|为|是|：|:)"
)
_CATEGORIES_FOLLOW = re.compile(
    r"按[^，]{0,6}(?:栏目|内容|类别|类型|领域|主题)[^，]{0,4}(?:统计|分|看|为)|(?:内容|类别|种类|类型|领域|主题)(?:上|来)?(?:主要)?(?:包括|包含|有|涉及|涵盖|为|是|看|分|划分|统计|：|:)+"
)
_PARTS_FOLLOW = re.compile(r"其中|包括|包含|分别(?:为|是|有)?|具体(?:为|是|有|如下)|主要(?:有|是|为)")
_NAMED_AFTER_A_COLON = re.compile(rf"{_VERB}[^，；：:]{{0,24}}[：:](?=[^，；：:]{{2,24}}$)")
_ASIDE = re.compile(r"另有|另外|此外|另")
_AMONG_OTHERS = re.compile(r"(?:类|方面|信息)*等")

_WHEN = (
    r"(?:\d[.、．]|[一二三四五六]是|（\d）)?(?:(?:截[至止到]|自|从)?(?:目前|(?:\d{4}|[今本])年(?:度|来|以来|内|\d+月(?:\d+日|底|末)?(?:为?[止前])?)?|\d+月(?:\d+日|底|末)?(?:为?[止前])?|全年|年内|一年来)"
    r"|其中|另有|另外|此外|同时|另|还|共|主要|[，,、；;：:(（])*"
)


class _List(msgspec.Struct, eq=False):
    """Numbers told in one breath. `offered`: as the parts of `whole`; `open_`: 等, there are more than those named."""

    kind: StatementKind | None
    whole: Draft | None
    offered: bool
    sentence: Sentence
    items: list[Draft] = []
    open_: bool = False
    refused: bool = False


class Account:
    """What a report says it disclosed, put together sentence by sentence."""

    def __init__(self, year: int | None) -> None:
        self._year = year
        self._totals: list[Draft] = []
        self._told_totals: set[int | Decimal] = set()
        self._lists: list[_List] = []
        self._list: _List | None = None
        self._outer: _List | None = None
        self._last: Draft | None = None
        self._promotable: list[Draft] = []

    def read(self, sentence: Sentence, taken: Collection[int]) -> list[Draft]:
        """What a sentence states, as far as it alone can tell; `settled` decides the rest."""
        if sentence.is_about_requests or sentence.section in ("problems", "challenges"):
            return []
        if sentence.section == "other" and (self._totals or self._lists):
            return []  # 要点落实情况 and the like: said above, said again
        before = self._list
        if before and (before.sentence.part, before.sentence.section) != (sentence.part, sentence.section):
            self._list = None
        found = [draft for figure in sentence.figures for draft in self._figure(sentence, figure, taken)]
        if self._list is before:
            self._list = None
        return found

    def _figure(self, sentence: Sentence, figure: Figure, taken: Collection[int]) -> Iterator[Draft]:
        if figure.start in taken:
            return
        if _CUMULATIVE.search(sentence.text[: figure.start]) and not self._speaks_of_the_year(figure):
            return
        if figure.year not in (None, self._year) and self._year is not None:
            if _is_total(figure) and figure.quantity.unit in _ITEM_UNITS:
                yield drafted("disclosed_total", sentence, figure, _total_label(figure))
            return
        self._begin_list(sentence, figure)
        item = self._item(sentence, figure)
        if item:
            self._last = item
            yield item
        elif self._list and self._list.sentence is not sentence:
            self._list = None

    def _begin_list(self, sentence: Sentence, figure: Figure) -> None:
        """Whether the words before a figure say that a list begins, of what, and parts of which number."""
        words = figure.before
        same = self._list is not None and self._list.sentence is sentence
        if self._outer and (words.startswith(("）", ")")) or ("；" in words and _channel_label(figure.lead))):
            self._list, self._outer = self._outer, None
        if words.startswith(("（", "(")) and self._last and same:
            self._outer = self._list
            self._start(None, self._last, True, sentence)
        elif _CHANNELS_FOLLOW.search(words):
            self._start("channel", self._totals[-1] if self._totals else None, True, sentence)
        elif _CATEGORIES_FOLLOW.search(words):
            self._start("category", self._anchor(sentence), True, sentence)
        elif _ASIDE.search(words) or _NAMED_AFTER_A_COLON.search(words):
            self._start(None, None, False, sentence)
        elif _PARTS_FOLLOW.search(words):
            outer = self._list if same and self._last and self._list and self._last in self._list.items else None
            self._start(None, self._anchor(sentence), True, sentence, refused=self._of_something_else(sentence, figure))
            self._outer = outer

    def _of_something_else(self, sentence: Sentence, figure: Figure) -> bool:
        """解读21条，其中图文17条; 预警30轮，其中红色5期: parts of what is itself a part, or no item at all."""
        if sentence.figures[0] is figure:
            return False
        within = self._last is not None and self._last.number == sentence.number and self._last.kind == "category"
        return self._last is None or within or bool(self._list and self._list.refused)

    def _start(
        self,
        kind: StatementKind | None,
        whole: Draft | None,
        offered: bool,
        sentence: Sentence,
        *,
        refused: bool = False,
    ) -> None:
        self._list = _List(kind, whole, offered, sentence, [], refused=refused)
        self._lists.append(self._list)

    def _anchor(self, sentence: Sentence) -> Draft | None:
        """The number that parts are parts of: the last total or channel of this passage, else the report's total."""
        if self._last and self._last.kind in ("disclosed_total", "channel") and self._last.part == sentence.part:
            return self._last
        return self._totals[-1] if self._totals else None

    def _item(self, sentence: Sentence, figure: Figure) -> Draft | None:
        unit = figure.quantity.unit
        label = _channel_label(figure.lead) or _channel_after(figure) or self._topic(sentence, figure)
        current = self._list
        listed = current is not None and current.offered and current.sentence is sentence
        explicit = current is not None and current.kind is not None and listed
        if unit == "次" and _INFORMATION.search(figure.clause) and not listed:
            return self._total(sentence, figure)
        if unit not in _ITEM_UNITS and not (unit == "个" and "解读" in figure.clause):
            if re.match(rf"[^，]{{0,12}}{_VERB}", figure.clause) and not _NOT_DISCLOSED.search(figure.clause):
                self._start("category", None, False, sentence)  # 发布空气质量日报365期、排污许可信息203条
            else:
                self._refuse(sentence)
            return None
        if self._speaks_of_the_year(figure) or self._adds_up(sentence, figure):
            return self._total(sentence, figure)
        if current and listed and current.refused:
            return None
        if listed and current:
            if not explicit and not label and (_INFORMATION.search(figure.clause) or _BY_AGENCY.search(figure.clause)):
                return None  # 其中，各乡镇主动公开政府信息856条: by who published, not by channel or category
            if not explicit and not label and _ATTRIBUTE.search(figure.clause):
                return None
            if (
                label
                and figure.before.startswith("；")
                and not any(_CHANNEL.search(item.label) for item in current.items)
            ):
                self._start(current.kind, current.whole, True, sentence)  # 其中规范性文件6条；政府网站1568条，…
                current = self._list
                assert current is not None
            return self._into(current, sentence, figure, label or _category_label(figure))
        if label and self._is_channel(figure, label):
            return self._channel(sentence, figure, label)
        if _is_total(figure) or _reached(sentence, figure):
            return self._total(sentence, figure)
        return self._category(sentence, figure)

    def _topic(self, sentence: Sentence, figure: Figure) -> str:
        """微信公众号：粉丝3.6万人，信息发布量1265条: the channel that the sentence speaks of."""
        if not _OF_ITS_CHANNEL.search(figure.clause):
            return ""
        named = list(_TOPIC.finditer(sentence.text[: figure.start]))
        return _channel_label(named[-1]["channel"]) if named else ""

    def _speaks_of_the_year(self, figure: Figure) -> bool:
        """累计公开78967条，其中2023年公开2543条: the year's own total."""
        told = re.match(rf"(?:其中)?{self._year}年度?(?P<new>新增$)?", figure.clause) if self._year else None
        return told is not None and "其中" in figure.before and bool(told["new"] or _is_total(figure))

    def _adds_up(self, sentence: Sentence, figure: Figure) -> bool:
        """政府网站230条，微信公众号118条，合计348条."""
        current = self._list
        if not re.fullmatch("合计|共计|总计|累计|共", figure.clause):
            return False
        before = [other for other in sentence.figures if other.start < figure.start]
        if len(before) > 1 and all(_INFORMATION.search(other.clause) for other in before):
            return sum(other.quantity.value for other in before) == figure.quantity.value
        if current is None or not current.items:
            return False
        return sum(item.value for item in current.items) == figure.quantity.value

    def _refuse(self, sentence: Sentence) -> None:
        """A number of something else: what it consists of is something else too."""
        if not (self._list and self._list.sentence is sentence and self._list.items):
            self._start(None, None, False, sentence)
        self._last = None
        if self._list:
            self._list.refused = not self._list.items

    def _into(self, list_: _List, sentence: Sentence, figure: Figure, label: str) -> Draft | None:
        if not label or _NO_LABEL.fullmatch(label):
            return None
        item = drafted(list_.kind or "category", sentence, figure, label)
        list_.items.append(item)
        list_.open_ = bool(_AMONG_OTHERS.match(figure.after))
        return item

    def _is_channel(self, figure: Figure, label: str) -> bool:
        clause = figure.lead
        after = clause[clause.find(label) + len(label) :] if label in clause else ""
        named = _CHANNEL.search(label)
        after = label[named.end() :] + after if named else after
        if not (self._list and self._list.items) and _names_kinds(figure):
            return False
        if figure.quantity.unit in ("个", "项") or _NOT_DISCLOSED.search(after) or _SEVERAL.search(clause):
            return False
        told = (
            label not in clause
            or re.search(_SPREAD, after)
            or re.search(_BY_MEANS_OF, clause)
            or re.search(_SPREAD, figure.after[:4])
        )
        in_list = self._list is not None and bool(self._list.items)
        return bool(told or in_list or len(clause) <= len(label) + 2)

    def _channel(self, sentence: Sentence, figure: Figure, label: str) -> Draft | None:
        total = self._totals[-1] if self._totals else None
        again = total and figure.quantity.value == total.value and total.number < sentence.number
        if again and any(list_.items and list_.kind == "channel" for list_ in self._lists):
            return None  # the total once more, by the name of the website
        current = self._list
        goes_on = current and current.items and not current.open_ and bool(_CHANNEL.search(current.items[0].label))
        if not current or not goes_on or current.refused:
            self._start("channel", total, False, sentence)
            current = self._list
        assert current is not None
        item = self._into(current, sentence, figure, label)
        if item and not current.offered:
            item.kind = "channel"
        if item and re.search(rf"公开{_SO_MANY}{_ANY_INFORMATION}{_SO_MANY}$", figure.clause):
            self._promotable.append(item)
        return item

    def _total(self, sentence: Sentence, figure: Figure) -> Draft | None:
        draft = drafted("disclosed_total", sentence, figure, _total_label(figure))
        if self._list and self._adds_up(sentence, figure):
            self._list.whole = draft
        strong = bool(_IN_ALL.search(figure.lead)) and not (self._totals and re.match(r"截[至止]", sentence.text))
        if self._speaks_of_the_year(figure) and self._last and self._last.number == sentence.number:
            self._last.kept = False  # of many years
            strong = True
            self._totals = [total for total in self._totals if total is not self._last]
            self._told_totals = {total.value for total in self._totals}
        if self._told_totals - {draft.value} and not strong:
            return None
        for total in self._totals if self._told_totals - {draft.value} else ():
            if total.value != draft.value and not _IN_ALL.search(total.label):
                total.kept = False
        self._totals.append(draft)
        self._told_totals.add(draft.value)
        self._list = None
        return draft

    def _category(self, sentence: Sentence, figure: Figure) -> Draft | None:
        """A number of one kind of item: 公开财政信息30条, 机构职能类6条; several together, or after a total."""
        current = self._list
        goes_on = current is not None and current.sentence is sentence and not current.refused
        object_ = re.search("公开|发布|公示|公布|更新|上传", figure.clause)
        not_disclosed = _NOT_DISCLOSED if not goes_on or not figure.before.startswith(("条、", "、")) else _NOT_A_KIND
        if not_disclosed.search(figure.clause) or (sentence.part not in ("disclosure", "") and not goes_on):
            self._refuse(sentence)
            return None
        after_total = self._last is not None and self._last.number == sentence.number
        if not (object_ or goes_on or after_total or re.search("类(?:信息)?$", figure.clause)):
            self._refuse(sentence)
            return None
        if not current or not goes_on or current.kind == "channel":
            whole = self._last if after_total else None
            self._start("category", whole, False, sentence)
        assert self._list is not None
        return self._into(self._list, sentence, figure, _category_label(figure))

    def settled(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts once all is read: lists are channels or categories, parts have their whole, a total is found."""
        for list_ in self._lists:
            _settle(list_)
        added = self._total_by_implication(drafts)
        for list_ in self._lists:
            loose = list_.kind == "category" and not list_.offered and all(item.whole is None for item in list_.items)
            if loose and len(list_.items) == 1:
                list_.items[0].kept = bool(added) and list_.items[0] in self._sole(drafts)
            elif loose and all("解读" in item.label for item in list_.items):
                for item in list_.items:
                    item.kept = False
        _same_labels([draft for draft in drafts if draft.kind == "channel" and draft.kept])
        _same_labels([draft for draft in drafts if draft.kind == "category" and draft.kept])
        return [*drafts, *added]

    def _sole(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The one channel, or the one kind of item, where the report names no other and no total."""
        if any(draft.kind == "disclosed_total" and draft.year in (None, self._year) for draft in drafts):
            return []
        channels = {draft.says: draft for draft in drafts if draft.kind == "channel"}
        if channels:
            return [draft for draft in channels.values() if len(channels) == 1 and draft in self._promotable]
        told = [item for list_ in self._lists if not list_.offered and len(list_.items) == 1 for item in list_.items]
        return [item for item in told if len(told) == 1 and f"主动公开{item.label}" in re.sub(r"\s", "", item.quote)]

    def _total_by_implication(self, drafts: Sequence[Draft]) -> list[Draft]:
        """政府网站主动公开政府信息1136条, and no other number: the channel's number is the total too."""
        added = []
        for draft in self._sole(drafts):
            total = msgspec.structs.replace(
                draft, kind="disclosed_total", label="主动公开", whole=None, at=draft.at - 1
            )
            draft.whole = total
            added.append(total)
        return added


def _is_total(figure: Figure) -> bool:
    lead = re.sub(r"（[^（）]*）|\([^()]*\)", "", figure.lead)
    if _NO_TOTAL.search(lead.removeprefix("其中")):
        return False
    if re.search(rf"{_VERB}{_SO_MANY}$", lead) and not _TOTAL_FOLLOWS.match(figure.after):
        return False
    if _ANOTHER_KIND_FOLLOWS.fullmatch(figure.after) or _ANOTHER_KIND_FOLLOWS.fullmatch(figure.before):
        return False  # 发布政务信息1236条、党务信息325条; 公开预算公开1条、决算公开1条
    return bool(_TOTAL.search(lead))


def _reached(sentence: Sentence, figure: Figure) -> bool:
    """公开信息数量较上年增加56条，达到382条."""
    before = [other for other in sentence.figures if other.start < figure.start]
    if not before or not re.fullmatch("，(?:达到?|为|至|共计?)", figure.before):
        return False
    subject = re.match(r"(.*?)(?:较|比|同比)", before[-1].clause)
    return bool(subject and _TOTAL.search(subject[1]))


_ANOTHER_KIND_FOLLOWS = re.compile(r"、[^，。；、\d]{1,8}(?:务信息|公开)")
_SEVERAL_KINDS = re.compile(r"、[^，。；、\d]{2,12}")


def _names_kinds(figure: Figure) -> bool:
    """通过网站公示行政许可信息1325条、行政处罚信息56条: the words name kinds of item beside the channel."""
    told = re.search(rf"{_VERB}了?(?P<what>[^，]{{2,}})$", figure.lead)
    kind = told is not None and not re.fullmatch(rf"{_SO_MANY}{_ANY_INFORMATION}{_SO_MANY}", told["what"])
    return kind and bool(_SEVERAL_KINDS.fullmatch(figure.after)) and not _CHANNEL.search(figure.after)


def _channel_after(figure: Figure) -> str:
    """120条通过微信公众号发布, after words that name nothing."""
    told = _AFTER.match(figure.after)
    return _channel_label(told["channel"]) if told and _NAMELESS.fullmatch(figure.clause) else ""


_AFTER = re.compile(rf"(?:信息)?(?P<channel>(?:{_BY_MEANS_OF}|由)[^，。；、\d]{{2,20}}?(?={_SPREAD}))")
_NAMELESS = re.compile(r"(?:其中|另有|有|、)*")

_NO_LABEL = re.compile(r"对|将|把|由|和|及|为|的|等|中|占|信息|[\W\d]*")

# 公开了1009条信息, 公开1009条: but 公开12条财政信息 counts something less.
_TOTAL_FOLLOWS = re.compile(rf"(?:[，。；、（(]|$)|(?:的)?{_ANY_INFORMATION}")


def _total_label(figure: Figure) -> str:
    """共主动公开: the verb and what goes with it, without who and when."""
    told = re.search(rf"(?:共计?|累计|合计|总计)*(?:主动)?{_VERB}[^，]*$", figure.lead)
    return told[0] if told else figure.lead or figure.clause


def _channel_label(words: str) -> str:
    """The channel named in the words, without who used it and what it published; "" when none is."""
    words = _after_introduction(words)
    for preposition in re.finditer(_BY_MEANS_OF, words):
        if _CHANNEL.search(words[preposition.end() :]):
            words = words[preposition.end() :]
    named = _CHANNEL.search(words)
    if not named:
        by_name = _BY_NAME.search(words)
        return by_name["name"] if by_name else ""
    end = re.search(rf"{_SPREAD}", words[named.end() :])
    label = words[: named.end() + end.start()] if end else words
    label = re.sub(rf"^{_WHEN}", "", label)
    return re.sub(rf"(?:上|主动|累计|全年|今年|年内|共|及时|滚动|{_COUNT_WORDS})$", "", label).strip("，、：:")


def _category_label(figure: Figure) -> str:
    """What a number counts, without when, by what means, and 类信息."""
    words = figure.lead
    noun = re.split(r"[，。；、（]", figure.after)[0]
    verb_alone = re.fullmatch(rf"(?:.*?{_VERB})?{_SO_MANY}", words) or figure.before.endswith("、")
    if noun and not noun.startswith("等") and verb_alone:
        words = noun  # 公开12条财政信息、5条人事信息
    words = re.sub(rf"^{_WHEN}", "", _after_introduction(words))
    words = re.sub(rf"^.*?(?:形式|方式|渠道)(?=制作|发布|公开)|^{_BY_MEANS_OF}.*?(?={_VERB})", "", words)
    words = re.sub(rf"^.{{0,12}}?(?:{_CHANNEL.pattern})[^，]{{0,8}}?{_VERB}(?=..)", "", words.removeprefix("涉及"))
    verb = re.match(r"(?:[我本全各该].{0,4}?)?(?:主动|新增)?(?:公开|发布|公布|更新|上传|制作)了?(?!会)(?=..)", words)
    if verb and not re.fullmatch(_ANY_INFORMATION, words[verb.end() :]):
        words = words[verb.end() :]
    words = re.sub(rf"{_COUNT_WORDS}$", "", words)
    return re.sub(r"(?:类(?:的)?信息|方面(?:的)?信息|类|方面)$", "", words).strip("，、：:的")


def _after_introduction(words: str) -> str:
    for pattern in (_CHANNELS_FOLLOW, _CATEGORIES_FOLLOW, _PARTS_FOLLOW, _ASIDE):
        ends = [found.end() for found in pattern.finditer(words)]
        if ends and ends[-1] < len(words):
            words = words[ends[-1] :]
    return words.strip("，、：:")


def _settle(list_: _List) -> None:
    """What kind the items of a list are, all alike, and whether they are told as the whole of something."""
    if list_.kind is None:
        named = [item for item in list_.items if _CHANNEL.search(item.label)]
        channels = named and (list_.items[0] is named[0] or 2 * len(named) >= len(list_.items))
        list_.kind = "channel" if channels else "category"
    for item in list_.items:
        item.kind = list_.kind
    whole = list_.whole
    if whole is None or whole in list_.items or not list_.items:
        return
    added = sum(item.value for item in list_.items)
    complete = list_.offered and not list_.open_ and len(list_.items) > 1
    if added == whole.value or complete or (list_.offered and list_.open_ and added > whole.value):
        for item in list_.items:
            item.whole = whole


_MOST_ALIKE = 50


def _same_labels(drafts: Sequence[Draft]) -> None:
    """机构职能 and 机构职能类信息, with the same number: one thing said twice."""
    known: dict[object, dict[str, Draft]] = {}
    for draft in drafts:
        alike = known.setdefault((draft.value, draft.year), {})
        for earlier in list(alike.values())[:_MOST_ALIKE]:
            within = earlier.label in draft.label or draft.label in earlier.label
            if within and earlier.number != draft.number:
                earlier.label = draft.label = max(earlier.label, draft.label, key=len)
        alike.setdefault(draft.label, draft)
