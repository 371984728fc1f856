"""Excel 表格 (.xlsx): the words and numbers of every sheet, hidden ones too, and what in it is not seen."""

import re
from decimal import Decimal, InvalidOperation

from gongkai.vetting.files.package import Attributes, Package, Walker
from gongkai.vetting.files.traces import Traces
from gongkai.vetting.files.words import MOST, Words

_COLUMN = re.compile(r"[A-Z]{1,3}")
_DDE = re.compile(r"^[^'\"!(]*\|.+!")
_FETCHING = re.compile(r"\bWEBSERVICE\s*\(|\bIMAGE\s*\(", re.I)
_OWN_NAMES = ("_xlnm.", "_FilterDatabase")
_WHITE = ("FFFFFFFF", "00FFFFFF", "FFFFFF")
_MOST_RANGES = 5000


def scan(package: Package, traces: Traces, words: Words) -> None:
    book = _Book(traces)
    package.walk("xl/workbook.xml", book)
    relations = package.relations("xl/workbook.xml")
    styles, strings = _Styles(), _Strings()
    package.walk("xl/styles.xml", styles)
    package.walk("xl/sharedStrings.xml", strings)
    for name, relation, is_hidden in book.sheets:
        target = relations.get(relation, ("", "", False))[1]
        if is_hidden:
            traces.add("hidden_sheets", name)
        words.add(name)
        words.part("\n")
        package.walk(target, _Sheet(name, strings.texts, styles.unseen, traces, words))
        words.end_part()
    _others(package, traces, words)


def _others(package: Package, traces: Traces, words: Words) -> None:
    for name in package.named("xl/"):
        if "/externalLinks/" in name and name.endswith(".xml"):
            package.walk(name, _Link(traces))
        elif name.startswith(("xl/comments", "xl/threadedComments/")):
            package.walk(name, _Comments(traces, words))
        elif name.startswith(("xl/connections", "xl/queryTables/", "xl/model/")):
            traces.add("data_connections")
        elif name.startswith("xl/pivotCache/pivotCacheRecords"):
            traces.add("pivot_cache")
        elif name.startswith(("xl/drawings/drawing", "xl/charts/chart")):
            package.walk(name, _Drawing(words))


class _Book(Walker):
    def __init__(self, traces: Traces) -> None:
        self._traces = traces
        self.sheets: list[tuple[str, str, bool]] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            is_hidden = attributes.get("state") in ("hidden", "veryHidden")
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), is_hidden))
        elif tag == "definedName" and attributes.get("hidden") in ("1", "true"):
            name = attributes.get("name", "")
            if not name.startswith(_OWN_NAMES):
                self._traces.add("hidden_names", name)


class _Styles(Walker):
    """The formats in which a value is not seen: `;;;`, or white on nothing."""

    def __init__(self) -> None:
        self.unseen: set[int] = set()
        self._silent: set[str] = set()
        self._white: set[str] = set()
        self._filled: set[str] = set()
        self._inside: list[str] = []
        self._fonts = self._fills = self._formats = -1

    def start(self, tag: str, attributes: Attributes) -> None:
        inside = self._inside[-1] if self._inside else ""
        if tag == "numFmt" and attributes.get("formatCode", "").replace(" ", "") == ";;;":
            self._silent.add(attributes.get("numFmtId", ""))
        elif tag == "font" and inside == "fonts":
            self._fonts += 1
        elif tag == "color" and inside == "font" and attributes.get("rgb", "").upper() in _WHITE:
            self._white.add(str(self._fonts))
        elif tag == "fill" and inside == "fills":
            self._fills += 1
        elif (tag == "patternFill" and attributes.get("patternType", "none") != "none") or tag == "gradientFill":
            self._filled.add(str(self._fills))
        elif tag == "xf" and inside == "cellXfs":
            self._formats += 1
            is_white = attributes.get("fontId") in self._white and attributes.get("fillId") not in self._filled
            if is_white or attributes.get("numFmtId") in self._silent:
                self.unseen.add(self._formats)
        self._inside.append(tag)

    def end(self, tag: str) -> None:
        self._inside.pop()


