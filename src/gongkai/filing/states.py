"""状态与办理: which act is allowed in which state of a report, what it leads to, whose it is.

Acts, pages and the manual read this table. An act not listed here does not exist.
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.agency.roles import MAY, Role
from gongkai.errors import Refused
from gongkai.filing.models import Version

_S = Version.State


class Kind(StrEnum):
    """The acts on a report; each is journalled as "filing.<kind>"."""

    BEGUN = "begun"
    COUNTED = "counted"
    ENTERED = "entered"
    ENTRY_DROPPED = "entry_dropped"
    WRITTEN = "written"
    CONFIRMED = "confirmed"
    CONFIRMATION_DROPPED = "confirmation_dropped"
    MARKED = "marked"
    MARK_DROPPED = "mark_dropped"
    MARK_ANSWERED = "mark_answered"
    EXAMINATION_BEGAN = "examination_began"
    READ = "read"
    RETURNED = "returned"
    PASSED = "passed"
    TAKEN_BACK = "taken_back"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    RESTATED = "restated"
    DISCARDED = "discarded"
    IMPORTED = "imported"
    SETTLED = "settled"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its word on a button, the states it starts from, where it leads (None: the same), the act of
    `agency.roles` it asks for, and what it needs."""

    kind: Kind
    word: str
    starts: tuple[Version.State, ...]
    leads: Version.State | None
    role: str
    needs: str = ""


_EDITABLE = Version.EDITABLE

ACTS: dict[Kind, Act] = {
    act.kind: act
    for act in (
        Act(Kind.BEGUN, "开始编制", (), _S.DRAFTING, "filing.draft", "年度、口径"),
        Act(Kind.COUNTED, "统计", _EDITABLE, None, "filing.draft"),
        Act(Kind.ENTERED, "填报数字", _EDITABLE, None, "filing.draft", "数字、来源、不用台账数字的理由"),
        Act(Kind.ENTRY_DROPPED, "改回台账数字", _EDITABLE, None, "filing.draft"),
        Act(Kind.WRITTEN, "保存正文", _EDITABLE, None, "filing.draft"),
        Act(Kind.CONFIRMED, "确认问题", _EDITABLE, None, "filing.confirm", "理由"),
        Act(Kind.CONFIRMATION_DROPPED, "取消确认", _EDITABLE, None, "filing.confirm"),
        Act(Kind.MARK_ANSWERED, "答复批注", _EDITABLE, None, "filing.draft", "怎样处理"),
        Act(
            Kind.EXAMINATION_BEGAN,
            "提交内部审查",
            _EDITABLE,
            _S.EXAMINING,
            "filing.draft",
            "数字是最新统计；必须改的都改了，须确认的都确认了，批注都答复了",
        ),
        Act(Kind.MARKED, "批注", (_S.EXAMINING, _S.SUBMITTED), None, "filing.see", "意见"),
        Act(
            Kind.MARK_DROPPED, "删去批注", (_S.EXAMINING, _S.SUBMITTED), None, "filing.see", "自己的、还没有发出的批注"
        ),
        Act(Kind.READ, "通过", (_S.EXAMINING,), None, "filing.see", "审核、保密审查、签发，各由不同的人"),
        Act(Kind.PASSED, "签发", (_S.EXAMINING,), _S.EXAMINED, "filing.sign", "前面各环节通过"),
        Act(Kind.RETURNED, "退回修改", (_S.EXAMINING,), _S.RETURNED, "filing.see", "意见"),
        Act(Kind.TAKEN_BACK, "收回修改", (_S.EXAMINING, _S.EXAMINED), _S.DRAFTING, "filing.draft", "理由"),
        Act(Kind.SUBMITTED, "报送", (_S.EXAMINED,), _S.SUBMITTED, "filing.submit", "内部审查通过"),
        Act(
            Kind.SENT_BACK,
            "退回",
            (_S.SUBMITTED, _S.ACCEPTED),
            _S.RETURNED,
            "filing.receive",
            "意见，可以批注到数字和句子；审核通过而还没有公布的也可以退回",
        ),
        Act(Kind.ACCEPTED, "审核通过", (_S.SUBMITTED,), _S.ACCEPTED, "filing.receive"),
        Act(
            Kind.PUBLISHED,
            "公布",
            (_S.EXAMINED, _S.SUBMITTED, _S.ACCEPTED, _S.RECORDED),
            _S.PUBLISHED,
            "filing.publish",
            "审核通过；上级没有使用本系统的可以直接公布；上级还没有审核的、由文件读入而原件有错误的，要说明理由",
        ),
        Act(Kind.RESTATED, "更正重编", (_S.PUBLISHED, _S.RECORDED), _S.DRAFTING, "filing.restate", "更正的原因"),
        Act(Kind.DISCARDED, "作废", (*_EDITABLE, _S.READING), _S.DISCARDED, "filing.draft", "理由"),
        Act(Kind.IMPORTED, "读入往年报告", (), _S.READING, "filing.draft", "报告文件"),
        Act(Kind.SETTLED, "核对", (_S.READING,), None, "filing.draft", "对照原件"),
        Act(Kind.RECORDED, "入库", (_S.READING,), _S.RECORDED, "filing.draft", "存疑的数字都核对过"),
    )
}


