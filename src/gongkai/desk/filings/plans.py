"""改进安排: what last year's report promised and what became of it; what this one promises."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.acting import Reason
from gongkai.desk.filings.place import act_page, filing_of, show_report, version_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import previous, states
from gongkai.filing.actions import planning
from gongkai.filing.models import Plan
from gongkai.filing.states import Kind
from gongkai.report.report import Report

THEN = "desk:filing_plans"


class Adding(forms.Form):
    problem = forms.CharField(label="针对什么问题", required=False, max_length=planning.LONGEST)
    measure = forms.CharField(
        label="改进安排",
        max_length=planning.LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="做什么、做到什么程度；明年的报告要写落实情况。",
    )


class Choosing(forms.Form):
    """The sentences of last year's report, of which the officer chooses those that promise something."""

    sentences = forms.MultipleChoiceField(label="上一年度报告第五部分的句子", widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, *, offered: list[str]) -> None:
        super().__init__(data)
        field = self.fields["sentences"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(number), sentence) for number, sentence in enumerate(offered)]


class Telling(forms.Form):
    progress = forms.ChoiceField(
        label="落实情况",
        choices=[choice for choice in Plan.Progress.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    done = forms.CharField(
        label="做了什么",
        max_length=planning.LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="没有完成的，写原因。公众在报告里看到的就是这句话。",
    )


@page("filing.see")
def filing_plans(request: DeskRequest, filing_id: int) -> Response:
    """Both years' plans, beside what last year's report says."""
    version = version_of(request, filing_id)
    filing = version.filing
    may_write = (
        version.pk == filing.latest_id
        and states.allowed(version, Kind.WRITTEN)
        and agencies.may("filing.draft", request.user, request.agency)
    )
    before = previous.previous(filing, seen_by=request.user)
    context = {
        "promised": planning.seen(filing, filing.year, request.user),
        "planned": planning.seen(filing, filing.year + 1, request.user),
        "may_write": may_write,
        "offered": sentences_of(before),
        "has_before": before is not None,
    }
    return show_report(request, "desk/filings/plans.html", version, "desk:filing_text", context)


@page("filing.draft")
def filing_plan_add(request: DeskRequest, filing_id: int) -> Response:
    """添加下一年的改进安排."""
    filing = filing_of(request, filing_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return planning.add(filing.pk, by=request.user, today=timezone.localdate(), revision=revision, **given)

    return act_page(
        request,
        filing,
        Adding(request.POST or None),
        act,
        title=f"添加{filing.year + 1}年的改进安排",
        says="写进第五部分的建议文字；明年编报告时，会列出来请您写落实情况。",
        word="添加",
        done="已添加。",
        then=THEN,
    )


@page("filing.draft")
def filing_plans_take_over(request: DeskRequest, filing_id: int) -> Response:
    """从上年报告取改进安排."""
    filing = filing_of(request, filing_id)
    offered = sentences_of(previous.previous(filing))

    def act(given: dict[str, Any], revision: int) -> object:
        chosen = [offered[int(number)] for number in given["sentences"]]
        return planning.take_over(
            filing.pk,
            chosen,
            source=f"{filing.year - 1}年度报告第五部分",
            by=request.user,
            today=timezone.localdate(),
            revision=revision,
        )

    return act_page(
        request,
        filing,
        Choosing(request.POST or None, offered=offered),
        act,
        title="从上年报告取改进安排",
        says="选出上一年度报告里说过今年要做的事，逐项写落实情况。"
        if offered
        else "系统里没有上一年度的报告，或者它的第五部分没有文字，没有可以选的。",
        word="取来",
        done="已取来，请写落实情况。",
        then=THEN,
    )


@page("filing.draft")
def filing_plan_tell(request: DeskRequest, filing_id: int, plan_id: int) -> Response:
    """写落实情况."""
    filing = filing_of(request, filing_id)
    plan = planning.plan_of(filing, plan_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return planning.tell(
            filing.pk, plan.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    return act_page(
        request,
        filing,
        Telling(request.POST or None, initial={"progress": plan.progress, "done": plan.done}),
        act,
        title="写落实情况",
        says="写进第五部分的建议文字。",
        word="保存",
        done="落实情况已写。",
        then=THEN,
        about=_about(plan),
    )


@page("filing.draft")
def filing_plan_void(request: DeskRequest, filing_id: int, plan_id: int) -> Response:
    """作废改进安排."""
    filing = filing_of(request, filing_id)
    plan = planning.plan_of(filing, plan_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return planning.void(
            filing.pk, plan.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    return act_page(
        request,
        filing,
        Reason(request.POST or None),
        act,
        title="作废改进安排",
        says="登记错了的才作废；没有做到的，写落实情况“没有完成”。",
        word="作废",
        done="已作废。",
        then=THEN,
        about=_about(plan),
        danger=True,
    )


def sentences_of(report: Report | None) -> list[str]:
    """The sentences of a report's fifth section, to choose plans from."""
    section = report.section("problems") if report else None
    return planning.sentences(section.whole_text) if section else []


def _about(plan: Plan) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        ("改进安排", plan.measure),
        ("应在哪一年落实", f"{plan.year}年"),
        ("来源", plan.source),
    ]
    return [*rows, ("针对的问题", plan.problem)] if plan.problem else rows
