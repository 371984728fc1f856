"""比较: where a report lies among others, and whose reports may be used for it."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import Role
from gongkai.filing import comparing
from gongkai.filing.comparing import MEASURES, Among, Standing
from gongkai.filing.figures.figure import Number
from gongkai.filing.models import Filing, Version
from gongkai.filing.report_of import report_of
from gongkai.report.report import Cell
from tests.cast import Cast, agency, officer
from tests.filing import published, road

NEW = next(each for each in MEASURES if each.name == "requests.new.total")


def standing(own: Number | None, *others: Number) -> Standing:
    return Standing(NEW, own, tuple((f"第{at}乡", number) for at, number in enumerate(sorted(others))))


def among(filing: Filing, by: Officer) -> Among:
    version = road.latest(filing)
    return comparing.among(version, report_of(version), by)


def neighbour(cast: Cast, number: int, new: int = 4, *, state: str = "published", **fields: str) -> Agency:
    """A town of the county with a report of 2024 that says it received so many requests."""
    given = {"level": "township", "kind": "government", "parent": cast.county, **fields}
    place = agency(f"第{number}乡人民政府", number=10 + number, code=f"9901213{number:02}", **given)  # type: ignore[arg-type]
    person = officer(f"of{number}", f"{number}号", (place, Role.HANDLER))
    told = published.report(place, requests__new__total=Cell(new))
    filing = published.published(place, person, told=told, files=False)
    Version.objects.filter(pk=filing.latest_id).update(state=state)
    return place


@pytest.mark.parametrize(
    ("own", "others", "says"),
    [
        (3, (), "新收申请 3 件，没有别的机关可比"),
        (3, (1, 5, 6), "新收申请 3 件，其他 3 个机关的中位数是 5 件"),
        (4, (2, 3, 5, 6), "新收申请 4 件，与多数机关相近（中位数 4，一半机关在 2.75 到 5.25 之间）"),
        (6, (2, 3, 5, 6), "新收申请 6 件，多于四分之三的机关（中位数 4，一半机关在 2.75 到 5.25 之间）"),
        (0, (2, 3, 5, 6), "新收申请 0 件，少于四分之三的机关（中位数 4，一半机关在 2.75 到 5.25 之间）"),
        (10, (2, 3, 5, 6), "新收申请 10 件，远多于其他机关（中位数 4，一半机关在 2.75 到 5.25 之间）"),
        (6, (6, 6, 6, 6), "新收申请 6 件，与多数机关相近（多数机关是 6）"),
        (None, (2, 3, 5, 6), "新收申请：本机关的报告没有这个数"),
    ],
)
def test_where_an_agency_lies_is_said_in_a_sentence(own: Number | None, others: tuple[int, ...], says: str) -> None:
    assert standing(own, *others).says == says


@pytest.mark.parametrize(("own", "side"), [(9, 0), (Decimal("9.001"), 1), (10, 1)])
def test_far_above_is_more_than_half_the_middle_again_beyond_it(own: Number, side: int) -> None:
    assert standing(own, 2, 3, 5, 6).side == side  # 5.25 and one and a half times 2.5


@pytest.mark.parametrize(("own", "side"), [(96, 0), (95, -1)])
def test_far_below_likewise(own: Number, side: int) -> None:
    assert standing(own, 98, 99, 100, 101, 102).side == side  # 99 less one and a half times 2


@pytest.mark.parametrize(("own", "side"), [(5, 0), (6, 1)])
def test_among_others_that_all_say_the_same_a_few_more_are_nothing(own: int, side: int) -> None:
    assert standing(own, 0, 0, 0, 0).side == side


def test_three_others_are_too_few_for_anybody_to_lie_apart() -> None:
    assert standing(1000, 0, 0, 0).side == 0
    assert standing(1000, 0, 0, 0).quarters is None


def test_only_agencies_of_the_same_kind_below_the_same_one_are_compared(cast: Cast) -> None:
    filing = road.drafted(cast, settled=False)
    near = neighbour(cast, 1, 4)
    neighbour(cast, 2, kind="department", level="county")
    far = agency("远山县人民政府", "county", "government", None, 2, "990122")
    neighbour(cast, 3, parent=far)  # type: ignore[arg-type]
    found = among(filing, cast.chen)
    assert found.count == 1
    [of_new] = [each for each in found.standings if each.measure is NEW]
    assert of_new.others == ((near.name, 4),)
    assert of_new.own == 0


@pytest.mark.parametrize(
    ("state", "to_the_town", "to_the_county"),
    [
        ("drafting", 0, 0),
        ("examined", 0, 0),
        ("submitted", 0, 1),
        ("accepted", 0, 1),
        ("published", 1, 1),
        ("superseded", 0, 0),
    ],
)
def test_others_see_what_is_published_and_who_receives_them_what_is_filed(
    cast: Cast, state: str, to_the_town: int, to_the_county: int
) -> None:
    filing = road.submitted(cast)
    neighbour(cast, 1, state=state)
    assert among(filing, cast.chen).count == to_the_town
    assert among(filing, cast.he).count == to_the_county


def test_a_restatement_that_is_filed_does_not_count_beside_the_one_published(cast: Cast) -> None:
    filing = road.submitted(cast)
    place = neighbour(cast, 1, 4)
    theirs = Filing.objects.get(agency=place)
    told = published.report(place, requests__new__total=Cell(9))
    person = theirs.handler
    again = published.restated(theirs, person, told, "漏计", files=False)
    Version.objects.filter(pk=again.latest_id).update(state="submitted")
    Version.objects.filter(filing=theirs, number=1).update(state="published")
    found = among(filing, cast.he)
    assert [each.others[0][1] for each in found.standings if each.measure is NEW] == [4]


def test_comparing_takes_the_same_queries_whatever_their_number(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    filing = road.drafted(cast, settled=False)
    version = road.latest(filing)
    report = report_of(version)
    for number in (1, 2, 3, 4, 5):
        neighbour(cast, number, number)
    with django_assert_max_num_queries(2):
        found = comparing.among(version, report, cast.chen)
    [of_new] = [each for each in found.standings if each.measure is NEW]
    assert (of_new.median, of_new.quarters) == (3, (2, 4))
