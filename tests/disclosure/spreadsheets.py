"""Spreadsheets for tests, written as agencies write them."""

import io
from collections.abc import Sequence

import openpyxl

HEADINGS = (
    "标题",
    "种类",
    "法定内容/栏目",
    "成文日期",
    "公开日期",
    "文号",
    "内容概述",
    "渠道1",
    "渠道2",
    "链接",
    "索引号",
    "备注",
)


def workbook(
    rows: Sequence[Sequence[object]], headings: Sequence[object] = HEADINGS, merge: Sequence[str] = ()
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    for span in merge:
        sheet.merge_cells(span)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def release(
    title: str = "关于发放耕地地力保护补贴的公示",
    *,
    kind: str = "公示公告",
    root: str = "社会救助",
    formed: object = "2024-03-01",
    released: object = "2024-03-05",
    document: str = "",
    summary: str = "",
    first: str = "政府网站",
    second: str = "",
    link: str = "",
    number: str = "",
    note: str = "",
) -> tuple[object, ...]:
    """A row under our own headings."""
    return (title, kind, root, formed, released, document, summary, first, second, link, number, note)
