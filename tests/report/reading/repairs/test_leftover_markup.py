from gongkai.report.report import Note
from tests.report.reading.lines import reading


def marks(text: str) -> list[Note]:
    return [note for note in reading(text).notes if note.repair == "leftover_markup"]


def test_a_bookmark_before_a_heading_is_taken_out_and_noted():
    text = "一、总体情况\n[bookmark: _GoBack]六、其他需要报告的事项\n没有其他事项。"
    assert [section.title for section in reading(text).sections] == ["一、总体情况", "六、其他需要报告的事项"]
    [note] = marks(text)
    assert "[bookmark: _GoBack]" in note.says
    assert note.place and note.place.line == 2


def test_stars_around_words_are_noted_once_each():
    assert len(marks("五、存在的主要问题及改进情况\n一是**学习不够**，二是**更新不快**。")) == 2


def test_the_marks_of_a_markdown_file_are_its_format():
    assert marks("# 年度报告\n## 一、总体情况\n**全年**公开3条。") == []


def test_a_footnote_in_brackets_is_left_alone():
    assert marks("一、总体情况\n全年公开3条[1]，其中解读1条。") == []
