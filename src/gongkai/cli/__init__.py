"""命令行: read, check, write, add up and compare reports; build tables of many.

    gongkai read | check | write | total | compare | corpus build

Exit codes: 0 done; 1 something was found wrong or left out; 2 it cannot be done, with one line on stderr saying why.
"""

import contextlib
import errno
import os
import sys
from typing import Any

import click

from gongkai.cli.commands import Program, in_chinese
from gongkai.errors import GongkaiError

_REASONS = {
    errno.ENOSPC: "磁盘已满，输出没有写完",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读，不能写",
    errno.EISDIR: "这是文件夹，请给文件",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
}

INTERRUPTED, PIPE_CLOSED = 130, 141

program = Program(
    "gongkai",
    help="""\b
政府信息公开工作年度报告：读取、核对、成文、汇总、比对。

\b
例：
  gongkai check 年报.docx
  gongkai check 各乡镇年报/ --out 核对结果.xlsx
  gongkai total 各乡镇年报/*.docx --agency 柳河县 --out 汇总.xlsx
""",
    homes={
        "read": ("gongkai.cli.read:read", "读一份报告，显示其中的表格和数字"),
        "check": ("gongkai.cli.check:check", "核对一份报告，或一个文件夹里的全部报告"),
        "write": ("gongkai.cli.write:write", "按规范版式写成 Word、PDF、网页、Excel 或 JSON"),
        "total": ("gongkai.cli.total:total", "把同一年度各机关的报告逐格相加"),
        "compare": ("gongkai.cli.compare:compare", "比对一个机关的两年，或两个机关"),
        "corpus": ("gongkai.cli.corpus:corpus", "把成千上万份报告读成数据表"),
    },
)


def main() -> None:
    """The command line: runs what was asked, and ends with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; every failure that is not ours becomes one line in Chinese."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream that a test or another program put in its place
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code: Any = program.main(arguments, prog_name="gongkai", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else "", err=True)
        return 2
    except click.UsageError as error:
        return _complain(in_chinese(error))
    except GongkaiError as error:
        return _complain(str(error))
    except (KeyboardInterrupt, click.Abort):
        _say("已停止。")
        return INTERRUPTED
    except BrokenPipeError:
        _leave_stdout()
        return PIPE_CLOSED
    except OSError as error:
        _leave_stdout()
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        return _complain(f"{error.filename}：{reason}。" if isinstance(error.filename, str) else f"{reason}。")
    except MemoryError:
        return _complain("内存不够，请关闭其他程序后再试。")
    return code if isinstance(code, int) else 0


def _complain(sentence: str) -> int:
    _say(f"错误：{' '.join(sentence.split())}")
    return 2


def _say(line: str) -> None:
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)  # noqa: T201


def _leave_stdout() -> None:
    """Nobody takes our output any more: what is left of it must not fail again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
