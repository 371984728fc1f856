"""gongkai total."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from gongkai.cli import given
from gongkai.cli.commands import FILE, PLACE, Command
from gongkai.cli.screen import progress, warn
from gongkai.errors import Refused, Unreadable
from gongkai.report import forms, reading, rendering, totals
from gongkai.report.report import Report


@click.command("total", cls=Command)
@click.argument("files", type=PLACE, nargs=-1, required=True, metavar="文件…")
@click.option("--out", "target", type=FILE, required=True, metavar="文件", help="汇总写成哪个文件，按后缀定格式")
@click.option("--agency", metavar="名称", help="汇总用哪个机关的名义")
@click.option("--parts", type=FILE, metavar="文件", help="另写一张来源表（.csv 或 .xlsx）：每一格各份报告各是多少")
@click.option("--year", type=click.IntRange(min=1), metavar="年度", help="只加这一年度的")
@click.option("--form", metavar="版本", help="只加用这一版格式的，如 2021")
@click.option("--with-doubtful", is_flag=True, help="有疑问的也计入；缺数的格，合计留空")
def total(
    files: tuple[Path, ...],
    target: Path,
    agency: str | None,
    parts: Path | None,
    year: int | None,
    form: str | None,
    with_doubtful: bool,
) -> int:
    """\b
    把同一年度、同一版格式的报告逐格相加；也可以给文件夹。
    数字不平或缺数的报告不计入，并逐一写明；这时退出码为 1。

    \b
    例：
      gongkai total 各乡镇/*.docx --agency 柳河县 --out 汇总.xlsx --parts 来源.csv
    """
    listed = [file for path in files for file in given.files([path])]
    given.refuse_target("--out", target, rendering.SUFFIXES, listed)
    given.refuse_target("--parts", parts, totals.PARTS, [*listed, target])
    if form and form not in (known := [edition.edition for edition in forms.editions()]):
        raise Refused(f"没有 {form} 这一版格式；--form 后面写 {'、'.join(known)} 之一。")
    summed = totals.total(_reports(listed), agency=agency, year=year, form=form, with_doubtful=with_doubtful)
    for doubt in summed.left_out:
        warn(f"未计入 {doubt}")
    for doubt in summed.doubtful:
        warn(f"计入但有疑问 {doubt}")
    if summed.not_asked:
        warn(f"{len(summed.not_asked)} 份是其他年度的报告，不在汇总之列。")
    if not summed.counted:
        warn("没有一份报告可以相加，没有写出文件。")
        return 1
    rendering.write(summed.report, target)
    if parts:
        totals.write_parts(summed, parts)
    warn(f"由 {len(summed.counted)} 份报告相加，写成 {target}")
    return 1 if summed.left_out or summed.doubtful else 0


def _reports(files: Sequence[Path]) -> Iterator[Report]:
    """The reports one by one; a refusal that names every file that is none, for a sum must not lack one unnoticed."""
    wrong = []
    with progress("读取") as told:
        for number, file in enumerate(files):
            told(number, len(files))
            try:
                yield reading.read(file)
            except Unreadable as error:
                wrong.append(f"{file}：{error}")
    if wrong:
        raise Refused(f"{len(wrong)} 个文件读不出，没有相加；请换成读得出的，或移出后再试：", details=wrong)
