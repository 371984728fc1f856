from datetime import date

import pytest

from gongkai.errors import Refused
from gongkai.law import disclosure
from gongkai.law.calendar import builtin


@pytest.mark.parametrize(
    ("formed", "due", "article"),
    [
        (date(2008, 5, 1), date(2008, 5, 29), "第十八条"),
        (date(2019, 5, 14), date(2019, 6, 12), "第十八条"),
        (date(2019, 5, 15), date(2019, 6, 13), "第二十六条"),
        (date(2024, 2, 6), date(2024, 3, 11), "第二十六条"),
    ],
)
def test_twenty_working_days_under_either_regulation(formed: date, due: date, article: str) -> None:
    found = disclosure.disclosure_due(formed, builtin())
    assert found.on == due
    assert found.cites == (f"《中华人民共和国政府信息公开条例》{article}",)


def test_before_the_regulation_there_was_no_term() -> None:
    with pytest.raises(Refused, match="主动公开期限从2008年5月1日起才有规定"):
        disclosure.disclosure_due(date(2008, 4, 30), builtin())


def test_a_budget_has_twenty_calendar_days() -> None:
    found = disclosure.budget_due(date(2024, 2, 10), builtin())
    assert found.on == date(2024, 3, 1)
    assert found.cites == ("《中华人民共和国预算法》第十四条",)
    with pytest.raises(Refused, match="预算决算公开期限"):
        disclosure.budget_due(date(2014, 12, 31), builtin())


def test_an_undone_penalty_is_taken_back_in_three_working_days() -> None:
    found = disclosure.withdrawal_due(date(2024, 4, 3), builtin())
    assert found.on == date(2024, 4, 9)
    assert found.cites == ("《中华人民共和国行政处罚法》第四十八条第二款", "《中华人民共和国行政处罚法》第八十五条")


def test_a_decision_appears_online_in_seven_working_days() -> None:
    assert disclosure.credit_due(date(2024, 4, 3), builtin()).on == date(2024, 4, 15)


def test_an_interpretation_follows_in_three_working_days() -> None:
    assert disclosure.interpretation_due(date(2024, 4, 3), builtin()).on == date(2024, 4, 9)


def test_a_draft_is_open_to_opinions_for_thirty_days_and_never_closed_early() -> None:
    found = disclosure.opinions_until(date(2024, 4, 4), builtin())
    assert found.on == date(2024, 5, 4)
    assert not [step for step in found.steps if "前办完" in step.text]


def test_terms_whose_text_has_not_been_read_say_so() -> None:
    day = date(2024, 1, 1)
    confirmed = {
        term.name: term.on(day).confirmed
        for term in (
            disclosure.DISCLOSURE_DAYS,
            disclosure.BUDGET_DAYS,
            disclosure.WITHDRAWAL_DAYS,
            disclosure.OPINION_DAYS,
            disclosure.CREDIT_DAYS,
            disclosure.INTERPRETATION_DAYS,
        )
    }
    assert [name for name, known in confirmed.items() if not known] == [
        "行政许可、行政处罚公示期限",
        "政策解读发布期限",
    ]
