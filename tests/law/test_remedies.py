from datetime import date

import pytest

from gongkai.errors import Refused
from gongkai.law import remedies as law
from gongkai.law.calendar import builtin
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.remedies import NONE, Level, remedies

FIRST = [
    "partly_granted",
    "refused.state_secret",
    "refused.prohibited_by_law",
    "refused.security_and_stability",
    "refused.third_party_rights",
    "refused.internal_affairs",
    "refused.process_information",
    "refused.enforcement_files",
]


def first(code: str, on: date) -> bool:
    return remedies(code, on, level=Level.TOWNSHIP).reconsideration_first


def test_refusals_under_articles_14_to_16_go_to_reconsideration_first() -> None:
    assert [code for code in OUTCOMES if first(code, date(2024, 1, 1))] == FIRST


def test_before_2024_nothing_went_to_reconsideration_first() -> None:
    assert not [code for code in OUTCOMES if first(code, date(2023, 12, 31))]


def test_whether_an_inquiry_goes_first_is_a_choice() -> None:
    found = remedies("refused.administrative_inquiry", date(2024, 1, 1), level=Level.TOWNSHIP, inquiry_first=True)
    assert found.reconsideration_first
    assert not remedies(
        "granted.provided", date(2024, 1, 1), level=Level.TOWNSHIP, inquiry_first=True
    ).reconsideration_first


def test_the_paragraph_of_a_refusal() -> None:
    found = remedies("refused.state_secret", date(2024, 3, 8), level=Level.TOWNSHIP)
    assert found.says == (
        "如对本答复不服，应当先申请行政复议：可以自收到本答复之日起60日内向{reconsideration_agency}申请行政复议；"
        "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向{court}提起行政诉讼。"
    )
    assert (found.reconsideration_days, found.lawsuit_days, found.lawsuit_months) == (60, 15, 0)
    assert "《中华人民共和国行政复议法》第二十三条第一款第（四）项" in found.cites
    assert "《中华人民共和国行政诉讼法》第四十五条" in found.cites


def test_the_paragraph_of_any_other_reply() -> None:
    found = remedies("unavailable.not_found", date(2024, 3, 8), level=Level.TOWNSHIP)
    assert found.says == (
        "如对本答复不服，可以自收到本答复之日起60日内向{reconsideration_agency}申请行政复议，"
        "也可以自收到本答复之日起6个月内向{court}提起行政诉讼。"
    )
    assert found.cites == (
        "《中华人民共和国政府信息公开条例》第五十一条",
        "《中华人民共和国行政复议法》第二十条",
        "《中华人民共和国行政诉讼法》第四十六条",
    )


def test_a_reply_granted_in_part_tells_both_ways() -> None:
    found = remedies("partly_granted", date(2024, 3, 8), level=Level.TOWNSHIP)
    assert found.says.startswith("如对本答复中不予公开的部分不服，应当先申请行政复议")
    assert "对本答复其他部分不服的" in found.says
    assert found.lawsuit_months == 6


@pytest.mark.parametrize(("decided_on", "months"), [(date(2015, 4, 30), 3), (date(2015, 5, 1), 6)])
def test_three_months_to_sue_became_six(decided_on: date, months: int) -> None:
    found = remedies("unavailable.not_found", decided_on, level=Level.TOWNSHIP)
    assert found.lawsuit_months == months
    assert f"{months}个月内" in found.says


def test_a_closing_that_decides_nothing_has_no_remedies() -> None:
    assert remedies("otherwise_closed.other", date(2024, 3, 8), level=Level.TOWNSHIP) == NONE
    assert NONE.says == ""


@pytest.mark.parametrize(
    ("level", "decided_on", "heard_by"),
    [
        (Level.TOWNSHIP, date(2024, 3, 8), "县级人民政府"),
        (Level.COUNTY_DEPARTMENT, date(2024, 1, 1), "县级人民政府"),
        (Level.COUNTY_DEPARTMENT, date(2023, 12, 31), "县级人民政府或者上一级主管部门"),
        (Level.TOWNSHIP, date(2023, 12, 31), "县级人民政府"),
        (Level.COUNTY, date(2024, 3, 8), "市级人民政府"),
        (Level.VERTICAL, date(2024, 3, 8), "上一级主管部门"),
    ],
)
def test_who_hears_the_reconsideration(level: Level, decided_on: date, heard_by: str) -> None:
    assert remedies("granted.provided", decided_on, level=level).heard_by == heard_by


# The terms of disputes


def test_the_simple_procedure_gives_five_working_days() -> None:
    due = law.reconsideration_reply_due(date(2024, 2, 6), builtin())
    assert due.on == date(2024, 2, 19)
    assert due.cites == ("《中华人民共和国行政复议法》第五十四条", "《中华人民共和国行政复议法》第八十八条")
    with pytest.raises(Refused, match="简易程序复议答复期限从2024年1月1日起才有规定"):
        law.reconsideration_reply_due(date(2023, 12, 31), builtin())


@pytest.mark.parametrize(
    ("received_on", "due"), [(date(2023, 12, 31), date(2024, 1, 10)), (date(2024, 1, 1), date(2024, 1, 15))]
)
def test_the_ordinary_procedure_gives_ten_days_working_ones_since_2024(received_on: date, due: date) -> None:
    assert law.reconsideration_reply_due(received_on, builtin(), procedure="ordinary").on == due


@pytest.mark.parametrize(
    ("received_on", "due"), [(date(2015, 4, 30), date(2015, 5, 10)), (date(2015, 5, 1), date(2015, 5, 16))]
)
def test_a_lawsuit_is_answered_within_days_of_the_calendar(received_on: date, due: date) -> None:
    assert law.lawsuit_defence_due(received_on, builtin()).on == due


def test_terms_of_disputes_not_read_in_the_text_say_so() -> None:
    day = date(2024, 3, 8)
    assert not law.ORDINARY_REPLY_DAYS.on(day).confirmed
    assert not law.DEFENCE_DAYS.on(day).confirmed
    assert law.SIMPLE_REPLY_DAYS.on(day).confirmed


@pytest.mark.parametrize(
    ("delivered_on", "until"),
    [
        (date(2024, 3, 8), date(2024, 5, 7)),
        (date(2024, 3, 6), date(2024, 5, 6)),  # the sixtieth day is 5月5日, a holiday
    ],
)
def test_reconsideration_is_open_for_sixty_days(delivered_on: date, until: date) -> None:
    assert law.reconsideration_until(delivered_on, builtin()).on == until


@pytest.mark.parametrize(
    ("delivered_on", "until"),
    [
        (date(2024, 3, 8), date(2024, 9, 9)),  # 9月8日 is a Sunday
        (date(2024, 8, 30), date(2025, 2, 28)),
        (date(2014, 12, 1), date(2015, 3, 2)),  # three months, then a Sunday
    ],
)
def test_a_lawsuit_is_open_for_months(delivered_on: date, until: date) -> None:
    assert law.lawsuit_until(delivered_on, builtin()).on == until


def test_after_reconsideration_a_lawsuit_is_open_for_fifteen_days() -> None:
    due = law.lawsuit_until(date(2024, 3, 8), builtin(), after_reconsideration=True)
    assert due.on == date(2024, 3, 25)
    assert due.steps[-1].text == "2024年3月23日不上班，顺延到2024年3月25日（周一）"
