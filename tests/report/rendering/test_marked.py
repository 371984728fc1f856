import msgspec
import pytest
from lxml import html as markup

from gongkai.errors import Refused
from gongkai.report.comparison import compare
from gongkai.report.rendering import marked
from gongkai.report.rendering.side_by_side import render_comparison
from gongkai.report.report import Cell, Finding, Note, Report
from tests.report import liuhe

NOTE = Finding("inexact_count", "note", "“412条”请写确数。", place="一、总体情况（一）主动公开", quote="网站 300条")
WARNING = Finding("parts_sum", "warning", "各渠道之和不符。", quote="全年主动公开信息412条，其中网站300条，公告栏112条")
ERROR = Finding(
    "handled_sum",
    "error",
    "商业企业一列，各项之和118件，总计填99件。",
    place="三、收到和处理政府信息公开申请情况",
    cites=("国办公开办函〔2021〕30号",),
    cells=("requests.handled.business",),
)


def page(report, *findings):
    return markup.document_fromstring(marked.render_findings(report, findings).decode())


def words(found):
    return " ".join(found.text_content().split())


def test_the_heaviest_comes_first_and_each_is_counted():
    found = page(liuhe.report(), NOTE, WARNING, ERROR)

    assert [entry.get("class") for entry in found.xpath("//ol[@class='findings']/li")] == ["error", "warning", "note"]
    assert [words(tile)[:4] for tile in found.xpath("//ul[@class='tiles']/li")] == ["1错误与", "1警告很", "1提示供"]


def test_a_finding_says_where_what_and_by_which_authority():
    [entry] = page(liuhe.report(), ERROR).xpath("//ol[@class='findings']/li")

    said = words(entry)
    for part in ("错误", ERROR.place, ERROR.message, "依据：国办公开办函〔2021〕30号", "表三“（七）总计”·商业企业"):
        assert part in said


def test_a_faulty_cell_carries_colour_and_the_number_of_its_finding():
    found = page(liuhe.report(), WARNING, ERROR)

    cell = found.get_element_by_id("requests.handled.business")
    assert "error" in cell.get("class").split()
    [footnote] = cell.iter("a")
    assert footnote.text == "1"
    assert ERROR.message in words(found.get_element_by_id(footnote.get("href")[1:]))
    assert [link.get("href") for link in found.xpath("//p[@class='links']/a")] == ["#requests.handled.business"]
    assert len(found.xpath("//td[contains(@class, 'error')]")) == 1


def test_zero_blank_missing_unreadable_and_inferred_look_and_read_differently():
    found = page(
        msgspec.structs.replace(
            liuhe.doubtful(), cells=liuhe.doubtful().cells | {"requests.new.research": Cell(0, text="0")}
        )
    )

    assert {
        path: words(found.get_element_by_id(path))
        for path in liuhe.doubtful().cells
        if path
        in (
            "requests.new.research",
            "requests.new.business",
            "requests.granted.research",
            "requests.carried_out.total",
            "requests.handled.total",
        )
    } == {
        "requests.new.research": "0",
        "requests.new.business": "空",
        "requests.granted.research": "缺",
        "requests.carried_out.total": "若干？",
        "requests.handled.total": "≈7",
    }
    assert found.get_element_by_id("requests.new.business").find("span").get("title") == "没有填"


def test_quoted_words_are_marked_even_where_quotes_overlap():
    found = page(liuhe.report(), NOTE, WARNING)

    marks = found.xpath("//article//mark")
    assert "".join(mark.text for mark in marks) == WARNING.quote
    assert [mark.text for mark in marks][1] == "网站300条"
    paragraph = marks[0].getparent()
    assert [note.text_content() for note in paragraph.iter("sup")] == ["2", "1"]


def test_a_quote_is_marked_in_the_section_its_place_names():
    report = liuhe.report()
    twice = msgspec.structs.replace(report, preamble="网站300条。" + report.preamble)

    [mark] = page(twice, NOTE).xpath("//article//mark")

    assert "公告栏" in words(mark.getparent())


def test_signature_and_date_are_marked_though_they_stand_on_lines_of_their_own():
    signed = f"{liuhe.AGENCY} 2024年1月12日"
    found = page(liuhe.report(), Finding("signing_date", "error", "早于年末。", place="落款", quote=signed))

    assert [words(mark) for mark in found.xpath("//article//mark")] == signed.split()


def test_a_clean_report_says_so():
    found = page(liuhe.report())

    assert "没有发现问题" in words(found)
    assert not found.xpath("//ol")


