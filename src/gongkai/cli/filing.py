"""gongkai filing: is a published report what was sealed; needs no site."""

from pathlib import Path

import click
import msgspec

from gongkai.cli.commands import FILE, Group
from gongkai.errors import Unreadable, reason
from gongkai.filing import sealed
from gongkai.filing.sealed import Check, Verdict

SCOPES = {"own": "", "whole": "（汇总）"}


@click.group("filing", cls=Group)
def filing() -> None:
    """\b
    年度报告：核验公布时封存的报告包，不需要站点和数据库。
    """


@filing.command("verify", short_help="核验封存包")
@click.argument("package", type=FILE, metavar="封存包")
@click.option("--seal", default="", metavar="校验值", help="公布页面上的封存校验值，核对是不是公布的那一份")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
def verify(package: Path, seal: str, as_json: bool) -> int:
    """\b
    核验公布时封存的报告包：文件和校验链、每个数字与它的记录、表格与勾稽关系、
    Word 和 PDF 读回来是否相同、历次更正。都成立时退出码为 0，有不成立的为 1，不是封存包为 2。

    \b
    例：
      gongkai filing verify 年度报告（封存包）.zip --seal 5c1f…
    """
    try:
        verdict = sealed.verify(package, seal=seal)
    except OSError as error:
        raise Unreadable(f"读不了 {package}：{reason(error)}。") from error
    click.echo(_json(verdict, is_compared=bool(seal)) if as_json else _words(verdict, is_compared=bool(seal)))
    return 0 if verdict.holds else 1


def _json(verdict: Verdict, *, is_compared: bool) -> str:
    manifest = verdict.manifest
    told = {
        "holds": verdict.holds,
        "agency": manifest.agency,
        "year": manifest.year,
        "scope": manifest.scope,
        "version": manifest.version,
        "published_on": manifest.published_on,
        "seal": manifest.seal,
        "seal_compared": is_compared,
        "checks": verdict.checks,
    }
    return msgspec.json.encode(told).decode()


def _words(verdict: Verdict, *, is_compared: bool) -> str:
    manifest = verdict.manifest
    lines = [
        f"{manifest.agency}{manifest.year}年度报告{SCOPES.get(manifest.scope, '')}，第{manifest.version}版，"
        f"{manifest.published_on}公布",
        f"封存校验值：{manifest.seal}",
    ]
    for check in verdict.checks:
        lines.append(f"{_mark(check)}  {check.what}：{check.says}")
        lines += [f"          {detail}" for detail in check.details]
    if not verdict.holds:
        lines.append("有不成立的地方：这份封存包不能作为公布的报告使用。请从公布页面重新下载，再核验一次。")
    elif is_compared:
        lines.append("内容没有改动，与公布的是同一份。" if _is_as_original(verdict) else "全部成立。")
    else:
        holds = "内容没有改动" if _is_as_original(verdict) else "包内全部成立"
        lines.append(f"{holds}。请再与公布页面上的封存校验值核对（用 --seal），才能确定就是公布的那一份。")
    return "\n".join(map(_in_one_line, lines))


def _mark(check: Check) -> str:
    if check.holds:
        return "照原件" if check.details else "成立  "
    return "不成立"


def _is_as_original(verdict: Verdict) -> bool:
    """Whether something stands in the report only because its original is so."""
    return any(check.holds and check.details for check in verdict.checks)


def _in_one_line(words: str) -> str:
    """What a package says cannot steer the terminal, nor look like a line of ours."""
    return "".join(each if each.isprintable() else " " for each in words)
