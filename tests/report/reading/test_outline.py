from datetime import date

import pytest

from gongkai.report.reading.blocks import Paragraph
from gongkai.report.reading.outline import Outline, outline
from gongkai.report.report import Place

OFFICIAL = """
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
一是更新不够及时。
六、其他需要报告的事项
无其他需要报告的事项。
"""


def read(text: str, **stated: str) -> Outline:
    lines = text.strip("\n").split("\n")
    return outline([Paragraph(line, Place(line=number)) for number, line in enumerate(lines, 1)], **stated)


def codes(found: Outline) -> list[tuple[str, list[str]]]:
    return [(section.code, [part.code for part in section.parts]) for section in found.sections]


def test_sections_and_parts_are_found_by_their_official_headings():
    found = read(f"""
白杨镇2023年政府信息公开工作年度报告
本报告统计期限为2023年1月1日至2023年12月31日。
一、总体情况
全镇工作有序。
（一）主动公开
全年公开信息56条。
（二）依申请公开
未收到申请。
（三）政府信息管理
先审后发。
（四）政府信息公开平台建设
维护专栏。
（五）监督保障
按季自查。
{OFFICIAL}""")
    assert [code for code, _ in codes(found)] == [
        *("overview", "disclosure", "requests", "challenges", "problems", "other")
    ]
    assert codes(found)[0][1] == ["disclosure", "requests", "management", "platform", "supervision"]
    assert found.sections[0].text == "全镇工作有序。"
    assert found.sections[0].parts[0].text == "全年公开信息56条。"
    assert found.sections[0].parts[0].place == Place(line=5)
    assert (found.agency, found.year) == ("白杨镇", 2023)
    assert found.period == (date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("（一）系统化推进主动公开", "disclosure"),
        ("（一）扎实做好重点领域信息主动公开工作", "disclosure"),
        ("（二）规范办理依申请公开", "requests"),
        ("（三）提高政府信息管理水平", "management"),
        ("（四）抓好平台建设", "platform"),
        ("（五）常态化开展监督管理", "supervision"),
        ("（五）强化考核监督", "supervision"),
        ("（六）加强队伍建设", ""),
    ],
)
def test_an_unofficial_heading_of_a_part_is_known_by_what_it_speaks_of(heading, code):
    found = read(f"白杨镇2023年政府信息公开工作年度报告\n一、概述\n{heading}\n我镇开展了工作。")
    assert codes(found) == [("overview", [code])]


def test_the_headings_of_older_reports_are_known_by_their_words():
    found = read("""
白杨镇2016年政府信息公开工作年度报告
一、概述
二、政府信息主动公开的情况
三、政府信息依申请公开办理情况
四、政府信息公开的收费及减免情况
五、因政府信息公开申请行政复议、提起行政诉讼的情况
六、政府信息公开工作存在的不足和改进措施
七、附表
""")
    assert [code for code, _ in codes(found)] == [
        *("overview", "disclosure", "requests", "", "challenges", "problems", "")
    ]


def test_a_heading_on_the_line_of_its_text_is_parted_from_it():
    found = read(
        "白杨镇2023年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开情况。全年公开56条。\n（二）依申请公开：无。"
    )
    parts = [(part.title, part.text) for part in found.sections[0].parts]
    assert parts == [("（一）主动公开情况", "全年公开56条。"), ("（二）依申请公开", "无。")]


def test_marked_bold_and_unnumbered_headings_are_headings():
    found = read("""
# 白杨镇2023年政府信息公开工作年度报告
## 总体情况
**（一）主动公开。** 全年公开56条。
### 依申请公开
未收到。
[bookmark: _GoBack]二、主动公开政府信息情况
""")
    assert codes(found) == [("overview", ["disclosure", "requests"]), ("disclosure", [])]


def test_a_sentence_cut_by_a_page_is_joined_but_no_heading_is():
    found = read("""
白杨镇2023年政府信息公开工作年度报告
一、总体情况
我镇坚持从群众最关心的事情做起，全面梳理应当主动公
- 1 -

开的事项，按月更新。
（一）主动公开
全年公开56条。
""")
    assert found.sections[0].text == "我镇坚持从群众最关心的事情做起，全面梳理应当主动公开的事项，按月更新。"
    assert found.sections[0].parts[0].title == "（一）主动公开"


