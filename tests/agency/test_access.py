"""Who reaches which agency, and in which role."""

from datetime import date, timedelta

import pytest

from gongkai.agency import access
from gongkai.agency.models import Appointment
from gongkai.agency.roles import MAY, Role
from gongkai.errors import NotYourRole, NotYours
from tests.cast import Cast

DAY = date(2024, 5, 6)


def test_an_officer_sees_the_agency_of_the_appointment_and_no_other(cast: Cast) -> None:
    assert list(access.visible_to(cast.chen)) == [cast.town]
    assert list(access.visible_to(cast.li)) == [cast.other_town]
    assert not access.visible_to(cast.wei).exists()


def test_a_supervisor_sees_the_whole_subtree_but_may_not_examine_or_release_in_it(cast: Cast) -> None:
    assert list(access.visible_to(cast.he)) == [cast.county, cast.town, cast.other_town]
    assert access.may("agency.supervise", cast.he, cast.town)
    assert access.may("item.see", cast.he, cast.town)
    for act in ("item.draft", "item.review", "item.sign", "item.release", "item.withdraw"):
        assert not access.may(act, cast.he, cast.town)


def test_a_foreign_agency_is_as_if_it_were_not_there(cast: Cast) -> None:
    with pytest.raises(NotYours):
        access.for_officer(cast.other_town.pk, cast.chen)
    with pytest.raises(NotYours) as refusal:
        access.require("item.draft", cast.chen, cast.other_town)
    assert not isinstance(refusal.value, NotYourRole)


def test_an_act_of_another_role_names_the_role_that_may(cast: Cast) -> None:
    with pytest.raises(NotYourRole, match="签发"):
        access.require("item.sign", cast.chen, cast.town)


@pytest.mark.parametrize(("offset", "sees"), [(-1, True), (0, True), (1, False)])
def test_the_last_day_of_a_term_counts_and_the_next_does_not(cast: Cast, offset: int, sees: bool) -> None:
    Appointment.objects.filter(officer=cast.chen).update(until_on=DAY)
    assert access.visible_to(cast.chen, on=DAY + timedelta(days=offset)).exists() is sees


@pytest.mark.parametrize(("offset", "sees"), [(-1, False), (0, True)])
def test_a_term_begins_on_its_first_day(cast: Cast, offset: int, sees: bool) -> None:
    Appointment.objects.filter(officer=cast.chen).update(from_on=DAY)
    assert access.visible_to(cast.chen, on=DAY + timedelta(days=offset)).exists() is sees


def test_who_may_no_longer_sign_in_sees_nothing(cast: Cast) -> None:
    cast.chen.is_active = False
    assert not access.visible_to(cast.chen).exists()


def test_every_act_is_allowed_to_some_role_and_reading_alone_changes_nothing() -> None:
    assert all(MAY.values())
    assert {act for act, roles in MAY.items() if Role.READER in roles} == {
        act for act in MAY if act.endswith(".see") and act not in ("journal.see", "correction.see", "complaint.see")
    }
