"""The browser that people's stories are told in."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import PASSWORD, Cast, assemble

PATIENCE = 10_000
"""Milliseconds for what should be there at once."""

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's own loop is no reason to keep records away
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def people(browser: Any, transactional_db: None, live_server: Any) -> Cast:
    """The cast, before a site that answers."""
    return assemble()


class Person:
    """Somebody of the cast before a browser, signed in."""

    def __init__(self, browser: Any, site: str, username: str, **options: Any) -> None:
        self.has_scripts = options.get("java_script_enabled", True)
        self.context = browser.new_context(base_url=site, bypass_csp=True, **options)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.page.goto("/desk/sign-in/")
        self.page.locator("[name=username]").fill(username)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()
        self.page.get_by_role("heading", name="今日").wait_for()

    def leave(self) -> None:
        self.context.close()


@pytest.fixture
def enter(browser: Any, live_server: Any, people: Cast) -> Iterator[Any]:
    """enter("chen") → a person signed in; everybody leaves at the end."""
    inside: list[Person] = []

    def one(username: str, **options: Any) -> Person:
        inside.append(Person(browser, live_server.url, username, **options))
        return inside[-1]

    yield one
    for person in inside:
        person.leave()
