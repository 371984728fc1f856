"""成页: any file as the PDF of its pages, as it would be printed."""

import shutil
from pathlib import Path

from gongkai.errors import Refused, Unreadable
from gongkai.report.reading.files import soffice
from gongkai.report.reading.files.encoding import decode
from gongkai.vetting.files.kinds import FileKind
from gongkai.vetting.redaction import apart

CAN_BE_PAGED = frozenset(FileKind) - {FileKind.OFD}
_PICTURES = (FileKind.JPG, FileKind.PNG)
_SLOW = f"转换成页面用了 {soffice.SECONDS} 秒还没有完。请拆成几份，或者用原来的软件另存为 PDF 再上传。"
_FAILED = "转换不成页面，文件可能已损坏。请用原来的软件另存为 PDF 再上传。"
_MISSING = "转换成页面需要 LibreOffice，这台机器上没有。请另存为 PDF 再上传，或请平台管理员安装。"
_SAYS = {soffice.SLOW: _SLOW, soffice.FAILED: _FAILED, soffice.MISSING: _MISSING}


def paged(path: Path, kind: FileKind, to: Path) -> None:
    """Write the pages of a file as PDF. Raises Refused for a kind that cannot be, Unreadable for a damaged file."""
    if kind not in CAN_BE_PAGED:
        raise Refused("OFD 文件不能在这里遮盖。请用 OFD 软件另存为 PDF 再上传，或者上传另行遮盖好的副本。")
    if kind is FileKind.PDF:
        shutil.copyfile(path, to)
    elif kind in _PICTURES:
        apart.picture_paged(path, to)
    else:
        data = path.read_bytes()
        if kind is FileKind.TXT:
            data = b"\xef\xbb\xbf" + decode(data).encode()
        try:
            to.write_bytes(soffice.to_pdf(data, kind.value))
        except Unreadable as error:
            raise Unreadable(_SAYS.get(str(error), str(error))) from error
