"""状态与办理: which act is allowed in which state, what it leads to, whose it is.

Acts, pages and the manual read this table.

The state is what the case waits for; an extension is a fact beside it. An act not listed here does not exist.
"""

from dataclasses import dataclass

from gongkai.agency.roles import MAY, Role
from gongkai.errors import Refused
from gongkai.request.models import InfoRequest, Step

_S = InfoRequest.State
_K = Step.Kind


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its word on a button, the states it starts from, where it leads ("" : the same state), which act of
    `agency.roles` it asks for ("" : the applicant or the site), what it needs, and what the applicant is told."""

    kind: Step.Kind
    word: str
    starts: tuple[InfoRequest.State, ...]
    leads: InfoRequest.State | None
    role: str
    needs: str = ""
    tells: str = ""
    cites: tuple[str, ...] = ()
    """Articles of the Regulation (711)."""


_RECEIVED = (_S.REGISTERED, _S.CONSULTING, _S.EXPLAINING)
_HANDLING = InfoRequest.HANDLING
_ANY = InfoRequest.OPEN

ACTS: dict[Step.Kind, Act] = {
    act.kind: act
    for act in (
        Act(
            _K.ARRIVED, "收到", (), _S.TO_CONFIRM, "request.register", "姓名、联系方式、内容、形式三组", "回执和查询码"
        ),
        Act(_K.CONTACTED, "联系申请人", InfoRequest.NOT_RECEIVED, None, "request.register", "时间、方式、结果"),
        Act(_K.UNREACHED, "登记联系不上", (_S.TO_CONFIRM,), _S.UNREACHED, "request.register", "怎样联系过"),
        Act(
            _K.RECEIVED,
            "确认并登记",
            InfoRequest.NOT_RECEIVED,
            _S.REGISTERED,
            "request.register",
            "按渠道定的收到日；互联网、传真、平常信函须与申请人确认",
            "登记编号和答复期限",
            ("第三十一条",),
        ),
        Act(_K.ASSIGNED, "交办", _HANDLING, None, "request.assign", "承办机构或承办人"),
        Act(_K.CLAIMED, "认领", _HANDLING, None, "request.handle"),
        Act(_K.SENT_BACK, "退回交办", _HANDLING, None, "request.handle", "理由"),
        Act(_K.CHASED, "催办", _HANDLING, None, "request.assign"),
        Act(
            _K.AMENDMENT_ASKED,
            "要求补正",
            (_S.REGISTERED,),
            _S.TO_AMEND,
            "request.handle",
            "补正事项、理由、期限；收到之日起7个工作日内，只能一次",
            "补正告知书",
            ("第三十条",),
        ),
        Act(
            _K.AMENDED,
            "登记补正",
            (_S.TO_AMEND,),
            _S.REGISTERED,
            "request.handle",
            "补正内容和收到日",
            "收到补正，重新起算",
            ("第三十条",),
        ),
        Act(
            _K.CONSULTATION_BEGAN,
            "征求意见",
            _RECEIVED,
            _S.CONSULTING,
            "request.handle",
            "书面征求意见书",
            "正在征求意见，时间不计入",
            ("第三十二条", "第三十三条第三款", "第三十四条"),
        ),
        Act(
            _K.CONSULTATION_ENDED,
            "登记意见",
            (_S.CONSULTING,),
            _S.REGISTERED,
            "request.handle",
            "意见，或逾期未回复",
            "",
            ("第三十二条", "第三十四条"),
        ),
        Act(
            _K.EXPLANATION_ASKED,
            "要求说明理由",
            (_S.REGISTERED,),
            _S.EXPLAINING,
            "request.handle",
            "数量、频次明显超过合理范围的情况",
            "说明理由通知书",
            ("第三十五条",),
        ),
        Act(_K.EXPLAINED, "登记理由", (_S.EXPLAINING,), _S.REGISTERED, "request.handle", "申请人的说明，或逾期未说明"),
        Act(
            _K.DELAY_FIXED,
            "确定延迟期限",
            (_S.REGISTERED,),
            None,
            "request.consent",
            "理由合理；合理的延迟答复期限",
            "延迟答复的期限",
            ("第三十五条",),
        ),
        Act(
            _K.EXTENDED,
            "延期",
            _RECEIVED,
            None,
            "request.consent",
            "工作机构负责人同意；最长20个工作日，只能一次",
            "延期答复告知书",
            ("第三十三条第二款",),
        ),
        Act(
            _K.FEE_NOTICED,
            "通知收费",
            (_S.REGISTERED,),
            _S.FEE_DUE,
            "request.consent",
            "审批和计费方式；10件、30页以内不得收",
            "收费通知书",
            ("第四十二条",),
        ),
        Act(_K.FEE_PAID, "登记缴费", (_S.FEE_DUE,), _S.REGISTERED, "request.handle", "到账日、票据号", "已缴费"),
        Act(_K.FEE_CANCELLED, "作废收费通知", (_S.FEE_DUE,), _S.REGISTERED, "request.consent", "理由", "不再收费"),
        Act(_K.FEE_REFUNDED, "登记退费", _ANY, None, "request.consent", "理由"),
        Act(
            _K.SUBMITTED,
            "提交审签",
            (_S.REGISTERED, _S.EXPLAINING, _S.TO_AMEND, _S.FEE_DUE),
            _S.SIGNING,
            "request.handle",
            "办理结果和它要求的依据",
        ),
        Act(_K.RETURNED, "退回修改", (_S.SIGNING,), _S.REGISTERED, "request.review", "理由"),
        Act(
            _K.REPLIED,
            "签发答复",
            (_S.SIGNING,),
            _S.REPLIED,
            "request.sign",
            "审核、签发",
            "答复书",
            ("第三十六条",),
        ),
        Act(
            _K.CLOSED,
            "终止办理",
            (_S.SIGNING,),
            _S.REPLIED,
            "request.sign",
            "逾期不补正、逾期不缴费等的证明",
            "终止办理告知书",
        ),
        Act(
            _K.WITHDRAWN,
            "登记撤回",
            (*InfoRequest.NOT_RECEIVED, *_HANDLING),
            _S.DELIVERED,
            "request.handle",
            "申请人书面撤回",
            "已撤回",
        ),
        Act(_K.DELIVERED, "登记送达", (_S.REPLIED,), _S.DELIVERED, "request.handle", "方式、日期、凭证"),
        Act(_K.ARCHIVED, "归档", (_S.DELIVERED,), _S.ARCHIVED, "request.archive", "五个环节齐全", "", ("第四十五条",)),
        Act(
            _K.REOPENED,
            "重新办理",
            (_S.REPLIED, _S.DELIVERED, _S.ARCHIVED),
            _S.REGISTERED,
            "request.handle",
            "复议决定或判决",
            "重新答复",
        ),
        Act(_K.MERGED, "合并答复", (_S.REGISTERED,), None, "request.handle", "同一申请人的另一件"),
        Act(_K.PARTED, "分开答复", (_S.REGISTERED,), None, "request.handle"),
        Act(_K.CONVERTED, "转主动公开", _ANY, None, "request.handle", "", "", ("第四十四条",)),
        Act(_K.OVERDUE_EXPLAINED, "说明超期原因", (*_HANDLING, _S.REPLIED, _S.DELIVERED), None, "request.handle"),
        Act(_K.CORRECTED, "更正登记", (*InfoRequest.NOT_RECEIVED, *_HANDLING), None, "request.void", "哪里登记错了"),
        Act(_K.VOIDED, "登记作废", (*InfoRequest.NOT_RECEIVED, *_HANDLING), _S.VOID, "request.void", "理由"),
        Act(_K.RATED, "评价", (_S.REPLIED, _S.DELIVERED, _S.ARCHIVED), None, "", "由申请人填写"),
    )
}


def allowed(info_request: InfoRequest, kind: Step.Kind) -> bool:
    """Whether the state of a case allows an act."""
    return info_request.state in ACTS[kind].starts


def refuse_unless_allowed(info_request: InfoRequest, kind: Step.Kind) -> None:
    """Refuse an act that the state of a case does not allow, saying in which it would be."""
    act = ACTS[kind]
    if info_request.state in act.starts:
        return
    where = "、".join(state.label for state in act.starts)
    raise Refused(
        f"{info_request}现在是“{info_request.get_state_display()}”，不能{act.word}"
        f"（只有“{where}”的申请可以）。请回到这件申请的页面，看它现在可以办什么。",
        cites=[f"《中华人民共和国政府信息公开条例》{article}" for article in act.cites],
    )


def manual() -> str:
    """The table as a page of the manual: docs/requests.md."""
    lines = [
        "# 依申请公开：状态与办理",
        "",
        "由 `gongkai/request/states.py` 里的表生成（`make documents`），不要手改。状态是这件申请在等什么；",
        "延期、合并是状态旁边的事实，不改变状态。表里没有的办理不存在；状态不允许的，页面和动作都会拒绝并说明理由。",
        "",
        "## 图",
        "",
        "只画改变状态的办理。登记撤回、登记作废在答复以前随时可以办，不画；退回修改、登记意见有时回到别的状态，见表后。",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {state.value} : {state.label}" for state in _S),
        f"    [*] --> {_S.TO_CONFIRM.value} : {ACTS[_K.ARRIVED].word}",
        *_arrows(),
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
        "| 办理 | 在哪些状态 | 办后 | 谁办 | 要有什么 | 告知申请人 | 条例 |",
        "|---|---|---|---|---|---|---|",
        *(_row(act) for act in ACTS.values()),
        "",
        "要负责人同意的（延期、确定延迟期限、通知收费），由经办提请，写在告知书里，负责人签发告知书时生效。",
        "征求意见全部结束才离开“征求意见”；此前要求过说明理由而还没有说明的，回到“待说明理由”。",
        "退回修改的答复回到提交以前的状态。登记以前撤回的，登记作废，不计入年报。",
    ]
    return "\n".join(lines) + "\n"


def _arrows() -> list[str]:
    """The acts that lead from one state to another; those between the same two share an arrow."""
    words: dict[tuple[str, str], list[str]] = {}
    for act in ACTS.values():
        for start in act.starts if act.kind not in (_K.WITHDRAWN, _K.VOIDED) else ():
            if act.leads is not None and act.leads != start:
                words.setdefault((start.value, act.leads.value), []).append(act.word)
    return [f"    {start} --> {led} : {'、'.join(acts)}" for (start, led), acts in words.items()]


def _open_in(state: InfoRequest.State) -> list[str]:
    return [act.word for act in ACTS.values() if state in act.starts]


def _row(act: Act) -> str:
    starts = (
        "任何未归档的状态" if set(act.starts) == set(_ANY) else "、".join(state.label for state in act.starts) or "—"
    )
    roles = "、".join(role.label for role in Role if role in MAY[act.role]) if act.role else "申请人或系统"
    led = act.leads.label if act.leads is not None else "不变"
    cites = "、".join(act.cites) or "—"
    return f"| {act.word} | {starts} | {led} | {roles} | {act.needs or '—'} | {act.tells or '—'} | {cites} |"
