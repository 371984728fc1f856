"""消息: one's own are read and followed, wishes kept, failures seen by administrators without what they say."""

from typing import Any

import pytest
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.request import sealing
from gongkai.request.models import Message, NoticePreference
from tests.desk.desk import Desk
from tests.disclosure.passage import configure


def notice(desk: Desk, officer: Officer | None, way: str = "desk", state: str = "sent", **fields: Any) -> Message:
    link = desk.address("requests")
    return Message.objects.create(
        agency=desk.cast.town,
        officer=officer,
        way=way,
        state=state,
        subject="〔2024〕1号交办给您",
        sealed=sealing.seal({"text": "请在5月20日前办完。", "link": link, "to": "wang@example.com"}),
        send_at=timezone.now(),
        **fields,
    )


def test_unread_messages_are_counted_above_every_page_and_read_where_they_lead(desk: Desk) -> None:
    message = notice(desk, desk.cast.chen)
    notice(desk, desk.cast.zhou)
    assert '<span class="tally">1<span class="unseen"> 条未读' in desk.look(desk.cast.chen, "tasks")
    assert "请在5月20日前办完。" in desk.look(desk.cast.chen, "messages")
    answer = desk.send(desk.cast.chen, "message_open", message.pk)
    assert answer["Location"] == desk.address("requests")
    assert "条未读" not in desk.look(desk.cast.chen, "tasks")
    assert desk.look(desk.cast.chen, "messages", state="unread").count("请在5月20日前办完。") == 0


def test_another_officers_message_is_not_there(desk: Desk) -> None:
    message = notice(desk, desk.cast.zhou)
    desk.send(desk.cast.chen, "message_open", message.pk, status=404)
    assert "请在5月20日前办完。" not in desk.look(desk.cast.chen, "messages")


def test_a_message_leads_nowhere_but_to_the_desk(desk: Desk) -> None:
    message = notice(desk, desk.cast.chen)
    Message.objects.update(sealed=sealing.seal({"link": "https://evil.example/"}))
    assert desk.send(desk.cast.chen, "message_open", message.pk)["Location"] == desk.address("messages")


def test_all_are_marked_read_at_once(desk: Desk) -> None:
    for _ in range(3):
        notice(desk, desk.cast.chen)
    desk.send(desk.cast.chen, "messages_read")
    assert not Message.objects.filter(state="sent").exists()


def test_wishes_about_mail_are_kept(desk: Desk, settings: Any) -> None:
    assert "没有设置邮件服务器" in desk.look(desk.cast.chen, "message_preferences")
    configure(settings, mail_host="mail.example")
    assert "没有登记电子邮箱" in desk.look(desk.cast.chen, "message_preferences")
    desk.send(desk.cast.chen, "message_preferences", digest="on")
    kept = NoticePreference.objects.get(officer=desk.cast.chen)
    assert (kept.at_once, kept.digest) == (False, True)


def test_an_administrator_sees_what_failed_without_to_whom_and_what_and_sends_it_again(desk: Desk) -> None:
    message = notice(desk, None, "email", "failed", error="对方的邮箱不收（550）：地址可能写错了", tries=1)
    page = desk.look(desk.cast.qian, "messages_sending")
    assert "对方的邮箱不收（550）" in page and "没有设置邮件服务器（mail_host）" in page
    assert "wang@example.com" not in page and "请在5月20日前办完" not in page
    desk.send(desk.cast.qian, "message_again", message.pk)
    assert Message.objects.get().state == "waiting"
    desk.look(desk.cast.chen, "messages_sending", status=403)


@pytest.mark.parametrize("count", [1, 60])
def test_the_page_takes_as_many_queries_for_many_messages(
    desk: Desk, django_assert_max_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        notice(desk, desk.cast.chen)
    desk.look(desk.cast.chen, "tasks")
    with django_assert_max_num_queries(9):
        page = desk.look(desk.cast.chen, "messages")
    assert ("第 1 / 2 页" in page) is (count == 60)
