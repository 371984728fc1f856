"""Two at the same moment on a dispute, a correction or a complaint: one wins, nothing is doubled, no number is lost."""

from datetime import date

from gongkai.request.actions import complaining, correcting, disputing
from gongkai.request.models import Complaint, Correction, Decision, Dispute, InfoRequest
from tests.cast import Cast
from tests.disclosure.test_races import at_once, holds, town  # noqa: F401
from tests.request import cases

DAY = date(2024, 5, 20)
WANG = {"name": "王秀英", "mobile": "13900000000"}


def register(town: Cast, case: InfoRequest | None = None, number: str = "") -> Dispute:  # noqa: F811
    return disputing.register(
        town.town.pk,
        by=town.chen,
        today=DAY,
        kind="reconsideration",
        subject="不服部分公开",
        body="柳河县人民政府",
        case_number=number,
        received_on=DAY,
        info_request_id=case.pk if case else None,
    )


def correct(town: Cast, token: str) -> str:  # noqa: F811
    made = correcting.register(
        town.town.pk,
        by=None,
        today=DAY,
        received_on=DAY,
        person=WANG,
        record="低保登记表",
        says="住址不对",
        evidence="户口簿",
        token=token,
    )
    return made.number


def test_of_two_results_one_is_told_and_the_case_is_opened_once(town: Cast) -> None:  # noqa: F811
    case = cases.case(
        town.town, handler=town.chen, state="delivered", replied_on=date(2024, 5, 6), outcome="partly_granted"
    )
    Decision.objects.create(
        info_request=case, number=1, outcome="partly_granted", made_on=DAY, effective_on=date(2024, 5, 6)
    )
    dispute = register(town, case)

    def conclude(result: str, redo_due_on: date | None = None) -> str:
        disputing.conclude(
            dispute.pk,
            by=town.chen,
            today=DAY,
            result=result,
            decided_on=DAY,
            detail="撤销",
            redo_due_on=redo_due_on,
            revision=dispute.revision,
        )
        return result

    found = at_once(lambda: conclude("corrected", date(2024, 6, 11)), lambda: conclude("corrected", date(2024, 6, 12)))
    assert sorted(found) == ["ChangedMeanwhile", "corrected"]
    assert InfoRequest.objects.get().steps.filter(kind="reopened").count() == 1
    assert holds(town)


def test_one_notice_is_registered_once_and_corrections_are_numbered_in_a_row(town: Cast) -> None:  # noqa: F811
    found = at_once(*[lambda: register(town, number="柳政复〔2024〕3号").pk] * 2)
    assert "Refused" in found
    assert Dispute.objects.count() == 1
    numbers = at_once(*[lambda token=token: correct(town, token) for token in ("a", "b", "c", "c")])
    assert sorted(set(numbers)) == ["〔2024〕1号", "〔2024〕2号", "〔2024〕3号"]
    assert Correction.objects.count() == 3


def test_a_complaint_is_ended_once(town: Cast) -> None:  # noqa: F811
    made = complaining.register(
        town.county.pk,
        by=town.he,
        today=DAY,
        received_on=DAY,
        against_id=town.town.pk,
        says="逾期没有答复",
        person=WANG,
    )

    def conclude() -> bool:
        return complaining.conclude(made.pk, by=town.he, today=DAY, result="founded", words="已督促。") is not None

    assert sorted(map(str, at_once(conclude, conclude))) == ["Refused", "True"]
    assert Complaint.objects.get().letters.count() == 1
