"""时限规则: the 公开时限 column of a catalogue as data, and the days it gives.

    parse(text) -> TimeRules      words(rule) -> 中文
    due(rules, event_on, calendar)                the last day to disclose
    next_due(rules, last_on, calendar)            when something new must be there, for rules that come round
    taken_down_due(rules, released_on, calendar)  the last day it is shown, for rules that end
    stale_after_days(rules, column, on)           days without anything new, for coverage

What cannot be read stays as words and never becomes a number. No rule of a catalogue puts disclosure off beyond
条例第二十六条, unless a law says so (`TimeRule.law`).
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from gongkai.law.calendar import DAY, Calendar, Due, Step, long_words, months_on, weekday_words
from gongkai.law.disclosure import BUDGET_DAYS, disclosure_due
from gongkai.law.inspection import STALE_DAYS, Column
from gongkai.law.statutes import BUDGET


class Kind(StrEnum):
    """What a rule says; the first six set days."""

    WITHIN = "within"  # 事件之日起若干日内
    BEFORE = "before"  # 事件前若干日
    YEARLY = "yearly"  # 每年某月某日前
    EVERY = "every"  # 每若干日、月、年一次
    SHOWN = "shown"  # 公示若干日，期满撤下
    KEPT = "kept"  # 公开满若干年后撤下
    PROMPT = "prompt"  # 及时、实时、按进展
    LASTING = "lasting"  # 长期公开
    DEFERS = "defers"  # 法律、法规另有规定的从其规定
    UNREAD = "unread"


class Unit(StrEnum):
    WORKING = "工作日"
    DAY = "日"
    WEEK = "周"
    MONTH = "个月"
    YEAR = "年"


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One rule. `subject` is the part of the information it is for, `event` what the days run from (or up to).

    `extra` is the prolongation that a case may be given; `whose` is 企业 or 个人; `law` cites the law that sets a term
    of its own, which alone may be longer than the regulation's; `says` is the clause it was read from.
    """

    kind: Kind
    number: int = 0
    unit: Unit | None = None
    event: str = ""
    subject: str = ""
    extra: int = 0
    month: int = 0
    day: int = 0
    whose: str = ""
    law: str = ""
    says: str = ""

    def to_dict(self) -> dict[str, Any]:
        held = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) if isinstance(value, StrEnum) else value for name, value in held.items() if value}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "TimeRule":
        unit = data.get("unit")
        return cls(**{**data, "kind": Kind(data["kind"]), "unit": Unit(unit) if unit else None})


@dataclass(frozen=True, slots=True)
class TimeRules:
    """What one cell of the 公开时限 column says: its words and the rules read from them."""

    words: str = ""
    rules: tuple[TimeRule, ...] = ()

    @property
    def unread(self) -> bool:
        """Some of the words were not understood: a person reads them."""
        return any(rule.kind is Kind.UNREAD for rule in self.rules)

    def of(self, *kinds: Kind) -> tuple[TimeRule, ...]:
        return tuple(rule for rule in self.rules if rule.kind in kinds)

    def to_dict(self) -> dict[str, Any]:
        return {"words": self.words, "rules": [rule.to_dict() for rule in self.rules]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "TimeRules":
        """The rules kept as data; nothing kept is no rule."""
        return cls(data.get("words", ""), tuple(TimeRule.from_dict(rule) for rule in data.get("rules", ())))


# Reading

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_NUM = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百]{1,5})"
_AMOUNT = (
    rf"(?:(?P<number>{_NUM})(?P<unit>个?工作日|个?自然日|个?日历日|日|天|个?星期|周|个月|年|小时)"
    r"|(?P<half>半年|半个月))"
)
_OUT = (
    r"(?:予以|及时|主动|依法|向社会|对外|集中|应当|应|须|进行|完成|首次|上网)*"
    r"(?:公开|公布|发布|公示|更新|公告|上传|录入)?(?:信息)?(?:\([^)\d日月年]*\))?"
)
_UNITS = {"工作日": Unit.WORKING, "周": Unit.WEEK, "星期": Unit.WEEK, "月": Unit.MONTH, "年": Unit.YEAR}
_EVENT = re.compile(
    r"形成|变更|变动|制定|制作|获取|产生|生成|作出|做出|批准|批复|核准|审批|审核|评审|确定|认定|结束|启动|印发|签发|"
    r"通过|完成|收到|发生|修改|修订|调整|决定|发放|验收|任免|任命|换届|公布|发布|实施|施行|召开|举行|成立|后$|之日"
)
_FROM = r"(?:自(?!然|治|主|愿|行|身|来|查|评)|从(?!业|事))"
_BUDGETED = r"(?:人大|人代会|人民代表大会|常委会|常务委员会|财政|预算|决算).*(?:批准|批复)"
_PERIODS: dict[str, tuple[int, Unit]] = {
    "工作日": (1, Unit.WORKING),
    "日": (1, Unit.DAY),
    "天": (1, Unit.DAY),
    "周": (1, Unit.WEEK),
    "星期": (1, Unit.WEEK),
    "月": (1, Unit.MONTH),
    "月度": (1, Unit.MONTH),
    "季": (3, Unit.MONTH),
    "季度": (3, Unit.MONTH),
    "半年": (6, Unit.MONTH),
    "半年度": (6, Unit.MONTH),
    "年": (1, Unit.YEAR),
    "年度": (1, Unit.YEAR),
}
_PERIOD = rf"(?P<every>{_NUM})?个?(?P<period>工作日|半年度?|季度?|月度?|年度?|星期|周|日|天)"
_LEAST = r"(?:至少|不少于|最少|应|应当|须)?"


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[sign]
    return total + digit


