"""Agencies added, changed, moved, closed, opened; what must hold of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from gongkai.agency import access, tree
from gongkai.agency.actions import agencies
from gongkai.agency.models import Agency, Appointment
from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from tests.cast import SINCE, Cast
from tests.side_by_side import side_by_side

DAY = date(2024, 5, 6)


@pytest.fixture
def county_administrator(cast: Cast) -> Cast:
    """何 administers the county, too."""
    Appointment.objects.create(officer=cast.he, agency=cast.county, role=Role.ADMINISTRATOR, from_on=SINCE)
    return cast


def finance(cast: Cast, **given: Any) -> Agency:
    particulars = {"name": "柳河县财政局", "kind": "department", "level": "county", **given}
    return agencies.add(cast.county.pk, by=cast.he, today=DAY, **particulars)


def test_an_administrator_adds_an_agency_below_the_own(county_administrator: Cast) -> None:
    cast = county_administrator
    added = finance(cast, credit_code="11990121mb 0000025n")
    assert added.parent == cast.county
    assert added.path == cast.county.path + "003"
    assert added.is_on_desk
    assert added.credit_code == "11990121MB0000025N"
    assert Entry.objects.get(act="agency.added").by == cast.he


@pytest.mark.parametrize("person", ["qian", "li", "chen", "wei"])
def test_nobody_adds_below_an_agency_that_is_not_theirs(county_administrator: Cast, person: str) -> None:
    with pytest.raises(NotYours):
        agencies.add(
            county_administrator.county.pk,
            by=getattr(county_administrator, person),
            today=DAY,
            name="某局",
            kind="department",
            level="county",
        )


def test_only_the_command_line_adds_at_the_top(cast: Cast) -> None:
    given = {"name": "远山县人民政府", "kind": "government", "level": "county"}
    with pytest.raises(NotYourRole):
        agencies.add(None, by=cast.qian, today=DAY, **given)
    assert agencies.add(None, by=None, today=DAY, **given).path == "002"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": ""}, "名称：请填写"),
        ({"name": "清水镇人民政府"}, "名称：柳河县人民政府下面已有“清水镇人民政府”"),
        ({"level": "city"}, "层级：层级（市级）比上级柳河县人民政府（县级）还高"),
        ({"kind": "government", "level": "county"}, "层级：人民政府的层级应低于上级"),
        ({"kind": "street_office", "level": "county"}, "层级：街道办事处的层级应选“乡级”"),
        ({"division_code": "990122"}, "行政区划代码：行政区划代码应以上级柳河县人民政府的代码 990121 开头"),
        ({"division_code": "99012"}, "行政区划代码：行政区划代码是 2、4、6、9 或 12 位"),
        (
            {"kind": "government", "level": "township", "division_code": "990121"},
            "行政区划代码：990121 是上级柳河县人民政府自己的代码",
        ),
        (
            {"kind": "government", "level": "township", "division_code": "990121101"},
            "行政区划代码：这个区划已有清水镇人民政府",
        ),
        ({"credit_code": "11990121MB00000259"}, "统一社会信用代码：统一社会信用代码的校验位不对"),
    ],
)
def test_a_fault_is_named_with_its_field(county_administrator: Cast, given: dict[str, str], says: str) -> None:
    with pytest.raises(Refused) as refusal:
        finance(county_administrator, **given)
    assert any(detail.startswith(says) for detail in refusal.value.details), refusal.value.details


@pytest.mark.parametrize(
    "given",
    [
        {"division_code": "990121"},
        {"division_code": ""},
        {"kind": "street_office", "level": "township", "division_code": "990121001"},
        {"kind": "government", "level": "township", "division_code": "990121105000"},
        {"kind": "enterprise"},
        {"kind": "authorised", "level": "township"},
    ],
)
def test_what_holds_is_let_through(county_administrator: Cast, given: dict[str, str]) -> None:
    assert finance(county_administrator, **given).pk


def test_nothing_is_set_up_below_a_public_enterprise(county_administrator: Cast) -> None:
    cast = county_administrator
    water = finance(cast, name="柳河县自来水公司", kind="enterprise")
    assert water.is_enterprise
    with pytest.raises(Refused) as refusal:
        agencies.add(water.pk, by=cast.he, today=DAY, name="抄表所", kind="department", level="county")
    assert "公共企事业单位" in refusal.value.details[0]


def test_two_agencies_never_share_a_credit_code(county_administrator: Cast) -> None:
    finance(county_administrator, credit_code="11990121MB0000025N")
    with pytest.raises(Refused) as refusal:
        finance(county_administrator, name="柳河县教育局", credit_code="11990121MB0000025N")
    assert "已是柳河县财政局的" in refusal.value.details[0]


def test_a_change_is_told_field_by_field_and_no_change_leaves_no_entry(cast: Cast) -> None:
    agencies.change(cast.town.pk, by=cast.qian, today=DAY, telephone="0990-7654321", name=cast.town.name)
    assert Entry.objects.get(act="agency.changed").details["changes"] == [["电话", "", "0990-7654321"]]
    agencies.change(cast.town.pk, by=cast.qian, today=DAY, telephone="0990-7654321")
    assert Entry.objects.filter(act="agency.changed").count() == 1


def test_an_old_fault_elsewhere_does_not_hold_up_a_change(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.town.pk).update(credit_code="11990121MB00000017")
    agencies.change(cast.town.pk, by=cast.qian, today=DAY, telephone="0990-7654321")
    with pytest.raises(Refused):
        agencies.change(cast.town.pk, by=cast.qian, today=DAY, credit_code="11990121MB00000016")


def test_the_own_administrator_changes_but_does_not_close_or_open(cast: Cast) -> None:
    agencies.change(cast.town.pk, by=cast.qian, today=DAY, address="人民路1号")
    with pytest.raises(NotYourRole, match="上级机关"):
        agencies.close(cast.town.pk, by=cast.qian, today=DAY, closed_on=DAY, reason="并入")
    with pytest.raises(NotYourRole, match="上级机关"):
        agencies.open_on_desk(cast.town.pk, by=cast.qian, today=DAY)


def below(cast: Cast, parent: Agency, name: str) -> Agency:
    return agencies.add(parent.pk, by=cast.he, today=DAY, name=name, kind="dispatched", level="township")


def test_a_subtree_moves_with_everything_below_it(county_administrator: Cast) -> None:
    cast = county_administrator
    station = below(cast, cast.town, "农业服务站")
    seeds = below(cast, station, "种子所")
    moved = agencies.move(station.pk, cast.other_town.pk, by=cast.he, today=DAY)
    seeds.refresh_from_db()
    assert moved.path == cast.other_town.path + "001"
    assert seeds.path == moved.path + "001"
    assert list(Agency.objects.under(cast.other_town)) == [cast.other_town, station, seeds]
    assert list(Agency.objects.under(cast.town)) == [cast.town]
    assert access.may("agency.change", cast.li, seeds)
    details = Entry.objects.get(act="agency.moved").details
    assert (details["before"], details["after"], details["count"]) == ("清水镇人民政府", "石桥乡人民政府", 2)


def test_who_administers_only_one_of_the_two_does_not_move_between_them(county_administrator: Cast) -> None:
    cast = county_administrator
    station = below(cast, cast.town, "农业服务站")
    with pytest.raises(NotYours):
        agencies.move(station.pk, cast.other_town.pk, by=cast.qian, today=DAY)
    with pytest.raises(NotYours):
        agencies.move(station.pk, cast.other_town.pk, by=cast.li, today=DAY)


def test_an_agency_does_not_move_below_itself_nor_where_it_is(county_administrator: Cast) -> None:
    cast = county_administrator
    station = below(cast, cast.town, "清水镇农业服务站")
    with pytest.raises(Refused, match="就在清水镇人民政府之下"):
        agencies.move(cast.town.pk, station.pk, by=cast.he, today=DAY)
    with pytest.raises(Refused, match="上级本来就是"):
        agencies.move(cast.town.pk, cast.county.pk, by=cast.he, today=DAY)


def test_a_move_that_does_not_fit_leaves_the_tree_as_it_was(county_administrator: Cast) -> None:
    cast = county_administrator
    paths = dict(Agency.objects.values_list("pk", "path"))
    with pytest.raises(Refused):
        agencies.move(cast.town.pk, cast.other_town.pk, by=cast.he, today=DAY)  # the code is not of 石桥乡
    assert dict(Agency.objects.values_list("pk", "path")) == paths


def test_an_agency_is_closed_only_when_nothing_open_is_below_it(county_administrator: Cast) -> None:
    cast = county_administrator
    station = below(cast, cast.town, "清水镇农业服务站")
    with pytest.raises(Refused, match="清水镇农业服务站"):
        agencies.close(cast.town.pk, by=cast.he, today=DAY, closed_on=DAY, reason="并入石桥乡")
    agencies.close(station.pk, by=cast.he, today=DAY, closed_on=DAY, reason="并入")
    agencies.close(cast.town.pk, by=cast.he, today=DAY, closed_on=DAY, reason="并入石桥乡")
    access.forget(cast.chen)
    assert access.may("item.draft", cast.chen, cast.town, on=DAY)
    assert not access.may("item.draft", cast.chen, cast.town, on=DAY + timedelta(days=1))
    assert access.may("item.see", cast.he, cast.town, on=DAY + timedelta(days=1))
    reopened = agencies.reopen(cast.town.pk, by=cast.he, today=DAY, reason="误办")
    assert reopened.closed_on is None


def test_an_agency_is_not_closed_before_the_day(county_administrator: Cast) -> None:
    cast = county_administrator
    with pytest.raises(Refused, match="不能晚于今天"):
        agencies.close(cast.town.pk, by=cast.he, today=DAY, closed_on=DAY + timedelta(days=1), reason="并入")


def test_those_above_open_an_agency_once(county_administrator: Cast) -> None:
    cast = county_administrator
    Agency.objects.filter(pk=cast.town.pk).update(is_on_desk=False)
    assert agencies.open_on_desk(cast.town.pk, by=cast.he, today=DAY).is_on_desk
    with pytest.raises(Refused, match="已经开通"):
        agencies.open_on_desk(cast.town.pk, by=cast.he, today=DAY)


def test_the_tree_is_held_within_a_transaction_only(cast: Cast) -> None:
    assert connection.in_atomic_block
    tree.hold()


def test_a_path_has_its_number_back() -> None:
    from gongkai.agency.models import segment

    for number in (1, 35, 36, 1295, 46_655):
        assert tree.number_of("001" + segment(number)) == number


@pytest.mark.django_db(transaction=True)
def test_agencies_added_and_moved_at_the_same_time_all_find_their_place() -> None:
    county = agencies.add(None, by=None, today=DAY, name="柳河县人民政府", kind="government", level="county")
    towns = [
        agencies.add(county.pk, by=None, today=DAY, name=f"第{number}镇", kind="dispatched", level="township")
        for number in range(4)
    ]

    def work(worker: int) -> None:
        for number in range(3):
            added = agencies.add(
                towns[worker % 4].pk, by=None, today=DAY, name=f"{worker}-{number}", kind="dispatched", level="township"
            )
            if number == 1:
                agencies.move(added.pk, towns[(worker + 1) % 4].pk, by=None, today=DAY)
        if worker == 3:
            agencies.move(towns[2].pk, towns[0].pk, by=None, today=DAY)

    side_by_side(work, workers=4)
    every = list(Agency.objects.select_related("parent"))
    assert len(every) == 1 + 4 + 12
    for agency in every:
        above = agency.parent.path if agency.parent else ""
        assert agency.path[:-3] == above, agency
