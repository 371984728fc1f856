"""One entry of a register: what it says, what was done to it, what can be done with it."""

from typing import Any

from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.registers import place
from gongkai.filing import from_items
from gongkai.filing.models import Decided, NormativeDocument
from gongkai.filing.registers import BY_CODE, amount, years_of
from gongkai.journal.trail import trail
from gongkai.supervision.models import Inspection, Problem, Registered


@page("register.see")
def entry(request: DeskRequest, /, register: str, **record_id: int) -> Response:
    """The page."""
    named = BY_CODE[register]
    [entry_id] = record_id.values()
    found = place.entry_of(request, named, entry_id)
    may_change = agencies.may("register.change", request.user, request.agency) and not found.is_void
    context: dict[str, Any] = {
        "register": named,
        "entry": found,
        "crumbs": place.crumbs(request.agency.pk, named),
        "facts": [
            (named.label(name), named.shown(found, name)) for name in dict.fromkeys((*named.fields, *named.columns))
        ],
        "state": place.state_of(found, timezone.localdate()),
        "published": place.published(request.agency, years_of(found)),
        "acts": _acts(found) if may_change else [],
        "problems": _problems(found),
        "counted": _counted(found),
        "item": found.item if isinstance(found, NormativeDocument) else None,
        "trail": trail(found)[::-1],
    }
    return show(request, "desk/registers/entry.html", place.PLACE, context)


def _acts(entry: Registered) -> list[tuple[str, str]]:
    """(word, address); what is done next most often stands first."""
    acts = []
    if isinstance(entry, Problem) and entry.mended_on is None:
        acts.append(("整改完成", "mend"))
    if isinstance(entry, NormativeDocument) and entry.ended_on is None:
        acts.append(("登记废止、失效", "end"))
    if isinstance(entry, Decided) and entry.way == Decided.Way.COUNTED:
        acts.append(("重新计数", "again"))
    else:
        acts.append(("更正", "change"))
    acts.append(("登记作废", "void"))
    return [(word, place.entry_address(entry, act)) for word, act in acts]


def _problems(entry: Registered) -> list[dict[str, Any]]:
    """The problems that an inspection found."""
    if not isinstance(entry, Inspection):
        return []
    found = entry.problems.filter(Problem.VALID).order_by("pk")[: place.PER_PAGE]
    return [
        {
            "title": problem.title,
            "url": place.entry_address(problem),
            "state": place.state_of(problem, timezone.localdate()),
        }
        for problem in found
    ]


def _counted(entry: Registered) -> dict[str, Any] | None:
    """Of an entry counted from items: what a count of today gives."""
    if not isinstance(entry, Decided) or entry.way != Decided.Way.COUNTED:
        return None
    now = from_items.decisions(entry.agency, entry.kind, entry.from_on, entry.on).count()
    return {"now": now, "differs": now != entry.number, "kept": amount(entry)}
