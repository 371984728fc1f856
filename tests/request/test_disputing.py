"""Reconsiderations and lawsuits: their terms, what refuses them, what a result brings about."""

from datetime import date
from typing import Any

import pytest

from gongkai.agency import calendars
from gongkai.agency.models import Arrangement
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.journal.trail import trail
from gongkai.request import clock, counting, disputes
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import amending, deciding, disputing, issuing
from gongkai.request.letters import making
from gongkai.request.models import Decision, Delivery, Dispute, InfoRequest, Letter, Message
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases
from tests.request.outcomes import search
from tests.request.test_recomputing import NOTICE

NOTICED = date(2024, 5, 20)
"""A Monday, two weeks after the reply; the fifth working day after it is Monday 27 May."""

ANSWER = {"answer": "本机关的答复符合规定，请予维持。"}


def replied(
    cast: Cast, outcome: str = "unavailable.needs_creation", *, on: date = TODAY, case: InfoRequest | None = None
) -> InfoRequest:
    """A case with its reply signed."""
    case = case or cases.case(cast.town, handler=cast.chen)
    told = {
        "unavailable.needs_creation": {"creation_explained": "须逐户汇总，没有现成的表。"},
        "granted.published": {"published_where": "镇政府网站“补贴”栏目"},
        "refused.process_information": {"process_kind": "minutes", "process_reason": "属于讨论记录。"},
    }
    decide(cast, case, outcome, told.get(outcome, {}), on=on)
    return InfoRequest.objects.get(pk=case.pk)


def decide(cast: Cast, case: InfoRequest, outcome: str, told: dict[str, Any], *, on: date) -> None:
    deciding.decide(
        case.pk, by=cast.chen, today=on, outcome=outcome, established=told, reason="经审查，没有现成的汇总表。"
    )
    letter = deciding.submit(case.pk, by=cast.chen, today=on)
    issuing.sign(letter.pk, by=cast.zhou, today=on)
    issuing.sign(letter.pk, by=cast.zhao, today=on)


def register(cast: Cast, case: InfoRequest | None = None, **fields: Any) -> Dispute:
    given = {
        "by": cast.chen,
        "today": NOTICED,
        "kind": "reconsideration",
        "subject": "不服无法提供的答复",
        "body": "柳河县人民政府",
        "received_on": NOTICED,
        "info_request_id": case.pk if case else None,
        **fields,
    }
    return disputing.register(cast.town.pk, **given)


@pytest.mark.parametrize(
    ("kind", "procedure", "due_on"),
    [
        ("reconsideration", "simple", date(2024, 5, 27)),
        ("reconsideration", "ordinary", date(2024, 6, 3)),
        ("lawsuit_direct", "simple", date(2024, 6, 4)),
    ],
)
def test_the_term_for_the_answer_runs_from_the_day_after_the_notice(
    cast: Cast, kind: str, procedure: str, due_on: date
) -> None:
    dispute = register(cast, replied(cast), kind=kind, procedure=procedure)
    assert dispute.reply_due_on == due_on
    assert disputes.is_confirmed(kind, procedure) == (kind == "reconsideration" and procedure == "simple")


