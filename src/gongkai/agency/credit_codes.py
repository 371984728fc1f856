"""统一社会信用代码: eighteen characters, the last of which proves the others (GB 32100-2015)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The thirty-one characters of a code: without I, O, S, V, Z."""
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LENGTH = 18


def last(front: str) -> str:
    """The eighteenth character of the seventeen before it."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(front, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def fault(code: str) -> str:
    """What is wrong with a code, in a sentence; "" when nothing is."""
    if len(code) != LENGTH:
        return f"统一社会信用代码应为 18 位，这里有 {len(code)} 位，请对照证书。"
    if strange := next((character for character in code if character not in ALPHABET), ""):
        return f"统一社会信用代码里有“{strange}”：只用数字和大写字母，没有 I、O、S、V、Z，请对照证书。"
    if last(code[:-1]) != code[-1]:
        return "统一社会信用代码的校验位不对，多半有一位抄错，请对照证书。"
    return ""
