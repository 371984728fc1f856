import tomllib
from importlib import resources
from pathlib import Path

import msgspec
import pytest

from gongkai.law.statutes import STATUTES
from gongkai.report import forms, rules
from gongkai.report.report import Cell, Finding, Report, State
from gongkai.report.rules import RULES, check, judge, verdicts
from tests.report.rules import sound

MACHINERY = {"__init__", "rule", "prose", "slots", "sums", "agreement", "agencies", "editions"}


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_nothing_is_found_in_a_sound_report(edition):
    assert check(sound.report(edition)) == []


def test_every_rule_is_listed_once_under_the_name_of_its_file():
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - MACHINERY
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names)) == 31
    assert set(names) == files


def test_every_rule_cites_a_text_of_the_register():
    titles = [statute.title for statute in STATUTES]
    for rule in RULES:
        assert rule.cites
        for cited in rule.cites:
            assert any(title in cited for title in titles), (rule.name, cited)


def test_every_rule_gives_a_verdict():
    assert list(verdicts(sound.report())) == [rule.name for rule in RULES]


def test_a_rule_that_cannot_tell_says_why():
    for judgement in judge(Report(None, None, "")):
        if judgement.verdict == "cannot_tell":
            assert judgement.why or judgement.findings, judgement.rule


def test_an_empty_report_breaks_no_rule_of_the_checks_themselves():
    empty = Report(None, None, "")
    assert all(isinstance(finding, Finding) for finding in check(empty, previous=empty, other=empty))


def test_the_heaviest_come_first_and_then_the_order_of_the_report():
    right = sound.report(
        challenges__reconsideration__total=Cell(0),
        disclosure__penalties__decisions=Cell(-1),
        disclosure__coercion__decisions=Cell(state=State.BLANK),
    )
    found = check(sound.telling(right, "platform", "平台 and 查阅点。"))
    assert [finding.rule for finding in found] == ["negative_count", "challenges_sum", "leftover_markup", "blank_cells"]


def test_findings_can_be_written_as_json():
    wrong = sound.report(year=2023, requests__new__total=Cell(1), disclosure__licensing__decisions=Cell(-2))
    wrong = sound.but(wrong, signed_on=None, sections=wrong.sections[:4])
    for finding in check(wrong, previous=sound.report(year=2022), other=sound.report(year=2023)):
        assert msgspec.json.decode(msgspec.json.encode(finding))["message"]


def test_a_row_added_to_the_form_is_checked_without_further_code(tmp_path, monkeypatch):
    data = resources.files(forms).joinpath("2021.toml").read_text(encoding="utf-8")
    row = '{ code = "mediated", label = "（八）调解结案", group = ["三、本年度办理结果"], role = "outcome" },'
    data = data.replace('    { code = "handled"', f'    {row}\n    {{ code = "handled"')
    data = data.replace('edition = "2021"', 'edition = "2031"').replace("first_year = 2021", "first_year = 2031")
    assert tomllib.loads(data)["edition"] == "2031"
    (tmp_path / "2031.toml").write_text(data, encoding="utf-8")
    monkeypatch.setattr(forms, "folders", [*forms.folders, tmp_path])
    forms.editions.cache_clear()
    try:
        old = sound.report(year=2031)
        columns = old.edition.tables["requests"].block[0].columns
        more = {f"requests.mediated.{column.code}": Cell(0) for column in columns}
        right = sound.but(old, form="2031", cells=old.cells | more)
        assert not sound.names(right) & {"handled_sum", "missing_cells"}
        wrong = sound.but(right, cells=right.cells | {"requests.mediated.research": Cell(2)})
        assert {finding.place for finding in sound.found(wrong, "handled_sum")} == {"表三“科研机构”列"}
        assert {finding.place for finding in sound.found(wrong, "applicant_sum")} == {"表三“（八）调解结案”行"}
        assert sound.found(sound.but(old, form="2031"), "missing_cells")
    finally:
        forms.editions.cache_clear()
