import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import Refused
from gongkai.report.report import Finding
from gongkai.vetting.html import clean, clean_with_report, marked, text_of

PIECES = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "<table>",
        "<tr>",
        "<td>",
        "<td colspan=3>",
        "</td>",
        "</table>",
        "<h1>",
        "<h3>",
        "</h3>",
    ),
    *(
        "<b>",
        "</b>",
        "<i>",
        "<ul>",
        "<li>",
        "</ul>",
        "<br>",
        "<blockquote>",
        "</blockquote>",
        "<a href='http://a.cn/'>",
    ),
    *("<script>", "</script>", "<p class=MsoTitle>", "<p style='mso-list:l0'><span style='mso-list:Ignore'>·</span>"),
    *(
        "<img src=/attachments/3/x.png>",
        "<svg onload=x>",
        "<style>",
        "<!--",
        "-->",
        "&lt;b&gt;",
        "&amp;lt;",
        "<",
        ">",
        '"',
    ),
    *(
        "<caption>",
        "<thead>",
        "<math><mi>",
        "<p style=display:none>",
        "公开",
        "　",
        " ",
        "\n",
        "a",
        "\u200b",
        "&nbsp;",
        "<hr>",
    ),
)
MESSES = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def finding(start, end, rule="mobile_number"):
    return Finding(rule=rule, severity="warning", message="", place=f"body:{start}-{end}")


def test_a_text_pasted_from_word_keeps_headings_and_loses_its_dress():
    pasted = """<html xmlns:o="urn:o"><head><style>p{margin:0}</style></head><body lang=ZH-CN>
        <!--[if gte mso 9]><xml><w:WordDocument>12</w:WordDocument></xml><![endif]-->
        <p class=MsoTitle align=center><b><span style='font-size:22.0pt;font-family:方正小标宋'>关于公布低保
        对象的公告</span></b><o:p></o:p></p>
        <h1 style='mso-style:x'>一、总体情况<o:p></o:p></h1>
        <p class=MsoNormal style='mso-outline-level:2'>（一）对象</p>
        <p class=MsoNormal style='text-indent:32.0pt'>　　共<b>12</b>户。<o:p>&nbsp;</o:p></p></body></html>"""
    assert clean(pasted) == (
        "<h2>关于公布低保对象的公告</h2><h3>一、总体情况</h3><h4>（一）对象</h4><p>共<strong>12</strong>户。</p>"
    )


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        ("<h1>甲</h1><h2>乙</h2><h3>丙</h3><h4>丁</h4>", "<h2>甲</h2><h3>乙</h3><h4>丙</h4><h4>丁</h4>"),
        ("<h3>甲</h3><h5>乙</h5>", "<h2>甲</h2><h3>乙</h3>"),
        ("<p class=MsoTitle>甲</p><p class=MsoSubtitle>乙</p>", "<h2>甲</h2><h3>乙</h3>"),
        ("<p class=MsoHeading7>甲</p><p class=MsoHeading9>乙</p>", "<h2>甲</h2><h3>乙</h3>"),
        ("<p class='标题2'>甲</p>", "<h2>甲</h2>"),
        ("<p class=MsoNormal>甲</p>", "<p>甲</p>"),
    ],
)
def test_headings_begin_at_the_second_level_and_leave_none_out(source, headings):
    assert clean(source) == headings


def test_bullets_of_word_become_a_list_and_numbers_stay_as_written():
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:{}'>"
    )
    item += "<span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; </span></span></span><![endif]>{}</p>"
    pasted = (
        item.format("Wingdings", "l", "甲") + item.format("Symbol", "·", "乙") + item.format("宋体", "（一）", "丙")
    )
    assert clean(pasted) == "<ul><li>甲</li><li>乙</li></ul><p>（一） 丙</p>"


def test_a_list_within_a_list_stays_one():
    source = "<ul><li>甲<ol><li>子</li></ol></li><li><p>乙</p><p>丙</p></li><li></li></ul>"
    assert clean(source) == "<ul><li>甲<ol><li>子</li></ol></li><li>乙<br>丙</li></ul>"


def test_a_table_keeps_its_spans_and_heads_and_nothing_else():
    pasted = """<table border=1 class=MsoTableGrid><caption>表一</caption><colgroup><col width=9></colgroup>
        <thead><tr><th scope=col colspan=2 onclick=x()>姓名</th></tr></thead>
        <tr style='mso-yfti-irow:0'><td width=100 rowspan=2><p class=MsoNormal>甲<o:p></o:p></p></td><td>1</td></tr>
        <tr><td><p>乙</p><p>丙</p></td></tr></table>"""
    assert clean(pasted) == (
        '<table><caption>表一</caption><thead><tr><th colspan="2" scope="col">姓名</th></tr></thead>'
        '<tbody><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td><p>乙</p><p>丙</p></td></tr></tbody></table>'
    )


