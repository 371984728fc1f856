"""统计表: the statistics tables of 2014 to 2018, and agencies' own, as labelled numbers with their units.

    指标名称          | 计量单位 | 2014年度 | 历年累计
    主动公开文件数    | 条       | 2543     | 78967

They had no form that can be checked: labels and columns keep their own words.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from gongkai.report.reading import numerals
from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph
from gongkai.report.report import Place, Statistic

_UNIT = re.compile(
    r"[（(]?(?:单位[:：])?(万元|亿元|元|条|件|次|个|人次|人|篇|份|项|场次|场|期|班次|宗|起|家|户|部|辆|平方米)[）)]?"
)
_UNIT_HEADS = ("单位", "计量单位", "计算单位")
_LABEL_HEADS = re.compile(r"(?:统计)?(?:指标|项目|内容|类别|名称)(?:名称|内容)?|指标|项目")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_NOTHING = re.compile(r"[-—–－─/]+")
_NUMBERED = re.compile(
    r"(?:其中[:：]?)?(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])|其中[:：]?"
)
_MOST_COLUMNS = 12


def statistics(document: Document) -> tuple[Statistic, ...]:
    """Every labelled number of the document's statistics tables, drawn or in running text."""
    found: list[Statistic] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            found += _from_grid(block)
    return tuple(found or _from_text([block for block in document.blocks if isinstance(block, Paragraph)]))


# -- drawn tables --------------------------------------------------------------------------------------------------


def _from_grid(grid: Grid) -> Iterator[Statistic]:
    rows = grid.rows()
    head = next((number for number, row in enumerate(rows) if _is_head(row)), None)
    if head is None:
        return
    unit_at = next((cell.column for cell in rows[head] if _plain(cell.text) in _UNIT_HEADS), None)
    first = _first_value_column(rows[head + 1 :], unit_at)
    columns = {cell.column: _plain(cell.text) for cell in rows[head] if cell.column >= first}
    for row in rows[head + 1 :]:
        labels = [_plain(cell.text) for cell in row if cell.column < first and cell.column != unit_at]
        label = next((text for text in reversed(labels) if text), "")
        unit = next((_plain(cell.text) for cell in row if cell.column == unit_at), "")
        values = {
            columns[cell.column]: _value(cell.text)
            for cell in row
            if columns.get(cell.column) and _holds_value(cell.text)
        }
        if label and values and (any(value is not None for value in values.values()) or _UNIT.fullmatch(unit)):
            yield Statistic(*_with_unit(label, unit), values, row[0].place)


def _is_head(row: Sequence[GridCell]) -> bool:
    words = [_plain(cell.text) for cell in row]
    return (
        len(words) >= 2
        and not any(_NUMBER.fullmatch(text) for text in words)
        and (any(text in _UNIT_HEADS for text in words) or bool(_LABEL_HEADS.fullmatch(words[0])))
    )


def _first_value_column(rows: Sequence[Sequence[GridCell]], unit_at: int | None) -> int:
    if unit_at is not None:
        return unit_at + 1
    return min(
        (cell.column for row in rows for cell in row if cell.column and _NUMBER.fullmatch(_plain(cell.text))), default=1
    )


def _holds_value(text: str) -> bool:
    plain = _plain(text)
    return not plain or bool(_NUMBER.fullmatch(plain) or _NOTHING.fullmatch(plain))


# -- running text --------------------------------------------------------------------------------------------------


class _Token(msgspec.Struct, frozen=True):
    text: str
    place: Place


def _from_text(paragraphs: Sequence[Paragraph]) -> Iterator[Statistic]:
    """Label, unit, numbers, over and over, after a head that ends in 单位 and the columns' words."""
    tokens = [_Token(piece, p.place) for p in paragraphs for piece in re.split(r"[\s|│┃　]+", p.text) if piece]
    start = next((at + 1 for at, token in enumerate(tokens) if _ends_head(tokens, at) and token.text), None)
    if start is None:
        return
    records = list(_records(tokens[start:]))
    if not records:
        return
    width = max(len(numbers) for _, _, numbers in records[:3])
    columns = [token.text for token in records[0][0][:width]]
    records[0] = (records[0][0][width:], *records[0][1:])
    if len(columns) < width or width > _MOST_COLUMNS:
        return
    for labels, unit, numbers in records:
        if label := _label(labels):
            values = {name: numbers[at] if at < len(numbers) else None for at, name in enumerate(columns)}
            yield Statistic(label, unit, values, labels[-1].place)


def _ends_head(tokens: Sequence[_Token], at: int) -> bool:
    before = "".join(token.text for token in tokens[max(at - 2, 0) : at])
    return tokens[at].text in _UNIT_HEADS and bool(re.search(r"指标|项目|名称|内容", before))


_Record = tuple[list[_Token], str, list[int | Decimal | None]]


def _records(tokens: Sequence[_Token]) -> Iterator[_Record]:
    first = True
    labels: list[_Token] = []
    unit = ""
    numbers: list[int | Decimal | None] = []
    for token in tokens:
        if unit and (_NUMBER.fullmatch(token.text) or _NOTHING.fullmatch(token.text)):
            numbers.append(_value(token.text))
            continue
        if unit:
            yield labels, unit, numbers
            first, labels, unit, numbers = False, [], "", []
        found = _UNIT.fullmatch(token.text)
        if found and labels:
            unit = found[1]
        elif _NOTHING.fullmatch(token.text):
            labels = _without_heading(labels, first=first)  # the dashes of a row that only heads others
        else:
            labels.append(token)
    if unit:
        yield labels, unit, numbers


def _without_heading(labels: list[_Token], *, first: bool) -> list[_Token]:
    """The columns' words stay, which stand before the first row."""
    begins = [at for at, token in enumerate(labels) if _NUMBERED.match(token.text)]
    return labels[: begins[-1] if begins else None] if first else []


def _label(tokens: Sequence[_Token]) -> str:
    """The words of the row itself, where a heading of rows stands before them."""
    begins = [at for at, token in enumerate(tokens) if _NUMBERED.match(token.text)]
    own = tokens[begins[-1] :] if begins else tokens
    return "".join(token.text for token in own)


# -- both ----------------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _value(text: str) -> int | Decimal | None:
    plain = _plain(text)
    return numerals.number(plain) if _NUMBER.fullmatch(plain) else None


def _with_unit(label: str, unit: str) -> tuple[str, str]:
    """The label and its unit, which some tables put behind the label: 接受培训人员数（人次）."""
    if found := _UNIT.fullmatch(unit):
        return label, found[1]
    if found := re.search(rf"[（(](?:单位[:：])?(?:{_UNIT.pattern})[）)]$", label):
        return label[: found.start()], found[1]
    return label, unit
