"""Entries made, changed, mended and made void."""

from datetime import date
from typing import Any

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.journal.trail import trail
from gongkai.supervision.actions import registering
from gongkai.supervision.actions.registering import Doubtful
from gongkai.supervision.models import Accountability, Appraisal, Assessment, Inspection, Meeting, Problem
from gongkai.supervision.registers import (
    ACCOUNTABILITY,
    APPRAISALS,
    ASSESSMENTS,
    INSPECTIONS,
    MEETINGS,
    PROBLEMS,
    Register,
)
from tests.cast import Cast

TODAY = date(2024, 5, 6)
MEETING = {"title": "第一季度政务公开工作会议", "on": date(2024, 3, 5)}


def enter(cast: Cast, register: Register = MEETINGS, **named: Any) -> Any:
    options = {name: named.pop(name) for name in ("token", "confirmed", "problems", "by", "today") if name in named}
    values = {**(MEETING if register is MEETINGS else {}), **named}
    given = {"by": cast.chen, "today": TODAY, **options}
    return registering.enter(register, cast.town.pk, values, **given)


def told(entry: Any) -> str:
    return str(trail(entry)[-1]["says"])


def test_a_meeting_is_registered_and_journalled(cast: Cast) -> None:
    meeting = enter(cast, attendance=12)
    assert (meeting.title, meeting.by, meeting.entered_on) == (MEETING["title"], cast.chen, TODAY)
    assert told(meeting) == "陈静登记了会议“第一季度政务公开工作会议”，2024年3月5日"


def test_the_same_form_sent_twice_makes_one_entry(cast: Cast) -> None:
    assert enter(cast, token="once") == enter(cast, token="once")
    assert Meeting.objects.count() == 1


def test_only_who_handles_may_register_and_only_at_home(cast: Cast) -> None:
    for person in (cast.zhou, cast.feng, cast.he):
        with pytest.raises(NotYourRole):
            enter(cast, by=person)
    with pytest.raises(NotYours):
        enter(cast, by=cast.li)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("on", "refused"), [(date(2024, 5, 6), False), (date(2024, 5, 7), True)])
def test_a_day_that_has_not_come_is_refused(cast: Cast, on: date, refused: bool) -> None:
    if refused:
        with pytest.raises(Refused, match="还没有到"):
            enter(cast, on=on)
    else:
        assert enter(cast, on=on).on == on


@pytest.mark.parametrize(("on", "doubted"), [(date(2008, 1, 1), False), (date(2007, 12, 31), True)])
def test_a_day_before_the_regulation_is_asked_about(cast: Cast, on: date, doubted: bool) -> None:
    if doubted:
        with pytest.raises(Doubtful, match="早于条例施行"):
            enter(cast, on=on)
    assert enter(cast, on=on, confirmed=True).on == on
    assert bool(Entry.objects.get(act="register.entered").details["confirmed"]) is doubted


def test_the_same_title_on_the_same_day_is_asked_about_and_on_another_is_not(cast: Cast) -> None:
    first = enter(cast)
    with pytest.raises(Doubtful, match="已经登记过"):
        enter(cast)
    enter(cast, on=date(2024, 3, 6))
    registering.make_void(MEETINGS, first.pk, by=cast.chen, today=TODAY, reason="登错")
    enter(cast)
    assert Meeting.objects.filter(Meeting.VALID).count() == 2


