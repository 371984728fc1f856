"""Lists of this place as workbooks: what a page shows, with its heading frozen and a filter over it."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

from gongkai.catalogue.models import Catalogue
from gongkai.catalogue.tree import UNDIVIDED, Limb

Value = str | int | date | None

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def coverage(catalogue: Catalogue, limbs: Iterable[Limb]) -> bytes:
    """The entries as the coverage page shows them."""
    heads = (
        ("法定内容", 34),
        ("领域", 18),
        ("事项", 40),
        ("状态", 12),
        ("公开条数", 10),
        ("最近公开", 12),
        ("最迟更新", 12),
        ("公开时限", 34),
        ("编号", 12),
    )
    rows = (
        (
            f"{limb.root.code} {limb.root.title}",
            branch.domain or UNDIVIDED,
            leaf.entry.name,
            leaf.state.value,
            leaf.entry.item_count,
            leaf.entry.last_released_on,
            leaf.update_by,
            leaf.entry.time_limit,
            leaf.entry.code,
        )
        for limb in limbs
        for branch in limb.branches.values()
        for leaf in branch.leaves
    )
    return table("目录覆盖情况", heads, rows)


def table(name: str, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet: headings with their widths, then the rows; days as days, numbers as numbers."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, _OPTIONS)
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for column, (word, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(last, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(last, column, value)
            elif value:
                sheet.write_string(last, column, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    book.close()
    return written.getvalue()
