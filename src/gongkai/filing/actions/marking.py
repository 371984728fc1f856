"""批注: what an examiner or the agency above wants mended, on a cell or on words; answered one by one.

The agency sees a mark once the report was returned with it.
"""

from datetime import date

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.filing import access, readers, states, steps
from gongkai.filing.models import Filing, Mark, Version
from gongkai.filing.report_of import report_of
from gongkai.filing.states import Kind
from gongkai.report import forms

LONGEST = 300


@transaction.atomic
def mark(
    filing_id: int,
    *,
    by: Officer,
    today: date,
    says: str,
    cell: str = "",
    section: str = "",
    part: str = "",
    quote: str = "",
) -> Mark:
    """批注: on a cell by its path, or on a section, a part of it, or words that stand there.

    For who examines the report now, in the agency or above it. Raises NotYours, NotYourRole.
    """
    filing = access.for_act(filing_id, "filing.see", by=by)
    version = filing.latest
    assert version is not None
    version.filing = filing
    states.refuse_unless_allowed(version, Kind.MARKED)
    require_examiner(version, by)
    _refuse_wrong_place(version, cell, section, part, quote)
    made = Mark.objects.create(
        version=version,
        cell=cell,
        section=section,
        part=part,
        quote=quote,
        says=says,
        by=by,
        on=today,
        from_above=version.state == Version.State.SUBMITTED,
    )
    steps.take(filing, Kind.MARKED, by=by, on=today, place=place_of(made), says=says)
    return made


@transaction.atomic
def drop(mark_id: int, *, by: Officer, today: date) -> Filing:
    """删去批注: one's own, while the agency has not seen it. Raises NotYours, NotYourRole."""
    found, filing = _opened(mark_id, "filing.see", by)
    states.refuse_unless_allowed(_latest_of(found, filing), Kind.MARK_DROPPED)
    if found.is_sent:
        raise Refused("批注已经随退回发出，不能删去。")
    if found.by_id != by.pk:
        raise NotYourRole(f"这处批注是{found.by}写的，只有本人可以删去。")
    found.delete()
    steps.take(filing, Kind.MARK_DROPPED, by=by, on=today, place=place_of(found))
    return filing


@transaction.atomic
def answer(mark_id: int, *, by: Officer, today: date, answer: str) -> Filing:
    """答复批注: how it was dealt with; an answer can be written anew until the report goes to examination again.

    Raises NotYours, NotYourRole.
    """
    found, filing = _opened(mark_id, "filing.draft", by)
    states.refuse_unless_allowed(_latest_of(found, filing), Kind.MARK_ANSWERED)
    found.answer, found.answered_by, found.answered_on = answer, by, today
    found.save(update_fields=["answer", "answered_by", "answered_on"])
    steps.take(filing, Kind.MARK_ANSWERED, by=by, on=today, place=place_of(found), answer=answer)
    return filing


def visible_marks(version: Version, officer: Officer) -> list[Mark]:
    """The marks on a version that the officer may see: those sent, and for who examines it now the others too.

    From above the agency only those that were written there.
    """
    found = version.marks.select_related("by", "answered_by")
    if not access.is_inside(officer, version.filing.agency):
        found = found.filter(from_above=True)
    return list(found if may_mark(version, officer) else found.filter(is_sent=True))


def may_mark(version: Version, officer: Officer) -> bool:
    """Whether the officer examines the version now: in the agency, or above it once it was handed in."""
    agency = version.filing.agency
    if version.state == Version.State.SUBMITTED:
        return access.is_receiver(officer, agency)
    is_open = version.state == Version.State.EXAMINING
    return is_open and any(agencies.may(act, officer, agency) for act in readers.ACTS.values())


def require_examiner(version: Version, by: Officer) -> None:
    """Refuse who does not examine the version now. Raises NotYourRole."""
    if not may_mark(version, by):
        raise NotYourRole(
            "批注由正在审查这份报告的人写：内部审查时是审核、保密审查、签发的人，报送以后是上级主管部门。"
        )


def place_of(mark: Mark) -> str:
    """Where a mark stands, in words."""
    form = forms.form(mark.version.edition)
    if mark.cell:
        slot = form.every_slot.get(mark.cell)
        return slot.label if slot else mark.cell
    section = form.sections[mark.section]
    part = next((each for each in section.part if each.code == mark.part), None)
    heading = form.part_heading(section, part) if part else form.heading(section)
    return f"{heading}“{mark.quote}”" if mark.quote else heading


def for_reading(mark_id: int, *, by: Officer) -> Mark:
    """A mark that the officer may see. Raises NotYours."""
    held = Mark.objects.select_related("version__filing__agency", "by")
    found = held.filter(pk=mark_id, version__filing__in=access.visible_to(by)).first()
    if found is None or found not in visible_marks(found.version, by):
        raise NotYours("没有这处批注，或者您不能查看它。")
    return found


def _opened(mark_id: int, act: str, by: Officer) -> tuple[Mark, Filing]:
    """A mark read again under the lock of its filing."""
    found = for_reading(mark_id, by=by)
    filing = access.for_act(found.version.filing_id, act, by=by)
    return for_reading(mark_id, by=by), filing


def _latest_of(mark: Mark, filing: Filing) -> Version:
    if mark.version_id != filing.latest_id or filing.latest is None:
        raise Refused("这处批注在以前的一版上，不能再改。")
    return filing.latest


def _refuse_wrong_place(version: Version, cell: str, section: str, part: str, quote: str) -> None:
    """Refuse a mark on a place that the report does not have."""
    form = forms.form(version.edition)
    if cell:
        if cell not in form.every_slot or section or part or quote:
            raise Refused("报告里没有这个格子。请在“看报告、批注”页点要批注的数字，再写意见。")
        return
    written = {(each.code, ""): each.text for each in report_of(version).sections}
    written |= {(each.code, inner.code): inner.text for each in report_of(version).sections for inner in each.parts}
    if (section, part) not in written:
        raise Refused("请选要批注的格子，或者要批注的那一部分正文。")
    if quote and quote not in written[section, part]:
        raise Refused(f"这一部分正文里没有“{quote}”。请从正文里原样复制要批注的字，或者留空批注整段。")
