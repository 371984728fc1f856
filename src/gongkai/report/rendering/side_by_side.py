"""对照页: two reports side by side: what changed, what last year settles, what was said in the same words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from gongkai.report.comparison import CellPair, Comparison, Paragraph, Prose, Roll, StatementPair
from gongkai.report.rendering.bars import Bar, bars
from gongkai.report.rendering.layout import shown
from gongkai.report.rendering.page import Child, Element, append, box, element, page
from gongkai.report.rendering.whole_file import whole_file
from gongkai.report.rendering.words import STATES
from gongkai.report.report import Cell, Statement

MOST_BARS = 12
"""A picture shows so many rows, the longest; its table has them all."""


def write_comparison(comparison: Comparison, path: Path) -> None:
    """Write the page of a comparison to a file. Raises Refused when it cannot be written there."""
    with whole_file(path) as unfinished:
        unfinished.write_bytes(render_comparison(comparison))


def render_comparison(comparison: Comparison) -> bytes:
    """The page of a comparison: the sums of it, pictures with their tables, then everything in detail."""
    names = _names(comparison)
    title = _title(comparison, names)
    main = element(
        "main",
        element("h1", title),
        _tiles(comparison, names),
        _likeness(comparison, names),
        _requests(comparison, names),
        _rolls(comparison.rolls),
        _changes(comparison, names),
        _statements(comparison.statements, names),
        _paragraphs(comparison.prose, names),
        class_="side-by-side",
    )
    return page(title, [main], styles=["page.css", "marked.css", "side_by_side.css"], metadata={"generator": "gongkai"})


def _names(comparison: Comparison) -> tuple[str, str]:
    """What to call the two: by year, by agency, or first and second."""
    old, new = comparison.old, comparison.new
    if comparison.relation != "agencies" and old.year and new.year and old.year != new.year:
        return f"{old.year}年", f"{new.year}年"
    if old.agency and new.agency and old.agency != new.agency:
        return old.agency, new.agency
    return "前一份", "后一份"


def _title(comparison: Comparison, names: tuple[str, str]) -> str:
    agency = comparison.new.agency or ""
    return f"{'' if agency in names else agency}{names[0]}与{names[1]}政府信息公开工作年度报告对照"


def _tiles(comparison: Comparison, names: tuple[str, str]) -> Element:
    failed = sum(roll.holds is False for roll in comparison.rolls)
    untold = sum(roll.holds is None for roll in comparison.rolls)
    tiles = [
        _tile("note", _per_cent(comparison.copied), "字句相同", f"{names[1]}正文里也见于{names[0]}的部分"),
        _tile("note", str(len(comparison.changes)), "格数据有变动", f"另有{len(comparison.untold)}格缺数，不能比较"),
    ]
    if comparison.rolls:
        says = "上年结转、现行有效与上年报告推算的数" + (f"；{untold}处不能判定" if untold else "")
        tiles.append(_tile("error" if failed else "ok", str(failed), "处承接不符", says))
    return element("ul", *tiles, class_="tiles")


def _tile(colour: str, number: str, words: str, says: str) -> Element:
    return element("li", element("strong", number), element("span", words), element("small", says), class_=colour)


def _likeness(comparison: Comparison, names: tuple[str, str]) -> Element | None:
    if not comparison.prose:
        return None
    half = sum(prose.copied >= 0.5 for prose in comparison.prose)
    says = f"{names[1]}的正文没有与{names[0]}相同的字句"
    if comparison.copied:
        says = f"{names[1]}的正文有{_per_cent(comparison.copied)}与{names[0]}相同"
    if half:
        says += f"，{len(comparison.prose)}个部分中有{half}个过半"
    rows = [(prose.title, [Bar(prose.copied, _per_cent(prose.copied), "new")]) for prose in comparison.prose]
    cells = [(prose.title, [str(prose.characters), _per_cent(prose.copied)]) for prose in comparison.prose]
    return _pictured(says, bars(says, rows), _table(("部分", "字数", "相同"), cells))


def _requests(comparison: Comparison, names: tuple[str, str]) -> Element | None:
    totals = [pair for pair in comparison.cells if pair.path.startswith("requests.") and pair.path.endswith(".total")]
    shown_pairs = [pair for pair in totals if _number(pair.old) or _number(pair.new)]
    if not shown_pairs:
        return None
    says = "申请的收到与办理，前后对照"
    received = next((pair for pair in totals if pair.path == "requests.new.total"), None)
    if received and received.change is not None:
        before, after = _number(received.old), _number(received.new)
        verb = "增至" if received.change > 0 else "减至"
        says = f"本年新收申请由{before}件{verb}{after}件" if received.change else f"两份报告新收申请都是{after}件"
    longest = sorted(shown_pairs, key=lambda pair: max(_number(pair.old) or 0, _number(pair.new) or 0))[-MOST_BARS:]
    rows = [(_row_label(pair), _pair_of_bars(pair, names)) for pair in shown_pairs if pair in longest]
    rest = f"图中是数最大的{MOST_BARS}行，全部见表。" if len(shown_pairs) > MOST_BARS else ""
    cells = [(_row_label(pair), [_text(pair.old), _text(pair.new)]) for pair in shown_pairs]
    return _pictured(says, bars(says, rows), _table(("表三总计列", *names), cells), rest)


def _pair_of_bars(pair: CellPair, names: tuple[str, str]) -> list[Bar]:
    sides = ((pair.old, names[0], "old"), (pair.new, names[1], "new"))
    return [Bar(_number(cell) or 0, f"{name} {_text(cell)}", colour) for cell, name, colour in sides]


def _row_label(pair: CellPair) -> str:
    """The row alone: all of these stand in the same column of the same table."""
    return pair.label.partition("“")[2].rpartition("”")[0] or pair.label


def _pictured(says: str, picture: Element, table: Element, rest: str = "") -> Element:
    drawn = element("div", picture, element("small", rest) if rest else None, class_="picture")
    figure = element("figure", drawn, box(table, f"数据：{says}"))
    return element("section", element("h2", says), figure)


def _rolls(rolls: Sequence[Roll]) -> Element | None:
    if not rolls:
        return None
    verdicts = {True: ("ok", "相符"), False: ("error", "不符"), None: ("note", "不能判定")}
    rows: list[tuple[str, list[Child]]] = []
    for roll in rolls:
        colour, word = verdicts[roll.holds]
        verdict = element("strong", word, class_=f"badge {colour}")
        rows.append((roll.label, [roll.terms, _plain(roll.expected), _plain(roll.found), verdict]))
    says = "应当承接上年的数"
    return element(
        "section",
        element("h2", says),
        box(_table(("格", "怎么算", "应为", "实为", "结论"), rows, wordy=1), says),
    )


def _changes(comparison: Comparison, names: tuple[str, str]) -> Element:
    says = f"有变动的{len(comparison.changes)}格" if comparison.changes else "数据没有变动"
    section = element("section", element("h2", says))
    if comparison.changes:
        rows = [(pair.label, [_text(pair.old), _text(pair.new), _signed(pair.change)]) for pair in comparison.changes]
        section.append(box(_table(("格", *names, "变动"), rows), says))
    if comparison.untold:
        untold = f"缺数、不能比较的{len(comparison.untold)}格"
        rows = [(pair.label, [_text(pair.old), _text(pair.new)]) for pair in comparison.untold]
        drawn = box(_table(("格", *names), rows), untold)
        section.append(element("details", element("summary", untold), drawn))
    return section


def _statements(pairs: Sequence[StatementPair], names: tuple[str, str]) -> Element | None:
    if not pairs:
        return None
    says = "正文里写的数"
    rows = [(pair.label, [_stated(pair.old), _stated(pair.new)]) for pair in pairs]
    return element("section", element("h2", says), box(_table(("说的是", *names), rows), says))


def _stated(statement: Statement | None) -> Element | str:
    if statement is None:
        return "没有写"
    about = "" if statement.exact else "约"
    return element("span", f"{about}{_plain(statement.value)}{statement.unit}", title=statement.quote)


def _paragraphs(prose: Sequence[Prose], names: tuple[str, str]) -> Element | None:
    alike = [(each.title, paragraph) for each in prose for paragraph in each.paragraphs if paragraph.old is not None]
    if not alike:
        return None
    section = element("section", element("h2", f"有相同字句的{len(alike)}段"))
    for title, paragraph in alike:
        section.append(element("h3", title, element("small", f" {_per_cent(paragraph.copied)}相同")))
        section.append(_side_by_side(paragraph, title, names))
    return section


def _side_by_side(paragraph: Paragraph, title: str, names: tuple[str, str]) -> Element:
    under = f"“{paragraph.old_title}”" if paragraph.old_title and paragraph.old_title != title else ""
    sides = (
        (names[0] + under, paragraph.old or "", paragraph.old_marks),
        (names[1], paragraph.text, paragraph.marks),
    )
    pair = element("div", class_="pair")
    for name, text, marks in sides:
        pair.append(element("div", element("p", name, class_="whose"), _marked(text, marks)))
    return pair


def _marked(text: str, marks: Iterable[tuple[int, int]]) -> Element:
    made = element("p")
    at = 0
    for start, end in marks:
        append(made, text[at:start])
        append(made, element("mark", text[start:end], class_="warning"))
        at = end
    append(made, text[at:])
    return made


def _table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[Child]]], *, wordy: int = 0) -> Element:
    """A plain table under the heading that says what it shows; the first `wordy` columns after the labels hold words,
    the others figures.
    """
    body = element("tbody")
    for label, cells in rows:
        drawn = [
            element("td", cell, class_="words" if number < wordy else "figure") for number, cell in enumerate(cells)
        ]
        body.append(element("tr", element("th", label, scope="row", class_="label label-0"), *drawn))
    head = element("thead", element("tr", *(element("th", words, scope="col") for words in heads)))
    return element("table", head, body)


def _number(cell: Cell | None) -> int | Decimal | None:
    return cell.value if cell else None


def _text(cell: Cell | None) -> str:
    """A figure as it stands, or the mark for why there is none and the words found in its place."""
    if cell is None:
        return "格式没有这一格"
    return shown(cell) if cell.value is not None else f"{cell.text}{STATES[cell.state][0]}"


def _plain(value: int | Decimal | None) -> str:
    return "没有数" if value is None else f"{Decimal(value):f}"


def _signed(value: int | Decimal | None) -> str:
    return "" if value is None else f"{Decimal(value):+f}".replace("-", "−")


def _per_cent(share: float) -> str:
    return f"{share:.0%}"
