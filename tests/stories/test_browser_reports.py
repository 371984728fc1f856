"""In a browser: the public reads a year's report on a phone and at a desk, and takes its files away."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.filing import sealed
from gongkai.report.report import Cell
from tests.cast import Cast
from tests.filing.published import published, report, restated


@pytest.fixture
def addresses(people: Cast, settings: Any, tmp_path: Path) -> dict[str, str]:
    """Reports of three years, the last of them restated, with figures entered by hand."""
    settings.MEDIA_ROOT = tmp_path / "files"
    for year in (2022, 2023):
        told = report(people.town, year, requests__new__total=Cell(year - 2000))
        published(people.town, people.chen, year, told=told, files=False)
    entered = {"requests.new.total": ("纸质登记簿", "年中才启用本系统"), "disclosed.total": ("网站后台", "旧站数据")}
    filing = published(people.town, people.chen, 2024, entered=entered)
    restated(filing, people.chen, report(people.town, disclosure__penalties__decisions=Cell(41)), "漏计行政处罚")
    reports = f"/agencies/{people.town.pk}/reports/"
    return {
        "list": reports,
        "below": f"/agencies/{people.county.pk}/reports/",
        "current": f"{reports}2024/",
        "earlier": f"{reports}2024/?version=1",
        "agency": f"/agencies/{people.town.pk}/",
    }


@pytest.fixture
def visitor(browser: Any, live_server: Any) -> Iterator[Any]:
    """visitor(width=375) → a page of somebody who is not signed in."""
    contexts: list[Any] = []

    def one(**options: Any) -> Any:
        width = options.pop("width", 1280)
        viewport = {"width": width, "height": 900}
        contexts.append(browser.new_context(base_url=live_server.url, viewport=viewport, bypass_csp=True, **options))
        return contexts[-1].new_page()

    yield one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_the_screen(
    addresses: dict[str, str], visitor: Any, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visitor(width=width, color_scheme=scheme)
    wrong: list[str] = []
    for name, address in addresses.items():
        page.goto(address)
        for violation in Axe().run(page).response["violations"]:
            wrong.append(f"{name}: {violation['id']} {violation['nodes'][0]['html'][:120]}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{name}: wider than {width}")
    assert wrong == []


def test_on_a_phone_the_labels_stay_while_the_table_moves(addresses: dict[str, str], visitor: Any) -> None:
    page = visitor(width=375)
    page.goto(addresses["current"])
    box = page.get_by_role("region", name="表三 收到和处理政府信息公开申请情况")
    label = box.get_by_role("rowheader", name="1.属于国家秘密")
    before = label.bounding_box()["x"]
    box.evaluate("box => box.scrollLeft = 200")
    assert box.evaluate("box => box.scrollLeft") == 200
    assert 0 <= label.bounding_box()["x"] <= before


def test_without_scripts_an_entered_figure_leads_to_its_source_and_a_section_to_its_place(
    addresses: dict[str, str], visitor: Any
) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(addresses["earlier"])
    page.get_by_role("navigation", name="目录").get_by_role("link", name="六、其他需要报告的事项").click()
    assert page.url.endswith("#section-6")
    page.locator("td a.entered").click()
    assert page.url.endswith("#note-1")
    assert "纸质登记簿" in page.locator("#note-1").inner_text()
    page.get_by_role("link", name="查看现行版本").click()
    assert page.get_by_role("heading", name="第 2 版与第 1 版的不同").is_visible()


def test_the_package_that_a_visitor_downloads_bears_the_seal_of_the_page(
    addresses: dict[str, str], visitor: Any, tmp_path: Path
) -> None:
    page = visitor(accept_downloads=True)
    page.goto(addresses["current"])
    with page.expect_download() as download:
        page.get_by_role("link", name="封存包").click()
    saved = tmp_path / "saved.zip"
    download.value.save_as(saved)
    assert download.value.suggested_filename.endswith("年度报告（第2版）（封存包）.zip")
    assert sealed.verify(saved, seal=page.locator("p.seal").inner_text()).holds
