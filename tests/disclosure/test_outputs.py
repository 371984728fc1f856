"""What goes onto each channel: read back as a passer-by, an editor or an archivist would read it."""

import io
from datetime import date

import openpyxl
import pypdfium2
import pytest
from docx import Document

from gongkai.agency.models import Office
from gongkai.disclosure import addresses
from gongkai.disclosure.models import Channel, Edition, Item
from gongkai.disclosure.outputs import delivery, led, notice, pieces, wechat
from gongkai.errors import Refused
from tests.cast import Cast

TODAY = date(2024, 5, 20)
BODY = (
    "<p>根据<strong>有关规定</strong>，现予公示。</p><h3>一、名单</h3>"
    '<table><thead><tr><th>序号</th><th>户主</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>张某某</td></tr>'
    "<tr><td>李某某</td></tr></tbody></table>"
    "<ul><li>电话：0990-1234567<ol><li>上午</li></ol></li></ul><blockquote><p>引文</p></blockquote><hr>"
)


def public_item(cast: Cast, body: str = BODY, **fields: object) -> Item:
    known = {
        "title": "清水镇2024年5月新增低保对象公示",
        "kind": "notice",
        "state": "released",
        "index_number": "X/202405-00012",
    }
    item = Item.objects.create(
        agency=cast.town,
        handler=cast.chen,
        formed_on=date(2024, 5, 6),
        released_on=date(2024, 5, 7),
        **{**known, **fields},
    )
    item.current = Edition.objects.create(
        item=item, number=1, title=item.title, body=body, state="released", made_by=cast.chen
    )
    item.save()
    return item


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


# ---- pieces


def test_a_text_comes_apart_into_paragraphs_headings_tables_and_items_of_lists() -> None:
    first, heading, table, telephone, morning, quotation, rule = pieces.of(BODY)
    assert first == pieces.Paragraph(
        (pieces.Run("根据"), pieces.Run("有关规定", bold=True), pieces.Run("，现予公示。"))
    )
    assert heading == pieces.Heading(2, (pieces.Run("一、名单"),))
    assert isinstance(table, pieces.Table)
    assert (table.columns, table.heads, table.rows[1][0].rowspan) == (2, 1, 2)
    assert telephone == pieces.Paragraph((pieces.Run("电话：0990-1234567"),), "• ", 1)
    assert morning == pieces.Paragraph((pieces.Run("上午"),), "1. ", 2)
    assert quotation == pieces.Paragraph((pieces.Run("引文"),), quoted=True)
    assert rule == pieces.Rule()


def test_words_between_blocks_and_breaks_of_lines_are_kept() -> None:
    [loose, paragraph] = pieces.of("散落的<em>字</em><p>第一行<br>第二行</p>")
    assert pieces.plain(loose.runs) == "散落的字"
    assert pieces.plain(paragraph.runs) == "第一行\n第二行"


def test_a_picture_is_known_by_the_number_of_its_attachment() -> None:
    assert pieces.of('<p>图<img src="/attachments/12/map.png" alt="位置图"></p>')[1] == pieces.Picture(12, "位置图")


def test_cells_that_reach_down_and_across_count_among_the_columns() -> None:
    [table] = pieces.of(
        '<table><tr><td rowspan="2">甲</td><td colspan="2">乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>'
    )
    assert table.columns == 3


def test_a_text_with_its_own_title_and_signature_is_not_signed_twice() -> None:
    found = pieces.of("<h2>低保 公示</h2><p>公示如下。</p><p>清水镇人民政府</p><p>2024年5月6日</p>")
    assert pieces.lines(pieces.bare(found, "低保公示", "清水镇人民政府")) == ["公示如下。"]
    assert pieces.lines(pieces.bare(found, "别的", "石桥乡人民政府")) == [
        "低保 公示",
        "公示如下。",
        "清水镇人民政府",
    ]


# ---- notice


def test_a_notice_says_who_when_and_where_to_read_it(cast: Cast) -> None:
    made = notice.draw(public_item(cast), publicity="2024年5月7日至5月15日")
    text = words_of(made.pdf).replace("\r\n", "")
    for words in (
        "新增低保对象公示",
        "张某某",
        "清水镇人民政府",
        "2024年5月6日",
        "X/202405-00012",
        "（盖章处）",
        "公示期：2024年5月7日",
    ):
        assert words in text
    assert "0990-1234567" in text
    assert made.sheets == 1


