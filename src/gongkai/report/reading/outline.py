"""行文: the words of a report outside its tables, put in order.

    paragraphs → title · preamble · sections and their parts · signature

Lines that a page or a converter broke are joined; what a website put around the text is left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

import msgspec

from gongkai.report import forms
from gongkai.report.reading import numerals
from gongkai.report.reading.blocks import Paragraph
from gongkai.report.reading.headings import Heading, heading, official_titles, part_code, section_codes, unrolled
from gongkai.report.reading.values import is_page_number
from gongkai.report.reading.words import squash
from gongkai.report.report import Part, Place, Section


class Outline(msgspec.Struct, frozen=True):
    """What the words of a report are: the same fields as in `Report`."""

    agency: str | None = None
    year: int | None = None
    title: str = ""
    preamble: str = ""
    period: tuple[date, date] | None = None
    sections: tuple[Section, ...] = ()
    signature: str = ""
    signed_on: date | None = None


class Line(msgspec.Struct):
    """A line on its way to become a heading or a paragraph; `marked` is the outline level the file gives it."""

    text: str
    place: Place
    marked: int = 0


def outline(paragraphs: Sequence[Paragraph], *, title: str = "", name: str = "") -> Outline:
    """The words in order. `title` as the file states it and the file's `name` count only where the text is silent."""
    lines = [line for paragraph in paragraphs for line in _cleaned(paragraph)]
    start = next((number for number, line in enumerate(lines) if _opens(line)), len(lines))
    front, body = lines[:start], lines[start:]
    printed, rest = _title(front)
    under_title, preface = _under_title(rest)
    body, signature, signed_on = _signed(_before_furniture(body))
    sections = _sections(_joined(body))
    preamble = "\n".join(line.text for line in _joined(preface))
    text = "\n".join([preamble, *(section.whole_text for section in sections)])
    period = _period(preamble) or _period(text)
    weak = [_TAIL_OF_SITE.sub("", title), re.sub(r"\.\w{1,5}$", "", name)]
    return Outline(
        agency=_agency(printed, signature, preamble, [*_site_titles(lines), *weak]),
        year=_year(printed, period, text, weak),
        title=printed or next((words for words in weak if _TITLE.search(words)), ""),
        preamble=preamble,
        period=period,
        sections=sections,
        signature=signature,
        signed_on=signed_on or under_title,
    )


# -- lines ---------------------------------------------------------------------------------------------------------

_LEFT_BY_CONVERTERS = re.compile(r"\[bookmark:[^\]]*\]|\*\*|__|[​﻿­]")
_CJK = r"\u2e80-\u9fff\uff00-\uffef，。、；：？！“”‘’（）《》〈〉【】〔〕"
_CHINESE = re.compile(f"[{_CJK}]")
_BLANKS_BETWEEN = re.compile(rf"(?<=[{_CJK}])[^\S\n]+(?=[{_CJK}])")


def _cleaned(paragraph: Paragraph) -> Iterator[Line]:
    text = _LEFT_BY_CONVERTERS.sub("", paragraph.text).strip()
    marks = re.match(r"(#{1,6})\s+", text)
    text = text[marks.end() :] if marks else text
    if not text or is_page_number(text) or squash(text) in _table_words():
        return
    for piece in unrolled(text):
        yield Line(piece, paragraph.place, paragraph.heading or (len(marks[1]) if marks else 0))


@cache
def _table_words() -> frozenset[str]:
    """Words that belong to the tables, wherever the reader of tables left them behind."""
    words: set[str] = set()
    for form in forms.editions():
        for slot in form.slots.values():
            words |= {squash(label) for label in (slot.row.label, *slot.row.group, *slot.column.group)}
            words |= {squash(slot.column.label), squash(slot.block.heading), squash(slot.block.corner)}
        for table in form.table:
            words |= {squash(table.name), squash(table.name + form.sections[table.section].title)}
    return frozenset(words - official_titles())


