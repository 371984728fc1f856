"""Opinions on a draft, from the public."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gongkai.disclosure.models import DraftConsultation, Item, Opinion
from gongkai.journal.models import Entry
from gongkai.portal.opinions import MOST_AN_HOUR
from tests.cast import Cast
from tests.portal.test_agencies import released


@pytest.fixture
def draft(cast: Cast) -> DraftConsultation:
    """A draft open for opinions today, its last day."""
    cache.clear()
    today = timezone.localdate()
    return DraftConsultation.objects.create(
        item=released(cast, "集镇管理办法（征求意见稿）"),
        explanation="为什么要订",
        how="来信或网上",
        opens_on=today - timedelta(days=30),
        closes_on=today,
    )


def send(client: Client, draft: DraftConsultation, **fields: str):  # type: ignore[no-untyped-def]
    return client.post(f"/items/{draft.item_id}/opinion/", {"text": "建议保留早市", **fields})


def test_an_opinion_is_kept_with_its_sender_and_neither_is_shown(draft: DraftConsultation, client: Client) -> None:
    response = send(client, draft, name="王小民", contact="13800000000")
    assert response["Location"] == f"/items/{draft.item_id}/opinion/sent/"
    assert "意见已收到" in client.get(response["Location"]).content.decode()
    opinion = Opinion.objects.get()
    assert (opinion.text, opinion.name, opinion.way) == ("建议保留早市", "王小民", "网上")
    page = client.get(f"/items/{draft.item_id}/").content.decode()
    assert "王小民" not in page and "建议保留早市" not in page
    entry = Entry.objects.get(act="opinion.heard")
    assert "王小民" not in str(entry.details) and entry.by is None


def test_an_empty_opinion_is_asked_for_and_what_was_typed_stays(draft: DraftConsultation, client: Client) -> None:
    text = send(client, draft, text="  ", name="王小民").content.decode()
    assert "请写下您的意见" in text and "王小民" in text and not Opinion.objects.exists()


@pytest.mark.parametrize(("opens", "closes", "kept"), [(0, 30, 1), (1, 30, 0), (-30, 0, 1), (-30, -1, 0)])
def test_opinions_come_from_the_first_day_to_the_last(
    draft: DraftConsultation, client: Client, opens: int, closes: int, kept: int
) -> None:
    today = timezone.localdate()
    DraftConsultation.objects.update(opens_on=today + timedelta(opens), closes_on=today + timedelta(closes))
    send(client, draft)
    assert Opinion.objects.count() == kept


def test_a_draft_withdrawn_or_none_takes_no_opinion(draft: DraftConsultation, client: Client) -> None:
    Item.objects.update(state="withdrawn")
    assert send(client, draft).status_code == 404
    assert client.get("/items/999999/opinion/").status_code == 404
    assert not Opinion.objects.exists()


def test_a_flood_from_one_address_is_stopped_and_machines_are_left_outside(
    draft: DraftConsultation, client: Client
) -> None:
    send(client, draft, website="https://spam.example")
    assert not Opinion.objects.exists()
    statuses = [send(client, draft).status_code for _ in range(MOST_AN_HOUR + 1)]
    assert statuses[-1] == 429 and Opinion.objects.count() == MOST_AN_HOUR - 1
