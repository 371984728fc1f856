"""Letters are signed off by others than who wrote them, numbered without gaps and sealed as they went out."""

import pytest

from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request import access, sealing, signers
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.actions import deciding, extending, issuing
from gongkai.request.letters import making
from gongkai.request.models import InfoRequest, Letter, LetterSetting, Message, SignOff
from tests.cast import SINCE, Cast, officer
from tests.disclosure.passage import TODAY
from tests.disclosure.test_races import at_once, town
from tests.request import cases, outcomes

__all__ = ["town"]

AMENDMENT = {"what": "年度", "why": "没有写明年度", "until": TODAY}


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    return cases.case(cast.town, handler=cast.chen)


def amendment(case: InfoRequest, cast: Cast, **given: object) -> Letter:
    return issuing.issue(case, "amendment_notice", by=cast.chen, today=TODAY, words={**AMENDMENT, **given})


def reply(case: InfoRequest, cast: Cast) -> Letter:
    told = {"published_where": "https://www.example.gov.cn/1.html"}
    deciding.decide(
        case.pk, by=cast.chen, today=TODAY, outcome="granted.published", established=told, reason="已公开。"
    )
    return deciding.submit(case.pk, by=cast.chen, today=TODAY)


def numbers(cast: Cast) -> list[str]:
    return list(
        Letter.objects.filter(agency=cast.town).exclude(number="").order_by("pk").values_list("number", flat=True)
    )


def test_letters_are_numbered_one_after_the_other_apart_for_each_mark(case: InfoRequest, cast: Cast) -> None:
    amendment(case, cast)
    amendment(case, cast)
    issuing.issue(case, "applicant_consulting_notice", by=cast.chen, today=TODAY, words={"party": "第三方"})
    assert numbers(cast) == ["清水公开〔2024〕1号-补", "清水公开〔2024〕2号-补", "清水公开〔2024〕1号-征告"]


def test_the_agency_may_choose_the_word_of_its_numbers(case: InfoRequest, cast: Cast) -> None:
    LetterSetting.objects.create(agency=cast.town, word="清政信公")
    assert amendment(case, cast).number == "清政信公〔2024〕1号-补"


def test_a_letter_that_lacks_something_takes_no_number(case: InfoRequest, cast: Cast) -> None:
    with pytest.raises(Refused, match="缺少“内容”"):
        amendment(case, cast, what="")
    assert amendment(case, cast).number == "清水公开〔2024〕1号-补"
    assert Letter.objects.count() == 1


def test_an_issued_letter_says_the_same_for_ever(case: InfoRequest, cast: Cast) -> None:
    letter = amendment(case, cast)
    before = making.reopened(letter)
    case.applicant.tell({"name": "别人"})
    case.applicant.save()
    InfoRequest.objects.filter(pk=case.pk).update(description="改过的内容")
    LetterSetting.objects.create(agency=cast.town, signature="别的机关")
    found = making.shown(Letter.objects.get(pk=letter.pk), today=TODAY)
    assert found == before
    assert found.addressee == "王秀英"
    assert "清水公开〔2024〕1号-补" in found.text


def test_what_stands_in_a_letter_is_sealed(case: InfoRequest, cast: Cast) -> None:
    letter = amendment(case, cast)
    assert "王秀英".encode() not in bytes(letter.content)
    assert sealing.unseal(letter.content)["addressee"] == "王秀英"
    told = [str(entry.details) for entry in Entry.objects.all()]
    assert not any("王秀英" in each or "990121198001010017" in each for each in told)


def test_a_reply_waits_for_review_then_for_the_signature_and_then_takes_effect(case: InfoRequest, cast: Cast) -> None:
    letter = reply(case, cast)
    assert letter.state == Letter.State.REVIEWING
    assert not letter.number
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
    letter.refresh_from_db()
    assert letter.state == Letter.State.SIGNING
    issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
    letter.refresh_from_db()
    case.refresh_from_db()
    assert (letter.state, letter.number) == (Letter.State.ISSUED, "清水公开〔2024〕1号-告")
    assert (case.state, case.outcome, case.replied_on) == (InfoRequest.State.REPLIED, "granted.published", TODAY)


