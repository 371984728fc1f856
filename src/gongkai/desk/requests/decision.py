"""办理结果: chosen in the order of review, written down with what it rests on, looked at once more, handed in."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE, case_of, case_url, revision_seen
from gongkai.desk.requests.deliveries import unsent_of
from gongkai.desk.requests.fields import WordsField
from gongkai.errors import Refused
from gongkai.law import outcomes
from gongkai.law.outcomes import GROUPS, Outcome, Required
from gongkai.report.forms import form as report_form
from gongkai.request import access, establishing, states
from gongkai.request.actions import deciding, filing, publishing_reply
from gongkai.request.letters import making
from gongkai.request.letters.content import Content
from gongkai.request.models import CaseFile, Decision, InfoRequest, Step

INSTEAD = "_instead"
REVIEW = (
    (
        "是不是应当这样处理的申请",
        "信访举报、要求提供出版物、重复、反复申请的，不按信息公开审查内容。",
        ("not_processed",),
    ),
    ("有没有、归不归我管", "先检索。没有的、要另外制作的、不由本机关负责公开的，属于无法提供。", ("unavailable",)),
    ("给不给", "有、也归本机关管的，以公开为原则；不公开必须有条例第十四条至第十六条的理由。", ("granted", "refused")),
    ("给多少", "能区分的，遮盖不能公开的部分，其余提供。", ("partly_granted",)),
)
"""The order of review, and the groups of table three that each step leads to."""

WHEN = {
    "granted.provided": "信息可以公开，这次提供给申请人。",
    "granted.published": "信息已经主动公开，告诉申请人到哪里找。",
    "partly_granted": "一部分可以公开：遮盖或者去掉不能公开的，提供其余的。",
    "refused.state_secret": "已经依法定密。没有定密的，不能选这一项。",
    "refused.prohibited_by_law": "有法律、行政法规明文禁止公开；规章和文件不够。",
    "refused.security_and_stability": "公开后可能危及国家安全、公共安全、经济安全、社会稳定。",
    "refused.third_party_rights": "涉及商业秘密、个人隐私，第三方不同意，或者不公开更妥当。",
    "refused.internal_affairs": "人事管理、后勤管理、内部工作流程，对外没有影响。",
    "refused.process_information": "讨论记录、过程稿、磋商信函、请示报告。",
    "refused.enforcement_files": "在行政执法案卷里，申请人应当按阅卷的规定办。",
    "refused.administrative_inquiry": "工商、不动产登记资料等，另有法律、行政法规规定怎样查询。",
    "unavailable.not_found": "按记录检索过，没有这个信息。",
    "unavailable.other_agency": "别的机关制作或者负责公开。",
    "unavailable.needs_creation": "没有现成的，要汇总、加工、分析才有。",
    "unavailable.unclear_after_amendment": "补正以后还是看不出要什么。",
    "not_processed.petition_or_complaint": "名为申请公开，实为信访、投诉、举报。",
    "not_processed.repeated": "同一申请人就同一内容再次申请，已经答复过。",
    "not_processed.publications": "要求提供公报、报刊、书籍等公开出版物。",
    "not_processed.excessive": "数量、频次明显超过合理范围，说明的理由不合理。",
    "not_processed.reconfirmation": "要求确认或者重新出具已经拿到的信息。",
    "otherwise_closed.amendment_overdue": "补正期限过了，没有正当理由，没有补正。",
    "otherwise_closed.fee_overdue": "缴费期限过了，没有缴纳信息处理费。",
    "otherwise_closed.other": "申请人撤回等其他原因结束办理。",
}
"""When each outcome is the right one, in plain words."""

MAKES = {
    "search": ("request_search", "记检索"),
    "consultation": ("request_consult", "征求意见"),
    "overdue": ("request_explain_overdue", "说明超期原因"),
    "explanation": ("request_ask_to_explain", "要求说明理由"),
    "amendment": ("request_ask_to_amend", "要求补正"),
    "redact": ("info_request", "看案卷文件"),
}
"""Acts that make what is missing: their page, and its word."""


@dataclass(frozen=True)
class Choice:
    """An outcome as it is offered."""

    outcome: Outcome
    when: str
    row: str
    url: str


class OutcomeForm(forms.Form):
    """What an outcome asks for; what is missing the act says, all at once."""

    def __init__(self, data: Any, *, info_request: InfoRequest, outcome: Outcome, draft: Decision | None) -> None:
        super().__init__(data)
        self.outcome = outcome
        self.use_required_attribute = False
        kept = draft.established if draft else {}
        for required in establishing.asked(outcome):
            self._ask(info_request, required, kept.get(required.key, ""))
        self.fields["reason"] = WordsField(
            label="事实和理由",
            required=False,
            initial=draft.reason if draft else "",
            help_text="写进答复书。不要写申请人和第三方的姓名。",
        )
        if outcome.code in establishing.PROVIDING:
            offered = [each for each in info_request.files.all() if each.released_hash and not each.is_withheld]
            self.fields["files"] = forms.TypedMultipleChoiceField(
                label="随答复提供的文件",
                coerce=int,
                choices=[(each.pk, _file_words(each)) for each in offered],
                initial=[each.pk for each in draft.files.all()] if draft else [],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="只列出已有副本的；提供的总是副本。"
                if offered
                else "案卷里还没有可以提供的副本。先上传、遮盖。",
            )
        if outcome.note:
            self.fields["note"] = WordsField(
                label="口径说明（留在案卷里，不进答复书）",
                required=False,
                rows=2,
                initial=draft.note if draft else outcome.note,
            )

    @property
    def established(self) -> dict[str, str | int]:
        """By key what was written or chosen, or the number of the record."""
        told: dict[str, str | int] = {}
        for required in establishing.asked(self.outcome):
            value = self.cleaned_data.get(required.key) or ""
            if required.kind == "record":
                value = int(value) if value else self.cleaned_data.get(required.key + INSTEAD, "")
            told[required.key] = value
        return told

    def _ask(self, info_request: InfoRequest, required: Required, kept: str | int) -> None:
        is_needed = "" if not required.optional else "（可以不填）"
        if required.kind == "choice":
            self.fields[required.key] = forms.ChoiceField(
                label=required.says,
                choices=required.choices,
                initial=kept,
                required=False,
                widget=forms.RadioSelect,
            )
        elif required.kind == "record":
            found = establishing.options(info_request, required.key, today=timezone.localdate())
            usable = [(str(each.number), each.says) for each in found if not each.why_not]
            unusable = "".join(f"不能用：{each.says}，{each.why_not}" for each in found if each.why_not)
            choices = [*usable, ("", "没有记录，写理由")] if required.instead and usable else usable
            if choices:
                self.fields[required.key] = forms.ChoiceField(
                    label=required.says + is_needed,
                    choices=choices,
                    initial=str(kept) if isinstance(kept, int) else usable[0][0] if not kept else "",
                    required=False,
                    widget=forms.RadioSelect,
                    help_text=unusable,
                )
            if required.instead:
                self.fields[required.key + INSTEAD] = WordsField(
                    label=required.instead + is_needed,
                    required=False,
                    rows=2,
                    initial=kept if isinstance(kept, str) else "",
                    help_text="" if usable else unusable or f"案卷里没有{required.says}。确实没有的，写在这里。",
                )
        else:
            self.fields[required.key] = WordsField(
                label=required.says + is_needed, required=False, rows=3, initial=kept
            )


@page("request.handle")
def outcome(request: DeskRequest, info_request_id: int) -> Response:
    """第一步：选办理结果."""
    info_request = case_of(request, info_request_id)
    refused = _refusal(info_request)
    address = reverse("desk:request_decide", args=[request.agency.pk, info_request.pk])
    rows = row_words()
    open_ones = establishing.open_outcomes(info_request, outcomes.choices(timezone.localdate()))
    offered: dict[str, list[Choice]] = {}
    for each in open_ones:
        choice = Choice(each, WHEN[each.code], rows[each.row], f"{address}?outcome={each.code}")
        offered.setdefault(each.group, []).append(choice)
    context = {
        "info_request": info_request,
        "groups": [(code, word, offered[code]) for code, word in GROUPS.items() if code in offered],
        "review": [
            (word, says, [(code, GROUPS[code]) for code in codes if code in offered]) for word, says, codes in REVIEW
        ],
        "draft": deciding.draft_of(info_request),
        "draft_url": reverse("desk:request_check", args=[request.agency.pk, info_request.pk]),
        "draft_name": _draft_name(info_request),
        "refused": refused,
        "back": case_url(info_request),
        "searches": info_request.searches.count(),
        "search_url": reverse("desk:request_search", args=[request.agency.pk, info_request.pk]),
    }
    return show(request, "desk/requests/outcome.html", PLACE, context, status=409 if refused else 200)


@page("request.handle")
def decide(request: DeskRequest, info_request_id: int) -> Response:
    """第二步：写明依据; the outcome is in the address."""
    info_request = case_of(request, info_request_id)
    try:
        chosen = outcomes.by_code(request.GET.get("outcome", ""))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("desk:request_outcome", request.agency.pk, info_request.pk)
    draft = deciding.draft_of(info_request)
    draft = draft if draft is not None and draft.outcome == chosen.code else None
    form = OutcomeForm(request.POST or None, info_request=info_request, outcome=chosen, draft=draft)
    revision = revision_seen(request, info_request)
    check = reverse("desk:request_check", args=[request.agency.pk, info_request.pk])
    refused = _refusal(info_request)
    if request.method == "POST" and refused is None and form.is_valid():

        def act() -> str:
            deciding.decide(
                info_request.pk,
                by=request.user,
                today=timezone.localdate(),
                outcome=chosen.code,
                established=form.established,
                reason=form.cleaned_data["reason"],
                files=form.cleaned_data.get("files", ()),
                note=form.cleaned_data.get("note", ""),
                revision=revision,
            )
            return check

        try:
            return redirect(once(request, act))
        except Refused as refusal:
            refused = refusal
    context = {
        "info_request": info_request,
        "outcome": chosen,
        "row": row_words()[chosen.row],
        "when": WHEN[chosen.code],
        "form": form,
        "refused": refused,
        "made_by": _made_by(info_request, chosen, form, refused),
        "back": reverse("desk:request_outcome", args=[request.agency.pk, info_request.pk]),
        "case_url": case_url(info_request),
        "token": token(request),
        "revision": revision,
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/decide.html", PLACE, context, status=status)


@page("request.handle")
def check(request: DeskRequest, info_request_id: int) -> Response:
    """第三步：核对并提交: the letter as it would go out, its own words, the files, what to look at once more."""
    info_request = case_of(request, info_request_id)
    decision = deciding.draft_of(info_request)
    if decision is None or not states.allowed(info_request, Step.Kind.SUBMITTED):
        messages.error(request, "这件申请没有等着提交的办理结果。")
        return redirect(case_url(info_request))
    today = timezone.localdate()
    chosen = outcomes.by_code(decision.outcome)
    kind = deciding.letter_kind(chosen)
    parts = making.own(kind, chosen.code)
    words = _words(request, info_request, decision, kind)
    revision = revision_seen(request, info_request)
    why = request.POST.get("confirmed", "")[:300]
    confirmed = why if "is_confirmed" in request.POST else ""
    refused = None
    if request.method == "POST" and "submit" in request.POST:

        def act() -> str:
            deciding.submit(
                info_request.pk, by=request.user, today=today, words=words, confirmed=confirmed, revision=revision
            )
            return case_url(info_request)

        try:
            address = once(request, act)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "已提交审签。审核、签发以后答复才作出。")
            return redirect(address)
    decision.words = words
    letter, cannot = _preview(request, info_request, decision, kind, words)
    context = {
        "info_request": info_request,
        "decision": decision,
        "outcome": chosen,
        "row": row_words()[chosen.row],
        "letter": letter,
        "cannot": cannot,
        "parts": [(part, words.get(part.key, "")) for part in parts],
        "files": list(decision.files.all()),
        "merged": list(info_request.merged.filter(state__in=InfoRequest.HANDLING)),
        "exposed": establishing.exposed(decision.files.all()),
        "is_confirmed": "is_confirmed" in request.POST,
        "why": why,
        "unsent": unsent_of(info_request, request.user),
        "warnings": establishing.warnings(info_request, decision, chosen, today=today),
        "refused": refused,
        "change": f"{reverse('desk:request_decide', args=[request.agency.pk, info_request.pk])}?outcome={chosen.code}",
        "others": reverse("desk:request_outcome", args=[request.agency.pk, info_request.pk]),
        "case_url": case_url(info_request),
        "token": token(request),
        "revision": revision,
    }
    return show(request, "desk/requests/decision_check.html", PLACE, context, status=409 if refused else 200)


def decisions_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """The decisions of a case, the draft among them for who handles it."""
    decisions = sorted(info_request.decisions.all(), key=lambda each: each.number)
    may = agencies.may("request.handle", officer, info_request.agency)
    shown = [each for each in decisions if each.effective_on or may]
    if not shown:
        return {}
    sees = access.may_see_applicant(info_request, officer)
    can_be_published = may and info_request.reply_item_id is None and info_request.state in publishing_reply.REPLIED
    counted = outcomes.OUTCOMES.get(info_request.outcome)
    return {
        "decisions": [(each, outcomes.by_code(each.outcome), _told(each) if sees else []) for each in shown],
        "counted": counted,
        "counted_on": info_request.replied_on,
        "differs": bool(
            counted
            and any(each.effective_on and not each.undone_on and each.outcome != counted.code for each in decisions)
        ),
        "publish": (
            reverse("desk:request_publish_reply", args=[info_request.agency_id, info_request.pk])
            if can_be_published
            else ""
        ),
        "check": (
            reverse("desk:request_check", args=[info_request.agency_id, info_request.pk])
            if may and states.allowed(info_request, Step.Kind.SUBMITTED)
            else ""
        ),
    }


def row_words() -> dict[str, str]:
    """Row of table three → its words on the form, with the group it stands under."""
    rows = (row for block in report_form("2021").tables["requests"].block for row in block.rows)
    return {row.code: "".join((*row.group[1:][-1:], row.label)) for row in rows}


def _words(request: DeskRequest, info_request: InfoRequest, decision: Decision, kind: str) -> dict[str, str]:
    """The own words of the letter: as just written, as written before, else as the agency words them."""
    before = making.prewording(info_request, kind, by=request.user, today=timezone.localdate(), decision=decision)
    if request.method == "POST":
        return {name: request.POST.get(f"part-{name}", "")[:20_000].strip() for name in before}
    return {name: decision.words.get(name) or text for name, text in before.items()}


def _preview(
    request: DeskRequest, info_request: InfoRequest, decision: Decision, kind: str, words: dict[str, str]
) -> tuple[Content | None, str]:
    try:
        made = making.preview(
            info_request, kind, by=request.user, today=timezone.localdate(), words=words, decision=decision
        )
    except Refused as refusal:
        return None, refusal.message
    return made, ""


def _refusal(info_request: InfoRequest) -> Refused | None:
    try:
        states.refuse_unless_allowed(info_request, Step.Kind.SUBMITTED)
    except Refused as refusal:
        return refusal
    return None


def _draft_name(info_request: InfoRequest) -> str:
    draft = deciding.draft_of(info_request)
    return outcomes.by_code(draft.outcome).name if draft else ""


def _made_by(
    info_request: InfoRequest, outcome: Outcome, form: OutcomeForm, refused: Refused | None
) -> list[tuple[str, str]]:
    """The acts that make what is missing: what was refused for, or what the form has no record to choose for."""
    if isinstance(refused, deciding.Unestablished):
        acts = [lack.act for lack in refused.lacks]
    else:
        lacks = establishing.lacks(
            info_request, outcome, established={}, reason="", files=(), today=timezone.localdate()
        )
        acts = [lack.act for lack in lacks if lack.key not in form.fields]
    made = []
    for act in dict.fromkeys(act for act in acts if act in MAKES):
        name, word = MAKES[act]
        address = reverse(f"desk:{name}", args=[info_request.agency_id, info_request.pk])
        made.append((word, f"{address}#files" if act == "redact" else address))
    return made


def _told(decision: Decision) -> list[tuple[str, str]]:
    """What a decision rests on, in words; a record is named where it stands in the case."""
    chosen = outcomes.by_code(decision.outcome)
    told = []
    for required in establishing.asked(chosen):
        value = decision.established.get(required.key)
        if isinstance(value, str):
            told.append((required.says.partition("：")[0], dict(required.choices).get(value, value)))
        elif value is not None:
            told.append((required.says.partition("：")[0], "见案卷中的记录"))
    return [*told, ("事实和理由", decision.reason), ("口径说明", decision.note)]


def _file_words(case_file: CaseFile) -> str:
    covered = "，已遮盖" if case_file.is_redacted else ""
    unlooked = "" if case_file.is_redacted or not filing.open_traces(case_file) else "，有隐藏内容"
    return f"{case_file.released_name}（{case_file.get_role_display()}{covered}{unlooked}）"
