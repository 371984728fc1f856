"""What was registered in a year, for pages and reports: entries made void never count."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from gongkai.agency.models import Agency, Membership
from gongkai.supervision.models import Appraisal, Assessment, Problem, Registered

T = TypeVar("T", bound=Registered)
Agencies = Agency | Iterable[Agency]


def of(agencies: Agencies, *, to: str = "agency") -> Q:
    """What keeps a query to one agency or several; `to` leads to the agency."""
    if isinstance(agencies, Model):
        return Q(**{to: agencies})
    return Q(**{f"{to}__in": [agency.pk for agency in agencies]})


def within(year: int, *, field: str = "on") -> Q:
    """The days of a year."""
    return Q(**{f"{field}__gte": date(year, 1, 1), f"{field}__lte": date(year, 12, 31)})


def held(register: type[T], agencies: Agencies, year: int) -> QuerySet[T]:
    """The valid entries of a year: of assessments and appraisals the year judged, of all others the day it was."""
    judged = issubclass(register, Assessment | Appraisal)
    found = Q(year=year) if judged else within(year)
    return register._default_manager.filter(register.VALID, of(agencies), found)


def mended(agencies: Agencies, year: int) -> QuerySet[Problem]:
    """The problems found in a year that have been mended, whenever that was."""
    return held(Problem, agencies, year).filter(mended_on__isnull=False)


def group_changes(agencies: Agencies, year: int) -> QuerySet[Membership]:
    """Who joined or left a leading group in a year; who did both counts once."""
    changed = within(year, field="from_on") | within(year, field="until_on")
    return Membership.objects.filter(of(agencies, to="group__agency"), changed)
