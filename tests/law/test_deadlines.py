import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import Refused
from gongkai.law import deadlines
from gongkai.law.calendar import Arrangement, Calendar, Holiday, Notice, Step, builtin
from gongkai.law.deadlines import Channel, Choices, Clock, Event, Kind, Party, explain, received

DAY = timedelta(days=1)
FILE = tomllib.loads((Path(__file__).parent / "deadlines.toml").read_text(encoding="utf-8"))
RECEIVED = Event(Kind.RECEIVED, date(2024, 2, 6))
AFTERWARDS = date(2024, 3, 4)


def event(entry: dict[str, Any]) -> Event:
    return Event(
        Kind(entry["kind"]),
        entry["on"],
        key=entry.get("key", ""),
        party=Party(entry["party"]) if "party" in entry else None,
        delivered_on=entry.get("delivered"),
        days=entry.get("days"),
        until=entry.get("until"),
    )


def clock_of(case: dict[str, Any]) -> Clock:
    events = [Event(Kind.RECEIVED, case["received"]), *map(event, case.get("events", ()))]
    names = ("fee_restart", "extension_after_restart", "consultation_last_day_counts")
    choices = Choices(**{name: case[name] for name in names if name in case})
    return explain(events, builtin(), today=case.get("today", events[-1].on), choices=choices)


def on(*kinds: Kind, **fields: Any) -> list[Event]:
    """The request and these events, all on one day."""
    return [RECEIVED, *(Event(kind, AFTERWARDS, **fields) for kind in kinds)]


# The table


@pytest.mark.parametrize("row", FILE["table"], ids=lambda row: str(row["received"]))
def test_seven_fifteen_twenty_and_forty_working_days(row: dict[str, date]) -> None:
    start, calendar = row["received"], builtin()
    request = Event(Kind.RECEIVED, start)
    assert deadlines.amendment_due(start, calendar).on == row["amendment"]
    opinion = deadlines.consultation_due(Party.THIRD_PARTY, start, calendar)
    assert opinion is not None
    assert opinion.on == row["opinion"]
    reply = explain([request], calendar, today=start).due
    assert reply is not None
    assert reply.on == row["reply"]
    extended = explain([request, Event(Kind.EXTENDED, start)], calendar, today=start).due
    assert extended is not None
    assert extended.on == row["extended"]


@pytest.mark.parametrize("case", FILE["case"], ids=lambda case: case["says"])
def test_the_last_day_for_a_reply(case: dict[str, Any]) -> None:
    clock = clock_of(case)
    assert (clock.due and clock.due.on) == case.get("due")
    if "state" in case:
        assert clock.state == case["state"]
    if "late_by" in case:
        assert clock.late_by == case["late_by"]
    texts = [step.text for step in clock.steps]
    assert case.get("remark", texts[0]) in texts
    assert any("才要求补正" in text for text in texts) is ("才要求补正" in case.get("remark", ""))
    assert adds_up(clock)


def test_the_choice_that_the_opinions_last_day_does_not_count_gives_a_day_more() -> None:
    case = next(case for case in FILE["case"] if case["says"].startswith("征求第三方意见，"))
    clock = clock_of(case | {"consultation_last_day_counts": False})
    assert clock.due is not None
    assert clock.due.on == date(2024, 3, 25)


# Terms of others


def test_another_agency_has_no_term_for_its_opinion() -> None:
    assert deadlines.consultation_due(Party.AGENCY, date(2024, 3, 4), builtin()) is None


@pytest.mark.parametrize(("delivered", "has_term"), [(date(2019, 5, 14), False), (date(2019, 5, 15), True)])
def test_a_third_party_has_a_term_since_the_revision(delivered: date, has_term: bool) -> None:
    assert (deadlines.consultation_due(Party.THIRD_PARTY, delivered, builtin()) is not None) is has_term


def test_a_co_author_has_fifteen_working_days() -> None:
    due = deadlines.consultation_due(Party.CO_AUTHOR, date(2024, 3, 4), builtin())
    assert due is not None
    assert due.on == date(2024, 3, 25)
    assert due.cites == ("《中华人民共和国政府信息公开条例》第三十四条",)