def _amount(found: re.Match[str]) -> tuple[int, Unit]:
    if half := found["half"]:
        return (6, Unit.MONTH) if half == "半年" else (15, Unit.DAY)
    number, unit = _number(found["number"]), found["unit"].removeprefix("个")
    if unit == "小时":
        return -(-number // 24), Unit.DAY
    return number, _UNITS.get(unit, Unit.DAY)


def _lead(text: str) -> tuple[str, str]:
    """The words before a number of days: what the rule is for, and what the days run from."""
    text = re.sub(r"(?:最迟|最长|至迟|原则上|一般|应当|应)*(?:不得|不)?(?:超过|晚于|迟于)?$", "", text)
    marked = re.search(r"(?:之日起?|之时起?|当日起?|以后|之后|后|起)的?$", text)
    subject, event = "", text[: marked.start()] if marked else text
    if found := re.match(rf"(?P<subject>.+?)应?{_FROM}(?P<event>.+)", event):
        subject, event = found["subject"], found["event"]
    event = re.sub(rf"^(?:{_FROM}|在|于)?该?", "", event)
    if not marked and not subject and event and not _EVENT.search(event):
        return event, ""
    return subject, event


def _within(found: re.Match[str]) -> TimeRule | None:
    lead = found["lead"]
    if re.search(r"每|少于|延长|公示期|公告期|满$|提前|上旬|中旬|下旬|第$", lead):
        return None
    number, unit = _amount(found)
    if not number:
        return None
    if not found["inside"] and unit is not Unit.WORKING and not re.search(r"(?:起|后|超过|晚于|迟于)$", lead):
        return None
    subject, event = _lead(lead)
    budget = unit is Unit.DAY and number == BUDGET_DAYS.versions[-1].value and re.search(_BUDGETED, event)
    return TimeRule(Kind.WITHIN, number, unit, event, subject, law=BUDGET.article(14) if budget else "")


def _same_day(found: re.Match[str]) -> TimeRule | None:
    event = found["event"]
    if re.search(r"(?:必要|需要|适当|有条件|届|定|临|每)$", event) or not _EVENT.search(event):
        return None
    return TimeRule(Kind.WITHIN, 0, Unit.DAY, re.sub(r"^(?:在|于|自)", "", event))


def _before(found: re.Match[str]) -> TimeRule | None:
    event, subject = found["event"] or "", ""
    if "每" in event:
        return None
    if parts := re.match(r"(?P<subject>.*?)(?:在|于)(?P<event>.+)", event):
        subject, event = parts["subject"], parts["event"]
    number, unit = _amount(found)
    return TimeRule(Kind.BEFORE, number, unit, event, subject) if number else None


def _ahead(found: re.Match[str]) -> TimeRule | None:
    number, unit = _amount(found)
    return TimeRule(Kind.BEFORE, number, unit, re.sub(r"^(?:应当|应|须|在|于)", "", found["event"])) if number else None


def _yearly(found: re.Match[str]) -> TimeRule | None:
    month = _number(found["month"])
    if not 1 <= month <= 12:
        return None
    longest = monthrange(2024, month)[1]
    day = _number(found["day"]) if found["day"] else longest
    if not 1 <= day <= longest or not (found["day"] or found["end"]):
        return None
    return TimeRule(Kind.YEARLY, month=month, day=day)


def _monthly(found: re.Match[str]) -> TimeRule | None:
    day = _number(found["day"])
    return TimeRule(Kind.EVERY, 1, Unit.MONTH, day=day) if 1 <= day <= 31 else None


def _every(found: re.Match[str]) -> TimeRule | None:
    groups = found.groupdict()
    if groups.get("times") and _number(groups["times"]) != 1:
        return None
    number, unit = _PERIODS[found["period"]]
    number *= _number(groups["every"]) if groups.get("every") else 1
    return TimeRule(Kind.EVERY, number, unit) if number else None


def _shown(found: re.Match[str]) -> TimeRule | None:
    number, unit = _amount(found)
    return TimeRule(Kind.SHOWN, number, unit) if number else None


def _kept(found: re.Match[str]) -> list[TimeRule]:
    first = found["whose"] or found["before"] or ""
    pairs = [(found["years"], first), (found["years2"], found["whose2"] or "")]
    return [
        TimeRule(Kind.KEPT, _number(years), Unit.YEAR, whose=_WHOSE.get(whose, "")) for years, whose in pairs if years
    ]


_WHOSE = {"企业": "企业", "法人": "企业", "个人": "个人", "自然人": "个人"}
_HOLDER = r"企业|法人|个人|自然人"


def _prompt(found: re.Match[str]) -> TimeRule:
    return TimeRule(Kind.PROMPT, event=re.sub(r"(?:之?后|时|的)$", "", found["event"]))


Reading = Callable[[re.Match[str]], "TimeRule | list[TimeRule] | None"]

_READINGS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (r"[^\d]*(?:另有|有特别|有明确)[^\d]*规定[^\d]*|[^\d]*从其规定", lambda _: TimeRule(Kind.DEFERS)),
        (
            rf"(?:(?P<before>{_HOLDER})?(?:处罚|信息)*(?:公示|公开)期?)?(?:期?满)?(?P<years>{_NUM})年(?:期满)?(?:\((?P<whose>{_HOLDER})\))?"
            rf"(?:[/、](?P<years2>{_NUM})年(?:\((?P<whose2>{_HOLDER})\))?)?(?:期满)?后?(?:自动)?(?:撤下|下架|撤除|删除|屏蔽)",
            _kept,
        ),
        (
            rf"(?:并|且|同时)?(?:公示|公告)(?:期限|期|时间|时限)?(?:一般)?(?:为|不少于|不得少于|不低于|至少|满)*{_AMOUNT}"
            r"(?:以上)?(?:期满后?(?:撤下|下架|撤除))?",
            _shown,
        ),
        (
            rf"(?:每年|次年|下一年|翌年|每年度)?的?(?P<month>{_NUM})月(?:份)?(?:(?P<day>{_NUM})[日号]|(?P<end>底|末))"
            r"(?:之|以)?前[^\d]{0,24}",
            _yearly,
        ),
        (rf"每月(?P<day>{_NUM})[日号](?:之|以)?前{_OUT}", _monthly),
        (rf"(?:按|至少)?每{_PERIOD}{_LEAST}{_OUT}(?:(?P<times>{_NUM})次(?:以上)?)?{_OUT}", _every),
        (rf"{_LEAST}(?P<times>{_NUM})次/{_PERIOD}", _every),
        (rf"{_PERIOD}{_LEAST}{_OUT}(?P<times>{_NUM})次{_OUT}", _every),
        (r"按(?P<period>月度?|季度?|半年度?|年度?|周)(?:及时|定期)?(?:公开|公布|发布|更新|公示)", _every),
        (r"(?P<period>月度|季度|半年度?|年度)(?:公开|公布|发布|更新|公示)", _every),
        (rf"更新周期:?为?每?{_PERIOD}", _every),
        (rf"(?P<event>[^\d]*?)提前{_AMOUNT}[^\d]{{0,12}}", _ahead),
        (rf"(?P<event>[^\d]+?)的?{_AMOUNT}(?:之|以)?前{_OUT}", _before),
        (rf"(?P<event>[^\d]+?)(?:之|以)?前{_AMOUNT}内?{_OUT}", _before),
        (rf"(?P<lead>[^\d]*?){_AMOUNT}(?P<inside>(?:之|以)?内)?{_OUT}", _within),
        (
            r"(?P<event>[^\d]*?)(?:按|根据|随|依)?(?:照|据)?(?:工作|项目|事项|实际)*(?:进展|进度)(?:情况)?"
            rf"(?:及时|实时|适时)?{_OUT}",
            _prompt,
        ),
        (rf"(?P<event>[^\d]*?)(?:及时|实时|即时|立即|随时|适时|第一时间|动态)(?:调整)?{_OUT}", _prompt),
        (
            r"(?:并|保持|实行)?(?:长期|永久|常年|持续|始终)(?:性)?(?:公开|公示|公布|有效|保存|展示)?(?:\([^)\d]*\))?",
            lambda _: TimeRule(Kind.LASTING),
        ),
        (rf"(?P<event>[^\d]+?)的?(?:当日|当天|同时|时)(?:即|同步)?{_OUT}", _same_day),
    )
)
_LONGER = re.compile(rf"[^\d]*?可(?:以)?(?:适当|再)?延长(?:不超过)?{_AMOUNT}")
_WHERE = re.compile(
    r"(?:并|同时)?(?:在|于|通过)[^\d]{1,20}(?:栏|网|网站|平台|公报|媒体|中心|现场|屏)(?:予以|进行)?(?:公开|公示|公布|发布)"
)
_ENDS = re.compile(r"(?:公示|公告)?期?满后?(?:即|及时)?(?:撤下|下架|撤除)")
_LONGEST_CELL = 500
_LONGEST_CLAUSE = 80
_MOST = 999