def allowed(version: Version | None, kind: Kind) -> bool:
    """Whether the state of a version allows an act."""
    return version is not None and version.state in ACTS[kind].starts


def refuse_unless_allowed(version: Version, kind: Kind) -> None:
    """Refuse an act that the state of a version does not allow, saying in which it would be."""
    act = ACTS[kind]
    if version.state in act.starts:
        return
    where = "、".join(state.label for state in act.starts)
    raise Refused(
        f"这份报告现在是“{version.get_state_display()}”，不能{act.word}（只有“{where}”的可以）。"
        "请回到这份报告的页面，看它现在可以办什么。"
    )


def manual() -> str:
    """The table as a page of the manual: docs/filings.md."""
    lines = [
        "# 年度报告：状态与办理",
        "",
        "由 `gongkai/filing/states.py` 里的表生成（`make documents`），不要手改。状态是一份报告的一版走到了哪一步；",
        "更正是另起一版，走同样的路，以前公布的一版留着。表里没有的办理不存在；状态不允许的，页面和动作都会拒绝并说明理由。",
        "",
        "## 图",
        "",
        "只画改变状态的办理。",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {state.value} : {state.label}" for state in _S),
        *(f"    [*] --> {act.leads.value} : {act.word}" for act in ACTS.values() if act.leads and not act.starts),
        *_arrows(),
        f"    {_S.PUBLISHED.value} --> {_S.SUPERSEDED.value} : 更正后的一版公布",
        "```",
        "",
        "## 状态",
        "",
        "| 状态 | 可以办 |",
        "|---|---|",
        *(f"| {state.label} | {'、'.join(_open_in(state)) or '—'} |" for state in _S),
        "",
        "## 办理",
        "",
        "| 办理 | 在哪些状态 | 办后 | 谁办 | 要有什么 |",
        "|---|---|---|---|---|",
        *(_row(act) for act in ACTS.values()),
        "",
        "内部审查有三个环节：二审（审核）、保密审查、三审（签发），由不同的人依次办理；开始编制、填报、写正文、提交的人不能审查自己编的报告。",
        "“通过”和“退回修改”由所等环节的角色办理；“批注”由正在审查的人写：内部审查时是三个环节的角色，报送以后是上级的主管部门。",
        "“更正重编”另起一版，原来的一版状态不变，直到新的一版公布。读入的往年报告（已入库）由签发人决定公布。",
    ]
    return "\n".join(lines) + "\n"


def _arrows() -> list[str]:
    """The acts that lead from one state to another; those between the same two share an arrow."""
    words: dict[tuple[str, str], list[str]] = {}
    for act in ACTS.values():
        for start in act.starts:
            if act.leads is not None and act.leads != start:
                words.setdefault((start.value, act.leads.value), []).append(act.word)
    return [f"    {start} --> {led} : {'、'.join(acts)}" for (start, led), acts in words.items()]


def _open_in(state: Version.State) -> list[str]:
    return [act.word for act in ACTS.values() if state in act.starts]


def _row(act: Act) -> str:
    starts = "、".join(state.label for state in act.starts) or "—"
    led = act.leads.label if act.leads is not None else "不变"
    return f"| {act.word} | {starts} | {led} | {_who(act)} | {act.needs or '—'} |"


def _who(act: Act) -> str:
    if act.role == "filing.see":
        return "正在审查的人"
    return "、".join(role.label for role in Role if role in MAY[act.role])
