"""正文: every passage as it reads, its numbers leading to their records, and the fields in which it is written."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.acting import Nothing, day
from gongkai.desk.filings import findings as findings_page
from gongkai.desk.filings import marking
from gongkai.desk.filings.figures import address
from gongkai.desk.filings.place import act_page, filing_of, revision_seen, show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.once import once, token
from gongkai.desk.screening.differences import between
from gongkai.errors import Refused
from gongkai.filing import figures, findings, report_of, states, text
from gongkai.filing.access import ChangedMeanwhile
from gongkai.filing.actions import planning, writing
from gongkai.filing.actions.writing import Frame, Place
from gongkai.filing.models import Filing, Passage, Version
from gongkai.filing.states import Kind
from gongkai.filing.text import Piece
from gongkai.journal.chain import digest
from gongkai.report import forms as editions
from gongkai.supervision import queries
from gongkai.supervision.models import Problem

FRAME = ("title", "preamble", "signature", "signed_on")
_ROWS = 8
_LINE = 40
"""Characters that a line of a field holds, about."""


class Writing(forms.Form):
    """The whole text: what stands around it, and a field for each passage.

    Beside each field goes a mark of what the officer was shown: who changed nothing in a passage writes nothing over
    what another wrote there meanwhile.
    """

    title = forms.CharField(label="标题", max_length=200)
    preamble = forms.CharField(label="题下说明", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    signature = forms.CharField(label="落款", max_length=100)
    signed_on = day("落款日期", required=False, help_text="报告写成的日期，在报告年度结束以后。")

    def __init__(self, data: Any, *, initial: dict[str, Any], version: Version) -> None:
        super().__init__(data, initial=initial)
        self.places = text.places(version)
        for place in self.places:
            rows = max(_ROWS, len(initial.get(field_of(place), "")) // _LINE + 2)
            self.fields[field_of(place)] = forms.CharField(
                label=writing.heading(version, place),
                required=False,
                strip=False,
                widget=forms.Textarea({"rows": rows, "form": "writing"}),
            )
        for name in (*FRAME, *map(field_of, self.places)):
            self.fields[name].widget.attrs["form"] = "writing"
            self.fields[f"{name}-seen"] = forms.CharField(required=False, widget=forms.HiddenInput({"form": "writing"}))

    def changed(self, name: str) -> bool:
        """Whether the officer wrote in a field, as against what its page showed."""
        return mark_of(self.cleaned_data.get(name)) != self.cleaned_data.get(f"{name}-seen")


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage on the page."""

    place: Place
    heading: str
    level: int
    paragraphs: list[list[tuple[Piece, str]]]
    """Pieces of each paragraph with the address of a figure's records."""
    passage: Passage | None
    field: forms.BoundField
    seen: forms.BoundField
    findings: list[Any]
    marks: list[dict[str, Any]]
    now: str | None
    """What another wrote here meanwhile, where the officer wrote something else."""
    propose: str
    is_open: bool


def field_of(place: Place) -> str:
    return f"words-{place[0]}-{place[1]}"


def mark_of(value: Any) -> str:
    """A mark of what a field held, the same for the same words however they were sent."""
    return digest("sm3", text.cleaned(str(value or "")).encode())[:20]


@page("filing.see")
def filing_text(request: DeskRequest, filing_id: int) -> Response:
    """The text of one version; who draws it up writes in it."""
    version = version_of(request, filing_id)
    may_write = _may_write(request, version)
    known = figures.of_version(version)
    current = _current(version, known)
    if request.method != "POST":
        form = Writing(None, initial=_opened(current), version=version)
        return _show(request, version, known, form, may_write=may_write)
    agencies.require("filing.draft", request.user, request.agency)
    sent = Writing(request.POST, initial=_opened(current), version=version)
    if not sent.is_valid():
        wrong = {name for name in sent.fields if sent.has_error(name) or sent.changed(name)}
        return _show(request, version, known, sent, may_write=may_write, open_=wrong, status=422)
    revision = revision_seen(request, version.filing)

    def act() -> str:
        writing.write(
            version.filing_id,
            {place: sent.cleaned_data[field_of(place)] for place in sent.places if sent.changed(field_of(place))},
            by=request.user,
            today=timezone.localdate(),
            revision=revision,
            frame=_frame(sent, current),
        )
        address = reverse("desk:filing_text", args=[request.agency.pk, version.filing_id])
        at = request.POST.get("at", "")
        return f"{address}#{at}" if at in map("-".join, sent.places) else address

    try:
        done = once(request, act)
    except Refused as refused:
        return _refused(request, version, sent, refused)
    messages.success(request, "正文已保存。")
    return redirect(done)


