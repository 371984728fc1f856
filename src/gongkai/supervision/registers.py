"""登记簿: each register as data: what it is called, what it holds, what of it counts in the report.

Forms, lists, spreadsheets and checks are made from this; the registers that table two is counted from are described
in the same words by `filing.registers`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field

from gongkai.agency.models import Agency
from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.supervision import checking
from gongkai.supervision.checking import Check, Doubt, Fault
from gongkai.supervision.models import (
    Accountability,
    Appraisal,
    Assessment,
    Inspection,
    Meeting,
    Problem,
    Registered,
    Training,
)

NO_NAMES = "年报只写人数。不要写被追究人的姓名和处分细节。"
_GOES_OUT = "会写进年报，向社会公布：不要写人名、电话。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register: `code` names it in addresses, `one` an entry of it; `fields` in the order of the form.

    `feeds` says where the report gives what was registered. Of a year without any entry it says `nil`; "" is nothing.
    """

    code: str
    one: str
    word: str
    unit: str
    model: type[Registered]
    fields: tuple[str, ...]
    columns: tuple[str, ...]
    feeds: str
    nil: str = ""
    cites: tuple[str, ...]
    in_table: bool = False
    """It is counted into table two, where nothing is 0."""
    labels: Mapping[str, str] = field(default_factory=dict)
    helps: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    doubts: tuple[Doubt, ...] = (checking.long_ago, checking.registered_already)
    fixed: Callable[[Any], str] = lambda entry: ""
    """Why an entry cannot be changed as it stands, "" where it can."""
    not_for: Callable[[Agency], Mapping[str, tuple[str, ...]]] = lambda agency: {}
    """Field → the choices that an agency does not have."""
    imported_as: Mapping[str, Any] = field(default_factory=dict)
    """What an entry out of a spreadsheet has in fields that its form does not ask for."""

    def label(self, name: str) -> str:
        """The word of a field."""
        return self.labels.get(name) or str(self.field(name).verbose_name)

    def field(self, name: str) -> "Field[Any, Any]":
        return self.model._meta.get_field(name)  # type: ignore[return-value]  # registers name fields of their own

    def nothing(self, agency: Agency) -> str:
        """What the report makes of a year without any entry; results only a people's government must state."""
        if self.in_table:
            return "表二填 0"
        stated = self.nil and agency.kind == Agency.Kind.GOVERNMENT
        return f"年报将写“{self.nil}”" if stated else "年报不写这一项"

    def shown(self, entry: Registered, name: str) -> str:
        """What an entry says in a field, as people read it."""
        value = getattr(entry, name)
        if value is None:
            return ""
        if self.field(name).choices:
            return str(getattr(entry, f"get_{name}_display")())
        if isinstance(value, date):
            return value.isoformat()
        return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)

    def faults(self, entry: Registered, today: date) -> list[Fault]:
        """What must be put right in an entry before it is kept."""
        found = [*self._of_fields(entry)]
        if not found:
            found = [fault for check in (checking.not_to_come, *self.checks) for fault in check(entry, today)]
        return found

    def doubted(self, entry: Registered, today: date) -> list[str]:
        """What looks wrong in an entry without faults, and is kept only when somebody says it is right."""
        return [says for doubt in self.doubts for says in doubt(entry, today)]

    def _of_fields(self, entry: Registered) -> Iterator[Fault]:
        others = {each.name for each in self.model._meta.fields} - {*self.fields}
        try:
            entry.clean_fields(exclude=others)
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                is_missing = any(each.code in ("null", "blank") for each in errors)
                yield Fault(name, "必须填写。" if is_missing else "".join(str(says) for says in errors[0].messages))
        for name, barred in self.not_for(entry.agency).items():
            if getattr(entry, name) in barred:
                yield Fault(name, f"{entry.agency}没有“{self.shown(entry, name)}”可以登记。")