def parse(text: str) -> TimeRules:
    """The rules in a cell of the 公开时限 column."""
    kept = text.strip()
    if len(kept) > _LONGEST_CELL:
        return TimeRules(kept, (TimeRule(Kind.UNREAD, says=kept),))
    plain = re.sub(r"[\u2460-\u2473●■◆▪•]", ";", kept)
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", plain))
    plain = re.sub(rf"({_NUM})个?日(内)?\(工作日\)", r"\1个工作日\2", plain)
    plain = re.sub(rf"(?<=[后起前]),(?=(?:在|于)?{_NUM})", "", plain)
    rules: list[TimeRule] = []
    for clause in re.split(r"[;。,!]+", plain):
        if unmarked := re.sub(rf"^\(?{_NUM}[.、)](?=\D)", "", clause):
            _read(unmarked, rules)
    return TimeRules(kept, tuple(rules))


def _read(clause: str, rules: list[TimeRule]) -> None:
    """Adds to the rules what a clause says, or the clause unread."""
    last = rules[-1] if rules else None
    if len(clause) > _LONGEST_CLAUSE:
        rules.append(TimeRule(Kind.UNREAD, says=clause))
        return
    if (found := _LONGER.fullmatch(clause)) and last and last.kind is Kind.WITHIN:
        number, unit = _amount(found)
        if unit is last.unit and number <= _MOST:
            rules[-1] = replace(last, extra=number, says=f"{last.says}；{clause}")
            return
    if last and (_WHERE.fullmatch(clause) or (last.kind is Kind.SHOWN and _ENDS.fullmatch(clause))):
        return
    label, _, rest = clause.rpartition(":")
    if re.search(r"周期|公示|公告", label):
        label, rest = "", label + rest
    read = _understood(rest)
    if label and not re.fullmatch(r"(?:公开|更新)?[时期]限", label):
        read = [replace(rule, subject=label) for rule in read]
    rules += [replace(rule, says=clause) for rule in read or [TimeRule(Kind.UNREAD)]]