def test_a_fee_is_paid_within_twenty_working_days_of_the_notice() -> None:
    assert deadlines.fee_due(date(2024, 2, 6), builtin()).on == date(2024, 3, 11)
    with pytest.raises(Refused, match="缴纳信息处理费的期限从2021年1月1日起才有规定"):
        deadlines.fee_due(date(2020, 12, 31), builtin())


@pytest.mark.parametrize(("received_on", "days"), [(date(2019, 5, 14), 15), (date(2019, 5, 15), 20)])
def test_how_long_a_reply_may_be_put_off(received_on: date, days: int) -> None:
    assert deadlines.extension_days(received_on) == days


def test_the_older_regulation_had_no_seven_days_for_amendments() -> None:
    with pytest.raises(Refused, match="补正告知期限从2019年5月15日起才有规定"):
        deadlines.amendment_due(date(2019, 5, 14), builtin())
    assert deadlines.amendment_due(date(2019, 5, 15), builtin()).on == date(2019, 5, 24)


def test_confirming_receipt_is_reminded_of_on_the_next_working_day() -> None:
    assert deadlines.confirm_by(date(2024, 2, 9), builtin()).on == date(2024, 2, 18)
    assert deadlines.confirm_by(date(2024, 2, 9), builtin(), days=2).on == date(2024, 2, 19)


# The day of receipt

POSTED, SIGNED, CONFIRMED = date(2024, 3, 1), date(2024, 3, 4), date(2024, 3, 5)


@pytest.mark.parametrize(
    ("channel", "day", "item"),
    [
        (Channel.IN_PERSON, POSTED, "第（一）项"),
        (Channel.ORAL, POSTED, "第（一）项"),
        (Channel.REGISTERED_POST, SIGNED, "第（二）项"),
        (Channel.ORDINARY_POST, CONFIRMED, "第（二）项"),
        (Channel.FAX, CONFIRMED, "第（三）项"),
        (Channel.INTERNET, CONFIRMED, "第（三）项"),
    ],
)
def test_each_channel_has_its_day_of_receipt(channel: Channel, day: date, item: str) -> None:
    receipt = received(channel, submitted_on=POSTED, signed_for_on=SIGNED, confirmed_on=CONFIRMED, calendar=builtin())
    assert (receipt.on, receipt.awaits) == (day, "")
    assert receipt.cites[-1] == f"《中华人民共和国政府信息公开条例》第三十一条{item}"


@pytest.mark.parametrize(
    ("channel", "awaits"),
    [
        (Channel.REGISTERED_POST, "签收"),
        (Channel.ORDINARY_POST, "联络"),
        (Channel.FAX, "确认"),
        (Channel.INTERNET, "确认"),
    ],
)
def test_until_it_is_signed_for_or_confirmed_no_term_has_begun(channel: Channel, awaits: str) -> None:
    receipt = received(channel, submitted_on=POSTED, calendar=builtin())
    assert (receipt.on, receipt.awaits) == (None, awaits)


def test_what_waits_for_confirmation_says_by_when() -> None:
    says = received(Channel.INTERNET, submitted_on=date(2024, 2, 9), calendar=builtin()).says
    assert says.endswith("请在2024年2月18日前与申请人确认")


@pytest.mark.parametrize(
    ("channel", "sent", "day"),
    [
        (Channel.INTERNET, date(2019, 5, 14), date(2019, 5, 14)),
        (Channel.INTERNET, date(2019, 5, 15), None),
        (Channel.FAX, date(2019, 5, 14), None),
        (Channel.ORDINARY_POST, date(2019, 5, 14), None),
        (Channel.REGISTERED_POST, date(2019, 5, 14), None),
        (Channel.IN_PERSON, date(2019, 5, 14), date(2019, 5, 14)),
    ],
)
def test_before_the_revision_mail_counted_from_its_arrival(channel: Channel, sent: date, day: date | None) -> None:
    receipt = received(channel, submitted_on=sent, calendar=builtin())
    assert receipt.on == day
    assert ("〔2015〕207号" in receipt.cites[0]) is (sent < date(2019, 5, 15))


