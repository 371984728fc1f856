"""发件箱: what acts wrote goes out once, again after a failure, and is given up with words for an administrator."""

import hashlib
import hmac
import json
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.request import outbox, sealing
from gongkai.request.actions import deciding, delivering, issuing
from gongkai.request.letters import making
from gongkai.request.models import Message
from tests.cast import Cast
from tests.disclosure.passage import TODAY, configure
from tests.disclosure.test_races import at_once, town  # noqa: F401
from tests.request import cases
from tests.request.outcomes import found_file

TO = "wang@example.com"
SECRET = "与短信平台约定的密钥"


@pytest.fixture(autouse=True)
def sending(settings: Any) -> None:
    configure(settings, mail_host="mail.example")


def waiting(cast: Cast, way: str = "email", to: str = TO, officer: Officer | None = None, **fields: Any) -> Message:
    return Message.objects.create(
        agency=cast.town,
        officer=officer,
        way=way,
        subject="政府信息公开申请〔2024〕1号：已登记",
        sealed=sealing.seal({"to": to, "text": "答复期限2024年5月31日。", "link": ""}),
        send_at=timezone.now(),
        **fields,
    )


def now() -> datetime:
    return timezone.now() + timedelta(seconds=1)


def unread(officer: Officer) -> int:
    return Officer.objects.values_list(outbox.count_unread(officer), flat=True).get(pk=officer.pk)


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send_messages(self: EmailBackend, messages: list[Any]) -> int:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


def test_a_letter_that_waits_goes_out_once(cast: Cast) -> None:
    message = waiting(cast)
    assert outbox.send_waiting(now()) == 1
    assert outbox.send_waiting(now() + timedelta(days=1)) == 0
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([TO], message.subject)
    assert (fresh(message).state, fresh(message).tries) == ("sent", 1)


def test_what_is_meant_for_later_waits_until_then(cast: Cast) -> None:
    message = waiting(cast)
    Message.objects.update(send_at=now() + timedelta(hours=2))
    assert outbox.send_waiting(now()) == 0
    assert outbox.send_waiting(now() + timedelta(hours=2)) == 1
    assert fresh(message).state == "sent"


def test_without_a_mail_server_letters_wait_and_cost_no_try(cast: Cast, settings: Any) -> None:
    configure(settings, mail_host="")
    message = waiting(cast)
    assert outbox.send_waiting(now()) == 0
    assert (fresh(message).state, fresh(message).tries) == ("waiting", 0)


def test_a_message_on_the_desk_is_never_sent_anywhere(cast: Cast) -> None:
    waiting(cast, way="desk", officer=cast.chen)
    assert outbox.send_waiting(now()) == 0 and mail.outbox == []


