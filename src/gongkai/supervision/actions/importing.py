"""导入: the rows of a spreadsheet into a register, looked at first, then entered whole or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.supervision import sheets
from gongkai.supervision.actions import registering
from gongkai.supervision.actions.registering import Doubtful
from gongkai.supervision.models import Registered
from gongkai.supervision.registers import Register
from gongkai.supervision.sheets import Row


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row with the entry it makes: sentences on what must be put right, and on what must be looked at again."""

    row: Row
    entry: Registered
    faults: tuple[str, ...]
    doubts: tuple[str, ...]


@transaction.atomic
def weigh(register: Register, agency_id: int, rows: Iterable[Row], *, by: Officer, today: date) -> list[Weighed]:
    """What would come of an import, every row beside those above it; nothing is kept."""
    agency = agencies.for_act(agency_id, "register.change", by=by)
    found = _lay(register, agency, rows, by=by, today=today)
    transaction.set_rollback(True)
    return found


@transaction.atomic
def take_in(
    register: Register,
    agency_id: int,
    rows: Sequence[Row],
    *,
    by: Officer,
    today: date,
    file: str,
    confirmed: bool = False,
) -> list[Registered]:
    """导入: one entry a row, all of them or none. Refused names every faulty row."""
    agency = agencies.for_act(agency_id, "register.change", by=by)
    found = _lay(register, agency, rows, by=by, today=today)
    if faulty := [f"第{each.row.number}行　{''.join(each.faults)}" for each in found if each.faults]:
        raise Refused(f"表里有 {len(faulty)} 行要改，一行都没有导入。请改好后重新上传：", details=faulty)
    if not confirmed and (doubtful := [f"第{one.row.number}行　{''.join(one.doubts)}" for one in found if one.doubts]):
        raise Doubtful("请核对下面的内容；没有写错的，勾选“已核对”再导入。", details=doubtful)
    for each in found:
        journal.record(
            "register.entered",
            each.entry,
            by=by,
            on=today,
            register=register.word,
            name=str(each.entry),
            dated=each.entry.on,
            confirmed=each.doubts,
            file=file,
        )
    return [each.entry for each in found]


def _lay(register: Register, agency: Agency, rows: Iterable[Row], *, by: Officer, today: date) -> list[Weighed]:
    """Enter row after row, each checked against those before it."""
    return [_one(register, agency, row, by=by, today=today) for row in rows]


def _one(register: Register, agency: Agency, row: Row, *, by: Officer, today: date) -> Weighed:
    entry = register.model(agency=agency, by=by, entered_on=today, **register.imported_as)
    given, unread = sheets.values(register, agency, row)
    registering.put(register, entry, given)
    missing = {fault.field for fault in unread}
    faults = unread + [fault for fault in register.faults(entry, today) if fault.field not in missing]
    said = tuple(f"{register.label(each.field)}：{each.says}" if each.field else each.says for each in faults)
    doubts = () if faults else tuple(register.doubted(entry, today))
    if not faults:
        entry.save()
    return Weighed(row, entry, said, doubts)
