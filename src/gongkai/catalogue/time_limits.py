"""公开时限: the words of a time limit, what is read from them, and by when something more is due.

What is read is kept with the entry as data (`law.timeliness.TimeRules`); the words stay the catalogue's own.
"""

from datetime import date
from typing import Any

from gongkai.law import timeliness
from gongkai.law.calendar import Calendar
from gongkai.law.timeliness import Kind, TimeRules

USUAL: tuple[str, ...] = (
    "信息形成或者变更之日起20个工作日内",
    "信息制定或者获取之日起10个工作日内",
    "信息形成或者变更之日起3个工作日内",
    "作出决定之日起7个工作日内",
    "本级人民代表大会或其常务委员会批准后20日内",
    "本级政府财政部门批复后20日内",
    "分配结果确定后20个工作日内",
    "制定或者获取信息之日起10个工作日内，公示7个工作日",
    "每年1月31日前",
    "每年至少1次",
    "每半年至少1次",
    "每季度至少1次",
    "每20个工作日更新",
    "及时公开",
    "长期公开",
)
"""Time limits as the standard catalogues word them, to choose from."""

_SETS_NO_LIMIT = {Kind.UNREAD, Kind.DEFERS}


def rules(words: str) -> dict[str, Any]:
    """What is read from the words, as an entry keeps it; {} where there are none."""
    return timeliness.parse(words).to_dict() if words.strip() else {}


def is_read(kept: dict[str, Any]) -> bool:
    """Whether some limit was read."""
    return any(rule.kind not in _SETS_NO_LIMIT for rule in TimeRules.from_dict(kept).rules)


def reading(words: str) -> str:
    """What was read from the words, for the person who wrote them."""
    found = TimeRules.from_dict(rules(words))
    if not is_read(found.to_dict()):
        return "没读出期限，请改写或选定。"
    read = "；".join(timeliness.words(rule) for rule in found.rules if rule.kind is not Kind.UNREAD)
    unread = "、".join(f"“{rule.says}”" for rule in found.of(Kind.UNREAD))
    return f"读作：{read}" + (f"。{unread}没有读懂，发布时请自己核对。" if unread else "")


def next_due(kept: dict[str, Any], last_released_on: date, calendar: Calendar) -> date | None:
    """By when something more must be released, for an entry that says how often; None for any other."""
    found = TimeRules.from_dict(kept)
    if not found.of(Kind.EVERY, Kind.YEARLY):
        return None
    due = timeliness.next_due(found, last_released_on, calendar)
    return due.on if due else None
