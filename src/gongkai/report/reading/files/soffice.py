"""LibreOffice, for what only it can open: RTF, Word 95, damaged Word 97, OpenDocument, Word XML."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.errors import Unreadable

SECONDS = 60
MISSING = (
    "读取这种文件需要 LibreOffice，这台机器上没有；请安装（Debian：apt install libreoffice-writer-nogui），"
    "或用原来的软件打开，另存为 docx 再试。"
)
FAILED = "LibreOffice 也打不开这个文件，可能已损坏；请用原来的软件打开，另存为 docx 再试。"
SLOW = f"LibreOffice 用了 {SECONDS} 秒还没有转换完；请用原来的软件打开，另存为 docx 再试。"

_NO_NETWORK = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


_AS_READ = {".html": ("--infilter=HTML (StarWriter)",)}
"""Read as a web page, which is its own choice, a page printed from HTML lacks its first paragraph."""


def is_noise(text: str) -> bool:
    """LibreOffice opens what it does not know as if it were text: most of that are letters nobody writes here."""
    known = sum(letter.isascii() or "\u2010" <= letter <= "\u303f" or "\u4e00" <= letter <= "\uffef" for letter in text)
    return known < 0.8 * len(text)


def to_docx(data: bytes, kind: str) -> bytes:
    """The same document as docx."""
    return _converted(data, kind, "docx:MS Word 2007 XML")


def to_pdf(data: bytes, kind: str) -> bytes:
    """The pages of a document as they print."""
    return _converted(data, kind, "pdf")


def _converted(data: bytes, kind: str, to: str) -> bytes:
    """The document in another format, by a LibreOffice of its own that reaches no network and leaves nothing behind."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(MISSING, tried=(kind, "soffice"))
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_NO_NETWORK)
        source = folder / f"report.{kind}"
        source.write_bytes(data)
        _convert(program, source, folder, to)
        made = folder / "out" / f"report.{to.partition(':')[0]}"
        if not made.exists():
            raise Unreadable(FAILED, tried=(kind, "soffice"))
        return made.read_bytes()


def _convert(program: str, source: Path, folder: Path, to: str) -> None:
    command = [
        program,
        "--headless",
        "--norestore",
        *_AS_READ.get(source.suffix, ()),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            raise Unreadable(SLOW, tried=(source.suffix[1:], "soffice")) from error