def test_who_wrote_a_letter_never_signs_it_off_nor_sends_it_back(case: InfoRequest, cast: Cast) -> None:
    letter = reply(case, cast)
    Letter.objects.filter(pk=letter.pk).update(by=cast.zhou)
    for act in (issuing.sign, issuing.send_back):
        more = {"reason": "改"} if act is issuing.send_back else {}
        with pytest.raises(Refused, match="您拟的"):
            act(letter.pk, by=cast.zhou, today=TODAY, **more)  # type: ignore[operator]


def test_who_reviewed_does_not_sign_unless_the_site_allows_it(case: InfoRequest, cast: Cast, settings: object) -> None:
    letter = reply(case, cast)
    issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
    with pytest.raises(Refused, match="已经审核过"):
        issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
    settings.GONGKAI.values["letter_people"] = 2  # type: ignore[attr-defined]
    try:
        issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
    finally:
        settings.GONGKAI.values["letter_people"] = 3  # type: ignore[attr-defined]
    letter.refresh_from_db()
    assert letter.state == Letter.State.ISSUED


def test_who_alone_can_sign_is_not_asked_to_review_where_another_can(case: InfoRequest, cast: Cast) -> None:
    letter = reply(case, cast)
    assert not Message.objects.filter(officer=cast.zhao).exists()
    assert not signers.may_sign(letter, cast.zhao) and signers.may_sign(letter, cast.zhou)
    assert signers.is_last_signer(letter, cast.zhao) and not signers.is_last_signer(letter, cast.zhou)
    assert signers.awaited(letter) == ["周明"]
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
    letter = Letter.objects.get(pk=letter.pk)
    assert signers.may_sign(letter, cast.zhao) and not signers.may_sign(letter, cast.zhou)
    assert signers.awaited(letter) == ["赵敏"]


def test_of_two_who_can_sign_either_reviews_and_one_who_stands_alone_is_warned(case: InfoRequest, cast: Cast) -> None:
    letter = reply(case, cast)
    cast.zhou.appointments.update(until_on=SINCE)
    alone = Letter.objects.get(pk=letter.pk)
    assert signers.may_sign(alone, cast.zhao) and signers.is_last_signer(alone, cast.zhao)
    wu = officer("wu", "吴刚", (cast.town, Role.SIGNER))
    two = Letter.objects.get(pk=letter.pk)
    assert signers.may_sign(two, cast.zhao) and not signers.is_last_signer(two, cast.zhao)
    assert signers.awaited(two) == ["赵敏", "吴刚"]
    issuing.sign(letter.pk, by=wu, today=TODAY)
    two = Letter.objects.get(pk=letter.pk)
    assert signers.may_sign(two, cast.zhao) and not signers.may_sign(two, wu)


def test_a_reviewer_signs_no_reply_and_a_reader_or_an_outsider_nothing(case: InfoRequest, cast: Cast) -> None:
    letter = reply(case, cast)
    for person, error in (
        (cast.feng, NotYourRole),
        (cast.chen, NotYourRole),
        (cast.li, NotYours),
        (cast.wei, NotYours),
    ):
        with pytest.raises(error):
            issuing.sign(letter.pk, by=person, today=TODAY)
    issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
    with pytest.raises(NotYourRole):
        issuing.sign(letter.pk, by=cast.zhou, today=TODAY)


def test_a_letter_sent_back_has_no_number_and_its_case_is_where_it_was(case: InfoRequest, cast: Cast) -> None:
    letter = reply(case, cast)
    with pytest.raises(Refused, match="理由"):
        issuing.send_back(letter.pk, by=cast.zhou, today=TODAY, reason=" ")
    issuing.send_back(letter.pk, by=cast.zhou, today=TODAY, reason="网址打不开")
    letter.refresh_from_db()
    case.refresh_from_db()
    assert (letter.state, letter.number) == (Letter.State.RETURNED, "")
    assert case.state == InfoRequest.State.REGISTERED
    again = deciding.submit(case.pk, by=cast.chen, today=TODAY)
    assert again.pk != letter.pk


def test_two_letters_of_a_kind_do_not_wait_at_once(case: InfoRequest, cast: Cast) -> None:
    extending.propose_extension(case.pk, by=cast.chen, today=TODAY, reason="逐村查找")
    with pytest.raises(Refused, match="在等审签"):
        extending.propose_extension(case.pk, by=cast.chen, today=TODAY, reason="逐村查找")