@pytest.mark.parametrize("word", ["signed_for_on", "confirmed_on"])
def test_nothing_is_received_before_it_was_sent(word: str) -> None:
    with pytest.raises(Refused, match="早于提交日期2024年3月1日"):
        received(Channel.INTERNET, submitted_on=POSTED, calendar=builtin(), **{word: POSTED - DAY})
    received(Channel.INTERNET, submitted_on=POSTED, calendar=builtin(), **{word: POSTED})


def test_nothing_could_be_asked_for_before_the_regulation() -> None:
    with pytest.raises(Refused, match="答复期限从2008年5月1日起才有规定"):
        received(Channel.IN_PERSON, submitted_on=date(2008, 4, 30), calendar=builtin())
    with pytest.raises(Refused, match="答复期限从2008年5月1日起才有规定"):
        explain([Event(Kind.RECEIVED, date(2008, 4, 30))], builtin(), today=date(2008, 6, 1))
    assert explain([Event(Kind.RECEIVED, date(2008, 5, 1))], builtin(), today=date(2008, 5, 1)).total == 15


# Where the clock stands


def test_before_receipt_the_clock_has_not_begun() -> None:
    assert explain([], builtin(), today=AFTERWARDS) == Clock(None, "not_started")
    assert explain([RECEIVED], builtin(), today=RECEIVED.on - DAY).state == "not_started"


@pytest.mark.parametrize(
    ("today", "used", "left", "late_by"),
    [
        (date(2024, 2, 6), 0, 20, 0),
        (date(2024, 2, 7), 1, 19, 0),
        (date(2024, 2, 17), 3, 17, 0),
        (date(2024, 2, 18), 4, 16, 0),
        (date(2024, 3, 8), 19, 1, 0),
        (date(2024, 3, 11), 20, 0, 0),
        (date(2024, 3, 12), 20, 0, 1),
        (date(2024, 3, 18), 20, 0, 5),
    ],
)
def test_days_used_and_left_add_up_to_the_term(today: date, used: int, left: int, late_by: int) -> None:
    clock = explain([RECEIVED], builtin(), today=today)
    assert (clock.used, clock.left, clock.late_by) == (used, left, late_by)


def test_a_stopped_clock_says_what_is_left_and_when_it_goes_on() -> None:
    asked = Event(Kind.CONSULTATION_BEGAN, date(2024, 2, 20), "甲", Party.THIRD_PARTY, delivered_on=date(2024, 2, 22))
    clock = explain([RECEIVED, asked], builtin(), today=AFTERWARDS)
    assert (clock.state, clock.used, clock.left, clock.stop_ends_by) == ("stopped", 6, 14, date(2024, 3, 14))
    [stop] = clock.stops
    assert (stop.kind, stop.from_, stop.until) == ("consultation", date(2024, 2, 20), None)


def test_an_opinion_ends_a_stop_and_the_clock_goes_on() -> None:
    asked = Event(Kind.CONSULTATION_BEGAN, date(2024, 2, 20), "甲", Party.THIRD_PARTY, delivered_on=date(2024, 2, 22))
    ended = Event(Kind.CONSULTATION_ENDED, AFTERWARDS, "甲")
    clock = explain([RECEIVED, asked, ended], builtin(), today=AFTERWARDS)
    assert (clock.state, clock.used, clock.left, clock.stop_ends_by) == ("running", 7, 13, None)
    assert [stop.until for stop in clock.stops] == [AFTERWARDS]
    assert clock.cites == tuple(
        f"《中华人民共和国政府信息公开条例》{article}"
        for article in ("第三十三条第二款", "第三十三条第三款", "第三十二条")
    )


def test_silence_ends_a_stop_and_says_what_it_means() -> None:
    def told(party: Party) -> str:
        asked = Event(Kind.CONSULTATION_BEGAN, date(2024, 2, 20), "甲", party, delivered_on=date(2024, 2, 22))
        [stop] = explain([RECEIVED, asked], builtin(), today=date(2024, 3, 15)).stops
        assert stop.until == date(2024, 3, 14)
        return stop.says

    assert told(Party.THIRD_PARTY).endswith("2024年3月14日期满，逾期未提出意见的由本机关依法决定")
    assert told(Party.CO_AUTHOR).endswith("2024年3月14日期满，逾期未提出意见的视为同意公开")