def test_lines_of_a_page_with_blanks_within_words_become_paragraphs():
    found = read("""
            白 杨 镇 人 民 政 府
     2023 年政府信息公开工作年度报告
   一、总体情况
   2023 年，我镇认真落实《中华人民共和国政府信
息公开条例》的规定，收到申请 3
件，均已按时答复 。
""")
    assert found.agency == "白杨镇人民政府"
    assert found.sections[0].text.endswith("政府信息公开条例》的规定，收到申请 3件，均已按时答复。")


def test_paragraphs_that_end_stay_apart():
    found = read(
        "白杨镇2023年政府信息公开工作年度报告\n五、存在的主要问题及改进情况\n主要有以下问题：\n一是人手少；\n二是更新慢。"
    )
    assert found.sections[0].text == "主要有以下问题：\n一是人手少；\n二是更新慢。"


def test_a_title_broken_over_lines_is_put_together():
    found = read("2022年度\n柳河县财政局政府信息公开\n工作年度报告\n一、总体情况\n（一）主动公开\n公开9条。")
    assert (found.title, found.agency, found.year) == (
        "2022年度柳河县财政局政府信息公开工作年度报告",
        "柳河县财政局",
        2022,
    )


def test_a_title_on_the_line_of_the_preamble_is_parted_from_it():
    found = read("白杨镇2023年度政府信息公开工作报告根据《条例》要求编制。\n一、总体情况\n无。")
    assert (found.title, found.preamble) == ("白杨镇2023年度政府信息公开工作报告", "根据《条例》要求编制。")


def test_a_title_quoted_in_the_preamble_is_not_the_title():
    found = read(
        "白杨镇\n2023年政府信息公开工作年度报告\n现发布《白杨乡2022年政府信息公开工作年度报告》。\n一、总体情况\n无。"
    )
    assert (found.agency, found.year) == ("白杨镇", 2023)


def test_what_a_website_prints_around_the_report_is_left_out():
    found = read("""
当前位置：首页 > 政务公开 > 政府信息公开年报
白杨镇2023年政府信息公开工作年度报告
发布时间：2024-02-20 10:22　来源：白杨镇　字号：大 中 小
现公布本镇年度报告。
一、总体情况
无。
六、其他需要报告的事项
没有其他事项。
打印 关闭
上一篇：2022年年报
""")
    assert (found.agency, found.preamble) == ("白杨镇", "现公布本镇年度报告。")
    assert found.sections[-1].text == "没有其他事项。"
    assert found.signed_on is None


def test_a_report_on_one_line_is_cut_at_its_headings():
    found = read(
        "首页 > 年报 白杨镇2014年度政府信息公开工作年度报告 根据规定编制本报告。 一、 概述 我镇重视公开工作。 "
        "（一）加强领导。成立小组。 （二）建立制度。健全机制。 二、主动公开政府信息情况 "
        "（一）主动公开的数量 全年公开信息254条。 三、依申请公开工作情况 收到申请1件。 "
        "四、主要问题和改进措施 虽然取得成效，但仍有不足。 附件下载"
    )
    assert codes(found) == [("overview", ["", ""]), ("disclosure", [""]), ("requests", []), ("problems", [])]
    assert found.sections[1].parts[0].text == "全年公开信息254条。"
    assert found.sections[3].text == "虽然取得成效，但仍有不足。"
    assert found.preamble == "根据规定编制本报告。"


@pytest.mark.parametrize(
    ("end", "signature", "day"),
    [
        ("白杨镇人民政府\n2024年1月20日", "白杨镇人民政府", date(2024, 1, 20)),
        ("        白杨镇人民政府\n      二〇二四年一月二十日", "白杨镇人民政府", date(2024, 1, 20)),
        ("白杨镇人民政府　2024 年 1 月 20 日", "白杨镇人民政府", date(2024, 1, 20)),
        ("二〇二四年一月十日", "", date(2024, 1, 10)),
        ("白杨镇党政办公室", "白杨镇党政办公室", None),
    ],
)
def test_the_signature_is_taken_from_the_end(end, signature, day):
    found = read(f"白杨镇2023年政府信息公开工作年度报告\n六、其他需要报告的事项\n无其他事项。\n{end}")
    assert (found.signature, found.signed_on) == (signature, day)
    assert found.sections[-1].text == "无其他事项。"


