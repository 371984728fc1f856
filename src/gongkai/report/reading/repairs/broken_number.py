"""断数: the digits of one number parted by a blank or by the end of a line in a narrow cell.

| 自然人 |        | 447
                    228
"""

import re

SAYS = "数字被空格或换行断开，合为一个数"

_BROKEN = re.compile(r"[-+]?\d[\d,]*(?:\s+[\d,]*\d)+(?:\.\d+)?|[-+]?\d+\s*\.\s*\d+")


def is_broken(text: str) -> bool:
    return _BROKEN.fullmatch(text) is not None


def repair(text: str) -> str:
    return re.sub(r"\s+", "", text)
