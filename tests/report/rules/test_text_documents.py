import pytest

from gongkai.report.report import Cell
from gongkai.report.rules import verdicts
from tests.report.rules import sound

ROW = "disclosure.normative_documents"


def saying(value: int, quote: str, **more):
    """Four documents made, one repealed, thirty-two in force; what the text says of them."""
    cells = {"made": 4, "repealed": 1, "in_force": 32}
    report = sound.report(**{f"{ROW}.{code}".replace(".", "__"): Cell(n) for code, n in cells.items()})
    return sound.but(report, statements=(sound.said("normative_documents", value, quote, **more),))


@pytest.mark.parametrize(("code", "value"), [("made", 0), ("repealed", 2), ("in_force", 31)])
def test_another_number_made_repealed_or_in_force_is_found(code, value):
    [finding] = sound.found(
        saying(value, f"制发、废止、现行有效规范性文件{value}件", cell=f"{ROW}.{code}"), "text_documents"
    )
    assert (finding.severity, finding.cells) == ("error", (f"{ROW}.{code}",))


def test_the_numbers_of_the_table_are_right():
    assert verdicts(saying(4, "制发规范性文件4件", cell=f"{ROW}.made"))["text_documents"] == "clean"


@pytest.mark.parametrize("value", [4, 1, 32])
def test_a_number_of_no_stated_column_may_be_any_of_them(value):
    assert not sound.found(saying(value, f"规范性文件{value}件"), "text_documents")


def test_documents_published_may_be_others_than_those_made():
    [finding] = sound.found(saying(12, "公开规范性文件12件"), "text_documents")
    assert finding.severity == "note"