def _understood(clause: str) -> list[TimeRule]:
    """What the first pattern that takes in the whole clause says; nothing where none does."""
    for pattern, reading in _READINGS:
        if (found := pattern.fullmatch(clause)) and (read := reading(found)):
            rules = read if isinstance(read, list) else [read]
            return rules if all(rule.number <= _MOST for rule in rules) else []
    return []


# Saying


def _span(number: int, unit: Unit | None) -> str:
    return f"{number}个工作日" if unit is Unit.WORKING else f"{number}{unit or ''}"


def _round(rule: TimeRule) -> str:
    named = {(1, Unit.WEEK): "周", (1, Unit.MONTH): "月", (3, Unit.MONTH): "季度", (6, Unit.MONTH): "半年"}
    named |= {(1, Unit.YEAR): "年", (1, Unit.DAY): "日", (1, Unit.WORKING): "个工作日"}
    return named.get((rule.number, rule.unit or Unit.DAY), _span(rule.number, rule.unit))


def words(rule: TimeRule) -> str:
    """A rule for people: 「形成或者变更之日起20个工作日内」."""
    span = _span(rule.number, rule.unit)
    match rule.kind:
        case Kind.WITHIN if not rule.number:
            return f"{rule.event}当日"
        case Kind.WITHIN:
            event = rule.event or "形成或者变更"
            longer = f"，可延长{_span(rule.extra, rule.unit)}" if rule.extra else ""
            return f"{rule.subject}{'自' if rule.subject else ''}{event}之日起{span}内{longer}"
        case Kind.BEFORE:
            return f"{rule.subject}{'在' if rule.subject else ''}{rule.event}{span}前" if rule.event else f"提前{span}"
        case Kind.YEARLY:
            return f"每年{rule.month}月{rule.day}日前"
        case Kind.EVERY:
            return f"每月{rule.day}日前" if rule.day else f"每{_round(rule)}至少1次"
        case Kind.SHOWN:
            return f"公示{span}，期满撤下"
        case Kind.KEPT:
            return f"公示满{span}{f'({rule.whose})' if rule.whose else ''}后撤下"
        case Kind.PROMPT:
            return f"{rule.event}{'后' if rule.event else ''}及时公开"
        case Kind.LASTING:
            return "长期公开"
        case Kind.DEFERS:
            return "法律、法规另有规定的从其规定"
        case Kind.UNREAD:
            return rule.says


