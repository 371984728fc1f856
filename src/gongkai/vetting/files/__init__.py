"""附件: files by their content, what they hold unseen, and the copies that are released.

admit(path, name) -> FileKind              let in by its content, or refused with what to do
scan(path) -> Scan                         its words and what is in it unseen
cleaned(path, to, confirmed=…) -> Cleaned  the copy that may be released

kinds       what a file is by its bytes
traces      the sorts of unseen things, and what becomes of each
package     zips gone through without holding or trusting them
ooxml       what docx, xlsx and pptx have in common; word, sheet, slides what each has
pdf, ofd, compound, picture
apart       a process of its own for what could take ours along
"""

from gongkai.vetting.files.kinds import FileKind, admit, kind_of
from gongkai.vetting.files.releasing import Cleaned, cleaned
from gongkai.vetting.files.scanning import Scan, scan
from gongkai.vetting.files.traces import SORTS, Trace

__all__ = ["SORTS", "Cleaned", "FileKind", "Scan", "Trace", "admit", "cleaned", "kind_of", "scan"]
