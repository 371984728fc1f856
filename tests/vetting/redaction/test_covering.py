"""Covering: what was covered cannot be seen, nor found beneath; what was not is still there."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from PIL import Image

from gongkai.errors import Refused
from gongkai.vetting.files import FileKind, scan
from gongkai.vetting.redaction import Cover, Covered, cover, drawn, paged, words_in
from tests.vetting.files import made

NAME, NUMBER = "王小明", "11010119900307 0038"
TEXT = f"低保对象{NAME}，身份证号{NUMBER}，每月三百元。"


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def pixels(path: Path, page: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(drawn(path, page, dpi=100))).convert("L")


def is_black(picture: Image.Image, box: tuple[float, float, float, float]) -> bool:
    """Whether every pixel of a box, given in points, is black."""
    at = [round(side * 100 / 72) for side in box]
    return picture.crop((at[0], at[1], at[2], at[3])).getextrema()[1] < 40


def boxes_of(path: Path, words: str) -> list[tuple[float, float, float, float]]:
    """Where words stand, in points from the top left, as the library that searches PDFs finds them."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        textpage = page.get_textpage()
        height = page.get_height()
        found = []
        searcher = textpage.search(words)
        while hit := searcher.get_next():
            for at in range(textpage.count_rects(*hit)):
                left, bottom, right, top = textpage.get_rect(at)
                found.append((left, height - top, right, height - bottom))
        return found


def test_covered_words_are_gone_from_the_text_and_black_on_the_page(tmp_path: Path) -> None:
    source, to = made.pdf(tmp_path / "名单.pdf", TEXT), tmp_path / "out.pdf"
    covers = (Cover("15", words=NAME), Cover("15", words="110101199003070038"))
    done = cover(source, to, covers)
    assert (done.pages, done.missed, done.blind) == (1, (), ())
    assert sum(place.count for place in done.places) == 2
    assert NAME in words_of(source)
    assert words_of(to) == ""
    before, after = pixels(source), pixels(to)
    for words in (NAME, NUMBER):
        [box] = boxes_of(source, words)
        assert not is_black(before, box)
        assert is_black(after, box)
    [left_alone] = boxes_of(source, "每月三百元")
    assert not is_black(after, left_alone)


def test_nothing_of_the_original_lies_in_the_copy(tmp_path: Path) -> None:
    source = made.pdf(tmp_path / "a.pdf", TEXT, lambda file: file.docinfo.update({"/Author": NAME}))
    to = tmp_path / "out.pdf"
    cover(source, to, (Cover("15", words=NAME),))
    found = scan(to)
    assert found.text.strip() == ""
    assert found.traces == ()
    with pikepdf.open(to) as file:
        assert "/Info" not in file.trailer
        assert [
            str(each.Subtype) for each in file.objects if isinstance(each, pikepdf.Stream) and "/Subtype" in each
        ] == ["/Image"]


def test_words_that_run_over_the_end_of_a_line_are_covered_on_both(tmp_path: Path) -> None:
    source, to = (
        made.pdf(
            tmp_path / "a.pdf",
            "#set page(width: 100pt, height: 200pt, margin: 10pt)\n这里写着王小明的情况和李小红的情况",
        ),
        tmp_path / "o.pdf",
    )
    text = words_of(source)
    wrapped = next(text[at - 1] + text[at + 2] for at in range(len(text)) if text[at : at + 2] == "\r\n")
    done = cover(source, to, (Cover("15", words=wrapped),))
    assert done.missed == ()
    assert pixels(to).histogram()[0] > pixels(source).histogram()[0] + 100


def test_words_that_are_not_there_are_named_and_no_copy_is_made(tmp_path: Path) -> None:
    source, to = made.pdf(tmp_path / "a.pdf", TEXT), tmp_path / "out.pdf"
    done = cover(source, to, (Cover("15", words=NAME), Cover("15", words="没有的词")))
    assert done.missed == (1,)
    assert not to.exists()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_blackened_where_the_words_are_seen(tmp_path: Path, turned: int) -> None:
    def turn(file: pikepdf.Pdf) -> None:
        file.pages[0].rotate(turned, relative=False)

    source, to = made.pdf(tmp_path / "a.pdf", NAME, turn), tmp_path / "out.pdf"
    cover(source, to, (Cover("15", words=NAME),))
    light = pixels(source).point(lambda value: 255 if value < 128 else 0).getbbox()
    dark = pixels(to).point(lambda value: 255 if value < 128 else 0).getbbox()
    assert light is not None
    assert dark is not None
    assert all(abs(a - b) < 12 for a, b in zip(light, dark, strict=True))
    assert is_black(pixels(to), tuple(side * 0.72 for side in light))