# Counting


def due(rules: TimeRules, event_on: date, calendar: Calendar, *, subject: str = "", extended: bool = False) -> Due:
    """The last day to disclose, reckoned from the day of the event, with the reasons.

    `subject` says what the information is (许可、处罚 …) where the catalogue has a rule for it; `extended` that the
    prolongation a rule allows was given. A rule that ends before an event or on a date of the year stands by itself;
    every other gives way to the twenty working days of 条例第二十六条 when it would end later.
    """
    applying = _applying(rules, subject)
    dated = [
        _own_due(rule, event_on, calendar, extended) for rule in applying if rule.kind in (Kind.BEFORE, Kind.YEARLY)
    ]
    if dated:
        return _reasoned(min(dated, key=lambda found: found.on), rules, applying)
    limit = disclosure_due(event_on, calendar)
    own = [(rule, _own_due(rule, event_on, calendar, extended)) for rule in applying if rule.kind is Kind.WITHIN]
    if not own:
        return _reasoned(limit, rules, applying)
    rule, found = min(own, key=lambda pair: pair[1].on)
    if found.on <= limit.on or rule.law:
        return _reasoned(found.noting(f"目录写的时限是“{words(rule)}”", cites=limit.cites), rules, applying)
    later = f"目录写的“{words(rule)}”（至{long_words(found.on)}）比条例的期限晚，没有法律另作规定，按条例的期限"
    return _reasoned(limit.noting(later), rules, applying)


