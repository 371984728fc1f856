"""Accounts and roles: who gives what to whom, and who never may."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.agency import access
from gongkai.agency.actions import appointments, officers
from gongkai.agency.models import Agency, Appointment, Officer, SignIn
from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import PASSWORD, SINCE, Cast

DAY = date(2024, 5, 6)


def created(cast: Cast, **given: Any) -> tuple[Officer, str]:
    details = {"username": "wangfang", "name": "王芳", "roles": [Role.HANDLER], **given}
    return officers.create(cast.town.pk, by=cast.qian, today=DAY, **details)


def appointed(
    cast: Cast, role: Role, agency: Agency | None = None, by: Officer | None = None, **given: Any
) -> Appointment:
    details = {"username": "chen", "from_on": DAY, **given}
    place = agency or cast.town
    return appointments.appoint(place.pk, by=by or cast.qian, today=DAY, role=role, **details)


def test_an_account_has_a_password_for_once_and_its_roles_from_today(cast: Cast) -> None:
    officer, password = created(cast)
    assert officer.check_password(password)
    assert officer.must_change_password
    assert access.standing(officer, on=DAY).roles_in(cast.town) == {Role.HANDLER}
    assert not access.standing(officer, on=DAY - timedelta(days=1)).held
    entry = Entry.objects.get(act="officer.created")
    assert (entry.by, entry.agency) == (cast.qian, cast.town)
    assert password not in str(entry.details)


def test_passwords_for_once_differ_and_can_be_read_over_the_telephone(cast: Cast) -> None:
    from gongkai.agency import passwords

    made = {passwords.one_time() for _ in range(50)}
    assert len(made) == 50
    assert all(len(each) >= 12 and not set(each) & set("l1io0") for each in made)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"username": "CHEN"}, "已有人用"),
        ({"username": "王 芳"}, "账号信息有误"),
        ({"email": "not an address"}, "账号信息有误"),
        ({"name": ""}, "账号信息有误"),
        ({"roles": []}, "至少选一个角色"),
        ({"runs_site": True}, "命令行"),
    ],
)
def test_an_account_that_will_not_do_is_refused_whole(cast: Cast, given: dict[str, Any], says: str) -> None:
    before = Officer.objects.count()
    with pytest.raises(Refused, match=says):
        created(cast, **given)
    assert Officer.objects.count() == before


def test_nobody_opens_accounts_where_they_do_not_administer(cast: Cast) -> None:
    for person, wrong in ((cast.chen, NotYourRole), (cast.he, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(wrong):
            officers.create(cast.town.pk, by=person, today=DAY, username="x", name="某人", roles=[Role.READER])


def test_a_role_is_never_given_outside_the_own_subtree(cast: Cast) -> None:
    for place in (cast.county, cast.other_town):
        with pytest.raises(NotYours):
            appointed(cast, Role.READER, place)
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.ADMINISTRATOR, from_on=SINCE)
    assert appointed(cast, Role.READER, cast.other_town, by=cast.he).agency == cast.other_town


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ((0, None), (5, None), True),
        ((0, 4), (4, 8), True),
        ((0, 4), (5, 8), False),
        ((5, 8), (0, 4), False),
        ((5, 8), (0, 5), True),
        ((5, 8), (0, None), True),
        ((2, 3), (0, 9), True),
    ],
)
def test_terms_of_one_role_never_overlap(
    cast: Cast, first: tuple[int, int | None], second: tuple[int, int | None], overlap: bool
) -> None:
    def term(span: tuple[int, int | None]) -> dict[str, Any]:
        until = None if span[1] is None else DAY + timedelta(days=span[1])
        return {"from_on": DAY + timedelta(days=span[0]), "until_on": until}

    appointed(cast, Role.SIGNER, **term(first))
    if overlap:
        with pytest.raises(Refused, match="不能重叠"):
            appointed(cast, Role.SIGNER, **term(second))
    else:
        appointed(cast, Role.SIGNER, **term(second))
    assert appointed(cast, Role.READER, **term(second)).role == Role.READER


def test_a_township_has_no_supervising_department(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有“主管部门”的身份") as refusal:
        appointed(cast, Role.SUPERVISOR)
    assert refusal.value.cites == ("《中华人民共和国政府信息公开条例》第三条",)


def test_who_is_not_there_closed_or_backwards_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有账号"):
        appointed(cast, Role.READER, username="nobody")
    with pytest.raises(Refused, match="不能早于任职起"):
        appointed(cast, Role.READER, until_on=DAY - timedelta(days=1))
    Officer.objects.filter(pk=cast.chen.pk).update(is_active=False)
    with pytest.raises(Refused, match="已停用"):
        appointed(cast, Role.READER)
    Agency.objects.filter(pk=cast.town.pk).update(closed_on=DAY)
    with pytest.raises(Refused, match="已于"):
        appointed(cast, Role.READER, username="zhou")


def test_an_appointment_ends_on_its_last_day(cast: Cast) -> None:
    held = cast.chen.appointments.get()
    appointments.end(held.pk, by=cast.qian, today=DAY, until_on=DAY)
    assert access.may("item.draft", cast.chen, cast.town, on=DAY)
    assert not access.may("item.draft", cast.chen, cast.town, on=DAY + timedelta(days=1))
    with pytest.raises(Refused, match="要比它早"):
        appointments.end(held.pk, by=cast.qian, today=DAY, until_on=DAY + timedelta(days=3))


def test_an_appointment_that_has_not_begun_is_taken_back(cast: Cast) -> None:
    coming = appointed(cast, Role.READER, from_on=DAY + timedelta(days=7))
    assert appointments.end(coming.pk, by=cast.qian, today=DAY, until_on=DAY) is None
    assert not Appointment.objects.filter(pk=coming.pk).exists()
    assert Entry.objects.filter(act="officer.appointment_taken_back").exists()


def test_the_last_administrator_stays_until_another_is_there(cast: Cast) -> None:
    held = cast.qian.appointments.get()
    with pytest.raises(Refused, match="最后一名管理员"):
        appointments.end(held.pk, by=cast.qian, today=DAY, until_on=DAY)
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.ADMINISTRATOR, from_on=SINCE)
    assert appointments.end(held.pk, by=cast.qian, today=DAY, until_on=DAY)


def test_another_towns_appointment_is_not_there(cast: Cast) -> None:
    with pytest.raises(NotYours):
        appointments.end(cast.chen.appointments.get().pk, by=cast.li, today=DAY, until_on=DAY)
    with pytest.raises(NotYourRole):
        appointments.end(cast.chen.appointments.get().pk, by=cast.zhou, today=DAY, until_on=DAY)


def test_who_holds_several_examining_roles_is_named(cast: Cast) -> None:
    assert appointments.held_together(cast.town, on=DAY) == {}
    appointed(cast, Role.READER)
    assert appointments.held_together(cast.town, on=DAY) == {}
    appointed(cast, Role.SIGNER)
    assert appointments.held_together(cast.town, on=DAY) == {cast.chen: [Role.HANDLER, Role.SIGNER]}
    assert appointments.held_together(cast.town, on=DAY - timedelta(days=1)) == {}


def test_a_reset_password_is_for_once_and_ends_every_place(cast: Cast) -> None:
    SignIn.objects.create(officer=cast.chen, began_at="2024-05-06T08:00:00Z", seen_at="2024-05-06T08:00:00Z")
    officer, password = officers.reset_password(cast.chen.pk, cast.town.pk, by=cast.qian, today=DAY)
    assert officer.check_password(password)
    assert not officer.check_password(PASSWORD)
    assert officer.must_change_password
    assert not cast.chen.sign_ins.exists()


ACTS = {
    "reset_password": {},
    "deactivate": {"reason": "离职"},
    "reactivate": {},
    "remove_second_factor": {},
    "change": {"name": "陈静静", "title": "", "email": "", "mobile": ""},
}


@pytest.mark.parametrize("act", ACTS)
def test_an_account_with_a_role_elsewhere_is_not_the_administrators_to_manage(cast: Cast, act: str) -> None:
    """Else the town's administrator would get at the county through a password."""
    Appointment.objects.create(officer=cast.he, agency=cast.town, role=Role.READER, from_on=SINCE)
    with pytest.raises(Refused, match="还在柳河县人民政府任职"):
        getattr(officers, act)(cast.he.pk, cast.town.pk, by=cast.qian, today=DAY, **ACTS[act])
    cast.he.refresh_from_db()
    assert cast.he.is_active
    assert cast.he.check_password(PASSWORD)


