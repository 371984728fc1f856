"""In a browser: an item with an identity number in it is marked, mended, examined by three, released, taken back."""

from typing import Any

import pytest
from django.utils import timezone

from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.disclosure.models import Item
from tests.cast import Cast
from tests.stories.conftest import Person

IDENTITY = "110101199003070054"
"""Made up; its check digit is right."""
TITLE = "关于2024年耕地地力保护补贴发放情况的公示"
BODY = "清水镇2024年耕地地力保护补贴已按程序审核，现予公示。公示期间如有异议，请向镇党政综合办公室反映。"


def checked(person: Person) -> None:
    """No rule of accessibility is broken on the page the person sees, and nothing is wider than it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(person.page).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == [], person.page.url
    assert person.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), person.page.url


def fill(person: Person, body: str) -> None:
    """The form of a new item, filled in as far as needed."""
    page = person.page
    page.locator("[name=kind]").select_option("notice")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=formed_on]").fill(timezone.localdate().isoformat())
    page.locator("[name=summary]").fill("全镇耕地地力保护补贴的发放情况。")
    page.locator("[name=root]").select_option("20.11")
    write(person, body)


def write(person: Person, body: str) -> None:
    """The text, in the editor once it is there or, without scripts, in the field."""
    person.page.locator(".editor-area" if person.has_scripts else "[name=body]").fill(body)


def arrive(person: Person, place: Any) -> None:
    """Click, and wait for the page that comes: axe fails on one that is just being left."""
    with person.page.expect_navigation():
        place.click()


def press(person: Person, word: str) -> None:
    arrive(person, person.page.get_by_role("main").get_by_role("button", name=word, exact=True))


def follow(person: Person, word: str) -> None:
    arrive(person, person.page.get_by_role("link", name=word, exact=True).first)


def examine(person: Person) -> None:
    """The next stage, found in the queue and passed."""
    arrive(person, person.page.locator(".rail a[href$='/screening/']"))
    checked(person)
    arrive(person, person.page.get_by_role("link", name=TITLE))
    checked(person)
    arrive(person, person.page.get_by_role("button", name="通过", exact=True))
    person.page.get_by_text("已通过").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_an_item_goes_from_the_township_to_the_public_and_back(people: Cast, enter: Any, scripts: bool) -> None:
    chen = enter("chen", java_script_enabled=scripts)
    if scripts:
        checked(chen)
    follow(chen, "新增信息")
    fill(chen, f"{BODY}领取人身份证号{IDENTITY}。")
    if scripts:
        chen.page.get_by_role("complementary").get_by_text("身份证号不得公开").wait_for()
        assert not Item.objects.exists()
    press(chen, "保存")
    chen.page.get_by_text("已保存").wait_for()
    assert chen.page.get_by_text("身份证号").count()
    if scripts:
        checked(chen)
        assert chen.page.locator(".editor-area .marked").filter(has_text=IDENTITY).count() == 1
        chen.page.locator("aside a[data-mark]").first.click()
        assert chen.page.evaluate("getSelection().toString()") == IDENTITY

    press(chen, "保存并提交审查")
    chen.page.get_by_text("现在还不能提交").wait_for()
    if scripts:
        checked(chen)
    follow(chen, "回去修改")
    write(chen, BODY)
    press(chen, "保存并提交审查")
    if scripts:
        checked(chen)
    press(chen, "提交审查")
    chen.page.get_by_text("已提交审查").wait_for()
    if scripts:
        checked(chen)

    for username in ("zhou", "sun", "zhao"):
        reader = enter(username)
        examine(reader)
    item = Item.objects.get()
    assert item.state == Item.State.PASSED

    chen.page.reload()
    follow(chen, "发布")
    if scripts:
        checked(chen)
    press(chen, "发布")
    chen.page.get_by_text("已公开。").wait_for()
    if scripts:
        checked(chen)
    public = reader.context.new_page()
    assert public.goto(f"/items/{item.pk}/").status == 200
    assert public.get_by_text(BODY).count()

    reader.page.goto(f"/desk/{people.town.pk}/items/{item.pk}/")
    follow(reader, "撤回")
    checked(reader)
    reader.page.get_by_label("撤回的原因").fill("名单有误，更正后重新公示。")
    press(reader, "撤回")
    reader.page.get_by_text("已撤回。").wait_for()
    assert public.reload().status == 410
    assert public.get_by_text("名单有误，更正后重新公示。").count()


def test_what_one_typed_stays_when_a_colleague_saved_first(people: Cast, enter: Any) -> None:
    chen, colleague = enter("chen"), enter("chen")
    follow(chen, "新增信息")
    fill(chen, BODY)
    press(chen, "保存")
    chen.page.get_by_text("已保存").wait_for()
    colleague.page.goto(chen.page.url)
    write(colleague, "同事改过的正文。")
    press(colleague, "保存")
    colleague.page.get_by_text("已保存").wait_for()
    write(chen, "我改过的正文。")
    press(chen, "保存")
    chen.page.get_by_role("heading", name="没有办成").wait_for()
    checked(chen)
    assert chen.page.get_by_text("同事改过的正文。").count()
    assert chen.page.locator(".editor-area").inner_text().strip() == "我改过的正文。"
    press(chen, "保存")
    chen.page.get_by_text("已保存").wait_for()
    assert "我改过的正文。" in Item.objects.get().editions.get().body


def test_an_entry_of_the_catalogue_is_found_by_its_words(people: Cast, enter: Any) -> None:
    catalogue = Catalogue.objects.create(
        agency=people.town, number=1, name="目录", made_on=timezone.localdate(), state=Catalogue.State.IN_FORCE
    )
    for number, level1 in enumerate(("耕地地力保护补贴", "农机购置补贴", "机构职能")):
        CatalogueEntry.objects.create(
            catalogue=catalogue,
            agency=people.town,
            code=f"T-{number}",
            order=number,
            root="20.11",
            domain="涉农补贴" if number < 2 else "通用",
            level1=level1,
        )
    chen = enter("chen")
    follow(chen, "新增信息")
    chen.page.locator("[name=entry_words]").fill("补贴 农机")
    offered = chen.page.locator("[name=entry_code] option")
    assert offered.all_inner_texts() == ["未选", "农机购置补贴"]
    chen.page.locator("[name=entry_words]").fill("")
    assert offered.all_inner_texts() == ["未选", "耕地地力保护补贴", "农机购置补贴", "机构职能"]


def tab_to(person: Person, selector: str) -> None:
    """Go on with the Tab key until the focus is there."""
    for _ in range(200):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key never comes to {selector}")


def test_the_way_to_the_public_can_be_gone_with_the_keyboard_alone(people: Cast, enter: Any) -> None:
    chen = enter("chen")
    keys = chen.page.keyboard
    tab_to(chen, f"a[href='/desk/{people.town.pk}/items/new/']")
    keys.press("Enter")
    chen.page.wait_for_url("**/items/new/")
    tab_to(chen, "[name=kind]")
    for _ in range(5):
        keys.press("ArrowDown")
    assert chen.page.locator("[name=kind]").input_value() == "notice"
    tab_to(chen, "[name=title]")
    keys.type(TITLE)
    tab_to(chen, "[name=formed_on]")
    keys.type(timezone.localdate().strftime("%m%d%Y"))
    tab_to(chen, "[name=summary]")
    keys.type("补贴发放情况。")
    tab_to(chen, ".editor-area")
    keys.type(BODY)
    tab_to(chen, "[name=root]")
    keys.type("20.11")
    tab_to(chen, "button[value=submit]")
    keys.press("Enter")
    chen.page.wait_for_url("**/submit/")
    tab_to(chen, "main button[type=submit]")
    keys.press("Enter")
    chen.page.get_by_text("已提交审查").wait_for()

    zhou = enter("zhou")
    zhou.page.goto(f"/desk/{people.town.pk}/screening/")
    zhou.page.keyboard.press("j")
    zhou.page.keyboard.press("Enter")
    zhou.page.wait_for_url("**/screening/*/")
    tab_to(zhou, "aside button.primary")
    zhou.page.keyboard.press("Enter")
    zhou.page.get_by_text("已通过").wait_for()
    assert Item.objects.get().editions.get().examination.next_stage == "secrecy"
