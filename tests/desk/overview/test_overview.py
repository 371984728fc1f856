"""The supervisor's overview: the worst first, the totals of all, with as many queries for many as for few."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gongkai.agency.models import Agency
from gongkai.disclosure.models import Overview
from gongkai.request.models import Standing
from tests.cast import Cast, agency
from tests.filing.reports import filing, given

TODAY = date(2024, 3, 1)


def counted(place: Agency, **figures: object) -> Overview:
    return Overview.objects.create(agency=place, counted_on=TODAY, **{"entries": 124, **figures})


def text(cast: Cast, **query: str) -> str:
    client = Client()
    client.force_login(cast.he)
    answer = client.get(reverse("desk:overview", args=[cast.county.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def order(cast: Cast, *names: str, **query: str) -> list[str]:
    """The agencies in the order in which the table has them."""
    table = text(cast, **query).partition("data-rows")[2]
    return sorted((name for name in names if name in table), key=table.index)


@pytest.fixture
def third_town(cast: Cast) -> Agency:
    return agency("大河镇人民政府", "township", "government", cast.county, 3, "990121301")


def test_the_worst_stand_first_and_those_never_counted_last(cast: Cast, third_town: Agency) -> None:
    counted(cast.other_town, overdue=0, stale_entries=4, last_released_on=TODAY)
    counted(third_town, overdue=2, last_released_on=TODAY)
    names = (cast.town.name, cast.other_town.name, third_town.name)
    assert order(cast, *names) == [third_town.name, cast.other_town.name, cast.town.name]
    assert order(cast, *names, sort="overdue") == [cast.other_town.name, third_town.name, cast.town.name]
    assert order(cast, *names, sort="-stale_entries") == [cast.other_town.name, third_town.name, cast.town.name]
    assert order(cast, *names, sort="name") == [*names]


@pytest.mark.parametrize(("empty", "is_red"), [(4, False), (5, True)])
def test_five_blank_entries_are_a_red_light(cast: Cast, empty: int, is_red: bool) -> None:
    counted(cast.town, empty_entries=empty, last_released_on=TODAY)
    assert (f"{empty} 个，红灯" in text(cast)) is is_red
    assert (cast.town.name in text(cast, state="red").partition("data-rows")[2]) is is_red


def test_who_has_not_opened_or_never_released_is_said_so(cast: Cast, third_town: Agency) -> None:
    counted(cast.town)
    Agency.objects.filter(pk=third_town.pk).update(is_on_desk=False)
    assert "从未公开" in text(cast).partition("data-rows")[2]
    assert third_town.name not in text(cast)
    assert "还没有启用" in text(cast, state="unopened").partition("data-rows")[2]
    assert order(cast, cast.town.name, cast.other_town.name, state="never") == [cast.town.name, cast.other_town.name]


def test_the_totals_are_those_of_all_below_without_enterprises(cast: Cast, third_town: Agency) -> None:
    Agency.objects.filter(pk=third_town.pk).update(kind="enterprise")
    for place, overdue in ((cast.county, 100), (cast.town, 2), (cast.other_town, 3), (third_town, 50)):
        counted(place, overdue=overdue, last_released_on=TODAY)
    shown = text(cast, q="没有这样的名称")
    assert '>5<span class="card-unit">条' in shown
    assert "超期未公开最多的是石桥乡人民政府，3 条" in shown
    assert third_town.name in text(cast, kind="enterprise")


def test_the_list_is_filtered_by_level_and_name(cast: Cast) -> None:
    bureau = agency("柳河县民政局", "county", "department", cast.county, 4, "990121")
    assert order(cast, cast.town.name, bureau.name, level="county") == [bureau.name]
    assert order(cast, cast.town.name, bureau.name, q="清水") == [cast.town.name]
    assert "没有符合条件的机关" in text(cast, kind="authorised")


def test_it_takes_as_many_queries_for_sixty_agencies_as_for_two(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counted(cast.town, overdue=1)
    client, address = Client(), reverse("desk:overview", args=[cast.county.pk])
    client.force_login(cast.he)
    with django_assert_max_num_queries(16) as few:
        client.get(address)
    for number in range(10, 70):
        counted(agency(f"第{number}乡", "township", "government", cast.county, number, "99"), overdue=number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        answer = client.get(address)
    assert answer.content.decode().count("第") > 50
    assert "第 1 / 2 页" in answer.content.decode()


def test_exactly_what_is_listed_is_exported(cast: Cast, third_town: Agency) -> None:
    counted(cast.town, overdue=2, last_released_on=TODAY)
    client = Client()
    client.force_login(cast.he)
    answer = client.get(reverse("desk:overview", args=[cast.county.pk]), {"state": "overdue", "format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0][:4] == ("机关", "层级", "类型", "超期未公开")
    assert [row[:4] for row in rows[1:]] == [(cast.town.name, "乡级", "人民政府", 2)]


def test_only_a_supervisor_opens_it(cast: Cast) -> None:
    for person in cast.town_people:
        client = Client()
        client.force_login(person)
        assert client.get(reverse("desk:overview", args=[cast.town.pk])).status_code == 403


def test_an_agency_that_owes_replies_stands_first_and_leads_to_them(cast: Cast) -> None:
    counted(cast.town, overdue=9)
    counted(cast.other_town)
    Standing.objects.create(agency=cast.other_town, counted_on=TODAY, overdue=2, open=5, replied_this_year=30)
    assert order(cast, cast.town.name, cast.other_town.name) == [cast.other_town.name, cast.town.name]
    assert order(cast, cast.town.name, cast.other_town.name, state="request_overdue") == [cast.other_town.name]
    shown = text(cast)
    assert f"{reverse('desk:requests', args=[cast.other_town.pk])}?term=late" in shown
    assert "依申请超期未答复" in shown and "在办 5 件" in shown


def test_each_agency_says_how_it_stands_with_the_report_on_the_year_before(
    cast: Cast, third_town: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: TODAY)
    given(filing(cast.town, cast.chen, 2023), state="examined")
    given(filing(cast.other_town, cast.li, 2023), state="submitted", submitted_on=date(2024, 1, 31))
    table = text(cast).partition("data-rows")[2]
    assert "审查通过，待报送，超期 30 天" in table
    assert "已报送，待审核<" in table
    assert "还没有编制<" in table  # kept no ledger here then: not called late
    assert order(cast, cast.town.name, cast.other_town.name, sort="report") == [cast.town.name, cast.other_town.name]
