"""gongkai corpus build."""

from pathlib import Path

import click

from gongkai.cli import given
from gongkai.cli.commands import PLACE, Command, Group
from gongkai.cli.screen import progresses, warn
from gongkai.corpus import building
from gongkai.corpus.engines import Engine


@click.group("corpus", cls=Group)
def corpus() -> None:
    """把成千上万份报告读成数据表。"""


@corpus.command("build", cls=Command, short_help="读取、核对，写成 Parquet 数据表")
@click.argument("paths", type=PLACE, nargs=-1, required=True, metavar="文件或文件夹…")
@click.option("--out", "folder", type=PLACE, required=True, metavar="文件夹", help="数据表写在哪个文件夹")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", help="在本机（local）还是 Dask 集群上做"
)
@click.option("--scheduler", metavar="地址", help="Dask 调度器，如 tcp://10.0.0.1:8786；各机须看得到同样的文件夹")
@click.option("--workers", type=click.IntRange(min=1), metavar="个数", help="同时读几份；不写则用全部核心")
@click.option("--resume", is_flag=True, help="接着上次做，做完的不再做")
@click.option("--alone", is_flag=True, help="各自核对，不与上年报告和其他机关的报告比对")
def build(
    paths: tuple[Path, ...],
    folder: Path,
    engine: Engine,
    scheduler: str | None,
    workers: int | None,
    resume: bool,
    alone: bool,
) -> int:
    """\b
    读取并核对许多报告，写成 Parquet 数据表：
    reports、sections、cells、statements、statistics、findings、pairs、failures。
    同一机关的上年报告、文字相近的报告自动成对比对，记入 pairs。
    读不出的文件记入 failures，不会中断；超过 60 秒的文件跳过。

    \b
    例：
      gongkai corpus build 全省年报/ --out 数据/
      gongkai corpus build 全省年报/ --out 数据/ --engine dask --scheduler tcp://10.0.0.1:8786 --resume
    """
    with progresses("读取", "比对") as (told, compared):
        summary = building.build(
            given.files(paths),
            folder,
            engine=engine,
            scheduler=scheduler,
            workers=workers,
            resume=resume,
            alone=alone,
            told=told,
            compared=compared,
        )
    warn(f"{summary.files} 个文件，读出 {summary.reports} 份报告，{summary.failures} 个没有读出；写在 {folder}")
    if not summary.reports:
        warn("错误：没有一份报告读得出，原因见 failures 表；请检查给出的文件夹。")
        return 2
    return 0