def test_before_2024_there_was_no_simple_procedure(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有简易程序"):
        register(cast, received_on=date(2023, 12, 31))
    assert register(cast, received_on=date(2024, 1, 1)).reply_due_on == date(2024, 1, 8)
    assert register(cast, received_on=date(2023, 12, 20), procedure="ordinary").reply_due_on == date(2023, 12, 30)


def test_who_handles_is_told_at_once_by_when_the_evidence_is_due(cast: Cast) -> None:
    dispute = register(cast, replied(cast))
    told = Message.objects.get(officer=cast.chen, subject__contains="答复举证")
    assert "2024年5月27日" in told.subject
    assert "还剩 5 个工作日" in told.words["text"]
    assert told.words["link"].endswith(f"/disputes/{dispute.pk}/")


@pytest.mark.parametrize(
    ("today", "word", "left", "is_late"),
    [
        (date(2024, 5, 20), "待答复举证", 5, False),
        (date(2024, 5, 27), "待答复举证", 0, False),
        (date(2024, 5, 28), "待答复举证", -1, True),
    ],
)
def test_the_last_day_is_still_in_time(cast: Cast, today: date, word: str, left: int, is_late: bool) -> None:
    stand = disputes.stands(register(cast), today, calendars.national_calendar())
    assert (stand.word, stand.left, stand.is_late) == (word, left, is_late)


def test_the_evidence_is_what_the_case_holds_in_its_order(cast: Cast) -> None:
    case = cases.case(cast.town, handler=cast.chen)
    search(case, cast, date(2024, 4, 10))
    case = replied(cast, case=case)
    letter = case.letters.get()
    Delivery.objects.create(letter=letter, way="post", sent_on=TODAY, delivered_on=date(2024, 5, 9), proof="EMS 1")
    proofs = disputes.evidence(case)
    assert [proof.key.partition("-")[0] for proof in proofs] == ["application", "search", "letter", "delivery"]
    assert [proof.on for proof in proofs] == sorted(proof.on for proof in proofs if proof.on)
    assert not any("王秀英" in proof.name + proof.proves for proof in proofs)


def test_a_letter_that_never_went_out_is_not_offered_as_proof_that_somebody_was_told(cast: Cast) -> None:
    case = replied(cast)
    letter = case.letters.get()

    def proof() -> disputes.Proof:
        return next(each for each in disputes.evidence(case) if each.key == f"letter-{letter.pk}")

    assert "还没有登记发出" in proof().proves and not proof().is_offered
    sent = Delivery.objects.create(letter=letter, way="post", sent_on=TODAY)
    assert "还没有登记送达" in proof().proves and proof().is_offered
    Delivery.objects.filter(pk=sent.pk).update(delivered_on=TODAY)
    assert proof().proves == "作出了答复，写明了理由、依据和救济途径"


def test_a_blank_form_is_nobodys_opinion(cast: Cast) -> None:
    case = replied(cast)
    form = Letter.objects.create(
        agency=cast.town,
        info_request=case,
        kind="third_party_confirmation",
        to="third_party",
        state="issued",
        made_on=TODAY,
        issued_on=TODAY,
    )
    assert f"letter-{form.pk}" not in [proof.key for proof in disputes.evidence(case)]


@pytest.mark.parametrize(
    ("kind", "title", "who"),
    [
        ("reconsideration", "行政复议答复书", "关于申请人不服答复一案"),
        ("lawsuit_direct", "行政诉讼答辩状", "关于原告不服答复一案"),
    ],
)
def test_the_answer_speaks_to_who_reviews_and_of_who_applied(cast: Cast, kind: str, title: str, who: str) -> None:
    case = cases.case(cast.town, handler=cast.chen)
    asked = date(2024, 4, 15)
    amending.ask_to_amend(case.pk, by=cast.chen, today=asked, what="年度", why="没有写明", until=date(2024, 4, 30))
    dispute = register(cast, case, kind=kind, subject="不服答复")
    answer, listed = disputing.answer(
        dispute.pk, by=cast.chen, today=NOTICED, replied_on=NOTICED, evidence=["application"], words=ANSWER
    )
    text = making.reopened(answer).text
    assert making.reopened(answer).title == making.named(answer) == title
    assert who in text and who in making.reopened(listed).text
    assert "书面告知申请人补正" in text and "您" not in text


def test_the_answer_goes_out_with_the_evidence_that_was_chosen(cast: Cast) -> None:
    case = replied(cast)
    dispute = register(cast, case)
    keys = [proof.key for proof in disputes.evidence(case)]
    answer, listed = disputing.answer(
        dispute.pk, by=cast.chen, today=NOTICED, replied_on=NOTICED, evidence=keys[:1], words=ANSWER
    )
    assert answer.to == listed.to == "review_body"
    assert answer.number and listed.number
    assert "请予维持" in making.reopened(answer).text
    text = making.reopened(listed).text
    assert "登记记录" in text
    assert "答复书》" not in text
    dispute.refresh_from_db()
    assert dispute.replied_on == NOTICED
    with pytest.raises(Refused, match="已经在2024年5月20日答复举证"):
        disputing.answer(dispute.pk, by=cast.chen, today=NOTICED, replied_on=NOTICED, evidence=keys, words=ANSWER)


def test_an_answer_without_any_evidence_is_refused_unless_it_was_written_elsewhere(cast: Cast) -> None:
    dispute = register(cast, replied(cast))
    with pytest.raises(Refused, match="没有选任何证据"):
        disputing.answer(dispute.pk, by=cast.chen, today=NOTICED, replied_on=NOTICED, words=ANSWER)
    assert not Letter.objects.filter(dispute=dispute).exists()
    assert disputing.answer(dispute.pk, by=cast.chen, today=NOTICED, replied_on=NOTICED, makes_letters=False) == []


def test_a_dispute_about_no_case_is_answered_by_one_letter(cast: Cast) -> None:
    dispute = register(cast, subject="不服不主动公开征地补偿安排")
    [letter] = disputing.answer(dispute.pk, by=cast.chen, today=NOTICED, replied_on=NOTICED, words=ANSWER)
    assert letter.info_request is None
    assert letter.agency == cast.town


@pytest.mark.parametrize(("on", "is_late"), [(date(2024, 5, 27), False), (date(2024, 5, 28), True)])
def test_an_answer_after_its_term_is_kept_as_late(cast: Cast, on: date, is_late: bool) -> None:
    dispute = register(cast)
    disputing.answer(dispute.pk, by=cast.chen, today=on, replied_on=on, makes_letters=False)
    assert Entry.objects.get(act="dispute.answered").details["is_late"] is is_late
    assert ("超过了期限" in trail(dispute)[-1]["says"]) is is_late


@pytest.mark.parametrize("on", [date(2024, 5, 19), date(2024, 5, 22)])
def test_no_answer_before_the_notice_or_in_the_future(cast: Cast, on: date) -> None:
    dispute = register(cast)
    with pytest.raises(Refused):
        disputing.answer(dispute.pk, by=cast.chen, today=date(2024, 5, 21), replied_on=on, makes_letters=False)


def test_a_corrected_reply_opens_the_case_again_until_the_day_that_was_ordered(cast: Cast) -> None:
    case = replied(cast)
    dispute = register(cast, case)
    decided_on, until = date(2024, 6, 18), date(2024, 7, 9)
    disputing.conclude(
        dispute.pk,
        by=cast.chen,
        today=decided_on,
        result="corrected",
        decided_on=decided_on,
        detail="撤销答复，责令重新答复",
        redo_due_on=until,
    )
    case.refresh_from_db()
    assert case.state == InfoRequest.State.REGISTERED
    assert case.due_on == until
    assert case.replied_on == TODAY
    decision = Decision.objects.get(info_request=case)
    assert (decision.undone_on, decision.undone_by) == (decided_on, dispute)
    stand = disputes.stands(Dispute.objects.get(), decided_on, calendars.national_calendar())
    assert (stand.word, stand.due_on) == ("待重新答复", until)

    decide(cast, case, "granted.published", {"published_where": "镇政府网站“补贴”栏目"}, on=date(2024, 7, 1))
    dispute.refresh_from_db()
    assert dispute.redone_on == date(2024, 7, 1)
    table = counting.requests_table(cast.town, 2024)
    assert table["granted", "total"] == table["handled", "total"] == table["new", "total"] == 1
    assert counting.challenges_table(cast.town, 2024)["reconsideration", "corrected"] == 1


def test_a_result_registered_after_the_day_it_ordered_is_late_at_once(cast: Cast) -> None:
    case = replied(cast)
    dispute = register(cast, case)
    decided_on, ordered, today = date(2024, 6, 20), date(2024, 7, 10), date(2024, 7, 12)
    disputing.conclude(
        dispute.pk,
        by=cast.chen,
        today=today,
        result="corrected",
        decided_on=decided_on,
        detail="撤销原答复",
        redo_due_on=ordered,
    )
    stands = clock.stands(InfoRequest.objects.get(pk=case.pk), today=today)
    assert (stands.due and stands.due.on, stands.late_by, stands.state) == (ordered, 2, "running")
    assert stands.total == sum(step.counted for step in stands.steps) == 14


def test_a_new_reply_in_a_later_year_leaves_the_first_where_it_was_counted(cast: Cast) -> None:
    case = replied(cast)
    dispute = register(cast, case)
    day = date(2024, 12, 30)
    disputing.conclude(
        dispute.pk,
        by=cast.chen,
        today=day,
        result="corrected",
        decided_on=day,
        detail="责令重新答复",
        redo_due_on=date(2025, 1, 20),
    )
    decide(cast, case, "granted.published", {"published_where": "镇政府网站“补贴”栏目"}, on=date(2025, 1, 10))
    assert counting.requests_table(cast.town, 2024)["unavailable.needs_creation", "total"] == 1
    assert counting.requests_table(cast.town, 2025).is_nil


def test_a_result_without_an_order_leaves_the_case_as_it_is(cast: Cast) -> None:
    case = replied(cast)
    dispute = register(cast, case)
    disputing.conclude(dispute.pk, by=cast.chen, today=NOTICED, result="upheld", decided_on=NOTICED)
    case.refresh_from_db()
    assert case.state == InfoRequest.State.REPLIED
    with pytest.raises(Refused, match="已经有结果"):
        disputing.conclude(dispute.pk, by=cast.chen, today=NOTICED, result="upheld", decided_on=NOTICED)


def test_an_order_to_answer_a_case_that_nobody_answered_waits_for_its_reply(cast: Cast) -> None:
    case = cases.case(cast.town, handler=cast.chen)
    dispute = register(cast, case, subject="逾期不答复")
    assert dispute.decision is None
    disputing.conclude(
        dispute.pk,
        by=cast.chen,
        today=date(2024, 6, 18),
        result="corrected",
        decided_on=date(2024, 6, 18),
        detail="责令答复",
        redo_due_on=date(2024, 7, 9),
    )
    case.refresh_from_db()
    assert case.state == InfoRequest.State.REGISTERED
    case.overdue_reason = "检索档案用时较长"
    case.save()
    replied(cast, "granted.published", on=date(2024, 7, 9), case=case)
    dispute.refresh_from_db()
    assert dispute.redone_on == date(2024, 7, 9)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"result": "corrected", "detail": " "}, "结果是怎样的"),
        ({"result": "other", "detail": ""}, "结果是怎样的"),
        ({"result": "upheld", "redo_due_on": date(2024, 6, 30)}, "只有“结果纠正”"),
        ({"result": "corrected", "detail": "撤销", "redo_due_on": date(2024, 5, 19)}, "早于结果的日期"),
        ({"result": "upheld", "decided_on": date(2024, 5, 19)}, "早于收到通知的日期"),
        ({"result": "upheld", "decided_on": date(2024, 5, 21)}, "还没有到"),
    ],
)
def test_a_result_that_cannot_be_is_refused(cast: Cast, fields: dict[str, Any], why: str) -> None:
    dispute = register(cast, replied(cast))
    with pytest.raises(Refused, match=why):
        disputing.conclude(dispute.pk, by=cast.chen, today=NOTICED, **{"decided_on": NOTICED, **fields})
    assert Dispute.objects.get().result == ""


