"""gongkai law: ask the law a question."""

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from gongkai.cli.commands import FILE, Group
from gongkai.cli.screen import screen, table
from gongkai.errors import Refused, reason
from gongkai.law import fees
from gongkai.law.calendar import builtin, long_words, weekday_words
from gongkai.law.deadlines import Channel, Clock, Event, Kind, Party, explain, received
from gongkai.law.outcomes import GROUPS, OUTCOMES
from gongkai.law.statutes import ORDER_711

_STATES = {"not_started": "没有起算", "running": "正在计算", "stopped": "停止计算", "ended": "已经办结"}


class _Day(click.ParamType[date]):
    """A date as it stands in tables: 2024-03-08."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return _day(value)
        except ValueError:
            named = param.opts[0] if param else "日期"
            raise Refused(f"{named} 应为日期，例如 2024-02-06，不能是“{value}”。") from None


DAY = _Day()


@click.group("law", cls=Group)
def law() -> None:
    """\b
    问法规：答复期限哪天届满、为什么；信息处理费收多少；办理结果有哪些。
    回答都带依据。未核实的地方按谨慎的口径算。
    """


@law.command("due", short_help="答复期限哪天届满，逐日说明")
@click.option("--received", "received_on", type=DAY, required=True, metavar="日期", help="收到申请之日，如 2024-02-06")
@click.option(
    "--channel",
    type=click.Choice([str(channel) for channel in Channel]),
    metavar="渠道",
    help="申请怎样来的：说明收到之日怎样定，写法见上",
)
@click.option("--events", type=FILE, metavar="文件", help="以后发生的事，.toml 或 .json，写法见上")
@click.option("--today", type=DAY, metavar="日期", help="看哪一天的情形；不给看最后一件事发生的当日")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def due(received_on: date, channel: str | None, events: Path | None, today: date | None, as_json: bool) -> None:
    """\b
    答复期限的最后一日，每一天计不计、为什么，依据哪一条。

    \b
    收到申请之日依渠道：in_person 当面、oral 口头为提交之日，registered_post 挂号和快递为签收之日，
    ordinary_post 平信、fax 传真、internet 互联网为与申请人确认之日。

    \b
    文件里一件事一段，kind 是什么事，on 是哪天：
      amendment_asked 要求补正     amended 收到补正
      consultation_began 征求意见  consultation_ended 意见回来
      extended 延期                delay_fixed 大量反复申请定下延迟的日期
      fee_noticed 收费通知         fee_paid 缴费
      replied 答复                 closed 结束办理
    征求意见写 key（编号）、party（third_party 第三方、co_author 共同制作机关、agency 其他机关）、
    delivered_on（送达日期）；延期写 days（工作日）；延迟答复写 until（定下的日期）。

    \b
    例：
      gongkai law due --received 2024-02-06
      gongkai law due --received 2024-02-06 --events 经过.toml --json

    \b
    经过.toml：
      [[events]]
      kind = "consultation_began"
      on = 2024-02-20
      key = "甲公司"
      party = "third_party"
      delivered_on = 2024-02-22
    """
    happened = [Event(Kind.RECEIVED, received_on), *(_events(events) if events else ())]
    calendar = builtin()
    today = today or max(event.on for event in happened)
    clock = explain(happened, calendar, today=today)
    receipt = None
    if channel:
        receipt = received(
            Channel(channel),
            submitted_on=received_on,
            signed_for_on=received_on,
            confirmed_on=received_on,
            calendar=calendar,
        )
    cites = [*(receipt.cites if receipt else ()), *clock.cites]
    if as_json:
        _print_json(clock.to_dict() | {"receipt": receipt.says if receipt else "", "cites": cites})
        return
    if receipt:
        click.echo(f"{receipt.says}。")
    _show(clock, today, cites)


def _show(clock: Clock, today: date, cites: Iterable[str]) -> None:
    last = f"{long_words(clock.due.on)}（{weekday_words(clock.due.on)}）" if clock.due else "现在说不出"
    rows = [(_span(step.first, step.last), step.counted or "", step.text) for step in clock.steps]
    screen().print(table(f"答复期限的最后一日：{last}", ("日期", "计入", "说明"), rows, figures="计入"))
    used = f"，共 {clock.total} 个工作日，已用 {clock.used} 个" if clock.total else ""
    left = "" if clock.left is None else f"，还剩 {clock.left} 个"
    click.echo(f"截至 {today}：{_STATES[clock.state]}{used}{left}。")
    for stop in clock.stops:
        click.echo(f"停过：{stop.from_} 至 {stop.until or '现在'}，{stop.says}。")
    if clock.late_by:
        click.echo(f"已经逾期 {clock.late_by} 个工作日。")
    _show_cites([*cites, *(step.cite for step in clock.steps if step.cite)])


@law.command("fee", short_help="信息处理费收多少，逐档说明")
@click.option("--items", type=click.IntRange(min=1), metavar="件数", help="按件：这次几件")
@click.option("--pages", type=click.IntRange(min=1), metavar="页数", help="按量：这件申请共几页")
@click.option("--before", type=int, metavar="件数", help="按件：同一申请人同一个月在此之前已有几件；不给为 0")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def fee(items: int | None, pages: int | None, before: int | None, as_json: bool) -> None:
    """\b
    信息处理费，单位元。按件（同一申请人一个自然月累计）或者按量（一件申请的页数），只能用一种。

    \b
    例：
      gongkai law fee --items 45
      gongkai law fee --items 1 --before 44
      gongkai law fee --pages 68
    """
    if (items is None) == (pages is None):
        raise Refused("--items（按件）和 --pages（按量）要给一个，也只能给一个：同一件申请不得按两种标准重复计算。")
    if pages is not None and before is not None:
        raise Refused("--before 只用于按件；按量的页数每件申请分别计算，不累加。")
    found = fees.by_pages(pages) if pages is not None else fees.by_items(items or 0, before=before or 0)
    if as_json:
        _print_json(found.to_dict())
        return
    unit = "页" if pages is not None else "件"
    rows = [(step.count, step.price, step.amount, step.says) for step in found.steps]
    heads = (f"{unit}数", "单价", "金额", "说明")
    screen().print(table(f"信息处理费：{found.amount} 元", heads, rows, figures=" ".join(heads[:3])))
    _show_cites(found.cites)


@law.command("outcomes", short_help="办理结果有哪些，各要查明什么")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def outcomes(as_json: bool) -> None:
    """\b
    办理结果登记表：代码、名称、依据、选用之前要查明什么、答复书必须写什么、计入年度报告表三哪一行。
    """
    if as_json:
        _print_json([outcome.to_dict() for outcome in OUTCOMES.values()])
        return
    for group, words in GROUPS.items():
        rows = [
            (
                outcome.code,
                outcome.name.removeprefix(f"{words}："),
                "；".join(cite.removeprefix(f"《{ORDER_711.title}》") for cite in outcome.cites),
                "；".join(
                    required.says + ("（可不填）" if required.optional else "") for required in outcome.establishes
                ),
            )
            for outcome in OUTCOMES.values()
            if outcome.group == group
        ]
        screen().print(table(words, ("代码", "结果", "条例", "选用之前要查明"), rows, figures="代码"))
        click.echo()


def _show_cites(cites: Iterable[str]) -> None:
    if named := "；".join(dict.fromkeys(cites)):
        click.echo(f"依据：{named}")


def _span(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} 至 {last}"


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


# The file of events

_NAMES = {field.name for field in fields(Event)}


def _events(path: Path) -> list[Event]:
    """The events in a file. Refuses a faulty one, naming what is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as error:
        raise Refused(f"读不了“{path}”：{reason(error)}。") from error
    except ValueError as error:  # not UTF-8, not JSON, not TOML
        raise Refused(f"“{path}”不是写对的 TOML 或 JSON 文件；写法见 gongkai law due --help。") from error
    listed = data.get("events") if isinstance(data, dict) else data
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise Refused(f"“{path}”里没有 events 的列表；每件事写一段 [[events]]，见 gongkai law due --help。")
    return [_event(entry, f"“{path}”第 {at} 件事") for at, entry in enumerate(listed, start=1)]


