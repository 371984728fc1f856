import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import builtin
from gongkai.law.disclosure import disclosure_due
from gongkai.law.inspection import Column
from gongkai.law.timeliness import (
    Kind,
    TimeRule,
    TimeRules,
    Unit,
    due,
    next_due,
    parse,
    stale_after_days,
    taken_down_due,
    words,
)

HERE = Path(__file__).parent
READING = tomllib.loads((HERE / "time_rules.toml").read_text(encoding="utf-8"))
COUNTING = tomllib.loads((HERE / "timeliness.toml").read_text(encoding="utf-8"))

UNREAD = [
    "必要时公开",
    "根据上级要求",
    "按规定",
    "一事一公开",
    "会前",
    "工作日内",
    "第20个工作日",
    "5—10个工作日内",
    "收到后5至10个工作日内",
    "20个工作日以上",
    "不少于20个工作日",
    "0个工作日内",
    "99999个工作日内",
    "九九九九九年内",
    "每年13月1日前",
    "每年2月30日前",
    "每月32日前公开",
    "2024年1月31日前",
    "每年3、6、9、12月底前",
    "每季度结束后10日内",
    "每周至少更新2次",
    "5日公开",
    "可延长7个工作日",
    "期满后撤下",
]


def told(text: str) -> list[str]:
    return [words(rule) for rule in parse(text).rules]


# Reading


@pytest.mark.parametrize("case", READING["real"] + READING["other"], ids=lambda case: case["says"])
def test_a_way_of_writing_a_time_limit_is_read(case: dict[str, Any]) -> None:
    assert told(case["says"]) == case["reads"]
    assert not parse(case["says"]).unread


@pytest.mark.parametrize("text", UNREAD)
def test_what_cannot_be_read_stays_as_words(text: str) -> None:
    rules = parse(text)
    assert rules.unread
    assert [(rule.kind, rule.number) for rule in rules.rules] == [(Kind.UNREAD, 0)]


def test_a_clause_that_cannot_be_read_does_not_hide_the_one_that_can() -> None:
    rules = parse("信息形成之日起20个工作日内；涉及群众的另行通知")
    assert [rule.kind for rule in rules.rules] == [Kind.WITHIN, Kind.UNREAD]
    assert rules.rules[1].says == "涉及群众的另行通知"


def test_the_words_are_kept_as_they_were_written() -> None:
    assert parse(" 自形成之日起２０个工作日内 ").words == "自形成之日起２０个工作日内"


@pytest.mark.parametrize("case", READING["real"] + READING["other"], ids=lambda case: case["says"])
def test_the_words_for_a_rule_are_read_as_the_same_rule(case: dict[str, Any]) -> None:
    for rule in parse(case["says"]).rules:
        [again] = parse(words(rule)).rules
        given_event = replace(rule, event=rule.event or "形成或者变更") if rule.kind is Kind.WITHIN else rule
        assert replace(again, says="") == replace(given_event, says="")


@pytest.mark.parametrize("case", READING["real"] + READING["other"], ids=lambda case: case["says"])
def test_rules_are_kept_as_json_and_come_back_the_same(case: dict[str, Any]) -> None:
    rules = parse(case["says"])
    assert TimeRules.from_dict(json.loads(json.dumps(rules.to_dict()))) == rules


def test_nothing_kept_is_no_rule() -> None:
    assert TimeRules.from_dict({}) == TimeRules() == parse("")


def test_only_a_budget_has_a_law_of_its_own() -> None:
    [budget] = parse("人大会议批复后20日内").rules
    [licence] = parse("许可批准后20日内").rules
    [working] = parse("人大会议批复后20个工作日内").rules
    assert budget.law == "《中华人民共和国预算法》第十四条"
    assert licence.law == working.law == ""


@given(
    st.text(
        alphabet="信息形成变更自之日起20个工作日内公开示及时每年月季半前后，；。：（）/一二十不少于满可延长撤下长期提前周",
        max_size=60,
    )
)
def test_any_words_are_read_or_kept(text: str) -> None:
    rules = parse(text)
    assert all(0 <= rule.number <= 999 for rule in rules.rules)
    assert TimeRules.from_dict(rules.to_dict()) == rules
    assert disclosure_due(date(2024, 3, 29), builtin()).on >= date(2024, 3, 29)
    assert due(rules, date(2024, 3, 29), builtin()).steps


def test_a_cell_too_long_for_a_time_limit_is_kept_unread() -> None:
    assert parse("信息形成之日起20个工作日内，" * 40).unread
    assert parse("及时" * 45 + "公开").unread


# Counting


@pytest.mark.parametrize("case", COUNTING["case"], ids=lambda case: case["says"])
def test_the_last_day_to_disclose(case: dict[str, Any]) -> None:
    found = due(
        parse(case["rule"]),
        case["event"],
        builtin(),
        subject=case.get("subject", ""),
        extended=case.get("extended", False),
    )
    assert found.on == case["due"]
    assert list(found.provisional_years) == case.get("provisional", [])


