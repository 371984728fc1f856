"""What a person with a screen reader meets: the pages as a real browser draws them, under the rules of axe."""

import shutil

import msgspec
import pytest

from gongkai.report.comparison import compare
from gongkai.report.rendering import html, marked
from gongkai.report.rendering.side_by_side import render_comparison
from gongkai.report.report import Cell, Finding
from tests.report import liuhe

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"

FAULTY = Finding("handled_sum", "error", "不平。", quote="网站300条", cells=("requests.handled.business",))
LATER = msgspec.structs.replace(liuhe.doubtful(), cells=liuhe.doubtful().cells | {"requests.new.total": Cell(9)})
PAGES = {
    "report": html.render(liuhe.report()),
    "findings": marked.render_findings(liuhe.doubtful(), [FAULTY, msgspec.structs.replace(FAULTY, severity="note")]),
    "comparison": render_comparison(compare(liuhe.report(year=2022), LATER)),
}


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_rule_of_accessibility_is_broken_and_nothing_is_wider_than_a_phone(browser, tmp_path, name):
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "page.html"
    file.write_bytes(PAGES[name])
    page = browser.new_page(viewport={"width": 375, "height": 900}, color_scheme="light", bypass_csp=True)
    page.goto(file.as_uri())
    light = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]

    assert [violation["id"] for violation in [*light, *dark]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 375


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_no_figure_is_broken_over_two_lines(browser, tmp_path, width):
    file = tmp_path / "page.html"
    long = dict.fromkeys(liuhe.report().cells, Cell(1234567))
    file.write_bytes(html.render(msgspec.structs.replace(liuhe.report(), cells=long)))
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())

    lines = page.evaluate(
        """[...document.querySelectorAll('td.figure')].map(cell => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            return words.getClientRects().length;
        })"""
    )

    assert set(lines) == {1}
    assert page.evaluate("document.documentElement.scrollWidth") == width
