"""gongkai agency: the tree of agencies, from the server."""

from datetime import date
from pathlib import Path

import click

from gongkai.cli.commands import FILE, Group
from gongkai.cli.screen import progress
from gongkai.errors import Refused, reason
from gongkai.site import start

KINDS = ("government", "department", "street_office", "dispatched", "authorised", "enterprise")
LEVELS = ("province", "city", "county", "township")


@click.group("agency", cls=Group)
def agency() -> None:
    """\b
    机关：装入全国机关、开通、设立、从表格导入。
    机关用行政区划代码、统一社会信用代码或全称指明。
    """


@agency.command("load", short_help="从行政区划表装入全国机关")
@click.option("--under", default="", metavar="代码", help="只装这个省、市或县，如 64、6404、640425")
def load(under: str) -> int:
    """\b
    从统计用区划代码（2023 年）装入各级人民政府和街道办事处，共四万四千多个。
    再次执行只补新的、改名称，不删除；已有的机关按区划代码认出，记录不动。
    装入的机关只占位置，用 gongkai agency open 开通后才办公。
    """
    today = ready()
    from gongkai.agency.actions import divisions

    with progress("装入机关") as advance:
        done = divisions.load(under=under, on=today, progress=advance)
    click.echo(f"新增 {done.added} 个，改名 {done.renamed} 个，原有 {done.kept} 个不变。")
    return 0


@agency.command("open", short_help="开通一个机关")
@click.argument("name", metavar="机关")
def open_(name: str) -> int:
    """开通：从此这个机关在本系统办公。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import agencies

    opened = agencies.open_on_desk(queries.named(name).pk, by=None, today=today)
    click.echo(f"{opened}已开通。请用 gongkai officer create 为它开管理员账号。")
    return 0


@agency.command("add", short_help="设立一个机关")
@click.argument("name", metavar="全称")
@click.option("--under", default="", metavar="机关", help="上级；不写就设在最上一层")
@click.option("--level", type=click.Choice(LEVELS), required=True, help="层级：省、市、县、乡")
@click.option("--kind", type=click.Choice(KINDS), default="government", help="类型；不写是人民政府")
@click.option("--code", default="", metavar="代码", help="行政区划代码")
@click.option("--credit-code", default="", metavar="代码", help="统一社会信用代码")
def add(name: str, under: str, level: str, kind: str, code: str, credit_code: str) -> int:
    """设立一个机关并开通。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import agencies

    parent = queries.named(under) if under else None
    added = agencies.add(
        parent.pk if parent else None,
        by=None,
        today=today,
        name=name,
        level=level,
        kind=kind,
        division_code=code,
        credit_code=credit_code,
    )
    click.echo(f"已设立{added}（编号 {added.pk}）。")
    return 0


@agency.command("import", short_help="从表格导入一个政府的部门")
@click.argument("file", type=FILE, metavar="文件")
@click.option("--under", required=True, metavar="机关", help="这些部门所属的政府")
def import_(file: Path, under: str) -> int:
    """从 xlsx、xls 或 csv 导入部门：有一处错就一行也不导入，逐处说明。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import departments
    from gongkai.disclosure import sheets

    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refused(f"读不了 {file}：{reason(error)}。") from error
    first = sheets.read(data, file.name)[0]
    made = departments.take_in(queries.named(under).pk, first.rows, by=None, today=today)
    click.echo(f"已导入 {len(made)} 个机关。")
    return 0


def ready() -> date:
    """Load Django on a database that is up to date. The day it is here."""
    start.django()
    if start.pending()[1]:
        raise Refused("数据库还没有建好或不是最新的。请先执行 gongkai upgrade。")
    from django.utils import timezone

    return timezone.localdate()
