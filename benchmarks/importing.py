"""导入: ten thousand rows of last months' releases from one spreadsheet: read and checked, then entered, with progress.

    python -m benchmarks importing --database DATABASE [--rows 10000]

DATABASE holds a province; the rows are those of its first township, on three channels each. They stay in it: the number
of the first row follows from how many items the township has.
"""

import argparse
import io
import os
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks import databases

PROMISED_SECONDS = 30


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks importing", description=__doc__)
    parser.add_argument("--database", default=os.environ.get("GONGKAI_DATABASE", ""))
    parser.add_argument("--rows", type=int, default=10_000)
    told = parser.parse_args(arguments)
    databases.use(told.database)
    databases.upgrade()
    for line in table(told.rows):
        sys.stdout.write(f"{line}\n")


def table(count: int) -> Iterator[str]:
    from gongkai.agency.models import Agency, Appointment
    from gongkai.agency.roles import Role
    from gongkai.disclosure.actions import importing
    from gongkai.disclosure.models import Batch, Item

    today = date.today()
    town = Agency.objects.filter(level=Agency.Level.TOWNSHIP).order_by("path")[0]
    by = Appointment.objects.filter(agency=town, role=Role.HANDLER).select_related("officer")[0].officer
    workbook = _workbook(count, Item.objects.filter(agency=town).count(), today)

    started = time.perf_counter()
    batch = importing.read(town, "公开台账.xlsx", workbook, by=by, today=today)
    read = time.perf_counter() - started
    if batch.error_count:
        raise SystemExit(f"{batch.error_count} rows have errors: {batch.rows.exclude(errors=[])[0].errors}")
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.IMPORTING)
    told: list[int] = []

    def progress(done: int, *_: Any, **__: Any) -> None:
        told.append(done)

    started = time.perf_counter()
    importing.carry_out(batch.pk, by=by, today=today, progress=progress)
    entered = time.perf_counter() - started
    publications = sum(item.publications.count() for item in batch.items.all()[:1]) * batch.items.count()
    yield "| rows | MB | checked, s | entered, s | together, s | promised | items | publications | progress told |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    yield (
        f"| {count:,} | {len(workbook) / 1_000_000:.1f} | {read:.1f} | {entered:.1f} | {read + entered:.1f} "
        f"| < {PROMISED_SECONDS} | {batch.items.count():,} | {publications:,} | {len(told):,} times |"
    )


def _workbook(count: int, before: int, today: date) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, ("标题", "种类", "法定内容", "成文日期", "公开日期", "文号", "内容概述", "渠道"))
    for number in range(1, count + 1):
        released_on = today - timedelta(1 + number % 300)
        words = f"第{before + number}批城乡居民最低生活保障对象名单公示"
        days = ((released_on - timedelta(3)).isoformat(), released_on.isoformat())
        channels = "政府信息公开平台、政务公开栏、便民大厅公告栏"
        sheet.write_row(number, 0, (words, "公示公告", "社会救助", *days, "", f"{words}，共三十二户。", channels))
    book.close()
    return file.getvalue()