def test_while_an_amendment_is_waited_for_what_was_used_means_nothing_for_what_is_left() -> None:
    asked = Event(Kind.AMENDMENT_ASKED, date(2024, 2, 8), until=date(2024, 3, 8))
    clock = explain([RECEIVED, asked], builtin(), today=AFTERWARDS)
    assert (clock.due, clock.used, clock.left, clock.stop_ends_by) == (None, 2, None, date(2024, 3, 8))
    assert clock.steps[-1].text == "2024年2月9日起等待申请人补正，期限停止计算"


def test_a_fee_is_waited_for_until_its_own_last_day() -> None:
    noticed = Event(Kind.FEE_NOTICED, date(2024, 3, 1), delivered_on=date(2024, 3, 4))
    assert explain([RECEIVED, noticed], builtin(), today=AFTERWARDS).stop_ends_by == date(2024, 4, 1)
    undelivered = replace(noticed, delivered_on=None)
    assert explain([RECEIVED, undelivered], builtin(), today=AFTERWARDS).stop_ends_by is None


def test_a_new_fee_notice_in_place_of_the_first_gives_its_own_time() -> None:
    first = Event(Kind.FEE_NOTICED, date(2024, 3, 1), delivered_on=date(2024, 3, 1))
    second = Event(Kind.FEE_NOTICED, date(2024, 3, 4), delivered_on=date(2024, 3, 5))
    clock = explain([RECEIVED, first, second], builtin(), today=date(2024, 3, 5))
    assert clock.stop_ends_by == date(2024, 4, 2)
    assert [stop.from_ for stop in clock.stops] == [date(2024, 3, 1)]


def test_later_events_have_not_happened_yet() -> None:
    extended = Event(Kind.EXTENDED, date(2024, 3, 8))
    before = explain([RECEIVED, extended], builtin(), today=date(2024, 3, 7))
    after = explain([RECEIVED, extended], builtin(), today=date(2024, 3, 8))
    assert (before.total, after.total) == (20, 40)


def test_events_may_be_given_in_any_order() -> None:
    events = [Event(Kind.EXTENDED, date(2024, 3, 8)), RECEIVED]
    assert explain(events, builtin(), today=AFTERWARDS) == explain(events[::-1], builtin(), today=AFTERWARDS)


def test_a_term_that_reaches_an_unread_year_is_provisional() -> None:
    assert explain([Event(Kind.RECEIVED, date(2026, 12, 1))], builtin(), today=date(2026, 12, 1)).provisional
    assert not explain([RECEIVED], builtin(), today=AFTERWARDS).provisional


def test_an_answer_names_its_articles_and_says_each_restart_and_extension() -> None:
    events = [
        RECEIVED,
        Event(Kind.AMENDMENT_ASKED, date(2024, 2, 8)),
        Event(Kind.AMENDED, date(2024, 3, 1)),
        Event(Kind.EXTENDED, date(2024, 3, 8), days=5),
    ]
    clock = explain(events, builtin(), today=date(2024, 3, 8))
    texts = [step.text for step in clock.steps]
    assert texts[0] == "2024年2月6日（周二）收到申请，次日起算"
    assert texts[1] == "2024年2月7日至2024年2月8日已计2个工作日，收到补正后重新起算，不再计"
    assert texts[2] == "2024年2月9日至2024年2月29日等待申请人补正，不计"
    assert texts[3] == "2024年3月1日（周五）收到补正，重新起算，次日为第1日"
    assert "第20个工作日是2024年3月29日（周五）；2024年3月8日决定延期5个工作日，接着计" in texts
    assert texts[-2:] == ["4月8日，计1个工作日，累计25个", "第25个工作日是2024年4月8日（周一），为最后一日"]
    assert clock.cites == (
        "《中华人民共和国政府信息公开条例》第三十三条第二款",
        "《中华人民共和国政府信息公开条例》第三十条",
    )


def test_a_clock_can_be_kept_as_json() -> None:
    data = explain([RECEIVED], builtin(), today=AFTERWARDS).to_dict()
    assert data["due"] == "2024-03-11"
    assert sum(step["counted"] for step in data["steps"]) == data["total"] == 20


