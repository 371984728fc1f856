"""告知: who hears of which step, by which way, and what is never said."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.request import steps, telling
from gongkai.request.actions import assigning, extending, issuing
from gongkai.request.letters import kinds
from gongkai.request.models import InfoRequest, Message, NoticePreference, Step
from tests.cast import Cast, officer
from tests.disclosure.passage import configure
from tests.request.arrivals import TODAY, arrived, registered
from tests.request.cases import WANG, case

EMAIL, MOBILE = "wang@example.com", "13900000000"
K = Step.Kind


@pytest.fixture(autouse=True)
def sending(settings: Any) -> None:
    """A site that has a mail server and a webhook."""
    configure(
        settings, mail_host="mail.example", webhook_url="https://sms.example/send", webhook_secret="s", site_domain="gk"
    )


def of(way: str, who: Officer | None = None) -> list[Message]:
    return list(Message.objects.filter(way=way, officer=who).order_by("pk"))


def told(messages: list[Message]) -> list[str]:
    return [message.subject for message in messages]


def taken(cast: Cast, kind: Step.Kind, by: Officer | None = None, **fields: Any) -> InfoRequest:
    """A case of 王, who has e-mail, after a step."""
    state = fields.pop("state", InfoRequest.State.REGISTERED)
    made = case(cast.town, handler=cast.chen, words={"email": EMAIL}, state=state)
    recorded = fields.pop("recorded", {})
    Message.objects.all().delete()
    steps.take(made, kind, by=by, on=TODAY, recorded=recorded, **fields)
    return made


def test_who_applies_online_gets_the_query_code_and_who_handles_is_told_on_the_desk(cast: Cast) -> None:
    made = arrived(cast.town, None, applicant={**WANG, "email": EMAIL})
    [mail] = of("email")
    assert mail.words["to"] == EMAIL
    assert made.query_code in mail.words["text"] and "从确认之日起算" in mail.words["text"]
    [short] = of("webhook")
    assert short.words["to"] == MOBILE and made.query_code in short.words["text"]
    assert told(of("desk", cast.chen)) == [f"{made}新申请，待确认"]


def test_one_handed_in_is_told_with_its_registration_and_due_day(cast: Cast) -> None:
    made = registered(cast.town, cast.chen, applicant={**WANG, "email": EMAIL})
    [mail] = of("email")
    assert mail.subject == "政府信息公开申请〔2024〕1号：已登记"
    assert "2024年5月31日前答复" in mail.words["text"] and made.query_code in mail.words["text"]
    assert Message.objects.filter(officer__isnull=False).count() == 0


def test_without_mail_and_webhook_the_applicant_is_not_written_to_and_officers_are(cast: Cast, settings: Any) -> None:
    configure(settings, mail_host="", webhook_url="")
    arrived(cast.town, None, applicant={**WANG, "email": EMAIL})
    assert {message.way for message in Message.objects.all()} == {"desk"}


def test_an_applicant_without_email_is_reached_by_the_webhook_alone(cast: Cast) -> None:
    registered(cast.town, cast.chen)
    assert [message.way for message in Message.objects.filter(officer=None)] == ["webhook"]


@pytest.mark.parametrize(
    ("kind", "state", "details", "says"),
    [
        (
            K.AMENDMENT_ASKED,
            "registered",
            {"until": date(2024, 5, 20)},
            "请在2024年5月20日前补正；无正当理由逾期不补正的",
        ),
        (K.EXTENDED, "registered", {"days": 20}, "答复期限延长到2024年"),
        (K.CONSULTATION_BEGAN, "registered", {"key": "1", "party": "third_party"}, "不计入答复期限"),
        (K.WITHDRAWN, "registered", {}, "不再办理"),
    ],
)
def test_the_applicant_hears_of_each_step_what_follows_from_it(
    cast: Cast, kind: Step.Kind, state: str, details: dict[str, Any], says: str
) -> None:
    taken(cast, kind, by=cast.chen, state=state, **details)
    [mail] = of("email")
    assert says in mail.words["text"]


def test_of_a_reply_it_says_how_to_get_it_and_nothing_of_what_it_is(cast: Cast) -> None:
    made = taken(cast, K.REPLIED, by=cast.zhao, state="signing", recorded={"outcome": "部分公开", "letter": "1"})
    words = [message.words["text"] for message in (*of("email"), *of("webhook"))]
    assert len(words) == 2 and "邮寄到您填写的地址" in words[0]
    for text in words:
        assert "部分公开" not in text and made.title not in text


def test_of_two_consultations_at_once_the_applicant_hears_one_time(cast: Cast) -> None:
    made = taken(cast, K.CONSULTATION_BEGAN, by=cast.chen, key="1", party="third_party")
    steps.take(made, K.CONSULTATION_BEGAN, by=cast.chen, on=TODAY, key="2", party="agency")
    assert len(of("email")) == 1


def test_a_case_given_to_somebody_is_told_to_that_officer_with_a_link(cast: Cast) -> None:
    xu = officer("xu", "徐丽", (cast.town, "handler"))
    Officer.objects.filter(pk=xu.pk).update(email="xu@gov.example")
    made = registered(cast.town, cast.chen)
    assigning.assign(made.pk, by=cast.chen, today=TODAY, handler_id=xu.pk, reason="农业口的事")
    [notice] = of("desk", xu)
    assert notice.subject == "〔2024〕1号交办给您" and "陈静：农业口的事" in notice.words["text"]
    [mail] = of("email", xu)
    assert mail.words["to"] == "xu@gov.example"
    assert f"http://gk/desk/{cast.town.pk}/requests/{made.pk}/" in mail.words["text"]
    assert of("desk", cast.chen) == []


def test_who_switched_mail_at_once_off_is_told_on_the_desk_alone(cast: Cast) -> None:
    Officer.objects.filter(pk=cast.chen.pk).update(email="chen@gov.example")
    NoticePreference.objects.create(officer=cast.chen, at_once=False)
    taken(cast, K.CHASED, by=cast.zhou)
    assert told(of("desk", cast.chen)) == ["〔2024〕1号催办"]
    assert of("email", cast.chen) == []


@pytest.mark.parametrize(("by_himself", "count"), [(True, 1), (False, 0)])
def test_an_amendment_is_told_to_the_handler_only_where_it_was_the_applicant_who_sent_it(
    cast: Cast, by_himself: bool, count: int
) -> None:
    made = taken(cast, K.AMENDMENT_ASKED, by=cast.chen, until=date(2024, 5, 20))
    steps.take(made, K.AMENDED, by=None if by_himself else cast.chen, on=TODAY)
    assert len(of("desk", cast.chen)) == count


def test_a_case_that_nobody_has_is_told_to_the_members_of_its_unit_or_else_to_all_handlers(cast: Cast) -> None:
    made = taken(cast, K.OVERDUE_EXPLAINED, by=cast.chen)
    made.handler = None
    made.save()
    steps.take(made, K.CHASED, by=cast.zhou, on=TODAY)
    assert told(of("desk", cast.chen)) == ["〔2024〕1号催办"]
    xu = officer("xu", "徐丽", (cast.town, "handler"))
    made.unit = cast.town.units.create(name="农办")
    made.unit.members.add(xu)
    steps.take(made, K.CHASED, by=cast.zhou, on=TODAY)
    assert len(of("desk", xu)) == 1 and len(of("desk", cast.chen)) == 1


def test_nobody_is_told_of_what_he_did_himself(cast: Cast) -> None:
    taken(cast, K.CHASED, by=cast.chen)
    assert not Message.objects.filter(officer=cast.chen).exists()


def test_no_subject_and_no_column_of_a_message_says_who_applied(cast: Cast) -> None:
    arrived(cast.town, None, applicant={**WANG, "email": EMAIL})
    registered(cast.town, cast.chen, applicant={**WANG, "email": EMAIL})
    plain = json.dumps(list(Message.objects.values("subject", "error", "key")), ensure_ascii=False)
    sealed = b"".join(bytes(message.sealed) for message in Message.objects.all())
    for word in (WANG["name"], EMAIL, MOBILE, WANG["id_number"]):
        assert word not in plain and word.encode() not in sealed


def test_officers_are_never_told_who_applied(cast: Cast) -> None:
    arrived(cast.town, None, applicant={**WANG, "email": EMAIL})
    [notice] = of("desk", cast.chen)
    assert WANG["name"] not in str(notice.words) and MOBILE not in str(notice.words)


def test_what_is_undone_is_not_told(cast: Cast) -> None:
    class Broken(Exception): ...

    with pytest.raises(Broken), transaction.atomic():
        arrived(cast.town, None, applicant={**WANG, "email": EMAIL})
        assert Message.objects.exists()
        raise Broken
    assert not Message.objects.exists()


def test_a_letter_that_waits_is_told_to_who_may_sign_and_not_to_who_wrote_it(cast: Cast) -> None:
    made = case(cast.town, handler=cast.chen)
    letter = made.letters.create(
        agency=cast.town, kind="extension_notice", state="signing", by=cast.zhou, made_on=TODAY
    )
    telling.to_sign(letter)
    assert told(of("desk", cast.zhao)) == [f"〔2024〕1号《{kinds.by_code(letter.kind)}》待您审签"]
    assert not Message.objects.exclude(officer=cast.zhao).exists()
    telling.sent_back(letter, by=cast.zhao, reason="理由太简单")
    [notice] = of("desk", cast.zhou)
    assert "赵敏：理由太简单" in notice.words["text"]


def test_once_somebody_signed_the_letter_waits_on_no_desk_any_more(cast: Cast) -> None:
    officer("xu", "徐丽", (cast.town, "reviewer"))
    made = case(cast.town, handler=cast.chen)
    letter = extending.propose_extension(made.pk, by=cast.chen, today=TODAY, reason="需要逐村查找", days=20)
    unread = Message.objects.filter(way="desk", state="sent", subject__endswith="待您审签")
    assert unread.count() == 3
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
    assert unread.count() == 0
