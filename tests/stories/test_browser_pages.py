"""In a browser: every page on which items are written, examined and released, at its desk and on a phone."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.disclosure.actions import attaching, consulting, consulting_public, drafting
from gongkai.disclosure.models import Channel, Item
from gongkai.screening.models import StaffingException
from tests.cast import Cast
from tests.desk.items.test_attachments import workbook
from tests.disclosure import passage
from tests.disclosure.passage import TODAY


def furnished(people: Cast) -> dict[str, Item]:
    """A township with an item in every state that pages tell apart."""
    Channel.objects.create(agency=people.town, kind="bulletin_board", name="政务公开栏")
    StaffingException.objects.create(
        agency=people.town,
        stages=["second", "secrecy"],
        reason="只有三人在岗",
        from_on=TODAY,
        until_on=TODAY,
        granted_by=people.he,
        granted_on=TODAY,
    )
    draft = passage.draft(people, body=f"{passage.BODY}<p>身份证号110101199003070054，电话13800138000</p>")
    attaching.attach(
        draft.pk,
        by=people.chen,
        today=TODAY,
        file=SimpleUploadedFile("名单.xlsx", workbook(hidden=True)),
        name="名单.xlsx",
    )
    consulting.consult(draft.pk, by=people.chen, today=TODAY, consulted="县农业农村局", question="标准是否一致")
    released = passage.released(people, title="已公开的方案")
    consultation = consulting_public.open_consultation(
        released.pk,
        by=people.chen,
        today=TODAY,
        explanation="说明",
        how="来信",
        opens_on=TODAY,
        closes_on=TODAY.replace(month=7),
    )
    consulting_public.record_opinion(
        consultation.pk, by=people.chen, today=TODAY, text="建议提高标准", way="来信", received_on=TODAY
    )
    drafting.start_new_edition(released.pk, by=people.chen, today=TODAY, reason="更正")
    changed = passage.fresh(released)
    drafting.save(
        released.pk,
        by=people.chen,
        today=TODAY,
        revision=changed.revision,
        title=changed.title,
        body=passage.BODY.replace("落实", "做好"),
        fields={},
    )
    return {
        "draft": draft,
        "submitted": passage.submitted(people, released),
        "passed": passage.passed(people, title="待发布的方案"),
    }


def addresses(people: Cast, items: dict[str, Item]) -> list[tuple[str, str]]:
    """Who looks at what."""
    desk = f"/desk/{people.town.pk}/"
    draft, submitted, passed = (f"{desk}items/{items[name].pk}/" for name in ("draft", "submitted", "passed"))
    [examination] = items["submitted"].editions.filter(state="in_screening").values_list("examination", flat=True)
    read = f"{desk}screening/{examination}/"
    edition = items["submitted"].editions.get(number=1).pk
    return [
        ("chen", desk),
        ("chen", f"{desk}items/"),
        ("chen", f"{desk}items/?root=20.11&columns=title&columns=state&columns=channels"),
        ("chen", f"{desk}items/?q=没有"),
        ("chen", f"{desk}items/new/"),
        ("chen", draft),
        ("chen", f"{draft}edit/"),
        ("chen", f"{draft}submit/"),
        ("chen", f"{draft}discard/"),
        ("chen", f"{draft}consult/"),
        ("chen", f"{draft}link/"),
        ("chen", f"{draft}preview/"),
        ("chen", submitted),
        ("chen", f"{submitted}editions/{edition}/"),
        ("chen", f"{submitted}validity/"),
        ("chen", f"{submitted}opinions/"),
        ("chen", f"{submitted}opinions/new/"),
        ("chen", f"{passed}release/"),
        ("chen", f"{desk}items/release/?item={items['passed'].pk}&item={items['draft'].pk}"),
        ("zhou", desk),
        ("zhou", f"{desk}screening/"),
        ("zhou", read),
        ("zhou", f"{read}return/"),
        ("zhou", f"{read}refuse/"),
        ("sun", read),
        ("zhao", f"{submitted}withdraw/"),
        ("zhao", f"{draft}emergency/"),
        ("zhao", f"{desk}screening/exceptions/"),
        ("zhao", f"{desk}screening/exceptions/new/"),
    ]


@pytest.mark.parametrize("width", [375, 1280])
def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_the_screen(
    people: Cast, enter: Any, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    items = furnished(people)
    inside: dict[str, Any] = {}
    wrong: list[str] = []
    for username, address in addresses(people, items):
        if username not in inside:
            inside[username] = enter(username, viewport={"width": width, "height": 900})
        page = inside[username].page
        answer = page.goto(address)
        if answer.status != 200:
            wrong.append(f"{address}: {answer.status}")
        for violation in Axe().run(page).response["violations"]:
            wrong.append(f"{address}: {violation['id']} {violation['nodes'][0]['html'][:120]}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{address}: wider than {width}")
        if page.locator("h1").count() != 1:
            wrong.append(f"{address}: {page.locator('h1').count()} h1")
    assert wrong == []
