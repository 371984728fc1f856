"""改哪里: every rule that names a page names one that is there."""

import pytest
from django.apps import apps
from django.urls import reverse

from gongkai.desk.filings import mending
from gongkai.filing.findings import TITLES, Found
from gongkai.filing.findings.tiers import Tier
from gongkai.filing.models import Filing, Version
from gongkai.report.report import Finding


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, (name, _) in mending.OF_THE_REPORT.items()])
def test_a_page_of_the_report_is_there(rule: str, name: str) -> None:
    assert rule in TITLES
    assert reverse(name, args=[1, 2])


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, (name, _) in mending.OF_THE_AGENCY.items()])
def test_a_page_of_the_agency_is_there(rule: str, name: str) -> None:
    assert rule in TITLES
    assert reverse(name, args=[1])


@pytest.mark.parametrize(("model", "name"), mending.RECORDS.items())
def test_a_record_has_its_page(model: str, name: str) -> None:
    assert apps.get_model(model)._meta.label_lower == model
    assert reverse(name, args=[1, 2])


@pytest.mark.parametrize(
    ("rule", "cell", "register"),
    [
        ("results_unrecorded", "supervision.assessments", "assessments"),
        ("results_unrecorded", "supervision.appraisals", "appraisals"),
        ("results_unrecorded", "supervision.accountability", "accountability"),
        ("decisions_missing", "disclosure.penalties.decisions", "decisions"),
    ],
)
def test_what_was_not_registered_leads_to_its_register_and_year(rule: str, cell: str, register: str) -> None:
    version = Version(filing=Filing(pk=2, agency_id=1, year=2023))
    finding = Finding(rule=rule, severity="warning", message="", cells=(cell,))
    link = mending.where(version, Found(finding, Tier.CONFIRM, "", "", ""))
    assert link == ("去登记", reverse("desk:register", args=[1], query={"of": register, "year": 2023}))
