"""Finding one's way on the desk."""

import pytest
from django.test import Client

from gongkai.agency.roles import Role
from gongkai.desk.finding import FIRST_STEPS
from tests.cast import Cast


def test_the_search_of_the_top_bar_leads_to_the_list_with_its_words(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    response = client.get(f"/desk/{cast.town.pk}/search/", {"q": " 低保&状态 "})
    assert response["Location"] == f"/desk/{cast.town.pk}/items/?q=%E4%BD%8E%E4%BF%9D%26%E7%8A%B6%E6%80%81"


def test_the_number_of_a_request_leads_to_the_requests(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    for words, place in (("〔2026〕12号", "requests"), ("〔2026〕12", "requests"), ("清政发〔2026〕12号", "items")):
        response = client.get(f"/desk/{cast.town.pk}/search/", {"q": words})
        assert response["Location"].startswith(f"/desk/{cast.town.pk}/{place}/"), words


def test_help_speaks_of_the_roles_one_holds_and_of_no_others(cast: Cast, client: Client) -> None:
    client.force_login(cast.sun)
    text = client.get(f"/desk/{cast.town.pk}/help/").content.decode()
    assert "等保密审查的信息" in text and "等您签发" not in text


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_told_where_to_begin(role: Role) -> None:
    assert FIRST_STEPS[role]


def test_every_page_leads_to_the_help(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    assert f'href="/desk/{cast.town.pk}/help/"' in client.get(f"/desk/{cast.town.pk}/").content.decode()
