"""An item begun and saved: filled in from its entry, never overwritten unseen, never kept twice."""

from datetime import date

import pytest

from gongkai.agency.models import Agency
from gongkai.catalogue import time_limits
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.disclosure import access, content
from gongkai.disclosure.actions import drafting, releasing
from gongkai.disclosure.actions.drafting import ChangedMeanwhile
from gongkai.disclosure.models import Item
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import BODY, TITLE, TODAY, fresh


def entry(agency: Agency, time_limit: str = "", **fields: object) -> CatalogueEntry:
    catalogue, _ = Catalogue.objects.get_or_create(
        agency=agency, number=1, defaults={"name": "目录", "state": "in_force", "made_on": TODAY}
    )
    return CatalogueEntry.objects.create(
        catalogue=catalogue,
        agency=agency,
        order=1,
        level1="耕地地力保护补贴",
        time_limit=time_limit,
        time_rules=time_limits.rules(time_limit),
        **{"code": "T-1", "root": "20.11", "elements": ["补贴对象", "补贴标准"], **fields},
    )


def save(cast: Cast, item: Item, **changes: object) -> Item:
    values = {"revision": item.revision, "title": TITLE, "body": BODY, "fields": {}, "by": cast.chen, **changes}
    return drafting.save(item.pk, today=TODAY, **values)


def test_a_new_item_takes_root_attribute_and_due_date_from_its_entry(cast: Cast) -> None:
    entry(cast.town, "信息形成或者变更之日起3个工作日内", audience="specific", audience_words="种粮农户")
    item = passage.draft(cast, root="", entry_code="T-1", formed_on=date(2024, 5, 6))
    assert (item.root, item.attribute, item.audience) == ("20.11", "active", "种粮农户")
    assert item.due_on == date(2024, 5, 9)
    assert item.due_reason["steps"]


def test_an_entry_for_requests_makes_an_item_for_requests_without_a_due_date(cast: Cast) -> None:
    entry(cast.town, mode="on_request")
    item = passage.draft(cast, entry_code="T-1")
    assert (item.attribute, item.due_on) == ("on_request", None)


def test_a_code_that_the_catalogue_does_not_have_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有编号为“T-9”的条目"):
        passage.draft(cast, entry_code="T-9")


def test_a_code_that_the_catalogue_has_lost_may_stay(cast: Cast) -> None:
    kept = entry(cast.town)
    item = passage.draft(cast, entry_code="T-1")
    kept.delete()
    assert save(cast, item, title="改了标题", fields={"entry_code": "T-1"}).entry_code == "T-1"


def test_a_form_sent_twice_starts_one_item(cast: Cast) -> None:
    first, second = (passage.draft(cast, token="a1b2") for _ in range(2))
    assert first.pk == second.pk
    assert Item.objects.count() == 1
    assert passage.draft(cast, token="c3d4").pk != first.pk


def test_the_text_is_cleaned_when_it_is_saved(cast: Cast) -> None:
    item = passage.draft(cast, body="<p onclick=x>正文</p><script>alert(1)</script>")
    assert access.under_way(item).body == "<p>正文</p>"
    save(cast, item, body="<h1>标题</h1><iframe src=x></iframe><p>正文</p>")
    assert "iframe" not in access.under_way(item).body


def test_a_save_over_anothers_loses_nothing_and_says_who(cast: Cast) -> None:
    item = passage.draft(cast)
    second = passage.drafting.start(cast.town, by=cast.chen, today=TODAY, kind="plan", title="另一条")
    assert second.revision == 1
    save(cast, item, body="<p>陈静的修改</p>")
    with pytest.raises(ChangedMeanwhile, match="陈静在") as caught:
        save(cast, item, body="<p>另一处的修改</p>")
    assert caught.value.body == "<p>陈静的修改</p>"
    assert access.under_way(item).body == "<p>陈静的修改</p>"
    save(cast, item, revision=caught.value.revision, body="<p>合并</p>")
    assert access.under_way(item).body == "<p>合并</p>"


def test_a_save_that_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    item = passage.draft(cast)
    saved = save(cast, item, fields={"summary": passage.FACTS["summary"]})
    assert saved.revision == item.revision
    assert not Entry.objects.filter(act="item.saved").exists()