@pytest.mark.parametrize(("name", "size"), [("A4", (595, 842)), ("A3", (842, 1191))])
def test_a_sheet_has_the_size_asked_for(cast: Cast, name: str, size: tuple[int, int]) -> None:
    [page] = pypdfium2.PdfDocument(notice.draw(public_item(cast), sheet=name).pdf)
    assert (round(page.get_width()), round(page.get_height())) == size


def test_a_long_text_flows_over_sheets_that_are_numbered_and_counted(cast: Cast) -> None:
    made = notice.draw(public_item(cast, body="<p>公示内容，请村民监督。</p>" * 200))
    assert made.sheets > 2
    assert f"第 {made.sheets} 页 共 {made.sheets} 页" in " ".join(words_of(made.pdf).split())


@pytest.mark.parametrize(("count", "sheets"), [(16, 1), (20, 1), (40, 2)])
def test_a_text_a_little_too_long_is_set_smaller_to_stay_on_one_sheet(cast: Cast, count: int, sheets: int) -> None:
    assert notice.draw(public_item(cast, body="<p>公示内容，请村民监督。</p>" * count)).sheets == sheets


def test_a_heading_of_a_lower_level_first_is_no_fault_of_the_notice(cast: Cast) -> None:
    assert notice.draw(public_item(cast, body="<h4>（一）</h4><p>内容</p><h2>一</h2><h4>（二）</h4>")).sheets == 1


def test_a_picture_without_its_file_is_told_in_words(cast: Cast) -> None:
    body = '<p><img src="/attachments/9/a.png" alt="位置图"></p>'
    assert "（图片：位置图）" in words_of(notice.draw(public_item(cast, body=body)).pdf)


def test_what_is_not_public_makes_no_notice(cast: Cast) -> None:
    item = public_item(cast)
    item.state = Item.State.WITHDRAWN
    with pytest.raises(Refused, match="没有公开的版本"):
        notice.draw(item)


def test_a_title_is_broken_into_lines_alike_and_never_in_a_number() -> None:
    title = "清水镇人民政府关于2024年度农村危房改造补助对象名单的公示"
    first, second = notice.title_lines(title, 40)
    assert first + second == title
    assert abs(len(first) - len(second)) <= 5
    assert notice.title_lines("低保公示", 40) == ["低保公示"]


def test_the_code_leads_to_the_page(cast: Cast) -> None:
    drawn = notice.code(addresses.public(public_item(cast)))
    assert drawn.startswith("<svg")
    assert "<path" in drawn
    assert drawn != notice.code("http://www.liuhe.example/")


# ---- LED


def test_screens_hold_what_the_display_shows_and_break_where_people_pause() -> None:
    assert led.fitted("今日停水，请备水。明早六时恢复。", 9) == ["今日停水，请备水。", "明早六时恢复。"]
    assert led.fitted("今日停水，请备水。明早六时恢复。", 8) == ["今日停水，", "请备水。", "明早六时恢复。"]
    assert led.fitted("第一行\n第二行", 20) == ["第一行", "第二行"]


def test_a_clause_too_long_is_broken_but_never_inside_a_number() -> None:
    screens = led.fitted("咨询电话0990-1234567请在工作日拨打", 10)
    assert "".join(screens) == "咨询电话0990-1234567请在工作日拨打"
    assert any("0990-1234567" in screen for screen in screens)
    assert all(len(screen) <= 16 for screen in screens)


def test_a_letter_takes_half_the_place_of_a_character() -> None:
    assert led.fitted("ABCDEFGH", 4) == ["ABCDEFGH"]
    assert led.fitted("ABCDEFGHI", 4) == ["ABCDEFGH", "I"]


def test_an_item_on_an_led_has_title_summary_signature_and_no_personal_numbers(cast: Cast) -> None:
    item = public_item(cast, summary="户主张某，电话13812345678，身份证110101199003070038，请核对。")
    screens = led.screens(item, 12, today=TODAY)
    whole = "".join(screens.texts)
    assert whole.startswith("清水镇2024年5月新增低保对象公示")
    assert whole.endswith("2024年5月6日")
    assert "（略）" in whole
    assert "138" not in whole
    assert "110101" not in whole
    assert "隐去了 2 处" in screens.notes[0]


