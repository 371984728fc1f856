import re
from functools import partial

import msgspec
import pypdfium2
import pytest
import typst

from gongkai.errors import Refused
from gongkai.report import forms
from gongkai.report.rendering.pdf import FONTS_SETTING, write
from gongkai.report.report import Cell, Report, Section, Statistic
from tests.report import liuhe


@pytest.fixture
def pages_of(tmp_path):
    """The words of each page of a report written as PDF."""

    def words(report):
        write(report, tmp_path / "report.pdf")
        with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
            return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]

    return words


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_figure_stands_on_the_page_in_the_order_of_the_form(pages_of, edition):
    report = liuhe.report(edition)
    report = msgspec.structs.replace(
        report, cells={path: Cell(3001 + number) for number, path in enumerate(report.cells)}
    )
    figures = [int(found) for found in re.findall(r"\b3\d{3}\b", " ".join(pages_of(report)))]
    assert figures == [3001 + number for number in range(len(report.cells))]


def test_the_document_goes_from_title_to_date(pages_of):
    words = "".join(pages_of(liuhe.report())).replace("\n", "")
    places = [
        words.index(piece)
        for piece in (
            "政府信息公开工作年度报告",
            "按照政府信息公开条例编制",
            "一、总体情况",
            "（一）主动公开",
            "全年主动公开信息412条",
            "二、主动公开政府信息情况",
            "第二十条第（一）项",
            "本列数据的勾稽关系为",
            "复议后起诉",
            "五、存在的主要问题及改进情况",
            "2024年1月12日",
        )
    ]
    assert places == sorted(places)


def test_pages_are_numbered(pages_of):
    pages = pages_of(liuhe.report())
    assert [re.findall(r"— (\d+) —", page) for page in pages] == [[str(number)] for number in range(1, len(pages) + 1)]


def test_a_table_cut_by_a_page_has_its_head_and_its_merged_labels_on_both(pages_of):
    for lines in range(0, 22, 3):
        report = msgspec.structs.replace(liuhe.report(), preamble="依规编制。\n" * lines)
        found = [page for page in pages_of(report) if "勾稽关系" in page]
        assert "三、收到和处理政府信息公开申请情况" in found[0]
        assert "四、结转下年度继续办理" in found[-1]
        assert all(page.count("勾稽关系") == 1 for page in found)
        assert all("三、本" in page for page in found)


def test_the_head_of_a_longer_table_repeats_on_every_page(pages_of, long_edition):
    form = forms.form(long_edition)
    report = Report("柳河县", 2031, long_edition, {path: Cell(n) for n, path in enumerate(form.slots, start=2001)})
    pages = pages_of(report)
    assert len(pages) > 1
    assert all("勾稽关系" in page and "县（市、区" in page for page in pages)
    figures = [int(found) for found in re.findall(r"\b2\d{3}\b", "".join(pages).replace("2031", ""))]
    assert figures == [n for n in range(2001, 2001 + len(form.slots)) if n != 2031]


def test_words_that_look_like_markup_stay_words(pages_of):
    words = '#let x = 1 $y$ *z* _GoBack <w> @v \\u{41} "引"'
    report = msgspec.structs.replace(
        liuhe.report(), form="", title=words, sections=(Section("other", words, "\x08甲\x00乙"),)
    )
    [page] = pages_of(report)
    assert page.replace("\n", "").count(words) == 2
    assert "甲乙" in page


def test_a_report_of_words_and_labelled_numbers_is_written_too(pages_of):
    report = msgspec.structs.replace(
        liuhe.report(),
        form="",
        cells={},
        statistics=(Statistic("主动公开政府信息数", "条", {"": 1024, "其中网站": None}),),
    )
    words = "".join(pages_of(report))
    assert "本年度没有收取信息处理费。" in words
    assert re.search("主动公开政府信息数\\s*条\\s*1024\n", words)


def test_a_report_with_nothing_in_it_is_still_a_document(pages_of):
    assert pages_of(Report(None, None, "")) == ["政府信息公开工作年度报告\n— 1 —"]


def test_the_file_is_tagged_archivable_and_says_whose_report_it_is(tmp_path):
    report = liuhe.report()
    write(report, tmp_path / "report.pdf")
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        said = document.get_metadata_dict()
        assert document.is_tagged()
        assert (said["Title"], said["Author"]) == (report.title, liuhe.AGENCY)
        assert said["CreationDate"].startswith("D:20240112")
        headings = [bookmark.get_title() for bookmark in document.get_toc()]
    assert headings[:2] == ["一、总体情况", "（一）主动公开"]
    raw = (tmp_path / "report.pdf").read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in raw
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw
    assert b"zh-CN" in raw


def test_a_report_not_yet_signed_is_written_without_a_date(tmp_path):
    write(msgspec.structs.replace(liuhe.report(), signature="", signed_on=None), tmp_path / "report.pdf")
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        assert document.is_tagged()
        assert document.get_metadata_dict()["CreationDate"] == ""


def test_the_same_report_gives_the_same_bytes_whatever_was_written_between(tmp_path):
    write(liuhe.report(), tmp_path / "one.pdf")
    write(liuhe.report("2019"), tmp_path / "other.pdf")
    write(liuhe.report(), tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_without_a_chinese_font_nothing_is_written_and_the_package_is_named(tmp_path, monkeypatch):
    (tmp_path / "fonts").mkdir()
    monkeypatch.setenv(FONTS_SETTING, str(tmp_path / "fonts"))
    monkeypatch.setattr(typst, "Fonts", partial(typst.Fonts, include_system_fonts=False))
    with pytest.raises(Refused, match="fonts-noto-cjk"):
        write(liuhe.report(), tmp_path / "report.pdf")
    assert not (tmp_path / "report.pdf").exists()


def test_a_folder_of_fonts_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv(FONTS_SETTING, str(tmp_path / "nowhere"))
    with pytest.raises(Refused, match="nowhere"):
        write(liuhe.report(), tmp_path / "report.pdf")