def test_the_journal_says_which_fields_changed_and_never_their_words(cast: Cast) -> None:
    item = passage.draft(cast)
    save(cast, item, fields={"summary": "张三的低保金", "formed_on": date(2024, 4, 29)})
    details = Entry.objects.get(act="item.saved").details
    assert sorted(details["changed"]) == ["内容概述", "成文（生成）日期"]
    assert "张三" not in str(details)


def test_a_changed_day_moves_the_due_date(cast: Cast) -> None:
    item = passage.draft(cast)
    assert item.due_on == date(2024, 5, 28)
    assert save(cast, item, fields={"formed_on": date(2024, 4, 29)}).due_on == date(2024, 5, 29)
    assert save(cast, fresh(item), fields={"formed_on": None}).due_on is None


def test_values_that_do_not_fit_are_refused_together_and_nothing_is_saved(cast: Cast) -> None:
    item = passage.draft(cast)
    with pytest.raises(Refused) as caught:
        save(cast, item, title="长" * 301, fields={"document_number": "号" * 61, "kind": "poem"})
    assert len(caught.value.details) == 3
    assert fresh(item).revision == item.revision


def test_an_unknown_field_is_a_bug(cast: Cast) -> None:
    with pytest.raises(TypeError, match="index_number"):
        save(cast, passage.draft(cast), fields={"index_number": "1"})


def test_what_a_later_draft_says_waits_with_the_edition(cast: Cast) -> None:
    item = passage.released(cast)
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    item = fresh(item)
    save(cast, item, title="更正稿", fields={"summary": "新概述", "formed_on": date(2024, 4, 30)})
    item = fresh(item)
    drafted = content.as_drafted(item, access.under_way(item))
    assert (drafted.title, drafted.summary, drafted.formed_on) == ("更正稿", "新概述", date(2024, 4, 30))
    assert (item.title, item.summary, item.formed_on) == (TITLE, passage.FACTS["summary"], date(2024, 4, 28))


def test_what_is_public_stays_disclosed_whatever_a_draft_says(cast: Cast) -> None:
    item = passage.released(cast)
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    with pytest.raises(Refused, match="撤回"):
        save(cast, fresh(item), fields={"attribute": "withheld", "attribute_ground": "15"})


def test_discarding_a_later_draft_leaves_what_is_public(cast: Cast) -> None:
    item = passage.released(cast)
    drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")
    drafting.discard(item.pk, by=cast.chen, today=TODAY, reason="不改了")
    item = fresh(item)
    assert (item.state, item.current.number, access.under_way(item)) == ("released", 1, None)
    assert drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="再改").number == 3


def test_an_emergency_release_is_examined_before_it_is_changed(cast: Cast) -> None:
    item = passage.submitted(cast)
    releasing.release_in_emergency(item.pk, by=cast.zhao, today=TODAY, reason="暴雨红色预警")
    with pytest.raises(Refused, match="补审"):
        drafting.start_new_edition(item.pk, by=cast.chen, today=TODAY, reason="更正")


def test_a_closed_agency_starts_nothing_more(cast: Cast) -> None:
    cast.town.closed_on = TODAY
    with pytest.raises(Refused, match="撤销"):
        passage.draft(cast)


@pytest.mark.parametrize(("who", "error"), [("zhou", NotYourRole), ("li", NotYours), ("wei", NotYours)])
def test_only_the_towns_handler_starts_an_item(cast: Cast, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        drafting.start(cast.town, by=getattr(cast, who), today=TODAY, kind="plan", title=TITLE)


@pytest.mark.parametrize(("year", "fits"), [(2199, True), (2200, False), (9999, False)])
def test_a_year_that_will_not_be_is_mistyped(cast: Cast, year: int, fits: bool) -> None:
    if fits:
        assert passage.draft(cast, formed_on=date(year, 12, 31)).formed_on.year == year
        return
    with pytest.raises(Refused, match="填写不合要求") as caught:
        passage.draft(cast, formed_on=date(year, 12, 31))
    assert caught.value.details == (f"成文（生成）日期：{year}年不会有，请核对年份。",)
