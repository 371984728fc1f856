"""重排: the words and tables of a file on a plain page."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from gongkai.filing import originals
from gongkai.filing.originals import apart, writing
from gongkai.report.reading import files
from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph
from tests.conftest import HERE

SAMPLES = HERE / "samples" / "reports"


def test_words_and_merged_cells_stand_in_their_order() -> None:
    grid = Grid((GridCell("申请人情况", 0, 0, colspan=2), GridCell("自然人", 1, 0), GridCell("3", 1, 1)))
    page = writing.page(Document("html", (Paragraph("三、收到和处理"), grid, Paragraph("四、复议")), "年报")).decode()
    assert "<title>年报</title>" in page
    assert '<tr><td rowspan="1" colspan="2">申请人情况</td></tr>' in page
    assert page.index("三、收到和处理") < page.index("自然人") < page.index("四、复议")


def test_nothing_in_a_file_becomes_markup() -> None:
    page = writing.page(Document("html", (Paragraph('<img src="http://a.example/x">'),), "</title><script>")).decode()
    assert "<img" not in page
    assert "<script" not in page


def test_what_is_set_anew_reads_as_the_file_does() -> None:
    for name in ("in_a_website.html", "workbook.xlsx", "printed_to_ofd.ofd"):
        words = apart.as_page(SAMPLES / name).decode()
        assert "本年新收政府信息公开申请数量" in words
        assert files.kind_of(SAMPLES / name) in originals.AS_WORDS


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("rtf", r"{\rtf1\ansi Annual {\field{\*\fldinst INCLUDEPICTURE ADDRESS \\d}{\fldrslt x}}}"),
        (
            "xml",
            '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
            '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
            ' xmlns:v="urn:schemas-microsoft-com:vml"><w:body><w:p><w:r><w:t>Annual</w:t></w:r></w:p><w:p><w:r>'
            '<w:pict><v:shape style="width:100pt;height:100pt"><v:imagedata src=ADDRESS/></v:shape></w:pict>'
            "</w:r></w:p></w:body></w:wordDocument>",
        ),
    ],
    ids=["rtf", "word-2003"],
)
def test_the_pages_show_no_file_of_this_machine_that_the_file_names(tmp_path: Path, kind: str, content: str) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (40, 40), (255, 0, 0)).save(secret)
    file = tmp_path / f"report.{kind}"
    file.write_text(content.replace("ADDRESS", f'"{secret.as_uri()}"'), encoding="utf-8")
    assert files.kind_of(file) == kind
    with pypdfium2.PdfDocument(originals.paged(file, kind)) as document:
        assert "Annual" in document[0].get_textpage().get_text_range()
        assert not list(document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))


def test_the_page_is_printed_from_its_first_word(tmp_path: Path) -> None:
    file = tmp_path / "年报.html"
    file.write_text("<html><body><p>清水镇年度报告</p><p>一、总体情况</p></body></html>", encoding="utf-8")
    with pypdfium2.PdfDocument(originals.paged(file, "html")) as document:
        assert "清水镇年度报告" in document[0].get_textpage().get_text_range()
