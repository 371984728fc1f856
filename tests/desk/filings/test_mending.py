"""改哪里: every rule that names a page names one that is there."""

import pytest
from django.apps import apps
from django.urls import reverse

from gongkai.desk.filings import mending
from gongkai.filing.findings import TITLES


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
