"""登记: the day of receipt of every channel, the number, the clock; what is missing keeps nothing out."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import arranging, arriving, registering
from gongkai.request.models import InfoRequest, Letter
from gongkai.request.queries import missing
from tests.cast import Cast
from tests.request.arrivals import FIRM, TODAY, WANG, arrived, at, fresh, given, registered

FRIDAY = date(2024, 4, 26)
MONDAY = date(2024, 4, 29)

CASES: list[tuple[str, dict[str, Any], dict[str, Any], date]] = [
    ("当面提交之日", {"channel": "in_person", "arrived_on": FRIDAY, "submitted_at": at(FRIDAY)}, {}, FRIDAY),
    ("口头代填之日", {"channel": "oral", "arrived_on": FRIDAY, "submitted_at": at(FRIDAY)}, {}, FRIDAY),
    (
        "收发室签收之日，不是转到工作机构之日",
        {"channel": "registered_post", "submitted_at": at(date(2024, 4, 24)), "signed_for_on": FRIDAY},
        {},
        FRIDAY,
    ),
    (
        "平信联系上申请人之日，不是收信之日",
        {"channel": "ordinary_post", "arrived_on": FRIDAY, "submitted_at": at(FRIDAY)},
        {"confirmed_on": MONDAY, "confirmed_how": "电话"},
        MONDAY,
    ),
    (
        "传真双方确认之日",
        {"channel": "fax", "arrived_on": FRIDAY, "submitted_at": at(FRIDAY)},
        {"confirmed_on": FRIDAY, "confirmed_how": "电话"},
        FRIDAY,
    ),
    (
        "网上提交，双方确认之日",
        {"channel": "internet", "arrived_on": FRIDAY, "submitted_at": at(FRIDAY, 23)},
        {"confirmed_on": MONDAY, "confirmed_how": "回复邮件"},
        MONDAY,
    ),
]


@pytest.mark.parametrize(("came", "confirmed", "on"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_day_of_receipt_is_that_of_the_channel(
    cast: Cast, came: dict[str, Any], confirmed: dict[str, Any], on: date
) -> None:
    case = arrived(cast.town, cast.chen, **came)
    assert (case.state, case.received_on, case.clock) == ("to_confirm", None, "not_started")
    case = registering.register(case.pk, by=cast.chen, today=TODAY, **confirmed)
    assert (case.received_on, case.state, case.clock) == (on, "registered", "running")
    assert case.due_on == registering.term(on, today=TODAY).due.on  # type: ignore[union-attr]
    assert "第三十一条" in str(case.steps.get(kind="received").details["cites"])


@pytest.mark.parametrize("channel", ["ordinary_post", "fax", "internet"])
def test_what_must_be_confirmed_is_not_registered_before(cast: Cast, channel: str) -> None:
    case = arrived(cast.town, cast.chen, channel=channel)
    with pytest.raises(Refused, match="收到日还定不下来") as refusal:
        registering.register(case.pk, by=cast.chen, today=TODAY)
    assert refusal.value.cites
    with pytest.raises(Refused, match="怎样与申请人确认"):
        registering.register(case.pk, by=cast.chen, today=TODAY, confirmed_on=TODAY)
    with pytest.raises(Refused, match="早于提交日期"):
        registering.register(
            case.pk, by=cast.chen, today=TODAY, confirmed_on=TODAY - timedelta(days=1), confirmed_how="电话"
        )
    assert fresh(case).state == "to_confirm"


def test_post_without_the_day_it_was_signed_for_waits_for_it(cast: Cast) -> None:
    case = arrived(cast.town, cast.chen, channel="registered_post")
    with pytest.raises(Refused, match="签收"):
        registering.register(case.pk, by=cast.chen, today=TODAY)
    case = registering.register(case.pk, by=cast.chen, today=TODAY, signed_for_on=TODAY)
    assert case.received_on == TODAY


def test_a_day_changed_by_hand_needs_a_reason_that_the_journal_keeps(cast: Cast) -> None:
    case = arrived(cast.town, cast.chen, channel="in_person")
    with pytest.raises(Refused, match="不一致的理由"):
        registering.register(case.pk, by=cast.chen, today=TODAY, received_on=FRIDAY)
    with pytest.raises(Refused, match="晚于今天"):
        registering.register(
            case.pk, by=cast.chen, today=TODAY, received_on=TODAY + timedelta(days=1), received_reason="笔误"
        )
    case = registering.register(
        case.pk, by=cast.chen, today=TODAY, received_on=FRIDAY, received_reason="窗口当日收下，今天才转来"
    )
    assert case.received_on == FRIDAY
    entry = Entry.objects.get(act="request.received")
    assert entry.details["reason"] == "窗口当日收下，今天才转来"
    assert case.steps.get(kind="received").details["by_rule"] == TODAY.isoformat()


def test_the_number_is_of_the_year_of_receipt(cast: Cast) -> None:
    new_year = date(2024, 1, 2)
    late = registered(
        cast.town, cast.chen, today=new_year, arrived_on=date(2023, 12, 29), submitted_at=at(date(2023, 12, 29))
    )
    assert late.number == "〔2023〕1号"
    assert [registered(cast.town, cast.chen, today=new_year).number for _ in range(2)] == ["〔2024〕1号", "〔2024〕2号"]
    assert registered(cast.other_town, cast.li, today=new_year).number == "〔2024〕1号"


def test_nothing_that_is_missing_keeps_a_request_out(cast: Cast) -> None:
    case = registered(cast.town, cast.chen, applicant={}, description="")
    assert (case.state, case.title) == ("registered", "（没有写明所需信息）")
    lacking = missing(case, case.applicant.words, on=TODAY)
    assert len(lacking) == 4
    complete = {**WANG, "id_number": "110101199003070038"}
    assert missing(registered(cast.town, cast.chen), complete, on=TODAY) == []
    wrong = {**WANG, "id_number": "110101199003070031"}
    assert "核对原件" in missing(registered(cast.town, cast.chen), wrong, on=TODAY)[0]


def test_an_organisation_is_known_by_its_credit_code(cast: Cast) -> None:
    case = registered(cast.town, cast.chen, applicant=FIRM, kind="business")
    assert missing(case, FIRM, on=TODAY) == []
    assert "校验位" in missing(case, {**FIRM, "credit_code": FIRM["credit_code"][:-1] + "0"}, on=TODAY)[0]
    assert "统一社会信用代码" in missing(case, {**FIRM, "credit_code": ""}, on=TODAY)[0]


def test_who_registers_has_the_case_in_hand_and_the_applicant_gets_a_receipt(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    assert case.handler == cast.chen
    assert Letter.objects.get(info_request=case).kind == "registration_receipt"


def test_an_applicant_who_cannot_be_reached_starts_no_term_until_contact_is_back(cast: Cast) -> None:
    case = arrived(cast.town, cast.chen, today=FRIDAY, channel="ordinary_post")
    arriving.contact(case.pk, by=cast.chen, today=FRIDAY, how="电话", result="无人接听")
    case = arriving.unreached(case.pk, by=cast.chen, today=MONDAY, reason="两次拨打均为空号")
    assert (case.state, case.clock, case.due_on) == ("unreached", "not_started", None)
    with pytest.raises(Refused, match="待联络"):
        arriving.unreached(case.pk, by=cast.chen, today=MONDAY, reason="再打还是空号")
    arriving.contact(case.pk, by=cast.chen, today=TODAY, how="电话", result="申请人来电")
    case = registering.register(case.pk, by=cast.chen, today=TODAY, confirmed_on=TODAY, confirmed_how="申请人来电")
    assert case.received_on == TODAY


def test_a_form_sent_twice_makes_one_case(cast: Cast) -> None:
    first = registered(cast.town, cast.chen, token="一次")
    assert registered(cast.town, cast.chen, token="一次") == first
    assert InfoRequest.objects.count() == 1
    assert registered(cast.other_town, cast.li, token="一次") != first


def test_a_registered_request_is_not_registered_again(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    with pytest.raises(Refused, match="办理中"):
        registering.register(case.pk, by=cast.chen, today=TODAY)
    waiting = arrived(cast.town, None)
    arriving.contact(waiting.pk, by=cast.chen, today=TODAY, how="电话", result="无人接听")
    with pytest.raises(ChangedMeanwhile):
        arriving.contact(waiting.pk, by=cast.chen, today=TODAY, how="电话", result="无人接听", revision=0)


def test_only_handlers_of_the_agency_register(cast: Cast) -> None:
    waiting = arrived(cast.town, None)
    for person in (cast.zhou, cast.zhao, cast.feng, cast.he):
        with pytest.raises(NotYourRole):
            registered(cast.town, person)
    for person in (cast.li, cast.wei):
        with pytest.raises(NotYours):
            arriving.contact(waiting.pk, by=person, today=TODAY, how="电话", result="无人接听")


def test_a_closed_channel_takes_nothing_from_the_public(cast: Cast) -> None:
    arranging.arrange_channel(cast.town.pk, "internet", by=cast.qian, today=TODAY, is_open=False, note="")
    with pytest.raises(Refused, match="没有开通"):
        arrived(cast.town, None)
    assert arrived(cast.town, cast.chen).state == "to_confirm"


def test_days_to_come_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="晚于今天"):
        registered(cast.town, cast.chen, arrived_on=TODAY + timedelta(days=1))


def test_the_line_of_a_list_the_journal_and_the_steps_never_say_who_applied(cast: Cast) -> None:
    told = f"王秀英（{WANG['id_number']}，{WANG['mobile']}）申请清水镇补贴明细"
    case = registered(cast.town, cast.chen, description=told, title="")
    assert case.title == "申请人（申请人，＊＊＊）申请清水镇补贴明细"
    kept = str(list(Entry.objects.values_list("details", flat=True))) + str(
        list(case.steps.values_list("details", "reason"))
    )
    for words in WANG.values():
        assert words not in kept
        assert words not in case.title
    assert bytes(case.applicant.sealed).find(WANG["name"].encode()) == -1


def test_the_title_is_the_beginning_of_the_description_at_most_forty_characters(cast: Cast) -> None:
    assert registered(cast.town, cast.chen, description="字" * 40).title == "字" * 40
    assert registered(cast.town, cast.chen, description="字" * 41).title == "字" * 39 + "…"
    assert registered(cast.town, cast.chen, **{**given(), "title": "低保名册"}).title == "低保名册"
