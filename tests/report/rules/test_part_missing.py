from gongkai.report.rules import verdicts
from tests.report.rules import sound

ALL = [
    ("disclosure", "（一）主动公开"),
    ("requests", "（二）依申请公开"),
    ("management", "（三）政府信息管理"),
    ("platform", "（四）政府信息公开平台建设"),
    ("supervision", "（五）监督保障"),
]


def test_parts_left_out_are_named_together():
    [finding] = sound.found(sound.headed(sound.report(), ALL[0], ALL[1], ALL[3]), "part_missing")
    assert finding.severity == "error"
    assert finding.facts["parts"] == ["management", "supervision"]
    assert "“政府信息管理”、“监督保障”2个小标题" in finding.message


def test_a_part_under_the_agencys_own_heading_may_be_the_one():
    report = sound.headed(sound.report(), *ALL[:4], ("", "（五）强化统筹"))
    [finding] = sound.found(report, "part_missing")
    assert finding.severity == "warning"
    assert "（五）强化统筹" in finding.message


def test_prose_that_speaks_of_all_five_without_headings_will_do():
    text = "主动公开、依申请公开、政府信息管理、政府信息公开平台建设和监督保障均按期完成。"
    plain = sound.saying(sound.headed(sound.report()), "overview", text)
    assert not sound.found(plain, "part_missing")
    short = sound.saying(plain, "overview", "主动公开按期完成。")
    assert [finding.severity for finding in sound.found(short, "part_missing")] == ["note"]


def test_without_the_section_no_one_can_tell():
    right = sound.report()
    without = sound.but(right, sections=tuple(s for s in right.sections if s.code != "overview"))
    assert verdicts(without)["part_missing"] == "cannot_tell"