def _applying(rules: TimeRules, subject: str) -> list[TimeRule]:
    """The rules for a subject where there are any, else those for no subject in particular."""
    if subject:
        special = [rule for rule in rules.rules if rule.subject and _about(rule.subject, subject)]
        if special:
            return special
    return [rule for rule in rules.rules if not rule.subject] or list(rules.rules)


def _about(listed: str, subject: str) -> bool:
    parts = re.split(r"[、和及与/]", listed)
    return any(part and (part in subject or subject in part) for part in parts)


def _own_due(rule: TimeRule, event_on: date, calendar: Calendar, extended: bool) -> Due:
    cites = (rule.law,) if rule.law else ()
    if rule.kind is Kind.YEARLY:
        return _on_the_date(_yearly_on(rule, event_on.year, event_on), rule, calendar)
    if rule.kind is Kind.BEFORE:
        return _ahead_of(rule, event_on, calendar)
    number = rule.number + (rule.extra if extended else 0)
    event = rule.event or "形成或者变更"
    if not number:
        text = f"{long_words(event_on)}（{weekday_words(event_on)}）{event}，当日公开"
        return Due(event_on, (Step(text, event_on, event_on),), cites)
    if rule.unit is Unit.WORKING:
        return calendar.due(event_on, number, cites=cites, event=event)
    if rule.unit in (Unit.DAY, Unit.WEEK):
        days = number * (7 if rule.unit is Unit.WEEK else 1)
        return calendar.due_in_days(event_on, days, cites=cites, event=event)
    last = months_on(event_on, number * (12 if rule.unit is Unit.YEAR else 1))
    return _on_the_date(last, rule, calendar)


def _on_the_date(day: date, rule: TimeRule, calendar: Calendar) -> Due:
    step = Step(f"{words(rule)}：{long_words(day)}（{weekday_words(day)}）", day, day)
    return calendar.at(day, steps=(step,), cites=(rule.law,) if rule.law else ())


def _ahead_of(rule: TimeRule, event_on: date, calendar: Calendar) -> Due:
    """The last day that leaves the whole number of days between itself and the event."""
    event = rule.event or "开始"
    opening = Step(f"{long_words(event_on)}（{weekday_words(event_on)}）{event}", event_on, event_on)
    if rule.unit is Unit.WORKING:
        day = calendar.before(event_on, rule.number)
        years = calendar.unknown_years(day, event_on)
        text = f"往前数{rule.number}个工作日，当日不计，最迟{long_words(day)}（{weekday_words(day)}）"
        return Due(day, (opening, Step(text, day, event_on - DAY, rule.number)), provisional_years=years)
    if rule.unit in (Unit.MONTH, Unit.YEAR):
        day = months_on(event_on, -rule.number * (12 if rule.unit is Unit.YEAR else 1))
    else:
        day = event_on - rule.number * (7 if rule.unit is Unit.WEEK else 1) * DAY
    text = f"提前{_span(rule.number, rule.unit)}，最迟{long_words(day)}（{weekday_words(day)}）"
    return calendar.at(day, steps=(opening, Step(text, day, event_on - DAY)))


def _reasoned(found: Due, rules: TimeRules, applied: Collection[TimeRule]) -> Due:
    """The answer with a word on what the catalogue says besides."""
    for rule in applied:
        if rule.kind is Kind.PROMPT and not any(other.kind is Kind.WITHIN for other in applied):
            found = found.noting(f"“{rule.says or words(rule)}”没有写天数，最迟不超过上述期限，宜早不宜迟")
    for rule in rules.of(Kind.UNREAD):
        found = found.noting(f"目录写的“{rule.says}”没有读懂，没有计入，请人工核对")
    others = {rule.subject for rule in rules.rules if rule.subject and rule not in applied}
    for rule in rules.rules:
        if rule.subject in others:
            found = found.noting(f"“{words(rule)}”只用于{rule.subject}")
    return found


def taken_down_due(rules: TimeRules, released_on: date, calendar: Calendar, *, whose: str = "") -> Due | None:
    """The last day it is shown, to be taken down on the next; None where no rule ends the showing.

    A publicity period is never cut short: of two the longer holds. Of the years for 企业 and 个人 the shorter holds
    when it is not said whose information it is.
    """
    shown = [_shown_until(rule, released_on, calendar) for rule in rules.of(Kind.SHOWN)]
    if shown:
        return max(shown, key=lambda found: found.on)
    kept = [rule for rule in rules.of(Kind.KEPT) if not whose or rule.whose in ("", whose)]
    return min((_shown_until(rule, released_on, calendar) for rule in kept), key=lambda found: found.on, default=None)


