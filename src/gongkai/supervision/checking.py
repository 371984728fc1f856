"""核对: what cannot stand in a register as it was written, and what may be right but looks wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.calendar import long_words

FIRST_YEAR = 2008
"""政府信息公开条例 took effect in its May: what is dated before is looked at twice."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What must be put right: the field, "" where it is the entry as a whole, and the sentence."""

    field: str
    says: str


Check = Callable[[Any, date], Iterator[Fault]]
"""An entry, not yet kept, and the day of today → its faults."""
Doubt = Callable[[Any, date], Iterator[str]]
"""The same → sentences that a person has to say yes to."""


def not_to_come(entry: Any, today: date) -> Iterator[Fault]:
    """Registers are of what was."""
    if entry.on > today:
        yield Fault("on", f"{long_words(entry.on)}还没有到。登记簿只登记已经发生的，请核对日期。")


def long_ago(entry: Any, today: date) -> Iterator[str]:
    if entry.on.year < FIRST_YEAR:
        yield f"日期是{long_words(entry.on)}，早于条例施行的{FIRST_YEAR}年5月，年份写对了吗？"


def registered_already(entry: Any, today: date) -> Iterator[str]:
    """The same title on the same day."""
    same = type(entry)._default_manager.filter(type(entry).VALID, agency=entry.agency, on=entry.on, title=entry.title)
    if same.exclude(pk=entry.pk).exists():
        yield f"{long_words(entry.on)}已经登记过“{entry.title}”，不是重复登记吗？"


def judged_before(entry: Any, today: date) -> Iterator[Fault]:
    """The year that was assessed or judged is over, or goes on, on the day of the result."""
    if not 2000 <= entry.year <= entry.on.year:
        yield Fault("year", f"“{entry.year}”不对：应是四位数的年份，不晚于结果的日期（{entry.on.year}年）。")


def of_a_hundred(entry: Any, today: date) -> Iterator[Fault]:
    if entry.satisfaction is not None and not 0 <= entry.satisfaction <= 100:
        yield Fault("satisfaction", "满意率是百分数，应在 0 和 100 之间，例如 96.5。")


def scored(entry: Any, today: date) -> Iterator[Fault]:
    if entry.score is not None and entry.score < 0:
        yield Fault("score", "得分不会小于 0。")


def somebody(entry: Any, today: date) -> Iterator[Fault]:
    if entry.people == 0:
        yield Fault("people", "没有人被追究的不用登记；登记了就至少是 1 人。")


def mended_after(entry: Any, today: date) -> Iterator[Fault]:
    """Found, then mended, by today."""
    if entry.due_on is not None and entry.due_on < entry.on:
        yield Fault("due_on", "整改期限早于发现的日期。请核对这两个日期。")
    if entry.mended_on is None:
        return
    if entry.mended_on < entry.on:
        yield Fault("mended_on", "整改完成的日期早于发现的日期。请核对这两个日期。")
    if entry.mended_on > today:
        yield Fault("mended_on", f"{long_words(entry.mended_on)}还没有到。整改完成了再登记。")


def of_an_inspection_here(entry: Any, today: date) -> Iterator[Fault]:
    inspection = entry.inspection
    if inspection is not None and (inspection.agency_id != entry.agency_id or inspection.is_void):
        yield Fault("inspection", "本机关没有登记这次检查，或者它已经作废。请另选，或者不选。")
