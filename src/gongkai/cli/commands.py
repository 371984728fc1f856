"""Commands that speak Chinese and are loaded only when asked for: `gongkai --help` must not load a PDF library."""

import os
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import click
from click import Context, HelpFormatter

from gongkai import __version__
from gongkai.errors import Refused


class _File(click.Path):
    """A file, there or not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: Context | None) -> Any:
        if os.path.isdir(value):  # noqa: PTH112
            raise Refused(
                f"“{value}”是文件夹，{param.opts[0]} 后面要写文件名。"
                if isinstance(param, click.Option)
                else f"“{value}”是文件夹，这里要给一个文件；整个文件夹可用 gongkai check 核对、gongkai total 汇总。"
            )
        return super().convert(value, param, ctx)


FILE = _File(readable=False, path_type=Path)
PLACE = click.Path(readable=False, path_type=Path)
"""A file or a folder."""


class _Chinese(click.Command):
    """Help in Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # so that the complaint can name the command
            raise

    def get_help_option(self, ctx: Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这段说明"
        return option

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        _list(formatter, "选项", [(_option(option, ctx), _says(option)) for option in options])


def _option(option: click.Option, ctx: Context) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.make_metavar(ctx)}"


def _says(option: click.Option) -> str:
    return f"{option.help}（必填）" if option.required else option.help or ""


def _list(formatter: HelpFormatter, title: str, entries: Sequence[tuple[str, str]]) -> None:
    """Entries under a title, in columns that hold for characters of double width, which click's own do not."""
    formatter.write(f"\n{title}：\n")
    widest = max(_width(name) for name, _ in entries)
    for name, says in entries:
        formatter.write(f"  {name}{' ' * (widest - _width(name))}  {says}\n")


def _width(words: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)


class Command(_Chinese):
    """One command."""


class Group(_Chinese, click.Group):
    """Commands under one name."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "命令 [参数]…")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        _list(formatter, "命令", self.summaries(ctx))

    def summaries(self, ctx: Context) -> list[tuple[str, str]]:
        """Each command with its one line of help."""
        return [(name, command.short_help or "") for name, command in self.commands.items()]


class Program(Group):
    """The commands of the program: where each is to be found, and its line of help."""

    def __init__(self, name: str, *, help: str, homes: Mapping[str, tuple[str, str]]) -> None:
        version = click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help="显示版本号",
        )
        super().__init__(name, help=help, params=[version], context_settings={"help_option_names": ["-h", "--help"]})
        self._homes = homes

    def list_commands(self, ctx: Context) -> list[str]:
        return list(self._homes)

    def get_command(self, ctx: Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._homes:
            return None
        module, _, function = self._homes[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def summaries(self, ctx: Context) -> list[tuple[str, str]]:
        return [(name, line) for name, (_, line) in self._homes.items()]


def _show_version(ctx: Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        click.echo(f"gongkai {__version__}")
        ctx.exit()


def in_chinese(error: click.UsageError) -> str:
    """What is wrong with a command line, in a sentence."""
    asked = error.ctx.command_path if error.ctx else "gongkai"
    return f"{_wrong(error)}；用法见 {asked} --help。".replace("？；", "？")


def _wrong(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少 {_name(param)}{_all_wanted(error)}"
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices)) as param):
            return f"{_name(param)} 应为 {'、'.join(map(str, choices))} 之一"
        case click.BadParameter(param=click.Parameter(type=click.IntRange()) as param):
            return f"{_name(param)} 应为正整数"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_name(param)} 的值不合要求"
        case click.NoSuchOption(option_name=name):
            return f"没有 {name} 这个选项{_nearest(name, _options(error.ctx))}"
        case click.BadOptionUsage(option_name=name):
            return f"{name} 后面要写一个值"
        case click.exceptions.NoSuchCommand(command_name=name):
            return f"没有 {name} 这个命令{_nearest(name, _commands(error.ctx))}"
        case _:
            return "参数过多或不合要求"


def _all_wanted(error: click.UsageError) -> str:
    """Where a command takes several files, all of them."""
    params = error.ctx.command.params if error.ctx else []
    wanted = [_name(param) for param in params if isinstance(param, click.Argument)]
    return f"：要给 {'、'.join(wanted)}" if len(wanted) > 1 else ""


def _options(ctx: Context | None) -> list[str]:
    return [name for param in ctx.command.get_params(ctx) for name in param.opts if name[0] == "-"] if ctx else []


def _commands(ctx: Context | None) -> list[str]:
    return ctx.command.list_commands(ctx) if ctx and isinstance(ctx.command, click.Group) else []


def _nearest(name: str, known: Sequence[str]) -> str:
    return "".join(f"，是不是 {nearest}？" for nearest in get_close_matches(name, known, n=1))


def _name(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else (param.metavar or "参数").rstrip("…")
