"""网页: the parts that every self-contained page is made of: the shell, elements, paragraphs, the official tables.

Nothing on a page is fetched from elsewhere and nothing runs: the style stands in the page, and its policy forbids
everything else.
"""

import re
from collections.abc import Callable, Iterable
from importlib import resources

from lxml import etree
from lxml import html as markup

from gongkai.report.forms import Table
from gongkai.report.rendering.layout import layout, placed

Element = etree._Element
Child = Element | str | None

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, *children: Child, **attributes: str) -> Element:
    """An element with its children. A trailing underscore is dropped from names (`class_`), others become hyphens."""
    made = etree.Element(tag)
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), _clean(value))
    for child in children:
        append(made, child)
    return made


def append(parent: Element, child: Child) -> None:
    if isinstance(child, str):
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + _clean(child)
        else:
            parent.text = (parent.text or "") + _clean(child)
    elif child is not None:
        parent.append(child)


def _clean(text: str) -> str:
    """Text without the control characters and half characters that no page may hold."""
    return _NOT_IN_XML.sub("", text)


def page(title: str, body: Iterable[Child], *, styles: Iterable[str], metadata: dict[str, str]) -> bytes:
    """A whole page in UTF-8; `styles` name the files of this package that make up its style."""
    style = "\n".join(resources.files(__package__).joinpath(name).read_text(encoding="utf-8") for name in styles)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        *(element("meta", name=name, content=content) for name, content in metadata.items() if content),
        element("style", style),
    )
    root = element("html", head, element("body", *body), lang="zh-CN")
    written: bytes = markup.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    return written + b"\n"


def paragraphs(text: str) -> list[Element]:
    return [element("p", line.strip()) for line in text.split("\n") if line.strip()]


def box(table: Element, label: str) -> Element:
    """A table in a box of its own that scrolls sideways on a narrow screen, by keyboard as well."""
    return element("div", table, class_="box", role="region", aria_label=label, tabindex="0")


def official_table(table: Table, caption: str, draw: Callable[[str], Element]) -> Element:
    """A table of the form with its merged cells; `draw` makes the cell of a figure, given its path."""
    drawn = layout(table)
    rows = [element("tr") for _ in drawn.lines]
    parts: list[Element] = []
    for row, column, cell in placed(drawn):
        if row < drawn.head and not parts:
            parts.append(element("thead"))
        elif row >= drawn.head and (cell.scope == "colgroup" or len(parts) == bool(drawn.head)):
            parts.append(element("tbody"))
        made = draw(cell.path) if cell.path else element("th", cell.text, scope=cell.scope)
        if cell.scope.startswith("row") or (row < drawn.head and column == 0 and cell.scope == "col"):
            made.set("class", f"label label-{column}")
        for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan)):
            if span > 1:
                made.set(name, str(span))
        rows[row].append(made)
        if rows[row].getparent() is None:
            parts[-1].append(rows[row])
    return element(
        "table", element("caption", element("span", caption)), *parts, class_="official", id=f"table-{table.code}"
    )
