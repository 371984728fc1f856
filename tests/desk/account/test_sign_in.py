"""Signing in with a password: who gets in, how long it lasts, what a wrong password does."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import SignIn
from tests.cast import PASSWORD, Cast

SIGN_IN, HOME = "/desk/sign-in/", "/desk/"


def sent(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def test_the_right_password_leads_to_today_of_ones_agency(cast: Cast, client: Client) -> None:
    response = sent(client, "chen")
    assert (response.status_code, response["Location"]) == (302, HOME)
    assert client.get(HOME)["Location"] == reverse("desk:today", args=[cast.town.pk])


def test_the_page_asked_for_comes_after_signing_in_but_never_one_of_another_site(cast: Cast, client: Client) -> None:
    assert sent(client, "chen", next="/desk/account/")["Location"] == "/desk/account/"
    client.logout()
    assert sent(client, "chen", next="https://elsewhere.example/")["Location"] == HOME
    client.logout()
    assert sent(client, "chen", next="//elsewhere.example/")["Location"] == HOME


def test_a_wrong_password_says_how_many_tries_are_left(cast: Cast, client: Client) -> None:
    response = sent(client, "chen", "错的密码")
    assert response.status_code == 200
    assert "还可以试 4 次" in response.text
    assert "_auth_user_id" not in client.session


def test_an_unknown_account_is_answered_like_a_wrong_password(cast: Cast, client: Client) -> None:
    known, unknown = sent(client, "chen", "错的密码").text, sent(client, "nobody", "错的密码").text
    assert "账号或密码不对" in known
    assert "账号或密码不对" in unknown


def test_the_fifth_wrong_password_locks_the_account_and_says_for_how_long(cast: Cast, client: Client) -> None:
    for _ in range(4):
        assert sent(client, "chen", "错的密码").status_code == 200
    locked = sent(client, "chen", "错的密码")
    assert locked.status_code == 429
    assert "请 15 分钟后再试" in locked.text
    assert sent(client, "chen").status_code == 429
    assert sent(client, "zhou").status_code == 302


def test_an_officer_deactivated_does_not_get_in_and_who_is_in_is_out(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    cast.chen.is_active = False
    cast.chen.save()
    assert client.get("/desk/account/").status_code == 302
    assert sent(Client(), "chen").status_code == 200


def test_an_officer_without_a_role_is_told_what_to_do(cast: Cast, client: Client) -> None:
    client.force_login(cast.wei)
    page = client.get(HOME)
    assert page.status_code == 200
    assert "请本机关的管理员" in page.text


@pytest.mark.parametrize(("minutes", "stays"), [(59, True), (61, False)])
def test_who_did_nothing_for_an_hour_signs_in_again(cast: Cast, client: Client, minutes: int, stays: bool) -> None:
    client.force_login(cast.chen)
    SignIn.objects.update(seen_at=timezone.now() - timedelta(minutes=minutes))
    response = client.get("/desk/account/")
    assert (response.status_code == 200) is stays
    if not stays:
        assert response["Location"] == "/desk/sign-in/?ended=1&next=%2Fdesk%2Faccount%2F"
        assert "登录已结束" in client.get(response["Location"]).text


@pytest.mark.parametrize(("minutes", "stays"), [(599, True), (601, False)])
def test_after_ten_hours_the_busiest_signs_in_again(cast: Cast, client: Client, minutes: int, stays: bool) -> None:
    client.force_login(cast.chen)
    SignIn.objects.update(began_at=timezone.now() - timedelta(minutes=minutes))
    assert (client.get("/desk/account/").status_code == 200) is stays


def test_a_form_sent_too_late_leads_back_to_the_page_it_stood_on(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    SignIn.objects.all().delete()
    came_from = {"HTTP_REFERER": "http://testserver/desk/account/"}
    response = client.post("/desk/account/password/", {}, **came_from)
    assert response["Location"] == "/desk/sign-in/?ended=1&next=%2Fdesk%2Faccount%2F"


def test_the_fourth_place_ends_the_first(cast: Cast) -> None:
    places = [Client() for _ in range(4)]
    for place in places:
        assert sent(place, "chen").status_code == 302
    answers = [place.get("/desk/account/").status_code for place in places]
    assert answers == [302, 200, 200, 200]


def test_signing_out_ends_the_place(cast: Cast, client: Client) -> None:
    sent(client, "chen")
    assert client.get("/desk/sign-out/").status_code == 405
    assert client.post("/desk/sign-out/")["Location"] == SIGN_IN
    assert not SignIn.objects.exists()
    assert client.get(HOME).status_code == 302


def test_accounts_are_named_on_a_demonstration_and_nowhere_else(cast: Cast, client: Client, rules: Any) -> None:
    rules(demonstration=False)
    assert "陈静" not in client.get(SIGN_IN).text
    rules(demonstration=True)
    page = client.get(SIGN_IN).text
    assert "陈静" in page
    assert "签发（分管领导）" in page
    assert PASSWORD not in page
