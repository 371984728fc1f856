"""交办: who has a case in hand, and who may take it or give it back."""

import pytest

from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request.access import ChangedMeanwhile, may_see_applicant
from gongkai.request.actions import arranging, assigning, extending
from gongkai.request.models import InfoRequest, Unit
from tests.cast import Cast, officer
from tests.request.arrivals import TODAY, arrived, fresh, registered


def unit(cast: Cast, *members: int, name: str = "农业农村办公室") -> Unit:
    return arranging.open_unit(cast.town.pk, by=cast.qian, today=TODAY, name=name, members=members)


def test_a_case_is_given_to_a_unit_and_claimed_by_one_of_its_members(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    xu = officer("xu", "徐丽", (cast.town, "handler"))
    office = unit(cast, xu.pk)
    assigning.assign(case.pk, by=cast.chen, today=TODAY, unit_id=office.pk)
    assert (fresh(case).unit, fresh(case).handler) == (office, None)
    assigning.claim(case.pk, by=xu, today=TODAY)
    assert (fresh(case).unit, fresh(case).handler) == (office, xu)
    with pytest.raises(Refused, match="已由徐丽承办"):
        assigning.claim(case.pk, by=xu, today=TODAY)


def test_a_member_of_a_unit_claims_no_case_of_another_and_sees_no_applicant_of_it(cast: Cast) -> None:
    xu = officer("xu", "徐丽", (cast.town, "handler"))
    unit(cast, xu.pk)
    other = unit(cast, cast.chen.pk, name="财政所")
    case = registered(cast.town, cast.chen)
    assigning.assign(case.pk, by=cast.zhou, today=TODAY, unit_id=other.pk)
    with pytest.raises(Refused, match="不在您的承办机构"):
        assigning.claim(case.pk, by=xu, today=TODAY)
    assert not may_see_applicant(fresh(case), xu)
    assert may_see_applicant(fresh(case), cast.chen)


def test_only_a_member_may_be_given_a_case_together_with_the_unit(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    office = unit(cast)
    with pytest.raises(Refused, match="不是“农业农村办公室”的成员"):
        assigning.assign(case.pk, by=cast.chen, today=TODAY, unit_id=office.pk, handler_id=cast.chen.pk)
    arranging.change_unit(office.pk, by=cast.qian, today=TODAY, name=office.name, members=[cast.chen.pk])
    assigning.assign(case.pk, by=cast.chen, today=TODAY, unit_id=office.pk, handler_id=cast.chen.pk)
    assert fresh(case).unit == office


def test_nobody_without_the_role_is_given_a_case(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    for person in (cast.feng, cast.zhao, cast.li):
        with pytest.raises(Refused, match="不是本机关的经办人"):
            assigning.assign(case.pk, by=cast.chen, today=TODAY, handler_id=person.pk)
    with pytest.raises(Refused, match="请选择"):
        assigning.assign(case.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="已经在"):
        assigning.assign(case.pk, by=cast.chen, today=TODAY, handler_id=cast.chen.pk)


def test_who_has_the_case_gives_it_back_with_a_reason_and_nobody_else(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    xu = officer("xu", "徐丽", (cast.town, "handler"))
    with pytest.raises(Refused, match="不在您手里"):
        assigning.send_back(case.pk, by=xu, today=TODAY, reason="不归我管")
    with pytest.raises(Refused, match="理由"):
        assigning.send_back(case.pk, by=cast.chen, today=TODAY, reason=" ")
    assigning.send_back(case.pk, by=cast.chen, today=TODAY, reason="应由财政所承办")
    assert (fresh(case).handler, fresh(case).unit) == (None, None)
    with pytest.raises(Refused, match="还没有交办"):
        assigning.chase(case.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="还没有交办"):
        assigning.send_back(case.pk, by=cast.chen, today=TODAY, reason="再退")


def test_a_reason_that_names_the_applicant_is_kept_without_the_name(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    assigning.chase(case.pk, by=cast.zhou, today=TODAY, reason="王秀英昨天又来电话13900000000催问")
    assert case.steps.get(kind="chased").reason == "申请人昨天又来电话申请人催问"
    assert "王秀英" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_who_may_assign_and_who_may_not(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    for person in (cast.sun, cast.qian, cast.feng, cast.he):
        with pytest.raises(NotYourRole):
            assigning.chase(case.pk, by=person, today=TODAY)
    for person in (cast.li, cast.wei):
        with pytest.raises(NotYours):
            assigning.chase(case.pk, by=person, today=TODAY)


def test_an_act_meant_for_an_older_state_of_the_case_is_told_what_happened(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    assigning.chase(case.pk, by=cast.zhou, today=TODAY, revision=case.revision)
    with pytest.raises(ChangedMeanwhile, match="催办"):
        assigning.chase(case.pk, by=cast.zhou, today=TODAY, revision=case.revision)


def test_what_changed_a_case_without_a_step_is_told_by_its_own_name(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    assigning.chase(case.pk, by=cast.zhou, today=TODAY)
    seen = fresh(case).revision
    extending.propose_extension(case.pk, by=cast.chen, today=TODAY, days=20, reason="需查阅档案")
    with pytest.raises(ChangedMeanwhile, match="陈静刚刚办了“提交审签”"):
        assigning.chase(case.pk, by=cast.zhou, today=TODAY, revision=seen)


def test_what_was_not_received_is_not_assigned(cast: Cast) -> None:
    case = arrived(cast.town, None)
    with pytest.raises(Refused, match="待确认"):
        assigning.assign(case.pk, by=cast.chen, today=TODAY, handler_id=cast.chen.pk)


def test_a_unit_with_open_cases_is_not_closed_and_a_closed_one_gets_none(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    office = unit(cast)
    assigning.assign(case.pk, by=cast.chen, today=TODAY, unit_id=office.pk)
    with pytest.raises(Refused, match="1 件申请没有办结"):
        arranging.close_unit(office.pk, by=cast.qian, today=TODAY)
    assigning.assign(case.pk, by=cast.chen, today=TODAY, handler_id=cast.chen.pk)
    arranging.close_unit(office.pk, by=cast.qian, today=TODAY, reason="机构改革")
    with pytest.raises(Refused, match="已经停用"):
        assigning.assign(case.pk, by=cast.chen, today=TODAY, unit_id=office.pk)
    with pytest.raises(Refused, match="已经有叫"):
        unit(cast)
    assert InfoRequest.objects.get().unit is None


def test_units_are_arranged_by_administrators_and_reviewers_only(cast: Cast) -> None:
    for person in (cast.chen, cast.feng, cast.he):
        with pytest.raises(NotYourRole):
            arranging.open_unit(cast.town.pk, by=person, today=TODAY, name="民政所")
    with pytest.raises(NotYours):
        arranging.close_unit(unit(cast).pk, by=cast.li, today=TODAY)
