"""gongkai serve, demo, worker, upgrade, backup, restore: running the site."""

from pathlib import Path

import click

from gongkai.cli.commands import FILE, Command
from gongkai.cli.screen import warn
from gongkai.errors import Refused
from gongkai.site import start


@click.command("serve", cls=Command)
def serve() -> int:
    """\b
    启动站点：网页和后台任务。第一次启动时建立数据库。
    设置不安全时不启动，逐条说明；设置见 docs/settings.zh-CN.md。
    """
    loaded = start.django()
    from gongkai.site import safety

    if problems := list(safety.unsafe(loaded)):
        raise Refused("设置不安全，没有启动：", details=problems)
    is_empty, waiting = start.pending()
    if waiting and not is_empty:
        raise Refused(
            f"数据库是旧版本的，有 {len(waiting)} 步更新未做。请先备份（gongkai backup），再执行 gongkai upgrade。"
        )
    start.upgrade(warn)
    warn(f"站点已启动：http://{loaded.address}　按 Ctrl+C 停止。")
    start.serve(loaded, warn)
    return 0


@click.command("worker", cls=Command)
@click.option("--until-empty", is_flag=True, help="做完排队的任务就退出")
def worker(until_empty: bool) -> int:
    """单独启动后台任务进程；serve 已自带一个，任务多时可以再开。"""
    start.django()
    from gongkai.task import worker as process

    process.run(until_empty=until_empty)
    return 0


@click.command("upgrade", cls=Command)
def upgrade() -> int:
    """升级程序后执行一次：更新数据库和样式文件。请先备份。"""
    start.django()
    start.upgrade(warn)
    warn("已是最新。")
    return 0


@click.command("backup", cls=Command)
@click.option("--to", "target", type=FILE, required=True, metavar="文件", help="写到哪个文件（.tar）")
def backup(target: Path) -> int:
    """备份数据库和附件为一个文件；站点运行中也可以做。"""
    start.django()
    from gongkai.site import safekeeping

    count = safekeeping.backup(target, warn)
    warn(f"已备份到 {target}（{count} 个文件）。")
    return 0


@click.command("restore", cls=Command)
@click.argument("source", type=FILE, metavar="文件")
def restore(source: Path) -> int:
    """从备份恢复到一个空的数据文件夹；不覆盖已有的数据。"""
    from gongkai.site import configuration, safekeeping

    count = safekeeping.restore(source, configuration.load())
    warn(f"已恢复 {count} 个文件。请执行 gongkai upgrade，再启动站点。")
    return 0


@click.command("demo", cls=Command)
def demo() -> int:
    """启动演示站点：虚构的柳河县和五个乡镇，一年的台账；每页标明“演示”。"""
    import os
    import sys

    os.environ.setdefault("GONGKAI_DEMONSTRATION", "true")
    loaded = start.django()
    start.refuse_taken(loaded)
    start.upgrade(warn)
    from gongkai.site import demonstration

    if demonstration.fill(warn):
        # Drawing the reports started typst's threads; web processes forked from here would wait for them for ever.
        os.execv(sys.executable, [sys.executable, "-m", "gongkai", "demo"])
    for line in demonstration.accounts(loaded):
        click.echo(line)
    start.serve(loaded, warn)
    return 0
