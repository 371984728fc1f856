from gongkai.report.report import Cell
from gongkai.report.rules import verdicts
from tests.report.rules import sound


def this_year(in_force: int):
    return sound.report(
        year=2023,
        disclosure__normative_documents__made=Cell(4),
        disclosure__normative_documents__repealed=Cell(1),
        disclosure__normative_documents__in_force=Cell(in_force),
    )


LAST = sound.report(year=2022, disclosure__normative_documents__in_force=Cell(10))


def test_documents_in_force_are_last_years_and_those_made_less_those_repealed():
    assert verdicts(this_year(13), previous=LAST)["in_force_roll"] == "clean"


def test_another_number_is_found_with_the_arithmetic():
    [finding] = sound.found(this_year(14), "in_force_roll", previous=LAST)
    assert (finding.severity, finding.facts) == ("warning", {"expected": 13, "found": 14})
    assert "10＋本年制发4－本年废止1" in finding.message


def test_without_last_years_report_no_one_can_tell():
    assert verdicts(this_year(14))["in_force_roll"] == "cannot_tell"