@pytest.mark.parametrize("case", COUNTING["shown"], ids=lambda case: case["says"])
def test_the_last_day_it_is_shown(case: dict[str, Any]) -> None:
    found = taken_down_due(parse(case["rule"]), case["released"], builtin(), whose=case.get("whose", ""))
    assert found is not None
    assert found.on == case["due"]
    assert found.steps[-1].text.endswith("（含）以前保持公示，次日起撤下")


@pytest.mark.parametrize("case", COUNTING["next"], ids=lambda case: case["says"])
def test_the_last_day_for_something_new(case: dict[str, Any]) -> None:
    found = next_due(parse(case["rule"]), case["last"], builtin())
    assert found is not None
    assert found.on == case["due"]


@pytest.mark.parametrize("text", ["", "信息形成之日起20个工作日内", "长期公开", "根据上级要求"])
def test_what_neither_ends_nor_comes_round_has_no_day_for_it(text: str) -> None:
    assert taken_down_due(parse(text), date(2024, 3, 29), builtin()) is None
    assert next_due(parse(text), date(2024, 3, 29), builtin()) is None


def test_of_two_publicity_periods_the_longer_is_kept() -> None:
    found = taken_down_due(parse("公示3日；公示7日"), date(2024, 4, 6), builtin())
    assert found is not None
    assert found.on == date(2024, 4, 13)


@given(st.dates(date(2019, 5, 15), date(2025, 6, 1)), st.integers(1, 60), st.sampled_from(list(Unit)))
def test_no_rule_of_a_catalogue_puts_disclosure_off_beyond_the_regulation(day: date, number: int, unit: Unit) -> None:
    rules = TimeRules(rules=(TimeRule(Kind.WITHIN, number, unit),))
    assert day < due(rules, day, builtin()).on <= disclosure_due(day, builtin()).on


def test_a_law_of_its_own_may_be_longer() -> None:
    rule = TimeRule(Kind.WITHIN, 60, Unit.DAY, event="批准", law="《某法》第一条")
    found = due(TimeRules(rules=(rule,)), date(2024, 3, 1), builtin())
    assert found.on == date(2024, 3, 1) + timedelta(60)
    assert "《某法》第一条" in found.cites


# Saying why


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("制定或获取信息之日起10个工作日内", "目录写的时限是“制定或获取信息之日起10个工作日内”"),
        (
            "信息形成之日起30个工作日内",
            "目录写的“信息形成之日起30个工作日内”（至2024年5月14日）比条例的期限晚，没有法律另作规定，按条例的期限",
        ),
        ("按进展情况及时公开", "“按进展情况及时公开”没有写天数，最迟不超过上述期限，宜早不宜迟"),
        ("根据上级要求", "目录写的“根据上级要求”没有读懂，没有计入，请人工核对"),
        ("自形成之日起20个工作日内；许可结果7个工作日内", "“许可结果自形成或者变更之日起7个工作日内”只用于许可结果"),
    ],
)
def test_an_answer_says_what_the_catalogue_had_to_do_with_it(rule: str, reason: str) -> None:
    assert due(parse(rule), date(2024, 3, 29), builtin()).steps[-1].text == reason


def test_a_number_of_days_beside_promptness_leaves_no_doubt() -> None:
    found = due(parse("及时公开，最迟不超过10个工作日"), date(2024, 3, 29), builtin())
    assert found.on == date(2024, 4, 15)
    assert not [step for step in found.steps if "没有写天数" in step.text]


def test_answers_name_their_articles() -> None:
    day = date(2024, 3, 29)
    article = "《中华人民共和国政府信息公开条例》第二十六条"
    assert due(parse("及时公开"), day, builtin()).cites == (article,)
    assert due(parse("制定或获取信息之日起10个工作日内"), day, builtin()).cites == (article,)
    assert due(parse("人大会议批复后20日内"), day, builtin()).cites == ("《中华人民共和国预算法》第十四条", article)


def test_a_publicity_period_ending_on_a_holiday_is_not_advised_to_end_early() -> None:
    found = taken_down_due(parse("公示7日"), date(2024, 4, 27), builtin())
    assert found is not None
    assert found.on == date(2024, 5, 4)
    assert not [step for step in found.steps if "前办完" in step.text]


# Going stale


@pytest.mark.parametrize(
    ("rule", "column", "days"),
    [
        ("每20个工作日更新", None, 28),
        ("每周更新", None, 7),
        ("按月公开", None, 31),
        ("每季度", Column.NOTICES, 93),
        ("至少1次/年", Column.NOTICES, 180),
        ("每年1月31日前", None, 366),
        ("信息形成之日起20个工作日内", Column.NEWS, 14),
        ("信息形成之日起20个工作日内", None, None),
        ("长期公开", None, None),
    ],
)
def test_days_without_anything_new_until_an_entry_is_stale(rule: str, column: Column | None, days: int | None) -> None:
    assert stale_after_days(parse(rule), column, date(2024, 1, 1)) == days
