import pytest

from gongkai.report.rules import verdicts
from tests.report.rules import sound


def without(*codes: str, **changes):
    right = sound.report()
    return sound.but(right, sections=tuple(s for s in right.sections if s.code not in codes), **changes)


def test_the_sections_left_out_are_named_together():
    [finding] = sound.found(without("challenges", "other"), "section_missing")
    assert finding.severity == "error"
    assert finding.facts["sections"] == ["challenges", "other"]
    assert "“四、政府信息公开行政复议、行政诉讼情况”、“六、其他需要报告的事项”" in finding.message


def test_without_tables_the_year_tells_the_form():
    assert sound.found(without("other", form="", cells={}), "section_missing")


@pytest.mark.parametrize("year", [2014, None])
def test_before_the_first_form_no_section_is_wanted(year):
    assert verdicts(without("other", form="", cells={}, year=year))["section_missing"] == "cannot_tell"


def test_a_text_without_headings_is_judged_by_no_one():
    [finding] = sound.found(
        without("overview", "disclosure", "requests", "challenges", "problems", "other"), "section_missing"
    )
    assert finding.verdict == "cannot_tell"
