"""Exceptions for agencies with too few people: granted openly, ended, and only by who may."""

from gongkai.screening.models import StaffingException
from tests.desk.desk import Desk

GIVEN = {
    "stages_together": ["second", "secrecy"],
    "reason": "在编人员只有三人",
    "from_on": "2024-05-06",
    "until_on": "2024-12-31",
}


def test_the_supervisor_grants_an_exception_and_everyone_can_read_it(desk: Desk) -> None:
    desk.send(desk.cast.he, "exception_new", **GIVEN)
    page = desk.look(desk.cast.feng, "exceptions")
    assert "在编人员只有三人" in page
    assert "何芳" in page


def test_the_agencys_own_signer_names_an_outside_reviewer(desk: Desk) -> None:
    desk.send(desk.cast.zhao, "exception_new", status=409, **GIVEN)
    desk.send(desk.cast.zhao, "exception_new", outside_reviewer="县政府办 何芳", **GIVEN)
    assert StaffingException.objects.get().granted_by == desk.cast.zhao


def test_the_form_sent_twice_grants_one(desk: Desk) -> None:
    for _ in range(2):
        desk.send(desk.cast.he, "exception_new", form_token="once", **GIVEN)
    assert StaffingException.objects.count() == 1


def test_it_is_ended_before_its_time_with_a_reason(desk: Desk) -> None:
    desk.send(desk.cast.he, "exception_new", **GIVEN)
    exception = StaffingException.objects.get()
    assert "提前终止" in desk.look(desk.cast.he, "exceptions")
    desk.send(desk.cast.he, "exception_end", exception.pk, status=422, reason="")
    desk.send(desk.cast.he, "exception_end", exception.pk, reason="人员到位")
    assert StaffingException.objects.get().ended_on is not None
    desk.send(desk.cast.he, "exception_end", exception.pk, status=409, reason="再终止")


def test_the_handler_grants_none(desk: Desk) -> None:
    desk.send(desk.cast.chen, "exception_new", status=403, **GIVEN)
