"""审查单: one edition read at its stage: what was found, what changed, what to look at; and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.agency.roles import MAY, Role
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items import attachments, clock
from gongkai.desk.items.findings import where
from gongkai.desk.items.once import done_before, once, token
from gongkai.desk.items.record import passage
from gongkai.desk.screening.differences import of_editions
from gongkai.disclosure import content, grounds, public
from gongkai.disclosure.actions import deciding, examining
from gongkai.disclosure.models import Edition, Item
from gongkai.errors import NotYours, Refused
from gongkai.report.report import Finding
from gongkai.screening import stages
from gongkai.screening.actions import ONGOING
from gongkai.screening.models import Examination, Stage
from gongkai.vetting import html


class Passing(forms.Form):
    """What was looked at, and an opinion if there is one."""

    looked_at = forms.MultipleChoiceField(
        label="已核对",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="看过的打勾，会写进审查意见。不打勾也能通过，意见里就没有这些话。",
    )
    opinion = forms.CharField(
        label="意见", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}), help_text="可不填。"
    )

    def __init__(self, data: object, *, looks_at: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        field = self.fields["looked_at"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each, each) for each in looks_at.split("、")]

    @property
    def words(self) -> str:
        looked = "、".join(self.cleaned_data["looked_at"])
        return "。".join(filter(None, (f"已核对{looked}" if looked else "", self.cleaned_data["opinion"])))


class Returning(forms.Form):
    reason = forms.CharField(
        label="退回的原因",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="哪里不对、怎么改，经办人照着改。",
    )


class Referring(forms.Form):
    to = forms.CharField(label="报请哪个机关确定", max_length=100, help_text="有关主管部门或者保密行政管理部门。")
    reason = forms.CharField(label="拿不准的事项和理由", max_length=1000, widget=forms.Textarea({"rows": 4}))


class Refusing(forms.Form):
    ground = forms.ChoiceField(label="依据", choices=[("", "未选"), *grounds.CHOICES])
    reason = forms.CharField(
        label="理由",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="国家秘密不要写内容；其他的须写明。",
    )
    number = forms.CharField(
        label="发文字号", required=False, max_length=60, help_text="国家秘密只登记发文字号和密级。"
    )
    classification = forms.ChoiceField(
        label="密级", required=False, choices=[("", "不适用"), *Item.Classification.choices]
    )


class Answering(Refusing):
    decision = forms.ChoiceField(
        label="答复的结论",
        choices=((examining.DISCLOSE, "可以公开"), (examining.WITHHOLD, "不予公开")),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="答复的内容和文号",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="哪个机关、什么文号、怎么说。",
    )
    field_order = ("decision", "words", "ground", "number", "classification")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["ground"].required = False
        self.fields["ground"].help_text = "答复不予公开的，选定依据。"


@dataclass(frozen=True)
class Opened:
    """An examination before an officer: its edition and item, its stage, and why the officer may not do it."""

    examination: Examination
    edition: Edition
    item: Item
    stage: Stage | None
    why_not: str

    @property
    def can_come_back(self) -> bool:
        """It passed and is not released: the signer may still send it back."""
        return self.examination.state == Examination.State.PASSED and self.edition.state == Edition.State.PASSED


@page("item.see")
def examination(request: DeskRequest, examination_id: int) -> Response:
    """The page; sent back, the stage is passed."""
    if (address := done_before(request)) is not None:
        return redirect(address)
    opened = _opened(request, examination_id)
    step = stages.STEPS[opened.stage] if opened.stage else None
    form = Passing(request.POST or None, looks_at=step.looks_at if step else "")
    refused = None
    if request.method == "POST":
        stage = _require(request, opened)
        if form.is_valid():
            try:
                address = once(request, lambda: _pass(request, opened, stage, form.words))
            except Refused as refusal:
                refused = refusal
            else:
                messages.success(request, f"“{stage.label}”已通过。")
                return redirect(address)
    edition, item = opened.edition, opened.item
    found = [_finding(each) for each in opened.examination.findings]
    before = item.editions.filter(number__lt=edition.number).order_by("-number").first()
    changed = of_editions(before, edition) if before else None
    context = {
        "examination": opened.examination,
        "edition": edition,
        "item": item,
        "step": step,
        "why_not": opened.why_not,
        "can_come_back": opened.can_come_back,
        "form": form,
        "refused": refused,
        "shown": public.page(edition, preview=True),
        "body": Markup(html.marked(edition.body, found)),
        "found": [_shown(number, data, found[number]) for number, data in enumerate(opened.examination.findings)],
        "attachments": attachments.looked_at(edition.attachments.all()),
        "before": before,
        "changed": changed,
        "stages": passage(opened.examination),
        "readings": opened.examination.readings.select_related("by"),
        "clock": clock.of_item(item, national_calendar(), timezone.localdate()),
        "ground": deciding.ground_of(item),
        "token": token(request),
    }
    return show(request, "desk/screening/examination.html", "screening", context, status=409 if refused else 200)


@page("item.see")
def give_back(request: DeskRequest, examination_id: int) -> Response:
    """退回."""

    def act(opened: Opened, stage: Stage, given: dict[str, Any]) -> None:
        examining.return_to_handler(
            opened.item.pk, by=request.user, today=timezone.localdate(), stage=stage, reason=given["reason"]
        )

    return _page(
        request,
        examination_id,
        Returning(request.POST or None),
        act,
        title="退回经办人",
        says="退回后经办人修改，改好重新提交，从头审查。",
        word="退回",
        done="已退回，原因经办人看得到。",
        may_be_passed=True,
    )


@page("item.see")
def refer(request: DeskRequest, examination_id: int) -> Response:
    """报请确定."""

    def act(opened: Opened, stage: Stage, given: dict[str, Any]) -> None:
        examining.refer(opened.item.pk, by=request.user, today=timezone.localdate(), stage=stage, **given)

    return _page(
        request,
        examination_id,
        Referring(request.POST or None),
        act,
        title="报请确定",
        says="不能确定是否可以公开的，报有关主管部门或者保密行政管理部门确定（条例第十七条）。答复登记之前不能发布。",
        word="登记报请",
        done="已登记。收到答复后请回来登记。",
    )


@page("item.see")
def answer(request: DeskRequest, examination_id: int) -> Response:
    """登记报请的答复."""

    def act(opened: Opened, stage: Stage, given: dict[str, Any]) -> None:
        examining.answer_referral(opened.item.pk, by=request.user, today=timezone.localdate(), **given)

    return _page(
        request,
        examination_id,
        Answering(request.POST or None),
        act,
        title="登记报请的答复",
        says="可以公开的，审查接着办；不予公开的，登记依据后结束。",
        word="登记答复",
        done="答复已登记。",
    )


@page("item.see")
def refuse(request: DeskRequest, examination_id: int) -> Response:
    """不予公开."""

    def act(opened: Opened, stage: Stage, given: dict[str, Any]) -> None:
        examining.refuse(opened.item.pk, by=request.user, today=timezone.localdate(), stage=stage, **given)

    return _page(
        request,
        examination_id,
        Refusing(request.POST or None),
        act,
        title="认定不予公开",
        says="只有条例第十四条至第十六条规定的情形可以不公开。认定为国家秘密的，系统立即清除正文和附件，只留发文字号和密级。",
        word="不予公开",
        done="已认定不予公开，并列入定期复核。",
        danger=True,
    )


def _page(
    request: DeskRequest,
    examination_id: int,
    form: forms.Form,
    act: Callable[[Opened, Stage, dict[str, Any]], None],
    *,
    title: str,
    says: str,
    word: str,
    done: str,
    danger: bool = False,
    may_be_passed: bool = False,
) -> Response:
    """The page of one decision at a stage: its form, and what it refuses."""
    if (address := done_before(request)) is not None:
        return redirect(address)
    opened = _opened(request, examination_id)
    stage = _require(request, opened, may_be_passed=may_be_passed)
    here = reverse("desk:examination", args=[request.agency.pk, examination_id])
    refused = None
    if request.method == "POST" and form.is_valid():

        def decided() -> str:
            act(opened, stage, form.cleaned_data)
            return reverse("desk:screening", args=[request.agency.pk])

        try:
            address = once(request, decided)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, done)
            return redirect(address)
    context = {
        "item": opened.item,
        "form": form,
        "refused": refused,
        "title": title,
        "says": says,
        "word": word,
        "danger": danger,
        "back": here,
        "token": token(request),
    }
    status = 409 if refused else 422 if form.is_bound and form.errors else 200
    return show(request, "desk/items/act.html", "screening", context, status=status)


def _opened(request: DeskRequest, examination_id: int) -> Opened:
    """An examination of the agency of the page, with its edition. Raises NotYours."""
    found = (
        Edition.objects.filter(examination=examination_id, item__agency=request.agency)
        .select_related("item__agency", "item__handler", "examination__agency")
        .order_by("-number")
        .first()
    )
    if found is None or found.examination is None:
        raise NotYours("没有这张审查单，或者您不能查看它。")
    examination, item = found.examination, found.item
    is_open = examination.state in (*ONGOING, Examination.State.REFERRED)
    stage = Stage(examination.next_stage) if is_open and examination.next_stage else None
    return Opened(examination, found, item, stage, _why_not(request, found, examination, stage) if stage else "")


def _why_not(request: DeskRequest, edition: Edition, examination: Examination, stage: Stage) -> str:
    """Why the officer may not do the stage, in words; "" if nothing stands against it."""
    step = stages.STEPS[stage]
    if not agencies.may(step.act, request.user, request.agency):
        wanted = "、".join(role.label for role in Role if role in MAY[step.act])
        return f"这一环节由“{wanted}”办理，您没有这个角色。"
    if stage == stages.first():
        return ""
    done = stages.done_by(examination, request.user.pk, content.authors(edition.item, edition))
    return stages.verdict(stage, done, stages.in_force(request.agency, timezone.localdate())).why_not


def _require(request: DeskRequest, opened: Opened, *, may_be_passed: bool = False) -> Stage:
    """The stage, for who may act on it. Raises NotYourRole; refuses when nothing is open."""
    stage = Stage.THIRD if may_be_passed and opened.can_come_back else opened.stage
    if stage is None:
        raise Refused(
            f"审查单 {opened.examination.number} 已经是“{opened.examination.get_state_display()}”，没有要办的环节。"
        )
    agencies.require(stages.STEPS[stage].act, request.user, request.agency)
    return stage


def _pass(request: DeskRequest, opened: Opened, stage: Stage, opinion: str) -> str:
    today = timezone.localdate()
    examining.pass_stage(opened.item.pk, by=request.user, today=today, stage=stage, opinion=opinion)
    return reverse("desk:screening", args=[request.agency.pk])


def _finding(data: dict[str, Any]) -> Finding:
    return Finding(data["rule"], data["severity"], data["message"], data["place"], cites=tuple(data["cites"]))


def _shown(number: int, data: dict[str, Any], finding: Finding) -> dict[str, Any]:
    """A finding on record, with the address of its mark in the text and who let it stand."""
    is_marked = finding.place.startswith("body:")
    return {
        "severity": finding.severity,
        "message": finding.message,
        "place": where(finding.place),
        "url": f"#finding-{number}" if is_marked else "",
        "cites": finding.cites,
        "confirmed_by": data.get("confirmed_by", ""),
        "reason": data.get("reason", ""),
    }
