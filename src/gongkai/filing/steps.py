"""一步: the one way in which a report moves: state, revision and journal, together or not at all."""

from datetime import date
from typing import Any

from gongkai.agency.models import Officer
from gongkai.filing import states
from gongkai.filing.models import Filing, Version
from gongkai.filing.states import Kind
from gongkai.journal import recording as journal


def take(filing: Filing, kind: Kind, *, by: Officer | None, on: date, **recorded: Any) -> Version:
    """Do one step with the latest version of a locked filing: refuse it where the state forbids, move, record.

    `recorded` goes into the journal. The caller has set other fields of the version; both records are saved here.
    """
    version = filing.latest
    assert version is not None
    states.refuse_unless_allowed(version, kind)
    led = states.ACTS[kind].leads
    if led is not None:
        version.state = led
    version.filing = filing
    version.save()
    changed(filing)
    journal.record(f"filing.{kind}", filing, by=by, on=on, agency=filing.agency, **recorded)
    return version


def changed(filing: Filing) -> None:
    """Keep a locked filing that something changed: pages opened before are told."""
    filing.revision += 1
    filing.save(update_fields=["revision", "latest", "published", "handler"])
