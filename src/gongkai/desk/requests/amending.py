"""补正: asking for it, and what came."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests.acting import act_page, case_of
from gongkai.desk.requests.fields import DayField, WordsField
from gongkai.law.calendar import long_words
from gongkai.request.actions import amending
from gongkai.request.models import InfoRequest

USUAL_TERM = timedelta(days=21)
"""What the form offers: the law asks for a reasonable term and names none."""


class Asking(forms.Form):
    what = WordsField(label="补正事项", help_text="一次写全：缺什么、哪里不明确。以后不能再要求补正。")
    why = WordsField(label="补正理由", rows=3, help_text="为什么要补正，如“无法确定申请公开哪一年的信息”。")
    until = DayField(
        label="补正期限",
        help_text="合理期限，条例没有定天数，请给申请人留够时间。告知书会写明：无正当理由逾期不补正的，视为放弃申请。",
    )


class Amended(forms.Form):
    received_on = DayField(label="收到补正的日期", help_text="答复期限从这一天的次日重新起算。")
    says = WordsField(label="补正的内容", help_text="照申请人写的录入；材料请作为文件存入本件。不要写申请人的姓名。")


@page("request.handle")
def ask(request: DeskRequest, info_request_id: int) -> Response:
    """要求补正."""
    info_request, today = case_of(request, info_request_id), timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return amending.ask_to_amend(info_request.pk, by=request.user, today=today, revision=revision, **given)

    last = _ask_by(info_request)
    return act_page(
        request,
        info_request,
        Asking(request.POST or None, initial={"until": today + USUAL_TERM}),
        act,
        title="要求补正",
        says=f"发出补正告知书，答复期限停止计算，收到补正后重新起算。只能要求一次{last}（条例第三十条）。",
        word="发出补正告知书",
        done="补正告知书已编号制发；交出去以后请登记发出。",
    )


@page("request.handle")
def amended(request: DeskRequest, info_request_id: int) -> Response:
    """登记补正."""
    info_request, today = case_of(request, info_request_id), timezone.localdate()

    def act(given: dict[str, Any], revision: int) -> object:
        return amending.amended(info_request.pk, by=request.user, today=today, revision=revision, **given)

    return act_page(
        request,
        info_request,
        Amended(request.POST or None, initial={"received_on": today}),
        act,
        title="登记补正",
        says="申请人补正了，答复期限自收到补正之日起重新计算。超过补正期限才到的也要登记，有正当理由的照样办理。",
        word="登记",
        done="补正已登记，答复期限重新起算。",
    )


def _ask_by(info_request: InfoRequest) -> str:
    return f"，最迟{long_words(amending.ask_by(info_request).on)}" if info_request.received_on else ""
