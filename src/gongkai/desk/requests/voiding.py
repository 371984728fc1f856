"""更正和作废: what was written down wrongly, before the reply; a registration made twice or by mistake."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.desk.requests.forms import ID_KINDS, LONGEST, day_field, moment
from gongkai.errors import Refused
from gongkai.law.calendar import long_words
from gongkai.request import access
from gongkai.request.actions import voiding
from gongkai.request.models import Applicant, Channel, InfoRequest


class Correcting(forms.Form):
    """Everything of the registration as it stands; what is changed here is corrected."""

    reason = forms.CharField(
        label="哪里登记错了", max_length=300, help_text="如“签收日期看错，以回执为准”。不要写申请人姓名。"
    )
    channel = forms.ChoiceField(label="渠道", choices=Channel.choices)
    submitted_on = day_field("提交或寄出日期", required=True)
    arrived_on = day_field("到件日期", required=True)
    signed_for_on = day_field("签收日期")
    signed_for_by = forms.CharField(label="签收人", max_length=40, required=False)
    waybill = forms.CharField(label="运单号", max_length=60, required=False)
    confirmed_on = day_field("与申请人确认的日期")
    confirmed_how = forms.CharField(label="怎样确认的", max_length=100, required=False)
    received_on = day_field("收到日", "不改就随渠道和日期重新算；改了，答复期限跟着改。")
    title = forms.CharField(label="所需信息（一行）", max_length=200)
    description = forms.CharField(
        label="内容描述", max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 6})
    )
    document_number = forms.CharField(label="文号", max_length=100, required=False)
    form = forms.ChoiceField(label="提供方式", choices=InfoRequest.Form.choices)
    way = forms.ChoiceField(label="获取方式", choices=InfoRequest.Way.choices)
    kind = forms.ChoiceField(label="申请人类型", choices=Applicant.Kind.choices)

    def __init__(self, data: Any, *, info_request: InfoRequest, sees_applicant: bool) -> None:
        words = info_request.applicant.words if sees_applicant else {}
        initial = {name: getattr(info_request, name) for name in (*voiding.FIELDS, "received_on")}
        initial["kind"] = info_request.applicant.kind
        initial["submitted_on"] = timezone.localtime(info_request.submitted_at).date()
        super().__init__(data, initial={**initial, **words})
        self._before = info_request
        self.use_required_attribute = False
        if info_request.received_on is None:
            del self.fields["received_on"]
        if not sees_applicant:
            return
        for name, word in Applicant.FIELDS.items():
            self.fields[name] = forms.CharField(label=word, max_length=200, required=False)
        self.fields["id_kind"] = forms.ChoiceField(
            label="证件名称", choices=[("", "没有提供"), *((each, each) for each in ID_KINDS)], required=False
        )

    def given(self) -> dict[str, Any]:
        """What the form says, as `voiding.correct` takes it."""
        told = dict(self.cleaned_data)
        day = told.pop("submitted_on")
        same = day == timezone.localtime(self._before.submitted_at).date()
        told["submitted_at"] = self._before.submitted_at if same else moment(day)
        if "name" in self.fields:
            told["applicant"] = {name: told.pop(name) for name in Applicant.FIELDS}
        if told.get("received_on") == self._before.received_on:
            told.pop("received_on", None)
        return told


@page("request.void")
def correct(request: DeskRequest, info_request_id: int) -> Response:
    """更正登记."""
    info_request = case_of(request, info_request_id)
    sees = access.may_see_applicant(info_request, request.user)
    form = Correcting(request.POST or None, info_request=info_request, sees_applicant=sees)

    def act(_: dict[str, Any], revision: int) -> object:
        made = voiding.correct(
            info_request.pk, by=request.user, today=timezone.localdate(), revision=revision, **form.given()
        )
        messages.info(request, _moved(info_request.received_on, made))
        return made

    return act_page(
        request,
        info_request,
        form,
        act,
        title="更正登记",
        says="只改登记时写错的；申请人补充内容的，办“登记补正”。每一处改动都记入日志，申请人的信息只记改了哪几项。",
        word="保存更正",
        done="登记已更正。",
    )


def _moved(before: date | None, info_request: InfoRequest) -> str:
    """What a correction did to the day of receipt, the term and the number."""
    on, due_on = info_request.received_on, info_request.due_on
    if on is None:
        return "还没有登记，期限没有起算。"
    if on == before:
        return f"收到日仍是{long_words(on)}，答复期限没有变。"
    due = f"，答复期限{long_words(due_on)}" if due_on else ""
    return f"收到日改为{long_words(on)}{due}。{voiding.keeps_number(info_request)}"


class Voiding(forms.Form):
    reason = forms.CharField(
        label="作废的理由",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="如“同一封信登记了两次”。申请人撤回的，不要作废，办“登记撤回”。",
    )
    number = forms.CharField(
        label="与哪一件重复", max_length=40, required=False, help_text="写登记编号，如〔2024〕12号。不重复的不填。"
    )


@page("request.void")
def void(request: DeskRequest, info_request_id: int) -> Response:
    """登记作废."""
    info_request = case_of(request, info_request_id)

    def act(given: dict[str, Any], revision: int) -> object:
        duplicate = None
        if number := given["number"].strip():
            duplicate = access.visible_to(request.user).filter(agency=request.agency, number=number).first()
            if duplicate is None:
                raise Refused(f"本机关没有编号为“{number}”的申请。请核对编号，照列表里的写。")
        return voiding.void(
            info_request.pk,
            by=request.user,
            today=timezone.localdate(),
            reason=given["reason"],
            duplicate_of=duplicate.pk if duplicate else None,
            revision=revision,
        )

    return act_page(
        request,
        info_request,
        Voiding(request.POST or None),
        act,
        title="登记作废",
        says="登记编号保留、列在“登记作废”里，不再使用，也不计入年报。只用于重复登记和误登记。",
        word="作废",
        done="登记已作废。",
        danger=True,
    )
