"""PDF: its words, what it does when it is opened, what lies in it unseen; and a copy without what can be taken out.

Only ever run in a process of its own (`apart`): a damaged file can take the process that reads it along.
"""

import io
import mmap
from collections.abc import Iterator
from contextlib import suppress
from ctypes import c_float, c_int, c_uint
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.errors import Unreadable
from gongkai.report.reading.files.refusals import DAMAGED, PASSWORD
from gongkai.vetting.files import picture
from gongkai.vetting.files.package import TOO_MUCH
from gongkai.vetting.files.traces import Traces
from gongkai.vetting.files.words import Words

_MOST_PAGES = 3000
_MOST_LOOKED_AT = 3_000_000
_MOST_ACTIONS = 100
_NOTES = frozenset(("/Text", "/Popup"))
_FILES = frozenset(("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"))
_MARKINGS = frozenset(
    (
        *("/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Stamp", "/Caret", "/Line"),
        *("/Square", "/Circle", "/Polygon", "/PolyLine"),
    )
)
_ACTING = frozenset(
    (
        *("/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"),
        *("/RichMediaExecute", "/Sound", "/Movie", "/Hide", "/SetOCGState", "/GoTo3DView"),
    )
)
_OPAQUE = 250
_COVERS = 0.9

Box = tuple[float, float, float, float]


def scan(path: Path, traces: Traces, words: Words) -> tuple[int, bool]:
    """Adds what is found; gives the number of pages and whether the document is signed."""
    with _opened(path) as file:
        pages = len(file.pages)
        if pages > _MOST_PAGES:
            raise Unreadable(TOO_MUCH)
        is_signed = _is_signed(file)
        if is_signed:
            traces.add("signature")
        _document(file, traces)
        for page in file.pages:
            _annotations(page, traces)
    if _saves(path) > 1:
        traces.add("earlier_versions")
    _pages(path, traces, words)
    return pages, is_signed


def cleaned(path: Path, to: Path) -> None:
    """The same pages without properties, scripts, files and notes; written anew, so that no earlier version remains."""
    with _opened(path) as file:
        root = file.Root
        for name in ("/Metadata", "/AA", "/AF", "/PieceInfo", "/Collection"):
            _drop(root, name)
        if "/OpenAction" in root and _is_action(root.OpenAction):
            del root["/OpenAction"]
        names = root.get("/Names")
        if isinstance(names, pikepdf.Dictionary):
            for name in ("/JavaScript", "/EmbeddedFiles", "/Renditions"):
                _drop(names, name)
        form = root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary):
            _drop(form, "/XFA")
        for page in file.pages:
            for name in ("/AA", "/Metadata", "/PieceInfo", "/AF"):
                _drop(page.obj, name)
            _clean_annotations(page)
        for thing in file.objects:
            if isinstance(thing, pikepdf.Stream) and (photograph := _photograph(thing, Traces())):
                thing.write(photograph, filter=pikepdf.Name.DCTDecode)
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                for name in ("/AA", "/PieceInfo", "/Metadata"):
                    _drop(thing, name)
                if "/A" in thing and _is_action(thing["/A"]):
                    del thing["/A"]
        _drop(file.trailer, "/Info")
        file.save(to, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True, encryption=False)


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path)
    except pikepdf.PasswordError as error:
        raise Unreadable(PASSWORD) from error
    except pikepdf.PdfError as error:
        raise Unreadable(DAMAGED) from error


def _drop(thing: Any, name: str) -> None:
    if name in thing:
        del thing[name]


def _is_action(value: Any) -> bool:
    """Whether something does more than go to a place, here or on the net."""
    return bool(_acting(value))


def _acting(value: Any) -> str:
    """What an action does beyond going to a place, itself or one that follows it; "" for nothing."""
    waiting = [value]
    for _ in range(_MOST_ACTIONS):
        if not waiting:
            return ""
        action = waiting.pop()
        if not isinstance(action, pikepdf.Dictionary):
            continue
        sort = str(action.get("/S", ""))
        if sort in _ACTING:
            return sort
        following = action.get("/Next")
        waiting += list(following) if isinstance(following, pikepdf.Array) else [following]
    return "/JavaScript"


def _document(file: pikepdf.Pdf, traces: Traces) -> None:
    root = file.Root
    if "/Info" in file.trailer or "/Metadata" in root:
        traces.add("properties")
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        if "/JavaScript" in names:
            traces.add("pdf_scripts")
        if "/EmbeddedFiles" in names:
            traces.add("pdf_files")
    if "/AF" in root or "/Collection" in root:
        traces.add("pdf_files")
    if "/AA" in root:
        traces.add("pdf_scripts")
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        traces.add("pdf_scripts")
    layers = root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        shown = layers.get("/D")
        off = shown.get("/OFF") if isinstance(shown, pikepdf.Dictionary) else None
        if isinstance(off, pikepdf.Array) and len(off):
            traces.add("hidden_layers", count=len(off))
    for thing in file.objects:
        if isinstance(thing, pikepdf.Stream):
            _photograph(thing, traces)
        elif isinstance(thing, pikepdf.Dictionary):
            _actions(thing, traces)


def _photograph(stream: pikepdf.Stream, traces: Traces) -> bytes:
    """A photograph as it lies in the file without what its camera told, which is added; b"" for what tells nothing."""
    if stream.get("/Subtype") != pikepdf.Name.Image or stream.get("/Filter") != pikepdf.Name.DCTDecode:
        return b""
    told, plain = Traces(), io.BytesIO()
    try:
        picture.copied(io.BytesIO(stream.read_raw_bytes()), plain, told)
    except Unreadable:
        return b""
    for trace in told.found():
        traces.add(trace.code)
    return plain.getvalue() if told.found() else b""


