"""The one door: every address of the desk, for every person of the cast, before every foreign record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gongkai.agency import access
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import Role
from tests.cast import Cast, agency, officer
from tests.desk.records import of_every_kind

Records = dict[str, models.Model]


@dataclass(frozen=True)
class Address:
    """A pattern of the desk: its name, the names of its arguments, the act that opens it."""

    name: str
    arguments: tuple[str, ...]
    act: str | None

    def of(self, place: Agency, records: Records) -> str:
        """With these records under an agency; an argument that no record is known for is an error."""
        given = {each: records[each].pk for each in self.arguments if each != "agency_id"}
        return reverse(f"desk:{self.name}", kwargs={"agency_id": place.pk, **given})

    def __str__(self) -> str:
        return self.name


def walk(patterns: list[Any], before: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in patterns:
        arguments = (*before, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, arguments)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern} has no name"
            yield Address(pattern.name, arguments, getattr(pattern.callback, "act", None))


DESK = [*walk([each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "desk"])]
OF_AN_AGENCY = [each for each in DESK if "agency_id" in each.arguments]
OF_A_RECORD = [each for each in OF_AN_AGENCY if len(each.arguments) > 1]
ACROSS = {"work_id"}
"""Records that are listed together for all agencies of an officer, and so are found from each of them."""


@dataclass(frozen=True)
class Stage:
    """The cast, a town nobody of it knows, one who holds every role in two towns, and a record of each kind in each."""

    cast: Cast
    far_town: Agency
    everyone: Officer
    records: dict[int, Records]


@pytest.fixture
def stage(cast: Cast) -> Stage:
    far_county = agency("远山县人民政府", "county", "government", None, 2, "990122")
    far_town = agency("远山乡人民政府", "township", "government", far_county, 1, "990122201")
    far = officer("far", "马远", (far_town, Role.HANDLER))
    everyone = officer("every", "全能", *((place, role) for place in (cast.town, cast.other_town) for role in Role))
    handlers = ((cast.town, cast.chen), (cast.other_town, cast.li), (far_town, far))
    return Stage(cast, far_town, everyone, {place.pk: of_every_kind(place, person) for place, person in handlers})


def answered(person: Officer, where: str) -> set[int]:
    """What a person is answered who looks there, and who sends an empty form there.

    That an address takes only one of the two (405) is said before anything is looked up, and tells nothing.
    """
    client = Client()
    client.force_login(person)
    return {_status(client.get(where)), _status(client.post(where))} - {405}


def _status(answer: Any) -> int:
    if answer.streaming:
        b"".join(answer)  # read to the end, a file is closed
    return int(answer.status_code)


def test_the_desk_has_addresses_and_each_is_opened_by_an_act() -> None:
    assert len(OF_AN_AGENCY) > 40
    assert [each.name for each in OF_AN_AGENCY if each.act is None] == []


@pytest.mark.parametrize("address", OF_AN_AGENCY, ids=str)
def test_a_foreign_agency_is_as_if_it_were_not_there(stage: Stage, address: Address) -> None:
    cast = stage.cast
    where = address.of(stage.far_town, stage.records[stage.far_town.pk])
    for person in (*cast.town_people, cast.he, cast.li, cast.wei):
        assert answered(person, where) == {404}, person


@pytest.mark.parametrize("address", OF_A_RECORD, ids=str)
def test_a_foreign_record_is_not_there_under_ones_own_agency(stage: Stage, address: Address) -> None:
    where = address.of(stage.cast.town, stage.records[stage.far_town.pk])
    assert answered(stage.everyone, where) == {404}


@pytest.mark.parametrize("address", [each for each in OF_A_RECORD if not ACROSS & {*each.arguments}], ids=str)
def test_ones_own_record_is_not_there_under_another_agency_of_ones_own(stage: Stage, address: Address) -> None:
    where = address.of(stage.cast.other_town, stage.records[stage.cast.town.pk])
    assert answered(stage.everyone, where) == {404}


@pytest.mark.parametrize("address", OF_AN_AGENCY, ids=str)
def test_a_role_that_may_not_is_told_so_and_one_that_may_is_let_in(stage: Stage, address: Address) -> None:
    cast = stage.cast
    assert address.act
    where = address.of(cast.town, stage.records[cast.town.pk])
    for person in (*cast.town_people, cast.he):
        if not access.may(address.act, person, cast.town):
            assert answered(person, where) == {403}, person
    client = Client()
    client.force_login(stage.everyone)
    assert _status(client.get(where)) not in (403, 404)


@pytest.mark.parametrize("address", OF_AN_AGENCY, ids=str)
def test_who_has_not_signed_in_is_sent_to_do_so(stage: Stage, address: Address) -> None:
    client = Client()
    where = address.of(stage.cast.town, stage.records[stage.cast.town.pk])
    answers = [each for each in (client.get(where), client.post(where)) if each.status_code != 405]
    assert answers
    for response in answers:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("desk:sign_in"))
