"""The one maker of a report: from a draft's figures and words, or as it was fixed."""

from gongkai.filing import report_of
from gongkai.filing.models import Entered, Filing
from gongkai.report import exchange, forms
from gongkai.report.report import State
from tests.cast import Cast
from tests.filing import reports
from tests.filing.reports import DAY
from tests.filing.text import ledgers
from tests.filing.text.conftest import latest


def test_a_draft_gives_its_figures_and_words_under_official_headings(town_filing: Filing) -> None:
    made = report_of.report_of(latest(town_filing))
    assert (made.agency, made.year, made.form) == ("清水镇人民政府", 2024, "2021")
    assert [section.title for section in made.sections] == [
        forms.form("2021").heading(section) for section in forms.form("2021").section
    ]
    assert made.value("requests.new.total") == 3
    part = made.part("overview", "disclosure")
    assert part is not None
    assert (part.title, part.text) == ("（一）主动公开", "2024年主动公开政府信息1009条。")
    assert [each.value for each in made.stated("disclosed_total")] == [1009]


def test_a_cell_that_nobody_counted_is_blank_and_not_nought(town_filing: Filing) -> None:
    cell = report_of.report_of(latest(town_filing))["disclosure.licensing.decisions"]
    assert (cell.value, cell.state) == (None, State.BLANK)


def test_an_entered_cell_is_marked_with_its_source(town_filing: Filing, cast: Cast) -> None:
    name = "disclosure.charges.amount"
    Entered.objects.create(
        version=latest(town_filing), name=name, value="1.250000", source="县财政局", reason="另计", by=cast.chen, on=DAY
    )
    made = report_of.report_of(latest(town_filing))
    assert (str(made[name].value), made[name].text, made[name].notes) == ("1.25", "1.25", (report_of.ENTERED,))
    assert [note.says for note in made.notes] == [
        "表二“行政事业性收费”·本年收费金额（单位：万元）：填报的数字，来源：县财政局。"
    ]


def test_a_fixed_version_gives_what_it_was_fixed_with(town_filing: Filing) -> None:
    fixed = report_of.report_of(latest(town_filing))
    reports.given(
        town_filing, state="submitted", report=exchange.encode(fixed).decode(), figures={"disclosed.total": 1}
    )
    assert report_of.report_of(latest(town_filing)) == fixed


def test_a_returned_version_is_a_draft_again(town_filing: Filing) -> None:
    fixed = report_of.report_of(latest(town_filing))
    reports.given(
        town_filing, state="returned", report=exchange.encode(fixed).decode(), figures={"disclosed.total": 1010}
    )
    [total] = report_of.report_of(latest(town_filing)).stated("disclosed_total")
    assert total.value == 1010


def test_a_restatement_says_what_it_is_and_why() -> None:
    version = ledgers.version()
    version.preamble = "按条例编制。"
    version.restates_because = "申请件数\n漏计一件。"
    assert report_of.preamble(version).splitlines() == [
        "按条例编制。",
        "更正说明：本报告是对已经公布的报告的更正，原报告仍可查阅。更正的原因：申请件数 漏计一件。",
    ]


def test_the_report_of_a_draft_survives_its_journey_as_json(town_filing: Filing) -> None:
    made = report_of.report_of(latest(town_filing))
    assert exchange.decode(exchange.encode(made)) == made
