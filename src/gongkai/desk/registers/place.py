"""What the pages of the registers share: the one way to a register and to an entry, where they are, what is said."""

from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.agency.models import Agency
from gongkai.desk.filings.place import PER_PAGE as PER_PAGE
from gongkai.desk.filings.place import PLACE as PLACE
from gongkai.desk.filings.place import tabs as tabs
from gongkai.desk.frame import DeskRequest
from gongkai.errors import NotYours
from gongkai.filing.models import NormativeDocument
from gongkai.filing.registers import BY_CODE, BY_MODEL, published_years
from gongkai.supervision import access
from gongkai.supervision.models import Problem, Registered
from gongkai.supervision.registers import Register


def register_of(request: DeskRequest) -> Register | None:
    """The register that the address names: ?of=meetings; None where it names none."""
    return BY_CODE.get(request.GET.get("of", ""))


def entry_of(request: DeskRequest, register: Register, entry_id: int) -> Registered:
    """An entry of a register of the agency of the page. Raises NotYours."""
    entry = access.for_reading(register.model, entry_id, by=request.user)
    if entry.agency_id != request.agency.pk:
        raise NotYours("这个机关没有这条登记。")
    return entry


def overview_address(agency_id: int) -> str:
    return reverse("desk:registers", args=[agency_id])


def list_address(agency_id: int, register: Register, **query: Any) -> str:
    """The list of a register."""
    return reverse("desk:register", args=[agency_id], query={"of": register.code, **query})


def entry_address(entry: Registered, act: str = "") -> str:
    """The page of an entry, or of an act on it."""
    name = f"desk:register_{BY_MODEL[type(entry)].one}{'_' if act else ''}{act}"
    return reverse(name, args=[entry.agency_id, entry.pk])


def crumbs(agency_id: int, register: Register, entry: Registered | None = None) -> list[tuple[str, str]]:
    """The way to a page below the list of a register, or below one entry."""
    above = [("登记簿", overview_address(agency_id)), (register.word, list_address(agency_id, register))]
    return [*above, (str(entry), entry_address(entry))] if entry is not None else above


def published(agency: Agency, years: set[int]) -> str:
    """What is to be known before an entry is touched whose year's report the public has read, "" where none has."""
    out = published_years(agency, years)
    if not out:
        return ""
    named = "、".join(f"{year}年" for year in out)
    return f"{named}的年报已经公布，改登记簿不会改已公布的年报；年报里的数字因此错了的，请在那份年报里“更正重编”。"


def state_of(entry: Registered, today: date) -> tuple[str, str]:
    """How an entry stands: the word and tone of its badge."""
    if entry.is_void:
        return "已作废", "draft"
    if isinstance(entry, Problem):
        late = entry.due_on is not None and entry.due_on < today
        return ("已整改", "ok") if entry.mended_on else ("逾期未整改", "late") if late else ("待整改", "due")
    if isinstance(entry, NormativeDocument):
        return (entry.get_end_display(), "waiting") if entry.ended_on else ("现行有效", "ok")
    return "已登记", "ok"
