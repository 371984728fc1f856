"""gongkai journal: is what was recorded still what was recorded."""

from pathlib import Path

import click

from gongkai.cli.commands import FILE, Group
from gongkai.cli.screen import progress
from gongkai.cli.site_agency import ready
from gongkai.errors import Refused, reason


@click.group("journal", cls=Group)
def journal() -> None:
    """\b
    日志：核验有没有被改动或删去；导出校验值，存到本系统之外。
    """


@journal.command("verify", short_help="核验日志")
@click.option("--agency", "agency_name", default="", metavar="机关", help="只核验这个机关：区划代码或全称")
@click.option("--heads", type=FILE, metavar="文件", help="同时对照以前用 gongkai journal heads 导出的校验值")
def verify(agency_name: str, heads: Path | None) -> int:
    """\b
    逐条核验：没有问题退出码为 0；有问题为 1，指出第一处断开的地方。
    只凭库里的数据看不出有人连校验值一起重算；请定期导出校验值另存，核验时用 --heads 对照。
    """
    ready()
    from gongkai.agency import queries
    from gongkai.journal import heads as exported
    from gongkai.journal.chain import verify as verified
    from gongkai.journal.models import Chain

    chains = Chain.objects.order_by("name")
    if agency_name:
        chains = chains.filter(agency=queries.named(agency_name))
    names = {chain.name: str(chain.agency or "全站") for chain in chains.select_related("agency")}
    broken = []
    with progress("核验日志") as told:
        for behind, chain in enumerate(chains):
            told(behind, len(names))
            if found := verified(chain):
                broken.append(found)
    kept = exported.read(_lines(heads)) if heads else []
    broken += exported.compare(head for head in kept if not agency_name or head.chain in names)
    broken += [each for each in exported.broken_seals() if not agency_name or each.chain in names]
    for each in broken:
        click.echo(f"{names.get(each.chain, each.chain)}（{each.chain}）：{each.what}")
    entries = sum(chain.length for chain in chains)
    if broken:
        click.echo(
            f"核验了 {len(names)} 条链、{entries} 条记录，发现 {len(broken)} 处问题。请保留数据库现状，与备份对照。"
        )
        return 1
    against = f"，与 {kept[0].on} 导出的校验值一致" if kept else ""
    click.echo(f"核验了 {len(names)} 条链、{entries} 条记录，没有发现改动{against}。")
    return 0


@journal.command("heads", short_help="导出各机关日志的校验值")
@click.option("--out", type=FILE, required=True, metavar="文件", help="写到哪个文件（每行一条 JSON）")
def heads(out: Path) -> int:
    """\b
    导出每条链的长度和最后一条的校验值。请存到本系统之外（光盘、上级机关、打印存档）：
    以后用 gongkai journal verify --heads 文件，可以证明导出之前的记录没有被改动或删去。
    """
    today = ready()
    import msgspec

    from gongkai.journal import heads as exported

    lines = [msgspec.json.encode(head) + b"\n" for head in exported.export(today)]
    if not lines:
        raise Refused("还没有任何记录，没有校验值可导出。")
    if out.exists():
        raise Refused(f"{out} 已存在，不覆盖；请换一个文件名。")
    out.write_bytes(b"".join(lines))
    click.echo(f"已导出 {len(lines)} 条链的校验值到 {out}。请存到本系统之外。")
    return 0


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise Refused(f"读不了 {path}：{reason(error)}。") from error