@pytest.mark.parametrize("act", ACTS)
def test_another_towns_officer_is_not_there(cast: Cast, act: str) -> None:
    with pytest.raises(NotYours):
        getattr(officers, act)(cast.li.pk, cast.town.pk, by=cast.qian, today=DAY, **ACTS[act])
    with pytest.raises(NotYours):
        getattr(officers, act)(cast.chen.pk, cast.town.pk, by=cast.li, today=DAY, **ACTS[act])
    with pytest.raises(NotYourRole):
        getattr(officers, act)(cast.chen.pk, cast.town.pk, by=cast.zhao, today=DAY, **ACTS[act])


@pytest.mark.parametrize("act", ACTS)
def test_who_runs_the_site_is_managed_on_the_server_alone(cast: Cast, act: str) -> None:
    Officer.objects.filter(pk=cast.chen.pk).update(runs_site=True)
    with pytest.raises(Refused, match="命令行"):
        getattr(officers, act)(cast.chen.pk, cast.town.pk, by=cast.qian, today=DAY, **ACTS[act])


def test_a_role_elsewhere_that_is_over_does_not_matter(cast: Cast) -> None:
    Appointment.objects.create(
        officer=cast.chen, agency=cast.county, role=Role.READER, from_on=SINCE, until_on=DAY - timedelta(days=1)
    )
    assert officers.reset_password(cast.chen.pk, cast.town.pk, by=cast.qian, today=DAY)


