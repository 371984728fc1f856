"""Complaints and corrections of one's own record: registered apart, ended with a letter, counted in no table."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from gongkai.agency.models import Agency
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request import access, counting, erasing
from gongkai.request.actions import complaining, correcting
from gongkai.request.letters import making
from gongkai.request.models import Complaint, Correction, Message
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases

WANG = {"name": "王秀英", "mobile": "13900000000", "id_number": "990121198001010017"}


def correct(cast: Cast, **fields: Any) -> Correction:
    given = {
        "by": cast.chen,
        "today": TODAY,
        "received_on": TODAY,
        "person": WANG,
        "record": "2019年低保登记表中的住址",
        "says": "应为柳树村，写成了柳林村",
        "evidence": "户口簿",
        **fields,
    }
    return correcting.register(cast.town.pk, **given)


def complain(cast: Cast, agency: Agency | None = None, **fields: Any) -> Complaint:
    given = {
        "by": cast.he,
        "today": TODAY,
        "received_on": TODAY,
        "against_id": cast.town.pk,
        "says": "逾期没有答复",
        "person": WANG,
        **fields,
    }
    return complaining.register((agency or cast.county).pk, **given)


def test_a_correction_has_a_number_of_its_own_and_counts_in_no_table(cast: Cast) -> None:
    cases.case(cast.town, received_on=TODAY)
    assert [str(correct(cast)), str(correct(cast))] == ["〔2024〕1号", "〔2024〕2号"]
    assert counting.requests_table(cast.town, 2024)["new", "total"] == 1


def test_a_correction_ends_with_a_letter_to_who_asked(cast: Cast) -> None:
    made = correct(cast)
    letter = correcting.conclude(
        made.pk, by=cast.chen, today=date(2024, 5, 8), result="corrected", words="已按户口簿更正。"
    )
    assert letter is not None
    text = making.reopened(letter).text
    assert "王秀英" in text and "已按户口簿更正" in text and "第四十一条" in text
    made.refresh_from_db()
    assert (made.result, made.closed_on, made.told_on) == ("corrected", date(2024, 5, 8), date(2024, 5, 8))
    for act in (
        lambda: correcting.conclude(made.pk, by=cast.chen, today=TODAY, result="kept", words="再办"),
        lambda: correcting.void(made.pk, by=cast.chen, today=TODAY, reason="重复"),
        lambda: correcting.take(made.pk, by=cast.chen, today=TODAY),
    ):
        with pytest.raises(Refused, match="已经在2024年5月8日办结"):
            act()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"person": {"mobile": "13900000000"}}, "姓名"),
        ({"person": {"name": "王秀英"}}, "联系方式"),
        ({"record": " "}, "哪一条记录"),
        ({"says": ""}, "怎样不准确"),
        ({"evidence": ""}, "证据"),
        ({"received_on": date(2024, 5, 7)}, "还没有到"),
    ],
)
def test_a_correction_that_lacks_something_is_refused_and_takes_no_number(
    cast: Cast, fields: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        correct(cast, **fields)
    assert str(correct(cast)) == "〔2024〕1号"


def test_the_same_form_sent_twice_makes_one(cast: Cast) -> None:
    assert correct(cast, by=None, token="a") == correct(cast, by=None, token="a")
    assert complain(cast, by=None, token="a") == complain(cast, by=None, token="a")
    assert (Correction.objects.count(), Complaint.objects.count()) == (1, 1)
    assert correct(cast, token="b").number == "〔2024〕2号"


def test_who_handles_hears_of_what_came_online_and_takes_it_in_hand(cast: Cast) -> None:
    made = correct(cast, by=None)
    assert Message.objects.get(officer=cast.chen).subject == "网上收到更正申请〔2024〕1号"
    assert correcting.take(made.pk, by=cast.chen, today=TODAY).handler == cast.chen
    with pytest.raises(Refused, match="已经在您手上"):
        correcting.take(made.pk, by=cast.chen, today=TODAY)
    complain(cast, by=None)
    assert Message.objects.get(officer=cast.he).subject == "网上收到投诉举报〔2024〕1号"


def test_a_complaint_goes_to_the_agency_above_and_ends_with_a_letter(cast: Cast) -> None:
    assert complaining.dealt_with_by(cast.town) == cast.county
    assert complaining.dealt_with_by(cast.county) == cast.county
    made = complain(cast, info_request_id=cases.case(cast.town).pk)
    letter = complaining.conclude(
        made.pk, by=cast.he, today=date(2024, 5, 8), result="founded", words="已督促限期答复。"
    )
    assert letter is not None and letter.agency == cast.county
    text = making.reopened(letter).text
    assert "王秀英" in text and "清水镇人民政府" in text and "已督促限期答复" in text


def test_nobody_is_told_of_a_complaint_without_a_name(cast: Cast) -> None:
    made = complain(cast, person={})
    with pytest.raises(Refused, match="没有留姓名"):
        complaining.conclude(made.pk, by=cast.he, today=TODAY, result="unfounded", words="不属实")
    assert (
        complaining.conclude(made.pk, by=cast.he, today=TODAY, result="unfounded", words="不属实", makes_letter=False)
        is None
    )
    assert Complaint.objects.get().told_on is None


def test_an_agency_deals_only_with_complaints_against_its_own_tree(cast: Cast) -> None:
    with pytest.raises(Refused, match="无权处理"):
        complain(cast, by=cast.chen, agency=cast.town, against_id=cast.other_town.pk)
    assert complain(cast, by=cast.chen, agency=cast.town).against == cast.town
    with pytest.raises(NotYours):
        complain(cast, info_request_id=cases.case(cast.other_town).pk)


def test_who_asks_is_seen_only_by_who_deals_with_it(cast: Cast) -> None:
    correction, complaint = correct(cast), complain(cast)
    assert access.may_see_corrector(correction, cast.chen)
    assert not access.may_see_corrector(correction, cast.feng)
    assert not access.may_see_corrector(correction, cast.he)
    assert access.may_see_complainant(complaint, cast.he)
    own = complain(cast, by=cast.chen, agency=cast.town)
    assert access.may_see_complainant(own, cast.chen)
    assert not access.may_see_complainant(own, cast.he)


def test_those_complained_of_and_outsiders_find_nothing(cast: Cast) -> None:
    correction, complaint = correct(cast), complain(cast)
    for officer in (*cast.town_people, cast.li, cast.wei):
        with pytest.raises(NotYours):
            complaining.take(complaint.pk, by=officer, today=TODAY)
    for officer, refusal in ((cast.zhao, NotYourRole), (cast.feng, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(refusal) as refused:
            correcting.take(correction.pk, by=officer, today=TODAY)
        assert type(refused.value) is refusal


def test_the_journal_names_nobody(cast: Cast) -> None:
    correcting.conclude(correct(cast).pk, by=cast.chen, today=TODAY, result="kept", words="记录准确")
    complaining.conclude(complain(cast).pk, by=cast.he, today=TODAY, result="partly", words="部分属实")
    assert Entry.objects.count() >= 4
    for entry in Entry.objects.all():
        assert not any(value in str(entry.details) for value in WANG.values())


def test_complaints_of_a_year_by_result_and_still_open(cast: Cast) -> None:
    for received_on, closed_on, result in (
        (date(2023, 12, 31), date(2024, 1, 1), "founded"),
        (date(2024, 1, 1), date(2024, 12, 31), "unfounded"),
        (date(2024, 12, 31), date(2025, 1, 1), "founded"),
        (date(2025, 1, 1), None, ""),
    ):
        made = complain(cast, today=received_on, received_on=received_on)
        Complaint.objects.filter(pk=made.pk).update(closed_on=closed_on, result=result)
    void = complain(cast)
    complaining.void(void.pk, by=cast.he, today=TODAY, reason="重复登记")
    found = counting.complaints(cast.county, 2024)
    assert (found.received, found.ended, found.pending) == (2, {"founded": 1, "unfounded": 1}, 1)
    assert counting.complaints(cast.town, 2024).received == 0


@pytest.mark.parametrize(
    ("years", "today", "erased"),
    [("30", date(2054, 12, 31), 0), ("30", date(2055, 1, 1), 2), ("permanent", date(2155, 1, 1), 0)],
)
def test_who_asked_is_forgotten_when_the_term_is_over(
    cast: Cast, years: str, today: date, erased: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.GONGKAI.values, "dossier_years", years)  # type: ignore[attr-defined]
    correction, complaint = correct(cast), complain(cast)
    correcting.conclude(correction.pk, by=cast.chen, today=TODAY, result="kept", words="记录准确")
    complaining.conclude(complaint.pk, by=cast.he, today=TODAY, result="founded", words="已督促")
    correct(cast)
    assert erasing.erase_persons(today) == erased
    correction.refresh_from_db()
    complaint.refresh_from_db()
    assert bool(correction.words) is bool(complaint.words) is not bool(erased)
    assert bool(correction.letters.get().content) is not bool(erased)
    assert erasing.erase_persons(today) == 0
