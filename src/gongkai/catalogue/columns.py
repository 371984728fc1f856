"""国家规定的各栏: what an entry says, apart from any edition: as a form, a workbook or an older edition gives it."""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from gongkai.catalogue import time_limits
from gongkai.catalogue.models import CatalogueEntry

OURS = "本机关"
"""What entries that are not yet any agency's call the agency."""

LABELS: dict[str, str] = {
    "root": "法定内容",
    "domain": "领域",
    "level1": "一级事项",
    "level2": "二级事项",
    "level3": "三级事项",
    "elements": "公开内容（要素）",
    "basis": "公开依据",
    "time_limit": "公开时限",
    "subject": "公开主体",
    "channels": "公开渠道和载体",
    "audience": "公开对象",
    "audience_words": "特定群体",
    "mode": "公开方式",
    "levels": "公开层级",
    "local_columns": "地方增列",
    "has_personal_data": "含个人信息",
    "not_applicable_reason": "不涉及的说明",
}
"""Every column by its official name, in the official order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """One entry in the national columns. `code` is "" until one is given; it then stays through every edition."""

    code: str = ""
    root: str
    domain: str = ""
    level1: str
    level2: str = ""
    level3: str = ""
    elements: tuple[str, ...] = ()
    basis: str = ""
    time_limit: str = ""
    subject: str = ""
    channels: tuple[tuple[str, bool], ...] = ()
    audience: str = CatalogueEntry.Audience.PUBLIC.value
    audience_words: str = ""
    mode: str = CatalogueEntry.Mode.ACTIVE.value
    levels: tuple[str, ...] = ()
    local_columns: dict[str, str] = field(default_factory=dict)
    has_personal_data: bool = False
    not_applicable_reason: str = ""

    @classmethod
    def of(cls, entry: CatalogueEntry) -> "Columns":
        """What an entry says."""
        return cls.from_dict({name: getattr(entry, name) for name in _NAMES})

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Columns":
        """The columns from JSON, where tuples became lists."""
        known = {name: data[name] for name in _NAMES if name in data}
        for name in ("elements", "levels"):
            known[name] = tuple(known.get(name, ()))
        known["channels"] = tuple((str(name), bool(required)) for name, required in known.get("channels", ()))
        return cls(**known)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    def for_agency(self, name: str) -> "Columns":
        """The same with the agency's name where the subject says only 本机关."""
        return replace(self, subject=self.subject.replace(OURS, name))

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells entries apart where no code does."""
        return self.domain, self.level1, self.level2, self.level3

    def write_to(self, entry: CatalogueEntry) -> CatalogueEntry:
        """Put the columns, and what is read from the words of the time limit, into an entry."""
        for name in _NAMES:
            value = getattr(self, name)
            setattr(entry, name, list(value) if isinstance(value, tuple) else value)
        entry.channels = [list(pair) for pair in self.channels]
        entry.time_rules = time_limits.rules(self.time_limit)
        return entry

    def differences(self, other: "Columns") -> list[str]:
        """The official names of the columns in which the other differs."""
        return [label for name, label in LABELS.items() if getattr(self, name) != getattr(other, name)]


_NAMES = tuple(item.name for item in fields(Columns))