def test_an_account_is_closed_and_opened_again(cast: Cast) -> None:
    SignIn.objects.create(officer=cast.chen, began_at="2024-05-06T08:00:00Z", seen_at="2024-05-06T08:00:00Z")
    officers.deactivate(cast.chen.pk, cast.town.pk, by=cast.qian, today=DAY, reason="借调")
    cast.chen.refresh_from_db()
    assert (cast.chen.is_active, cast.chen.left_on) == (False, DAY)
    assert not cast.chen.sign_ins.exists()
    with pytest.raises(Refused, match="已经停用"):
        officers.deactivate(cast.chen.pk, cast.town.pk, by=cast.qian, today=DAY, reason="借调")
    officers.reactivate(cast.chen.pk, cast.town.pk, by=cast.qian, today=DAY)
    cast.chen.refresh_from_db()
    assert (cast.chen.is_active, cast.chen.left_on) == (True, None)


def test_nobody_closes_the_own_account(cast: Cast) -> None:
    with pytest.raises(Refused, match="自己的账号"):
        officers.deactivate(cast.qian.pk, cast.town.pk, by=cast.qian, today=DAY, reason="x")


def test_who_runs_the_site_is_made_on_the_command_line(cast: Cast) -> None:
    officers.make_site_administrator(cast.qian.pk, today=DAY)
    cast.qian.refresh_from_db()
    assert cast.qian.runs_site
    assert not access.visible_to(Officer.objects.get(pk=cast.qian.pk)).filter(pk=cast.county.pk).exists()
    with pytest.raises(Refused, match="已是平台管理员"):
        officers.make_site_administrator(cast.qian.pk, today=DAY)
    officers.make_site_administrator(cast.qian.pk, today=DAY, is_one=False)
    cast.qian.refresh_from_db()
    assert not cast.qian.runs_site


def test_nobody_appoints_himself_from_whatever_height(cast: Cast) -> None:
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.ADMINISTRATOR, from_on=SINCE)
    for person, place in ((cast.qian, cast.town), (cast.he, cast.town), (cast.he, cast.county)):
        with pytest.raises(Refused, match="不能任命自己"):
            appointments.appoint(
                place.pk, by=person, today=DAY, username=person.username, role=Role.SIGNER, from_on=DAY
            )
