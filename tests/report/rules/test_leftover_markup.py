import pytest

from gongkai.report.report import Note, Place
from tests.report.rules import sound


def found(text: str):
    return sound.found(sound.telling(sound.report(), "platform", text), "leftover_markup")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("一是**深化认识**。", "**深化认识**"),
        ("[bookmark: _GoBack]平台建设。", "[bookmark: _GoBack]"),
        ("## 平台建设\n专栏改版。", "##"),
        ("专栏<br/>改版。", "<br/>"),
        ("专栏&nbsp;改版。", "&nbsp;"),
        ("见[专栏](https://example.gov.cn/a)。", "[专栏](https://example.gov.cn/a)"),
        ("专栏改版\ufffd\ufffd。", "\ufffd\ufffd"),
        (r"专栏改版\n查阅点。", r"\n"),
    ],
)
def test_marks_of_a_conversion_are_found(text, mark):
    [finding] = found(text)
    assert (finding.severity, finding.quote) == ("warning", mark)
    assert finding.place == "“（四）政府信息公开平台建设”"


def test_a_foreign_word_among_chinese_ones_is_found_with_its_surroundings():
    [finding] = found("微信公众号等平台 and 线下查阅点并重。")
    assert finding.severity == "warning"
    assert "平台 and 线下" in finding.quote


def test_a_foreign_word_that_may_be_meant_is_noted():
    assert [finding.severity for finding in found("上线 hello 智能问答。")] == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        "电子邮箱：bszzwgk@126.com，网址 www.liuhe.gov.cn/zwgk/index.html。",
        "用好APP、LED显示屏、PDF、Wi-Fi、QQ群、12345热线和“网+”服务，发布vlog 3期、h5作品2个。",
        "查阅点距镇政府2km，面积30m2，宽带100mbps。",
        "扩大*号栏目范围，编号A#3。",
        "3<5，5>3。",
    ],
)
def test_addresses_kinds_of_file_and_units_are_left_alone(text):
    assert not found(text)


def test_marks_in_a_heading_are_found():
    report = sound.saying(
        sound.report(), "challenges", "", title="[bookmark: _GoBack]四、政府信息公开行政复议、行政诉讼情况"
    )
    assert len(sound.found(report, "leftover_markup")) == 1


def test_marks_that_the_reader_took_out_are_found():
    marks = ("[bookmark: _GoBack]", "**")
    notes = tuple(Note("leftover_markup", f"去掉了转换留下的“{mark}”。", Place(line=9)) for mark in marks)
    [finding] = sound.found(sound.but(sound.report(), notes=notes), "leftover_markup")
    assert (finding.quote, finding.facts, finding.place) == (marks[0], {"count": 2}, "文本第9行")
