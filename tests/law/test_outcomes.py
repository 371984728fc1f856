from datetime import date
from itertools import groupby

import pytest

from gongkai.errors import Refused
from gongkai.law import statutes
from gongkai.law.outcomes import GROUPS, OUTCOMES, by_code, choices, why_not_law
from gongkai.report import forms

KEYS = {
    "granted.provided": ["provided"],
    "granted.published": ["published_where"],
    "partly_granted": ["provided", "withheld_parts"],
    "refused.state_secret": ["classification_basis"],
    "refused.prohibited_by_law": ["prohibiting_law"],
    "refused.security_and_stability": ["security_kind", "security_reason"],
    "refused.third_party_rights": ["third_party_record"],
    "refused.internal_affairs": ["internal_kind", "discretion_reason"],
    "refused.process_information": ["process_kind", "discretion_reason"],
    "refused.enforcement_files": ["enforcement_case", "discretion_reason"],
    "refused.administrative_inquiry": ["inquiry_law", "inquiry_place"],
    "unavailable.not_found": ["search_record"],
    "unavailable.other_agency": ["not_ours_reason", "responsible_agency"],
    "unavailable.needs_creation": ["creation_explained"],
    "unavailable.unclear_after_amendment": ["amendment_round"],
    "not_processed.petition_or_complaint": ["petition_channel"],
    "not_processed.repeated": ["former_reply"],
    "not_processed.publications": ["publication_place"],
    "not_processed.excessive": ["explanation_round"],
    "not_processed.reconfirmation": ["evidence_held"],
    "otherwise_closed.amendment_overdue": ["amendment_overdue"],
    "otherwise_closed.fee_overdue": ["fee_overdue"],
    "otherwise_closed.other": ["closing_reason", "closing_explained"],
}


def rows(edition: str) -> list[str]:
    """The rows of table three on a form that count outcomes."""
    [form] = [form for form in forms.editions() if form.edition == edition]
    [table] = [table for table in form.table if table.code == "requests"]
    return [row.code for block in table.block for row in block.rows if row.role == "outcome"]


def test_the_register_has_the_rows_of_the_form_of_2021_in_their_order() -> None:
    assert [row for row, _ in groupby(outcome.row for outcome in OUTCOMES.values())] == rows("2021")


def test_the_register_has_the_rows_of_the_form_of_2019_in_their_order() -> None:
    assert [row for row, _ in groupby(outcome.row_2019 for outcome in OUTCOMES.values())] == rows("2019")


def test_a_code_is_its_row_but_for_the_two_rows_that_hold_two_outcomes() -> None:
    apart = {code: outcome.row for code, outcome in OUTCOMES.items() if code != outcome.row}
    assert apart == {
        "granted.provided": "granted",
        "granted.published": "granted",
        "unavailable.not_found": "unavailable.not_held",
        "unavailable.other_agency": "unavailable.not_held",
    }
    assert len(OUTCOMES) == 23


def test_what_must_be_established_before_each_may_be_chosen() -> None:
    found = {code: [required.key for required in outcome.establishes] for code, outcome in OUTCOMES.items()}
    assert found == KEYS


def test_what_may_be_left_out_or_replaced_by_words() -> None:
    required = [each for outcome in OUTCOMES.values() for each in outcome.establishes]
    assert {each.key for each in required if each.optional} == {
        "responsible_agency",
        "petition_channel",
        "closing_explained",
    }
    assert {each.key for each in required if each.instead} == {"third_party_record", "former_reply"}


def test_a_choice_has_what_may_be_chosen_and_nothing_else_has() -> None:
    for outcome in OUTCOMES.values():
        for required in outcome.establishes:
            assert bool(required.choices) is (required.kind == "choice"), required.key


def test_the_kinds_named_by_the_articles() -> None:
    def kinds(code: str) -> list[str]:
        [choice] = [required for required in by_code(code).establishes if required.kind == "choice"]
        return [words for _, words in choice.choices]

    assert kinds("refused.security_and_stability") == ["国家安全", "公共安全", "经济安全", "社会稳定"]
    assert kinds("refused.internal_affairs") == ["人事管理", "后勤管理", "内部工作流程"]
    assert kinds("refused.process_information") == ["讨论记录", "过程稿", "磋商信函", "请示报告"]


