"""正文: the HTML of an item: made clean, turned into plain text, and shown with its findings marked.

    clean(html) -> str     text_of(html) -> str     marked(html, findings) -> str

Places in a text are counted in characters of `text_of`, so that a finding can be marked in the page again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import pairwise

import msgspec
import nh3

from gongkai.report.report import Finding
from gongkai.vetting import pasting

_TAGS = frozenset(
    (
        *("h2", "h3", "h4", "p", "br", "strong", "em", "u", "sub", "sup", "ul", "ol", "li", "a", "img", "hr"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "blockquote"),
    )
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_MOST_MARKED = 1000

_MARKUP = re.compile(
    r"</?(?:!doctype|html|head|body|p|br|hr|div|span|font|b|strong|i|em|u|s|a|img|table|thead|tbody|tr|td|th|ul|ol|li|"
    r"h[1-6]|sub|sup|blockquote|pre|center|section|article|script|style|meta|link|o:p|iframe|svg|form|input|object)"
    r"(?:\s[^<>]*|/)?>|<!--|<!\[if|<script|<style|<iframe|<svg|<img",
    re.I,
)
_TOKEN = re.compile(r'<(/?)([a-z0-9]+)[^<>"]*(?:"[^"]*"[^<>"]*)*>|[^<]+|<')
_PLACE = re.compile(r"body:(\d{1,9})-(\d{1,9})")
_PARAGRAPHS = frozenset(("p", "h2", "h3", "h4", "li", "ul", "ol", "table", "caption", "blockquote", "hr", "tr"))
_CELLS = frozenset(("td", "th"))


class Cleaned(msgspec.Struct, frozen=True):
    """A text fit to be published, and what was left out to make it so, a sentence each."""

    html: str
    dropped: tuple[str, ...] = ()


def clean(html: str) -> str:
    """The text with nothing in it but what a published text may have; cleaning it again changes nothing."""
    return clean_with_report(html).html


def clean_with_report(html: str) -> Cleaned:
    """The clean text, and what a person should know was left out. Raises Refused for a text too large.

    Text without any markup, as a field gives it where scripts are off, becomes a paragraph a line.
    """
    pasting.refuse_too_much(html)
    if not _MARKUP.search(html):
        return Cleaned(_guarded(pasting.paragraphs(html)))
    pasted = pasting.tidy(html)
    return Cleaned(_guarded(pasted.html), pasted.dropped)


def text_of(html: str) -> str:
    """The words of a text: a paragraph or a row of a table a line, its cells set apart by tabs."""
    return "".join(text for _, _, text in _walk(clean(html)))


def marked(html: str, findings: Sequence[Finding]) -> str:
    """The clean text with `<mark>` round the words of each finding in the body; the n-th has the id `finding-n`."""
    waiting = sorted(_places(findings), key=lambda place: -place.start)
    here: list[_Place] = []
    written: list[str] = []
    at = 0
    for raw, separator, text in _walk(clean(html)):
        at += len(separator)
        words = text[len(separator) :]
        while waiting and waiting[-1].start < at + len(words):
            here.append(waiting.pop())
        here = [place for place in here if place.end > at]
        written.append(_with_marks(words, at, here) if here and words.strip() else raw)
        at += len(words)
    return "".join(written)


def _guarded(html: str) -> str:
    """What an untrusted page can do ends here, whatever the code before it may have missed."""
    pasting.refuse_too_much(html)
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        attribute_filter=_only_our_pictures,
        link_rel=None,
    )


def _only_our_pictures(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("img", "src") and not pasting.PICTURE_ADDRESS.fullmatch(value):
        return None
    return value


def _walk(html: str) -> Iterator[tuple[str, str, str]]:
    """Every token of clean HTML: as written, the separator before its words, and separator and words together."""
    pending, begun, row_ended = "", False, False
    for token in _TOKEN.finditer(html):
        raw, name = token[0], token[2]
        if name is None:
            separator = pending if begun else ""
            pending, begun, row_ended = "", True, False
            yield raw, separator, separator + unescape(raw)
            continue
        if name in _CELLS:
            pending = "\t" if token[1] and not row_ended else pending
        elif name == "br" or (name in _PARAGRAPHS and (token[1] or not pending)):
            pending, row_ended = "\n", row_ended or name == "tr"
        yield raw, "", ""


class _Place(msgspec.Struct, frozen=True):
    number: int
    start: int
    end: int
    rule: str


def _places(findings: Iterable[Finding]) -> Iterator[_Place]:
    for number, finding in enumerate(findings):
        place = _PLACE.fullmatch(finding.place)
        if place and number < _MOST_MARKED and int(place[1]) < int(place[2]):
            yield _Place(number, int(place[1]), int(place[2]), finding.rule)


def _with_marks(words: str, at: int, places: list[_Place]) -> str:
    """The words, which begin at that character of the text, with a mark for every place that reaches into them."""
    end = at + len(words)
    edges = sorted({at, end, *(min(max(edge, at), end) for place in places for edge in (place.start, place.end))})
    written = []
    for start, stop in pairwise(edges):
        piece = escape(words[start - at : stop - at], quote=False)
        for place in reversed([place for place in places if place.start <= start and place.end >= stop]):
            identity = f' id="finding-{place.number}"' if start == place.start else ""
            piece = f'<mark class="finding"{identity} data-rule="{escape(place.rule)}">{piece}</mark>'
        written.append(piece)
    return "".join(written)
