"""日志用语: every act in plain Chinese, for people who were not there.

Each app says the words of its acts in its own words.py, which is loaded at start:

    from gongkai.journal.words import say

    say("item", "信息", {
        "item.submitted": ("提交审核", "{by}将“{subject}”提交审核[，由{stage}先看]"),
    })

The first word names the act in a list, the second tells it. In braces stand `by`, `subject` (the record) and the
details that were recorded; what stands in square brackets is left out when a detail in it is empty. Lists are joined
by 、, dates written out, a list of changes [field, before, after] told one by one; {is_passed?通过|未通过} chooses.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from gongkai.journal.models import Entry
from gongkai.report.wording import smooth

NAMED_BY = ("name", "title")
"""Details that name the record as it was then, before its name of today."""
LONGEST = 200
"""Characters of a detail told; the rest is in the record itself."""

_PLACE = re.compile(r"\{(\w+)(?:\?([^|{}]*)\|([^{}]*))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one act."""

    act: str
    label: str
    template: str


@dataclass(frozen=True, slots=True)
class Group:
    """Acts on one kind of thing, as the filter of the journal lists them."""

    code: str
    word: str
    acts: dict[str, Words]


GROUPS: dict[str, Group] = {}
_ACTS: dict[str, Words] = {}


def say(code: str, word: str, acts: Mapping[str, tuple[str, str]]) -> None:
    """Give the acts of a group their words."""
    group = GROUPS.setdefault(code, Group(code, word, {}))
    for act, (label, template) in acts.items():
        group.acts[act] = _ACTS[act] = Words(act, label, template)


def knows(act: str) -> bool:
    return act in _ACTS


def label(act: str) -> str:
    """An act in two or three words; its code where nobody gave it any."""
    return _ACTS[act].label if act in _ACTS else act


def sentence(entry: Entry, subject: str) -> str:
    """What an entry says; `subject` is the name of its record today, used where the entry kept none."""
    words = _ACTS.get(entry.act)
    template = words.template if words else "{by}办理了“" + entry.act + "”：{subject}"
    kept = next((str(entry.details[name]) for name in NAMED_BY if entry.details.get(name)), "")
    values = {**entry.details, "by": entry.by_name, "subject": kept or subject}
    told = _OPTIONAL.sub(lambda part: part[1] if _is_full(part[1], values) else "", template)
    return smooth(_PLACE.sub(lambda place: _told(place, values), told)).rstrip("。")


def names(entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
    """The names of today of the records that entries are about: one query for each kind among them."""
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        if not any(entry.details.get(name) for name in NAMED_BY):
            wanted.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    found: dict[tuple[str, str], str] = {}
    for kind, numbers in wanted.items():
        for record in apps.get_model(kind)._default_manager.filter(pk__in=numbers):
            found[kind, str(record.pk)] = str(record)
    return found


def _is_full(part: str, values: Mapping[str, Any]) -> bool:
    return all(values.get(place[1]) not in (None, "", [], {}, False) for place in _PLACE.finditer(part))


def _told(place: re.Match[str], values: Mapping[str, Any]) -> str:
    name, yes, no = place.groups()
    value = values.get(name)
    if yes is not None:
        return str(yes if value else no)
    if name == "changes" and isinstance(value, list):
        return "；".join(_change(*change) for change in value)
    if isinstance(value, list):
        return "、".join(_plain(each) for each in value)
    return _plain(value)


def _change(field: str, before: str, after: str) -> str:
    if not before:
        return f"{field}填为“{_plain(after)}”"
    if not after:
        return f"{field}“{_plain(before)}”删去"
    return f"{field}由“{_plain(before)}”改为“{_plain(after)}”"


def _plain(value: Any) -> str:
    text = "" if value is None else str(value)
    if match := _DAY.match(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return f"{day.year}年{day.month}月{day.day}日"
    return text if len(text) <= LONGEST else text[:LONGEST] + "……"


say(
    "agency",
    "机关",
    {
        "agency.added": ("设立机关", "{by}设立了机关“{subject}”"),
        "agency.changed": ("修改机关信息", "{by}修改了“{subject}”的机关信息：{changes}"),
        "agency.moved": ("调整隶属", "{by}把“{subject}”从{before}调整到{after}下面[，连同下级共 {count} 个]"),
        "agency.closed": ("撤销机关", "{by}办理“{subject}”于{closed_on}撤销，原因：{reason}[；结束任职 {ended} 个]"),
        "agency.reopened": ("恢复机关", "{by}恢复了已撤销的“{subject}”，原因：{reason}"),
        "agency.opened": ("开通机关", "{by}为“{subject}”开通本系统"),
        "agency.divisions_loaded": ("装入全国机关", "{by}从行政区划表装入“{subject}”及其下级 {count} 个机关"),
        "office.changed": ("修改工作机构", "{by}修改了工作机构“{subject}”：{changes}"),
        "leading_group.set_up": ("成立领导小组", "{by}登记成立“{subject}”[（{document_number}）]"),
        "leading_group.changed": ("更正领导小组", "{by}更正了“{subject}”：{changes}"),
        "leading_group.dissolved": ("撤销领导小组", "{by}登记撤销“{subject}”[，{ended} 名成员离任]"),
        "leading_group.joined": ("增补成员", "{by}登记{member}任“{subject}”{position}，{from_on}起"),
        "leading_group.left": ("成员离任", "{by}登记{member}不再任“{subject}”{position}，{until_on}止"),
    },
)
say(
    "officer",
    "人员",
    {
        "officer.created": ("开账号", "{by}为{subject}开了账号“{username}”"),
        "officer.changed": ("更正人员信息", "{by}更正了{subject}的信息：{changes}"),
        "officer.deactivated": ("停用账号", "{by}停用了{subject}的账号[，原因：{reason}]"),
        "officer.reactivated": ("恢复账号", "{by}恢复了{subject}的账号"),
        "officer.password_reset": ("重置密码", "{by}重置了{subject}的密码"),
        "officer.password_changed": ("改密码", "{by}改了自己的密码"),
        "officer.second_factor_set_up": ("启用动态口令", "{by}启用了动态口令"),
        "officer.second_factor_given_up": ("停用动态口令", "{by}停用了自己的动态口令"),
        "officer.second_factor_removed": ("解除动态口令", "{by}解除了{subject}的动态口令"),
        "officer.recovery_codes_renewed": ("换恢复码", "{by}换了一组恢复码"),
        "officer.appointed": ("任命", "{by}任命{subject}为“{role}”，{from_on}起[，到{until_on}止]"),
        "officer.appointment_ended": ("结束任职", "{by}结束{subject}的“{role}”任职，{until_on}止"),
        "officer.appointment_taken_back": ("取消任命", "{by}取消了{subject}尚未开始的“{role}”任职"),
        "officer.made_site_administrator": ("设为平台管理员", "{by}把{subject}设为平台管理员"),
        "officer.no_site_administrator": ("取消平台管理员", "{by}取消了{subject}的平台管理员"),
        "officer.handed_over": (
            "交接",
            "{by}办理交接：{giver}的工作移交{receiver}，共 {count} 项，原因：{reason}[；结束{giver}的任职：{ended}]",
        ),
    },
)
say(
    "calendar",
    "放假安排",
    {"calendar.loaded": ("导入放假安排", "{by}{is_again?重新|}导入了 {year} 年放假安排，依据{notice}")},
)
say(
    "journal",
    "日志",
    {"journal.sealed": ("封存", "{by}封存了各机关日志的当日校验值，共 {count} 条链有新记录")},
)
