"""填报: a figure from outside the ledger, with where it comes from and why it stands in place of the counted one."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, figures, states, steps, text
from gongkai.filing.figures.figure import Figure, plain
from gongkai.filing.models import Entered, Filing
from gongkai.filing.states import Kind

LARGEST = Decimal(9_999_999_999)
DECIMALS = {"万元": 6, "元": 2}
"""Places behind the point by unit; what is not money is whole."""


@transaction.atomic
def enter(
    filing_id: int,
    name: str,
    *,
    value: Decimal | int,
    source: str,
    reason: str,
    by: Officer,
    today: date,
    revision: int | None = None,
) -> Entered:
    """Let a figure of the latest version be `value`; 0 is a number too. Entered once more, the later holds."""
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    figure = figure_for(filing, name)
    number = _number(figure, Decimal(value))
    source, reason = (" ".join(text.cleaned(said).split()) for said in (source, reason))
    if not source or not reason:
        raise Refused(f"“{figure.label}”要写明来源和不用台账数字的理由，公众和审核的人看得到数字从哪里来。请补上。")
    if figure.counted is not None and Decimal(figure.counted) == number:
        raise Refused(
            f"台账统计的“{figure.label}”就是{plain(number)}{figure.unit}，不用填报。"
            + ("要改回台账的数字，请点“改回台账数字”。" if figure.is_entered else "")
        )
    entered, _ = Entered.objects.update_or_create(
        version=filing.latest,
        name=name,
        defaults={
            "value": number,
            "counted": figure.counted,
            "source": source,
            "reason": reason,
            "by": by,
            "on": today,
        },
    )
    _tell(filing)
    steps.take(
        filing,
        Kind.ENTERED,
        by=by,
        on=today,
        figure=figure.label,
        value=f"{plain(number)}{figure.unit}",
        counted="" if figure.counted is None else f"{figure.counted}{figure.unit}",
        source=source,
        reason=reason,
    )
    return entered


@transaction.atomic
def drop(filing_id: int, name: str, *, by: Officer, today: date, revision: int | None = None) -> Filing:
    """改回台账数字: what was entered goes, the counted figure holds again."""
    filing = access.for_act(filing_id, "filing.draft", by=by, revision=revision)
    figure = figure_for(filing, name)
    if figure.entered is None:
        raise Refused(f"“{figure.label}”用的就是台账统计的数字，没有填报过。")
    steps.take(
        filing,
        Kind.ENTRY_DROPPED,
        by=by,
        on=today,
        figure=figure.label,
        value=f"{plain(figure.entered.value)}{figure.unit}",
    )
    figure.entered.delete()
    _tell(filing)
    return filing


def figure_for(filing: Filing, name: str) -> Figure:
    """The figure that somebody would enter: one of this report's, that is not the sum of others.

    A sum that came from the file of an earlier report, whose parts it did not give, may be changed or dropped.
    """
    version = filing.latest
    assert version is not None
    states.refuse_unless_allowed(version, Kind.ENTERED)
    known = figures.of_version(version)
    if name not in known:
        raise Refused("这份报告里没有这个数字。请从“数字”页面上点要填报的那一个。")
    made_of = [known[part].label for part in figures.parts(filing.year, name) if part in known]
    if made_of and not known[name].is_entered:
        raise Refused(
            f"“{known[name].label}”是合计，由{'、'.join(made_of[:8])}{'等' if len(made_of) > 8 else ''}算出来。"
            "请填报分项的数字，合计会跟着变。"
        )
    return known[name]


def _tell(filing: Filing) -> None:
    """Let the text that nobody wrote in say what now holds, and where it comes from."""
    version = filing.latest
    assert version is not None
    text.renew(version, figures.of_version(version))


def _number(figure: Figure, value: Decimal) -> Decimal:
    if not value.is_finite() or value < 0:
        raise Refused(f"“{figure.label}”不能小于0。没有发生的填0。")
    if value > LARGEST:
        raise Refused(f"“{figure.label}”太大了，最多{LARGEST}。请核对单位（{figure.unit}）。")
    places = DECIMALS.get(figure.unit, 0)
    if value != round(value, places):
        raise Refused(
            f"“{figure.label}”的单位是{figure.unit}，最多{places}位小数。"
            if places
            else f"“{figure.label}”的单位是{figure.unit}，要填整数。"
        )
    return value