# What cannot follow


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([Event(Kind.EXTENDED, AFTERWARDS)], "期限无从起算"),
        (on(Kind.RECEIVED), "收到申请之日只能有一个"),
        (on(Kind.AMENDED), "不能登记收到补正"),
        (on(Kind.AMENDMENT_ASKED, Kind.AMENDED, Kind.AMENDMENT_ASKED), "不能要求第二次"),
        (on(Kind.AMENDMENT_ASKED, Kind.AMENDMENT_ASKED), "不能要求第二次"),
        (on(Kind.AMENDMENT_ASKED, Kind.AMENDED, Kind.AMENDED), "补正已经收到"),
        (on(Kind.AMENDMENT_ASKED, Kind.EXTENDED), "现在不能延期"),
        (on(Kind.AMENDMENT_ASKED, Kind.FEE_NOTICED), "现在不能发出收费通知"),
        (on(Kind.AMENDMENT_ASKED, Kind.CONSULTATION_BEGAN, party=Party.AGENCY), "现在不能征求意见"),
        (on(Kind.AMENDMENT_ASKED, Kind.DELAY_FIXED), "现在不能确定延迟答复的期限"),
        (on(Kind.FEE_NOTICED, Kind.AMENDMENT_ASKED), "现在不能要求补正"),
        (on(Kind.FEE_NOTICED, Kind.EXTENDED), "正在等待申请人缴费"),
        (on(Kind.EXTENDED, Kind.EXTENDED), "答复期限只能延长一次"),
        (on(Kind.EXTENDED, days=21), "最长20个工作日"),
        (on(Kind.EXTENDED, days=0), "最短1个"),
        (on(Kind.FEE_PAID), "没有发过收费通知"),
        (on(Kind.FEE_NOTICED, Kind.FEE_PAID, Kind.FEE_PAID), "费用已经缴清"),
        (on(Kind.FEE_NOTICED, Kind.FEE_PAID, Kind.FEE_NOTICED), "一件申请只收一次"),
        (on(Kind.CONSULTATION_BEGAN), "写明征求谁的意见"),
        (on(Kind.CONSULTATION_BEGAN, Kind.CONSULTATION_BEGAN, party=Party.AGENCY), "已经用过"),
        (on(Kind.CONSULTATION_ENDED), "还没有结束的征求意见"),
        (
            on(Kind.CONSULTATION_BEGAN, Kind.CONSULTATION_ENDED, Kind.CONSULTATION_ENDED, party=Party.AGENCY),
            "还没有结束",
        ),
        (on(Kind.CONSULTATION_BEGAN, party=Party.AGENCY, delivered_on=AFTERWARDS - DAY), "早于发出的"),
        (on(Kind.DELAY_FIXED), "写明答复的日期"),
        (on(Kind.DELAY_FIXED, until=AFTERWARDS), "晚于作出决定的当日"),
        (on(Kind.DELAY_FIXED, Kind.DELAY_FIXED, until=AFTERWARDS + DAY), "不能再定一次"),
        (on(Kind.REPLIED, Kind.EXTENDED), "已于2024年3月4日答复"),
        (on(Kind.CLOSED, Kind.REPLIED), "已于2024年3月4日结束办理"),
        ([Event(Kind.RECEIVED, date(2019, 5, 14)), Event(Kind.EXTENDED, date(2019, 5, 20), days=16)], "最长15个"),
        ([Event(Kind.RECEIVED, date(2019, 5, 1)), Event(Kind.DELAY_FIXED, date(2019, 5, 14))], "延迟答复从2019年"),
        ([Event(Kind.RECEIVED, date(2020, 12, 30)), Event(Kind.FEE_NOTICED, date(2020, 12, 31))], "从2021年1月1日起"),
    ],
)
def test_what_cannot_follow_is_refused_with_a_sentence(events: list[Event], why: str) -> None:
    with pytest.raises(Refused, match=why):
        explain(events, builtin(), today=AFTERWARDS)


def test_a_refusal_of_a_second_extension_names_the_article() -> None:
    with pytest.raises(Refused) as refused:
        explain(on(Kind.EXTENDED, Kind.EXTENDED), builtin(), today=AFTERWARDS)
    assert refused.value.cites == ("《中华人民共和国政府信息公开条例》第三十三条第二款",)


