"""内部审查: the draft is handed in, passed or returned stage by stage, taken back."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.acting import Nothing
from gongkai.desk.filings.place import act_page, filing_of
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.filing import readers
from gongkai.filing.actions import examining
from gongkai.filing.models import Filing, Version
from gongkai.screening.models import Stage


class Opinion(forms.Form):
    """The form of an act that may come with an opinion."""

    opinion = forms.CharField(
        label="意见", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}), help_text="可不填。"
    )


class Returning(forms.Form):
    """What has to be mended."""

    reason = forms.CharField(
        label="退回的原因",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="哪里不对、怎么改。可以先在“看报告、批注”页批注到数字和句子，退回时一起发出。",
    )


class TakingBack(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label="收回的原因", max_length=300, widget=forms.Textarea({"rows": 3}))


@page("filing.draft")
def filing_examine(request: DeskRequest, filing_id: int) -> Response:
    """提交内部审查."""
    filing = filing_of(request, filing_id)
    version = filing.latest
    assert version is not None
    version.filing = filing

    def act(given: dict[str, Any], revision: int) -> object:
        return examining.submit_for_examination(
            filing.pk, by=request.user, today=timezone.localdate(), revision=revision
        )

    return act_page(
        request,
        filing,
        Nothing(request.POST or None),
        act,
        title="提交内部审查",
        says="数字、正文和每个数字后面的记录就此固定，审查完以前不能改。"
        "接着由审核、保密审查、签发三个环节依次办理，编制的人不能审查自己编的报告。",
        word="提交内部审查",
        done="已提交内部审查。",
        template="desk/filings/examine.html",
        context=lacking_of(request, version) if version.is_editable else {"lacking": None},
    )


@page("filing.see")
def filing_pass(request: DeskRequest, filing_id: int) -> Response:
    """通过一个环节."""
    filing = filing_of(request, filing_id)
    stage = _stage(filing)

    def act(given: dict[str, Any], revision: int) -> object:
        return examining.pass_stage(
            filing.pk, by=request.user, today=timezone.localdate(), opinion=given["opinion"], revision=revision
        )

    return act_page(
        request,
        filing,
        Opinion(request.POST or None),
        act,
        title=f"通过：{stage.label}" if stage else "通过",
        says=f"请看过再通过：{readers.LOOKS_AT[stage]}。" if stage else "这份报告现在没有等着审查的环节。",
        word="签发" if stage == Stage.THIRD else "通过",
        done="已签发，内部审查通过。" if stage == Stage.THIRD else "已通过，转到下一个环节。",
    )


@page("filing.see")
def filing_return(request: DeskRequest, filing_id: int) -> Response:
    """退回修改."""
    filing = filing_of(request, filing_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return examining.return_(
            filing.pk, by=request.user, today=timezone.localdate(), reason=given["reason"], revision=revision
        )

    return act_page(
        request,
        filing,
        Returning(request.POST or None),
        act,
        title="退回修改",
        says="退回后编制人修改、逐条答复批注，改好重新提交，从头审查。",
        word="退回修改",
        done="已退回，原因和批注编制人看得到。",
    )


@page("filing.draft")
def filing_take_back(request: DeskRequest, filing_id: int) -> Response:
    """收回修改."""
    filing = filing_of(request, filing_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return examining.take_back(
            filing.pk, by=request.user, today=timezone.localdate(), reason=given["reason"], revision=revision
        )

    return act_page(
        request,
        filing,
        TakingBack(request.POST or None),
        act,
        title="收回修改",
        says="收回后可以改数字和正文；已经通过的环节作废，改好重新提交，从头审查。",
        word="收回修改",
        done="已收回，可以修改了。",
    )


def lacking_of(request: DeskRequest, version: Version) -> dict[str, Any]:
    """The stages still to come that nobody can do, and who can appoint, for the macro `lacking` of words.html."""
    today = timezone.localdate()
    agency = version.filing.agency
    found = readers.lacking(version, today, by=request.user if version.is_editable else None)
    if not found:
        return {"lacking": None}
    where, people = readers.appointers(agency, today)
    may_appoint = agencies.may("officer.manage", request.user, agency)
    return {
        "lacking": {
            "stages": readers.in_words(found),
            "roles": "、".join(f"“{readers.wanted(stage)}”" for stage in found),
            "where": where,
            "people": "、".join(officer.name for officer in people),
            "officers_url": reverse("desk:officers", args=[agency.pk]) if may_appoint else "",
            "exceptions_url": reverse("desk:exceptions", args=[agency.pk]),
        }
    }


def _stage(filing: Filing) -> Stage | None:
    version = filing.latest
    assert version is not None
    version.filing = filing
    return readers.next_stage(version)
