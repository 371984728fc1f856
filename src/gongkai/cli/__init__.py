"""命令行: read, check, write, add up and compare reports; build tables of many; ask the law a question.

    gongkai read | check | write | total | compare | corpus build | law due, fee, outcomes

Exit codes: 0 done; 1 something was found wrong or left out; 2 it cannot be done, with one line on stderr saying why.
"""

import contextlib
import os
import sys
from typing import Any

import click

from gongkai.cli.commands import Program, in_chinese
from gongkai.errors import GongkaiError, Refused, reason

INTERRUPTED, PIPE_CLOSED = 130, 141

program = Program(
    "gongkai",
    help="""\b
政府信息公开：启动站点，管理机关、账号和留痕；读取、核对、成文、汇总、比对年度报告；问期限和收费。

\b
例：
  gongkai demo
  gongkai check 年报.docx
  gongkai check 各乡镇年报/ --out 核对结果.xlsx
  gongkai total 各乡镇年报/*.docx --agency 柳河县 --out 汇总.xlsx
  gongkai law due --received 2024-02-06
""",
    homes={
        "read": ("gongkai.cli.read:read", "读一份报告，显示其中的表格和数字"),
        "check": ("gongkai.cli.check:check", "核对一份报告，或一个文件夹里的全部报告"),
        "write": ("gongkai.cli.write:write", "按规范版式写成 Word、PDF、网页、Excel 或 JSON"),
        "total": ("gongkai.cli.total:total", "把同一年度各机关的报告逐格相加"),
        "compare": ("gongkai.cli.compare:compare", "比对一个机关的两年，或两个机关"),
        "corpus": ("gongkai.cli.corpus:corpus", "把成千上万份报告读成数据表"),
        "law": ("gongkai.cli.law:law", "问法规：答复期限、信息处理费、办理结果"),
        "demo": ("gongkai.cli.site:demo", "启动演示站点"),
        "serve": ("gongkai.cli.site:serve", "启动站点"),
        "worker": ("gongkai.cli.site:worker", "单独启动后台任务进程"),
        "upgrade": ("gongkai.cli.site:upgrade", "升级后更新数据库和样式文件"),
        "agency": ("gongkai.cli.site_agency:agency", "机关：装入全国机关、开通、设立、导入"),
        "officer": ("gongkai.cli.site_officer:officer", "人员：开账号、任命、重置密码"),
        "journal": ("gongkai.cli.site_journal:journal", "日志：核验、导出校验值"),
        "filing": ("gongkai.cli.filing:filing", "年度报告：核验公布时封存的报告包"),
        "backup": ("gongkai.cli.site:backup", "备份数据库和附件"),
        "restore": ("gongkai.cli.site:restore", "从备份恢复"),
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
    except Refused as refusal:
        return _complain(refusal.message, *refusal.details)
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
        whose = f"{error.filename}：" if isinstance(error.filename, str) else "输出没有写完："
        return _complain(f"{whose}{reason(error)}。")
    except MemoryError:
        return _complain("内存不够，请关闭其他程序后再试。")
    return code if isinstance(code, int) else 0


def _complain(sentence: str, *details: str) -> int:
    _say(f"错误：{' '.join(sentence.split())}")
    for detail in details:
        _say(f"  {' '.join(detail.split())}")
    return 2


def _say(line: str) -> None:
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)  # noqa: T201


def _leave_stdout() -> None:
    """Nobody takes our output any more: what is left of it must not fail again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
