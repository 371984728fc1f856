"""Which entries an officer may read: those of the agencies where a role opens the journal."""

from gongkai.agency import access
from gongkai.agency.models import Agency, Officer
from gongkai.journal.models import Entry, EntryQuerySet


def visible_to(officer: Officer) -> EntryQuerySet:
    """The entries of every agency whose journal the officer may read."""
    return Entry.objects.filter(access.scope_for("journal.see", officer, prefix="agency__"))


def of_agency(agency: Agency, officer: Officer) -> EntryQuerySet:
    """The entries of one agency, newest first. Raises NotYours, NotYourRole."""
    access.require("journal.see", officer, agency)
    return Entry.objects.filter(agency=agency).order_by("-at", "-pk")
