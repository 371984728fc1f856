"""Who may do which stage: different people, except what a setting or a staffing exception lets one hold together."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from gongkai.agency.models import Appointment, Officer
from gongkai.agency.roles import Role
from gongkai.disclosure.actions import examining
from gongkai.disclosure.models import Item
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.screening import actions, stages
from gongkai.screening.models import Examination, StaffingException, Stage
from tests.cast import SINCE, Cast
from tests.disclosure import passage
from tests.disclosure.passage import TODAY, fresh

ALL = set(Stage)


def excepted(*held: str) -> StaffingException:
    return StaffingException(stages=list(held))


def test_the_stages_follow_each_other() -> None:
    assert [stages.after(step.stage) for step in stages.ORDER] == ["second", "secrecy", "third", None]


VERDICTS: list[tuple[str, set[str], list[StaffingException], int, bool]] = [
    ("second", set(), [], 4, True),
    ("second", {"first"}, [], 4, False),
    ("secrecy", {"second"}, [], 4, False),
    ("secrecy", {"second"}, [], 3, True),
    ("third", {"second"}, [], 3, False),
    ("third", {"second", "secrecy"}, [], 3, False),
    ("secrecy", {"first"}, [], 3, False),
    ("secrecy", {"second"}, [excepted("second", "secrecy")], 4, True),
    ("third", {"second"}, [excepted("second", "secrecy")], 4, False),
    ("second", {"first"}, [excepted("first", "second")], 4, True),
    ("third", {"second", "secrecy"}, [excepted("second", "secrecy"), excepted("secrecy", "third")], 4, False),
    ("third", {"second", "secrecy"}, [excepted("second", "secrecy", "third")], 4, True),
    ("second", {"second"}, [excepted("second", "secrecy")], 4, False),
]


@pytest.mark.parametrize(("stage", "done", "exceptions", "people", "may"), VERDICTS)
def test_one_person_holds_only_stages_allowed_together(
    stage: str, done: set[str], exceptions: list[StaffingException], people: int, may: bool
) -> None:
    found = stages.verdict(Stage(stage), {Stage(each) for each in done}, exceptions, people=people)
    assert (found.why_not == "") is may
    assert found.exception is None or set(found.exception.stages) >= done | {stage}


def test_no_exceptions_let_one_person_do_all_stages() -> None:
    granted = [excepted(*held) for size in (2, 3) for held in combinations(Stage, size)]
    for stage in Stage:
        assert stages.verdict(stage, ALL - {stage}, granted, people=3).why_not


def second_role(cast: Cast, officer: Officer, role: Role) -> None:
    Appointment.objects.create(officer=officer, agency=cast.town, role=role, from_on=SINCE)


def grant(cast: Cast, *held: str, by: Officer | None = None, **fields: object) -> StaffingException:
    values = {
        "stages_together": [Stage(each) for each in held],
        "reason": "只有三人在岗",
        "from_on": TODAY,
        "until_on": TODAY + timedelta(days=30),
        **fields,
    }
    return actions.grant_exception(cast.town, by=by or cast.he, today=TODAY, **values)


def pass_(item: Item, stage: str, by: Officer, today: date = TODAY) -> Examination:
    return examining.pass_stage(item.pk, by=by, today=today, stage=stage)


def test_the_handler_does_no_later_stage(cast: Cast) -> None:
    second_role(cast, cast.chen, Role.REVIEWER)
    item = passage.submitted(cast)
    with pytest.raises(Refused, match="须由不同的人办理"):
        pass_(item, "second", cast.chen)


def test_whoever_wrote_in_the_draft_does_no_later_stage(cast: Cast) -> None:
    second_role(cast, cast.zhou, Role.HANDLER)
    item = passage.draft(cast)
    passage.drafting.save(
        item.pk, by=cast.zhou, today=TODAY, revision=item.revision, title=item.title, body="<p>周明改</p>", fields={}
    )
    item = passage.submitted(cast, item)
    with pytest.raises(Refused, match="须由不同的人办理"):
        pass_(item, "second", cast.zhou)


def test_the_reader_of_one_stage_does_not_do_the_next(cast: Cast) -> None:
    second_role(cast, cast.zhou, Role.SECRECY)
    item = passage.submitted(cast)
    pass_(item, "second", cast.zhou)
    with pytest.raises(Refused, match="您已经办了这一件的“二审二校"):
        pass_(item, "secrecy", cast.zhou)


def test_three_people_are_enough_where_the_site_says_so(cast: Cast, settings: Any) -> None:
    passage.configure(settings, screening_people=3)
    second_role(cast, cast.zhou, Role.SECRECY)
    item = passage.submitted(cast)
    pass_(item, "second", cast.zhou)
    pass_(item, "secrecy", cast.zhou)
    assert pass_(item, "third", cast.zhao).state == "passed"
    assert not Examination.objects.get().readings.filter(is_exception=True).exists()


def test_an_exception_is_marked_on_the_reading_the_examination_and_in_the_journal(cast: Cast) -> None:
    second_role(cast, cast.zhou, Role.SECRECY)
    exception = grant(cast, "second", "secrecy")
    item = passage.submitted(cast)
    pass_(item, "second", cast.zhou)
    pass_(item, "secrecy", cast.zhou)
    pass_(item, "third", cast.zhao)
    examination = Examination.objects.get()
    assert examination.exception == exception
    assert [reading.is_exception for reading in examination.readings.all()] == [False, False, True, False]
    marks = Entry.objects.filter(act="examination.passed_stage").values_list("details__is_exception", flat=True)
    assert list(marks) == [False, True, False]


@pytest.mark.parametrize(
    ("today", "holds"),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (TODAY + timedelta(days=30), True),
        (TODAY + timedelta(days=31), False),
    ],
)
def test_an_exception_holds_from_its_first_day_to_its_last(cast: Cast, today: date, holds: bool) -> None:
    grant(cast, "second", "secrecy")
    assert stages.in_force(cast.town, today).exists() is holds
    assert not stages.in_force(cast.other_town, today).exists()


def test_an_exception_ended_early_allows_nothing_from_that_day_on(cast: Cast) -> None:
    exception = grant(cast, "second", "secrecy")
    day = TODAY + timedelta(days=3)
    actions.end_exception(exception.pk, by=cast.he, today=day, reason="新人到岗")
    assert stages.in_force(cast.town, day - timedelta(days=1)).exists()
    assert not stages.in_force(cast.town, day).exists()
    with pytest.raises(Refused, match="不用再终止"):
        actions.end_exception(exception.pk, by=cast.he, today=day, reason="再来一次")


def test_an_exception_never_covers_all_stages_nor_one_alone(cast: Cast) -> None:
    with pytest.raises(Refused, match="至少要有两个人"):
        grant(cast, *Stage)
    with pytest.raises(Refused, match="至少选两个环节"):
        grant(cast, "second", "second")
    with pytest.raises(Refused, match="原因"):
        grant(cast, "second", "third", reason=" ")


def test_the_agencys_own_signer_grants_only_with_an_outside_reviewer(cast: Cast) -> None:
    with pytest.raises(Refused, match="外部复核"):
        grant(cast, "second", "secrecy", by=cast.zhao)
    assert grant(cast, "second", "secrecy", by=cast.zhao, outside_reviewer="县保密局").outside_reviewer == "县保密局"


def test_a_supervisor_within_the_agency_is_not_one_above(cast: Cast) -> None:
    second_role(cast, cast.qian, Role.SUPERVISOR)
    with pytest.raises(Refused, match="外部复核"):
        grant(cast, "second", "secrecy", by=cast.qian)


@pytest.mark.parametrize(("who", "error"), [("chen", NotYourRole), ("qian", NotYourRole), ("li", NotYours)])
def test_others_grant_nothing(cast: Cast, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        grant(cast, "second", "secrecy", by=getattr(cast, who))
    exception = grant(cast, "second", "secrecy")
    with pytest.raises(error):
        actions.end_exception(exception.pk, by=getattr(cast, who), today=TODAY, reason="x")


@pytest.mark.parametrize("days", [-1, 0])
def test_an_exception_does_not_end_before_it_begins(cast: Cast, days: int) -> None:
    until = TODAY + timedelta(days=days)
    if days < 0:
        with pytest.raises(Refused, match="截止日期"):
            grant(cast, "second", "secrecy", until_on=until)
    else:
        assert grant(cast, "second", "secrecy", until_on=until).until_on == until


def test_stages_are_done_in_their_order_and_once(cast: Cast) -> None:
    item = passage.submitted(cast)
    with pytest.raises(Refused, match="现在该办“二审二校"):
        pass_(item, "third", cast.zhao)
    pass_(item, "second", cast.zhou)
    with pytest.raises(Refused, match="现在该办“保密审查”"):
        pass_(item, "second", cast.zhou)


def test_numbers_of_examinations_have_no_gap_within_a_year_and_begin_anew_in_the_next(cast: Cast) -> None:
    for _ in range(2):
        passage.submitted(cast)
    passage.submitted(cast, passage.draft(cast), today=date(2025, 1, 2))
    assert list(Examination.objects.order_by("pk").values_list("number", flat=True)) == [
        "〔2024〕1",
        "〔2024〕2",
        "〔2025〕1",
    ]


def test_a_text_that_is_not_the_one_handed_in_does_not_pass(cast: Cast) -> None:
    item = passage.submitted(cast)
    item.editions.update(body="<p>换过的</p>")
    with pytest.raises(Refused, match="内容与送审时不同"):
        pass_(item, "second", cast.zhou)
    assert fresh(item).state == "in_screening"