def test_an_order_about_no_case_is_marked_as_carried_out_by_hand(cast: Cast) -> None:
    dispute = register(cast)
    disputing.conclude(
        dispute.pk,
        by=cast.chen,
        today=NOTICED,
        result="corrected",
        decided_on=NOTICED,
        detail="责令公开",
        redo_due_on=date(2024, 6, 11),
    )
    disputing.redone(dispute.pk, by=cast.chen, today=date(2024, 6, 3), redone_on=date(2024, 6, 3))
    with pytest.raises(Refused, match="已经登记过了"):
        disputing.redone(dispute.pk, by=cast.chen, today=date(2024, 6, 3), redone_on=date(2024, 6, 3))


def test_an_order_that_a_new_reply_carries_out_is_not_marked_by_hand(cast: Cast) -> None:
    dispute = register(cast, replied(cast))
    disputing.conclude(
        dispute.pk,
        by=cast.chen,
        today=NOTICED,
        result="corrected",
        decided_on=NOTICED,
        detail="撤销",
        redo_due_on=date(2024, 6, 11),
    )
    with pytest.raises(Refused, match="新的答复签发时自动登记"):
        disputing.redone(dispute.pk, by=cast.chen, today=NOTICED, redone_on=NOTICED)
    with pytest.raises(Refused, match="不能作废"):
        disputing.void(dispute.pk, by=cast.chen, today=NOTICED, reason="重复登记")


