"""成品: the files made of an item for a channel: notice, page to print, screens, article."""

from datetime import timedelta

from django.utils import timezone

from gongkai.desk.channels.place import PLACE, download, publication_of
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.disclosure import addresses, files
from gongkai.disclosure.actions import publishing
from gongkai.disclosure.models import Attachment, Item, Publication
from gongkai.disclosure.outputs import led, notice, wechat

ENCODINGS = {"gbk": "gb18030", "utf-8": "utf-8-sig"}
"""Programs of displays read either; both are marked so that Notepad opens them right."""


@page("channel.see")
def notice_pdf(request: DeskRequest, publication_id: int) -> Response:
    """公告 PDF; ?sheet=A3."""
    found = publication_of(request, publication_id)
    sheet = request.GET.get("sheet", "")
    sheet = sheet if sheet in notice.SHEETS else "A4"
    made = notice.draw(found.item, sheet=sheet, publicity=publicity(found), pictures=_pictures(found.item))
    name = f"{_name(found.item)}_{sheet}.pdf"
    return download(made.pdf, name, "application/pdf", inline=True)


@page("channel.see")
def notice_page(request: DeskRequest, publication_id: int) -> Response:
    """打印页: the notice as a page of the browser, and on how many sheets the PDF comes out."""
    found = publication_of(request, publication_id)
    edition = notice.public_edition(found.item)
    shown = publicity(found)
    pictures = _pictures(found.item)
    sheets = {
        name: notice.draw(found.item, sheet=name, publicity=shown, pictures=pictures).sheets for name in notice.SHEETS
    }
    context = {
        "publication": found,
        "item": found.item,
        "edition": edition,
        "facts": notice.facts(found.item),
        "foot": notice.foot(found.item, shown),
        "dated": notice.day(found.item.formed_on or edition.released_on),
        "address": addresses.public(found.item),
        "sheets": sheets,
    }
    return show(request, "desk/channels/notice.html", PLACE, context)


@page("channel.see")
def screens(request: DeskRequest, publication_id: int) -> Response:
    """LED 文稿 as a text file; ?encoding=utf-8."""
    found = publication_of(request, publication_id)
    made = led.screens(found.item, found.channel.led_characters, today=timezone.localdate())
    encoding = ENCODINGS.get(request.GET.get("encoding", ""), ENCODINGS["gbk"])
    data = made.as_text().encode(encoding)
    return download(data, f"{_name(found.item)}_LED.txt", "text/plain; charset=" + encoding.removesuffix("-sig"))


@page("channel.see")
def article(request: DeskRequest, publication_id: int) -> Response:
    """微信文稿 as a file: html with its styles, or plain text with ?as=text."""
    found = publication_of(request, publication_id)
    made = wechat.article(found.item)
    name = _name(found.item)
    if request.GET.get("as") == "text":
        text = f"{made.title}\r\n\r\n{made.summary}\r\n\r\n" + made.text.replace("\n", "\r\n")
        return download(text.encode("utf-8-sig"), f"{name}_微信.txt", "text/plain; charset=utf-8")
    response = download(made.as_page().encode(), f"{name}_微信.html", "text/html; charset=utf-8")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def publicity(found: Publication) -> str:
    """公示期 in words, from the day it was or will be shown to the last day before it comes down."""
    since = found.on or timezone.localdate()
    due = publishing.take_down_due_on(found.item, since)
    return f"{notice.day(since)}至{notice.day(due - timedelta(days=1))}" if due else ""


def _pictures(item: Item) -> notice.Pictures:
    """The released pictures of the edition in force, by the number of their attachment."""
    attachments = Attachment.objects.filter(edition=item.current, kind__in=("jpg", "png")).exclude(released_hash="")
    hashes = dict(attachments.values_list("pk", "released_hash"))
    return lambda pk: files.path("released", hashes[pk]).read_bytes() if pk in hashes else None


def _name(item: Item) -> str:
    """A name for a file: the title, without what file names cannot have."""
    return "".join("_" if sign in '\\/:*?"<>|\r\n\t' else sign for sign in item.title)[:60]
