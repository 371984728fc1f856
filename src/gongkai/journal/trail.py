"""经过: what happened to a record, sentence by sentence, as its page shows it beside it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q

from gongkai.journal.models import Entry
from gongkai.journal.words import sentence

MOST = 200


def trail(*subjects: Model, without: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The latest entries about some records, oldest first, as the component `trail` takes them; one query.

    `without` names acts that only the journal tells. Ask only for records that the officer was given through an access
    function: what is asked for is shown.
    """
    condition = Q(pk__in=[])
    names: dict[tuple[str, str], str] = {}
    for subject in subjects:
        kind, number = subject._meta.label_lower, str(subject.pk)
        condition |= Q(subject_kind=kind, subject_id=number)
        names[kind, number] = str(subject)
    entries = Entry.objects.filter(condition).exclude(act__in=tuple(without)).order_by("-at", "-pk")[:MOST]
    return [
        {
            "at": entry.at,
            "says": sentence(entry, names[entry.subject_kind, entry.subject_id]),
            "act": entry.act,
            "by": entry.by_name,
        }
        for entry in reversed(entries)
    ]