def test_after_a_failure_it_is_tried_again_with_growing_pauses_and_then_given_up(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = waiting(cast)
    failing(monkeypatch, ConnectionRefusedError(111, "refused"))
    pauses, at = [], now()
    for _ in range(outbox.TRIES):
        assert fresh(message).state == "waiting"
        outbox.send_waiting(at)
        pauses.append(fresh(message).send_at - at)
        at = fresh(message).send_at
    assert {round(later / sooner) for sooner, later in pairwise(pauses)} == {3}
    failed = fresh(message)
    assert failed.state == "failed" and "连不上邮件服务器" in failed.error
    assert outbox.send_waiting(at + timedelta(days=9)) == 0


def test_before_its_pause_is_over_it_is_not_tried(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    message = waiting(cast)
    failing(monkeypatch, ConnectionRefusedError(111, "refused"))
    outbox.send_waiting(now())
    outbox.send_waiting(now() + timedelta(seconds=60))
    assert fresh(message).tries == 1


def test_when_the_server_is_away_only_the_first_letter_pays_with_a_try(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        waiting(cast)
    failing(monkeypatch, smtplib.SMTPServerDisconnected())
    outbox.send_waiting(now())
    assert sorted(Message.objects.values_list("tries", flat=True)) == [0, 0, 1]


@pytest.mark.parametrize(("code", "state"), [(550, "failed"), (450, "waiting")])
def test_an_address_that_does_not_exist_is_given_up_at_once_and_a_full_one_is_not(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, code: int, state: str
) -> None:
    message = waiting(cast)
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({TO: (code, b"no")}))
    outbox.send_waiting(now())
    assert fresh(message).state == state and "对方的邮箱不收" in fresh(message).error
    assert TO not in fresh(message).error


def test_one_bad_address_holds_up_no_other_letter(cast: Cast) -> None:
    bad, good = waiting(cast, to="a@b\nBcc: c@d"), waiting(cast)
    outbox.send_waiting(now())
    assert (fresh(bad).state, fresh(good).state) == ("failed", "sent")


def test_a_process_that_dies_between_sending_and_marking_leads_to_one_further_sending(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = waiting(cast)
    monkeypatch.setattr(outbox, "_sent", lambda message_id: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        outbox.send_waiting(now())
    monkeypatch.undo()
    assert outbox.send_waiting(now()) == 0
    for _ in range(3):
        outbox.send_waiting(fresh(message).send_at)
    assert len(mail.outbox) == 2 and fresh(message).state == "sent"


def test_a_process_that_dies_before_sending_loses_nothing(cast: Cast) -> None:
    message = waiting(cast)
    assert outbox.claim(message.pk, 0, now())
    outbox.send_waiting(fresh(message).send_at)
    assert len(mail.outbox) == 1 and fresh(message).state == "sent"


def test_of_two_senders_at_the_same_moment_one_has_the_message(town: Cast) -> None:  # noqa: F811
    message = waiting(town)
    moment = now()
    answers = at_once(*[lambda: outbox.claim(message.pk, 0, moment)] * 4)
    assert sorted(answers) == [False, False, False, True]
    assert fresh(message).tries == 1


# The webhook


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers as it was told."""

    status = 200
    got: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((dict(self.headers), body))
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver(settings: Any) -> Iterator[type[Receiver]]:
    handler: type[Receiver] = type("Kept", (Receiver,), {"got": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    configure(settings, webhook_url=f"http://127.0.0.1:{server.server_port}/sms?from=gk", webhook_secret=SECRET)
    yield handler
    server.shutdown()
    server.server_close()


def test_the_webhook_gets_who_and_what_signed_so_that_it_knows_who_sent_it(
    cast: Cast, receiver: type[Receiver]
) -> None:
    message = waiting(cast, way="webhook", to="13900000000")
    assert outbox.send_waiting(now()) == 1
    [(headers, body)] = receiver.got
    assert json.loads(body) == {
        "id": message.pk,
        "to": "13900000000",
        "agency": "清水镇人民政府",
        "text": "答复期限2024年5月31日。",
    }
    signed = headers["X-Gongkai-Timestamp"].encode() + b"." + body
    assert headers["X-Gongkai-Signature"] == hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("status", [500, 302])
def test_a_webhook_that_refuses_or_leads_elsewhere_is_tried_again_and_not_followed(
    cast: Cast, receiver: type[Receiver], status: int
) -> None:
    receiver.status = status
    message = waiting(cast, way="webhook", to="13900000000")
    assert outbox.send_waiting(now()) == 0
    assert len(receiver.got) == 1
    assert fresh(message).state == "waiting" and f"（{status}）" in fresh(message).error


def test_a_webhook_that_is_away_keeps_the_message(cast: Cast, settings: Any) -> None:
    configure(settings, webhook_url="http://127.0.0.1:9/", webhook_secret=SECRET)
    message = waiting(cast, way="webhook", to="13900000000")
    outbox.send_waiting(now())
    assert fresh(message).state == "waiting" and "连不上转发接口" in fresh(message).error


# Failures in the hands of people


def test_an_administrator_sends_again_what_failed_and_nobody_else(cast: Cast) -> None:
    message = waiting(cast, state="failed", tries=8, error="连不上")
    with pytest.raises(NotYourRole):
        outbox.send_again(message.pk, by=cast.chen)
    with pytest.raises(NotYours):
        outbox.send_again(message.pk, by=cast.li)
    outbox.send_again(message.pk, by=cast.qian)
    assert outbox.send_waiting(now()) == 1
    with pytest.raises(Refused, match="没有发送失败"):
        outbox.send_again(message.pk, by=cast.qian)


def test_one_reads_ones_own_messages_and_no_others(cast: Cast) -> None:
    mine = waiting(cast, way="desk", officer=cast.chen, state="sent")
    assert unread(cast.chen) == 1
    with pytest.raises(NotYours):
        outbox.read(mine.pk, by=cast.zhou)
    outbox.read(mine.pk, by=cast.chen)
    assert unread(cast.chen) == 0 and fresh(mine).state == "seen"


def test_a_webhook_without_a_secret_is_refused_at_the_start() -> None:
    from gongkai.site.configuration import load

    with pytest.raises(Refused, match="webhook_secret"):
        load({"GONGKAI_WEBHOOK_URL": "https://sms.example/"})
    with pytest.raises(Refused, match="WEBHOOK_URL"):
        load({"GONGKAI_WEBHOOK_URL": "file:///etc/passwd", "GONGKAI_WEBHOOK_SECRET": "x"})


def test_a_reply_by_mail_goes_with_the_letter_and_what_it_provides(cast: Cast) -> None:
    case = cases.case(cast.town, handler=cast.chen, words={"email": TO})
    file = found_file(case, cast)
    given = {"provided": "以电子邮件提供。"}
    deciding.decide(
        info_request_id=case.pk,
        by=cast.chen,
        today=TODAY,
        outcome="granted.provided",
        established=given,
        files=[file.pk],
    )
    letter = deciding.submit(case.pk, by=cast.chen, today=TODAY)
    for who in (cast.zhou, cast.zhao):
        issuing.sign(letter.pk, by=who, today=TODAY)
    Message.objects.all().delete()
    delivering.send(letter.pk, by=cast.chen, today=TODAY, way="email", sent_on=TODAY)
    outbox.send_waiting(now())
    [sent] = [each for each in mail.outbox if each.attachments]
    names = [name for name, _, _ in sent.attachments]
    assert names == [f"{making.named(letter)}.pdf", file.released_name]
    assert sent.attachments[0][1].startswith(b"%PDF")


def test_who_looks_after_the_case_is_told_that_the_applicant_was_not_reached(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cases.case(cast.town, handler=cast.chen)
    waiting(cast, info_request=case)
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({TO: (550, b"no")}))
    outbox.send_waiting(now())
    [notice] = Message.objects.filter(officer=cast.chen)
    assert notice.subject == "〔2024〕1号的通知没有发到申请人" and "（550）" in notice.words["text"]