@page("filing.draft")
def filing_text_propose(request: DeskRequest, filing_id: int) -> Response:
    """改用建议文字, after a look at what would change; an address that names no passage leads to all of them."""
    filing = filing_of(request, filing_id)
    version = filing.latest
    assert version is not None
    version.filing = filing
    section, part = request.GET.get("section", ""), request.GET.get("part", "")
    known = figures.of_version(version)
    proposed = text.propose(version, known)
    if (section, part) not in proposed:
        return redirect("desk:filing_text", filing.agency_id, filing.pk)
    passage = version.passages.filter(section=section, part=part).first()
    shown = text.shown(passage, known) if passage else ""
    lines = between(_by_sentences(shown), _by_sentences(text.plain(proposed[section, part], known)))

    def act(given: dict[str, Any], revision: int) -> object:
        return writing.propose_again(
            filing.pk, section, part, by=request.user, today=timezone.localdate(), revision=revision
        )

    return act_page(
        request,
        filing,
        Nothing(request.POST or None),
        act,
        title=f"“{writing.heading(version, (section, part))}”改用建议文字",
        says="现在的文字由建议文字代替；以后重新统计，这一部分跟着改。",
        word="改用建议文字",
        done="已改用建议文字。",
        then="desk:filing_text",
        template="desk/filings/propose.html",
        context={"lines": lines, "proposes_nothing": not proposed[section, part]},
    )


def _by_sentences(words: str) -> str:
    return words.replace("。", "。\n").replace("\n\n", "\n").rstrip("\n")


def _may_write(request: DeskRequest, version: Version) -> bool:
    is_latest = version.pk == version.filing.latest_id
    return (
        is_latest
        and states.allowed(version, Kind.WRITTEN)
        and agencies.may("filing.draft", request.user, request.agency)
    )


def _current(version: Version, known: dict[str, Any]) -> dict[str, Any]:
    """What each field of the page holds, as the report stands."""
    held = {(each.section, each.part): text.shown(each, known) for each in version.passages.all()}
    return {name: getattr(version, name) for name in FRAME} | {
        field_of(place): held.get(place, "") for place in text.places(version)
    }


def _opened(current: dict[str, Any]) -> dict[str, Any]:
    return current | {f"{name}-seen": mark_of(value) for name, value in current.items()}


def _frame(sent: Writing, current: dict[str, Any]) -> Frame:
    """Title and signature as the officer wrote them, or as they stand where nothing was written."""
    given = {name: sent.cleaned_data[name] if sent.changed(name) else current[name] for name in FRAME}
    return Frame(**given)


def _refused(request: DeskRequest, version: Version, sent: Writing, refused: Refused) -> Response:
    """The page as it is now with what the officer wrote still in its fields."""
    version = version_of(request, version.filing_id)
    known = figures.of_version(version)
    opened = _opened(_current(version, known))
    now, written_in = {}, set()
    for name in (*FRAME, *map(field_of, sent.places)):
        if sent.changed(name):
            written = sent.cleaned_data[name]
            written_in.add(name)
            if opened[f"{name}-seen"] not in (sent.cleaned_data[f"{name}-seen"], mark_of(written)):
                now[name] = opened[name]
            opened[name] = written
            opened[f"{name}-seen"] = sent.cleaned_data[f"{name}-seen"]
    form = Writing(None, initial=opened, version=version)
    if isinstance(refused, ChangedMeanwhile) and _may_write(request, version):
        refused = Refused(
            "这份报告在您打开页面以后有人改过，您写的还没有保存，都还在下面。"
            "您没有动过的部分已经换成现在的文字。请看一遍，再点“保存”。"
        )
    may_write = _may_write(request, version)
    return _show(
        request,
        version,
        known,
        form,
        may_write=may_write,
        refused=refused,
        now=now,
        open_=written_in,
        status=409,
    )


