"""gongkai write."""

from pathlib import Path

import click

from gongkai.cli import given
from gongkai.cli.commands import FILE, Command
from gongkai.cli.screen import warn
from gongkai.report import rendering
from gongkai.report.totals import faults


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
    given.refuse_target("--to", target, rendering.SUFFIXES, [report])
    content = given.read(report)
    rendering.write(content, target)
    warn(f"写成 {target}")
    if doubts := faults(content):
        warn(f"注意：{'；'.join(doubts)}。请先用 gongkai check 核对，再对外使用。")
