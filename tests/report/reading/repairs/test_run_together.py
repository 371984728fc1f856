from gongkai.report.reading.repairs import run_together
from tests.report.reading.lines import document, reading, row


def parted(text: str) -> list[str]:
    return [block.text for block in run_together.repair(document(text)).blocks]


def test_a_label_and_the_digits_after_it_are_parted():
    assert parted("一、本年新收政府信息公开申请数量71300000074") == ["一、本年新收政府信息公开申请数量", "71300000074"]


def test_the_heads_of_a_table_on_one_line_are_parted():
    assert parted("行政复议行政诉讼") == ["行政复议", "行政诉讼"]
    assert parted("结果维持结果纠正其他结果尚未审结总计") == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def test_a_label_cut_by_blanks_still_counts_as_the_forms_own():
    assert parted("行政 许可517645") == ["行政 许可", "517645"]


def test_prose_that_begins_with_the_words_of_a_label_is_left_alone():
    sentence = "行政处罚19条，其中规章制度3条。"
    assert parted(sentence) == [sentence]
    assert parted("其他") == ["其他"]


def test_a_report_run_into_one_line_gives_its_words_and_its_tables():
    report = reading(
        "石桥镇人民政府2023年政府信息公开工作年度报告 一、总体情况 （一）主动公开。全年主动公开政府信息12条，"
        "涉及财政、民政、农业等方面，由各办公室提供、党政办汇总，"
        "分管领导审核后在县政府网站和公告栏发布，群众可以随时查阅。"
        "二、主动公开政府信息情况 第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数 "
        "规章 0 0 0 行政规范性文件 3 1 9 "
        "第二十条第（五）项 信息内容 本年处理决定数量 行政许可 17 第二十条第（六）项 信息内容 本年处理决定数量 "
        "行政处罚 5 行政强制 2 "
        "第二十条第（八）项 信息内容 本年收费金额（单位：万元） 行政事业性收费 0.5 三、收到和处理政府信息公开申请情况"
    )
    assert row(report, "normative_documents", "disclosure") == [3, 1, 9]
    assert row(report, "licensing", "disclosure") == [17]
    assert [str(value) for value in row(report, "charges", "disclosure")] == ["0.5"]
    assert "群众可以随时查阅" in report.sections[0].whole_text


def test_the_last_figures_of_a_table_are_parted_from_the_prose_behind_them():
    words = "行政复议 行政诉讼 未经复议直接起诉 复议后起诉 " + "结果维持 结果纠正 其他结果 尚未审结 总计 " * 3
    figures = "11 12 13 14 50 21 22 23 24 90 31 32 33 34 130"
    prose = "因政府信息公开引起的行政复议50件、行政诉讼220件。五、存在的主要问题及改进情况 " + "更新不够及时。" * 12
    report = reading(
        f"第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数 规章 1 2 3 {words}{figures} {prose}"
    )
    assert row(report, "lawsuit_after_reconsideration", "challenges") == [31, 32, 33, 34, 130]