_ENDS = re.compile(r"[。！？；：:;!?…][”’」』）)]?$")
_GOES_ON = re.compile(r"[，、,（(“《—]$")
_ADDRESS = re.compile(r"[\w.-]+@|https?:|www\.|\d{3,}")
_LONG_ENOUGH_TO_WRAP = 15
_LONGEST_PARAGRAPH = 3000


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Paragraphs whole again: a line that stops in mid-sentence goes on in the next, unless that is a heading."""
    whole: list[Line] = []
    open_ = False
    for line in lines:
        text = _BLANKS_BETWEEN.sub("", line.text)
        open_ = open_ or bool(whole and whole[-1].text.endswith("：") and _ADDRESS.match(text))
        if open_ and not line.marked and heading(text) is None:
            between = "" if _CHINESE.match(whole[-1].text[-1:]) or _CHINESE.match(text) else " "
            whole[-1].text += between + text
        else:
            whole.append(Line(text, line.place, line.marked))
        last = whole[-1]
        found = heading(last.text, marked=last.marked)
        alone = found is not None and not found.rest and len(found.words) < 2 * _LONG_ENOUGH_TO_WRAP
        long = len(last.text) >= _LONG_ENOUGH_TO_WRAP and not last.marked and not alone
        unended = not _ENDS.search(last.text[-3:]) and (long or bool(_GOES_ON.search(last.text[-1:])))
        open_ = unended and len(last.text) < _LONGEST_PARAGRAPH
    return whole


# -- what a website puts around the text ----------------------------------------------------------------------------

_FURNITURE = re.compile(
    r"^[【\[（(]?\s*(?:当前位置|您的位置|您现在|你当前|首页|网站首页|发布时间|发布日期|发文日期|成文日期|生成日期|发布机构|发布单位|发文机关"
    r"|信息来源|来源|稿源|作者|责任编辑|编辑|审核|浏览|阅读次数|点击|访问量|字号|字体|大\s*中\s*小|打印|关闭|收藏|分享|扫一扫|索引号"
    r"|文号|栏目|标题|主题分类|主题词|有效性|名称|时间|日期|原文链接|链接|本地目录|页面链接|相关链接|相关附件|附件下载|上一[篇条]|下一[篇条]"
    r"|返回|版权所有|主办单位?|承办单位?|网站标识码|网站地图|联系我们|微信|微博|QQ空间|全真版|文字版|文件下载|无障碍|智能问答"
    r"|技术支持|[\u4e00-\u9fff]?ICP备|[\u4e00-\u9fff]公网安备|=+|-->)"
)
_AFTER_TEXT = re.compile(
    r"\s(?:附件下载|相关链接|扫一扫|打印本页|【?打印】?|【?关闭|上一[篇条]|下一[篇条]|责任编辑|版权所有|主办单位|分享到)"
)
_TAIL_OF_SITE = re.compile(r"(?<=[报告])\s*[-_—|–].*$")
_LONGEST_FURNITURE = 60


def _is_furniture(text: str) -> bool:
    return bool(_FURNITURE.match(text)) and len(text) <= _LONGEST_FURNITURE and not text.endswith("。")


def _before_furniture(lines: list[Line]) -> list[Line]:
    """The lines up to the foot of the page: its words in the last lines, after which nothing is the report's."""
    kept = list(lines)
    while kept and (_is_furniture(kept[-1].text) or re.match(r"附件[：:]?", kept[-1].text)):
        kept.pop()
    if kept:
        kept[-1].text = _AFTER_TEXT.split(kept[-1].text)[0].rstrip()
    foot = (number for number, line in enumerate(kept) if _FOOT.match(line.text) and number > len(kept) * 2 // 3)
    return kept[: next(foot, len(kept))]


_FOOT = re.compile(
    r"[【\[]?(?:扫一扫|打印本页|打印|关闭窗口|关闭|责任编辑|上一[篇条]|下一[篇条]|版权所有|主办单位|网站标识码|相关链接|分享到)"
)

# -- title ---------------------------------------------------------------------------------------------------------

_PUBLIC = r"(?:政府信息与政务公开|政府信息公开|政务信息公开|信息公开|政务公开)"
_KIND = r"(?:工作)?(?:情况)?(?:的)?(?:年度工作报告|工作年度报告|年度报告|工作报告|年报|报告)"
_TITLE = re.compile(
    rf"(?P<agency>(?:(?!20\d\d|二[〇○零])[^《》。，；：:\n]){{0,40}}?)\s*(?:关于)?"
    rf"(?:(?P<year>20\d\d|二[〇○零Ｏ0][〇○零一二三四五六七八九]{{2}})\s*年?\s*度?)?"
    rf"\s*(?P<after>(?:(?!20\d\d|二[〇○零])[^《》。，；：:\n]){{0,30}}?)\s*{_PUBLIC}\s*{_KIND}(?P<rest>.*)",
    re.DOTALL,
)
_LONGEST_TITLE_LINE = 45


def _title(front: list[Line]) -> tuple[str, list[Line]]:
    """The title, put together where it is broken over lines, and the lines after it."""
    for first in range(len(front)):
        if _is_furniture(front[first].text) and not re.search(rf"{_PUBLIC}.*报告", front[first].text):
            continue
        for last in range(first, min(first + 4, len(front))):
            words = "".join(re.sub(r"\s+", " ", line.text) for line in front[first : last + 1])
            found = _title_in(words)
            if found is None:
                if len(front[last].text) > _LONGEST_TITLE_LINE or _ENDS.search(front[last].text):
                    break
                continue
            title, rest = found
            after = [Line(rest, front[last].place)] if rest else []
            return title, after + front[last + 1 :]
    return "", front


_BEFORE_TITLE = re.compile(r"(?:-->|全真版|文字版|链接[：:]|字体[：:]|文件下载)\s*")
_PATH_BEFORE_TITLE = re.compile(r"(?:[>》/]|首页|年报)[^\s>》/]*\s+(?![>》/])")
_FARTHEST = 1000


def _title_in(words: str) -> tuple[str, str] | None:
    """The title among words and what follows it; a title quoted in a sentence is none."""
    return _title_after(words, _BEFORE_TITLE) or _title_after(words, _PATH_BEFORE_TITLE)


def _title_after(words: str, before: re.Pattern[str]) -> tuple[str, str] | None:
    for kind in re.finditer(rf"{_PUBLIC}\s*{_KIND}", words[:_FARTHEST]):
        starts = [found.end() for found in before.finditer(words, 0, kind.start())]
        piece = words[starts[-1] if starts else 0 :].lstrip()
        found = _TITLE.match(piece)
        if not found or _FURNITURE.match(piece):
            continue
        title, rest = piece[: found.start("rest")], found["rest"]
        if not rest.startswith(("》", "、", "，", "的")) and len(title) <= 2 * _LONGEST_TITLE_LINE:
            return re.sub(r"\s+", "", title), re.sub(r"^[）)】\]\s]+", "", rest)
    return None


def _under_title(lines: list[Line]) -> tuple[date | None, list[Line]]:
    """The day put under the title, and what is left once it and the agency's name are taken away."""
    signed_on: date | None = None
    kept: list[Line] = []
    for line in lines:
        words = re.sub(r"\s+", "", line.text)
        alone = re.fullmatch(r"[（(]?(?P<day>.*?日)[）)]?", words)
        day = _only_date(alone["day"]) if alone else None
        if day and signed_on is None:
            signed_on = day
        elif not _is_furniture(line.text) and not (not kept and _AGENCY.fullmatch(words)):
            kept.append(line)
    return signed_on, kept


def _only_date(words: str) -> date | None:
    found = next(numerals.dates(words), None)
    return found[0] if found and (found[1], found[2]) == (0, len(words)) else None


def _site_titles(lines: list[Line]) -> list[str]:
    """Titles that a website states beside the text: 标题: …."""
    return [
        line.text.split(":", 1)[-1].split("：", 1)[-1].strip() for line in lines if re.match("标题[:：]", line.text)
    ]


# -- agency, year, period ------------------------------------------------------------------------------------------

_KINDS = (
    "人民政府|政府|管理委员会|管委会|办事处|委员会|办公室|局|厅|部|委|办|处|院|会|中心|站|所|队|公司|学校|大学|医院|银行"
    "|省|市|县|区|旗|盟|州|乡|镇|街道|开发区|实验区|新区"
)
_AGENCY = re.compile(rf"[\u4e00-\u9fff（）()·]{{2,28}}(?:{_KINDS})")
_OFFICE = re.compile(r"(?:党政(?:综合)?|政务公开|政府信息公开|政务)?(?:办公室|办公厅|工作办|股|科)$")
_DRAWN_UP = re.compile(r"由(?P<agency>[\u4e00-\u9fff]{3,28}?)(?:依据|根据|按照|负责|组织|编制|撰写)")


def _agency(title: str, signature: str, preamble: str, weak: Sequence[str]) -> str | None:
    """The agency by its fullest name: the one in the title, longer where other words of the report give it longer."""
    strong = [_named_in(title), signature]
    drawn_up = _DRAWN_UP.search(preamble)
    others = [_OFFICE.sub("", drawn_up["agency"])] if drawn_up else []
    others += [_named_in(words) for words in weak]
    base = next((words for words in strong + others if words), "")
    for words in [signature, *others]:
        if len(words) > len(base) and (words.endswith(base) or _completes(words, base)):
            base = words
    return base or None


def _completes(words: str, base: str) -> bool:
    """平潭综合实验区管委会 says more of 平潭综合实验区; 财政局办公室 is another than 财政局."""
    at = words.find(base)
    return at >= 0 and words[at + len(base) :] in {"人民政府", "政府", "管委会", "管理委员会", "街道办事处", "办事处"}


def _named_in(title: str) -> str:
    found = _TITLE.match(title)
    if not found:
        return ""
    words = re.sub(r"\s+", "", found["agency"] or found["after"])
    words = re.sub(r"^(?:现发布|.*(?:首页|年报)[>》/\s]*)", "", words)
    words = next((piece for piece in words.split("关于") if piece), "")
    words = re.sub(r"(?:关于|本级|年度|度)$", "", words).strip("-_—·")
    return f"{words}政府" if words.endswith("人民") else words  # 云岭镇人民政府信息公开工作年度报告


_NOT_OF_THE_REPORT = re.compile(r"《[^》]*》|〔[^〕]*〕|<[^>]*>|（[^（）]*(?:号|修订)[^（）]*）")
_PLANS = re.compile(r"^\s*度?[\u4e00-\u9fff]{0,12}(?:要点|计划|方案|通知|办法|规划|考核细则)")


def _year(title: str, period: tuple[date, date] | None, text: str, weak: Sequence[str]) -> int | None:
    """The year reported on: by the title, the period, then the year the text speaks of most."""
    printed = next(numerals.years(title), None)
    if printed:
        return printed[0]
    if period:
        return period[1].year
    plain = _NOT_OF_THE_REPORT.sub("", text)
    spoken = Counter(year for year, _, end in numerals.years(plain) if not _PLANS.match(plain[end:]))
    if spoken:
        return spoken.most_common(1)[0][0]
    stated = [year for words in weak for year in re.findall(r"20\d\d", words)]
    return int(stated[0]) if stated else None


_PERIOD = re.compile(
    r"(?P<from>(?:20\d\d|二[〇○零一二三四五六七八九]{3})年[^，。；至到]{1,8}日)[起始]?(?:至|到|—+|－|-|~|～)(?P<to>[^，。；]{4,14}?日)"
)


def _period(text: str) -> tuple[date, date] | None:
    """The first span of days that the text states; a year left out at its end is that of its beginning."""
    for found in _PERIOD.finditer(re.sub(r"[^\S\n]+", "", text)):
        start = _only_date(found["from"])
        end = _only_date(found["to"]) or _only_date(found["from"].split("年")[0] + "年" + found["to"])
        if start and end and start <= end:
            return start, end
    return None


# -- sections ------------------------------------------------------------------------------------------------------


def _opens(line: Line) -> bool:
    """Whether the report's body begins here: a section, or a part where the first section has no heading."""
    found = heading(line.text, marked=line.marked)
    if found is None:
        return False
    return found.level == 1 or (bool(part_code(found.words)) and found.level == 2)


def _sections(lines: list[Line]) -> tuple[Section, ...]:
    """Sections and parts by their headings, with the official codes."""
    found = [(line, heading(line.text, marked=line.marked)) for line in lines]
    tops = _tops([head for _, head in found])
    codes = dict(zip(tops, section_codes([head.words for head in tops.values()]), strict=True))
    drafts: list[_Draft] = []
    for at, (line, head) in enumerate(found):
        if at in codes and head:
            drafts.append(_Draft(codes[at], head.printed, line.place))
            drafts[-1].add(head.rest)
            continue
        if not drafts:
            drafts.append(_Draft("overview", "", line.place))
        if (head and head.level == 2) or (head and head.level == 3 and drafts[-1].takes(head)):
            drafts[-1].begin(head, line.place)
        else:
            drafts[-1].add(line.text)
    return tuple(draft.section() for draft in drafts)


def _tops(heads: Sequence[Heading | None]) -> dict[int, Heading]:
    """The headings that begin a section, by their place: their numbers go on, or their words are official."""
    tops: dict[int, Heading] = {}
    last = 0
    for at, head in enumerate(heads):
        if head is not None and head.level == 1 and (head.known or head.number > last):
            tops[at] = head
            last = max(last, head.number)
    return tops


class _Draft:
    """A section being put together."""

    def __init__(self, code: str, title: str, place: Place) -> None:
        self.code, self.title, self.place = code, title, place
        self.text: list[str] = []
        self.parts: list[tuple[str, str, list[str], Place]] = []

    def takes(self, head: Heading) -> bool:
        """Whether a heading numbered 1. is a part here: an official one of the overview, without others above it."""
        return self.code == "overview" and bool(part_code(head.words)) and not any("（" in p[1] for p in self.parts)

    def begin(self, head: Heading, place: Place) -> None:
        taken = {code for code, *_ in self.parts}
        code = part_code(head.words) if self.code == "overview" else ""
        self.parts.append(("" if code in taken else code, head.printed, [head.rest] if head.rest else [], place))

    def add(self, text: str) -> None:
        if text:
            (self.parts[-1][2] if self.parts else self.text).append(text)

    def section(self) -> Section:
        parts = tuple(Part(code, title, "\n".join(text), place) for code, title, text, place in self.parts)
        return Section(self.code, self.title, "\n".join(self.text), parts, self.place)


# -- signature -----------------------------------------------------------------------------------------------------


def _signed(lines: list[Line]) -> tuple[list[Line], str, date | None]:
    """The lines without the signature at their end, the agency that signs, and the day."""
    kept = list(lines)
    signature, signed_on = "", None
    for _ in range(3):
        if not kept:
            break
        words = re.sub(r"\s+", "", kept[-1].text).strip("（）()")
        day, before = _ends_with_date(words)
        if day and signed_on is None and (not before or _AGENCY.fullmatch(before)):
            signed_on, signature = day, before
            kept.pop()
        elif not day and not signature and _AGENCY.fullmatch(words) and heading(kept[-1].text) is None:
            signature = words
            kept.pop()
        else:
            break
    return kept, signature, signed_on


def _ends_with_date(words: str) -> tuple[date | None, str]:
    """The date at the end, and the words before it."""
    for day, start, end in numerals.dates(words):
        if end == len(words):
            return day, words[:start]
    return None, words
