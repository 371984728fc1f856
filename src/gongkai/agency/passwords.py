"""Passwords: the rules in words, and one-time ones that can be read over a telephone."""

import secrets

from django.conf import settings

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters and digits that are taken for one another: l 1 i o 0."""
GROUP = 4


def rules() -> list[str]:
    """What a password must be, as the page says it."""
    return [
        f"至少 {settings.GONGKAI.password_length} 位",
        "不能全是数字，不能是常见的密码（如 123456、password）",
        "不能和账号、姓名相近",
    ]


def one_time() -> str:
    """A random password in groups of four, three at least: a3kd-9xqw-m2pt."""
    groups = max(3, -(-settings.GONGKAI.password_length // GROUP))
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(groups))
