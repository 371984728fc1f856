"""检测: what a machine can say of an item before people examine it.

    vet(draft) -> findings                     what people should look at, heaviest first
    html.clean(html) -> str                    the text of an item, fit to be published
    html.marked(html, findings) -> str         the same with the places of the findings marked
    files.admit(path, name) -> FileKind        an attachment let in by its content, or refused
    files.scan(path, name) -> Scan             its text, and what it holds unseen
    files.cleaned(path, to) -> Cleaned         the copy to be released
    virus.scan_stream(address, file)           asks ClamAV, where there is one

    draft        the record that is vetted, and the stretches of its text
    checks       one check a file, in their order
    identifiers  numbers that name a person, a card or an organisation, by their check digits
    pasting      what came from Word, WPS or another page, as tidy HTML

Knows nothing of databases, pages or today's date.
"""

from gongkai.vetting.checks import CHECKS, vet
from gongkai.vetting.draft import Attached, Draft

__all__ = ["CHECKS", "Attached", "Draft", "vet"]
