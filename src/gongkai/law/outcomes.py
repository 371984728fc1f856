"""办理结果: the ways a request can end, each with its article, its proof, its letter and its row of table three.

《政府信息公开条例》第三十条、第三十五条至第四十条、第四十二条；rows as on the form of 国办公开办函〔2021〕30号.

    OUTCOMES[code], by_code(code), choices(on)       the register, read from outcomes.toml
    why_not_law(text)                                what 「法律、行政法规禁止公开」 may name
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from gongkai.errors import Refused
from gongkai.law import statutes
from gongkai.law.dated import Dated
from gongkai.law.statutes import ORDER_711, Statute

GROUPS = {
    "granted": "予以公开",
    "partly_granted": "部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "otherwise_closed": "其他处理",
}
"""The groups of table three, in its order and words."""

LETTER_PARTS = (
    "标题",
    "文号",
    "申请人",
    "收到申请的日期和申请的内容",
    "补正、延期、征求意见的经过",
    "决定的内容",
    "事实和理由",
    "法律依据，到条、款、项",
    "救济途径和期限",
    "机关名称、日期和印章",
    "附件清单",
)
"""What every letter of reply has, whatever the outcome."""

Remedy = Literal["reconsideration_first", "either", "none"]


@dataclass(frozen=True, slots=True)
class Required:
    """One thing to be established before an outcome may be chosen.

    A `record` is one of the case; `instead` says what may be written where there is none.
    """

    key: str
    says: str
    kind: Literal["text", "choice", "date", "record"]
    choices: tuple[tuple[str, str], ...] = ()
    """What may be chosen: the value kept, and its words."""
    optional: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a request can end. `note` says where practice is unsettled, `setting` which choice settles it."""

    code: str
    name: str
    group: str
    row: str
    row_2019: str
    cites: tuple[str, ...]
    establishes: tuple[Required, ...]
    letter: tuple[str, ...]
    remedy: Remedy
    note: str = ""
    setting: str = ""
    default: bool = False

    def __str__(self) -> str:
        return self.name

    def to_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": self.name,
            "group": self.group,
            "row": self.row,
            "row_2019": self.row_2019,
            "cites": list(self.cites),
            "establishes": [
                {
                    "key": required.key,
                    "kind": required.kind,
                    "says": required.says,
                    "choices": dict(required.choices),
                    "optional": required.optional,
                    "instead": required.instead,
                }
                for required in self.establishes
            ],
            "letter": list(self.letter),
            "remedy": self.remedy,
            "note": self.note,
        }


def _cite(entry: Mapping[str, Any]) -> str:
    statute: Statute = getattr(statutes, entry["law"])
    if "table" in entry:
        return statute.part(f"表{statutes.chinese(entry['table'])}")
    if "article" not in entry:
        return statute.part("")
    return statute.article(entry["article"], paragraph=entry.get("paragraph"), item=entry.get("item"))


def _outcome(entry: dict[str, Any]) -> Outcome:
    group = entry["group"]
    return Outcome(
        **{name: value for name, value in entry.items() if name not in ("cites", "establishes", "letter")},
        row_2019="otherwise_closed.all" if group == "otherwise_closed" else entry["row"],
        cites=tuple(_cite(cite) for cite in entry["cites"]),
        establishes=tuple(
            Required(**{**required, "choices": tuple(required.get("choices", {}).items())})
            for required in entry["establishes"]
        ),
        letter=tuple(entry["letter"]),
    )


def _read() -> dict[str, Outcome]:
    text = (files(__package__) / "outcomes.toml").read_text(encoding="utf-8")
    return {entry["code"]: _outcome(entry) for entry in tomllib.loads(text)["outcome"]}


OUTCOMES: Mapping[str, Outcome] = MappingProxyType(_read())
"""The register, in the order of table three."""

_SINCE = Dated((date(2019, 5, 15), tuple(OUTCOMES.values()), str(ORDER_711)), name="办理结果的种类")


def by_code(code: str) -> Outcome:
    """One outcome. Refuses a code that is not in the register."""
    try:
        return OUTCOMES[code]
    except KeyError:
        raise Refused(f"没有“{code}”这种办理结果。请从办理结果登记表中选择。") from None


def choices(on: date) -> tuple[Outcome, ...]:
    """The outcomes open to a decision of that day. Refuses a day before the articles they rest on."""
    return _SINCE.on(on).value


# What may be named as prohibiting disclosure

_NAMED = re.compile(r"《([^《》]+)》([^《》]*)")
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条")
_ORDER = re.compile(r"国务院令")
_TRIAL = re.compile(r"[（(〔][^（）()〔〕]*[）)〕]$")
_LOCAL = re.compile(
    r"(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川"
    r"|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|[一-龥]{2,9}(?:省|(?<![城市集])市(?!场)|自治[区州县旗]|(?<!各)县(?!级)|经济特区))"
)
_NOT_ENOUGH = "，不是法律、行政法规，不能作为禁止公开的依据。请另找法律、行政法规，或者改选别的理由。"
_RULE = re.compile(r"(?:办法|规定|细则|规则|规程)$")


def why_not_law(text: str) -> str:
    """Why the words do not name a law or an administrative regulation with its article; "" where they do.

    Judged by the name alone: 法 is a law, 条例 a regulation unless of a place or of the Party. Some regulations are
    called 办法 or 规定; they are known by their order: 《互联网信息服务管理办法》（国务院令第292号）.
    """
    named = _NAMED.findall(text)
    if not named:
        return "没有写明法律或者行政法规的全称。请用书名号写出全称，并写到条，例如《中华人民共和国统计法》第二十五条。"
    doubts = [_doubt(_TRIAL.sub("", name.strip()), after) for name, after in named]
    if all(doubts):
        return doubts[0]
    if not _ARTICLE.search(text):
        return "没有写明是第几条。请写到条，例如《中华人民共和国统计法》第二十五条。"
    return ""


def _doubt(name: str, after: str) -> str:
    if name.startswith(("中国共产党", "中共")):
        return f"《{name}》是党内法规{_NOT_ENOUGH}"
    if re.search(r"(?<!办)法典?$", name):
        return ""
    if name.endswith("条例") and not _LOCAL.match(name):
        return ""
    if _ORDER.search(after):
        return ""
    if name.endswith("条例"):
        return f"《{name}》是地方性法规{_NOT_ENOUGH}"
    if _RULE.search(name):
        return (
            f"《{name}》从名称看是规章或者规范性文件{_NOT_ENOUGH}"
            "如果它是国务院令公布的行政法规，请在后面写上“国务院令第…号”。"
        )
    return f"《{name}》从名称看是规范性文件{_NOT_ENOUGH}"