def _event(entry: Mapping[str, Any], where: str) -> Event:
    if unknown := sorted(entry.keys() - _NAMES):
        raise Refused(f"{where}：不认识“{unknown[0]}”，可以写的有 {'、'.join(sorted(_NAMES))}。")
    if "on" not in entry:
        raise Refused(f"{where}：缺 on（日期）。")
    if "key" in entry and not isinstance(entry["key"], str):
        raise Refused(f"{where}：key 应为带引号的文字。")
    if "days" in entry and (isinstance(entry["days"], bool) or not isinstance(entry["days"], int)):
        raise Refused(f"{where}：days 应为整数。")
    read: dict[str, Callable[[Any], Any]] = {
        "kind": Kind,
        "party": Party,
        "on": _day,
        "delivered_on": _day,
        "until": _day,
    }
    values = dict(entry)
    for name, reader in read.items():
        try:
            if name in entry or name == "kind":
                values[name] = reader(entry.get(name))
        except ValueError:
            allowed = {"kind": "、".join(Kind), "party": "、".join(Party)}.get(name, "日期，例如 2024-02-06")
            raise Refused(f"{where}：{name} 应为 {allowed}。") from None
    return Event(**values)


def _day(value: Any) -> date:
    """A date, whether it was written as one or as text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and len(value) == 10:
        return date.fromisoformat(value)
    raise ValueError("not a date")
