"""小标题: headings of sections and parts, however numbered and worded, and the official codes they stand for."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, pairwise

import msgspec

from gongkai.report import forms
from gongkai.report.reading.words import squash

_NUMBERS = "一二三四五六七八九十"
_FIRST = re.compile(
    rf"(?:第(?=[{_NUMBERS}]+\s*部分))?(?P<number>[{_NUMBERS}]{{1,3}})\s*(?:[、．.,，:：]|部分[、．.,，:：]?)\s*"
)
_BARE_FIRST = re.compile(rf"(?P<number>[{_NUMBERS}]{{1,3}})\s*(?P<words>\S.*)")
_SECOND = re.compile(rf"[（(]\s*(?P<number>[{_NUMBERS}]{{1,3}})\s*[）)]\s*[、．.]?\s*")
_THIRD = re.compile(r"(?P<number>\d{1,2})\s*[、．.](?!\d)\s*")
_LONGEST = 40
_LONGEST_UNNUMBERED = 24


class Heading(msgspec.Struct, frozen=True):
    """A heading: `printed` whole, its `words` without the number, and the `rest` of its line.

    `level` is 1 for 一、, 2 for （一）, 3 for 1.; `number` is 0 where it has none. `known`: its words are a section's.
    """

    level: int
    number: int
    printed: str
    words: str
    rest: str
    known: bool = False


@lru_cache(maxsize=512)
def heading(text: str, *, marked: int = 0) -> Heading | None:
    """The heading that a line is or begins with, None when it is only text. `marked`: the file says it is one."""
    for level, pattern in enumerate((_FIRST, _SECOND, _THIRD), start=1):
        if numbered := pattern.match(text):
            words, rest = _split(text[numbered.end() :], official=_parts() if level > 1 else _sections())
            if level == 3 and (not words or not part_code(words)):
                return None
            printed = text[: numbered.end() + len(words)].strip() if words else text[: numbered.end()].strip()
            known = bool(_code(words, _sections(), _SECTION_WORDS))
            return Heading(level, _ordinal(numbered["number"]), printed, words.rstrip("。：: "), rest, known)
    bare = _BARE_FIRST.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if bare and squash(bare["words"]) in _sections():  # 一　总体情况
        return Heading(1, _ordinal(bare["number"]), text.strip(), bare["words"], "", known=True)
    return _unnumbered(text.strip(), marked)


def _unnumbered(text: str, marked: int) -> Heading | None:
    """A line of nothing but an official title; where the file marks it as a heading, of any known words."""
    bare = text.rstrip("。：: ")
    if len(bare) > _LONGEST_UNNUMBERED or re.match(rf"[{_NUMBERS}]是", bare):
        return None
    words = squash(bare)
    is_part, is_section = words in _parts(), words in _sections()
    if is_section and not (is_part and marked != 1):
        return Heading(1, 0, text, bare, "", known=True)
    if is_part:
        return Heading(2, 0, text, bare, "")
    if marked and not text.endswith("。") and _code(bare, _sections(), _SECTION_WORDS) and marked <= 2:
        return Heading(1, 0, text, bare, "", known=True)
    if marked and part_code(bare):
        return Heading(2, 0, text, bare, "")
    return None


def _ordinal(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return _NUMBERS.index(words[0]) + 1
    return 10 * (_NUMBERS.index(tens) + 1 if tens else 1) + (_NUMBERS.index(ones) + 1 if ones else 0)


_TEXT_BEGINS = (
    r"[。：:\s]|20\d\d|二〇|[今全本]年|本[县区市镇乡局街机单]|我[县区市镇乡局街厅委办]|一年来|截[至止]|年内"
    r"|按照|根据|为|第二十条|[（(]本列"
)


def _split(text: str, official: dict[str, str]) -> tuple[str, str]:
    """The words of a heading and the text after them on the line; no words where the line is a sentence."""
    glued = _official_beginning(text, official)
    if glued:
        return text[:glued], text[glued:].lstrip("。：: \t　")
    stop = re.search(r"[。：:；]", text)
    if stop and stop.start() <= _LONGEST:
        return text[: stop.start()], text[stop.end() :].strip()
    if stop is None and len(text) <= _LONGEST and not re.search(r"[，、,]$", text):
        return text.strip(), ""
    blank = re.search(r"\s+", text)
    if blank and 2 <= blank.start() <= _LONGEST and not re.search(r"[，、]", text[: blank.start()]):
        return text[: blank.start()], text[blank.end() :]
    return "", text.strip()


def _official_beginning(text: str, official: dict[str, str]) -> int:
    """How much of the text an official title takes, where the words after it begin a text of their own."""
    longest = 0
    if not squash(text[:_LONGEST]).startswith(tuple(official)):
        return longest
    for end in range(2, min(len(text), _LONGEST) + 1):
        if text[end - 1].isalnum() and squash(text[:end]) in official and re.match(_TEXT_BEGINS, text[end:]):
            longest = end
    return longest


@cache
def _sections() -> dict[str, str]:
    """Squashed official titles of sections in every edition, and other words met for them, with their codes."""
    return {
        squash(words): section.code
        for form in forms.editions()
        for section in form.section
        for words in (*section.variants, section.title)
    }


@cache
def _parts() -> dict[str, str]:
    return {
        squash(words): part.code
        for form in forms.editions()
        for section in form.section
        for part in section.part
        for words in (*part.variants, part.title)
    }


@cache
def official_titles() -> frozenset[str]:
    """The squashed titles of sections and parts."""
    return frozenset([*_sections(), *_parts()])


# What an unofficial heading speaks of, in the order in which the words decide.
_SECTION_WORDS = (
    ("other", r"需要说明.{0,6}附表"),
    ("", r"统计表|附表|附件|收费|费用|举报|回应|解读|机构建设|培训|考核"),
    ("challenges", r"复议|诉讼"),
    ("problems", r"问题|不足|改进|改正|困难"),
    ("requests", r"依申请|申请"),
    ("disclosure", r"主动公开"),
    ("other", r"^其[他它]$|其[他它].{0,8}(?:事项|情况|报告|说明)|需要(?:说明|报告)的"),
    ("overview", r"总体|概述|概况|基本情况|工作情况|工作开展"),
)
_PART_WORDS = (
    ("requests", r"依申请|申请公开"),
    ("disclosure", r"主动公开|公开内容|重点领域"),
    ("platform", r"平台|载体|阵地|渠道建设"),
    ("supervision", r"监督|保障|考核|评议"),
    ("management", r"信息.{0,4}管理|管理|规范信息|审核|审查"),
)


def _code(words: str, official: dict[str, str], keywords: Sequence[tuple[str, str]]) -> str:
    squashed = squash(words)
    if squashed in official:
        return official[squashed]
    return next((code for code, pattern in keywords if re.search(pattern, squashed)), "")


def part_code(words: str) -> str:
    """The official part of the overview that a heading stands for, "" when it is the agency's own."""
    return _code(words, _parts(), _PART_WORDS) if words else ""