@pytest.mark.parametrize(("colspan", "kept"), [("1", ""), ("2", ' colspan="2"'), ("1000", ' colspan="1000"')])
def test_a_cell_spans_as_many_columns_as_there_can_be(colspan, kept):
    assert f"<td{kept}>甲</td>" in clean(f"<table><tr><td colspan={colspan}>甲</td></tr></table>")


@pytest.mark.parametrize("colspan", ["1001", "0", "-2", "二", "2;x"])
def test_a_span_that_cannot_be_is_left_out(colspan):
    assert "<td>甲</td>" in clean(f"<table><tr><td colspan='{colspan}'>甲</td></tr></table>")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<a href=' &#1;javascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<a href='//evil.example/x'>x</a>",
        "<a href='vbscript:x'>x</a>",
        "<iframe src='https://evil.example'></iframe>",
        "<p style='background:url(javascript:alert(1))' onmouseover='alert(1)'>x</p>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<form action='https://evil.example'><input name=a></form>",
        "<base href='https://evil.example/'><a href='/attachments/x'>x</a>",
        "<img src='/attachments/1/a.png?u=javascript:'>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<object data=x></object><embed src=x>",
    ],
)
def test_nothing_dangerous_survives(attack):
    cleaned = clean(f"<p>公告</p>{attack}<p>正文</p>")
    assert not re.search(
        r"script|\bon\w+\s*=|<(?:img|iframe|object|embed|form|svg|math|meta|base|style)|evil|data:", cleaned
    )
    assert "公告" in cleaned


@pytest.mark.parametrize(
    "address",
    ["https://www.gov.cn/a?b=1", "http://a.cn/", "mailto:a@b.gov.cn", "tel:0571-88888888", "/attachments/12/目录.xlsx"],
)
def test_a_link_that_the_public_can_follow_stays(address):
    assert text_of(clean(f"<p><a href='{address}' onclick=x target=_blank>见</a></p>")) == "见"
    assert f'<p><a href="{address}">见</a></p>' == clean(f"<p><a href='{address}' onclick=x target=_blank>见</a></p>")


def test_only_pictures_of_our_own_stay_and_the_others_are_named():
    source = "<p>图<img src=/attachments/7/a.png alt='示意\"图'><img src='data:image/png;base64,AA'><img src=file:///c:/1.png></p>"
    cleaned = clean_with_report(source)
    assert cleaned.html == '<p>图<img src="/attachments/7/a.png" alt="示意&quot;图"></p>'
    assert cleaned.dropped == ("图片 2 张：请作为附件上传后再插入正文",)


@pytest.mark.parametrize(
    "hiding",
    [
        "display:none",
        "DISPLAY : NONE",
        "visibility:hidden",
        "mso-hide:all",
        "font-size:0",
        "font-size:0.5pt;color:red",
        "font-size:1px",
        "opacity:0",
        "text-indent:-9999px",
        "color:white",
        "color:#FFFFFF",
        "color:rgb(255, 255, 255)",
        "color:#fff;background:white",
    ],
)
def test_text_that_nobody_could_see_is_dropped_and_named(hiding):
    cleaned = clean_with_report(f"<p>公开<span style='{hiding}'>王某身份证</span>内容</p>")
    assert cleaned.html == "<p>公开内容</p>"
    [says] = cleaned.dropped
    assert "“王某身份证”" in says


@pytest.mark.parametrize(
    "showing",
    [
        "display:block",
        "font-size:10px",
        "font-size:12.0pt",
        "font-size:.9em",
        "opacity:0.8",
        "color:#fffff0",
        "text-indent:-21.0pt",
    ],
)
def test_text_that_can_be_seen_stays(showing):
    assert clean_with_report(f"<p><span style='{showing}'>公开</span></p>") == clean_with_report("<p>公开</p>")


@pytest.mark.parametrize("cell", ["<td style='background:#1F4E79'>", "<td bgcolor=navy>"])
def test_white_letters_on_a_coloured_cell_can_be_seen(cell):
    cleaned = clean_with_report(f"<table><tr>{cell}<span style='color:white'>金额</span></td></tr></table>")
    assert "金额" in cleaned.html
    assert cleaned.dropped == ()