def _show(
    request: DeskRequest,
    version: Version,
    known: dict[str, Any],
    form: Writing,
    *,
    may_write: bool,
    refused: Refused | None = None,
    now: dict[str, Any] | None = None,
    open_: Collection[str] = (),
    status: int = 200,
) -> Response:
    filing = version.filing
    passages = list(_passages(request, version, known, form, now or {}, open_)) if version.edition else []
    context = {
        "form": form,
        "passages": passages,
        "may_write": may_write,
        "refused": refused,
        "now": now or {},
        "is_frame_open": any(name in open_ for name in FRAME),
        "token": token(request),
        "is_counted": version.counted_at is not None,
        "is_file": version.origin == Version.Origin.FILE and not version.is_editable,
        "preamble": report_of.preamble(version),
        "written": sum(shown.passage is not None and shown.passage.by_id is not None for shown in passages),
        "away": sum(piece.is_away for shown in passages for line in shown.paragraphs for piece, _ in line),
        "noticed": _noticed(request, version, known) if may_write else [],
        "promised": planning.seen(filing, filing.year, request.user),
        "planned": planning.seen(filing, filing.year + 1, request.user),
    }
    return show_report(request, "desk/filings/text.html", version, "desk:filing_text", context, status=status)


def _noticed(request: DeskRequest, version: Version, known: dict[str, Any]) -> list[dict[str, str]]:
    """What the figures say went short and nobody registered as a problem of the year."""
    filing = version.filing
    held = set(queries.held(Problem, filing.agency, filing.year).values_list("title", flat=True))
    register = reverse("desk:register_new", args=[request.agency.pk])
    records = reverse("desk:filing_records", args=[request.agency.pk, filing.pk])
    return [
        {
            "words": words,
            "records": f"{records}?{urlencode({'name': name})}",
            "register": f"{register}?{urlencode({'of': 'problems', 'title': words, 'year': filing.year})}",
        }
        for name, words in text.noticed(known)
        if words not in held
    ]


def _passages(
    request: DeskRequest,
    version: Version,
    known: dict[str, Any],
    form: Writing,
    now: dict[str, Any],
    open_: Collection[str],
) -> Iterator[Shown]:
    filing = version.filing
    edition = editions.form(version.edition)
    held = {(each.section, each.part): each for each in version.passages.select_related("by")}
    marks = marking.shown(request, version)
    found = findings.of(version, on=timezone.localdate(), quick=True) if version.is_editable else None
    propose = reverse("desk:filing_text_propose", args=[filing.agency_id, filing.pk])
    for section in edition.section:
        headings = [("", edition.heading(section))]
        headings += [(part.code, edition.part_heading(section, part)) for part in section.part]
        for part, heading in headings:
            place = (section.code, part)
            passage = held.get(place)
            name = field_of(place)
            here = [each for each in found.all if (each.section, each.part) == place] if found else []
            yield Shown(
                place=place,
                heading=heading,
                level=3 if part else 2,
                paragraphs=_paragraphs(filing, version, passage.text if passage else "", known),
                passage=passage,
                field=form[name],
                seen=form[f"{name}-seen"],
                findings=findings_page.rows(request, version, here),
                marks=[row for row in marks if (row["mark"].section, row["mark"].part) == place],
                now=now.get(name),
                propose=f"{propose}?section={section.code}&part={part}",
                is_open=name in open_,
            )


def _paragraphs(filing: Filing, version: Version, words: str, known: dict[str, Any]) -> list[list[tuple[Piece, str]]]:
    """A passage by paragraphs, each number with the address of what it counts."""
    lines: list[list[tuple[Piece, str]]] = [[]]
    for piece in text.pieces(words, known):
        if piece.name:
            lines[-1].append((piece, address(filing, piece.name, version) if piece.figure else ""))
            continue
        first, *others = piece.words.split("\n")
        lines[-1].append((Piece(first), ""))
        lines += [[(Piece(each), "")] for each in others]
    return [line for line in lines if any(piece.words for piece, _ in line)]
