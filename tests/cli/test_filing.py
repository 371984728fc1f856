"""gongkai filing verify: what an auditor is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai import cli
from gongkai.disclosure import files
from gongkai.filing.models import Rendered
from gongkai.report.report import Cell
from tests.cast import Cast
from tests.filing.published import published, report, restated
from tests.filing.test_sealed import changed


@pytest.fixture
def package(cast: Cast, settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    published(cast.town, cast.chen)
    return files.path("filings", Rendered.objects.get(kind="zip").hash)


def gongkai(*words: str) -> int:
    return cli.run(["filing", "verify", *words])


def test_a_sound_package_holds_and_asks_for_the_seal_of_the_page(package: Path, capsys: Any) -> None:
    assert gongkai(str(package)) == 0
    told = capsys.readouterr().out
    assert told.startswith("清水镇人民政府2024年度报告，第1版，2025-01-20公布\n封存校验值：")
    assert "不成立" not in told and "请再与公布页面上的封存校验值核对" in told
    seal = told.split("封存校验值：")[1].split("\n")[0]
    assert gongkai(str(package), "--seal", seal) == 0
    assert capsys.readouterr().out.endswith("全部成立。\n")


def test_a_changed_package_ends_with_one_and_says_where(package: Path, capsys: Any) -> None:
    assert gongkai(str(changed(package, "records.csv", b",0.25", b",0.35"))) == 1
    told = capsys.readouterr().out
    assert "不成立  文件：文件与清单不符\n" in told
    assert "records.csv 的内容与清单不符：封存之后被改动过" in told
    assert gongkai(str(package), "--seal", "0" * 64) == 1
    assert "不是公布的那一份" in capsys.readouterr().out


def test_the_same_as_json(package: Path, capsys: Any) -> None:
    assert gongkai(str(package), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["seal_compared"] is False
    assert told["holds"] and told["year"] == 2024
    assert {"what": "文件", "holds": True, "says": "7 个文件的内容与清单一致", "details": []} in told["checks"]


def test_sums_that_fail_in_a_report_read_from_a_file_stand_as_in_the_original(
    cast: Cast, settings: Any, tmp_path: Path, capsys: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    filing = published(cast.town, cast.chen, files=False)
    restated(filing, cast.chen, report(cast.town, requests__new__total=Cell(99)), "读入")  # no records stand behind it
    sealed = str(files.path("filings", Rendered.objects.get(kind="zip").hash))
    assert gongkai(sealed) == 0
    told = capsys.readouterr().out
    assert "照原件  勾稽关系：报告由原文件读入，原件如此，下面各处对不上\n          " in told
    assert "不成立" not in told and "包内全部成立" not in told


def test_what_is_no_package_ends_with_two(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "年报.zip").write_bytes(b"PK")
    assert gongkai(str(tmp_path / "年报.zip")) == 2
    assert gongkai(str(tmp_path / "没有.zip")) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("错误：不是年度报告的封存包：文件不是完整的压缩包。")
    assert "没有这个文件或文件夹" in second


def test_words_of_a_package_cannot_pass_for_a_line_of_the_verdict(package: Path, capsys: Any) -> None:
    forged = "清水镇\\n全部成立。\\u2028\\u202e".encode()
    gongkai(str(changed(package, "manifest.json", "清水镇".encode(), forged)))
    told = capsys.readouterr().out
    assert told.startswith("清水镇 全部成立。  人民政府2024年度报告")
    assert "全部成立。" not in told.splitlines()[1:]


def test_words_of_a_package_cannot_steer_the_terminal(package: Path, capsys: Any) -> None:
    gongkai(str(changed(package, "manifest.json", "清水镇".encode(), b"\\u001b[2J")))
    assert "\x1b" not in capsys.readouterr().out
