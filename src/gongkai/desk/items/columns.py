"""The columns of the list of items: which there are, what they say, how they sort; the page and the export agree."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.agency.models import Agency
from gongkai.catalogue import roots
from gongkai.catalogue.models import CatalogueEntry
from gongkai.disclosure.models import Item, Publication

LOST = "目录中已无此条目"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code in the address, its heading, what it says of an item, the fields it sorts by, its kind."""

    code: str
    word: str
    say: Callable[[Item, dict[str, str]], str]
    sort: tuple[str, ...] = ()
    kind: str = "text"


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _root(item: Item, entries: dict[str, str]) -> str:
    return f"{item.root} {roots.ROOTS[item.root].title}" if item.root in roots.ROOTS else ""


def _entry(item: Item, entries: dict[str, str]) -> str:
    return entries.get(item.entry_code, f"{item.entry_code}（{LOST}）") if item.entry_code else ""


def _channels(item: Item, entries: dict[str, str]) -> str:
    done = (Publication.State.DONE, Publication.State.TAKEN_DOWN)
    return "、".join(each.channel.name for each in item.publications.all() if each.state in done)


COLUMNS: tuple[Column, ...] = (
    Column("title", "标题", lambda item, _: item.title, ("title",), "title"),
    Column("kind", "种类", lambda item, _: Item.Kind(item.kind).label, ("kind",)),
    Column("state", "状态", lambda item, _: Item.State(item.state).label, ("state",), "state"),
    Column("attribute", "公开属性", lambda item, _: Item.Attribute(item.attribute).label, ("attribute",)),
    Column("due_on", "公开期限", lambda item, _: _day(item.due_on), ("due_on",), "date"),
    Column("released_on", "公开日期", lambda item, _: _day(item.released_on), ("released_on",), "date"),
    Column("handler", "经办人", lambda item, _: item.handler.name, ("handler__name",)),
    Column("document_number", "发文字号", lambda item, _: item.document_number, ("document_number",)),
    Column("index_number", "索引号", lambda item, _: item.index_number, ("index_number",)),
    Column("formed_on", "成文日期", lambda item, _: _day(item.formed_on), ("formed_on",), "date"),
    Column("root", "法定内容", _root, ("root",)),
    Column("entry", "目录条目", _entry, ("entry_code",)),
    Column("channels", "渠道", _channels),
    Column("validity", "有效性", lambda item, _: Item.Validity(item.validity).label, ("validity",)),
    Column("expires_on", "有效期至", lambda item, _: _day(item.expires_on), ("expires_on",), "date"),
    Column("withdrawn_on", "撤回日期", lambda item, _: _day(item.withdrawn_on), ("withdrawn_on",), "date"),
)
BY_CODE = {column.code: column for column in COLUMNS}
USUAL = ("title", "kind", "state", "due_on", "released_on", "handler")


def chosen(codes: Sequence[str]) -> list[Column]:
    """The columns asked for, in our order; the title is always among them, the usual ones when none is asked for."""
    wanted = {"title", *(code for code in codes if code in BY_CODE)} if codes else set(USUAL)
    return [column for column in COLUMNS if column.code in wanted]


def order(sort: str) -> tuple[str, ...]:
    """The fields to order by for `due_on` or `-due_on`; the newest first when it names no column that sorts."""
    column = BY_CODE.get(sort.removeprefix("-"))
    if column is None or not column.sort:
        return ("-pk",)
    sign = "-" if sort.startswith("-") else ""
    return (*(sign + name for name in column.sort), "-pk")


def entry_names(agency: Agency, items: Iterable[Item] | None = None) -> dict[str, str]:
    """Code → name of the entries in force: those of the items given, or all."""
    entries = CatalogueEntry.objects.filter(agency=agency, catalogue__state="in_force")
    if items is not None:
        entries = entries.filter(code__in={item.entry_code for item in items if item.entry_code})
    return {entry.code: str(entry) for entry in entries.only("code", "domain", "level1", "level2", "level3")}