def test_a_date_under_the_title_is_the_day_of_signing():
    found = read(
        "白杨镇2023年政府信息公开工作年度报告\n白杨镇人民政府\n(2024年1月23日)\n现公布如下。\n一、总体情况\n无。"
    )
    assert (found.signed_on, found.preamble) == (date(2024, 1, 23), "现公布如下。")


@pytest.mark.parametrize(
    ("title", "more", "agency"),
    [
        ("白杨镇2023年政府信息公开工作年度报告", "柳河县白杨镇人民政府\n2024年1月9日", "柳河县白杨镇人民政府"),
        ("柳河县白杨镇人民政府2023年政府信息公开工作年度报告", "白杨镇人民政府\n2024年1月9日", "柳河县白杨镇人民政府"),
        ("柳河县财政局2023年政府信息公开工作年度报告", "柳河县财政局办公室\n2024年1月9日", "柳河县财政局"),
        ("2023年政府信息公开工作年度报告", "柳河县水务局\n2024年1月9日", "柳河县水务局"),
        ("柳河县审计局关于2023年度政府信息公开工作情况的报告", "", "柳河县审计局"),
    ],
)
def test_the_agency_is_reported_by_its_fullest_name(title, more, agency):
    assert read(f"{title}\n一、总体情况\n无。\n{more}").agency == agency


def test_the_preamble_may_name_the_agency_more_fully():
    found = read(
        "东湖区人民政府2023年政府信息公开工作年度报告\n本报告由柳州市东湖区人民政府办公室根据条例编制。\n一、总体情况\n无。"
    )
    assert found.agency == "柳州市东湖区人民政府"


def test_the_year_of_a_plan_is_not_the_report_s():
    found = read(
        "白杨镇政府信息公开工作年度报告\n一、总体情况\n按照2022年政务公开工作要点，2023年我镇公开56条。2023年以来制度健全。"
    )
    assert found.year == 2023


def test_the_file_s_title_and_name_count_only_where_the_text_is_silent():
    silent = read("一、总体情况\n工作有序。", title="柳河县教育局2021年政府信息公开工作年度报告_柳河县人民政府")
    assert (silent.agency, silent.year) == ("柳河县教育局", 2021)
    told = read(
        "白杨镇2023年政府信息公开工作年度报告\n一、总体情况\n无。", name="青石镇2022年政府信息公开工作年度报告.txt"
    )
    assert (told.agency, told.year) == ("白杨镇", 2023)


def test_words_of_the_tables_left_over_are_no_sections():
    found = read(
        f"白杨镇2023年政府信息公开工作年度报告\n{OFFICIAL}\n一、本年新收政府信息公开申请数量\n第二十条第（一）项"
    )
    assert [code for code, _ in codes(found)] == ["disclosure", "requests", "challenges", "problems", "other"]


def test_nothing_at_all_gives_an_empty_outline():
    assert read("") == Outline()


@pytest.mark.parametrize("number", ["第{}部分 ", "第{}部分：", "{} ", "{}　", "{}："])
def test_sections_are_numbered_in_many_ways(number):
    titles = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况")
    lines = [f"{number.format(digit)}{title}\n有关情况如下。" for digit, title in zip("一二三", titles, strict=True)]
    found = read("白杨镇2023年政府信息公开工作年度报告\n" + "\n".join(lines))
    assert [section.code for section in found.sections] == ["overview", "disclosure", "requests"]


def test_matters_to_be_explained_with_annexed_tables_are_the_other_matters():
    found = read("白杨县2009年政府信息公开工作年度报告\n一、概述\n平稳。\n二、需要说明的事项与附表\n无。")
    assert [section.code for section in found.sections] == ["overview", "other"]


def test_the_government_keeps_its_name_before_the_words_that_begin_alike():
    assert read("二〇二三年白杨镇人民政府信息公开工作年度报告").agency == "白杨镇人民政府"
