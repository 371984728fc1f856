"""gongkai read."""

from pathlib import Path

import click

from gongkai.cli import given
from gongkai.cli.commands import FILE, Command
from gongkai.cli.screen import emit, screen
from gongkai.report import exchange
from gongkai.report.rendering import terminal


@click.command("read", cls=Command)
@click.argument("file", type=FILE, metavar="文件")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
def read(file: Path, as_json: bool) -> None:
    """\b
    读一份年度报告，显示其中的表格和数字。
    任何常见格式都可以：Word、WPS、PDF、网页、文本、OFD、Excel、JSON。

    \b
    例：
      gongkai read 年报.docx
      gongkai read 年报.pdf --json > 年报.json
    """
    report = given.read(file)
    if as_json:
        emit(exchange.encode(report))
    else:
        terminal.show_report(report, screen(), file=file.name)
