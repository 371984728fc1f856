"""待办汇总: one letter a working day to who has something to do, by role; nothing where there is nothing."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.request import digest, outbox
from gongkai.request.models import Letter, Message, NoticePreference
from tests.cast import Cast, officer
from tests.disclosure.passage import configure
from tests.request.test_waiting import TODAY, put

LATE = date(2024, 4, 30)


@pytest.fixture(autouse=True)
def reached(cast: Cast, settings: Any) -> None:
    """A site that sends mail, and people who have addresses."""
    configure(settings, mail_host="mail.example", site_domain="gk", digest_hour=8)
    for who in Officer.objects.all():
        Officer.objects.filter(pk=who.pk).update(email=f"{who.username}@gov.example")


def told(today: date = TODAY) -> dict[str, str]:
    """Who gets a digest, and what stands in it."""
    digest.write_all(today)
    found = Message.objects.exclude(key="").select_related("officer")
    return {message.officer.username: message.words["text"] for message in found if message.officer}


def test_what_is_overdue_is_told_to_its_handler_and_to_who_reviews_and_signs_with_a_link(cast: Cast) -> None:
    made = put(cast, due_on=LATE)
    letters = told()
    assert sorted(letters) == ["chen", "zhao", "zhou"]
    for text in letters.values():
        assert "依申请超过答复期限（1 件）" in text and f"http://gk/desk/{cast.town.pk}/requests/{made.pk}/" in text


def test_what_is_due_soon_is_told_to_its_handler_alone(cast: Cast) -> None:
    xu = officer("xu", "徐丽", (cast.town, "handler"))
    Officer.objects.filter(pk=xu.pk).update(email="xu@gov.example")
    put(cast, due_on=TODAY)
    assert list(told()) == ["chen"]


def test_a_letter_is_told_to_who_may_sign_it(cast: Cast) -> None:
    made = put(cast)
    Letter.objects.create(
        agency=cast.town, info_request=made, kind="extension_notice", state="signing", by=cast.zhou, made_on=TODAY
    )
    letters = told()
    assert list(letters) == ["zhao"] and "待我审签的文书（1 件）" in letters["zhao"]


def test_nothing_is_written_where_nothing_waits_nor_on_days_off_nor_without_a_mail_server(
    cast: Cast, settings: Any
) -> None:
    assert told() == {}
    put(cast, due_on=LATE)
    assert told(date(2024, 5, 5)) == {}, "5月5日放假"
    configure(settings, mail_host="")
    assert told() == {}


def test_it_is_written_once_a_day_and_again_the_next(cast: Cast) -> None:
    put(cast, due_on=TODAY)
    assert [digest.write_all(day) for day in (TODAY, TODAY, TODAY + timedelta(days=1))] == [1, 0, 3]


def test_it_goes_out_at_its_hour(cast: Cast) -> None:
    put(cast, due_on=TODAY)
    digest.write_all(TODAY)
    message = Message.objects.get()
    assert timezone.localtime(message.send_at).replace(tzinfo=None) == datetime(2024, 5, 6, 8)
    assert outbox.send_waiting(message.send_at - timedelta(minutes=1)) == 0
    assert outbox.send_waiting(message.send_at) == 1
    assert mail.outbox[0].subject == "依申请公开待办 1 件（5月6日）"


@pytest.mark.parametrize(("due_on", "says"), [(LATE, "超过答复期限"), (TODAY, "")])
def test_who_switched_it_off_is_told_of_what_is_overdue_all_the_same(cast: Cast, due_on: date, says: str) -> None:
    NoticePreference.objects.create(officer=cast.chen, digest=False)
    put(cast, due_on=due_on)
    put(cast, state="replied", clock="ended")
    text = told().get("chen", "")
    assert (says in text) and ("待送达" not in text) and bool(text) == bool(says)


def test_who_left_or_has_no_address_gets_none(cast: Cast) -> None:
    put(cast, due_on=LATE)
    Officer.objects.filter(pk=cast.chen.pk).update(email="")
    Officer.objects.filter(pk=cast.zhou.pk).update(is_active=False)
    assert list(told()) == ["zhao"]


def test_no_digest_says_who_applied(cast: Cast) -> None:
    put(cast, due_on=LATE)
    assert all("王秀英" not in text and "13900000000" not in text for text in told().values())
