"""Settings: where they come from, and which are refused."""

from pathlib import Path

import pytest

from gongkai.errors import Refused
from gongkai.site import configuration, safety
from gongkai.site.configuration import SETTINGS, database, load

ROOT = Path(__file__).parents[2]
SAFE = {
    "GONGKAI_HTTPS": "true",
    "GONGKAI_HOSTS": "www.liuhe.example",
    "GONGKAI_TRUSTED_PROXIES": "127.0.0.1",
    "GONGKAI_ADDRESS": "0.0.0.0:8000",
}


def test_nothing_set_gives_the_defaults() -> None:
    loaded = load({})
    assert (loaded.https, loaded.workers, loaded.hosts[0]) == (False, 2, "localhost")


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "gongkai.toml"
    file.write_text('workers = 4\nhosts = ["a.example", "b.example"]\n', encoding="utf-8")
    loaded = load({"GONGKAI_SETTINGS": str(file), "GONGKAI_WORKERS": "8"})
    assert (loaded.workers, loaded.hosts) == (8, ("a.example", "b.example"))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("WORKERS", "0", "1 至 64 的整数"),
        ("WORKERS", "two", "1 至 64 的整数"),
        ("HTTPS", "maybe", "true 或 false"),
        ("DATABASE", "mysql://x", "postgresql://"),
        ("SECOND_FACTOR", "always", "off、optional、required"),
    ],
)
def test_a_value_that_cannot_stand_is_refused_by_its_name(name: str, value: str, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        load({f"GONGKAI_{name}": value})
    assert f"GONGKAI_{name}" in refusal.value.message and says in refusal.value.message


def test_a_setting_nobody_knows_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gongkai.toml"
    file.write_text("worker = 4\n", encoding="utf-8")
    with pytest.raises(Refused, match="worker"):
        load({"GONGKAI_SETTINGS": str(file)})


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nowhere\.toml"):
        load({"GONGKAI_SETTINGS": str(tmp_path / "nowhere.toml")})


def test_a_database_address_is_taken_apart() -> None:
    described = database(load({"GONGKAI_DATABASE": "postgresql://gong%40kai:p%2Fw@db.example:5433/ledger"}))
    wanted = {"USER": "gong@kai", "PASSWORD": "p/w", "HOST": "db.example", "PORT": "5433", "NAME": "ledger"}
    assert {name: described[name] for name in wanted} == wanted


def test_every_setting_is_explained_once() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(names) == len(set(names))
    assert all(len(setting.help) > 5 and setting.group for setting in SETTINGS)


def test_the_settings_page_of_the_manual_is_the_one_made_from_the_settings() -> None:
    page = (ROOT / "docs" / "settings.zh-CN.md").read_text(encoding="utf-8")
    assert page == configuration.manual()


def test_the_defaults_are_safe_on_this_machine_alone() -> None:
    assert not list(safety.unsafe(load({})))


def test_a_site_behind_a_proxy_with_https_is_safe() -> None:
    assert not list(safety.unsafe(load(SAFE)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "true"),
        ("DEMONSTRATION", "true"),
        ("HOSTS", "*"),
        ("SECRET_KEY", "short"),
        ("HTTPS", "false"),
        ("TRUSTED_PROXIES", ""),
        ("HOSTS", "localhost"),
        ("OIDC_ISSUER", "https://id.example"),
    ],
)
def test_an_unsafe_setting_is_named_with_what_to_do(name: str, value: str) -> None:
    problems = list(safety.unsafe(load({**SAFE, f"GONGKAI_{name}": value})))
    assert [problem for problem in problems if f"GONGKAI_{name}" in problem]


@pytest.mark.parametrize(("address", "is_own"), [("127.0.0.1:80", True), ("[::1]:80", True), ("0.0.0.0:80", False)])
def test_only_loopback_is_this_machine_alone(address: str, is_own: bool) -> None:
    assert safety.is_loopback(load({"GONGKAI_ADDRESS": address})) is is_own


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"GONGKAI_ADDRESS": "10.0.0.5:8080"}, "http://10.0.0.5:8080"),
        ({"GONGKAI_HOSTS": "localhost,www.liuhe.example", "GONGKAI_HTTPS": "true"}, "https://www.liuhe.example"),
        ({"GONGKAI_SITE_DOMAIN": "a.example", "GONGKAI_HOSTS": "b.example"}, "http://a.example"),
    ],
)
def test_public_addresses_begin_with_a_name_that_others_can_reach(given: dict[str, str], address: str) -> None:
    assert load(given).public_address == address
