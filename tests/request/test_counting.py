"""表三、表四 against a count by hand, on both sides of every year's end."""

from datetime import date, timedelta

import pytest

from gongkai.errors import Refused
from gongkai.report.report import Report
from gongkai.report.rules import check
from gongkai.request import counting
from gongkai.request.actions import voiding
from gongkai.request.models import Dispute, InfoRequest
from tests.cast import Cast, agency
from tests.request.cases import case

_State = InfoRequest.State


def answered(cast: Cast, received_on: date, replied_on: date, outcome: str, **fields: object) -> InfoRequest:
    return case(
        fields.pop("agency", cast.town),  # type: ignore[arg-type]
        received_on=received_on,
        replied_on=replied_on,
        outcome=outcome,
        state=_State.DELIVERED,
        **fields,
    )


def dispute(cast: Cast, kind: str, received_on: date, **fields: object) -> Dispute:
    return Dispute.objects.create(
        agency=fields.pop("agency", cast.town),
        kind=kind,
        subject="不服部分公开",
        body="柳河县人民政府",
        received_on=received_on,
        handler=cast.chen,
        **fields,
    )


def test_a_year_counted_by_hand(cast: Cast) -> None:
    """王 asks five times and a company twice; one was asked in 2023, one goes on into 2025."""
    answered(cast, date(2023, 12, 28), date(2024, 1, 8), "granted.provided")
    answered(cast, date(2024, 2, 6), date(2024, 3, 1), "granted.published")
    answered(cast, date(2024, 3, 4), date(2024, 3, 20), "refused.third_party_rights")
    answered(cast, date(2024, 5, 6), date(2024, 5, 31), "unavailable.other_agency")
    answered(cast, date(2024, 5, 6), date(2024, 6, 3), "unavailable.not_found", kind="business")
    answered(cast, date(2024, 7, 1), date(2024, 8, 1), "otherwise_closed.fee_overdue", kind="business")
    case(cast.town, received_on=date(2024, 12, 30))
    table = counting.requests_table(cast.town, 2024)
    people = {row: table[row, "natural_person"] for row in ("new", "carried_in", "granted", "handled", "carried_out")}
    assert people == {"new": 4, "carried_in": 1, "granted": 2, "handled": 4, "carried_out": 1}
    assert table["refused.third_party_rights", "total"] == 1
    assert table["unavailable.not_held", "natural_person"] == 1
    assert table["unavailable.not_held", "total"] == 2
    assert table["otherwise_closed.fee_overdue", "business"] == 1
    assert {row: table[row, "total"] for row in people} == {
        "new": 6,
        "carried_in": 1,
        "granted": 2,
        "handled": 6,
        "carried_out": 1,
    }


@pytest.mark.parametrize(
    ("received_on", "replied_on", "of_2023", "of_2024"),
    [
        (date(2023, 12, 31), date(2023, 12, 31), {"new", "handled"}, set()),
        (date(2023, 12, 31), date(2024, 1, 1), {"new", "carried_out"}, {"carried_in", "handled"}),
        (date(2024, 1, 1), date(2024, 1, 1), set(), {"new", "handled"}),
        (date(2023, 12, 31), None, {"new", "carried_out"}, {"carried_in", "carried_out"}),
        (date(2024, 12, 31), None, set(), {"new", "carried_out"}),
        (date(2024, 12, 31), date(2025, 1, 1), set(), {"new", "carried_out"}),
        (date(2022, 12, 31), date(2024, 12, 31), {"carried_in", "carried_out"}, {"carried_in", "handled"}),
    ],
)
def test_the_last_day_of_a_year_parts_two_reports(
    cast: Cast, received_on: date, replied_on: date | None, of_2023: set[str], of_2024: set[str]
) -> None:
    if replied_on:
        answered(cast, received_on, replied_on, "granted.provided")
    else:
        case(cast.town, received_on=received_on)
    for year, expected in ((2023, of_2023), (2024, of_2024)):
        table = counting.requests_table(cast.town, year)
        rows = ("new", "carried_in", "handled", "carried_out")
        assert {row for row in rows if table[row, "total"]} == expected


def test_what_was_never_received_or_was_made_void_counts_nowhere(cast: Cast) -> None:
    case(cast.town, received_on=date(2024, 2, 6), state=_State.VOID)
    waiting = case(cast.town, received_on=date(2024, 2, 6))
    InfoRequest.objects.filter(pk=waiting.pk).update(received_on=None, state=_State.TO_CONFIRM)
    assert counting.requests_table(cast.town, 2024).is_nil


def test_a_case_opened_again_after_its_reply_stays_where_it_was_counted(cast: Cast) -> None:
    reopened = answered(cast, date(2023, 11, 1), date(2023, 11, 20), "refused.process_information")
    InfoRequest.objects.filter(pk=reopened.pk).update(state=_State.REGISTERED)
    assert counting.requests_table(cast.town, 2023)["refused.process_information", "total"] == 1
    assert counting.requests_table(cast.town, 2023)["carried_out", "total"] == 0
    assert counting.requests_table(cast.town, 2024).is_nil


def test_a_corrected_day_of_receipt_moves_the_case_to_the_other_year_and_both_are_shown(cast: Cast) -> None:
    moved = case(cast.town, received_on=date(2024, 1, 2))
    assert counting.requests_table(cast.town, 2024)["new", "total"] == 1
    corrected_on = date(2024, 1, 4)
    for received_on in (date(2023, 12, 29), date(2023, 12, 28)):
        voiding.correct(
            moved.pk,
            by=cast.zhou,
            today=corrected_on,
            reason="签收日期登记错了",
            submitted_at=moved.submitted_at - timedelta(days=5),
            arrived_on=date(2023, 12, 28),
            received_on=received_on,
        )
    assert counting.requests_table(cast.town, 2023)["new", "total"] == 1
    assert counting.requests_table(cast.town, 2023)["carried_out", "total"] == 1
    assert counting.requests_table(cast.town, 2024)["new", "total"] == 0
    assert counting.requests_table(cast.town, 2024)["carried_in", "total"] == 1
    for year in (2023, 2024):
        assert counting.restatements(cast.town, year) == [
            ("〔2024〕1号", date(2024, 1, 2), date(2023, 12, 29), corrected_on)
        ]
    assert counting.restatements(cast.town, 2022) == []