def test_a_lawsuit_after_reconsideration_follows_one_that_has_a_result(cast: Cast) -> None:
    case = replied(cast)
    with pytest.raises(Refused, match="请选它之前的那件行政复议"):
        register(cast, case, kind="lawsuit_after_reconsideration", body="柳河县人民法院")
    before = register(cast, case)
    after = {"kind": "lawsuit_after_reconsideration", "body": "柳河县人民法院", "after_id": before.pk}
    with pytest.raises(Refused, match="不是已有结果的行政复议"):
        register(cast, case, **after)
    disputing.conclude(before.pk, by=cast.chen, today=NOTICED, result="upheld", decided_on=NOTICED)
    with pytest.raises(Refused, match="不是同一件申请"):
        register(cast, replied(cast), **after)
    lawsuit = register(cast, case, **after)
    assert lawsuit.after == before
    with pytest.raises(Refused, match="只有“复议后起诉”"):
        register(cast, case, kind="lawsuit_direct", after_id=before.pk)
    with pytest.raises(Refused, match="之后的诉讼"):
        disputing.void(before.pk, by=cast.chen, today=NOTICED, reason="重复登记")


@pytest.mark.parametrize(
    ("outcome", "effective_on", "warns"),
    [
        ("refused.third_party_rights", date(2024, 1, 1), True),
        ("refused.third_party_rights", date(2023, 12, 31), False),
        ("partly_granted", date(2024, 5, 6), True),
        ("unavailable.not_found", date(2024, 5, 6), False),
    ],
)
def test_a_lawsuit_against_a_refusal_that_goes_to_reconsideration_first_is_marked(
    cast: Cast, outcome: str, effective_on: date, warns: bool
) -> None:
    case = cases.case(cast.town, handler=cast.chen)
    decision = Decision.objects.create(
        info_request=case, number=1, outcome=outcome, made_on=effective_on, effective_on=effective_on
    )
    found = disputes.caution("lawsuit_direct", decision)
    assert (found is not None) is warns
    if found:
        assert any("行政复议法" in cite for cite in found[1])
    assert disputes.caution("reconsideration", decision) is None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"received_on": date(2024, 5, 21)}, "还没有到"),
        ({"accepted_on": date(2024, 5, 21)}, "受理的日期还没有到"),
        ({"subject": "  "}, "争议的是什么"),
        ({"body": ""}, "复议机关或法院"),
        ({"received_on": date(2024, 4, 7)}, "早于"),
    ],
)
def test_a_registration_that_cannot_be_is_refused(cast: Cast, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        register(cast, replied(cast), **fields)
    assert not Dispute.objects.exists()


def test_the_same_case_number_is_registered_once(cast: Cast) -> None:
    register(cast, case_number="柳政复〔2024〕3号")
    with pytest.raises(Refused, match="已经登记过了"):
        register(cast, case_number="柳政复〔2024〕3号")


def test_a_case_that_was_never_received_has_no_dispute(cast: Cast) -> None:
    case = cases.case(cast.town, state=InfoRequest.State.VOID)
    with pytest.raises(Refused, match="作废"):
        register(cast, case)


def test_a_procedure_that_was_changed_moves_the_term_and_keeps_both_days(cast: Cast) -> None:
    dispute = register(cast)
    disputing.change(dispute.pk, by=cast.chen, today=NOTICED, procedure="ordinary", subject="不服拒绝公开王家的地")
    dispute.refresh_from_db()
    assert dispute.reply_due_on == date(2024, 6, 3)
    said = trail(dispute)
    assert "2024年5月27日" in said[0]["says"]
    assert "由“简易程序”改为“普通程序”" in said[1]["says"]
    assert "王家" not in str(Entry.objects.get(act="dispute.changed").details)
    with pytest.raises(Refused, match="没有改动"):
        disputing.change(dispute.pk, by=cast.chen, today=NOTICED, procedure="ordinary")


def test_a_void_registration_counts_nowhere_and_refuses_every_act(cast: Cast) -> None:
    dispute = register(cast)
    assert counting.challenges_table(cast.town, 2024)["reconsideration", "pending"] == 1
    disputing.void(dispute.pk, by=cast.chen, today=NOTICED, reason="重复登记")
    assert counting.challenges_table(cast.town, 2024).is_nil
    for act in (
        lambda: disputing.void(dispute.pk, by=cast.chen, today=NOTICED, reason="再来"),
        lambda: disputing.set_hearing(dispute.pk, by=cast.chen, today=NOTICED, hearing_on=NOTICED),
        lambda: disputing.conclude(dispute.pk, by=cast.chen, today=NOTICED, result="upheld", decided_on=NOTICED),
    ):
        with pytest.raises(Refused, match="作废"):
            act()


def test_of_two_officers_one_is_told_that_somebody_acted(cast: Cast) -> None:
    dispute = register(cast)
    disputing.set_hearing(dispute.pk, by=cast.chen, today=NOTICED, hearing_on=date(2024, 6, 3), revision=0)
    with pytest.raises(ChangedMeanwhile):
        disputing.conclude(dispute.pk, by=cast.chen, today=NOTICED, result="upheld", decided_on=NOTICED, revision=0)


def test_who_does_not_handle_may_not_and_an_outsider_finds_nothing(cast: Cast) -> None:
    dispute = register(cast)
    for officer, refusal in (
        (cast.zhao, NotYourRole),
        (cast.feng, NotYourRole),
        (cast.he, NotYourRole),
        (cast.li, NotYours),
        (cast.wei, NotYours),
    ):
        with pytest.raises(refusal) as refused:
            disputing.set_hearing(dispute.pk, by=officer, today=NOTICED, hearing_on=NOTICED)
        assert type(refused.value) is refusal


def test_a_case_of_another_agency_is_not_to_be_found(cast: Cast) -> None:
    with pytest.raises(NotYours):
        register(cast, cases.case(cast.other_town))


def test_a_new_arrangement_of_holidays_moves_an_open_term(cast: Cast) -> None:
    dispute = register(cast, today=date(2027, 2, 2), received_on=date(2027, 2, 1))
    assert dispute.reply_due_on == date(2027, 2, 8)
    Arrangement.objects.create(year=2027, text=NOTICE, loaded_by=cast.qian, loaded_on=date(2027, 2, 3))
    calendars.changed(2027, cast.qian, date(2027, 2, 3))
    dispute.refresh_from_db()
    assert dispute.reply_due_on == date(2027, 2, 15)
    assert "由2027年2月8日改为2027年2月15日" in trail(dispute)[-1]["says"]


def test_no_journal_entry_of_a_dispute_names_who_applied(cast: Cast) -> None:
    case = replied(cast)
    dispute = register(cast, case)
    keys = [proof.key for proof in disputes.evidence(case)]
    disputing.answer(dispute.pk, by=cast.chen, today=NOTICED, replied_on=NOTICED, evidence=keys, words=ANSWER)
    for entry in Entry.objects.all():
        assert "王秀英" not in str(entry.details)
