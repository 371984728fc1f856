import pytest

from tests.report.rules import sound


def test_a_rough_count_of_what_was_disclosed_is_found():
    rough = sound.said("disclosed_total", 65, "主动公开工作动态65余条", exact=False, unit="条")
    [finding] = sound.found(sound.stating(sound.report(), rough), "inexact_count")
    assert (finding.severity, finding.quote) == ("warning", "主动公开工作动态65余条")


def test_rough_meetings_are_noted():
    rough = sound.said("meetings", 10, "召开会议10余次", exact=False, unit="次")
    assert [f.severity for f in sound.found(sound.stating(sound.report(), rough), "inexact_count")] == ["note"]


@pytest.mark.parametrize("words", ["学习10余次", "发布近百条", "解读三十多篇", "办理约20件", "发布500条左右", "逾千条"])
def test_rough_words_that_no_statement_holds_are_noted(words):
    report = sound.telling(sound.report(), "management", f"全年{words}。")
    [finding] = sound.found(report, "inexact_count")
    assert (finding.severity, finding.quote in words) == ("note", True)


@pytest.mark.parametrize("words", ["学习10次", "其余条目照旧", "多次学习", "近期发布12条", "附近条件较好", "公约3条"])
def test_exact_words_are_left_alone(words):
    assert not sound.found(sound.telling(sound.report(), "management", f"全年{words}。"), "inexact_count")


def test_words_already_told_are_not_told_again():
    rough = sound.said("disclosed_total", 65, "工作动态65余条", exact=False, unit="条")
    report = sound.telling(sound.stating(sound.report(), rough), "disclosure", "公开工作动态65余条。")
    assert len(sound.found(report, "inexact_count")) == 1