def test_text_deleted_in_revision_is_dropped_and_named():
    cleaned = clean_with_report("<p>补助<del>300</del><ins>200</ins>元</p>")
    assert cleaned.html == "<p>补助200元</p>"
    assert cleaned.dropped == ("修订中已删除的文字：“300”",)


def test_characters_that_show_nothing_do_not_split_a_number():
    assert clean("<p>3301\u200b02\ufeff</p>") == "<p>330102</p>"


def test_text_without_markup_becomes_paragraphs():
    assert clean("第一段\r\n\n  1<2 且 <《办法》>\n") == "<p>第一段</p><p>1&lt;2 且 &lt;《办法》&gt;</p>"


def test_lines_broken_by_the_source_are_joined_without_a_gap():
    assert clean("<p>政府信息\n  公开 Open\n Data</p>") == "<p>政府信息公开 Open Data</p>"


@pytest.mark.parametrize(
    ("source", "text"), [("", ""), ("<p></p>", ""), ("<!-- -->", ""), ("<p>甲<br><br>乙<br></p>", "甲\n乙")]
)
def test_little_text_is_read_as_it_stands(source, text):
    assert text_of(source) == text


def test_cells_are_set_apart_by_tabs_and_rows_by_lines():
    source = (
        "<h2>名单</h2><table><tr><td>甲</td><td><p>1</p><p>2</p></td></tr><tr><td></td><td>3</td></tr></table><p>完</p>"
    )
    assert text_of(source) == "名单\n甲\t1\n2\n3\n完"


def test_a_finding_is_marked_where_its_words_stand():
    html = "<h2>公告</h2><p>电话<strong>138001</strong>38000，找王某</p>"
    start = text_of(html).index("138")
    assert marked(html, [finding(start, start + 11)]) == (
        "<h2>公告</h2><p>电话<strong>"
        '<mark class="finding" id="finding-0" data-rule="mobile_number">138001</mark></strong>'
        '<mark class="finding" data-rule="mobile_number">38000</mark>，找王某</p>'
    )


def test_findings_that_overlap_each_have_their_mark():
    html = marked("<p>甲乙丙</p>", [finding(0, 2, "a"), finding(1, 3, "b")])
    assert len(re.findall('id="finding-0"', html)) == len(re.findall('id="finding-1"', html)) == 1
    assert re.sub("</?mark[^>]*>", "", html) == "<p>甲乙丙</p>"


def test_a_mark_cannot_bring_markup_in():
    html = marked("<p>&lt;script&gt;x&lt;/script&gt;<img src=x onerror=y></p>", [finding(0, 9, '"><script>')])
    assert "<script" not in html
    assert "onerror" not in html


@pytest.mark.parametrize("place", ["title", "body:3-3", "body:9-2", "body:x-y", "attachment:body:1-2", "body:900-950"])
def test_a_finding_elsewhere_marks_nothing(place):
    elsewhere = Finding(rule="a", severity="note", message="", place=place)
    assert marked("<p>公开内容</p>", [elsewhere]) == "<p>公开内容</p>"


@given(MESSES)
def test_cleaning_again_changes_nothing(mess):
    once = clean(mess)
    assert clean(once) == once


@given(MESSES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_marks_add_nothing_but_themselves(mess, places):
    html = marked(mess, [finding(start, end) for start, end in places])
    assert re.sub('<mark class="finding"(?: id="finding-\\d")? data-rule="mobile_number">|</mark>', "", html) == clean(
        mess
    )


@given(MESSES)
def test_a_range_of_the_text_is_found_again_in_the_page(mess):
    text = text_of(mess)
    html = marked(mess, [finding(0, len(text))])
    inside = unescape("".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", html)))
    assert "".join(inside.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 1_000_000,
        "<div>" * 1_500 + "x" * 4_900_000,
        "<table><tr><td>" * 300,
        "<p style='" + "font-size:0" * 400_000 + "'>x",
        "<p>" + " \n" * 2_400_000 + "中",
        "<b><i>a</b></i>" * 60_000,
        "<p title='" * 90_000,
        "<p><!--" * 290_000,
        "&" * 4_900_000,
        "<br>" * 290_000,
        "a<p " + " " * 4_900_000,
    ],
    ids=range(11),
)
def test_a_hostile_text_is_done_with_at_once(hostile):
    begun = time.process_time()
    try:
        clean(hostile)
    except Refused as refused:
        assert "请" in refused.message
    assert time.process_time() - begun < 4


def test_a_text_nested_beyond_measure_is_refused_not_cut_short():
    with pytest.raises(Refused, match="嵌套太深"):
        clean("<div>" * 3_000 + "正文")
    assert clean("<div>" * 1_000 + "正文") == "<p>正文</p>"
