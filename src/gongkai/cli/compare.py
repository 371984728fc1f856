"""gongkai compare."""

from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console

from gongkai.cli import given
from gongkai.cli.commands import FILE, Command
from gongkai.cli.screen import LISTED, emit, screen, table, warn
from gongkai.report import comparison
from gongkai.report.comparison import Comparison
from gongkai.report.rendering.marked import write_comparison
from gongkai.report.report import Cell, Report, Statement
from gongkai.report.totals import STATES

_RELATIONS = {"years": "同一机关的相邻两年", "agencies": "两个机关", "other": "同一机关的两份报告"}

_REST = "--json 列出全部，--html 画出全部"

_encoder = msgspec.json.Encoder(decimal_format="number")


@click.command("compare", cls=Command)
@click.argument("old_file", type=FILE, metavar="一份报告")
@click.argument("new_file", type=FILE, metavar="另一份报告")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象")
@click.option("--html", "page", type=FILE, metavar="文件", help="另写一张网页，附图")
def compare(old_file: Path, new_file: Path, as_json: bool, page: Path | None) -> None:
    """\b
    比对同一机关的两年，或两个机关：数字的变化、上年结转、正文中的数、雷同的文字。
    两份不分先后，年度早的当作上年。

    \b
    例：
      gongkai compare 2022年报.docx 2023年报.docx --html 比对.html
    """
    given.refuse_target("--html", page, given.PAGE, [old_file, new_file])
    reports = [given.read(old_file), given.read(new_file)]
    if all(report.year is not None for report in reports):
        reports.sort(key=lambda report: report.year or 0)
    found = comparison.compare(*reports)
    if page:
        write_comparison(found, page)
    if as_json:
        emit(_encoder.encode(_plain(found)) + b"\n")
    else:
        _show(found, screen())
    if page:
        warn(f"比对页写成 {page}")


def _plain(found: Comparison) -> dict[str, Any]:
    """The comparison as JSON: the two reports by name only."""
    plain = {name: getattr(found, name) for name in ("relation", "statements", "prose", "copied")}
    return plain | {
        "rolls": [msgspec.structs.asdict(roll) | {"holds": roll.holds} for roll in found.rolls],
        "old": _plain_report(found.old),
        "new": _plain_report(found.new),
        "cells": [
            {"cell": pair.path, "old": _value(pair.old), "new": _value(pair.new), "change": pair.change}
            for pair in found.cells
        ],
    }


def _plain_report(report: Report) -> dict[str, Any]:
    return {"agency": report.agency, "year": report.year, "form": report.form, "file": report.source.name}


def _value(cell: Cell | None) -> Any:
    return cell.value if cell else None


def _show(found: Comparison, to: Console) -> None:
    old, new = (f"{r.agency or '机关不明'} {r.year or '年度不明'}" for r in (found.old, found.new))
    to.print(f"{old} → {new}（{_RELATIONS[found.relation]}）", style="bold", markup=False)
    if found.old.form != found.new.form:
        to.print("两份用的不是同一版格式：名称不同的行列各自列出，不互相换算。", style="yellow")
    _show_rolls(found, to)
    changes = [(pair.label, _shown(pair.old), _shown(pair.new), f"{pair.change:+}") for pair in found.changes]
    to.print(table(f"变化的数：{len(changes)} 格", ("格", "前", "后", "增减"), changes, figures="前 后 增减"))
    untold = [(pair.label, _shown(pair.old), _shown(pair.new)) for pair in found.untold]
    if untold:
        to.print(
            table(
                f"至少一边没有数的：{len(untold)} 格",
                ("格", "前", "后"),
                untold,
                figures="前 后",
                most=LISTED,
                rest=_REST,
            )
        )
    stated = [(pair.label, _stated(pair.old), _stated(pair.new)) for pair in found.statements]
    to.print(table(f"正文中的数：{len(stated)} 处", ("说法", "前", "后"), stated, figures="前 后"))
    prose = [(part.title, part.characters, f"{part.copied:.0%}") for part in found.prose]
    to.print(
        table(f"后一份正文与前一份相同的文字：{found.copied:.0%}", ("部分", "字数", "相同"), prose, figures="字数 相同")
    )


def _show_rolls(found: Comparison, to: Console) -> None:
    for roll in found.rolls:
        if roll.holds is not True:
            verdict, style = ("不相等", "red") if roll.holds is False else ("不能判定", "yellow")
            stands = "没有数" if roll.found is None else roll.found
            to.print(f"{verdict}：{roll.label} 应为{roll.terms}，实为 {stands}", style=style, markup=False)
    if found.rolls:
        holding = sum(roll.holds is True for roll in found.rolls)
        to.print(f"与上年相衔接的 {len(found.rolls)} 格中，{holding} 格相符。")


def _stated(statement: Statement | None) -> str:
    return f"{statement.value}{statement.unit}" if statement else "没有说"


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return "没有这一格"
    return STATES[cell.state] if cell.value is None else str(cell.value)
