"""登记、更正、作废: the pages that make an entry of a register, change it or make it void."""

from datetime import date, timedelta
from typing import Any

from django.shortcuts import redirect
from django.utils import timezone

from gongkai.agency.models import Agency
from gongkai.desk.acting import Nothing, act_page
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.once import done_before
from gongkai.desk.registers import place
from gongkai.desk.registers.forms import Ending, Entry, Mending, Void
from gongkai.desk.registers.overview import year_asked, year_in_hand
from gongkai.filing.actions import registering as of_reports
from gongkai.filing.models import Decided
from gongkai.filing.registers import BY_CODE, DECISIONS, DOCUMENTS, years_of
from gongkai.supervision import queries
from gongkai.supervision.actions import registering
from gongkai.supervision.models import Inspection, Registered
from gongkai.supervision.registers import PROBLEMS, Register


@page("register.change")
def new(request: DeskRequest) -> Response:
    """登记: an entry of the register that ?of= names."""
    register = place.register_of(request)
    if register is None:
        return redirect("desk:registers", request.agency.pk)
    if request.method == "POST" and (address := done_before(request)):
        return redirect(address)
    here, today = request.agency, timezone.localdate()
    initial = _initial(request, register, today)
    form = Entry(register, here, request.POST or None, today=today, initial=initial)

    def act(given: dict[str, Any]) -> str:
        made = registering.enter(
            register,
            here.pk,
            form.values(),
            by=request.user,
            today=today,
            token=request.POST.get("form_token", "")[:40],
            confirmed=given["confirmed"],
            problems=form.problems(),
        )
        return place.list_address(here.pk, register, year=max(years_of(made)))

    return act_page(
        request,
        form,
        act,
        place=place.PLACE,
        title=f"登记{register.word}",
        says=f"写进{register.feeds}。{_counts_in(here, register, initial)}",
        word="登记",
        done=f"已登记{register.word}。",
        back=place.list_address(here.pk, register),
        crumbs=place.crumbs(here.pk, register),
    )


@page("register.change")
def change(request: DeskRequest, /, register: str, **record_id: int) -> Response:
    """更正."""
    named, entry = _named(request, register, record_id)
    today = timezone.localdate()
    initial = {name: getattr(entry, name) for name in named.fields}
    if isinstance(entry, Decided):
        initial["number"] = entry.number.normalize()
    form = Entry(named, request.agency, request.POST or None, today=today, entry=entry, initial=initial)

    def act(given: dict[str, Any], revision: int) -> object:
        return of_reports.change(
            named,
            entry.pk,
            form.values(),
            by=request.user,
            today=today,
            revision=revision,
            confirmed=given["confirmed"],
            reason=given["reason"],
        )

    return _act_page(
        request,
        named,
        entry,
        form,
        act,
        title="更正",
        says="改前、改后的内容都记入经过。",
        word="保存",
        done="已更正。",
    )