def section_codes(titles: Sequence[str]) -> list[str]:
    """The codes of sections in order, each given once: to the official title before one that only sounds like it."""
    codes = [_sections().get(squash(words), "") for words in titles]
    for at, words in enumerate(titles):
        code = _code(words, _sections(), _SECTION_WORDS)
        if not codes[at] and code not in codes:
            codes[at] = code
    return ["" if code in codes[:at] else code for at, code in enumerate(codes)]


_RUN_TOGETHER = 100
_MOST_CUTS = 300
_TOP = re.compile(rf"(?<=\s)(?P<number>[{_NUMBERS}]{{1,2}})、")
_UNDER_TOP = re.compile(rf"(?:(?<=\s)|(?<=。))[（(](?P<number>[{_NUMBERS}]{{1,2}})[）)]")
_HEADING_THEN_BLANK = re.compile(rf"[（(]?[{_NUMBERS}]+[）)、]\s*[^\s。；：]{{2,{_LONGEST}}}\s+")


def unrolled(text: str) -> Iterator[str]:
    """A line in which everything runs together, cut before its headings; any other line as it is."""
    cuts = {0, *_official_cuts(text)}
    if len(text) > _RUN_TOGETHER:
        tops = list(_ascending(text, _TOP))
        if len(tops) >= 3:
            heads = set(tops)
            for start, end in zip(tops, [*tops[1:], len(text)], strict=True):
                heads |= {start + at for at in _ascending(text[start:end], _UNDER_TOP)}
            cuts |= heads | {at + blank.end() for at in heads if (blank := _HEADING_THEN_BLANK.match(text[at:]))}
    places = [*sorted(cuts), len(text)]
    for start, end in pairwise(places):
        if piece := text[start:end].strip():
            yield piece


def _official_cuts(text: str) -> Iterator[int]:
    """Where an official title with its number stands within a line, and where a blank ends it."""
    for pattern, official in ((_FIRST, _sections()), (_SECOND, _parts())):
        for numbered in islice(pattern.finditer(text), _MOST_CUTS):
            begins = numbered.start() == 0 or text[numbered.start() - 1] in " \t　。；！？）"
            if begins and (title := _official_beginning(text[numbered.end() :], official)):
                yield numbered.start()
                end = numbered.end() + title
                yield end if re.match(r"\s", text[end]) else numbered.start()


def _ascending(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Where the numbers 一, 二, 三 … stand, each the next after the one before."""
    wanted = 1
    for numbered in pattern.finditer(text):
        if _ordinal(numbered["number"]) == wanted:
            wanted += 1
            yield numbered.start()
