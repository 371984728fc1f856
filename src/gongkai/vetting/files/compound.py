"""旧版 Office 文件 (.doc, .xls, .ppt, WPS): what can be told of them; little can be taken out, so people are told so.

Only ever run in a process of its own (`apart`): a damaged file can take the process that reads it along.
"""

from pathlib import Path

import olefile

from gongkai.report.reading.blocks import Paragraph
from gongkai.vetting.files.kinds import FileKind
from gongkai.vetting.files.traces import Traces
from gongkai.vetting.files.words import Words

_TELLING = {"author": "作者", "last_saved_by": "修改人", "company": "单位", "manager": "主管"}
_UNREAD = "旧格式的文字没有读出来"


def scan(path: Path, kind: FileKind, traces: Traces, words: Words) -> str:
    """Adds what is found; gives why the text is not there, if it is not."""
    traces.add("old_format")
    with olefile.OleFileIO(path) as file:
        names = {part.lower() for entry in file.listdir() for part in entry}
        known = file.get_metadata()
        for name, what in _TELLING.items():
            if getattr(known, name, None):
                traces.add("properties", what)
    if names & {"vba", "_vba_project", "macros", "_vba_project_cur"}:
        traces.add("macros")
    if "objectpool" in names or any(name.startswith("mbd0") for name in names):
        traces.add("embedded_files")
    if kind is FileKind.XLS:
        _sheets(path, traces, words)
    elif kind is FileKind.DOC:
        return _document(path, words)
    else:
        return _UNREAD
    return ""


def _sheets(path: Path, traces: Traces, words: Words) -> None:
    import python_calamine

    book = python_calamine.load_workbook(path)
    for number, listed in enumerate(book.sheets_metadata):
        if listed.visible != python_calamine.SheetVisibleEnum.Visible:
            traces.add("hidden_sheets", listed.name)
        words.add(listed.name)
        words.part("\n")
        if listed.typ == python_calamine.SheetTypeEnum.WorkSheet:
            for row in book.get_sheet_by_index(number).iter_rows():
                for value in row:
                    whole = isinstance(value, float) and value.is_integer()
                    words.add(f"{value:.0f}" if whole else str(value))
                    words.part("\t")
                words.part("\n")
        words.end_part()


def _document(path: Path, words: Words) -> str:
    from gongkai.report.reading.files import word97

    try:
        document = word97.read(path.read_bytes())
    except word97.NotFollowed:
        return _UNREAD
    for block in document.blocks:
        if isinstance(block, Paragraph):
            words.add(block.text)
            words.part("\n")
        else:
            for row in block.rows():
                for cell in row:
                    words.add(cell.text)
                    words.part("\t")
                words.part("\n")
    return ""
