"""带单位: a number with its unit in the cell, where the form wants the number alone.

行政事业性收费 | 5000元        (the column is in 万元)
"""

from decimal import Decimal

SAYS = "格内写有单位，按栏目的单位读取"

_IN_YUAN = {"元": 1, "人民币元": 1, "万元": 10_000, "亿元": 100_000_000}


def repair(number: int | Decimal, unit: str, column_unit: str) -> int | Decimal:
    """The number in the unit of its column; other than money, units are words only."""
    if unit == column_unit or unit not in _IN_YUAN or column_unit not in _IN_YUAN:
        return number
    exact = Decimal(number) * _IN_YUAN[unit] / _IN_YUAN[column_unit]
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()