def test_the_form_of_2019_has_one_row_for_what_was_closed_otherwise(cast: Cast) -> None:
    for outcome in ("otherwise_closed.amendment_overdue", "otherwise_closed.other"):
        answered(cast, date(2020, 3, 2), date(2020, 3, 10), outcome)
    table = counting.requests_table(cast.town, 2020)
    assert table["otherwise_closed.all", "total"] == 2
    assert counting.requests_cell(cast.town, 2020, "otherwise_closed.all", "total").count() == 2
    with pytest.raises(KeyError):
        counting.requests_cell(cast.town, 2020, "otherwise_closed.other", "total")


def test_a_year_before_the_forms_is_refused(cast: Cast) -> None:
    assert counting.requests_table(cast.town, 2019).is_nil
    with pytest.raises(Refused, match="2018年没有这种格式"):
        counting.requests_table(cast.town, 2018)


def test_disputes_by_result_and_pending_at_the_years_end(cast: Cast) -> None:
    dispute(cast, "reconsideration", date(2024, 3, 1), result="corrected", decided_on=date(2024, 4, 1))
    dispute(cast, "reconsideration", date(2024, 3, 1), result="upheld", decided_on=date(2024, 12, 31))
    dispute(cast, "reconsideration", date(2024, 12, 31), result="other", decided_on=date(2025, 1, 1))
    dispute(cast, "lawsuit_direct", date(2023, 5, 1))
    dispute(cast, "lawsuit_after_reconsideration", date(2025, 1, 1))
    table = counting.challenges_table(cast.town, 2024)
    row = {column: table["reconsideration", column] for column in ("upheld", "corrected", "other", "pending", "total")}
    assert row == {"upheld": 1, "corrected": 1, "other": 0, "pending": 1, "total": 3}
    assert table["lawsuit_direct", "pending"] == 1
    assert table["lawsuit_after_reconsideration", "total"] == 0
    later = counting.challenges_table(cast.town, 2025)
    assert later["reconsideration", "other"] == later["reconsideration", "total"] == 1
    assert later["lawsuit_direct", "pending"] == later["lawsuit_after_reconsideration", "pending"] == 1


def test_every_number_is_that_of_its_list_and_a_report_of_them_has_no_finding(cast: Cast) -> None:
    answered(cast, date(2023, 12, 28), date(2024, 1, 8), "partly_granted", kind="research")
    answered(cast, date(2024, 2, 6), date(2024, 3, 1), "not_processed.repeated", kind="other_organisation")
    case(cast.town, received_on=date(2024, 12, 30), kind="legal_service")
    dispute(cast, "reconsideration", date(2024, 3, 1), result="corrected", decided_on=date(2024, 4, 1))
    tables = (counting.requests_table(cast.town, 2024), counting.challenges_table(cast.town, 2024))
    cells = {path: cell for table in tables for path, cell in table.report_tables().items()}
    for slot in counting.form_of(2024).slots.values():
        if slot.table.code == "requests":
            listed = counting.requests_cell(cast.town, 2024, slot.row.code, slot.column.code).count()
        elif slot.table.code == "challenges":
            listed = counting.challenges_cell(cast.town, 2024, slot.row.code, slot.column.code).count()
        else:
            continue
        assert cells[slot.path].value == listed, slot.path
    assert len(cells) == 25 * 7 + 3 * 5
    sums = {"requests_balance", "handled_sum", "applicant_sum", "challenges_sum", "negative_count", "not_a_count"}
    assert not [each for each in check(Report("清水镇人民政府", 2024, "2021", cells=cells)) if each.rule in sums]


def test_agencies_are_counted_apart_and_together(cast: Cast) -> None:
    closed = agency("已撤镇人民政府", "township", "government", cast.county, 3, "990121103")
    type(closed).objects.filter(pk=closed.pk).update(is_on_desk=False)
    far = agency("远山县人民政府", "county", "government", None, 2, "990122")
    answered(cast, date(2024, 2, 6), date(2024, 3, 1), "granted.provided")
    case(cast.other_town, received_on=date(2024, 2, 6))
    case(closed, received_on=date(2023, 2, 6))
    case(far, received_on=date(2024, 2, 6))
    dispute(cast, "reconsideration", date(2024, 3, 1), agency=cast.other_town)
    found = counting.of_province(cast.county.path, 2024)
    assert set(found) == {cast.county.pk, cast.town.pk, cast.other_town.pk, closed.pk}
    assert found[cast.county.pk].requests.is_nil
    assert found[cast.town.pk].requests == counting.requests_table(cast.town, 2024)
    assert found[closed.pk].requests["carried_in", "total"] == 1
    assert found[cast.other_town.pk].challenges["reconsideration", "pending"] == 1
    together = counting.requests_table([cast.town, cast.other_town], 2024)
    assert together["new", "total"] == 2
    assert counting.requests_cell([cast.town, cast.other_town], 2024, "new", "natural_person").count() == 2


def test_a_whole_province_is_counted_in_three_queries(cast: Cast, django_assert_num_queries: object) -> None:
    case(cast.town, received_on=date(2024, 2, 6))
    with django_assert_num_queries(3):  # type: ignore[operator]
        counting.of_province(cast.county.path, 2024)
