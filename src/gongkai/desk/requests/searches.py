"""检索记录: each search with its place, words and result; written down while the case is handled."""

from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import done_before, once, token
from gongkai.desk.requests.acting import PLACE, case_of, case_url
from gongkai.desk.requests.fields import DayField, WordsField
from gongkai.errors import Refused
from gongkai.request import access
from gongkai.request.actions import filing, searching
from gongkai.request.models import InfoRequest

METHODS = ("电子档案系统检索", "纸质档案目录查找", "业务系统查询", "询问经办科室和人员")


class Search(forms.Form):
    place = forms.CharField(
        label="检索了哪里",
        max_length=200,
        help_text="写到哪个档案室、哪个系统、哪个科室，例如：镇档案室2019—2023年文书档案。",
    )
    method = forms.CharField(label="怎样检索的", max_length=100, help_text=f"例如：{'；'.join(METHODS)}。")
    keywords = forms.CharField(label="用了哪些词", max_length=200, help_text="用空格分开；换过的词都写上。")
    searched_on = DayField(label="检索日期")
    searched_by = forms.CharField(label="谁检索的", max_length=40)
    is_found = forms.TypedChoiceField(
        label="找到了吗",
        choices=(("no", "没有找到"), ("yes", "找到了")),
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    result = WordsField(label="结果", help_text="找到的写名称、文号；没有找到的写清楚查了哪些、为什么认定没有。")
    proof = forms.FileField(label="截图或检索清单", required=False, help_text="可以不传；诉讼、复议时它是最好的证据。")


@page("request.handle")
def search(request: DeskRequest, info_request_id: int) -> Response:
    """记检索."""
    info_request = case_of(request, info_request_id)
    today = timezone.localdate()
    form = Search(
        request.POST or None,
        request.FILES or None,
        initial={"searched_on": today, "searched_by": request.user.name, "keywords": info_request.title},
    )
    back = case_url(info_request)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            address = done_before(request) or _record(request, info_request, form.cleaned_data, back)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, "检索已记下。")
            return redirect(address)
    context = {
        "info_request": info_request,
        "form": form,
        "refused": refused,
        "title": "记检索",
        "says": "告知“信息不存在”以前，必须查过并记下：查了哪里、用什么词、谁查的、结果怎样。",
        "word": "保存",
        "back": back,
        "token": token(request),
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/upload.html", PLACE, context, status=status)


def searches_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """The searches of a case; proofs only for who handles it."""
    may = agencies.may("request.handle", officer, info_request.agency)
    is_open = info_request.state in InfoRequest.HANDLING
    searches = list(info_request.searches.all())
    if not searches and not (may and is_open):
        return {}
    here = (info_request.agency_id, info_request.pk)
    return {
        "searches": searches,
        "add": reverse("desk:request_search", args=here) if may and is_open else "",
        "sees_files": access.may_see_applicant(info_request, officer),
    }


def _record(request: DeskRequest, info_request: InfoRequest, given: dict[str, Any], back: str) -> str:
    file = given.pop("proof")
    proof = filing.admit(file, file.name) if file else None

    def act() -> str:
        searching.record(info_request.pk, by=request.user, today=timezone.localdate(), proof=proof, **given)
        return back

    return once(request, act)