def test_screens_are_numbered_in_the_file(cast: Cast) -> None:
    text = led.screens(public_item(cast), 40, today=TODAY).as_text()
    assert text.startswith("【第1屏，共")
    assert text.encode("gb18030").decode("gb18030") == text


def test_a_display_without_a_size_and_a_text_without_end_are_told(cast: Cast) -> None:
    screens = led.screens(public_item(cast, body="<p>请村民监督。</p>" * 100), None, today=TODAY)
    assert len(screens.texts) <= led.MOST_SCREENS + 1
    assert "没有登记" in screens.notes[0]
    assert "只排前" in screens.notes[1]


# ---- WeChat


def test_an_article_carries_its_styles_and_keeps_no_links_or_pictures(cast: Cast) -> None:
    body = f'{BODY}<p><a href="https://example.com/">链接</a><img src="/attachments/9/a.png" alt="位置图"></p>'
    made = wechat.article(public_item(cast, body=body))
    assert '<td rowspan="2" style="' in made.html
    assert "<a " not in made.html
    assert "<img" not in made.html
    assert "链接" in made.html
    assert "（此处放图片：位置图）" in made.html
    assert f"政府信息公开平台　{addresses.public(Item.objects.get())}" in made.html
    assert "class=" not in made.html
    assert "1　张某某" in made.text
    assert made.as_page().startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(("length", "notes"), [(64, 0), (65, 1)])
def test_a_title_longer_than_the_editor_takes_is_shortened_and_told(cast: Cast, length: int, notes: int) -> None:
    made = wechat.article(public_item(cast, title="公" * length))
    assert len(made.title) == 64
    assert len(made.notes) == notes


def test_a_summary_ends_with_a_sentence_where_it_can() -> None:
    assert wechat.shortened("甲" * 70 + "。" + "乙" * 60, 120) == "甲" * 70 + "。"
    assert wechat.shortened("甲" * 200, 120) == "甲" * 119 + "…"
    assert wechat.shortened("甲" * 120, 120) == "甲" * 120


@pytest.mark.parametrize(("body", "count"), [("<p>内容</p>", 1), ("<p>内容</p><p>清水镇人民政府</p>", 1), ("", 1)])
def test_an_article_is_signed_once(cast: Cast, body: str, count: int) -> None:
    made = wechat.article(public_item(cast, body=body))
    assert made.html.count(">清水镇人民政府") == count


def test_words_of_an_item_that_look_like_markup_stay_words(cast: Cast) -> None:
    made = wechat.article(public_item(cast, title="a<b", body="<p>1 &lt; 2</p>"))
    assert "1 &lt; 2" in made.html
    assert "<title>a&lt;b</title>" in made.as_page()


# ---- delivery


def delivered(cast: Cast) -> delivery.Delivery:
    Office.objects.filter(agency=cast.town).update(telephone="")
    archive = Channel.objects.create(agency=cast.town, kind="reading_point", name="县档案馆")
    items = (public_item(cast), public_item(cast, title="=1+1", index_number="X/202405-00013"))
    return delivery.Delivery(cast.town, archive, date(2024, 4, 1), date(2024, 6, 30), items)


def test_a_delivery_list_is_signed_for_by_both_sides(cast: Cast) -> None:
    document = Document(io.BytesIO(delivery.as_docx(delivered(cast))))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[0] == "清水镇人民政府主动公开政府信息移送清单"
    assert words[1] == "公开日期：2024年4月1日至2024年6月30日　　接收单位：县档案馆　　共 2 件"
    assert "移送人：\t接收人：" in words
    [table] = document.tables
    assert [cell.text for cell in table.rows[1].cells] == [
        *("1", "X/202405-00012", "清水镇2024年5月新增低保对象公示", "", "2024-05-06", "2024-05-07", ""),
    ]
    assert len(table.rows) == 3


def test_a_delivery_list_as_a_workbook_has_addresses_and_calculates_nothing(cast: Cast) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(delivery.as_xlsx(delivered(cast)))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=5)]
    assert rows[0][7].endswith(f"/items/{Item.objects.earliest('pk').pk}/")
    assert rows[1][2] == "=1+1"
    assert sheet["C5"].data_type == "s"


def test_a_rare_character_does_not_keep_a_notice_from_being_drawn(cast: Cast) -> None:
    assert "家村" in words_of(notice.draw(public_item(cast, body="<p>𠀀家村公示。</p>")).pdf)
