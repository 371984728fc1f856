"""登记: entries made, changed and made void, in whichever register; a mistake stays to be seen, with its reason."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.supervision import access
from gongkai.supervision.models import Inspection, Problem, Registered
from gongkai.supervision.registers import PROBLEMS, Register


class Doubtful(Refused):
    """What was written looks wrong: it is kept only once somebody has looked again and says it is right."""


@transaction.atomic
def enter(
    register: Register,
    agency_id: int,
    values: Mapping[str, Any],
    *,
    by: Officer,
    today: date,
    token: str = "",
    confirmed: bool = False,
    problems: Sequence[str] = (),
) -> Registered:
    """登记: an entry of a register; with an inspection, the problems it found, each an entry of its own."""
    agency = agencies.for_act(agency_id, "register.change", by=by)
    # the agency is held: the same form sent twice finds what the first one made
    if token and (made := register.model._default_manager.filter(agency=agency, by=by, token=token).first()):
        return made
    entry = register.model(agency=agency, by=by, entered_on=today, token=token)
    put(register, entry, values)
    keep_new(register, entry, by=by, today=today, confirmed=confirmed)
    for title in problems:
        assert isinstance(entry, Inspection)
        problem = Problem(agency=agency, by=by, entered_on=today, on=entry.on, inspection=entry, title=title)
        keep_new(PROBLEMS, problem, by=by, today=today, confirmed=confirmed)
    return entry


@transaction.atomic
def change(
    register: Register,
    entry_id: int,
    values: Mapping[str, Any],
    *,
    by: Officer,
    today: date,
    revision: int | None = None,
    confirmed: bool = False,
    reason: str = "",
) -> Registered:
    """更正: what was before and what is now stand in the journal."""
    entry = opened(register, entry_id, by=by, revision=revision)
    agencies.for_act(entry.agency_id, "register.change", by=by)  # held against another entry like it
    changes = put(register, entry, values)
    if not changes:
        return entry
    doubts = refuse_unless_sound(register, entry, today, confirmed=confirmed)
    entry.revision += 1
    entry.save()
    journal.record(
        "register.changed",
        entry,
        by=by,
        on=today,
        register=register.word,
        name=str(entry),
        changes=changes,
        confirmed=doubts,
        reason=reason,
    )
    return entry


@transaction.atomic
def make_void(
    register: Register, entry_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None
) -> Registered:
    """作废: it counts no more, and stays to be seen; an inspection takes the problems it found with it."""
    entry = opened(register, entry_id, by=by, revision=revision)
    reason = written(reason, "作废的理由")
    _make_void(register, entry, reason, by=by, today=today)
    if isinstance(entry, Inspection):
        for problem in Problem.objects.select_for_update(no_key=True).filter(Problem.VALID, inspection=entry):
            _make_void(PROBLEMS, problem, reason, by=by, today=today)
    return entry


@transaction.atomic
def mend(
    problem_id: int, *, by: Officer, today: date, mended_on: date, content: str = "", revision: int | None = None
) -> Problem:
    """整改完成: a problem that was mended, and how."""
    problem = opened(PROBLEMS, problem_id, by=by, revision=revision)
    assert isinstance(problem, Problem)
    if problem.mended_on is not None:
        raise Refused(f"这个问题已经登记为 {problem.mended_on.isoformat()} 整改完成。要改日期，请用“更正”。")
    put(PROBLEMS, problem, {"mended_on": mended_on, "content": content or problem.content})
    refuse_unless_sound(PROBLEMS, problem, today, confirmed=True)
    problem.revision += 1
    problem.save()
    journal.record("register.mended", problem, by=by, on=today, name=str(problem), mended_on=mended_on, content=content)
    return problem


def opened(register: Register, entry_id: int, *, by: Officer, revision: int | None = None) -> Registered:
    """An entry locked for an act; what is void, or was changed since its page was opened, is refused."""
    entry = access.for_act(register.model, entry_id, by=by)
    if entry.is_void:
        raise Refused(f"这条登记已经作废（{entry.void_reason}），不能再办。需要的话请重新登记。")
    if revision is not None and revision != entry.revision:
        raise Refused("这条登记在您打开页面以后有人改过，您的操作没有执行。请看过现在的内容，再决定要不要办。")
    return entry


def put(register: Register, entry: Registered, values: Mapping[str, Any]) -> list[list[str]]:
    """Set fields of an entry, unsaved. What changed, as the journal keeps it: the word, before, after."""
    if why := register.fixed(entry):
        raise Refused(why)
    changes = []
    for name, value in values.items():
        if name not in register.fields:
            raise KeyError(name)
        before = register.shown(entry, name)
        setattr(entry, name, value.strip() if isinstance(value, str) else value)
        after = register.shown(entry, name)
        if before != after:
            changes.append([register.label(name), before, after])
    return changes


def refuse_unless_sound(register: Register, entry: Registered, today: date, *, confirmed: bool) -> list[str]:
    """Refuse an entry with faults, or with doubts that nobody confirmed. The doubts that were confirmed."""
    if faults := register.faults(entry, today):
        named = [f"{register.label(each.field)}：{each.says}" if each.field else each.says for each in faults]
        raise Refused(f"这条{register.word}没有登记，请改正：", details=named, cites=register.cites)
    doubts = register.doubted(entry, today)
    if doubts and not confirmed:
        raise Doubtful("请核对下面的内容；没有写错的，勾选“已核对”再登记。", details=doubts)
    return doubts


def keep_new(
    register: Register, entry: Registered, *, by: Officer, today: date, confirmed: bool, file: str = ""
) -> None:
    """Keep a new entry that is sound, and journal it; `file` is the spreadsheet it came from."""
    doubts = refuse_unless_sound(register, entry, today, confirmed=confirmed)
    entry.save()
    journal.record(
        "register.entered",
        entry,
        by=by,
        on=today,
        register=register.word,
        name=str(entry),
        dated=entry.on,
        confirmed=doubts,
        file=file,
    )


def _make_void(register: Register, entry: Registered, reason: str, *, by: Officer, today: date) -> None:
    entry.void_reason = reason
    entry.revision += 1
    entry.save()
    journal.record("register.voided", entry, by=by, on=today, register=register.word, name=str(entry), reason=reason)