def _actions(thing: pikepdf.Dictionary, traces: Traces) -> None:
    for action in (thing, thing.get("/A"), thing.get("/OpenAction")):
        if sort := _acting(action):
            traces.add("launches" if sort in ("/Launch", "/GoToE", "/GoToR") else "pdf_scripts")
    if "/AA" in thing:
        traces.add("pdf_scripts")


def _is_signed(file: pikepdf.Pdf) -> bool:
    """Whether any field holds a signature: writing the file anew would break it."""
    return any(
        isinstance(thing, pikepdf.Dictionary) and "/ByteRange" in thing and "/Contents" in thing
        for thing in file.objects
    )


def _annotations(page: pikepdf.Page, traces: Traces) -> None:
    for annotation in _notes(page):
        sort = str(annotation.get("/Subtype", ""))
        if not annotation.is_indirect:
            _actions(annotation, traces)
        if sort in _NOTES:
            if sort == "/Text":
                traces.add("annotations")
        elif sort in _FILES:
            traces.add("pdf_files")
        elif sort == "/Redact":
            traces.add("redaction_marks")
        elif sort in _MARKINGS:
            traces.add("markings")


def _clean_annotations(page: pikepdf.Page) -> None:
    if "/Annots" not in page.obj:
        return
    kept = [note for note in _notes(page) if str(note.get("/Subtype", "")) not in _NOTES | _FILES]
    for note in kept:
        for name in ("/AA", "/T", "/Popup", "/RC") if str(note.get("/Subtype", "")) in _MARKINGS else ("/AA",):
            _drop(note, name)
        if "/A" in note and _is_action(note["/A"]):
            del note["/A"]
    page.obj["/Annots"] = pikepdf.Array(kept)


def _notes(page: pikepdf.Page) -> Iterator[pikepdf.Dictionary]:
    notes = page.obj.get("/Annots")
    if isinstance(notes, pikepdf.Array):
        for note in notes:
            if isinstance(note, pikepdf.Dictionary):
                yield note


def _saves(path: Path) -> int:
    """How often the file was written to; one that is made for the web has two ends from the start."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        count, at = 0, data.find(b"startxref")
        while at >= 0:
            count += 1
            at = data.find(b"startxref", at + 1)
        return count - 1 if data.find(b"/Linearized", 0, 2048) >= 0 else count


def _pages(path: Path, traces: Traces, words: Words) -> None:
    look = _Look(traces)
    with pypdfium2.PdfDocument(path) as file:
        for number in range(len(file)):
            page = file[number]
            text = page.get_textpage()
            try:
                words.add(text.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-"))
                look.at(page.raw, number + 1)
            finally:
                text.close()
                page.close()
            words.end_part()


class _Look:
    """Looks for text that a shape was laid over, or that is too small or too white to be seen."""

    def __init__(self, traces: Traces) -> None:
        self._traces = traces
        self._left = _MOST_LOOKED_AT

    def at(self, page: Any, number: int) -> None:
        texts: list[Box] = []
        grounds: list[Box] = []
        covered = unseen = 0
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            thing = pdfium.FPDFPage_GetObject(page, index)
            sort = pdfium.FPDFPageObj_GetType(thing)
            box = _box(thing)
            if box is None or self._left < 0:
                continue
            if sort == pdfium.FPDF_PAGEOBJ_TEXT:
                self._left -= len(grounds)
                if _is_white(thing) and not any(_covers(ground, box) for ground in grounds):
                    unseen += 1
                elif pdfium.FPDFTextObj_GetTextRenderMode(thing) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                    texts.append(box)
            elif sort == pdfium.FPDF_PAGEOBJ_PATH and _is_filled_box(thing):
                self._left -= len(texts)
                kept = [text for text in texts if not _covers(box, text)]
                covered += len(texts) - len(kept)
                texts = kept
                grounds.append(box)
            elif sort == pdfium.FPDF_PAGEOBJ_IMAGE:
                grounds.append(box)
        if covered:
            self._traces.add("covered_text", f"第{number}页", count=covered)
        if unseen:
            self._traces.add("unseen_text", f"第{number}页", count=unseen)


def _box(thing: Any) -> Box | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _colour(thing: Any) -> tuple[int, int, int, int] | None:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return None
    return red.value, green.value, blue.value, alpha.value


def _is_white(thing: Any) -> bool:
    colour = _colour(thing)
    is_filled = pdfium.FPDFTextObj_GetTextRenderMode(thing) == pdfium.FPDF_TEXTRENDERMODE_FILL
    return colour is not None and is_filled and min(colour[:3]) == 255


def _is_filled_box(path: Any) -> bool:
    fill, stroke = c_int(), c_int()
    with suppress(ValueError):
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value or not 4 <= pdfium.FPDFPath_CountSegments(path) <= 6:
        return False
    colour = _colour(path)
    return colour is not None and colour[3] >= _OPAQUE


def _covers(over: Box, under: Box) -> bool:
    """Whether a box hides most of another."""
    width = min(over[2], under[2]) - max(over[0], under[0])
    height = min(over[3], under[3]) - max(over[1], under[1])
    area = (under[2] - under[0]) * (under[3] - under[1])
    return width > 0 and height > 0 and area > 0 and width * height >= _COVERS * area