def test_every_outcome_belongs_to_a_group_and_cites_the_register() -> None:
    titles = tuple(f"《{statute.title}》" for statute in statutes.STATUTES)
    for outcome in OUTCOMES.values():
        assert outcome.group in GROUPS
        assert outcome.code.startswith(outcome.group)
        assert outcome.letter
        assert outcome.cites
        assert all(cite.startswith(titles) for cite in outcome.cites)


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("granted.provided", "第三十六条第（二）项"),
        ("granted.published", "第三十六条第（一）项"),
        ("refused.internal_affairs", "第十六条第一款"),
        ("refused.process_information", "第十六条第二款"),
        ("refused.administrative_inquiry", "第三十六条第（七）项"),
        ("unavailable.not_found", "第三十六条第（四）项"),
        ("not_processed.publications", "第三十九条第二款"),
    ],
)
def test_the_article_of_an_outcome(code: str, article: str) -> None:
    assert by_code(code).cites[0] == f"《中华人民共和国政府信息公开条例》{article}"


def test_where_practice_is_unsettled_the_register_says_so() -> None:
    assert [code for code, outcome in OUTCOMES.items() if outcome.note] == [
        "partly_granted",
        "refused.administrative_inquiry",
        "not_processed.reconfirmation",
        "otherwise_closed.fee_overdue",
        "otherwise_closed.other",
    ]
    inquiry = by_code("refused.administrative_inquiry")
    assert (inquiry.setting, inquiry.default) == ("inquiry_reconsideration_first", False)


def test_the_outcomes_of_the_revised_regulation_are_open_since_it_took_effect() -> None:
    assert choices(date(2019, 5, 15)) == tuple(OUTCOMES.values())
    with pytest.raises(Refused, match="办理结果的种类从2019年5月15日起才有规定"):
        choices(date(2019, 5, 14))


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(Refused, match="没有“granted”这种办理结果"):
        by_code("granted")


# What may be named as prohibiting disclosure


@pytest.mark.parametrize(
    "text",
    [
        "《中华人民共和国统计法》第二十五条",
        "《统计法》第25条",
        "《中华人民共和国民法典》第一千零三十四条",
        "《征信业管理条例》第十三条第二款",
        "《工伤保险条例（试行）》第三条",
        "《城市市容和环境卫生管理条例》第三条",
        "《劳动力市场监管条例》第三条",
        "《县级以下人民政府条例》第三条",
        "《互联网信息服务管理办法》（国务院令第292号）第十五条",
        "《某部门统计资料管理办法》第三条、《中华人民共和国统计法》第二十五条",
    ],
)
def test_a_law_or_an_administrative_regulation_prohibits(text: str) -> None:
    assert why_not_law(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有写明法律或者行政法规的全称"),
        ("统计法第二十五条", "请用书名号写出全称"),
        ("《中华人民共和国统计法》", "没有写明是第几条"),
        ("《统计资料管理办法》第三条", "规章或者规范性文件"),
        ("《环境信息公开办法（试行）》第三条", "规章或者规范性文件"),
        ("《税收征收管理法实施细则》第五条", "请在后面写上“国务院令第…号”"),
        ("《统计资料管理办法》（国家统计局令第12号）第三条", "规章或者规范性文件"),
        ("《关于做好保密工作的通知》第三条", "从名称看是规范性文件"),
        ("《国务院办公厅关于施行政府信息公开条例若干问题的意见》第三条", "从名称看是规范性文件"),
        ("《广东省保密条例》第三条", "地方性法规"),
        ("《内蒙古自治区统计条例》第三条", "地方性法规"),
        ("《杭州市城市管理条例》第三条", "地方性法规"),
        ("《深圳经济特区数据条例》第三条", "地方性法规"),
        ("《延边朝鲜族自治州条例》第三条", "地方性法规"),
        ("《中国共产党党务公开条例（试行）》第三条", "党内法规"),
    ],
)
def test_rules_of_departments_and_places_do_not_prohibit(text: str, why: str) -> None:
    assert why in why_not_law(text)
