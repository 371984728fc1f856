"""台账: who else asks, for what; and what lists may say of it."""

from datetime import date

from gongkai.request import queries
from gongkai.request.actions import voiding
from gongkai.request.models import InfoRequest
from tests.cast import Cast, officer
from tests.request.arrivals import DESCRIPTION, TODAY, WANG, arrived, at, registered


def person(number: int, **words: str) -> dict[str, str]:
    return {"name": f"申请人{number}号", "id_number": f"11010119900307{number:04d}", "mobile": "13800000000", **words}


def test_the_same_applicant_is_found_again_by_the_identity_number(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    again = registered(cast.town, cast.chen, applicant={**WANG, "name": "王秀瑛", "mobile": "13511112222"})
    registered(cast.town, cast.chen, applicant=person(1))
    registered(cast.other_town, cast.li)
    void = registered(cast.town, cast.chen)
    voiding.void(void.pk, by=cast.zhou, today=TODAY, reason="误登记")
    assert list(queries.same_applicant(case)) == [again]


def test_without_a_number_the_name_and_the_telephone_together_tell_the_applicant(cast: Cast) -> None:
    known = {"name": "王秀英", "mobile": "13900000000"}
    case = registered(cast.town, cast.chen, applicant=known)
    again = registered(cast.town, cast.chen, applicant=known)
    registered(cast.town, cast.chen, applicant={**known, "mobile": "13911110000"})
    nobody = registered(cast.town, cast.chen, applicant={})
    assert list(queries.same_applicant(case)) == [again]
    assert not queries.same_applicant(nobody).exists()


def test_the_month_is_that_of_the_receipt_and_both_its_ends_count(cast: Cast) -> None:
    days = [date(2024, 3, 29), date(2024, 4, 1), date(2024, 4, 30), date(2024, 5, 6)]
    cases = [registered(cast.town, cast.chen, arrived_on=day, submitted_at=at(day)) for day in days]
    assert [queries.in_month(case) for case in cases] == [1, 2, 2, 1]
    assert queries.in_month(arrived(cast.town, None)) == 0


def test_requests_for_nearly_the_same_are_found_and_their_applicants_counted(cast: Cast) -> None:
    case = registered(cast.town, cast.chen)
    like = registered(cast.town, cast.chen, applicant=person(1), description=DESCRIPTION + "和名单")
    other_year = registered(cast.town, cast.chen, applicant=person(4), description=DESCRIPTION.replace("2023", "2022"))
    again = registered(cast.town, cast.chen, description=DESCRIPTION)
    registered(cast.town, cast.chen, applicant=person(2), description="石桥村2021年自来水水质检测报告")
    found, people = queries.alike(case)
    assert {each.info_request_id: each.is_same_applicant for each in found} == {
        like.pk: False,
        again.pk: True,
        other_year.pk: False,
    }
    assert [each.info_request_id for each in found if not each.is_same_matter] == [other_year.pk]
    assert next(each.percent for each in found if each.info_request_id == again.pk) == 100
    assert people == 2
    registered(cast.town, cast.chen, applicant=person(3), description=DESCRIPTION)
    assert queries.alike(case)[1] == queries.MANY


def test_an_applicant_is_looked_for_only_among_the_cases_one_handles(cast: Cast) -> None:
    registered(cast.town, cast.chen)
    cases = InfoRequest.objects.all()

    def found(person: object) -> int:
        return queries.by_name(cases, "王秀英", person, cast.town).count()  # type: ignore[arg-type]

    xu = officer("xu", "徐丽", (cast.town, "handler"))
    assert [found(each) for each in (cast.chen, cast.zhou, xu, cast.feng, cast.he, cast.li)] == [1, 1, 1, 0, 0, 0]
    unit = cast.town.units.create(name="财政所")
    unit.members.add(xu)
    xu.__dict__.pop("_units")
    assert found(xu) == 0
    assert queries.by_name(cases, "王秀", cast.chen, cast.town).count() == 0


def test_likeness_is_held_against_a_bounded_number_of_cases_in_a_bounded_number_of_queries(
    cast: Cast, django_assert_num_queries: object
) -> None:
    cases = [registered(cast.town, cast.chen, applicant=person(number)) for number in range(5)]
    case = InfoRequest.objects.select_related("applicant").get(pk=cases[0].pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.alike(case)
