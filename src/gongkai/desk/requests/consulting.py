"""征求意见: asking third parties and agencies, their answers, and what the agency makes of an objection."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.desk.requests.fields import DayField, WordsField
from gongkai.errors import NotYours
from gongkai.request import access
from gongkai.request.actions import consulting
from gongkai.request.models import Consultation, InfoRequest

TEMPLATE = "desk/requests/inquiry.html"
JUDGED = (("yes", "理由成立，不予公开"), ("no", "理由不成立"))


class Asking(forms.Form):
    party = forms.ChoiceField(
        label="征求谁的意见",
        choices=Consultation.Party.choices,
        widget=forms.RadioSelect,
        help_text="第三方：公开会损害其合法权益的个人、企业；共同制作机关：一起制作这条信息的机关。",
    )
    name = forms.CharField(label="名称", max_length=100)
    address = forms.CharField(label="送达地址", max_length=200)
    question = WordsField(
        label="征求意见的内容", help_text="涉及对方的什么信息、拟怎样公开。不要写申请人的姓名和联系方式。"
    )


class Answer(forms.Form):
    answer = forms.ChoiceField(label="意见", choices=Consultation.Answer.choices, widget=forms.RadioSelect)
    answered_on = DayField(label="收到意见的日期", required=False, help_text="逾期未回复的不填。")
    opinion = WordsField(label="意见和理由", required=False, help_text="照对方写的录入。")
    is_reasonable = forms.ChoiceField(
        label="第三方不同意公开的，本机关的判断",
        choices=JUDGED,
        widget=forms.RadioSelect,
        required=False,
        help_text="有合理理由的，不予公开（条例第三十二条）。",
    )


class Judging(forms.Form):
    is_reasonable = forms.ChoiceField(label="本机关的判断", choices=JUDGED, widget=forms.RadioSelect)
    reason = WordsField(label="改变判断的理由", rows=3)


class PublicInterest(forms.Form):
    what = WordsField(label="决定公开的信息内容", rows=3)
    reason = WordsField(label="不公开对公共利益的重大影响")


def consultations_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """What was asked of whom, and answered; who was asked and their words are shown to who may see the applicant."""
    inquiries = list(info_request.consultations.all())
    if not inquiries:
        return {}
    sees = access.may_see_applicant(info_request, officer)
    return {
        "inquiries": [
            {
                "record": each,
                "who": each.words.get("name", "") if sees else "",
                "opinion": each.opinion if sees else "",
                "is_objected": consulting.is_objected(each),
            }
            for each in inquiries
        ],
        "may_handle": agencies.may("request.handle", officer, info_request.agency),
        "is_open": info_request.state in InfoRequest.HANDLING,
    }


@page("request.handle")
def consult(request: DeskRequest, info_request_id: int) -> Response:
    """征求意见."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return consulting.begin_consultation(
            info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    return act_page(
        request,
        info_request,
        Asking(request.POST or None),
        act,
        title="征求意见",
        says="发出征求意见书，并告知申请人。征求意见的时间不计入答复期限；可以同时征求几方的意见，各办一次。",
        word="发出征求意见书",
        done="文书已编号制发；交出去以后请登记发出，送达以后登记送达日期。",
    )


@page("request.handle")
def end(request: DeskRequest, info_request_id: int, inquiry_id: int) -> Response:
    """登记意见."""
    info_request, inquiry = _inquiry(request, info_request_id, inquiry_id)

    def act(given: dict[str, Any], revision: int) -> object:
        judged = given.pop("is_reasonable", "")
        return consulting.end_consultation(
            inquiry.pk,
            by=request.user,
            today=timezone.localdate(),
            revision=revision,
            is_reasonable=judged == "yes" if judged else None,
            **given,
        )

    form = Answer(request.POST or None, initial={"answered_on": timezone.localdate()})
    if inquiry.party != Consultation.Party.THIRD_PARTY:
        del form.fields["is_reasonable"]
    return act_page(
        request,
        info_request,
        form,
        act,
        title=f"登记{inquiry.get_party_display()}的意见",
        says=_SILENCE[Consultation.Party(inquiry.party)],
        word="登记",
        done="意见已登记。",
        template=TEMPLATE,
        context=_told(request, info_request, inquiry),
    )


@page("request.handle")
def judge(request: DeskRequest, info_request_id: int, inquiry_id: int) -> Response:
    """改判异议理由."""
    info_request, inquiry = _inquiry(request, info_request_id, inquiry_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return consulting.judge_objection(
            inquiry.pk,
            by=request.user,
            today=timezone.localdate(),
            is_reasonable=given["is_reasonable"] == "yes",
            reason=given["reason"],
            revision=revision,
        )

    return act_page(
        request,
        info_request,
        Judging(request.POST or None),
        act,
        title="重新判断第三方的理由",
        says="第三方不同意公开且有合理理由的，不予公开（条例第三十二条）。",
        word="保存",
        done="判断已保存。",
        template=TEMPLATE,
        context=_told(request, info_request, inquiry),
    )


@page("request.handle")
def public_interest(request: DeskRequest, info_request_id: int, inquiry_id: int) -> Response:
    """因公共利益公开."""
    info_request, inquiry = _inquiry(request, info_request_id, inquiry_id)

    def act(given: dict[str, Any], revision: int) -> object:
        return consulting.disclose_for_public_interest(
            inquiry.pk, by=request.user, today=timezone.localdate(), revision=revision, **given
        )

    return act_page(
        request,
        info_request,
        PublicInterest(request.POST or None),
        act,
        title="因公共利益予以公开",
        says="第三方不同意，但不公开可能对公共利益造成重大影响的，可以决定公开，并把公开的内容和理由书面告知第三方。",
        word="提交审签",
        done="告知书已提交，等审核、签发。",
        template=TEMPLATE,
        context=_told(request, info_request, inquiry),
    )


_SILENCE = {
    Consultation.Party.THIRD_PARTY: "第三方收到征求意见书后15个工作日内没有回复的，由本机关决定是否公开，不等于同意。",
    Consultation.Party.CO_AUTHOR: "共同制作机关收到征求意见书后15个工作日内没有回复的，视为同意公开。",
    Consultation.Party.AGENCY: "其他机关答复的期限法律没有规定；不再等的，写明理由。",
}


def _told(request: DeskRequest, info_request: InfoRequest, inquiry: Consultation) -> dict[str, Any]:
    sees = access.may_see_applicant(info_request, request.user)
    return {"inquiry": inquiry, "opinion": inquiry.opinion if sees else ""}


def _inquiry(request: DeskRequest, info_request_id: int, inquiry_id: int) -> tuple[InfoRequest, Consultation]:
    """One asking of the case of the page. Raises NotYours."""
    info_request = case_of(request, info_request_id)
    inquiry = info_request.consultations.filter(pk=inquiry_id).first()
    if inquiry is None:
        raise NotYours("这件申请没有这次征求意见。")
    return info_request, inquiry
