"""Opinions on a draft: a form of three fields, and a page that says what happens next."""

from hashlib import sha256

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.disclosure.actions import hearing
from gongkai.disclosure.models import DraftConsultation, Item
from gongkai.errors import Refused
from gongkai.portal.frame import show

MOST_AN_HOUR = 5
"""Opinions from one address: more is a flood, not an opinion."""


class OpinionForm(forms.Form):
    """The opinion; who sends it only if the sender wants an answer."""

    text = forms.CharField(
        label="您的意见",
        max_length=hearing.LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "请写下您的意见。"},
    )
    name = forms.CharField(label="姓名或单位", max_length=40, required=False, help_text="可以不填。")
    contact = forms.CharField(
        label="联系方式", max_length=100, required=False, help_text="可以不填；填了只用于和您联系，不公开。"
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    """Left empty by people: what fills in every field is a machine."""


def opinion(request: HttpRequest, item_id: int) -> HttpResponse:
    """Send an opinion on a draft that is open for opinions."""
    consultation = (
        DraftConsultation.objects.select_related("item__agency")
        .filter(item=item_id, item__state=Item.State.RELEASED, item__agency__is_on_desk=True)
        .first()
    )
    if consultation is None:
        raise Http404
    today = timezone.localdate()
    form = OpinionForm(request.POST or None)
    refused, status = None, 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _is_flood(request):
            refused = Refused("这个网络地址一小时里提的意见太多，暂时不能再提。请一小时后再试，或改用信件、电话。")
            status = 429
        elif given["website"]:
            return redirect("portal:opinion_sent", item_id)
        else:
            try:
                hearing.hear(item_id, today=today, text=given["text"], name=given["name"], contact=given["contact"])
            except Refused as refusal:
                refused = refusal
            else:
                return redirect("portal:opinion_sent", item_id)
    is_open = consultation.opens_on <= today <= consultation.closes_on
    return show(
        request,
        "portal/opinion.html",
        {"consultation": consultation, "form": form, "refused": refused, "is_open": is_open},
        agency=consultation.item.agency,
        section="content",
        status=status,
    )


def sent(request: HttpRequest, item_id: int) -> HttpResponse:
    """What happens next."""
    consultation = (
        DraftConsultation.objects.select_related("item__agency")
        .filter(item=item_id, item__state=Item.State.RELEASED, item__agency__is_on_desk=True)
        .first()
    )
    if consultation is None:
        raise Http404
    context = {"consultation": consultation}
    return show(request, "portal/opinion_sent.html", context, agency=consultation.item.agency, section="content")


def _is_flood(request: HttpRequest) -> bool:
    """Counts by a digest of the address: who sent which opinion is not kept."""
    key = "opinion:" + sha256(request.META["REMOTE_ADDR"].encode()).hexdigest()
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) > MOST_AN_HOUR
