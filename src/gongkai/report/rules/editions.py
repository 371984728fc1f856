"""适用版本: the edition of the form that a report answers to."""

from datetime import MAXYEAR, MINYEAR

from gongkai.report import forms
from gongkai.report.forms import Form
from gongkai.report.report import Report


def edition_for(report: Report) -> Form | None:
    """The edition of its tables, or, without tables, the one in force for its year."""
    return report.edition or in_force_for(report.year)


def in_force_for(year: int | None) -> Form | None:
    """The edition in force for a year of report, None before the first."""
    return next((form for form in forms.editions() if year is not None and form.in_force_for(year)), None)


def calendar_year(report: Report) -> int | None:
    """The year of report, None where it is none, or none that has a year after it in the calendar."""
    year = report.year
    return year if year is not None and MINYEAR <= year < MAXYEAR else None