def test_there_is_one_title_and_nothing_from_outside():
    written = marked.render_findings(liuhe.doubtful(), [NOTE, WARNING, ERROR]).decode()
    found = markup.document_fromstring(written)

    assert len(list(found.iter("h1"))) == 1
    assert not any(outside in written for outside in ("<script", "http://", "https://", "url(", "style="))


def test_words_of_a_finding_never_become_markup():
    hostile = "<script>alert(1)</script>"
    finding = Finding("similar_text", "note", hostile, place=hostile, quote=hostile, cites=(hostile,), cells=(hostile,))

    assert page(liuhe.report(), finding).find(".//script") is None


def test_what_the_reader_mended_is_told():
    report = msgspec.structs.replace(liuhe.report(), notes=(Note("split_row", "分页切开的两行合为一行"),))

    assert "分页切开的两行合为一行" in words(page(report))


def test_a_page_is_written_whole_or_not_at_all(tmp_path):
    marked.write_findings(liuhe.report(), [ERROR], tmp_path / "核对.html")
    assert (tmp_path / "核对.html").read_bytes() == marked.render_findings(liuhe.report(), [ERROR])

    with pytest.raises(Refused, match="没有写成"):
        marked.write_findings(liuhe.report(), [ERROR], tmp_path / "没有" / "核对.html")


@pytest.fixture
def years():
    old, new = liuhe.report(year=2022), liuhe.report(year=2023)
    more = {path: Cell(new.value(path) + 20) for path in ("requests.new.natural_person", "requests.new.total")}
    return old, msgspec.structs.replace(new, cells=new.cells | more)


def test_a_comparison_shows_in_its_titles_what_its_pictures_show(years):
    old, new = years
    found = markup.document_fromstring(render_comparison(compare(old, new)).decode())
    received = old.value("requests.new.total")

    titles = [words(heading) for heading in found.iter("h2")]
    assert f"本年新收申请由{received}件增至{received + 20}件" in titles
    for picture in found.xpath("//*[@role='img']"):
        assert picture.get("aria-label") in titles
        assert picture.getparent().getparent().find(".//table") is not None


def test_bars_begin_at_zero_and_keep_their_proportion(years):
    found = markup.document_fromstring(render_comparison(compare(*years)).decode())
    pair = compare(*years)
    received = next(cells for cells in pair.cells if cells.path == "requests.new.total")

    picture = found.xpath("//*[@role='img']")[1]
    old, new = [float(bar.get("width").rstrip("%")) for bar in picture.iter("rect")][:2]

    assert all(bar.get("x") == "0" for bar in picture.iter("rect"))
    assert old / new == pytest.approx(received.old.value / received.new.value, abs=0.001)


def test_a_comparison_tells_changes_and_what_last_year_settles(years):
    found = markup.document_fromstring(render_comparison(compare(*years)).decode())

    changed = found.xpath("//tr[th='表三“一、本年新收政府信息公开申请数量”·自然人'][td[last()]='+20']")
    assert len(changed) == 1
    failed = sum(roll.holds is False for roll in compare(*years).rolls)
    assert failed
    assert len(found.xpath("//strong[.='不符']")) == failed


def test_a_heading_is_not_said_again_over_its_table(years):
    found = markup.document_fromstring(render_comparison(compare(*years)).decode())

    assert not list(found.iter("caption"))
    assert all(box.get("aria-label") for box in found.xpath("//div[@class='box']"))


def test_labels_of_bars_stand_outside_the_drawing_where_they_can_go_on_in_a_second_line(years):
    found = markup.document_fromstring(render_comparison(compare(*years)).decode())

    assert "一、本年新收政府信息公开申请数量" in [words(label) for label in found.xpath("//*[@role='img']/p")]


def test_copied_words_are_marked_on_both_sides(years):
    found = markup.document_fromstring(render_comparison(compare(*years)).decode())

    pair = found.xpath("//div[@class='pair'][contains(., '查阅点')]")[0]
    assert [words(mark) for mark in pair.iter("mark")] == ["镇网站专栏改版，便民大厅设查阅点1处"] * 2


def test_two_agencies_are_called_by_their_names():
    other = msgspec.structs.replace(liuhe.report(), agency="柳河县青山镇人民政府")

    found = markup.document_fromstring(render_comparison(compare(liuhe.report(), other)).decode())

    assert "柳河县白石镇人民政府与柳河县青山镇人民政府" in words(next(found.iter("h1")))


def test_reports_without_anything_in_common_can_still_be_shown():
    bare = Report(None, None, "")

    assert "数据没有变动" in render_comparison(compare(bare, bare)).decode()
