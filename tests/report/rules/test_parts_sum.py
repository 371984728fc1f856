import pytest

from gongkai.report.report import Report, Statement
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def dividing(total: int, *parts: tuple[str, int], text: str = "", exact: bool = True, kind: str = "channel") -> Report:
    """The sound report with one total and its parts, all of one kind."""
    quote = text or f"共公开{total}条，" + "，".join(f"{label}{value}条" for label, value in parts)
    whole = Statement("disclosed_total", total, "共公开", exact, quote, "overview", part="disclosure", unit="条")
    given = [
        Statement(kind, value, label, True, f"{label}{value}条", "overview", part="disclosure", unit="条", of=0)
        for label, value in parts
    ]
    report = sound.telling(sound.report(), "disclosure", f"{quote}。")
    return sound.but(report, statements=(whole, *given))


def test_channels_that_fall_short_are_found_with_their_arithmetic():
    wrong = dividing(1009, ("网站", 105), ("重点任务", 3), ("公众号", 518), ("公告栏", 276), ("电子屏", 102))
    [finding] = sound.found(wrong, "parts_sum")
    assert finding.severity == "warning"
    assert "105＋3＋518＋276＋102＝1004条，相差5条" in finding.message
    assert "不计“重点任务”3条则为1001条" in finding.message
    assert (finding.facts["total"], finding.facts["parts"]) == (1009, 1004)


@pytest.mark.parametrize("last", [129, 131])
def test_one_more_or_one_less_is_found(last):
    assert sound.found(dividing(181, ("网站", 51), ("公众号", last)), "parts_sum")


def test_parts_that_add_up_are_right():
    assert verdicts(dividing(181, ("网站", 51), ("公众号", 130)))["parts_sum"] == "clean"


def test_a_list_that_goes_on_gives_only_examples():
    text = "共公开181条，网站51条，公众号100条等"
    assert not sound.found(dividing(181, ("网站", 51), ("公众号", 100), text=text), "parts_sum")


def test_a_list_that_goes_on_may_still_be_too_much():
    text = "共公开181条，网站101条，公众号100条等"
    assert sound.found(dividing(181, ("网站", 101), ("公众号", 100), text=text), "parts_sum")


def test_two_small_parts_of_a_large_total_are_examples():
    assert not sound.found(dividing(6000, ("规章", 1), ("政策文件", 11)), "parts_sum")


def test_a_rough_total_holds_what_lies_near_it():
    assert not sound.found(dividing(700, ("网站", 107), ("公众号", 605), exact=False), "parts_sum")
    [finding] = sound.found(dividing(700, ("网站", 307), ("公众号", 605), exact=False), "parts_sum")
    assert finding.severity == "note"


def test_a_lone_category_among_channels_is_counted_with_them():
    report = dividing(100, ("网站", 40), ("公众号", 50))
    lone = sound.said("category", 10, "重点任务10条", label="重点任务", unit="条", of=0)
    assert not sound.found(sound.stating(report, lone), "parts_sum")


def test_two_ways_of_dividing_are_each_added_up():
    report = dividing(100, ("网站", 40), ("公众号", 60))
    by_matter = [
        sound.said("category", n, f"{label}{n}条", label=label, unit="条", of=0)
        for label, n in (("财政", 80), ("人事", 30))
    ]
    [finding] = sound.found(sound.stating(report, *by_matter), "parts_sum")
    assert finding.facts["parts"] == 110


def test_a_part_too_much_that_explains_the_gap_is_named():
    [finding] = sound.found(dividing(100, ("网站", 40), ("公众号", 60), ("公告栏", 30)), "parts_sum")
    assert "不计“公告栏”30条则恰好相等" in finding.message


def test_parts_in_other_units_are_not_added():
    report = dividing(100, ("网站", 40), ("公众号", 30))
    meetings = sound.said("channel", 9, "发布会9场", unit="场", of=0)
    assert not sound.found(sound.stating(report, meetings), "parts_sum")


@pytest.mark.parametrize(("last", "faults"), [(30, 0), (31, 1)])
def test_two_divisions_told_in_one_breath_are_each_added_up(last, faults):
    report = dividing(100, ("网站", 40), ("公众号", 60), ("财政", 70), ("人事", last))
    assert len(sound.found(report, "parts_sum")) == faults


def test_a_position_that_is_not_there_is_no_total():
    lost = sound.said("channel", 9, "网站9条", unit="条", of=99)
    assert verdicts(sound.but(sound.report(), statements=(lost,)))["parts_sum"] == "cannot_tell"


def without_total(categories: tuple[int, ...], channels: tuple[int, ...], end: str = "") -> Report:
    """Items by category and by channel, and no total."""
    given = [("category", n, f"类别{i}") for i, n in enumerate(categories)]
    given += [("channel", n, f"渠道{i}") for i, n in enumerate(channels)]
    told = [sound.said(kind, n, f"{label}有{n}条{end}", label=label, unit="条") for kind, n, label in given]
    return sound.but(sound.report(), statements=tuple(told))


def test_categories_and_channels_without_a_total_are_two_counts_of_the_same():
    [finding] = sound.found(without_total((3529, 3, 1, 88, 1209), (5300, 1175)), "parts_sum")
    assert finding.severity == "note"
    assert finding.facts == {"categories": 4830, "channels": 6475}
    assert "3529＋3＋1＋88＋1209＝4830条" in finding.message


@pytest.mark.parametrize(
    ("categories", "channels", "end"),
    [((70, 30), (60, 40), ""), ((40, 20), (60, 40), ""), ((70, 20), (60, 40), "等"), ((70,), (60, 40), "")],
)
def test_counts_that_agree_or_are_only_examples_are_left_alone(categories, channels, end):
    assert not sound.found(without_total(categories, channels, end), "parts_sum")
