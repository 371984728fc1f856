"""docs/law.md leads from an article to the code: every name in it exists, and every dated rule is in it."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from gongkai.law.dated import Dated

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/law.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`law\.(\w+)\.(\w+)`", TABLE)))
MODULES = [
    *("calendar", "deadlines", "disclosure", "fees", "inspection", "outcomes", "remedies", "reporting", "timeliness"),
]


@pytest.mark.parametrize(("module", "name"), NAMED)
def test_a_name_in_the_table_is_in_the_code(module: str, name: str) -> None:
    assert hasattr(import_module(f"gongkai.law.{module}"), name)


@pytest.mark.parametrize("module", MODULES)
def test_every_dated_rule_is_in_the_table(module: str) -> None:
    found = vars(import_module(f"gongkai.law.{module}")).items()
    rules = {name for name, value in found if isinstance(value, Dated) and not name.startswith("_")}
    assert rules <= {name for _, name in NAMED}
