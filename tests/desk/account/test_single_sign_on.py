"""单点登录 against a real provider: who gets in by it, and what of its word is not believed."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from joserfc.jwk import RSAKey

from gongkai.agency.models import Officer, SignIn
from tests.cast import Cast
from tests.desk.account.provider import CLIENT, SECRET, Provider, running

GO, BACK = "/desk/sign-in/single/", "/desk/sign-in/single/back/"


@pytest.fixture
def provider(rules: Any, settings: Any) -> Iterator[Provider]:
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "gongkai.desk.account.single_sign_on.SingleSignOn",
    ]
    with running() as found:
        rules(oidc_issuer=found.address, oidc_client=CLIENT, oidc_secret=SECRET, oidc_claim="preferred_username")
        yield found


def gone_through(client: Client, start: str = GO) -> Any:
    """To the provider, through it as a browser goes, and back."""
    there = client.get(start)["Location"]
    back = requests.get(there, allow_redirects=False, timeout=10).headers["Location"]
    at = urlsplit(back)
    return client.get(f"{at.path}?{at.query}")


def is_in(client: Client) -> bool:
    return client.get("/desk/account/").status_code == 200


def test_an_officer_the_provider_knows_is_in(cast: Cast, client: Client, provider: Provider) -> None:
    assert gone_through(client)["Location"] == "/desk/"
    assert SignIn.objects.get().officer == cast.chen
    assert is_in(client)


def test_one_goes_on_to_the_page_asked_for_and_to_no_other_site(cast: Cast, client: Client, provider: Provider) -> None:
    assert gone_through(client, f"{GO}?next=/desk/account/")["Location"] == "/desk/account/"
    assert gone_through(Client(), f"{GO}?next=https://elsewhere.example/")["Location"] == "/desk/"


@pytest.mark.parametrize("name", ["nobody", "CHEN", ""])
def test_nobody_is_made_by_it(cast: Cast, client: Client, provider: Provider, name: str) -> None:
    before = Officer.objects.count()
    provider.signed_in = name
    assert gone_through(client)["Location"] == "/desk/sign-in/"
    assert "本站没有这个账号" in client.get("/desk/sign-in/").text
    assert Officer.objects.count() == before
    assert not is_in(client)


def test_an_account_closed_here_stays_closed(cast: Cast, client: Client, provider: Provider) -> None:
    Officer.objects.filter(username="chen").update(is_active=False)
    gone_through(client)
    assert not is_in(client)


def test_an_account_closed_afterwards_is_out(cast: Cast, client: Client, provider: Provider) -> None:
    gone_through(client)
    Officer.objects.filter(username="chen").update(is_active=False)
    assert not is_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another client"},
        {"iss": "https://elsewhere.example"},
        {"nonce": "of another session"},
        {"exp": int(time.time()) - 3600},
    ],
    ids=["audience", "issuer", "nonce", "expired"],
)
def test_a_token_that_is_not_for_us_now_is_not_believed(
    cast: Cast, client: Client, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert gone_through(client)["Location"] == "/desk/sign-in/"
    assert "单点登录没有成功" in client.get("/desk/sign-in/").text
    assert not is_in(client)


def test_a_token_signed_with_another_key_is_not_believed(cast: Cast, client: Client, provider: Provider) -> None:
    provider.signing_key = RSAKey.generate_key(2048, {"kid": "1"})
    gone_through(client)
    assert not is_in(client)


@pytest.mark.parametrize("query", ["?code=x&state=y", "?error=access_denied", ""])
def test_an_answer_nobody_asked_for_is_not_believed(cast: Cast, client: Client, provider: Provider, query: str) -> None:
    assert client.get(BACK + query)["Location"] == "/desk/sign-in/"
    assert not is_in(client)


def test_an_answer_to_another_session_is_not_believed(cast: Cast, provider: Provider) -> None:
    mine, theirs = Client(), Client()
    there = mine.get(GO)["Location"]
    at = urlsplit(requests.get(there, allow_redirects=False, timeout=10).headers["Location"])
    theirs.get(f"{at.path}?{at.query}")
    assert not is_in(theirs)


def test_a_provider_that_does_not_answer_is_said_and_the_password_still_works(
    cast: Cast, client: Client, rules: Any
) -> None:
    rules(oidc_issuer="http://127.0.0.1:9", oidc_client=CLIENT, oidc_secret=SECRET)
    assert client.get(GO)["Location"] == "/desk/sign-in/"
    page = client.get("/desk/sign-in/").text
    assert "连不上单点登录" in page
    assert "单点登录</a>" in page


def test_without_a_provider_there_is_no_such_way_in(cast: Cast, client: Client) -> None:
    assert client.get(GO).status_code == 404
    assert client.get(BACK).status_code == 404
    assert "单点登录" not in client.get("/desk/sign-in/").text


def test_a_second_factor_of_this_site_is_not_asked_of_who_comes_from_the_provider(
    cast: Cast, client: Client, provider: Provider, rules: Any
) -> None:
    rules(second_factor="required")
    gone_through(client)
    assert is_in(client)
