"""2031 年版: an edition that does not exist, with rows and columns of its own, to show that none is built in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.report import forms

FORM = """
edition = "2031"
name = "2031 年版年度报告格式"
statute = "FORM_2021"
first_year = 2031

[[section]]
code = "algorithms"
title = "公开算法情况"

[[table]]
code = "algorithms"
name = "表甲"
section = "algorithms"
  [[table.block]]
  corner = "（本列数据的勾稽关系为：合计等于各项之和）"
  columns = [
    { code = "city", label = "市", unit = "件", group = ["来自何处"] },
    { code = "county", label = "县（市、区）", unit = "件", group = ["来自何处"] },
    { code = "fee", label = "收费", unit = "元", kind = "amount" },
  ]
  rows = [
ROWS
    { code = "all", label = "合计" },
  ]
"""


@pytest.fixture
def long_edition(tmp_path: Path) -> Iterator[str]:
    """Its one table has sixty-one rows, in groups of six: more than a page holds."""
    rows = "\n".join(
        f'    {{ code = "r{number}", label = "{number % 6 + 1}.第{number}类算法", group = ["第{number // 6}组"] }},'
        for number in range(60)
    )
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "2031.toml").write_text(FORM.replace("ROWS", rows), encoding="utf-8")
    forms.folders.append(folder)
    forms.editions.cache_clear()
    yield "2031"
    forms.folders.remove(folder)
    forms.editions.cache_clear()