def _shown_until(rule: TimeRule, released_on: date, calendar: Calendar) -> Due:
    if rule.unit is Unit.WORKING:
        found = calendar.due(released_on, rule.number, event="公示")
    else:
        opening = Step(
            f"{long_words(released_on)}（{weekday_words(released_on)}）公示，次日起算", released_on, released_on
        )
        if rule.unit in (Unit.DAY, Unit.WEEK):
            last = released_on + rule.number * (7 if rule.unit is Unit.WEEK else 1) * DAY
        else:
            last = months_on(released_on, rule.number * (12 if rule.unit is Unit.YEAR else 1))
        text = f"{words(rule)}：至{long_words(last)}（{weekday_words(last)}）"
        found = Due(last, (opening, Step(text, released_on + DAY, last, (last - released_on).days)))
    return found.noting(f"{long_words(found.on)}（含）以前保持公示，次日起撤下")


def next_due(rules: TimeRules, last_on: date, calendar: Calendar) -> Due | None:
    """The last day for something new after what was last released; None where nothing comes round.

    「每月、每季度、每半年、每年」 mean once in each, so that the end of the next one is the last day; 「每20个工作日」
    and the like run from the last release.
    """
    found = [_next(rule, last_on, calendar) for rule in rules.of(Kind.EVERY, Kind.YEARLY)]
    return min(found, key=lambda due: due.on, default=None)


def _next(rule: TimeRule, last_on: date, calendar: Calendar) -> Due:
    if rule.kind is Kind.YEARLY:
        return _on_the_date(_yearly_on(rule, last_on.year + 1), rule, calendar)
    if rule.unit is Unit.WORKING:
        return calendar.due(last_on, rule.number, event="上次公开")
    if rule.unit in (Unit.DAY, Unit.WEEK):
        return calendar.due_in_days(last_on, rule.number * (7 if rule.unit is Unit.WEEK else 1), event="上次公开")
    if rule.day:
        month = months_on(last_on.replace(day=1), 1)
        day = month.replace(day=min(rule.day, monthrange(month.year, month.month)[1]))
    else:
        day = _end_of_the_next(last_on, rule.number * (12 if rule.unit is Unit.YEAR else 1))
    step = Step(f"上次公开是{long_words(last_on)}，{words(rule)}，下次最迟{long_words(day)}", last_on, day)
    return calendar.at(day, steps=(step,))


def _end_of_the_next(last_on: date, months: int) -> date:
    """The last day of the month, quarter, half year or years after the one that a day lies in."""
    start = (
        date(last_on.year, 1, 1)
        if months >= 12
        else last_on.replace(month=(last_on.month - 1) // months * months + 1, day=1)
    )
    return months_on(start, (12 if months >= 12 else months) + months) - DAY


def stale_after_days(rules: TimeRules, column: Column | None, on: date) -> int | None:
    """The calendar days after which nothing new makes an entry stale, by its own rule or the inspection's threshold.

    A round number for overviews; `next_due` gives the very day of a rule that comes round.
    """
    own = [_longest_round(rule) for rule in rules.of(Kind.EVERY, Kind.YEARLY)]
    threshold = [STALE_DAYS[column].on(on).value] if column else []
    return min(own + threshold, default=None)


def _longest_round(rule: TimeRule) -> int:
    if rule.kind is Kind.YEARLY:
        return 366
    each = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
    if rule.unit is Unit.WORKING:
        return -(-rule.number // 5) * 7
    return rule.number * each[rule.unit or Unit.DAY]


def _yearly_on(rule: TimeRule, year: int, not_before: date | None = None) -> date:
    def in_year(year: int) -> date:
        return date(year, rule.month, min(rule.day, monthrange(year, rule.month)[1]))

    day = in_year(year)
    return in_year(year + 1) if not_before and day < not_before else day
