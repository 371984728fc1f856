"""模板: the spreadsheet that an agency fills in: our headings, an example, and what may stand in each column."""

import io

import xlsxwriter

from gongkai.agency.models import Agency
from gongkai.catalogue import roots
from gongkai.disclosure.models import Channel, Item

ROWS = 2000
"""Rows that offer a choice where one is to be made."""


def write(agency: Agency) -> bytes:
    """The template of an agency, with its own channels to choose from."""
    channels = list(Channel.objects.filter(agency=agency, closed_on=None).values_list("name", flat=True))
    contents = [f"{root.code} {root.title}" for root in roots.of_level(agency.level)]
    kinds = list(Item.Kind.labels)
    columns: tuple[tuple[str, int, str, str], ...] = (
        ("标题", 48, "必填。", "关于2024年耕地地力保护补贴的公示"),
        ("种类", 14, "可选；不填按标题判断。", "公示公告"),
        ("法定内容/栏目", 28, "可选；填条例的项目、栏目名或本机关目录的条目名。", contents[-1]),
        ("成文日期", 13, "建议填写，用来判断是否按期公开。", "2024-03-01"),
        ("公开日期", 13, "必填；最早公开的那一天。2024.3.5、2024年3月5日 都可以。", "2024-03-05"),
        ("文号", 20, "可选。", "清政发〔2024〕3号"),
        ("内容概述", 36, "可选；没有正文，门户上只显示概述和链接。", ""),
        ("渠道1", 18, "在哪里公开的，填渠道登记里的名称。", channels[0] if channels else "政府网站"),
        ("渠道2", 18, "同一条在几个渠道公开，就填几个；每个渠道计一条，信息只计一条。", ""),
        ("渠道3", 18, "", ""),
        ("链接", 36, "可选；网页的网址。", ""),
        ("索引号", 24, "可选；不填由系统编号。", ""),
        ("备注", 20, "可选。", ""),
    )
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, notes, lists = book.add_worksheet("公开信息"), book.add_worksheet("填写说明"), book.add_worksheet("可选内容")
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEF1F4"})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, (word, width, _, _) in enumerate(columns):
        is_day = word.endswith("日期")
        sheet.set_column(place, place, width, day if is_day else text)
        sheet.write_string(0, place, word, head)
    sheet.freeze_panes(1, 1)
    for place, words in enumerate((kinds, contents, channels)):
        lists.write_column(0, place, words)
        lists.set_column(place, place, 30)
    for place, count, where in (
        (1, len(kinds), "A"),
        (2, len(contents), "B"),
        *((p, len(channels), "C") for p in (7, 8, 9)),
    ):
        if count:
            rule = {"validate": "list", "source": f"=可选内容!${where}$1:${where}${count}", "error_type": "information"}
            sheet.data_validation(1, place, ROWS, place, rule)
    notes.set_column(0, 0, 18)
    notes.set_column(1, 1, 60)
    notes.set_column(2, 2, 40)
    notes.write_row(0, 0, ("列名", "怎么填", "例子"), head)
    for line, (word, _, how, example) in enumerate(columns, start=1):
        notes.write_row(line, 0, (word, how, example))
    line = len(columns) + 2
    for advice in (
        "请在“公开信息”表里填写，每行一条；列的次序可以变，用不到的列可以删。",
        "导入的是已经公开的信息，作为“补录”记入台账，注明系统外审查；没有公开过的，请在系统里起草、送审。",
        "标题和概述里不要有身份证号、银行卡号；有的不能导入。",
    ):
        notes.write_string(line, 0, advice)
        line += 1

    book.close()
    return written.getvalue()
