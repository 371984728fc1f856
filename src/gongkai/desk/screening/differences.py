"""差别: what changed between two editions, line by line, and within a line that was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongkai.catalogue.roots import ROOTS
from gongkai.disclosure.models import Edition, Item
from gongkai.vetting.html import text_of

CONTEXT = 1
LONGEST_LINE = 2000
MOST_LINES = 2000

_WORDS = {
    "kind": "种类",
    "root": "法定内容",
    "document_number": "发文字号",
    "formed_on": "成文日期",
    "summary": "内容概述",
    "keywords": "主题词",
    "audience": "公开对象",
    "attribute": "公开属性",
    "origin": "来源",
    "origin_agency": "制作机关",
    "lead_agency": "牵头机关",
    "effective_on": "生效日期",
    "expires_on": "有效期至",
}
_CHOICES: dict[str, dict[str, str]] = {
    "kind": dict(Item.Kind.choices),
    "attribute": dict(Item.Attribute.choices),
    "origin": dict(Item.Origin.choices),
    "root": {code: root.title for code, root in ROOTS.items()},
}


@dataclass(frozen=True)
class Piece:
    """Some words: kept, taken out or put in."""

    kind: str
    """same, out, in."""
    text: str


Line = list[Piece]


def between(before: str, after: str) -> list[Line]:
    """The lines that differ between two texts, with the lines beside them; a gap is an empty line."""
    one, two = before.split("\n")[:MOST_LINES], after.split("\n")[:MOST_LINES]
    found: list[Line] = []
    for group in SequenceMatcher(None, one, two, autojunk=False).get_grouped_opcodes(CONTEXT):
        if found:
            found.append([])
        for tag, from_one, to_one, from_two, to_two in group:
            if tag == "equal":
                found += [[Piece("same", line)] for line in one[from_one:to_one]]
            elif tag == "replace" and to_one - from_one == to_two - from_two:
                found += [list(_within(*pair)) for pair in zip(one[from_one:to_one], two[from_two:to_two], strict=True)]
            else:
                found += [[Piece("out", line)] for line in one[from_one:to_one]]
                found += [[Piece("in", line)] for line in two[from_two:to_two]]
    return found


def of_editions(before: Edition, after: Edition) -> tuple[list[tuple[str, str, str]], list[Line], list[str]]:
    """What an edition changed: facts (word, before, after), lines of the text, attachments in words."""
    facts = [("标题", before.title, after.title)] if before.title != after.title else []
    for name, word in _WORDS.items():
        one, two = before.metadata.get(name) or "", after.metadata.get(name) or ""
        if one != two:
            said = _CHOICES.get(name, {})
            facts.append((word, said.get(one, one), said.get(two, two)))
    return facts, between(text_of(before.body), text_of(after.body)), list(_attachments(before, after))


def _attachments(before: Edition, after: Edition) -> Iterator[str]:
    one = dict(before.attachments.values_list("name", "original_hash"))
    two = dict(after.attachments.values_list("name", "original_hash"))
    for name in one.keys() | two.keys():
        if name not in two:
            yield f"去掉附件“{name}”"
        elif name not in one:
            yield f"增加附件“{name}”"
        elif one[name] != two[name]:
            yield f"更换附件“{name}”"


def _within(before: str, after: str) -> Iterator[Piece]:
    if max(len(before), len(after)) > LONGEST_LINE:
        yield Piece("out", before)
        yield Piece("in", after)
        return
    for tag, from_one, to_one, from_two, to_two in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", before[from_one:to_one])
            continue
        if to_one > from_one:
            yield Piece("out", before[from_one:to_one])
        if to_two > from_two:
            yield Piece("in", after[from_two:to_two])