MEETINGS = Register(
    code="meetings",
    one="meeting",
    word="会议",
    unit="次",
    model=Meeting,
    fields=("title", "kind", "on", "chaired_by", "attendance", "content"),
    columns=("title", "kind", "on", "chaired_by", "attendance"),
    labels={"title": "会议名称", "on": "开会日期", "content": "议定了什么"},
    helps={"title": "例如：2024年第一季度政务公开工作会议。"},
    feeds="第一部分（五）监督保障：召开会议的次数",
    cites=(ORDER_711.article(46),),
)
TRAININGS = Register(
    code="trainings",
    one="training",
    word="培训",
    unit="次",
    model=Training,
    fields=("title", "kind", "on", "organiser", "attendance", "content"),
    columns=("title", "kind", "on", "organiser", "attendance"),
    labels={"title": "培训名称", "on": "培训日期"},
    helps={"attendance": "本机关参加的人次。", "organiser": "派员参加的，写谁办的。"},
    feeds="第一部分（五）监督保障：举办、参加培训的次数和人次",
    cites=(ORDER_711.article(48),),
)
INSPECTIONS = Register(
    code="inspections",
    one="inspection",
    word="检查",
    unit="次",
    model=Inspection,
    fields=("title", "kind", "on", "inspector", "content"),
    columns=("title", "kind", "on", "inspector"),
    labels={"on": "检查日期"},
    helps={"title": "例如：第三季度各栏目更新情况。"},
    feeds="第一部分（五）监督保障：自查、检查的次数和发现的问题",
    cites=(ORDER_711.article(47),),
)
PROBLEMS = Register(
    code="problems",
    one="problem",
    word="问题和整改",
    unit="个",
    model=Problem,
    fields=("title", "on", "inspection", "measure", "due_on", "mended_on", "content"),
    columns=("title", "on", "measure", "due_on", "mended_on"),
    labels={"title": "发现了什么问题", "on": "发现日期", "inspection": "哪次检查发现的"},
    helps={
        "title": f"一条写一个问题。{_GOES_OUT}",
        "measure": f"打算怎样改。{_GOES_OUT}",
        "inspection": "群众反映、自己发现的不选。",
        "mended_on": "已经改好的才填。",
    },
    feeds="第一部分（五）监督保障、第五部分存在的主要问题及改进情况",
    cites=(ORDER_711.article(47), ORDER_711.article(50, item=4)),
    checks=(checking.mended_after, checking.of_an_inspection_here),
)
ASSESSMENTS = Register(
    code="assessments",
    one="assessment",
    word="工作考核",
    unit="次",
    model=Assessment,
    fields=("title", "year", "on", "assessor", "score", "grade", "content"),
    columns=("title", "year", "on", "assessor", "score", "grade"),
    labels={"on": "得到结果的日期"},
    helps={
        "year": "考核的是哪一年的工作。写进这一年的年报。",
        "grade": "例如：优秀、良好，或者第 3 名。",
    },
    feeds="第一部分（五）监督保障：工作考核结果",
    nil="未开展政府信息公开工作考核",
    cites=(ORDER_711.article(46), ORDER_711.article(50, item=4)),
    checks=(checking.judged_before, checking.scored),
)
APPRAISALS = Register(
    code="appraisals",
    one="appraisal",
    word="社会评议",
    unit="次",
    model=Appraisal,
    fields=("title", "year", "on", "kind", "sample_size", "satisfaction", "grade", "content"),
    columns=("title", "year", "on", "kind", "sample_size", "satisfaction", "grade"),
    labels={"on": "得到结果的日期"},
    helps={
        "year": "评议的是哪一年的工作。写进这一年的年报。",
        "satisfaction": "例如：96.5。没有算满意率的不填。",
    },
    feeds="第一部分（五）监督保障：社会评议结果",
    nil="未开展政府信息公开社会评议",
    cites=(ORDER_711.article(46), ORDER_711.article(50, item=4)),
    checks=(checking.judged_before, checking.of_a_hundred),
)
ACCOUNTABILITY = Register(
    code="accountability",
    one="accountability",
    word="责任追究",
    unit="起",
    model=Accountability,
    fields=("title", "on", "people", "decided_by", "content"),
    columns=("title", "on", "people", "decided_by"),
    labels={"on": "作出决定的日期"},
    helps={"title": f"因为什么被追究。{NO_NAMES}", "content": NO_NAMES},
    feeds="第一部分（五）监督保障：责任追究结果",
    nil="未发生责任追究情形",
    cites=(ORDER_711.article(46), ORDER_711.article(50, item=4), FORM_2021.part("第一部分")),
    checks=(checking.somebody,),
)

REGISTERS: tuple[Register, ...] = (
    MEETINGS,
    TRAININGS,
    INSPECTIONS,
    PROBLEMS,
    ASSESSMENTS,
    APPRAISALS,
    ACCOUNTABILITY,
)
