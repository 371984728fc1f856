"""作废、更正、合并: what becomes of registrations that were wrong, double, or belong together."""

from datetime import date

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request.actions import arranging, assigning, extending, merging, voiding
from gongkai.request.models import InfoRequest
from tests.cast import Cast, officer
from tests.request.arrivals import TODAY, WANG, arrived, at, fresh, registered

OTHER = {**WANG, "name": "李四", "id_number": "110101199003070046"}


def test_a_void_registration_keeps_its_number_and_the_next_goes_on(cast: Cast) -> None:
    first, second = registered(cast.town, cast.chen), registered(cast.town, cast.chen)
    void = voiding.void(second.pk, by=cast.zhou, today=TODAY, reason="同一封信登记了两次", duplicate_of=first.pk)
    assert (void.state, void.number) == ("void", "〔2024〕2号")
    assert registered(cast.town, cast.chen).number == "〔2024〕3号"
    assert Entry.objects.get(act="request.voided").details["duplicate_of"] == "〔2024〕1号"
    with pytest.raises(Refused, match="登记作废"):
        voiding.void(second.pk, by=cast.zhou, today=TODAY, reason="再作废")


def test_what_was_replied_to_and_is_being_redone_is_not_void_and_keeps_its_day_of_receipt(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    InfoRequest.objects.filter(pk=case.pk).update(replied_on=TODAY)
    with pytest.raises(Refused, match="年报已经计入"):
        voiding.void(case.pk, by=cast.zhou, today=TODAY, reason="误登记")
    with pytest.raises(Refused, match="收到日不能再改"):
        voiding.correct(case.pk, by=cast.zhou, today=TODAY, reason="抄错", received_on=date(2024, 4, 29))


def test_letters_that_wait_for_a_sign_off_go_with_a_void_case(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    extending.propose_extension(case.pk, by=cast.chen, today=TODAY, days=20, reason="需查阅档案")
    voiding.void(case.pk, by=cast.zhou, today=TODAY, reason="误登记")
    assert not case.letters.exclude(state__in=("issued", "void")).exists()


def test_who_registered_does_not_make_it_void(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    for person in (cast.chen, cast.feng, cast.he):
        with pytest.raises(NotYourRole):
            voiding.void(case.pk, by=person, today=TODAY, reason="误登记")
        with pytest.raises(NotYourRole):
            voiding.correct(case.pk, by=person, today=TODAY, reason="误登记", title="别的")
    with pytest.raises(NotYours):
        voiding.void(case.pk, by=cast.li, today=TODAY, reason="误登记")


def test_a_corrected_day_moves_receipt_and_due_and_both_days_are_in_the_journal(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    before = case.due_on
    case = voiding.correct(
        case.pk,
        by=cast.zhou,
        today=TODAY,
        reason="提交日期抄错",
        submitted_at=at(date(2024, 4, 29)),
        arrived_on=date(2024, 4, 29),
    )
    assert case.received_on == date(2024, 4, 29)
    assert before is not None and case.due_on is not None and case.due_on < before
    changes = Entry.objects.get(act="request.corrected").details["changes"]
    assert ["收到日期", "2024-05-06", "2024-04-29"] in changes


def test_a_receipt_before_the_arrival_or_the_submission_is_refused(cast: Cast) -> None:
    case = registered(cast.town, cast.chen, today=date(2024, 5, 6))
    with pytest.raises(Refused, match="早于提交或寄出日期2024-05-06"):
        voiding.correct(case.pk, by=cast.zhou, today=TODAY, reason="看错", received_on=date(2024, 5, 5))
    with pytest.raises(Refused, match="早于到件日期2024-05-06"):
        voiding.correct(case.pk, by=cast.zhou, today=TODAY, reason="看错", submitted_at=at(date(2024, 5, 5)))
    on = date(2024, 5, 5)
    moved = voiding.correct(
        case.pk, by=cast.zhou, today=TODAY, reason="看错", submitted_at=at(on), arrived_on=on, received_on=on
    )
    assert moved.received_on == on


def test_what_was_signed_for_reached_the_office_later(cast: Cast) -> None:
    case = registered(
        cast.town,
        cast.chen,
        channel="registered_post",
        submitted_at=at(date(2024, 4, 28)),
        signed_for_on=date(2024, 4, 30),
    )
    moved = voiding.correct(case.pk, by=cast.zhou, today=TODAY, reason="看错", signed_for_on=date(2024, 4, 29))
    assert (moved.received_on, moved.arrived_on) == (date(2024, 4, 29), TODAY)


def test_of_a_corrected_applicant_the_journal_tells_only_which_words_changed(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    case = voiding.correct(
        case.pk, by=cast.zhou, today=TODAY, reason="李四的电话抄错", applicant={**OTHER, "mobile": "13911112222"}
    )
    assert fresh(case).applicant.words["name"] == "李四"
    entry = Entry.objects.get(act="request.corrected")
    assert entry.details["identity"] == ["姓名或名称", "证件号码", "联系电话"]
    told = str(list(Entry.objects.values_list("details", flat=True))) + str(
        list(case.steps.values("reason", "details"))
    )
    assert not [words for words in (*OTHER.values(), "13911112222") if words in told and words != OTHER["id_kind"]]


def test_a_description_that_changed_is_not_repeated_in_the_journal(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    voiding.correct(case.pk, by=cast.zhou, today=TODAY, reason="抄漏一句", description="另有张三的低保档案")
    assert "张三" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_a_correction_that_changes_nothing_is_refused(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    with pytest.raises(Refused, match="没有改动"):
        voiding.correct(case.pk, by=cast.zhou, today=TODAY, reason="看看", title=case.title)
    waiting = arrived(cast.town, None)
    assert voiding.correct(waiting.pk, by=cast.zhou, today=TODAY, reason="选错", way="email").way == "email"


def test_requests_of_one_applicant_are_merged_counted_apart_and_parted(cast: Cast) -> None:
    first, second = registered(cast.town, cast.chen), registered(cast.town, cast.chen)
    merged = merging.merge(second.pk, into=first.pk, by=cast.chen, today=TODAY)
    assert (merged.merged_into, merged.state, merged.number) == (first, "registered", "〔2024〕2号")
    with pytest.raises(Refused, match="已经与"):
        merging.merge(second.pk, into=first.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="不能先作废"):
        voiding.void(first.pk, by=cast.zhou, today=TODAY, reason="误登记")
    third = registered(cast.town, cast.chen)
    with pytest.raises(Refused, match="并到那一件"):
        merging.merge(third.pk, into=second.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="反过来"):
        merging.merge(first.pk, into=third.pk, by=cast.chen, today=TODAY)
    assert merging.part(second.pk, by=cast.chen, today=TODAY).merged_into is None
    with pytest.raises(Refused, match="没有与别的"):
        merging.part(second.pk, by=cast.chen, today=TODAY)


def test_requests_of_different_applicants_or_agencies_are_not_merged(cast: Cast) -> None:
    mine = registered(cast.town, cast.chen)
    with pytest.raises(Refused, match="不是同一个申请人"):
        merging.merge(registered(cast.town, cast.chen, applicant=OTHER).pk, into=mine.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="它自己"):
        merging.merge(mine.pk, into=mine.pk, by=cast.chen, today=TODAY)
    with pytest.raises(NotYours):
        merging.merge(mine.pk, into=registered(cast.other_town, cast.li).pk, by=cast.chen, today=TODAY)
    nobody = [registered(cast.town, cast.chen, applicant={}) for _ in range(2)]
    with pytest.raises(Refused, match="不是同一个申请人"):
        merging.merge(nobody[0].pk, into=nobody[1].pk, by=cast.chen, today=TODAY)


def test_who_may_not_see_the_applicant_does_not_merge(cast: Cast) -> None:
    xu = officer("xu", "徐丽", (cast.town, "handler"))
    arranging.open_unit(cast.town.pk, by=cast.qian, today=TODAY, name="财政所", members=[xu.pk])
    first, second = registered(cast.town, cast.chen), registered(cast.town, cast.chen)
    assigning.assign(second.pk, by=cast.chen, today=TODAY, handler_id=xu.pk)
    with pytest.raises(NotYours, match="身份"):
        merging.merge(second.pk, into=first.pk, by=xu, today=TODAY)
    assert not InfoRequest.objects.exclude(merged_into=None).exists()
