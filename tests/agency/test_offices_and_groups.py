"""工作机构 with its elements; leading groups whose members come and go."""

from datetime import date, timedelta

import pytest

from gongkai.agency.actions import leading_groups, offices
from gongkai.agency.models import LeadingGroup, Membership, Office
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import Cast

DAY = date(2024, 5, 6)
FULL = {
    "name": "党政综合办公室",
    "address": "人民路1号",
    "hours": "工作日 8:30—12:00",
    "telephone": "0990-1234567",
    "fax": "无",
    "internet_contact": "qingshui@liuhe.example",
}


def test_what_the_guide_must_publish_and_is_not_there_is_named(cast: Cast) -> None:
    office = Office.objects.get(agency=cast.town)
    assert offices.missing(office) == ["办公地址", "办公时间", "传真号码", "互联网联系方式"]
    assert len(offices.missing(None)) == 6


def test_a_full_office_lacks_nothing_and_says_when_it_changed(cast: Cast) -> None:
    office = offices.change(cast.town.pk, by=cast.qian, today=DAY, **FULL)
    assert offices.missing(office) == []
    assert office.changed_on == DAY
    assert Entry.objects.get(act="office.changed").agency == cast.town
    offices.change(cast.town.pk, by=cast.qian, today=DAY + timedelta(days=1), **FULL)
    office.refresh_from_db()
    assert office.changed_on == DAY


def test_only_the_administrator_changes_the_office(cast: Cast) -> None:
    with pytest.raises(NotYourRole):
        offices.change(cast.town.pk, by=cast.chen, today=DAY, **FULL)
    with pytest.raises(NotYours):
        offices.change(cast.town.pk, by=cast.li, today=DAY, **FULL)


@pytest.fixture
def group(cast: Cast) -> LeadingGroup:
    return leading_groups.set_up(
        cast.town.pk,
        by=cast.qian,
        today=DAY,
        name="政务公开领导小组",
        document_number="清政发〔2024〕3号",
        set_up_on=DAY,
    )


def joined(cast: Cast, group: LeadingGroup, name: str = "赵敏", on: date = DAY) -> Membership:
    return leading_groups.join(group.pk, by=cast.qian, today=DAY, name=name, title="镇长", position="head", from_on=on)


def test_a_member_who_left_stays_in_the_history_and_may_come_back(cast: Cast, group: LeadingGroup) -> None:
    member = joined(cast, group)
    leading_groups.leave(member.pk, by=cast.qian, today=DAY, until_on=DAY + timedelta(days=9))
    joined(cast, group, on=DAY + timedelta(days=10))
    terms = [(each.from_on, each.until_on) for each in group.members.order_by("from_on")]
    assert terms == [(DAY, DAY + timedelta(days=9)), (DAY + timedelta(days=10), None)]


def test_nobody_serves_twice_at_once(cast: Cast, group: LeadingGroup) -> None:
    member = joined(cast, group)
    with pytest.raises(Refused, match="已在名单里"):
        joined(cast, group)
    leading_groups.leave(member.pk, by=cast.qian, today=DAY, until_on=DAY + timedelta(days=9))
    with pytest.raises(Refused, match="已在名单里"):
        joined(cast, group, on=DAY + timedelta(days=9))


@pytest.mark.parametrize(("offset", "passes"), [(-1, False), (0, True)])
def test_a_term_begins_and_ends_within_its_bounds(cast: Cast, group: LeadingGroup, offset: int, passes: bool) -> None:
    day = DAY + timedelta(days=offset)
    if passes:
        member = joined(cast, group, on=day)
        assert leading_groups.leave(member.pk, by=cast.qian, today=DAY, until_on=day).until_on == day
        return
    with pytest.raises(Refused, match="不能早于成立日期"):
        joined(cast, group, on=day)
    member = joined(cast, group)
    with pytest.raises(Refused, match="不能早于任职日期"):
        leading_groups.leave(member.pk, by=cast.qian, today=DAY, until_on=day)


def test_a_group_dissolved_ends_every_term_and_takes_nobody_in(cast: Cast, group: LeadingGroup) -> None:
    joined(cast, group)
    leading_groups.dissolve(group.pk, by=cast.qian, today=DAY, dissolved_on=DAY)
    assert group.members.get().until_on == DAY
    with pytest.raises(Refused, match="不能再增补成员"):
        joined(cast, group, "钱进")
    with pytest.raises(Refused, match="已于"):
        leading_groups.dissolve(group.pk, by=cast.qian, today=DAY, dissolved_on=DAY)


def test_a_correction_is_told_and_does_not_contradict_the_terms(cast: Cast, group: LeadingGroup) -> None:
    joined(cast, group)
    given = {"name": group.name, "document_number": "清政发〔2024〕4号"}
    leading_groups.change(group.pk, by=cast.qian, today=DAY, set_up_on=DAY, **given)
    assert Entry.objects.get(act="leading_group.changed").details["changes"] == [
        ["成立文号", "清政发〔2024〕3号", "清政发〔2024〕4号"]
    ]
    with pytest.raises(Refused, match="任职日期"):
        leading_groups.change(group.pk, by=cast.qian, today=DAY, set_up_on=DAY + timedelta(days=1), **given)


def test_another_towns_group_is_not_there(cast: Cast, group: LeadingGroup) -> None:
    member = joined(cast, group)
    with pytest.raises(NotYours):
        leading_groups.dissolve(group.pk, by=cast.li, today=DAY, dissolved_on=DAY)
    with pytest.raises(NotYours):
        leading_groups.leave(member.pk, by=cast.li, today=DAY, until_on=DAY)
    with pytest.raises(NotYourRole):
        leading_groups.leave(member.pk, by=cast.chen, today=DAY, until_on=DAY)
