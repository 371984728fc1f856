"""发件箱: sends the messages that acts wrote, each by one process, again when that failed.

A message is claimed before it is sent: its next try is put off and the try counted in one statement, so that of several
processes only one has it. What was sent is marked at once; a process that dies between sending and marking leaves the
message to its next try, and so it may come a second time, once for each such death, never more. The webhook gets the
same `id` again and can tell.
"""

import hashlib
import hmac
import http.client
import json
import logging
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, F, IntegerField, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.disclosure import files
from gongkai.errors import GongkaiError, NotYours, Refused, reason
from gongkai.request import telling
from gongkai.request.models import CaseFile, Letter, Message
from gongkai.task import timers

logger = logging.getLogger(__name__)

AT_ONCE = 200
"""Messages of one round; a minute later comes the next."""
TRIES = 8
PAUSE = timedelta(minutes=2)
"""Before the second try; each further one waits three times as long: the eighth comes about a day and a half later."""
TIMEOUT = 20
Enclosure = tuple[str, bytes, str]
"""Name, content, type."""
_SENT_BY_THIS_SITE = (Message.Way.EMAIL, Message.Way.WEBHOOK)


class NotSent(GongkaiError):
    """A message did not go out, for a reason in plain words; `for_good` where another try would end no better."""

    def __init__(self, words: str, *, for_good: bool = False) -> None:
        super().__init__(words)
        self.for_good = for_good


class Unreachable(NotSent):
    """The server itself was not reached: no other message will go this way now."""


@timers.often("request.send_messages")
def send_waiting(now: datetime) -> int:
    """发送待发的消息. How many went out."""
    ways = _open_ways()
    waiting = Message.objects.filter(state=Message.State.WAITING, send_at__lte=now, way__in=ways)
    sent = 0
    with closing(_Mail()) as mail:
        for pk, way, tries in list(waiting.order_by("send_at", "pk").values_list("pk", "way", "tries")[:AT_ONCE]):
            if way in ways and claim(pk, tries, max(now, timezone.now())):
                try:
                    _send(Message.objects.select_related("agency").get(pk=pk), mail)
                except Unreachable as failure:
                    ways.discard(way)
                    _failed(pk, failure)
                except NotSent as failure:
                    _failed(pk, failure)
                else:
                    _sent(pk)
                    sent += 1
    return sent


def claim(message_id: int, tries: int, now: datetime) -> bool:
    """Take a message for this process: whoever saw as many tries and comes second finds it taken."""
    return bool(
        Message.objects.filter(pk=message_id, state=Message.State.WAITING, tries=tries, send_at__lte=now).update(
            tries=F("tries") + 1, send_at=now + PAUSE * 3**tries
        )
    )


def _open_ways() -> set[str]:
    """The ways that this site is set up to send by."""
    ways = set()
    if settings.GONGKAI.mail_host:
        ways.add(Message.Way.EMAIL.value)
    if settings.GONGKAI.webhook_url:
        ways.add(Message.Way.WEBHOOK.value)
    return ways


def _send(message: Message, mail: "_Mail") -> None:
    try:
        words = message.words
    except Refused as refusal:
        raise NotSent("读不出收件地址：密钥文件不是写消息时用的那一个", for_good=True) from refusal
    if message.way == Message.Way.EMAIL:
        mail.send(message.subject, words["text"], words["to"], _enclosed(words))
    else:
        call_webhook(message, words)


def _enclosed(words: Mapping[str, Any]) -> list[Enclosure]:
    """What goes with a letter by e-mail: the letter itself, drawn anew from what was sealed, and the files provided."""
    found: list[Enclosure] = []
    try:
        if number := words.get("letter"):
            from gongkai.request.letters import making, rendering  # the typesetter loads where a letter goes out

            letter = Letter.objects.select_related("agency").get(pk=number)
            found.append((f"{making.named(letter)}.pdf", rendering.pdf(making.reopened(letter)), "application/pdf"))
        for each in CaseFile.objects.filter(pk__in=words.get("files", ()), is_withheld=False).order_by("pk"):
            data = files.path("case_released", each.released_hash).read_bytes()
            found.append((each.released_name, data, "application/octet-stream"))
    except (Refused, OSError) as failure:
        raise NotSent("要发的文书或文件读不出来，请改用其他方式送达", for_good=True) from failure
    return found


def _sent(message_id: int) -> None:
    Message.objects.filter(pk=message_id).update(state=Message.State.SENT, sent_at=timezone.now(), error="")


@transaction.atomic
def _failed(message_id: int, failure: NotSent) -> None:
    """Keep why a message did not go out; after the last try it waits for an administrator, and its case for a call."""
    message = Message.objects.select_related("agency", "info_request__handler", "info_request__unit").get(pk=message_id)
    message.error = str(failure)[:200]
    if failure.for_good or message.tries >= TRIES:
        message.state = Message.State.FAILED
    message.save(update_fields=["error", "state"])
    if message.state == Message.State.FAILED and message.officer_id is None and message.info_request is not None:
        telling.not_reached(message.info_request, what=message.subject, why=message.error)


# Mail


