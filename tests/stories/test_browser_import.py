"""In a browser: three hundred past releases come in from a spreadsheet and go out again; a board is photographed."""

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gongkai.disclosure.models import Channel, Item
from tests.cast import Cast
from tests.disclosure.spreadsheets import release, workbook
from tests.stories.test_browser_item import checked, follow, press

ROWS = 300


@pytest.fixture
def board(people: Cast) -> Channel:
    return Channel.objects.create(agency=people.town, kind="bulletin_board", name="镇政府公告栏")


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    """A first quarter, with one day that nobody can read."""
    start = date(2024, 1, 2)
    rows = [
        release(
            f"第{number}批惠民补贴发放公示",
            formed=start + timedelta(days=number % 80),
            released=start + timedelta(days=number % 80 + 3),
            second="公告栏" if number % 3 == 0 else "",
        )
        for number in range(1, ROWS)
    ]
    path = tmp_path / "一季度台账.xlsx"
    path.write_bytes(workbook([*rows, release("日期写错的一件", released="上个月")]))
    return path


def test_a_spreadsheet_comes_in_is_counted_and_goes_out_again(
    enter: Any, people: Cast, board: Channel, spreadsheet: Path
) -> None:
    chen = enter("chen", viewport={"width": 1280, "height": 900})
    page = chen.page
    follow(chen, "批量导入")
    checked(chen)
    page.locator("[name=file]").set_input_files(spreadsheet)
    press(chen, "读表并检查")
    page.get_by_text("1 行有错").wait_for()
    checked(chen)
    page.get_by_role("link", name="有错的").click()
    page.get_by_text("“上个月”认不出是哪一天").wait_for()
    checked(chen)

    page.get_by_role("button", name=f"导入 {ROWS - 1} 条").click()
    page.get_by_text("行有错，没有导入").wait_for()
    page.get_by_label("不导入有错的行").check()
    page.get_by_role("button", name=f"导入 {ROWS - 1} 条").click()
    page.get_by_text(f"已导入 {ROWS - 1} 条").wait_for()
    checked(chen)
    assert Item.objects.filter(state="released").count() == ROWS - 1

    page.goto(f"/desk/{people.town.pk}/counts/?year=2024")
    checked(chen)
    assert page.locator(".card-number").first.inner_text().startswith(f"{ROWS - 1}")
    row = page.get_by_role("row", name="镇政府公告栏")
    row.get_by_role("link").first.click()
    page.get_by_text("共 99 条").wait_for()
    checked(chen)

    page.goto(f"/desk/{people.town.pk}/imports/")
    follow(chen, "一季度台账.xlsx")
    follow(chen, "撤销这次导入")
    checked(chen)
    page.get_by_label("原因").fill("导错了表")
    press(chen, "撤销这次导入")
    page.get_by_text("撤销：导错了表").wait_for()
    assert not Item.objects.filter(state="released").exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_board_is_photographed_with_a_telephone(enter: Any, people: Cast, board: Channel, scripts: bool) -> None:
    chen = enter("chen", viewport={"width": 375, "height": 740}, java_script_enabled=scripts)
    page = chen.page
    photo = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(photo, "JPEG")
    page.goto(f"/desk/{people.town.pk}/quick/")
    if scripts:
        checked(chen)
    page.locator("[name=photo]").set_input_files(
        {"name": "board.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    )
    page.locator("[name=title]").fill("清水村低保对象公示")
    page.locator("[name=root]").select_option("21.8")
    page.get_by_label("已经审查并张贴").check()
    press(chen, "登记")
    page.get_by_text("已补录").wait_for()
    item = Item.objects.get()
    assert (item.state, item.publications.get().channel) == ("released", board)
    page.goto(f"/desk/{people.town.pk}/publications/{item.publications.get().pk}/")
    picture = page.get_by_alt_text("在镇政府公告栏发布的照片")
    picture.wait_for()
    if scripts:
        checked(chen)
        assert picture.evaluate("picture => picture.complete && picture.naturalWidth") == 360
