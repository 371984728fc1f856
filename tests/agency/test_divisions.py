"""The divisions of the country and the agencies that govern them; loading them into the tree."""

from datetime import date

import pytest

from gongkai.agency.actions import divisions as acts
from gongkai.agency.divisions import Division, divisions, normal
from gongkai.agency.models import STEP, Agency
from gongkai.errors import Refused
from gongkai.journal.models import Entry
from tests.cast import Cast

DAY = date(2024, 5, 6)
BY_CODE = {each.code: each for each in divisions()}


def of(code: str) -> Division:
    return BY_CODE[code]


def test_the_whole_country_is_there() -> None:
    levels = [each.level for each in divisions()]
    assert levels.count(Agency.Level.PROVINCE) == 31
    assert levels.count(Agency.Level.TOWNSHIP) == 41_340
    assert len(BY_CODE) == len(divisions())


def test_every_division_comes_after_the_one_above_it() -> None:
    seen = {""}
    for each in divisions():
        assert each.above in seen
        assert each.code.startswith(each.above)
        seen.add(each.code)


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("11", "北京市人民政府", "government"),
        ("15", "内蒙古自治区人民政府", "government"),
        ("6404", "固原市人民政府", "government"),
        ("1522", "兴安盟行政公署", "dispatched"),
        ("6531", "喀什地区行政公署", "dispatched"),
        ("5323", "楚雄彝族自治州人民政府", "government"),
        ("640425", "彭阳县人民政府", "government"),
        ("150121", "土默特左旗人民政府", "government"),
        ("310115", "浦东新区人民政府", "government"),
        ("130171", "石家庄高新技术产业开发区管理委员会", "dispatched"),
        ("152571", "乌拉盖管理区管理委员会", "dispatched"),
        ("632857", "大柴旦行政委员会", "dispatched"),
        ("110101001", "东华门街道办事处", "street_office"),
        ("640425100", "白阳镇人民政府", "government"),
        ("110105021", "南磨房地区办事处", "dispatched"),
    ],
)
def test_an_agency_has_the_name_on_its_seal(code: str, name: str, kind: str) -> None:
    assert (of(code).name, of(code).kind) == (name, kind)


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("110101", "11"),
        ("500229", "50"),
        ("419001", "41"),
        ("469021", "46"),
        ("441900003", "4419"),
        ("620201001", "6202"),
        ("640425100", "640425"),
    ],
)
def test_a_row_that_only_fills_a_place_is_left_out_and_its_children_move_up(code: str, above: str) -> None:
    assert of(code).above == above


@pytest.mark.parametrize("code", ["1101", "5002", "4190", "441900", "620201", "230803198", "350527"])
def test_what_nobody_governs_is_no_agency(code: str) -> None:
    assert code not in BY_CODE


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("990121000000", "990121"),
        ("990121101000", "990121101"),
        ("990121101001", "990121101001"),
        ("990121000", "990121"),
        ("640400", "6404"),
        ("640000", "64"),
        ("640425", "640425"),
        ("6404", "6404"),
        ("", ""),
    ],
)
def test_a_code_loses_the_zeros_after_it(code: str, kept: str) -> None:
    assert normal(code) == kept


@pytest.mark.django_db
def test_a_county_is_loaded_with_those_above_it() -> None:
    told: list[tuple[int, int]] = []
    done = acts.load(under="640425", on=DAY, progress=lambda behind, total: told.append((behind, total)))
    county = Agency.objects.get(division_code="640425")
    assert [str(each) for each in Agency.objects.filter(path__in=county.parent_paths).order_by("path")] == [
        "宁夏回族自治区人民政府",
        "固原市人民政府",
    ]
    children = list(Agency.objects.filter(parent=county))
    assert len(children) == done.added - 3 == 12
    assert all(child.path.startswith(county.path) and len(child.path) == len(county.path) + STEP for child in children)
    assert [child.division_code for child in children] == sorted(child.division_code for child in children)
    assert not Agency.objects.filter(is_on_desk=True).exists()
    assert told[-1] == (15, 15)
    assert Entry.objects.get(act="agency.divisions_loaded").details["count"] == 15


@pytest.mark.django_db
def test_loading_again_adds_nothing_and_what_is_new_comes_after_what_is_there() -> None:
    acts.load(under="640425", on=DAY)
    before = dict(Agency.objects.values_list("division_code", "path"))
    again = acts.load(under="640425", on=DAY)
    assert (again.added, again.renamed, again.kept) == (0, 0, 15)
    wider = acts.load(under="6404", on=DAY)
    assert wider.added > 0
    after = dict(Agency.objects.values_list("division_code", "path"))
    assert {code: after[code] for code in before} == before
    assert len(set(after.values())) == len(after)


@pytest.mark.django_db
def test_a_new_name_is_taken_over_except_by_an_agency_that_works_here() -> None:
    acts.load(under="640425", on=DAY)
    Agency.objects.filter(division_code="640425100").update(name="旧名镇人民政府")
    Agency.objects.filter(division_code="640425101").update(name="王洼镇人民政府（筹）", is_on_desk=True)
    done = acts.load(under="640425", on=DAY)
    assert (done.added, done.renamed) == (0, 1)
    assert Agency.objects.get(division_code="640425100").name == "白阳镇人民政府"
    assert Agency.objects.get(division_code="640425101").name == "王洼镇人民政府（筹）"


def test_an_agency_made_by_hand_keeps_its_place_and_its_people(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.county.pk).update(division_code="640425000000")
    Agency.objects.filter(pk=cast.town.pk).update(division_code="640425100")
    acts.load(under="640425", on=DAY)
    cast.town.refresh_from_db()
    assert (cast.town.parent, cast.town.name) == (cast.county, "清水镇人民政府")
    assert Agency.objects.filter(division_code="640425100").count() == 1
    others = Agency.objects.filter(division_code__startswith="640425", division_code__gt="640425100")
    assert {other.parent_id for other in others.exclude(pk=cast.county.pk)} == {cast.county.pk}


@pytest.mark.django_db
def test_a_department_with_the_code_of_its_county_is_not_taken_for_the_county() -> None:
    acts.load(under="640425", on=DAY)
    county = Agency.objects.get(division_code="640425")
    Agency.objects.filter(pk=county.pk).update(kind="department")
    assert acts.load(under="640425", on=DAY).added == 1


@pytest.mark.django_db
def test_a_code_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(Refused, match="没有代码以 99 开头"):
        acts.load(under="99", on=DAY)
