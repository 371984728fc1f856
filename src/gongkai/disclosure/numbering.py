"""索引号: one for every item released, without gaps or doubles, in the agency's own pattern (platform.md §3).

    11341702486344515H/202110-00013   统一社会信用代码/年月-流水号
    000014349/2017-00110              组织机构代码/年份-流水号

The number is given in the transaction of the release, with the row of its sequence held: a release that fails gives
its number back, and two at the same moment follow each other.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.agency.models import Agency
from gongkai.disclosure.models import IndexSequence, Item, VoidNumber
from gongkai.errors import Refused
from gongkai.law.statutes import ORDER_711

CREDIT_CODE_LENGTH = 18
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Pattern:
    """How index numbers are made: the code of the agency before the stroke, and the period after it."""

    code: Callable[[str], str]
    period: str

    def number(self, agency: Agency, period: str, serial: int) -> str:
        return f"{self.code(agency.credit_code)}/{period}-{serial:05d}"


PATTERNS = {
    "credit_code": Pattern(lambda credit_code: credit_code, "%Y%m"),
    "organisation_code": Pattern(lambda credit_code: credit_code[8:17], "%Y"),
}
"""The organisation code is the ninth to the seventeenth character of the credit code (GB 32100)."""


def give(agency: Agency, on: date) -> str:
    """The next index number of an agency on a day, never given before. Refuses an agency without a credit code."""
    return give_all(agency, [on])[0]


def give_all(agency: Agency, days: Sequence[date]) -> list[str]:
    """An index number for each of several days, in their order, none ever given before."""
    if len(agency.credit_code) != CREDIT_CODE_LENGTH:
        raise Refused(
            f"{agency}还没有填写18位统一社会信用代码，生成不了索引号，不能发布。请管理员在“设置”里补填后再发布。",
            cites=[ORDER_711.article(12, paragraph=3)],
        )
    pattern = PATTERNS[settings.GONGKAI.index_pattern]
    wanted = Counter(day.strftime(pattern.period) for day in days)
    given = {period: iter(_next(agency, pattern, period, wanted[period])) for period in sorted(wanted)}
    return [next(given[day.strftime(pattern.period)]) for day in days]


def taken_of(agency: Agency, numbers: Iterable[str]) -> set[str]:
    """Which of the numbers an item of the agency has, or had before they were void."""
    wanted = list(numbers)
    found: set[str] = set()
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        found.update(Item.objects.filter(agency=agency, index_number__in=some).values_list("index_number", flat=True))
        found.update(VoidNumber.objects.filter(agency=agency, number__in=some).values_list("number", flat=True))
    return found


def void_all(agency: Agency, numbers: Iterable[str], *, reason: str, on: date) -> list[VoidNumber]:
    """作废索引号: they stay listed with the reason, and are never given again."""
    return VoidNumber.objects.bulk_create(
        [VoidNumber(agency=agency, number=number, reason=reason, on=on) for number in numbers], batch_size=_AT_ONCE
    )


def _next(agency: Agency, pattern: Pattern, period: str, count: int) -> list[str]:
    """The next numbers of one period; those that came in with an import are passed over."""
    IndexSequence.objects.get_or_create(agency=agency, period=period)
    sequence = IndexSequence.objects.select_for_update().get(agency=agency, period=period)
    given: list[str] = []
    while len(given) < count:
        first, wanted = sequence.last + 1, count - len(given)
        numbers = [pattern.number(agency, period, serial) for serial in range(first, first + wanted)]
        taken = taken_of(agency, numbers)
        given += [number for number in numbers if number not in taken]
        sequence.last += wanted
    sequence.save(update_fields=["last"])
    return given
