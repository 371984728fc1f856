"""文书设置: the word of the numbers, the court, and an agency's own words for parts that are not fixed."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.items.once import once, token
from gongkai.desk.requests.acting import PLACE
from gongkai.desk.requests.fields import WordsField
from gongkai.errors import NotYours, Refused
from gongkai.request.actions import wording
from gongkai.request.letters import facts, making
from gongkai.request.letters.kinds import Kind
from gongkai.request.models import LetterSetting, LetterWording


class Settings(forms.ModelForm):  # type: ignore[type-arg]  # its stub is generic, the class is not
    class Meta:
        model = LetterSetting
        fields = ("word", "signature", "reconsideration_agency", "court")
        help_texts: ClassVar = {
            "word": "文号的开头，如“清水公开”。年中改动的，新代字从 1 号编起。",
            "signature": "不填用机关名称。",
            "reconsideration_agency": "不填用机关树里的上一级人民政府（复议法第二十四条）。",
            "court": "不填写“有管辖权的人民法院”。请填全称，如“柳河县人民法院”。",
        }


class Wording(forms.Form):
    """The own parts of a kind of letter; empty is the template's."""

    def __init__(self, *args: Any, kind: Kind, kept: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        for part in kind.parts:
            if part.own:
                self.fields[part.key] = WordsField(
                    label=part.says, required=False, initial=kept.get(part.key, part.text), rows=5
                )


@page("request.see")
def letter_settings(request: DeskRequest) -> Response:
    """文书设置: what every letter takes, and the kinds."""
    kept = LetterSetting.objects.filter(agency=request.agency).first() or LetterSetting(agency=request.agency)
    form = Settings(request.POST or None, instance=kept)
    may = agencies.may("request.arrange", request.user, request.agency)
    if request.method == "POST" and form.is_valid():
        wording.arrange(request.agency.pk, by=request.user, today=timezone.localdate(), **form.cleaned_data)
        messages.success(request, "文书设置已保存，以后的文书照此制作；已发出的不变。")
        return redirect("desk:letter_settings", request.agency.pk)
    worded = set(LetterWording.objects.filter(agency=request.agency).values_list("kind", flat=True))
    context = {
        "form": form,
        "may": may,
        "shown": {
            "word": facts.word(request.agency),
            "signature": facts.signature(request.agency),
            "reconsideration_agency": facts.reconsideration_agency(request.agency),
            "court": facts.court(request.agency),
        },
        "kinds": [
            {"code": code, "kind": kind, "is_worded": code in worded, "own": [p.says for p in kind.parts if p.own]}
            for code, kind in wording.worded_kinds().items()
        ],
    }
    return show(request, "desk/requests/letter_settings.html", PLACE, context, status=422 if form.errors else 200)


@page("request.arrange")
def letter_wording(request: DeskRequest) -> Response:
    """文书用语: one kind's parts in their order, the fixed ones to be read only. ?kind= says which."""
    code = request.GET.get("kind", "")
    kind = wording.worded_kinds().get(code)
    if kind is None:
        if code:
            raise NotYours("没有这种文书。")
        return redirect("desk:letter_settings", request.agency.pk)
    kept = dict(LetterWording.objects.filter(agency=request.agency, kind=code).values_list("part", "text"))
    form = Wording(request.POST or None, kind=kind, kept=kept)
    back = reverse("desk:letter_settings", args=[request.agency.pk])
    refused = None
    texts = kept
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            wording.word(request.agency.pk, code, by=request.user, today=timezone.localdate(), texts=form.cleaned_data)
            return back

        try:
            if "preview" not in request.POST:
                address = once(request, act)
                messages.success(request, f"《{kind}》的文字已保存。")
                return redirect(address)
            for text in form.cleaned_data.values():
                wording.refuse_unknown(text, kind)
            texts = form.cleaned_data
        except Refused as refusal:
            refused = refusal
    context = {
        "kind": kind,
        "form": form,
        "refused": refused,
        "back": back,
        "token": token(request),
        "sample": making.sample(request.agency, kind, texts),
        "parts": [(part, form[part.key] if part.own else None) for part in kind.parts if not part.only],
        "of_outcomes": [part for part in kind.parts if part.only],
        "may_use": [(name, facts.label(name)) for name in wording.places(kind)],
    }
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/requests/letter_wording.html", PLACE, context, status=status)
