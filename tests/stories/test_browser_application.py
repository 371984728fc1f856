"""In a browser, with scripts and without: a citizen applies, is asked to amend, amends and follows."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from gongkai.agency.models import Office
from gongkai.request.actions import amending, registering
from gongkai.request.models import InfoRequest
from tests.cast import Cast
from tests.portal.requests.applicant import NUMBER, answer
from tests.portal.requests.test_applying import photograph
from tests.portal.test_agencies import released

WIDTHS = (375, 768, 1280)


@pytest.fixture(params=[True, False], ids=["scripts", "no_scripts"])
def scripts(request: Any) -> bool:
    """Whether the browser runs scripts."""
    return bool(request.param)


@pytest.fixture
def look(scripts: bool) -> Callable[[Any, str], list[str]]:
    """look(page, name) → what is wrong with the page at any width; axe itself is a script."""
    from axe_playwright_python.sync_playwright import Axe

    def at_every_width(page: Any, name: str) -> list[str]:
        wrong = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            violations = Axe().run(page).response["violations"] if scripts else []
            wrong += [f"{name}: {each['id']} {each['nodes'][0]['html'][:120]}" for each in violations]
            if folder := os.environ.get("GONGKAI_TEST_PICTURES"):
                page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{name}: wider than {width}")
        if page.locator("h1").count() != 1:
            wrong.append(f"{name}: {page.locator('h1').count()} h1")
        return wrong

    return at_every_width


def continue_on(page: Any, word: str = "继续") -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=word, exact=True).click()


def test_a_citizen_applies_amends_and_follows(
    browser: Any,
    live_server: Any,
    people: Cast,
    scripts: bool,
    look: Callable[[Any, str], list[str]],
    tmp_path: Path,
) -> None:
    today = timezone.localdate()
    Office.objects.filter(agency=people.town).update(address="清水镇人民路1号", hours="工作日 9:00—17:30")
    released(people, "清水镇2023年低保资金发放情况公示")
    picture = tmp_path / "身份证.jpg"
    picture.write_bytes(photograph())
    context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts, bypass_csp=True)
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong: list[str] = []

    page.goto(f"/agencies/{people.town.pk}/apply/")
    wrong += look(page, "ways")
    with page.expect_navigation():
        page.get_by_role("link", name="纸质申请表").click()
    wrong += look(page, "paper")
    page.goto(f"/agencies/{people.town.pk}/apply/")
    with page.expect_navigation():
        page.get_by_role("link", name="在线申请").click()
    continue_on(page)
    page.locator("#error-summary").wait_for()
    wrong += look(page, "what, wrong")
    page.get_by_label("您需要什么信息").fill("2023年低保资金的发放情况，各村发了多少户")
    wrong += look(page, "what")
    continue_on(page)
    page.get_by_role("link", name="清水镇2023年低保资金发放情况公示").wait_for()
    wrong += look(page, "suggestions")
    continue_on(page, "不是我要的，继续申请")
    wrong += look(page, "who")
    page.get_by_label("公民个人").check()
    continue_on(page)
    page.get_by_label("姓名").fill("王秀英")
    page.get_by_label("证件号码").fill(NUMBER[:-1] + "5")
    page.locator("[name=document]").set_input_files(picture)
    continue_on(page)
    page.get_by_text("身份证明已收到").wait_for()
    wrong += look(page, "identity, wrong")
    page.get_by_label("证件号码").fill(NUMBER)
    continue_on(page)
    page.get_by_label("联系电话").fill("13900000000")
    wrong += look(page, "contact")
    continue_on(page)
    page.get_by_label("纸质").check()
    page.get_by_label("自行领取").check()
    wrong += look(page, "how")
    continue_on(page)
    wrong += look(page, "check")
    page.locator("[name=answer]").fill(answer(page.content()))
    continue_on(page, "提交申请")
    page.get_by_role("heading", name="申请已提交").wait_for()
    wrong += look(page, "receipt")
    made = InfoRequest.objects.get()
    continue_on(page, "退出查询")

    made = registering.register(
        made.pk, by=people.chen, today=today, confirmed_on=today, confirmed_how="电话", revision=made.revision
    )
    amending.ask_to_amend(
        made.pk,
        by=people.chen,
        today=today,
        what="要哪几个村的",
        why="清水镇有二十个村，所需内容不明确",
        until=today + timedelta(days=15),
    )
    page.goto("/follow/")
    wrong += look(page, "follow")
    page.get_by_label("查询码").fill(made.query_code)
    page.get_by_label("证件号码后六位").fill("000000")
    continue_on(page, "查询")
    wrong += look(page, "follow, wrong")
    page.get_by_label("证件号码后六位").fill(NUMBER[-6:])
    continue_on(page, "查询")
    page.get_by_text("请您补正", exact=True).wait_for()
    wrong += look(page, "case, to amend")
    with page.expect_download() as letter:
        page.get_by_role("link", name="补正").filter(has_text="告知书").click()
    assert Path(letter.value.path()).read_bytes().startswith(b"%PDF")
    with page.expect_navigation():
        page.get_by_role("link", name="补正申请", exact=True).click()
    wrong += look(page, "amend")
    page.get_by_label("补正的内容").fill("柳树村和石桥村")
    continue_on(page, "提交补正")
    page.get_by_text("正在办理", exact=True).wait_for()
    wrong += look(page, "case, amended")
    with page.expect_navigation():
        page.get_by_role("link", name="撤回申请").click()
    wrong += look(page, "withdraw")
    context.close()
    assert wrong == []