class _Mail:
    """The line to the mail server: opened with the first letter, kept for the others of a round."""

    def __init__(self) -> None:
        self._line: BaseEmailBackend | None = None

    def send(self, subject: str, text: str, to: str, enclosed: Sequence[Enclosure] = ()) -> None:
        try:
            if self._line is None:
                line = get_connection()
                line.open()
                self._line = line
            EmailMessage(subject, text, to=[to], connection=self._line, attachments=list(enclosed)).send()
        except smtplib.SMTPRecipientsRefused as refusal:
            code = next(iter(refusal.recipients.values()))[0]
            raise NotSent(f"对方的邮箱不收（{code}）：地址可能写错了", for_good=500 <= code < 600) from refusal
        except smtplib.SMTPAuthenticationError as refusal:
            self.close()
            raise Unreachable("邮件服务器不认账号或密码，请核对设置 mail_user、mail_password") from refusal
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            is_large = refusal.smtp_code == 552
            what = "附件太大，请改用其他方式送达" if is_large else "请核对设置 mail_from"
            raise NotSent(f"邮件服务器不肯发（{refusal.smtp_code}），{what}", for_good=is_large) from refusal
        except (smtplib.SMTPException, ssl.SSLError) as failure:
            self.close()
            raise Unreachable(
                f"邮件服务器答非所问（{type(failure).__name__}），请核对 mail_port、mail_tls"
            ) from failure
        except OSError as failure:
            self.close()
            raise Unreachable(f"连不上邮件服务器（{reason(failure)}），请核对 mail_host、mail_port") from failure
        except ValueError as refusal:  # an address or subject that cannot stand in a header
            raise NotSent("收件地址写得不对", for_good=True) from refusal

    def close(self) -> None:
        if self._line is not None:
            try:
                self._line.close()
            except (smtplib.SMTPException, OSError):
                logger.info("the mail server had hung up")
            self._line = None


# Webhook


def call_webhook(message: Message, words: Mapping[str, Any]) -> None:
    """POST a message to the one address that is configured; where it leads on to is not followed.

    The body is JSON; `X-Gongkai-Signature` is HMAC-SHA256 over the time in `X-Gongkai-Timestamp`, a full stop and it.
    """
    body = json.dumps(
        {"id": message.pk, "to": words["to"], "agency": str(message.agency), "text": words["text"]}, ensure_ascii=False
    ).encode()
    stamp = str(int(timezone.now().timestamp()))
    parts = urlsplit(settings.GONGKAI.webhook_url)
    connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = connect(parts.hostname or "", parts.port, timeout=TIMEOUT)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Gongkai-Timestamp": stamp,
        "X-Gongkai-Signature": sign(stamp, body),
    }
    try:
        line.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers)
        status = line.getresponse().status
    except (OSError, http.client.HTTPException) as failure:
        words_of = reason(failure) if isinstance(failure, OSError) else type(failure).__name__
        raise Unreachable(f"连不上转发接口（{words_of}），请核对设置 webhook_url") from failure
    finally:
        line.close()
    if not 200 <= status < 300:
        raise NotSent(f"转发接口没有收下（{status}）")


def sign(stamp: str, body: bytes) -> str:
    """What the receiver works out too, with the secret that only it and this site know."""
    return hmac.new(settings.GONGKAI.webhook_secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


# What people do with messages


def count_unread(officer: Officer) -> Combinable:
    """How many messages on the desk the officer has not read, as a part of a query that the frame needs anyway."""
    counted = _unread(officer).order_by().values("officer").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _unread(officer: Officer) -> QuerySet[Message]:
    return Message.objects.filter(officer=officer, way=Message.Way.DESK, state=Message.State.SENT)


def read(message_id: int, *, by: Officer) -> Message:
    """标为已读: one of one's own. Raises NotYours."""
    message = Message.objects.filter(officer=by, way=Message.Way.DESK, pk=message_id).first()
    if message is None:
        raise NotYours("没有这条消息，或者它不是给您的。")
    if message.state == Message.State.SENT:
        message.state = Message.State.SEEN
        message.save(update_fields=["state"])
    return message


def read_all(*, by: Officer) -> int:
    """全部标为已读. How many."""
    return _unread(by).update(state=Message.State.SEEN)


@transaction.atomic
def send_again(message_id: int, *, by: Officer) -> Message:
    """再发一次: a message that failed, by an administrator of its agency. Raises NotYours, NotYourRole."""
    visible = Message.objects.filter(agencies.scope(by, prefix="agency__"), way__in=_SENT_BY_THIS_SITE)
    message = visible.select_for_update(of=("self",)).select_related("agency").filter(pk=message_id).first()
    if message is None:
        raise NotYours("没有这条消息，或者您不能查看它。")
    agencies.require("message.send_again", by, message.agency)
    if message.state != Message.State.FAILED:
        raise Refused("这条消息没有发送失败，不用再发。")
    message.state, message.tries, message.error = Message.State.WAITING, 0, ""
    message.send_at = timezone.now()
    message.save(update_fields=["state", "tries", "error", "send_at"])
    return message
