import msgspec
import pytest
from lxml import html as markup

from gongkai.report import forms
from gongkai.report.rendering import html
from gongkai.report.report import Cell, Part, Report, Section, State, Statistic
from tests.report import liuhe


def page(report):
    return markup.document_fromstring(html.render(report).decode())


def words(found):
    return " ".join(found.text_content().split())


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_figure_stands_under_its_official_heads(edition):
    report = liuhe.report(edition)

    for table in forms.form(edition).table:
        drawn = page(report).get_element_by_id(f"table-{table.code}")
        figures = [cell.text_content() for cell in drawn.iter("td")]
        assert figures == [str(report.value(slot.path)) for slot in table.slots]
        labels = [cell.text_content() for cell in drawn.iter("th")]
        assert all(row.label in labels for block in table.block for row in block.rows)
        assert all(cell.get("scope") in ("col", "colgroup", "row", "rowgroup") for cell in drawn.iter("th"))
        assert table.name in drawn.find("caption").text_content()


def test_a_screen_reader_finds_one_title_and_headings_in_order():
    found = page(liuhe.report())

    assert found.get("lang") == "zh-CN"
    assert [int(heading.tag[1]) for heading in found.iter("h1", "h2", "h3")] == [1, 2, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2]
    assert [words(heading) for heading in found.iter("h2")][:2] == ["一、总体情况", "二、主动公开政府信息情况"]
    assert words(next(found.iter("h3"))) == "（一）主动公开"


def test_the_contents_lead_to_every_section():
    found = page(liuhe.report())

    for link in found.find(".//nav").iter("a"):
        assert found.get_element_by_id(link.get("href")[1:]).text_content() == link.get("aria-label")


def test_the_page_runs_nothing_and_fetches_nothing():
    written = html.render(liuhe.report()).decode()

    assert "default-src 'none'" in written
    for outside in ("<script", "http://", "https://", "@import", "url(", "<link", "<img", "style="):
        assert outside not in written


def test_words_of_a_report_never_become_markup():
    hostile = '<script>alert(1)</script>&amp;"\x00\x1b\ud800'
    report = Report(
        hostile, 2023, "", title=hostile, sections=(Section("", hostile, hostile, (Part("", hostile, hostile),)),)
    )

    found = page(report)

    assert found.find(".//script") is None
    assert words(next(found.iter("h2"))) == '<script>alert(1)</script>&amp;"'


def test_a_blank_stays_blank_and_unread_words_stay_as_found():
    report = liuhe.report(
        requests__new__business=Cell(state=State.BLANK),
        requests__new__research=Cell(state=State.UNREADABLE, text="若干"),
    )

    row = page(report).get_element_by_id("table-requests").xpath(".//tr[th='一、本年新收政府信息公开申请数量']/td")

    assert [cell.text_content() for cell in row][1:3] == ["", "若干"]


def test_a_table_that_is_not_there_is_not_drawn_and_one_without_a_section_gets_its_heading():
    report = liuhe.report()
    lost = {path: Cell(state=State.MISSING) for path in report.cells if path.startswith("challenges.")}
    sections = tuple(section for section in report.sections if section.code != "requests")

    found = page(msgspec.structs.replace(report, cells=report.cells | lost, sections=sections))

    assert [table.get("id") for table in found.iter("table")] == ["table-disclosure", "table-requests"]
    assert "三、收到和处理政府信息公开申请情况" in [words(heading) for heading in found.iter("h2")]
    assert [words(heading)[0] for heading in found.iter("h2")] == list("一二三四五六")


def test_labelled_numbers_of_an_older_report_keep_their_words():
    report = Report(
        liuhe.AGENCY,
        2016,
        "",
        statistics=(Statistic("收到申请数", "件", {"": 3}), Statistic("其中：网络", "件", {"": None})),
    )

    rows = [[words(cell) for cell in row] for row in page(report).iter("tr")]

    assert rows == [["统计指标", "单位", "数量"], ["收到申请数", "件", "3"], ["其中：网络", "件", ""]]


def test_the_same_report_gives_the_same_page():
    assert html.render(liuhe.doubtful()) == html.render(liuhe.doubtful())


def test_a_row_added_to_the_form_is_drawn_without_a_change_to_the_writer(monkeypatch):
    form = forms.form("2021")
    table = form.table[0]
    first = msgspec.structs.replace(table.block[0], rows=(*table.block[0].rows, forms.Row("guidance", "行政指导意见")))
    table = msgspec.structs.replace(table, block=(first, *table.block[1:]))
    made_up = msgspec.structs.replace(form, edition="2099", table=(table, *form.table[1:]))
    monkeypatch.setattr(forms, "form", {"2099": made_up}.__getitem__)
    path = "disclosure.guidance.in_force"
    report = Report(liuhe.AGENCY, 2099, "2099", cells={slot: Cell(5 if slot == path else 0) for slot in made_up.slots})

    row = page(report).get_element_by_id("table-disclosure").xpath(".//tr[th='行政指导意见']/td")

    assert [cell.text_content() for cell in row] == ["0", "0", "5"]