def test_words_of_a_form_field_are_found_too(tmp_path: Path) -> None:
    def with_note(file: pikepdf.Pdf) -> None:
        look = file.make_stream(b"BT /F1 14 Tf 5 5 Td (SECRETNAME) Tj ET", Type=pikepdf.Name.XObject)
        look.Subtype, look.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 200, 30])
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=pikepdf.Array([100, 300, 300, 330]),
            F=4,
            AP=pikepdf.Dictionary(N=look),
        )
        file.pages[0].obj.Annots = pikepdf.Array([file.make_indirect(note)])

    source, to = made.pdf(tmp_path / "a.pdf", TEXT, with_note), tmp_path / "out.pdf"
    done = cover(source, to, (Cover("15", words="secretname"),))
    assert done.missed == ()
    assert is_black(pixels(to), (106, 842 - 318, 180, 842 - 306))


def test_a_place_on_a_scanned_page_is_covered_by_millimetres(tmp_path: Path) -> None:
    picture = tmp_path / "scan.png"
    Image.new("RGB", (800, 600), "white").save(picture)
    source, to = tmp_path / "pages.pdf", tmp_path / "out.pdf"
    paged(picture, FileKind.PNG, source)
    done = cover(source, to, (Cover("15", page=1, left=10, top=20, width=30, height=5),))
    assert done.blind == (1,)
    mm = 72 / 25.4
    assert is_black(pixels(to), (10.5 * mm, 20.5 * mm, 39.5 * mm, 24.5 * mm))
    assert not is_black(pixels(to), (10 * mm, 30 * mm, 40 * mm, 35 * mm))


def test_a_page_with_words_over_a_large_picture_is_looked_at_by_people(tmp_path: Path) -> None:
    Image.new("RGB", (80, 60), "white").save(tmp_path / "scan.png")

    def of_width(share: int) -> Covered:
        picture = f'#place(image("scan.png", width: {share}%))'
        source = tmp_path / "a.typ"
        source.write_text(f"#set page(margin: 0pt, width: 300pt, height: 225pt)\n{picture}\nPRINTED", encoding="utf-8")
        typst.compile(str(source), output=str(tmp_path / "a.pdf"))
        return cover(tmp_path / "a.pdf", tmp_path / "o.pdf", (Cover("15", words="PRINTED"),))

    assert of_width(90).blind == (1,)
    assert of_width(10).blind == ()


def test_a_place_beside_the_page_is_missed(tmp_path: Path) -> None:
    source = made.pdf(tmp_path / "a.pdf", TEXT)
    for cover_ in (Cover("15", page=2, width=5, height=5), Cover("15", page=1, left=400, width=5, height=5)):
        assert cover(source, tmp_path / "o.pdf", (cover_,)).missed == (0,)


def test_an_office_file_is_covered_as_it_prints(tmp_path: Path) -> None:
    source, to = tmp_path / "pages.pdf", tmp_path / "out.pdf"
    paged(made.word(tmp_path / "a.docx"), FileKind.DOCX, source)
    done = cover(source, to, (Cover("15", words="王某"),))
    assert done.missed == ()
    [box] = boxes_of(source, "王某")
    assert is_black(pixels(to), box)


def test_ofd_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="另存为 PDF"):
        paged(tmp_path / "a.ofd", FileKind.OFD, tmp_path / "b.pdf")


def test_words_are_compared_without_blanks_and_width() -> None:
    covers = (Cover("15", words="１３８ 0000"), Cover("15", words="没有"), Cover("15", page=1))
    assert words_in("电话138\n0000", covers) == (0,)
