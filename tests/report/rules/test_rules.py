import tomllib
from datetime import date
from decimal import Decimal
from importlib import resources
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.law.statutes import STATUTES
from gongkai.report import forms, rules
from gongkai.report.report import Cell, Finding, Part, Report, Section, State, Statement, Surplus
from gongkai.report.rules import RULES, check, judge, verdicts
from tests.report.rules import sound

MACHINERY = {"__init__", "rule", "prose", "slots", "sums", "agreement", "breakdowns", "agencies", "editions"}


RIGHT = sound.report(year=2023)
FAULTS = {
    "challenges_sum": sound.report(year=2023, challenges__lawsuit_direct__total=Cell(0)),
    "negative_count": sound.report(year=2023, disclosure__coercion__decisions=Cell(-1)),
    "not_a_count": sound.report(year=2023, disclosure__coercion__decisions=Cell(Decimal("1.5"))),
    "township_regulations": sound.report(year=2023, disclosure__regulations__in_force=Cell(6)),
    "blank_cells": sound.report(year=2023, disclosure__coercion__decisions=Cell(state=State.BLANK)),
    "missing_cells": sound.report(year=2023, disclosure__coercion__decisions=Cell(state=State.MISSING)),
    "surplus_cells": sound.but(RIGHT, surplus=(Surplus("requests", "3.其他", "0"),)),
    "parts_sum": sound.but(RIGHT, statements=(*RIGHT.statements[:1], sound.part(301), *RIGHT.statements[2:])),
    "text_requests": sound.stating(sound.but(RIGHT, statements=()), sound.said("requests_received", 1, "收到1件")),
    "text_documents": sound.stating(
        RIGHT,
        sound.said("normative_documents", 99, "制发规范性文件99件", cell="disclosure.normative_documents.made"),
    ),
    "text_challenges": sound.stating(RIGHT, sound.said("lawsuits", 999, "行政诉讼999件")),
    "report_year": sound.but(RIGHT, period=(date(2022, 1, 1), date(2022, 12, 31))),
    "signing_date": sound.but(RIGHT, signed_on=date(2023, 1, 4)),
    "citation": sound.but(RIGHT, preamble="按照《政府信息公开条例》（国务院令第712号）编制。"),
    "section_missing": sound.but(RIGHT, sections=tuple(s for s in RIGHT.sections if s.code != "problems")),
    "heading_unofficial": sound.saying(RIGHT, "problems", "无。", title="五、存在的主要问题及改正情况"),
    "results_missing": sound.telling(RIGHT, "supervision", "定期开展自查。"),
    "fee_missing": sound.saying(RIGHT, "other", "无。"),
    "inexact_count": sound.telling(RIGHT, "management", "召开会议10余次。"),
    "form_year": sound.report("2019", year=2023),
    "leftover_markup": sound.telling(RIGHT, "platform", "专栏<br>改版。"),
    "separation_of_duties": sound.telling(RIGHT, "management", "由1名干部负责信息的审核、发布。"),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_one_fault_planted_is_the_only_one_found(rule):
    assert sound.names(FAULTS[rule]) == {rule}


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


_PIECES = (
    "2023年|2022年|我镇将进一步|收到申请|件|共公开|其中|条|等|，|。|、|《政府信息公开条例》|（国务院令第712号）|国办发〔2021〕30号|"
    "考核|社会评议|未发生|追究|**|<br>|and|[bookmark: x]|1名人员|负责审核、发布|10余次|截至6月|3|12|{|}|%|《|（|\n"
)
_WORDS = st.sampled_from(_PIECES.split("|"))
_PROSE = st.lists(_WORDS, max_size=24).map("".join)
_CELLS = st.builds(
    lambda value, state: Cell(value if state in (State.READ, State.INFERRED) else None, state, text="/"),
    st.one_of(st.integers(-5, 10**9), st.decimals(-9, 10**6, places=2)),
    st.sampled_from(State),
)
_KINDS = ("disclosed_total", "channel", "category", "requests_received", "increase_on_last_year", "lawsuits")
_STATEMENTS = st.builds(
    Statement,
    st.sampled_from(_KINDS),
    st.integers(-9, 10**6),
    _PROSE,
    st.booleans(),
    _PROSE,
    st.sampled_from(["overview", "other", "nowhere"]),
    unit=st.sampled_from(["条", "件", "%", ""]),
    year=st.sampled_from([None, 2022, 2023]),
    cell=st.sampled_from([None, "requests.new.total", "no.such.cell"]),
    of=st.sampled_from([None, -1, 0, 1, 99]),
)


@st.composite
def reports(draw):
    """Reports as strange as a reader could make them."""
    paths = draw(st.lists(st.sampled_from(sorted(forms.form("2021").slots)), max_size=40))
    codes = draw(st.lists(st.sampled_from(["overview", "problems", "other", "", "requests"]), max_size=4))
    return Report(
        draw(st.sampled_from([None, "", "县", "柳河县", "白石镇", "市", "区人民政府"])),
        draw(st.sampled_from([None, 0, 1999, 2023, 9999])),
        draw(st.sampled_from(["", "2019", "2021"])),
        cells={path: draw(_CELLS) for path in paths},
        sections=tuple(
            Section(code, draw(_PROSE), draw(_PROSE), (Part("", draw(_PROSE), draw(_PROSE)),)) for code in codes
        ),
        statements=tuple(draw(st.lists(_STATEMENTS, max_size=6))),
        title=draw(_PROSE),
        preamble=draw(_PROSE),
        signature=draw(_PROSE),
    )


@given(reports(), reports())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_report_however_strange_breaks_a_check(one, other):
    found = check(one, previous=other, other=other)
    assert all(finding.message for finding in found)
    assert list(verdicts(one, previous=other)) == [rule.name for rule in RULES]


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
