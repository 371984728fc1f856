"""Writing an entry: inside the transaction of the act, so that both are there or neither."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from gongkai.agency.models import Agency, Officer
from gongkai.journal.chain import seal
from gongkai.journal.models import Chain, Entry

SITE = "site"
SYSTEM = "系统"


@transaction.atomic
def record(
    act: str,
    subject: models.Model,
    *,
    by: Officer | None,
    on: date,
    agency: Agency | None = None,
    **details: Any,
) -> Entry:
    """Add an entry to the chain of the agency (the subject's own when none is given), or of the site."""
    if agency is None:
        agency = subject if isinstance(subject, Agency) else getattr(subject, "agency", None)
    chain = _locked(agency)
    entry = Entry(
        chain=chain,
        number=chain.length + 1,
        act=act,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        agency=agency,
        by=by,
        by_name=by.name if by else SYSTEM,
        on=on,
        at=timezone.now(),
        details={name: _plain(value) for name, value in details.items()},
        previous=chain.head,
    )
    entry.hash = seal(entry, chain)
    entry.save(force_insert=True)
    chain.length, chain.head = entry.number, entry.hash
    chain.save(update_fields=["length", "head"])
    return entry


def _locked(agency: Agency | None) -> Chain:
    """The chain, held until the transaction ends: two acts of one agency follow each other."""
    name = f"agency:{agency.pk}" if agency else SITE
    Chain.objects.get_or_create(name=name, defaults={"agency": agency})
    return Chain.objects.select_for_update().get(name=name)


def _plain(value: Any) -> Any:
    """A value as JSON keeps it, the same before and after the database."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return repr(value)
    return value
