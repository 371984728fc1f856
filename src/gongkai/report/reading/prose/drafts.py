"""草稿: a statement on its way, before every number of the report is known."""

from decimal import Decimal

import msgspec

from gongkai.report.forms import Form
from gongkai.report.reading.prose.sentences import Figure, Sentence
from gongkai.report.report import Statement, StatementKind


class Draft(msgspec.Struct, eq=False):
    """A statement with its place: `number` of the sentence and `at` within it. `whole` is the one it is a part of."""

    kind: StatementKind
    value: int | Decimal
    label: str
    exact: bool
    quote: str
    section: str
    part: str
    unit: str
    year: int | None
    number: int
    at: int
    cell: str | None = None
    whole: "Draft | None" = None
    kept: bool = True

    @property
    def says(self) -> tuple[object, ...]:
        """What makes it the same as another: its kind, its number, and what it counts."""
        whole = self.whole.says if self.whole and self.kind not in ("channel", "category") else None
        what = "" if self.kind in ("disclosed_total", "processing_fee") else self.cell or self.label
        return self.kind, self.value, what, whole

    def statement(self, places: dict[int, int], year: int | None, form: Form | None) -> Statement:
        this_year = self.year is None or year is None or self.year == year
        cell = self.cell if form and self.cell in form.slots and this_year else None
        return Statement(
            self.kind,
            self.value,
            self.label,
            self.exact,
            self.quote,
            self.section,
            part=self.part,
            unit=self.unit,
            year=self.year,
            cell=cell,
            of=places.get(id(self.whole)) if self.whole else None,
        )


def drafted(
    kind: StatementKind,
    sentence: Sentence,
    figure: Figure,
    label: str,
    *,
    cell: str | None = None,
    whole: Draft | None = None,
) -> Draft:
    """A statement of a figure."""
    quantity = figure.quantity
    return Draft(
        kind,
        quantity.value,
        label,
        quantity.exact,
        sentence.quote,
        sentence.section,
        sentence.part,
        quantity.unit,
        figure.year,
        sentence.number,
        figure.start,
        cell,
        whole,
    )


def none_of(
    kind: StatementKind,
    sentence: Sentence,
    at: int,
    label: str,
    *,
    year: int | None,
    unit: str = "件",
    cell: str | None = None,
) -> Draft:
    """A statement that there was none: 未收到政府信息公开申请."""
    return Draft(
        kind,
        0,
        label,
        True,
        sentence.quote,
        sentence.section,
        sentence.part,
        unit,
        year,
        sentence.number,
        at,
        cell,
    )
