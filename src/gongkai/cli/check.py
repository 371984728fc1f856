"""gongkai check."""

from pathlib import Path

import click

from gongkai.cli import given
from gongkai.cli.commands import FILE, PLACE, Command
from gongkai.cli.screen import emit, screen, warn
from gongkai.errors import Refused
from gongkai.report import comparison, exchange, rules
from gongkai.report.rendering import marked, terminal
from gongkai.report.report import Report


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
    is_one = len(paths) == 1 and not paths[0].is_dir()
    if is_one and not out:
        if alone:
            raise Refused("--alone 用于文件夹；单个文件只与 --previous 所给的报告比对。")
        return _check_one(paths[0], previous, as_json, page)
    if is_one and (previous or as_json or page):
        raise Refused("--out 不能与 --previous、--json、--html 同用；一份报告请用 --html 或 --json 写出结果。")
    if previous or as_json or page:
        raise Refused("--previous、--json、--html 只用于单个文件；许多文件的结果请用 --out 写成文件。")
    from gongkai.cli.check_many import check_many  # brings polars, which one report does not need

    return check_many(paths, out, alone=alone)


def _check_one(file: Path, previous: Path | None, as_json: bool, page: Path | None) -> int:
    given.refuse_target("--html", page, given.PAGE, [file, *([previous] if previous else [])])
    report = given.read(file)
    last_year = given.read(previous) if previous else None
    if last_year:
        _warn_unless_previous(report, last_year)
    findings = list(rules.check(report, previous=last_year))
    if page:
        marked.write_findings(report, findings, page)
    if as_json:
        emit(exchange.checked(report, findings))
    else:
        terminal.show_findings(report, findings, screen(), file=file.name)
    if page:
        warn(f"核对页写成 {page}")
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _warn_unless_previous(report: Report, previous: Report) -> None:
    """Say it when the rules that need last year's report get another one."""
    theirs, ours = (f"{each.agency or '机关不明'} {each.year or '年度不明'}" for each in (previous, report))
    if previous.source.sha256 == report.source.sha256:
        wrong = "就是要核对的这一份"
    elif comparison.relation(previous, report) == "agencies":
        wrong = f"是另一个机关的（{theirs}，要核对的是 {ours}）"
    elif comparison.relation(previous, report) != "years":
        wrong = f"不是上一年度的（{theirs}，要核对的是 {ours}）"
    else:
        return
    warn(f"注意：--previous 给的报告{wrong}，不能用来核对上年结转等；请改给同一机关上一年度的报告。")
