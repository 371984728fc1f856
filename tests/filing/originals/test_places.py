"""位置: where the figures of a report stand on the pages of its file."""

from pathlib import Path

import pypdfium2
import pytest

from gongkai.errors import Unreadable
from gongkai.filing import originals
from gongkai.filing.originals import places
from gongkai.report import read
from gongkai.report.report import Report
from tests.conftest import HERE

SAMPLES = HERE / "samples" / "reports"
RULED = SAMPLES / "ruled_over_pages.pdf"


def words_in(file: Path, page: int, box: places.Box) -> str:
    """What is printed within a place."""
    with pypdfium2.PdfDocument(file) as document:
        sheet = document[page]
        left, top, right, bottom = box
        height = sheet.get_height()
        found = sheet.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
        return "".join(found.split())


@pytest.mark.parametrize("name", ["ruled_over_pages.pdf", "without_rules.pdf"])
def test_each_place_holds_the_figure_that_was_read(name: str) -> None:
    report = read(SAMPLES / name)
    sheets = places.sheets(SAMPLES / name, report)
    held: dict[str, str] = {}
    for number, sheet in enumerate(sheets):
        held |= {path: words_in(SAMPLES / name, number, box) for path, box in sheet.spots.items()}
    cells = {path: f"{value:f}" if hasattr(value, "as_tuple") else str(value) for path, value in _values(report)}
    exact = [path for path in cells if held.get(path) == cells[path]]
    wrong = [path for path in cells if path in held and not _begins(cells[path], held[path])]
    assert len(held) == 202
    assert len(exact) >= 175
    assert wrong == []


def _begins(figure: str, words: str) -> bool:
    """A figure too long for its column ends on the next line; a row whose figures are not told apart holds them all."""
    return figure.startswith(words) or figure in words


def _values(report: Report) -> list[tuple[str, object]]:
    return [(path, cell.value) for path, cell in report.cells.items()]


def test_the_title_and_the_signature_have_their_places() -> None:
    sheets = originals.sheets(RULED, read(RULED))
    assert "2024年政府信息公开工作年度报告" in words_in(RULED, 0, sheets[0].spots["title"])
    assert any("signature" in sheet.spots for sheet in sheets)


def test_pages_without_anything_of_the_report_have_no_places(tmp_path: Path) -> None:
    blank = tmp_path / "blank.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(blank)
    [sheet] = originals.sheets(blank, read(RULED))
    assert (sheet.width, sheet.height, sheet.spots) == (595, 842, {})


def test_a_damaged_file_is_said_to_be_so(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(RULED.read_bytes()[:300])
    with pytest.raises(Unreadable):
        originals.sheets(damaged, read(RULED))


def test_what_reads_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.filing.originals.apart.SECONDS", 0.01)
    with pytest.raises(Unreadable, match="还没有读完"):
        originals.read(RULED, "年报.pdf")


@pytest.mark.parametrize("name", ["年报" * 200 + ".pdf", "没有结尾" * 100, ".pdf"])
def test_a_name_of_any_length_can_be_read_under(name: str) -> None:
    assert originals.read(RULED, name)["requests.new.total"] == read(RULED)["requests.new.total"]
