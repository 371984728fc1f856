"""gongkai officer: accounts, from the server: the first administrator of an agency, and those who run the site."""

import click

from gongkai.cli.commands import Group
from gongkai.cli.site_agency import ready

ROLES = ("handler", "reviewer", "signer", "secrecy", "supervisor", "administrator", "reader")


@click.group("officer", cls=Group)
def officer() -> None:
    """\b
    人员：开账号、任命、重置密码、停用和恢复。
    平时由各机关的管理员在网页上办；这里用来开第一个管理员和平台管理员。
    """


@officer.command("create", short_help="开账号")
@click.argument("username", metavar="账号")
@click.argument("name", metavar="姓名")
@click.option("--agency", "agency_name", default="", metavar="机关", help="任职的机关：区划代码或全称")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, help="角色，可写多次，如 administrator")
@click.option("--runs-site", is_flag=True, help="设为平台管理员：导入放假安排，看全站的任务和设置")
def create(username: str, name: str, agency_name: str, roles: tuple[str, ...], runs_site: bool) -> int:
    """\b
    开账号，显示一次性密码（只显示这一次，第一次登录须改）。
    例：gongkai officer create wang 王芳 --agency 640425 --role administrator
    """
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import officers
    from gongkai.agency.roles import Role

    made, password = officers.create(
        queries.named(agency_name).pk if agency_name else None,
        by=None,
        today=today,
        username=username,
        name=name,
        roles=[Role(role) for role in roles],
        runs_site=runs_site,
    )
    click.echo(f"账号 {made.username}（{made.name}）　一次性密码：{password}")
    return 0


@officer.command("appoint", short_help="任命")
@click.argument("username", metavar="账号")
@click.option("--agency", "agency_name", required=True, metavar="机关", help="任职的机关：区划代码或全称")
@click.option("--role", type=click.Choice(ROLES), required=True, help="角色，如 administrator")
def appoint(username: str, agency_name: str, role: str) -> int:
    """从今天起任命为一个角色。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import appointments
    from gongkai.agency.roles import Role

    held = appointments.appoint(
        queries.named(agency_name).pk, by=None, today=today, username=username, role=Role(role), from_on=today
    )
    click.echo(f"已任命：{held}。")
    return 0


@officer.command("reset-password", short_help="重置密码")
@click.argument("username", metavar="账号")
def reset_password(username: str) -> int:
    """显示新的一次性密码（只显示这一次）；这个账号各处的登录都退出。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import officers

    found, password = officers.reset_password(queries.account(username).pk, None, by=None, today=today)
    click.echo(f"账号 {found.username}（{found.name}）　一次性密码：{password}")
    return 0


@officer.command("remove-second-factor", short_help="解除动态口令")
@click.argument("username", metavar="账号")
def remove_second_factor(username: str) -> int:
    """给丢了手机又没有恢复码的人解除动态口令。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import officers

    found = officers.remove_second_factor(queries.account(username).pk, None, by=None, today=today)
    click.echo(f"已解除 {found.username}（{found.name}）的动态口令。")
    return 0


@officer.command("deactivate", short_help="停用账号")
@click.argument("username", metavar="账号")
@click.option("--reason", default="", metavar="原因", help="停用的原因，记入日志")
def deactivate(username: str, reason: str) -> int:
    """停用账号：各处的登录都退出，任职和办过的事不变。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import officers

    found = officers.deactivate(queries.account(username).pk, None, by=None, today=today, reason=reason)
    click.echo(f"已停用 {found.username}（{found.name}）。")
    return 0


@officer.command("reactivate", short_help="恢复账号")
@click.argument("username", metavar="账号")
def reactivate(username: str) -> int:
    """恢复停用的账号。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import officers

    found = officers.reactivate(queries.account(username).pk, None, by=None, today=today)
    click.echo(f"已恢复 {found.username}（{found.name}）。")
    return 0


@officer.command("runs-site", short_help="设为或取消平台管理员")
@click.argument("username", metavar="账号")
@click.option("--no", "is_revoked", is_flag=True, help="取消平台管理员")
def runs_site(username: str, is_revoked: bool) -> int:
    """平台管理员导入放假安排，看全站的任务和设置；不因此能看任何机关的信息。"""
    today = ready()
    from gongkai.agency import queries
    from gongkai.agency.actions import officers

    found = officers.make_site_administrator(queries.account(username).pk, today=today, is_one=not is_revoked)
    click.echo(f"{found.username}（{found.name}）{'不再是' if is_revoked else '现在是'}平台管理员。")
    return 0
