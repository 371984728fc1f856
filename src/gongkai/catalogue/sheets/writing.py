"""写目录表格: a catalogue as a workbook in the national columns, a sheet a domain, √ and ■/□ as they are printed."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter

from gongkai.catalogue import cells, roots
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.catalogue.sheets.reading import NOTHING, UNDIVIDED

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
}
_TICK = "√"
_LONGEST_NAME, _LONGEST_CELL = 31, 32_767
_PLAIN: tuple[tuple[str, int], ...] = (
    ("序号", 6),
    ("一级事项", 16),
    ("二级事项", 20),
    ("三级事项", 14),
    ("公开内容（要素）", 44),
    ("公开依据", 32),
    ("公开时限", 24),
    ("公开主体", 18),
    ("公开渠道和载体", 26),
)
_TICKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("公开对象", ("全社会", "特定群体（请写明）")),
    ("公开方式", ("主动", "依申请公开")),
    ("公开层级", cells.LEVELS),
)
_OURS: tuple[tuple[str, int], ...] = (
    ("领域", 14),
    ("法定内容", 22),
    ("含个人信息", 8),
    ("不涉及的说明", 20),
    ("本级增补", 8),
    ("编号", 12),
)


def write(catalogue: Catalogue, entries: Iterable[CatalogueEntry]) -> bytes:
    """The workbook of an edition."""
    by_domain: dict[str, list[CatalogueEntry]] = {}
    for entry in entries:
        by_domain.setdefault(entry.domain, []).append(entry)
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, _OPTIONS)
    book.set_properties({"title": str(catalogue), "created": datetime.combine(catalogue.made_on, time())})
    sheets = _Sheets(book)
    for domain, found in by_domain.items():
        sheets.write(catalogue, domain, found)
    if not by_domain:
        sheets.write(catalogue, "", [])
    book.close()
    return written.getvalue()


class _Sheets:
    """The workbook being written, with its formats."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._names: set[str] = set()
        edge = {"border": 1, "valign": "vcenter", "text_wrap": True}
        self._title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self._head = book.add_format({**edge, "bold": True, "align": "center", "bg_color": "#EEF1F4"})
        self._text = book.add_format(edge)
        self._middle = book.add_format({**edge, "align": "center"})

    def write(self, catalogue: Catalogue, domain: str, entries: Sequence[CatalogueEntry]) -> None:
        sheet = self._book.add_worksheet(self._name(domain or UNDIVIDED))
        local = list(dict.fromkeys(name for entry in entries for name in entry.local_columns))
        width = self._heads(sheet, local)
        title = f"{catalogue.agency.name}{domain}领域政务公开目录" if domain else catalogue.name
        sheet.merge_range(0, 0, 0, width - 1, title, self._title)
        sheet.set_row(0, 32)
        for number, entry in enumerate(entries, start=1):
            for column, text in enumerate(_line(number, entry, local)):
                centred = column == 0 or len(_PLAIN) <= column < len(_PLAIN) + sum(len(subs) for _, subs in _TICKED)
                sheet.write_string(number + 2, column, text[:_LONGEST_CELL], self._middle if centred else self._text)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1, 2)
        sheet.freeze_panes(3, 3)
        sheet.set_footer("&C&P / &N")

    def _heads(self, sheet: Any, local: Sequence[str]) -> int:
        """The two rows of headings. How many columns there are."""
        column = 0

        def down(name: str, width: int) -> None:
            nonlocal column
            sheet.merge_range(1, column, 2, column, name, self._head)
            sheet.set_column(column, column, width)
            column += 1

        down(*_PLAIN[0])
        sheet.merge_range(1, 1, 1, 3, "公开事项", self._head)
        for name, width in _PLAIN[1:4]:
            sheet.write_string(2, column, name, self._head)
            sheet.set_column(column, column, width)
            column += 1
        for name, width in _PLAIN[4:]:
            down(name, width)
        for group, subs in _TICKED:
            sheet.merge_range(1, column, 1, column + len(subs) - 1, group, self._head)
            for name in subs:
                sheet.write_string(2, column, name, self._head)
                sheet.set_column(column, column, 12 if "群体" in name else 7)
                column += 1
        for name in local:
            down(name, 16)
        for name, width in _OURS:
            down(name, width)
        return column

    def _name(self, words: str) -> str:
        """A name that a sheet may have, and that no other has."""
        plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in words).strip()[:_LONGEST_NAME] or UNDIVIDED
        name, number = plain, 1
        while name.lower() in self._names:
            number += 1
            name = f"{plain[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
        self._names.add(name.lower())
        return name


def _line(number: int, entry: CatalogueEntry, local: Sequence[str]) -> list[str]:
    specific = entry.audience == CatalogueEntry.Audience.SPECIFIC
    active = entry.mode == CatalogueEntry.Mode.ACTIVE
    return [
        str(number),
        entry.level1,
        entry.level2,
        entry.level3,
        cells.elements_written(entry.elements),
        entry.basis or NOTHING,
        entry.time_limit or NOTHING,
        entry.subject or NOTHING,
        cells.channels_written(entry.channels) or NOTHING,
        "" if specific else _TICK,
        entry.audience_words or (_TICK if specific else ""),
        _TICK if active else "",
        "" if active else _TICK,
        *(_TICK if level in entry.levels else "" for level in cells.LEVELS),
        *(str(entry.local_columns.get(name, "")) for name in local),
        entry.domain,
        f"{entry.root} {roots.ROOTS[entry.root].title}",
        _TICK if entry.has_personal_data else "",
        entry.not_applicable_reason,
        _TICK if entry.is_local else "",
        entry.code,
    ]
