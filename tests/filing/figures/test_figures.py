"""数字: each as its records make it, on both sides of the year's ends."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.filing import figures
from gongkai.filing.figures.query import number_of
from gongkai.filing.models import Entered, Filing, Frozen, Version
from gongkai.journal import recording as journal
from gongkai.report import forms
from gongkai.supervision.models import (
    Accountability,
    Appraisal,
    Assessment,
    Inspection,
    Meeting,
    Problem,
    Training,
)
from tests.cast import Cast
from tests.filing import reports
from tests.filing.figures.ledger import AFTER, BEFORE, FIRST, LAST, Ledger


def value(filing: Filing, name: str) -> object:
    return figures.count(filing)[name].value


def numbers(filing: Filing, *names: str) -> list[object]:
    counted = figures.count(filing)
    return [counted[name].value for name in names]


def test_every_cell_of_the_form_is_a_figure_in_its_order_with_rule_and_article(report: Filing) -> None:
    counted = figures.count(report)
    assert list(counted)[: len(forms.form("2021").slots)] == list(forms.form("2021").slots)
    for figure in counted.values():
        assert figure.label
        assert figure.unit
        assert figure.rule.endswith("。")
        assert figure.cites


def test_an_agency_with_a_quiet_year_has_nought_in_every_cell_and_knows_nothing_of_the_year_before(
    report: Filing,
) -> None:
    counted = figures.count(report)
    assert {
        figure.value for name, figure in counted.items() if name not in ("disclosed.last_year", "disclosed.increase")
    } == {0}
    assert counted["disclosed.last_year"].value is None
    assert counted["disclosed.increase"].value is None


def test_items_count_in_the_year_of_their_first_disclosure_withdrawn_or_not(
    report: Filing, ledger: Ledger, other: Ledger
) -> None:
    ledger.item(FIRST, kind="budget", root="20.7")
    ledger.item(LAST, state="withdrawn", due_on=date(2024, 12, 30))
    ledger.item(LAST, due_on=LAST)
    ledger.item(BEFORE)
    ledger.item(AFTER)
    ledger.item(None, state="draft")
    other.item(LAST)
    counted = figures.count(report)
    assert counted["disclosed.total"].value == 3
    assert counted["disclosed.late"].value == 1
    assert counted["disclosed.root.20.7"].value == counted["disclosed.kind.budget"].value == 1
    assert counted["disclosed.root.20.11"].value == counted["disclosed.kind.notice"].value == 2
    assert counted["disclosed.last_year"].value == 1
    assert counted["disclosed.increase"].value == 2


def test_last_years_total_is_that_of_its_report_before_that_of_the_ledger(
    cast: Cast, report: Filing, ledger: Ledger
) -> None:
    ledger.item(BEFORE)
    before = reports.filing(cast.town, cast.chen, 2023, state="recorded", report='{"agency": "清水镇人民政府"}')
    Frozen.objects.create(
        version=before.latest, order=1, name="disclosed.total", label="", unit="条", rule="", value=40
    )
    assert numbers(report, "disclosed.last_year", "disclosed.increase") == [40, -40]
    assert figures.records(report, "disclosed.last_year") is None


def test_each_channel_counts_what_it_showed_and_one_closed_before_the_year_is_not_named(
    report: Filing, ledger: Ledger
) -> None:
    board, screen = ledger.channel(), ledger.channel("屏幕", "led", closed_on=FIRST)
    closing = ledger.channel("公众号", "wechat", opened_on=BEFORE, closed_on=AFTER)
    closed = ledger.channel("旧栏", closed_on=LAST)
    ledger.channel("新栏", opened_on=AFTER)
    ledger.channel("查阅点", "reading_point", opened_on=LAST)
    for channel, on, state in (
        (board, FIRST, "done"),
        (board, LAST, "taken_down"),
        (board, BEFORE, "done"),
        (closing, LAST, "done"),
        (closing, None, "planned"),
    ):
        ledger.shown(ledger.item(LAST), channel, on, state=state)
    counted = figures.count(report)
    assert counted["disclosed.publications"].value == 3
    assert {counted[f"disclosed.channel.{each.pk}"].value for each in (board, closed, closing)} == {2, 0, 1}
    assert f"disclosed.channel.{screen.pk}" not in counted
    assert counted[f"disclosed.channel.{board.pk}"].label == "政务公开栏"
    assert [counted[name].value for name in ("channels.open", "channels.reading_points")] == [3, 1]


def test_table_three_and_what_the_text_says_of_requests(report: Filing, ledger: Ledger, other: Ledger) -> None:
    ledger.case(BEFORE, FIRST, "granted.provided")
    late = ledger.case(date(2024, 2, 6), LAST, "refused.process_information", kind="business")
    ledger.case(LAST, channel="internet")
    ledger.case(LAST, state="void")
    other.case(LAST)
    ledger.fee(late, LAST, 30)
    ledger.fee(late, BEFORE, 500, state="lapsed")
    ledger.fee(late, LAST, 10, state="refunded", refunded_on=LAST)
    ledger.fee(late, FIRST, 5, state="refunded", refunded_on=AFTER)
    counted = figures.count(report)
    assert counted["requests.new.total"].value == 2
    assert counted["requests.carried_in.natural_person"].value == 1
    assert counted["requests.refused.process_information.business"].value == 1
    assert counted["requests.carried_out.total"].value == 1
    assert counted["requests.received_by.internet"].value == 1
    assert counted["requests.received_by.in_person"].value == 1
    assert counted["requests.late"].value == 1
    assert counted["requests.fees"].value == 35


def test_a_request_turned_into_an_item_counts_in_the_year_the_item_came_out(report: Filing, ledger: Ledger) -> None:
    for on, state in ((LAST, "released"), (AFTER, "released"), (None, "draft")):
        ledger.case(date(2024, 2, 6), become_item=ledger.item(on, state=state))
    assert value(report, "requests.converted") == 1


def test_complaints_count_when_they_came_in_and_as_founded_when_they_ended(report: Filing, ledger: Ledger) -> None:
    ledger.complaint(LAST)
    ledger.complaint(BEFORE, closed_on=FIRST, result="founded")
    ledger.complaint(FIRST, closed_on=AFTER, result="founded")
    ledger.complaint(FIRST, closed_on=LAST, result="unfounded")
    ledger.complaint(FIRST, closed_on=LAST, void_reason="重复登记")
    assert numbers(report, "requests.complaints", "requests.complaints_upheld") == [3, 1]


def test_disputes_by_result_and_pending(report: Filing, ledger: Ledger) -> None:
    ledger.dispute("reconsideration", date(2024, 3, 1), result="upheld", decided_on=LAST)
    ledger.dispute("reconsideration", LAST, result="corrected", decided_on=AFTER)
    ledger.dispute("lawsuit_direct", AFTER)
    names = ("upheld", "corrected", "pending", "total")
    assert numbers(report, *(f"challenges.reconsideration.{name}" for name in names)) == [1, 0, 1, 2]
    assert value(report, "challenges.lawsuit_direct.total") == 0


def test_documents_are_in_force_at_the_end_of_the_last_day(report: Filing, ledger: Ledger, other: Ledger) -> None:
    ledger.document(date(2020, 5, 1))
    ledger.document(date(2020, 5, 1), ended_on=LAST, end="repealed")
    ledger.document(date(2020, 5, 1), ended_on=AFTER, end="expired")
    ledger.document(date(2020, 5, 1), ended_on=BEFORE, end="invalid")
    ledger.document(LAST)
    ledger.document(AFTER)
    ledger.document(LAST, void_reason="登记错了")
    ledger.document(LAST, kind="regulations")
    other.document(LAST)
    names = ("made", "repealed", "in_force")
    assert numbers(report, *(f"disclosure.normative_documents.{name}" for name in names)) == [1, 1, 3]
    assert numbers(report, *(f"disclosure.regulations.{name}" for name in names)) == [1, 0, 1]


def test_decisions_and_charges_add_up_what_their_periods_hold(report: Filing, ledger: Ledger) -> None:
    ledger.decided("licensing", date(2024, 6, 30), "12", from_on=FIRST)
    ledger.decided("licensing", LAST, "30")
    ledger.decided("licensing", AFTER, "7")
    ledger.decided("licensing", LAST, "9", void_reason="重复")
    ledger.decided("charges", LAST, "3.256000")
    ledger.decided("charges", FIRST, "0.1")
    names = ("licensing.decisions", "penalties.decisions", "charges.amount")
    assert numbers(report, *(f"disclosure.{name}" for name in names)) == [42, 0, Decimal("3.356")]


def test_the_registers_of_supervision(report: Filing, ledger: Ledger) -> None:
    for on in (BEFORE, FIRST, LAST, AFTER):
        for register in (Meeting, Inspection, Accountability):
            ledger.entry(register, on)
    ledger.entry(Accountability, LAST, people=3)
    ledger.entry(Training, LAST, attendance=40)
    ledger.entry(Training, LAST, kind="attended")
    ledger.entry(Training, LAST, attendance=60, void_reason="没有举办")
    ledger.entry(Problem, FIRST, mended_on=LAST)
    ledger.entry(Problem, LAST)
    ledger.entry(Assessment, AFTER, year=2024)
    ledger.entry(Assessment, LAST, year=2023)
    ledger.entry(Appraisal, AFTER, year=2024)
    ledger.member(FIRST, LAST)
    ledger.member(date(2020, 1, 1), BEFORE)
    ledger.member(date(2020, 1, 1), LAST)
    counted = figures.count(report)
    assert {name: counted[f"supervision.{name}"].value for name in SUPERVISED} == SUPERVISED


SUPERVISED = {
    "meetings": 2,
    "trainings": 2,
    "trainings_held": 1,
    "trainings_attended": 1,
    "training_attendance": 40,
    "group_changes": 2,
    "inspections": 2,
    "problems": 2,
    "problems_mended": 1,
    "assessments": 1,
    "appraisals": 1,
    "accountability": 3,
    "accountability_people": 5,
}


def test_examinations_and_the_catalogue_in_force(report: Filing, ledger: Ledger) -> None:
    for on in (BEFORE, FIRST, LAST, AFTER):
        ledger.examination(on, state="returned")
    ledger.examination(LAST)
    ledger.consultation(LAST)
    ledger.consultation(AFTER)
    ledger.consultation(LAST, state="draft")
    ledger.entries(0, 4, 0)
    ledger.entries(0, state="superseded")
    names = ("screening.examined", "screening.returned", "catalogue.entries", "catalogue.empty")
    assert numbers(report, *names, "disclosed.draft_consultations") == [3, 2, 3, 2, 1]


def test_the_form_of_2019_asks_what_no_record_tells(cast: Cast) -> None:
    report = reports.filing(cast.town, cast.chen, 2020)
    counted = figures.count(report)
    assert counted["disclosure.normative_documents.made"].value is None
    assert counted["disclosure.licensing.decisions"].value == 0
    assert counted["disclosure.procurement.amount"].unit == "元"
    assert set(forms.form("2019").slots) <= set(counted)


def test_a_name_that_is_no_figure_has_no_records(report: Filing) -> None:
    for name in ("", "disclosed", "disclosed.channel.x", "disclosed.increase", "requests.new"):
        assert figures.records(report, name) is None


def full(ledger: Ledger, times: int) -> None:
    board = ledger.channel(f"公开栏{times}")
    for _ in range(times):
        item = ledger.item(LAST)
        ledger.shown(item, board, LAST)
        ledger.case(FIRST, LAST, "granted.provided", words={"mobile": "13900000001"})
        ledger.dispute("reconsideration", LAST)
        ledger.document(LAST)
        ledger.decided("licensing", LAST, "2")
        ledger.entry(Meeting, LAST)


def test_counting_takes_as_many_queries_for_many_records_as_for_one(report: Filing, ledger: Ledger) -> None:
    spent = []
    for times in (1, 6):
        full(ledger, times)
        with CaptureQueriesContext(connection) as captured:
            figures.count(report)
        spent.append(len(captured))
    assert spent[0] == spent[1]
    assert spent[1] < 60


def test_every_figure_opens_the_records_that_make_it(report: Filing, ledger: Ledger) -> None:
    full(ledger, 3)
    counted = figures.count(report)
    opened = {name: found for name in counted if (found := figures.records(report, name)) is not None}
    assert {name: number_of(found) for name, found in opened.items()} == {
        name: counted[name].value or 0 for name in opened
    }
    assert set(counted) - set(opened) == {"disclosed.increase"}


# What was entered


def entered(version: Version, by: object, **values: object) -> None:
    for name, number in values.items():
        Entered.objects.create(
            version=version,
            name=name.replace("__", "."),
            value=number,
            source="县统计表",
            reason="系统启用前",
            by=by,
            on=LAST,
        )


def counted(report: Filing) -> Version:
    version = report.latest
    assert version is not None
    version.figures = {name: figures.kept(each.counted) for name, each in figures.count(report).items()}
    version.counted_entry = figures.journal_length(report)
    version.save()
    version.filing = report
    return version


def test_an_entered_figure_stands_over_the_counted_one_and_its_sums_follow(cast: Cast, report: Filing) -> None:
    version = counted(report)
    entered(version, cast.chen, requests__granted__business=3, disclosure__charges__amount=Decimal("1.5"))
    found = figures.of_version(version)
    assert found["disclosure.charges.amount"].value == Decimal("1.5")
    assert found["disclosure.charges.amount"].counted == 0
    for name in ("granted.total", "handled.business", "handled.total"):
        assert found[f"requests.{name}"].value == 3
        assert found[f"requests.{name}"].is_summed
        assert not found[f"requests.{name}"].is_entered
    assert not found["requests.new.total"].is_summed


def test_nought_entered_is_a_number_and_not_known_stays_so(cast: Cast, report: Filing) -> None:
    version = counted(report)
    assert figures.of_version(version)["disclosed.increase"].value is None
    entered(version, cast.chen, disclosed__last_year=0)
    found = figures.of_version(version)
    assert found["disclosed.last_year"].value == 0
    assert found["disclosed.increase"].value == 0


def test_a_version_never_counted_knows_its_figures_and_no_number(report: Filing) -> None:
    version = report.latest
    assert version is not None
    version.figures, version.filing = {}, report
    assert {figure.value for figure in figures.of_version(version).values()} == {None}


def test_a_fixed_version_gives_what_it_was_fixed_with(cast: Cast, report: Filing, ledger: Ledger) -> None:
    version = counted(report)
    entered(version, cast.chen, disclosed__total=12)
    Frozen.objects.create(
        version=version, order=1, name="disclosed.total", label="主动公开信息", unit="条", rule="一条计一次。",
        cites=["《条例》第五十条"], value=12, counted=3, is_entered=True,
    )  # fmt: skip
    version.state = Version.State.SUBMITTED
    ledger.item(LAST)
    [figure] = figures.of_version(version).values()
    assert (figure.value, figure.counted, figure.cites) == (12, 3, ("《条例》第五十条",))
    assert figure.entered is not None
    assert figure.entered.source == "县统计表"


def test_amounts_come_back_from_the_record_as_they_were(report: Filing, ledger: Ledger) -> None:
    ledger.decided("charges", LAST, "0.035000")
    version = counted(report)
    version.refresh_from_db()
    version.filing = report
    assert figures.of_version(version)["disclosure.charges.amount"].value == Decimal("0.035")


def test_what_the_agency_does_since_the_count_shows_and_work_on_the_report_does_not(
    cast: Cast, report: Filing, ledger: Ledger
) -> None:
    version = counted(report)
    journal.record("filing.written", report, by=cast.chen, on=LAST)
    journal.record("officer.appointed", cast.zhou, by=cast.qian, on=LAST, agency=cast.town)
    assert not figures.changed_since(version)
    journal.record("item.released", ledger.item(LAST), by=cast.chen, on=LAST)
    assert figures.changed_since(version)


@pytest.mark.parametrize("name", ["requests.new.total", "challenges.reconsideration.total", "disclosed.increase"])
def test_sums_have_parts(name: str) -> None:
    assert len(figures.parts(2024, name)) > 1
    assert not any(figures.parts(2024, part) for part in figures.parts(2024, name))
