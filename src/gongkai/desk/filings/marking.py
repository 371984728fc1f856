"""批注: written on a cell or on words by who examines, answered one by one by who draws the report up."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup, escape

from gongkai.agency import access as agencies
from gongkai.desk import acting
from gongkai.desk.filings.doing import doing
from gongkai.desk.filings.place import PLACE, act_page, show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.errors import NotYours
from gongkai.filing import access, changes, public
from gongkai.filing.actions import marking
from gongkai.filing.models import Mark, Version
from gongkai.filing.report_of import report_of
from gongkai.report import forms as editions


class Marking(forms.Form):
    """A cell of the form, or a section or part with the words marked in it; given in the address, it stands chosen."""

    cell = forms.ChoiceField(label="表里的数字", required=False, help_text="批注一个数字时选；批注正文时不选。")
    place = forms.ChoiceField(label="正文的哪一部分", required=False, help_text="批注正文时选。")
    quote = forms.CharField(
        label="原文", required=False, max_length=300, help_text="从正文里复制要批注的字；留空批注整段。"
    )
    says = forms.CharField(label="意见", max_length=marking.LONGEST, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: object, *, edition: str, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict
        cell, place = self.fields["cell"], self.fields["place"]
        assert isinstance(cell, forms.ChoiceField) and isinstance(place, forms.ChoiceField)
        form = editions.form(edition)
        cell.choices = [("", "未选"), *((path, slot.label) for path, slot in form.slots.items())]
        place.choices = [("", "未选"), *_places(form)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("cell")) == bool(given.get("place")):
            raise forms.ValidationError("请选表里的一个数字，或者正文的一部分，只选一样。")
        if given.get("cell") and given.get("quote"):
            raise forms.ValidationError("批注数字时不用填原文；要批注正文的，请不选数字。")
        return given


class Answering(forms.Form):
    answer = forms.CharField(
        label="怎样处理",
        max_length=marking.LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="改了什么；不改的，为什么。提出批注的人看得到。",
    )


@page("filing.see")
def filing_marks(request: DeskRequest, filing_id: int) -> Response:
    """报告和批注: the whole report as it reads, each figure and passage leading to a mark on it, the marks beside."""
    version = version_of(request, filing_id)
    rows = shown(request, version)
    marked = {row["mark"].cell: row["mark"].pk for row in rows if row["mark"].cell}
    may_mark = version.pk == version.filing.latest_id and marking.may_mark(version, request.user)
    context = {
        "drawn": public.page(report_of(version), version.entered.all()),
        "rows": rows,
        "marked": marked,
        "quoted": lambda section, part, words: _quoted(rows, section, part, words),
        "may_mark": may_mark,
        "changes": changes.since_read(version, inside=access.is_inside(request.user, version.filing.agency))
        if may_mark
        else None,
        "doing": doing(version, request.user, today=timezone.localdate()) if may_mark else None,
        "mark_url": reverse("desk:filing_mark", args=[version.filing.agency_id, version.filing.pk]),
    }
    return show_report(request, "desk/filings/marks.html", version, "desk:filing_marks", context)


def _quoted(rows: list[dict[str, Any]], section: str, part: str, words: str) -> Markup:
    """A paragraph with the words marked in it."""
    said = escape(words)
    for mark in (row["mark"] for row in rows):
        if (mark.section, mark.part) == (section, part) and mark.quote and mark.quote in words:
            quote = escape(mark.quote)
            said = Markup(said.replace(quote, Markup('<mark id="words-{}">{}</mark>').format(mark.pk, quote), 1))
    return said


@page("filing.see")
def filing_mark(request: DeskRequest, filing_id: int) -> Response:
    """批注."""
    version = version_of(request, filing_id)
    filing = version.filing
    section, part = request.GET.get("section", ""), request.GET.get("part", "")
    initial = {
        "cell": request.GET.get("cell", ""),
        "place": f"{section}.{part}" if section else "",
        "quote": request.GET.get("quote", ""),
    }

    def act(given: dict[str, Any], revision: int) -> object:
        section, _, part = given["place"].partition(".")
        return marking.mark(
            filing.pk,
            by=request.user,
            today=timezone.localdate(),
            cell=given["cell"],
            section=section,
            part=part,
            quote=given["quote"],
            says=given["says"],
        )

    return act_page(
        request,
        filing,
        Marking(request.POST or None, edition=version.edition, initial=initial),
        act,
        title="批注",
        says="批注在退回时一起发出，编制人逐条答复；没有退回以前只有审查的人看得到。",
        word="批注",
        done="已批注。退回时一起发出。",
        then="desk:filing_marks",
        about=_about(version, section, part, initial["cell"]),
    )


def _about(version: Version, section: str, part: str, cell: str) -> list[tuple[str, str]]:
    """What is marked, as it reads: words can be copied from it."""
    report = report_of(version)
    if cell in report.cells:
        return [("现在的数", str(report.value(cell)))]
    for each in report.sections:
        if each.code == section:
            text = next((inner.text for inner in each.parts if inner.code == part), "") if part else each.text
            return [("这一段的文字", text)] if text else []
    return []


@page("filing.draft")
def mark_answer(request: DeskRequest, mark_id: int) -> Response:
    """答复批注."""
    found = _mark_of(request, mark_id)

    def act(given: dict[str, Any]) -> str:
        marking.answer(found.pk, by=request.user, today=timezone.localdate(), answer=given["answer"])
        return _report(found)

    form = Answering(request.POST or None, initial={"answer": found.answer})
    return _act_page(
        request, found, form, act, title="答复批注", says="改好以后，写明怎样处理的。", word="保存答复", done="已答复。"
    )


@page("filing.see")
def mark_drop(request: DeskRequest, mark_id: int) -> Response:
    """删去批注."""
    found = _mark_of(request, mark_id)

    def act(given: dict[str, Any]) -> str:
        marking.drop(found.pk, by=request.user, today=timezone.localdate())
        return _report(found)

    return _act_page(
        request,
        found,
        acting.Nothing(request.POST or None),
        act,
        title="删去批注",
        says="只能删去自己写的、还没有发出的批注。",
        word="删去",
        done="批注已删去。",
        danger=True,
    )


def shown(request: DeskRequest, version: Version) -> list[dict[str, Any]]:
    """The marks on a version that the officer may see, with where they lead, for the macro `marks` of words.html."""
    agency_id = version.filing.agency_id
    may_drop = marking.may_mark(version, request.user)
    may_answer = (
        version.is_editable
        and version.pk == version.filing.latest_id
        and agencies.may("filing.draft", request.user, request.agency)
    )
    rows = []
    for mark in marking.visible_marks(version, request.user):
        mark.version = version
        drop = may_drop and not mark.is_sent and mark.by_id == request.user.pk
        rows.append(
            {
                "mark": mark,
                "place": marking.place_of(mark),
                "answer_url": reverse("desk:mark_answer", args=[agency_id, mark.pk])
                if may_answer and mark.is_sent
                else "",
                "drop_url": reverse("desk:mark_drop", args=[agency_id, mark.pk]) if drop else "",
            }
        )
    return rows


def _act_page(request: DeskRequest, mark: Mark, form: forms.Form, act: Any, **words: Any) -> Response:
    filing = mark.version.filing
    return acting.act_page(
        request,
        form,
        act,
        place=PLACE,
        back=_report(mark),
        crumbs=[("年报", reverse("desk:filings", args=[filing.agency_id])), (str(filing), _report(mark))],
        about=[("批注的地方", marking.place_of(mark)), ("意见", mark.says), ("谁", f"{mark.by}　{mark.on:%Y-%m-%d}")],
        **words,
    )


def _mark_of(request: DeskRequest, mark_id: int) -> Mark:
    """A mark on a report of the agency of the page. Raises NotYours."""
    found = marking.for_reading(mark_id, by=request.user)
    if found.version.filing.agency_id != request.agency.pk:
        raise NotYours("这个机关没有这处批注。")
    return found


def _report(mark: Mark) -> str:
    filing = mark.version.filing
    return reverse("desk:filing", args=[filing.agency_id, filing.pk])


def _places(form: editions.Form) -> list[tuple[str, str]]:
    """The sections and parts of a form: "overview.disclosure" → its headings."""
    found = []
    for section in form.section:
        found.append((f"{section.code}.", form.heading(section)))
        found += [(f"{section.code}.{part.code}", f"　{form.part_heading(section, part)}") for part in section.part]
    return found
