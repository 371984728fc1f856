"""The page of today: what waits for whom, the heaviest first, one click from its act."""

from typing import Any

import pytest

from gongkai.agency.calendars import national_calendar
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.desk.today import _of_edition
from gongkai.disclosure.actions import examining, releasing
from gongkai.disclosure.models import Channel, Edition, Item, Publication
from gongkai.screening.models import Examination
from tests.desk.desk import Desk
from tests.disclosure import passage
from tests.disclosure.passage import TODAY


def piles(page: str) -> list[str]:
    """The headings of what waits, top down."""
    words = (
        "超过公开期限",
        "快到公开期限",
        "退回待改",
        "待我审查",
        "待发布",
        "待在渠道发布",
        "目录条目空白或超期未更新",
    )
    heads = {word: page.find(f'tabindex="-1">{word} ') for word in words}
    return sorted((word for word, at in heads.items() if at >= 0), key=lambda word: heads[word])


def test_on_the_first_day_it_says_what_to_do(desk: Desk) -> None:
    page = desk.look(desk.cast.chen, "today")
    assert "先新增一条信息" in page
    assert desk.address("item_new") in page
    page = desk.look(desk.cast.zhou, "today")
    assert desk.address("item_new") not in page
    assert "经办人新增并提交审查后" in page


def test_when_nothing_waits_it_says_so(desk: Desk) -> None:
    passage.released(desk.cast)
    Publication.objects.update(state="done", on=TODAY)
    page = desk.look(desk.cast.chen, "today")
    assert "今天没有要办的事" in page


def test_the_late_come_before_the_due_and_the_returned(desk: Desk) -> None:
    passage.draft(desk.cast, title="快了", formed_on="2024-04-07")
    passage.draft(desk.cast, title="晚了", formed_on="2024-04-01")
    item = passage.submitted(desk.cast, title="退了")
    examining.return_to_handler(item.pk, by=desk.cast.zhou, today=TODAY, stage="second", reason="改标题")
    page = desk.look(desk.cast.chen, "today")
    assert piles(page) == ["超过公开期限", "快到公开期限", "退回待改"]
    assert "超期 2 个工作日" in page
    assert desk.address("item_edit", item.pk) in page


def test_who_examines_sees_the_queue_first(desk: Desk) -> None:
    passage.draft(desk.cast, title="晚了", formed_on="2024-04-01")
    item = passage.submitted(desk.cast, title="等科室", formed_on="2024-05-06")
    assert piles(desk.look(desk.cast.zhou, "today")) == ["待我审查", "超过公开期限"]
    assert piles(desk.look(desk.cast.chen, "today")) == ["超过公开期限"]
    edition = item.editions.get()
    assert desk.address("examination", edition.examination_id) in desk.look(desk.cast.zhou, "today")


def test_what_passed_waits_for_who_may_release_it(desk: Desk) -> None:
    item = passage.passed(desk.cast)
    assert piles(desk.look(desk.cast.zhao, "today"))[0] == "待发布"
    assert desk.address("item_release", item.pk) in desk.look(desk.cast.zhao, "today")
    assert "待发布" not in piles(desk.look(desk.cast.feng, "today"))


def test_a_publication_leads_to_its_record_and_an_empty_entry_to_a_new_item(desk: Desk) -> None:
    board = Channel.objects.create(agency=desk.cast.town, kind="bulletin_board", name="公告栏")
    item = passage.released(desk.cast)
    planned = Publication.objects.create(item=item, edition=item.current, channel=board, agency=desk.cast.town)
    catalogue = Catalogue.objects.create(
        agency=desk.cast.town, number=1, name="目录", made_on=TODAY, state=Catalogue.State.IN_FORCE
    )
    CatalogueEntry.objects.create(
        catalogue=catalogue, agency=desk.cast.town, code="T-1", order=1, root="20.2", level1="机构职能"
    )
    page = desk.look(desk.cast.chen, "today")
    assert desk.address("publication_record", planned.pk) in page
    assert desk.address("item_new") + "?entry=T-1" in page


def test_what_other_agencies_have_is_not_there(desk: Desk) -> None:
    passage.draft(desk.cast, title="晚了", formed_on="2024-04-01")
    Item.objects.update(agency=desk.cast.other_town)
    assert "晚了" not in desk.look(desk.cast.chen, "today")


@pytest.mark.parametrize("count", [1, 12])
def test_a_long_pile_shows_its_first_and_leads_to_all(desk: Desk, count: int) -> None:
    for number in range(count):
        passage.draft(desk.cast, title=f"晚了{number}", formed_on="2024-04-01")
    page = desk.look(desk.cast.chen, "today")
    assert ("全部 12 条" in page) is (count == 12)


def test_the_page_takes_as_many_queries_whatever_waits(desk: Desk, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        passage.draft(desk.cast, title=f"晚了{number}", formed_on="2024-04-01")
        passage.submitted(desk.cast, title=f"等{number}")
    desk.look(desk.cast.chen, "today")
    with django_assert_max_num_queries(34):
        desk.look(desk.cast.chen, "today")


def test_an_emergency_release_is_to_be_examined_by_the_sites_days_and_not_by_the_items_own(desk: Desk) -> None:

    edition = Edition(item=Item(pk=1, agency=desk.cast.town, handler=desk.cast.chen, due_on=TODAY), title="通告")
    edition.examination = Examination(pk=1, opened_on=TODAY, state=Examination.State.AFTERWARDS)
    calendar = national_calendar()
    due_on = releasing.afterwards_due_on(edition.examination, calendar)
    assert _of_edition("afterwards", edition, lambda day: 0, calendar).due_on == due_on > TODAY
    assert _of_edition("examine", edition, lambda day: 0, calendar).due_on == TODAY
