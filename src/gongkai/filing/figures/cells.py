"""表格的格: the cells of the form in force for a year, as figures that nothing has counted yet."""

from collections.abc import Mapping
from functools import cache

from gongkai.filing.figures.figure import Figure
from gongkai.law import statutes
from gongkai.report.forms import Form, Slot
from gongkai.request.counting import form_of

UNKNOWN = "台账里没有记这个数，请按有关资料填报。"


def slots(year: int, table: str) -> tuple[Slot, ...]:
    """The cells of a table of the form."""
    return form_of(year).tables[table].slots


def is_of_2021(year: int) -> bool:
    """Whether table two asks for 制发、废止、现行有效: the form before it asked for other things."""
    return form_of(year).edition != "2019"


def figure(slot: Slot, year: int, rule: str, *cites: str) -> Figure:
    """A cell with its counting rule, cited from the form and from what else is given."""
    return Figure(slot.path, slot.label, slot.column.unit, rule, (*cites, _table(form_of(year), slot.table.name)))


def unknown(slot: Slot, year: int) -> Figure:
    """A cell that no record tells of."""
    return figure(slot, year, UNKNOWN)


@cache
def sums(year: int) -> Mapping[str, tuple[str, ...]]:
    """The cells that the form itself makes the sum of others: path → paths. Those of a row come after its column's."""
    return {each.left[0]: each.right for each in form_of(year).equations if len(each.left) == 1}


def _table(form: Form, name: str) -> str:
    statute: statutes.Statute = getattr(statutes, form.statute)
    return statute.part(f"所附格式{name}")
