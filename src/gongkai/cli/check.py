"""gongkai check."""

from pathlib import Path

import click

from gongkai.cli.commands import FILE, PLACE, Command
from gongkai.cli.screen import emit, screen, warn
from gongkai.errors import Refused
from gongkai.report import exchange, reading, rules
from gongkai.report.rendering import marked, terminal


@click.command("check", cls=Command)
@click.argument("paths", type=PLACE, nargs=-1, required=True, metavar="文件或文件夹")
@click.option("--previous", type=FILE, metavar="文件", help="同一机关上一年度的报告，核对上年结转等")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象：报告和发现的问题")
@click.option("--html", "page", type=FILE, metavar="文件", help="另写一张网页，在表上标出问题")
@click.option("--out", type=PLACE, metavar="文件或文件夹", help="问题和数字写成 .csv、.xlsx、.parquet，或数据表文件夹")
@click.option("--alone", is_flag=True, help="文件夹里的报告各自核对，不与上年报告和其他机关的报告比对")
def check(
    paths: tuple[Path, ...], previous: Path | None, as_json: bool, page: Path | None, out: Path | None, alone: bool
) -> int:
    """\b
    核对一份年度报告，逐条说明问题、依据和改法；有错误时退出码为 1。
    给文件夹或几个文件时全部核对，用上全部核心；有读不出的文件时退出码也是 1。
    其中同一机关的上年报告、文字相近的报告自动成对比对。

    \b
    例：
      gongkai check 年报.docx --previous 上年年报.docx --html 核对.html
      gongkai check 各乡镇年报/ --out 核对结果.xlsx
    """
    if len(paths) == 1 and not paths[0].is_dir() and not out:
        if alone:
            raise Refused("--alone 用于文件夹；单个文件只与 --previous 所给的报告比对。")
        return _check_one(paths[0], previous, as_json, page)
    if previous or as_json or page:
        raise Refused("--previous、--json、--html 只用于单个文件；许多文件的结果请用 --out 写成文件。")
    from gongkai.cli.check_many import check_many  # brings polars, which one report does not need

    return check_many(paths, out, alone=alone)


def _check_one(file: Path, previous: Path | None, as_json: bool, page: Path | None) -> int:
    report = reading.read(file)
    last_year = reading.read(previous) if previous else None
    findings = list(rules.check(report, previous=last_year))
    if page:
        marked.write_findings(report, findings, page)
    if as_json:
        emit(exchange.checked(report, findings))
    else:
        terminal.show_findings(report, findings, screen())
    if page:
        warn(f"核对页写成 {page}")
    return 1 if any(finding.severity == "error" for finding in findings) else 0