@page("register.change")
def void(request: DeskRequest, /, register: str, **record_id: int) -> Response:
    """登记作废."""
    named, entry = _named(request, register, record_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return registering.make_void(
            named,
            entry.pk,
            by=request.user,
            today=timezone.localdate(),
            reason=given["reason"],
            revision=revision,
        )

    also = "这次检查发现的问题一同作废。" if isinstance(entry, Inspection) else ""
    return _act_page(
        request,
        named,
        entry,
        Void(request.POST or None),
        act,
        title="登记作废",
        says=f"登记错了、重复登记的才作废。作废后不再计入年报，登记和理由保留。{also}",
        word="作废",
        done="登记已作废。",
        danger=True,
    )


@page("register.change")
def mend(request: DeskRequest, problem_id: int) -> Response:
    """整改完成."""
    problem, today = place.entry_of(request, PROBLEMS, problem_id), timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return registering.mend(problem.pk, by=request.user, today=today, revision=revision, **given)

    return _act_page(
        request,
        PROBLEMS,
        problem,
        Mending(request.POST or None, initial={"mended_on": today}),
        act,
        title="整改完成",
        says="年报的“改进情况”从这里来。",
        word="登记",
        done="已登记整改完成。",
    )


@page("register.change")
def end(request: DeskRequest, document_id: int) -> Response:
    """登记废止、失效."""
    document, today = place.entry_of(request, DOCUMENTS, document_id), timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return of_reports.end(document.pk, by=request.user, today=today, revision=revision, **given)

    return _act_page(
        request,
        DOCUMENTS,
        document,
        Ending(request.POST or None, initial={"how": "repealed"}),
        act,
        title="登记废止、失效",
        says="计入这一年的“本年废止件数”，从这一天起不再算“现行有效”。门户上的有效性另在这条信息里标明。",
        word="登记",
        done="已登记。",
    )


@page("register.change")
def again(request: DeskRequest, decided_id: int) -> Response:
    """重新计数."""
    entry, today = place.entry_of(request, DECISIONS, decided_id), timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return of_reports.count_again(entry.pk, by=request.user, today=today, revision=revision)

    return _act_page(
        request,
        DECISIONS,
        entry,
        Nothing(request.POST or None),
        act,
        title="重新计数",
        says="按现在公开的决定再数一遍，替换原来的数字。",
        word="重新计数",
        done="已重新计数。",
    )


def _named(request: DeskRequest, register: str, record_id: dict[str, int]) -> tuple[Register, Registered]:
    named = BY_CODE[register]
    [entry_id] = record_id.values()
    return named, place.entry_of(request, named, entry_id)


def _act_page(
    request: DeskRequest, register: Register, entry: Registered, form: Any, act: Any, *, says: str, **words: Any
) -> Response:
    """The page of an act on an entry, back to the entry."""
    given = request.POST.get("revision", "")
    revision = int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else entry.revision
    address = place.entry_address(entry)

    def done(cleaned: dict[str, Any]) -> str:
        act(cleaned, revision)
        return address

    return act_page(
        request,
        form,
        done,
        place=place.PLACE,
        says=says + place.published(request.agency, years_of(entry)),
        back=address,
        crumbs=place.crumbs(request.agency.pk, register, entry),
        about=[(register.word, str(entry)), *([("日期", entry.on)] if register is not DECISIONS else [])],
        revision=revision,
        **words,
    )


def _initial(request: DeskRequest, register: Register, today: date) -> dict[str, Any]:
    """What a new entry most likely says."""
    year = year_asked(request, today)
    last = today if year in (None, today.year) or "year" in register.fields else date(year, 12, 31)
    initial: dict[str, Any] = {"on": last, "year": year or year_in_hand(today)}
    given = request.GET.get("inspection", "")
    if register is PROBLEMS and given.isascii() and given.isdecimal() and len(given) < 15:
        inspection = Inspection.objects.filter(Inspection.VALID, agency=request.agency, pk=int(given)).first()
        initial |= {"inspection": inspection.pk, "on": inspection.on} if inspection else {}
    if register is PROBLEMS and (title := request.GET.get("title", "")):
        initial["title"] = title[:200]
    if register is DECISIONS:
        kind = request.GET.get("kind", "")
        from_on, on = uncovered(request.agency, kind, year or year_in_hand(today), today)
        initial |= {"kind": kind, "from_on": from_on, "on": on}
    return initial


def _counts_in(agency: Agency, register: Register, initial: dict[str, Any]) -> str:
    """In which report a new entry will count, and whether the public has read it already."""
    field = "year" if "year" in register.fields else "on"
    year = initial["year"] if field == "year" else initial["on"].year
    told = f"按“{register.label(field)}”计入那一年的年度报告：填的是 {year} 年，就计入 {year} 年度报告。"
    return told + place.published(agency, {year})


def uncovered(agency: Agency, kind: str, year: int, today: date) -> tuple[date, date]:
    """The part of a year, until today, that follows the last period registered of a kind."""
    last = min(date(year, 12, 31), today)
    covered = queries.held(Decided, agency, year).filter(kind=kind).order_by("-on").values_list("on", flat=True).first()
    first = covered + timedelta(days=1) if covered is not None and covered < last else date(year, 1, 1)
    return first, last