class _Strings(Walker):
    """The strings that the sheets share, as far as their words are kept at all."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False
        self._silent = 0
        self._left = MOST

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "rPh":
            self._silent += 1
        elif tag == "t":
            self._is_text = not self._silent

    def end(self, tag: str) -> None:
        if tag == "rPh":
            self._silent -= 1
        elif tag == "t":
            self._is_text = False
        elif tag == "si":
            text = "".join(self._pieces)[: max(self._left, 0)]
            self._left -= len(text)
            self.texts.append(text)
            self._pieces.clear()

    def words(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)


class _Sheet(Walker):
    def __init__(self, name: str, strings: list[str], unseen: set[int], traces: Traces, words: Words) -> None:
        self._name = name
        self._strings = strings
        self._unseen = unseen
        self._traces = traces
        self._words = words
        self._columns: list[tuple[int, int]] = []
        self._told_columns: set[int] = set()
        self._row_is_hidden = self._row_is_told = False
        self._kind = ""
        self._column = 0
        self._is_unseen = False
        self._tag = ""
        self._value: list[str] = []
        self._formula: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        self._tag = tag
        if tag == "c":
            self._kind = attributes.get("t", "n")
            letters = _COLUMN.match(attributes.get("r", ""))
            self._column = _position(letters[0]) if letters else self._column + 1
            self._is_unseen = bool(self._unseen) and _whole(attributes.get("s", "")) in self._unseen
            self._value.clear()
            self._formula.clear()
        elif tag == "row":
            self._row_is_hidden = attributes.get("hidden") in ("1", "true")
            self._row_is_told = False
            self._column = 0
        elif tag == "col" and attributes.get("hidden") in ("1", "true") and len(self._columns) < _MOST_RANGES:
            self._columns.append((_whole(attributes.get("min", "")), _whole(attributes.get("max", ""))))

    def words(self, text: str) -> None:
        if self._tag in ("v", "t"):
            self._value.append(text)
        elif self._tag == "f":
            self._formula.append(text)

    def end(self, tag: str) -> None:
        self._tag = ""
        if tag == "c":
            self._cell()
        elif tag == "row":
            self._words.part("\n")

    def _cell(self) -> None:
        formula = "".join(self._formula)
        if formula and _DDE.search(formula):
            self._traces.add("dde", self._name)
        elif formula and _FETCHING.search(formula):
            self._traces.add("external_content", self._name)
        text = self._text()
        if not text.strip():
            return
        self._words.add(text)
        self._words.part("\t")
        if self._row_is_hidden and not self._row_is_told:
            self._traces.add("hidden_rows", self._name)
            self._row_is_told = True
        if self._columns and self._column not in self._told_columns:
            if any(first <= self._column <= last for first, last in self._columns):
                self._traces.add("hidden_columns", self._name)
            self._told_columns.add(self._column)
        if self._is_unseen:
            self._traces.add("unseen_text", self._name)

    def _text(self) -> str:
        value = "".join(self._value)
        if self._kind == "s":
            number = _whole(value)
            return self._strings[number] if 0 <= number < len(self._strings) else ""
        return _written(value) if self._kind == "n" else value


class _Link(Walker):
    def __init__(self, traces: Traces) -> None:
        self._traces = traces

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "ddeLink":
            self._traces.add("dde", attributes.get("ddeService", ""))
        elif tag in ("externalBook", "oleLink"):
            self._traces.add("external_workbooks")


class _Drawing(Walker):
    """Words in text boxes and charts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._is_text = False

    def start(self, tag: str, attributes: Attributes) -> None:
        self._is_text = tag in ("t", "v")

    def words(self, text: str) -> None:
        if self._is_text:
            self._words.add(text)

    def end(self, tag: str) -> None:
        self._is_text = False
        if tag in ("p", "v"):
            self._words.part("\n")


class _Comments(Walker):
    def __init__(self, traces: Traces, words: Words) -> None:
        self._traces = traces
        self._words = words
        self._is_text = False

    def start(self, tag: str, attributes: Attributes) -> None:
        self._is_text = tag in ("t", "text")
        if tag in ("comment", "threadedComment"):
            self._traces.add("sheet_comments")

    def words(self, text: str) -> None:
        if self._is_text:
            self._words.add(text)

    def end(self, tag: str) -> None:
        self._is_text = False
        if tag in ("comment", "threadedComment"):
            self._words.part("\n")


def _position(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _written(value: str) -> str:
    """A number as a person typed it: 1.3800138E10 is 13800138000."""
    if "E" not in value and "e" not in value:
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return f"{number:f}" if -20 < number.adjusted() < 30 else value
