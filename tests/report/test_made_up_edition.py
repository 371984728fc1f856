"""格式是数据: a row added to a data file is carried through everything."""

from pathlib import Path

import pytest

from gongkai.report import check, forms, read, total, write
from gongkai.report.report import Cell
from tests.report import liuhe

ADDED = (
    '{ code = "refused.trade_secret", label = "9.属于商业秘密", '
    'group = ["三、本年度办理结果", "（三）不予公开"], role = "outcome" }'
)
BEFORE = '    { code = "unavailable.not_held"'


@pytest.fixture
def edition(tmp_path, monkeypatch):
    """The edition of 2021 with a ninth ground of refusal and heads of its own."""
    [folder] = forms.folders
    text = (folder / "2021.toml").read_text(encoding="utf-8")
    text = text.replace(BEFORE, f"    {ADDED},\n{BEFORE}", 1)
    text = text.replace('edition = "2021"', 'edition = "2031"').replace("first_year = 2021", "first_year = 2031")
    text = text.replace("本年制发件数", "当年印发件数").replace("本年废止件数", "当年废止件数")
    text = text.replace('"现行有效件数"]', '"年末有效件数"]').replace(
        'label = "现行有效件数"', 'label = "年末有效件数"'
    )
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/2031.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(forms, "folders", [folder, tmp_path / "forms"])
    forms.editions.cache_clear()
    yield forms.form("2031")
    forms.editions.cache_clear()


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html", "xlsx", "json"])
def test_a_new_row_is_written_and_read_back_in_every_format(edition: forms.Form, tmp_path: Path, suffix: str) -> None:
    report = liuhe.report("2031", year=2031)
    path = tmp_path / f"report.{suffix}"
    write(report, path)
    found = read(path)
    assert found.form == "2031"
    assert len(edition.slots) == 207
    assert {p: cell.value for p, cell in found.cells.items()} == {p: cell.value for p, cell in report.cells.items()}


def test_a_new_row_takes_part_in_the_sums_and_the_totals(edition: forms.Form) -> None:
    report = liuhe.report("2031", year=2031)
    assert not [finding for finding in check(report) if finding.rule == "handled_sum"]
    cell = report["requests.refused.trade_secret.natural_person"]
    wrong = liuhe.report("2031", year=2031, requests__refused__trade_secret__natural_person=Cell((cell.value or 0) + 1))
    found = {
        finding.rule for finding in check(wrong) if "requests.refused.trade_secret.natural_person" in finding.cells
    }
    assert found == {"handled_sum", "applicant_sum"}
    both = total([report, liuhe.report("2031", year=2031)])
    assert "requests.refused.trade_secret.total" in both.report.cells
