"""动态口令: set up, asked for after the password, lost, required."""

import re
import time
from typing import Any

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.agency.actions import accounts, officers
from gongkai.agency.models import Officer
from tests.cast import PASSWORD, Cast

SET_UP, CODE, ACCOUNT = "/desk/account/second-factor/", "/desk/sign-in/code/", "/desk/account/"


def now_on(officer: Officer, *, confirmed: bool = True) -> str:
    """What the telephone shows; codes used before may be used again."""
    device = TOTPDevice.objects.get(user=officer, confirmed=confirmed)
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1, throttling_failure_count=0)
    return f"{totp(device.bin_key):06d}"


def password_sent(officer: Officer, client: Client | None = None) -> tuple[Client, Any]:
    client = client or Client()
    return client, client.post("/desk/sign-in/", {"username": officer.username, "password": PASSWORD})


@pytest.fixture
def codes(cast: Cast) -> list[str]:
    """陈 has it set up; the recovery codes shown then."""
    client = Client()
    client.force_login(cast.chen)
    client.get(SET_UP)
    page = client.post(SET_UP, {"token": now_on(cast.chen, confirmed=False)}).text
    return re.findall(r"<code>([a-z2-7]{8})</code>", page)


def test_the_key_is_shown_as_a_picture_and_as_text(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    page = client.get(SET_UP)
    assert "<svg" in page.text
    assert re.search(r"<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page.text)
    assert "no-store" in page["Cache-Control"]


def test_a_wrong_code_sets_nothing_up(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen)
    client.get(SET_UP)
    right = now_on(cast.chen, confirmed=False)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    assert "动态口令不对" in client.post(SET_UP, {"token": wrong}).text
    assert not accounts.has_second_factor(cast.chen)
    assert password_sent(cast.chen)[1]["Location"] == "/desk/"


def test_after_the_password_comes_the_code(cast: Cast, codes: list[str]) -> None:
    assert len(set(codes)) == 10
    client, answered = password_sent(cast.chen)
    assert answered["Location"] == CODE
    assert client.get(ACCOUNT).status_code == 302  # the password alone opens nothing
    right = now_on(cast.chen)
    assert "动态口令不对" in client.post(CODE, {"token": f"{(int(right) + 1) % 1_000_000:06d}"}).text
    assert client.get(ACCOUNT).status_code == 302
    assert client.post(CODE, {"token": now_on(cast.chen)}).status_code == 302
    assert client.get(ACCOUNT).status_code == 200


def test_the_code_must_follow_within_five_minutes(cast: Cast, codes: list[str]) -> None:
    for seconds, passes in ((290, True), (310, False)):
        client, _ = password_sent(cast.chen)
        session = client.session
        session["second_factor"] = {**session["second_factor"], "at": time.time() - seconds}
        session.save()
        answered = client.post(CODE, {"token": now_on(cast.chen)})
        assert (answered["Location"] == "/desk/") is passes


def test_a_code_without_a_password_before_it_leads_back(cast: Cast, codes: list[str], client: Client) -> None:
    assert client.post(CODE, {"token": now_on(cast.chen)})["Location"] == "/desk/sign-in/"


def test_wrong_codes_one_after_another_slow_down_the_right_one(cast: Cast, codes: list[str]) -> None:
    client, _ = password_sent(cast.chen)
    right = now_on(cast.chen)
    client.post(CODE, {"token": f"{(int(right) + 1) % 1_000_000:06d}"})
    device = TOTPDevice.objects.get(user=cast.chen)
    code = f"{totp(device.bin_key):06d}"
    assert client.post(CODE, {"token": code}).status_code == 200


def test_a_recovery_code_opens_once(cast: Cast, codes: list[str]) -> None:
    for passes in (True, False):
        client, _ = password_sent(cast.chen)
        answered = client.post(CODE, {"token": codes[0].upper()})
        assert (answered.status_code == 302) is passes
    assert accounts.recovery_codes_left(cast.chen) == 9


def test_new_recovery_codes_take_the_place_of_the_old(cast: Cast, codes: list[str], client: Client) -> None:
    client.force_login(cast.chen)
    page = client.post("/desk/account/second-factor/codes/").text
    renewed = re.findall(r"<code>([a-z2-7]{8})</code>", page)
    assert len(renewed) == 10
    assert not set(renewed) & set(codes)
    assert not StaticToken.objects.filter(token=codes[0]).exists()


def test_it_is_given_up_with_the_password_and_only_where_the_site_lets_one(
    cast: Cast, codes: list[str], client: Client, rules: Any
) -> None:
    client.force_login(cast.chen)
    give_up = "/desk/account/second-factor/give-up/"
    assert "密码不对" in client.post(give_up, {"password": "错的"}).text
    rules(second_factor="required")
    assert "不能停用" in client.post(give_up, {"password": PASSWORD}).text
    assert accounts.has_second_factor(cast.chen)
    rules(second_factor="optional")
    assert client.post(give_up, {"password": PASSWORD}).status_code == 302
    assert not accounts.has_second_factor(cast.chen)


def test_where_it_is_required_nothing_opens_before_it_is_set_up(cast: Cast, client: Client, rules: Any) -> None:
    rules(second_factor="required")
    client.force_login(cast.chen)
    for page in ("/desk/", ACCOUNT, f"/desk/{cast.town.pk}/settings/"):
        assert client.get(page)["Location"] == SET_UP, page
    page = client.get(SET_UP)
    assert "启用后才能办公" in page.text
    client.post(SET_UP, {"token": now_on(cast.chen, confirmed=False)})
    assert client.get(ACCOUNT).status_code == 200


def test_where_it_is_off_nobody_is_asked(cast: Cast, codes: list[str], client: Client, rules: Any) -> None:
    rules(second_factor="off")
    assert password_sent(cast.chen)[1]["Location"] == "/desk/"
    client.force_login(cast.zhou)
    assert client.get(SET_UP)["Location"] == ACCOUNT


def test_the_administrator_takes_it_off_one_who_lost_the_telephone(cast: Cast, codes: list[str]) -> None:
    from datetime import date

    officers.remove_second_factor(cast.chen.pk, cast.town.pk, by=cast.qian, today=date(2024, 5, 6))
    assert password_sent(cast.chen)[1]["Location"] == "/desk/"
