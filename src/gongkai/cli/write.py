"""gongkai write."""

from pathlib import Path

import click

from gongkai.cli.commands import FILE, Command
from gongkai.report import reading, rendering


@click.command("write", cls=Command)
@click.argument("report", type=FILE, metavar="报告")
@click.option("--to", "target", type=FILE, required=True, metavar="文件", help="写成哪个文件，按后缀定格式")
def write(report: Path, target: Path) -> None:
    """\b
    把一份报告按规范版式写成文件：.docx、.pdf、.html、.xlsx 或 .json。
    报告可以是 gongkai read --json 的结果，也可以是任何读得出的文件。

    \b
    例：
      gongkai write 年报.json --to 年报.docx
    """
    rendering.write(reading.read(report), target)