def test_a_page_opened_before_does_not_sign_what_was_passed_since(case: InfoRequest, cast: Cast) -> None:
    letter = reply(case, cast)
    seen = InfoRequest.objects.get(pk=case.pk).revision
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY, revision=seen)
    with pytest.raises(ChangedMeanwhile, match="周明已经审核通过"):
        issuing.sign(letter.pk, by=cast.zhao, today=TODAY, revision=seen)
    assert SignOff.objects.count() == 1


def test_who_may_sign_is_told_and_who_wrote_it_is_told_that_it_came_back(case: InfoRequest, cast: Cast) -> None:
    letter = extending.propose_extension(case.pk, by=cast.chen, today=TODAY, reason="逐村查找")
    told = set(Message.objects.values_list("officer__username", flat=True))
    assert {"zhou", "zhao"} <= told
    assert "chen" not in told
    issuing.send_back(letter.pk, by=cast.zhou, today=TODAY, reason="不必延期")
    assert Message.objects.filter(officer=cast.chen).exists()


def test_a_void_letter_keeps_its_number_and_its_reason(case: InfoRequest, cast: Cast) -> None:
    letter = amendment(case, cast)
    with pytest.raises(NotYourRole):
        issuing.void(letter.pk, by=cast.chen, today=TODAY, reason="写错了")
    with pytest.raises(Refused, match="理由"):
        issuing.void(letter.pk, by=cast.zhou, today=TODAY, reason="")
    issuing.void(letter.pk, by=cast.zhou, today=TODAY, reason="写错了")
    letter.refresh_from_db()
    assert (letter.state, letter.number, letter.void_reason) == ("void", "清水公开〔2024〕1号-补", "写错了")
    with pytest.raises(Refused, match="只有已制发"):
        issuing.void(letter.pk, by=cast.zhou, today=TODAY, reason="再来")
    assert amendment(case, cast).number == "清水公开〔2024〕2号-补"


def test_one_that_must_be_signed_off_is_never_issued_at_once_and_the_other_way_round(
    case: InfoRequest, cast: Cast
) -> None:
    with pytest.raises(ValueError, match="signed off"):
        issuing.issue(case, "extension_notice", by=cast.chen, today=TODAY, words={"reason": "查找", "days": 20})
    with pytest.raises(ValueError, match="no sign-off"):
        issuing.submit(case, "amendment_notice", by=cast.chen, today=TODAY, words=AMENDMENT)


def test_of_two_signatures_at_once_one_issues_the_letter_and_the_other_is_told(town: Cast) -> None:
    case = cases.case(town.town, handler=town.chen)
    letter = reply(case, town)
    issuing.sign(letter.pk, by=town.zhou, today=TODAY)
    seen = InfoRequest.objects.get(pk=case.pk).revision
    found = at_once(
        lambda: issuing.sign(letter.pk, by=town.zhao, today=TODAY, revision=seen).number,
        lambda: issuing.sign(letter.pk, by=town.zhao, today=TODAY, revision=seen).number,
    )
    assert sorted(found) == ["ChangedMeanwhile", "清水公开〔2024〕1号-告"]
    assert InfoRequest.objects.get(pk=case.pk).steps.filter(kind="replied").count() == 1


def test_letters_issued_at_once_are_numbered_without_gaps(town: Cast) -> None:
    held = [cases.case(town.town, handler=town.chen) for _ in range(4)]

    def act(number: int) -> str:
        from django.db import transaction

        with transaction.atomic():
            return amendment(access.lock(held[number].pk), town).number

    found = at_once(*(lambda number=number: act(number) for number in range(4)))
    assert sorted(found) == [f"清水公开〔2024〕{number}号-补" for number in range(1, 5)]


def test_every_outcome_can_be_signed_and_brings_its_case_to_its_end(cast: Cast) -> None:
    from gongkai.law.outcomes import OUTCOMES

    for code in ("unavailable.not_found", "otherwise_closed.amendment_overdue"):
        case = cases.case(cast.town, handler=cast.chen)
        told = outcomes.established(case, OUTCOMES[code], cast)
        deciding.decide(case.pk, by=cast.chen, today=TODAY, outcome=code, established=told, reason="查明。")
        letter = deciding.submit(case.pk, by=cast.chen, today=TODAY)
        issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
        issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
        case.refresh_from_db()
        assert (case.state, case.outcome) == (InfoRequest.State.REPLIED, code)
