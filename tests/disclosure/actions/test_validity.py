"""Whether a document holds, and the interpretation beside it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.agency.calendars import national_calendar
from gongkai.disclosure import jobs, queries
from gongkai.disclosure.actions import releasing, validity
from gongkai.disclosure.models import Interpretation, Item
from gongkai.errors import NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import Cast
from tests.disclosure import passage
from tests.disclosure.passage import TODAY, fresh


def document(cast: Cast, **fields: object) -> Item:
    facts = {
        "kind": "normative_document",
        "document_number": "清政规〔2024〕1号",
        "validity": "valid",
        "effective_on": TODAY,
        "title": "清水镇补贴发放办法",
        **fields,
    }
    return passage.released(cast, **facts)


def interpretation(cast: Cast, **fields: object) -> Item:
    return passage.draft(cast, kind="interpretation", title="《清水镇补贴发放办法》解读", **fields)


def set_validity(cast: Cast, item: Item, **fields: object) -> Item:
    return validity.set_validity(item.pk, by=cast.chen, today=TODAY, **fields)


@pytest.mark.parametrize(("today", "state"), [(date(2024, 6, 30), "valid"), (date(2024, 7, 1), "expired")])
def test_a_document_holds_through_its_last_day(cast: Cast, today: date, state: str) -> None:
    item = document(cast, expires_on=date(2024, 6, 30))
    assert jobs.expire(today) == (state == "expired")
    item = fresh(item)
    assert (item.validity, item.state) == (state, "released")
    assert jobs.expire(today) == 0
    assert Entry.objects.filter(act="item.expired", by=None).count() == (state == "expired")


def test_what_is_withdrawn_does_not_expire(cast: Cast) -> None:
    item = document(cast, expires_on=date(2024, 6, 30))
    releasing.withdraw(item.pk, by=cast.zhao, today=TODAY, reason="有误")
    assert jobs.expire(date(2024, 7, 1)) == 0


def test_a_repealed_document_names_what_repealed_it(cast: Cast) -> None:
    item = document(cast)
    with pytest.raises(Refused, match="废止或修改它的文件"):
        set_validity(cast, item, validity="repealed")
    set_validity(cast, item, validity="repealed", note="清政规〔2024〕9号")
    assert (fresh(item).validity, fresh(item).current.number) == ("repealed", 1)


@pytest.mark.parametrize(("expires_on", "holds"), [(TODAY, True), (date(2024, 5, 5), False)])
def test_what_is_past_its_last_day_is_not_valid(cast: Cast, expires_on: date, holds: bool) -> None:
    item = document(cast)
    if holds:
        assert set_validity(cast, item, validity="valid", expires_on=expires_on).expires_on == expires_on
    else:
        with pytest.raises(Refused, match="已经过了"):
            set_validity(cast, item, validity="valid", expires_on=expires_on)


def test_a_period_of_validity_ends_after_it_begins(cast: Cast) -> None:
    with pytest.raises(Refused, match="早于生效日期"):
        set_validity(cast, document(cast), validity="expired", effective_on=TODAY, expires_on=date(2024, 5, 5))


def test_document_and_interpretation_lead_to_each_other_once(cast: Cast) -> None:
    item, explaining = document(cast), interpretation(cast)
    link = validity.link_interpretation(item.pk, explaining.pk, by=cast.chen, today=TODAY)
    assert explaining.documents.get().document == item
    with pytest.raises(Refused, match="不用再关联"):
        validity.link_interpretation(item.pk, explaining.pk, by=cast.chen, today=TODAY)
    validity.unlink(link.pk, by=cast.chen, today=TODAY, reason="关联错了")
    assert not Interpretation.objects.exists()
    acts = Entry.objects.filter(act__startswith="interpretation.").values_list("act", flat=True)
    assert list(acts) == ["interpretation.linked", "interpretation.unlinked"]


def test_only_an_interpretation_explains_and_never_itself(cast: Cast) -> None:
    item, explaining = document(cast), interpretation(cast)
    for document_id, interpretation_id, words in (
        (item.pk, item.pk, "关联到它自己"),
        (item.pk, document(cast).pk, "不是政策解读"),
        (explaining.pk, interpretation(cast).pk, "本身是政策解读"),
    ):
        with pytest.raises(Refused, match=words):
            validity.link_interpretation(document_id, interpretation_id, by=cast.chen, today=TODAY)


def test_a_link_of_another_agency_is_not_there(cast: Cast) -> None:
    link = validity.link_interpretation(document(cast).pk, interpretation(cast).pk, by=cast.chen, today=TODAY)
    with pytest.raises(NotYours):
        validity.unlink(link.pk, by=cast.li, today=TODAY, reason="x")


def test_a_document_asks_for_its_interpretation_until_the_public_has_one(cast: Cast, settings: Any) -> None:
    item, explaining = document(cast), interpretation(cast)
    calendar = national_calendar()
    assert queries.missing_interpretation(item, calendar) == date(2024, 5, 9)
    passage.configure(settings, interpretation_days=5)
    assert queries.missing_interpretation(item, calendar) == date(2024, 5, 11)
    validity.link_interpretation(item.pk, explaining.pk, by=cast.chen, today=TODAY)
    assert list(queries.unexplained(cast.town)) == [item]
    passage.released(cast, explaining)
    assert queries.missing_interpretation(item, calendar) is None
    assert list(queries.unexplained(cast.town)) == []
    assert queries.missing_interpretation(passage.released(cast), calendar) is None


def test_the_public_page_has_the_dates_as_they_were_last_set(cast: Cast, client: Client) -> None:
    item = document(cast, expires_on=date(2026, 5, 1))
    validity.set_validity(
        item.pk, by=cast.chen, today=TODAY, validity="valid", effective_on=TODAY, expires_on=date(2025, 12, 31)
    )
    page = client.get(f"/items/{item.pk}/").content.decode()
    assert "2025-12-31" in page and "2026-05-01" not in page
