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


# -- what the sentences alone say -----------------------------------------------------------------------------------


def saying(text: str) -> Report:
    """The sound report with a sentence of its own and no statement read from it."""
    return sound.but(sound.telling(sound.report(), "disclosure", text), statements=())


@pytest.mark.parametrize(
    ("text", "severity", "arithmetic"),
    [
        ("发布预警20轮，其中红色4期、橙色2期、蓝色9期。", "note", "4＋2＋9＝15，少于20轮，相差5"),
        ("开放活动5场，其中镇内4场、村内3场。", "warning", "4＋3＝7，多于5场，相差2"),
        ("回应关切12件（民生类8件、城建类6件等）。", "warning", "8＋6＝14，多于12件，相差2"),
    ],
)
def test_numbers_of_any_kind_are_held_to_the_parts_they_are_divided_into(text, severity, arithmetic):
    [finding] = sound.found(saying(text), "parts_sum")
    assert finding.severity == severity
    assert arithmetic in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "发布预警15轮，其中红色4期、橙色2期、蓝色9期。",
        "发布预警20轮，其中红色4期、橙色2期、蓝色9期等。",
        "发布预警20轮，其中红色4期、橙色2期。",
        "回应关切40件，其中民生类8件、城建类6件、其他3件。",
        "公开信息较上年增加3条，其中网站20条、公众号30条。",
        "上年结转1件，其中予以公开7件、部分公开3件。",
        "复议9件，其中维持6件，纠正3件；诉讼5件，其中维持4件，纠正1件。",
        "开放活动5场，其中群众40人、代表20人。",
    ],
)
def test_examples_and_numbers_of_other_things_are_not_added_up(text):
    assert not sound.found(saying(text), "parts_sum")


def test_a_percentage_is_rounded_from_its_count():
    whole = sound.said("disclosed_total", 32, "公开32条", label="公开", unit="条")
    report = sound.but(
        saying("公开32条，机构职能类6条占18%，民生类16条，占50%，其他10条占51.3%。"), statements=(whole,)
    )
    wrong, cut = sound.found(report, "parts_sum")
    assert (cut.severity, "6÷32＝18.75%" in cut.message) == ("note", True)
    assert (wrong.severity, "10÷32＝31.25%" in wrong.message) == ("warning", True)


def test_a_percentage_may_be_of_another_number_of_the_passage():
    whole = sound.said("disclosed_total", 32, "公开32条", label="公开", unit="条")
    report = sound.but(saying("公开32条，其中网站20条，动态类5条占25%。"), statements=(whole,))
    assert not sound.found(report, "parts_sum")


def test_one_channel_has_one_number():
    [finding] = sound.found(saying("通过县政府门户网站公开信息60条。通过政府网站公开24条。"), "parts_sum")
    assert (finding.severity, "60条、24条" in finding.message) == ("note", True)
    assert not sound.found(saying("通过政府网站公开信息60条，通过微信公众号公开24条。"), "parts_sum")
    assert not sound.found(saying("上半年政府网站公开60条，下半年政府网站公开24条。"), "parts_sum")