def test_what_is_missing_or_too_long_is_named_by_its_field(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        enter(cast, title="", chaired_by="长" * 61)
    assert [line.partition("：")[0] for line in refused.value.details] == ["会议名称", "主持人"]


def test_a_change_says_what_was_before_and_what_is_now(cast: Cast) -> None:
    meeting = enter(cast)
    registering.change(MEETINGS, meeting.pk, {"kind": "study"}, by=cast.chen, today=TODAY, revision=0)
    meeting.refresh_from_db()
    assert (meeting.kind, meeting.revision) == ("study", 1)
    assert told(meeting).endswith("类型由“专题会议”改为“会议学习”")


def test_who_saw_an_older_page_is_told_instead_of_overwriting(cast: Cast) -> None:
    meeting = enter(cast)
    registering.change(MEETINGS, meeting.pk, {"attendance": 9}, by=cast.chen, today=TODAY, revision=0)
    with pytest.raises(Refused, match="有人改过"):
        registering.change(MEETINGS, meeting.pk, {"attendance": 8}, by=cast.chen, today=TODAY, revision=0)
    meeting.refresh_from_db()
    assert meeting.attendance == 9


def test_what_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    meeting = enter(cast)
    registering.change(MEETINGS, meeting.pk, MEETING, by=cast.chen, today=TODAY, revision=0)
    meeting.refresh_from_db()
    assert meeting.revision == 0
    assert not Entry.objects.filter(act="register.changed").exists()


def test_a_void_entry_keeps_its_reason_and_can_no_more_be_changed(cast: Cast) -> None:
    meeting = enter(cast)
    with pytest.raises(Refused, match="理由"):
        registering.make_void(MEETINGS, meeting.pk, by=cast.chen, today=TODAY, reason="  ")
    registering.make_void(MEETINGS, meeting.pk, by=cast.chen, today=TODAY, reason="重复登记")
    meeting.refresh_from_db()
    assert meeting.is_void and "重复登记" in told(meeting)
    with pytest.raises(Refused, match="已经作废"):
        registering.change(MEETINGS, meeting.pk, {"attendance": 8}, by=cast.chen, today=TODAY)


def test_an_inspection_is_registered_with_the_problems_it_found_and_takes_them_with_it(cast: Cast) -> None:
    found = enter(cast, INSPECTIONS, title="第一季度自查", on=date(2024, 4, 1), problems=["栏目更新不及时", "解读少"])
    assert [problem.title for problem in found.problems.order_by("pk")] == ["栏目更新不及时", "解读少"]
    assert {problem.on for problem in found.problems.all()} == {date(2024, 4, 1)}
    registering.make_void(INSPECTIONS, found.pk, by=cast.chen, today=TODAY, reason="登错")
    assert not Problem.objects.filter(Problem.VALID).exists()
    assert Entry.objects.filter(act="register.voided").count() == 3


def test_a_problem_is_mended_once_and_not_before_it_was_found(cast: Cast) -> None:
    problem = enter(cast, PROBLEMS, title="栏目更新不及时", on=date(2024, 4, 1))
    for day, why in ((date(2024, 3, 31), "早于发现"), (date(2024, 5, 7), "还没有到")):
        with pytest.raises(Refused) as refused:
            registering.mend(problem.pk, by=cast.chen, today=TODAY, mended_on=day)
        assert why in refused.value.details[0]
    registering.mend(problem.pk, by=cast.chen, today=TODAY, mended_on=date(2024, 4, 1), content="已补发")
    assert told(problem).endswith("于2024年4月1日整改完成：已补发")
    with pytest.raises(Refused, match="已经登记为"):
        registering.mend(problem.pk, by=cast.chen, today=TODAY, mended_on=TODAY)


def test_a_problem_belongs_to_an_inspection_of_its_own_agency(cast: Cast) -> None:
    foreign = Inspection.objects.create(agency=cast.other_town, title="自查", on=TODAY, entered_on=TODAY)
    with pytest.raises(Refused) as refused:
        enter(cast, PROBLEMS, title="解读少", on=TODAY, inspection=foreign)
    assert "没有登记这次检查" in refused.value.details[0]


@pytest.mark.parametrize(("year", "refused"), [(2024, False), (2025, True), (1999, True)])
def test_an_assessment_is_of_a_year_not_after_its_result(cast: Cast, year: int, refused: bool) -> None:
    values = {"title": "年度考核", "on": date(2024, 3, 1), "year": year}
    if refused:
        with pytest.raises(Refused) as said:
            enter(cast, ASSESSMENTS, **values)
        assert said.value.details[0].startswith("考核年度")
    else:
        assert isinstance(enter(cast, ASSESSMENTS, **values), Assessment)


@pytest.mark.parametrize(("satisfaction", "refused"), [("100", False), ("100.01", True), ("-1", True), ("0", False)])
def test_satisfaction_is_of_a_hundred(cast: Cast, satisfaction: str, refused: bool) -> None:
    values = {"title": "问卷", "on": date(2024, 3, 1), "year": 2023, "satisfaction": satisfaction}
    if refused:
        with pytest.raises(Refused) as said:
            enter(cast, APPRAISALS, **values)
        assert said.value.details[0].startswith("满意率")
    else:
        assert isinstance(enter(cast, APPRAISALS, **values), Appraisal)


def test_accountability_without_anybody_is_not_registered(cast: Cast) -> None:
    with pytest.raises(Refused):
        enter(cast, ACCOUNTABILITY, title="迟报", on=TODAY, people=0)
    assert isinstance(enter(cast, ACCOUNTABILITY, title="迟报", on=TODAY), Accountability)


def test_a_field_that_a_register_does_not_have_is_a_bug(cast: Cast) -> None:
    with pytest.raises(KeyError):
        enter(cast, void_reason="x")
