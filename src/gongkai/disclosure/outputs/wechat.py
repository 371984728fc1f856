"""微信文稿: an item as the editor of an official account takes it when pasted: title, summary, text in its styles.

The editor drops style sheets and classes, so that every element carries its own style; it fetches no pictures from
other places, so that these are listed to be uploaded.
"""

import re
from dataclasses import dataclass
from html import escape

from lxml import etree
from lxml import html as lxml_html

from gongkai.disclosure import addresses
from gongkai.disclosure.models import Attachment, Item
from gongkai.disclosure.outputs import pieces
from gongkai.disclosure.outputs.notice import day, public_edition, text_of

TITLE_LENGTH = 64
SUMMARY_LENGTH = 120
"""What the editor of official accounts takes, in characters."""

_BLOCK = "margin:0 0 16px;line-height:1.75;font-size:16px;color:#333;text-align:justify"
_SOURCE = "margin:24px 0 0;line-height:1.6;font-size:14px;color:#57606a;word-break:break-all"
_STYLES = {
    "p": _BLOCK,
    "h2": "margin:24px 0 12px;line-height:1.5;font-size:18px;font-weight:bold;color:#1d4f91",
    "h3": "margin:20px 0 12px;line-height:1.5;font-size:17px;font-weight:bold;color:#333",
    "h4": "margin:16px 0 8px;line-height:1.5;font-size:16px;font-weight:bold;color:#333",
    "ul": "margin:0 0 16px;padding-left:24px;font-size:16px;line-height:1.75;color:#333",
    "ol": "margin:0 0 16px;padding-left:24px;font-size:16px;line-height:1.75;color:#333",
    "li": "margin:0 0 8px",
    "blockquote": "margin:0 0 16px;padding:8px 12px;border-left:3px solid #c8ced6;color:#57606a",
    "table": "width:100%;margin:0 0 16px;border-collapse:collapse;font-size:14px;line-height:1.5",
    "caption": "margin:0 0 8px;font-weight:bold;text-align:center",
    "th": "padding:6px;border:1px solid #c8ced6;background:#f3f5f7;font-weight:bold;text-align:center",
    "td": "padding:6px;border:1px solid #c8ced6;text-align:center",
    "hr": "margin:16px 0;border:0;border-top:1px solid #c8ced6",
}
_STOP = re.compile(r"[。！？；!?;]")


@dataclass(frozen=True, slots=True)
class Article:
    """What goes into the fields of the editor, the pictures to upload there, and what a person should know."""

    title: str
    summary: str
    html: str
    text: str
    pictures: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()

    def as_page(self) -> str:
        """The text as a file of its own, to be opened in a browser and copied."""
        return (
            '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
            f"<title>{escape(self.title)}</title></head>\n<body>\n{self.html}\n</body></html>\n"
        )


def article(item: Item) -> Article:
    """The article of a public item."""
    edition = public_edition(item)
    lines = pieces.lines(text_of(item))
    is_signed = pieces.lines(pieces.of(edition.body))[-1:] != lines[-1:]
    summary = shortened(item.summary or " ".join(lines), SUMMARY_LENGTH)
    address = addresses.public(item)
    signature = f"{item.agency.name}　{day(item.formed_on or edition.released_on)}"
    source = f"来源：{item.agency.name}政府信息公开平台　{address}"
    signed = "" if is_signed else f'<p style="{_BLOCK};text-align:right">{escape(signature)}</p>\n'
    ends = f'{signed}<p style="{_SOURCE}">{escape(source)}</p>'
    numbers = [piece.attachment_id for piece in pieces.of(edition.body) if isinstance(piece, pieces.Picture)]
    pictures = list(edition.attachments.filter(pk__in=numbers)) if numbers else []
    notes = []
    if len(edition.title) > TITLE_LENGTH:
        notes.append(f"标题有 {len(edition.title)} 个字，公众号最多 {TITLE_LENGTH} 个，已截短；请核对是否通顺。")
    if pictures:
        notes.append(f"正文有 {len(pictures)} 张图片，公众号不会自动取来：请按“（此处放图片）”的提示在编辑器里上传。")
    return Article(
        title=shortened(edition.title, TITLE_LENGTH),
        summary=summary,
        html=f"{styled(edition.body)}\n{ends}",
        text="\n".join((*lines, signature, source)),
        pictures=tuple(pictures),
        notes=tuple(notes),
    )


def styled(html: str) -> str:
    """Clean HTML with the style of every element in the element itself; a picture becomes a mark where to put it."""
    if not html.strip():
        return ""
    root = lxml_html.fragment_fromstring(html, create_parent="section")
    for picture in list(root.iter("img")):
        mark = lxml_html.fromstring(f"<span>（此处放图片：{escape(picture.get('alt', '') or '见附件')}）</span>")
        mark.tail = picture.tail
        picture.getparent().replace(picture, mark)
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag in _STYLES:
            element.set("style", _STYLES[element.tag])
        if element.tag == "a":  # the editor keeps no links to other sites: the words stay
            element.tag = "span"
            element.attrib.clear()
    return str(etree.tostring(root, encoding="unicode", method="html"))


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, ended after a sentence where there is one in its second half."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = [found.end() for found in _STOP.finditer(text[:most]) if found.end() > most // 2]
    return text[: ends[-1]] if ends else f"{text[: most - 1]}…"