# For any order of events

_KINDS = [kind for kind in Kind if kind is not Kind.RECEIVED]


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[Event], date]:
    """Events of a request that can follow one another, and a day to look at its clock."""
    start = draw(st.dates(date(2019, 1, 1), date(2025, 6, 1)))
    events = [Event(Kind.RECEIVED, start)]
    day = start
    for key in range(draw(st.integers(0, 7))):
        day += draw(st.integers(0, 12)) * DAY
        kind = draw(st.sampled_from(_KINDS))
        taken = Event(
            kind,
            day,
            key=str(draw(st.integers(0, key)) if kind is Kind.CONSULTATION_ENDED else key),
            party=draw(st.sampled_from(Party)) if kind is Kind.CONSULTATION_BEGAN else None,
            delivered_on=draw(st.none() | st.just(day + DAY)),
            days=draw(st.integers(1, 15)) if kind is Kind.EXTENDED else None,
            until=day + draw(st.integers(1, 90)) * DAY if kind is Kind.DELAY_FIXED else None,
        )
        try:
            explain([*events, taken], builtin(), today=day)
        except Refused:
            continue
        events.append(taken)
    return events, day + draw(st.integers(0, 60)) * DAY


def covered(steps: Sequence[Step], start: date) -> date:
    """The last day up to which each day since `start` is in one stretch and no other; the rest are remarks."""
    last = start - DAY
    for step in steps:
        assert step.first <= step.last
        if step.first == last + DAY:
            last = step.last
        else:
            assert step.first <= last
            assert step.last <= last
            assert step.counted == 0
    return last


def adds_up(clock: Clock) -> bool:
    """Whether the days that the steps count are those of the term, and every day is accounted for."""
    start = clock.steps[0].first
    last = covered(clock.steps, start)
    counted = sum(step.counted for step in clock.steps)
    if clock.due is None:
        return counted == clock.used and last >= start
    return counted == clock.total and last == clock.due.on


@given(courses(), st.booleans(), st.sampled_from(["anew", "resume"]), st.sampled_from(["lost", "kept"]))
def test_every_day_from_receipt_to_the_last_is_accounted_for(
    course: tuple[list[Event], date], last_day_counts: bool, fee_restart: Any, extension: Any
) -> None:
    events, today = course
    choices = Choices(fee_restart, last_day_counts, extension)
    try:
        clock = explain(events, builtin(), today=today, choices=choices)
    except Refused:
        return  # with another choice the order may be another
    assert adds_up(clock)
    assert 0 <= clock.used <= clock.total
    if clock.left is not None:
        assert clock.used + clock.left == clock.total
    if clock.due:
        assert builtin().is_working(clock.due.on)
        assert clock.due.steps == clock.steps
        assert (clock.late_by > 0) == (min(today, events[-1].on if clock.state == "ended" else today) > clock.due.on)
    else:
        assert clock.state in ("stopped", "ended")


@st.composite
def days_off(draw: st.DrawFn) -> list[date]:
    return draw(st.lists(st.dates(date(2019, 1, 1), date(2026, 6, 30)), min_size=1, max_size=20))


def with_holidays(days: list[date]) -> Calendar:
    """The calendar with further days off, by adding them to the arrangements of their years."""
    changed: dict[int, Arrangement] = {}
    for day in days:
        known = next(found for found in builtin().arrangements if found.year == day.year)
        arrangement = changed.get(day.year, known)
        kept = tuple(
            replace(holiday, working=tuple(worked for worked in holiday.working if worked != day))
            for holiday in arrangement.holidays
        )
        changed[day.year] = Arrangement(day.year, Notice("又放一天"), (*kept, Holiday("又放一天", day, day)))
    return builtin().extended(*changed.values())


@given(courses(), days_off())
def test_a_holiday_more_never_shortens_a_term_and_a_holiday_less_never_lengthens_it(
    course: tuple[list[Event], date], days: list[date]
) -> None:
    events, today = course
    fewer = explain(events, builtin(), today=today)
    more = explain(events, with_holidays(days), today=today)
    if fewer.due and more.due:
        assert more.due.on >= fewer.due.on
    else:
        assert fewer.due or not more.due  # a later last day may let a stop count that came too late before
