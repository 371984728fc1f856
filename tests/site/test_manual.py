"""The user manual against the desk it speaks of: pictures there, words as on the pages, nothing left out."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from gongkai.agency.roles import Role
from gongkai.desk.finding import KEYS
from gongkai.desk.frame import PLACES
from gongkai.site import configuration

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
DESK = ROOT / "src" / "gongkai" / "desk"
MANUAL = (DOCS / "user-manual.zh-CN.md").read_text(encoding="utf-8")
READERS = [MANUAL, *((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))]
TEMPLATES = [each for part in ("desk", "portal", "site") for each in (ROOT / "src" / "gongkai" / part).rglob("*.html")]

MOST_OF_ONE, MOST_OF_ALL = 120_000, 4_000_000
BACK = "返回|不办了|不改了|不发布了|不关联了|看导入成|继续编制第|全部下发|日期$|^恢复$|^解除$"
"""Words of buttons that lead back, go on in a figure, or are short where the link to their page says more; labels."""

NAMED = re.compile(r"!\[([^\]]+)\]\(pictures/([\w-]+\.png)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
BUTTON = re.compile(r'\b(?:link_button|refused_button|button)\("([^"{]+)"')


def pictures() -> dict[str, int]:
    """The pictures of the desk with their sizes; make.py has its own."""
    others = (DOCS / "pictures" / "make.py").read_text(encoding="utf-8")
    found = (DOCS / "pictures").glob("*.png")
    return {path.name: path.stat().st_size for path in found if path.name not in others}


def words_on_pages() -> str:
    """Everything that templates and modules can show."""
    sources = chain(TEMPLATES, (ROOT / "src" / "gongkai").rglob("*.py"))
    return "\n".join(path.read_text(encoding="utf-8") for path in sources)


def buttons() -> Iterator[str]:
    """The words that begin or do an act of the desk: on buttons of templates, and those that views give them."""
    for path in DESK.rglob("*.html"):
        yield from BUTTON.findall(path.read_text(encoding="utf-8"))
    for path in DESK.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "to":
                yield from (each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant))
            elif isinstance(node, ast.keyword) and node.arg == "word" and isinstance(node.value, ast.Constant):
                yield str(node.value.value)


def test_every_picture_of_the_manual_is_there_and_has_words_for_who_does_not_see_it() -> None:
    named = NAMED.findall(MANUAL)
    assert len(named) == MANUAL.count("](pictures/") > 40
    assert {file for _, file in named} <= pictures().keys()


def test_no_picture_lies_about_unused() -> None:
    assert [file for file in pictures() if not any(f"pictures/{file}" in text for text in READERS)] == []


def test_pictures_are_small_enough_to_be_read_over_a_slow_line() -> None:
    sizes = pictures()
    assert {name: size for name, size in sizes.items() if size > MOST_OF_ONE} == {}
    assert sum(sizes.values()) < MOST_OF_ALL


@pytest.mark.parametrize("place", [word for _, word, _, _ in PLACES])
def test_every_place_of_the_rail_is_spoken_of(place: str) -> None:
    assert f"**{place}**" in MANUAL


@pytest.mark.parametrize("role", Role.labels)
def test_every_role_is_told_what_to_read(role: str) -> None:
    assert f"| **{role}** |" in MANUAL


def test_words_in_bold_stand_on_the_pages() -> None:
    """Bold is for nothing else: a reader looks for it on the screen."""
    shown = words_on_pages()
    assert [word for word in dict.fromkeys(BOLD.findall(MANUAL)) if word not in shown] == ["粗体"]


def test_every_button_of_the_desk_is_spoken_of() -> None:
    wanted = {word for word in buttons() if not re.search(BACK, word)}
    assert len(wanted) > 100
    assert sorted(word for word in wanted if word.strip() not in MANUAL) == []


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("password_length", "至少 {} 位"),
        ("login_failures", "连续输错 {} 次"),
        ("lockout_minutes", "锁 {} 分钟"),
        ("attachment_mb", "最大 {} MB"),
        ("expiry_reminder_days", "到期前 {} 天"),
        ("reexamination_months", "默认 {} 个月"),
        ("internal_days", "早 {} 个工作日"),
        ("identity_file_days", "默认 {} 天"),
        ("provided_days", "可以下载 {} 天"),
        ("question_after", "一小时超过 {} 件要先答"),
        ("applications_an_hour", "超过 {} 件请改用"),
    ],
)
def test_figures_are_those_of_the_settings(setting: str, words: str) -> None:
    [given] = [each for each in configuration.SETTINGS if each.name == setting]
    assert words.format(given.default) in MANUAL


def test_what_the_law_leaves_open_is_said_to_be_open() -> None:
    for setting in configuration.SETTINGS:
        if setting.unconfirmed:
            assert OPEN[setting.name] in re.sub(r"\s", "", MANUAL)


OPEN = {
    "reexamination_months": "【未核实】隔多久没有规定",
    "interpretation_days": "【未核实】三个工作日出自",
    "screening_people": "【未核实】“三审三校”是各地通行做法",
    "afterwards_days": "【未核实】几个工作日没有统一规定",
    "identity_document": "【未核实】身份证明的方式",
    "letter_people": "【未核实】一份答复书由几个人办",
    "inquiry_reconsideration_first": "【未核实】“属于行政查询事项”的答复要不要先复议",
    "reply_counts_from": "【未核实】答复以哪一天为准",
    "dossier_years": "【未核实】案卷保管多少年",
    "identity_file_days": "【未核实】身份证明文件办结后多少天删除",
    "fee_restart": "【未核实】缴清信息处理费以后期限怎么算",
    "fee_month": "【未核实】按件收费时，一件申请算在哪个月",
    "opinion_day": "【未核实】意见回来的当日计不计入期限",
    "extension_after_restart": "【未核实】延期以后又因补正、缴费重新起算的",
}


def test_keys_are_those_of_the_help() -> None:
    for key, _ in KEYS:
        for each in key.split():
            assert f"`{each}`" in MANUAL or {"Enter": "回车"}.get(each, each) in MANUAL
