"""Whatever a page holds, the reader gives a report in which every cell is a number or says why it is none."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.errors import Unreadable
from gongkai.report import exchange, forms
from gongkai.report.reading import understood
from gongkai.report.reading.blocks import Document, Grid, GridCell, Paragraph
from gongkai.report.report import Source, State

WORDS = sorted(
    {
        text
        for form in forms.editions()
        for table in form.table
        for block in table.block
        for line in (*block.rows, *block.columns)
        for text in (block.heading, block.corner, line.label, *line.group)
    }
    | {form.heading(section) for form in forms.editions() for section in form.section}
    | {"注：数据截至年底", "（六）其他处理", "小计", "- 3 -", "2023年主动公开政府信息12条。", "|", "---", "**", ""}
)
pieces = st.one_of(
    st.sampled_from(WORDS), st.integers(-9, 10**9).map(str), st.sampled_from(["0", "/", "１２", "3.5", "0 0", "—"])
)
separators = st.sampled_from(["\t", " | ", "  ", " ", "", "\t\t", "\u3000"])


@st.composite
def lines(draw: st.DrawFn) -> str:
    parts = draw(st.lists(pieces, max_size=12))
    return draw(separators).join(parts)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    cells = [
        GridCell(draw(pieces), row, column, draw(st.integers(1, 3)), draw(st.integers(1, 3)))
        for row in range(draw(st.integers(0, 6)))
        for column in range(draw(st.integers(0, 9)))
    ]
    return Grid(tuple(cells))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(lines().map(Paragraph), grids()), max_size=25))
def test_every_cell_is_a_number_or_says_why_it_is_none(blocks: list[Paragraph | Grid]) -> None:
    try:
        report = understood(Document("txt", tuple(blocks)), Source())
    except Unreadable as error:
        assert str(error)
        return
    form = report.edition
    assert set(form.slots if form else ()) <= set(report.cells)
    for cell in report.cells.values():
        assert (cell.value is None) == (cell.state in (State.BLANK, State.MISSING, State.UNREADABLE))
        assert cell.state is not State.UNREADABLE or cell.text
    assert exchange.decode(exchange.encode(report)) == report
