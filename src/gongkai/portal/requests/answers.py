"""申请人能办的: amend, explain, withdraw, ask for publication, say that the reply came, rate."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.errors import Refused
from gongkai.portal.frame import show
from gongkai.portal.requests.following import followed
from gongkai.request import states
from gongkai.request.actions import answering, rating, withdrawing
from gongkai.request.models import InfoRequest, Step

LONGEST = 5000


class SeveralFiles(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files chosen, in their order; none is allowed."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in given if file]


class Answer(forms.Form):
    """Words of the applicant, with files."""

    says = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 8}))
    uploads = FilesField(
        label="附件",
        required=False,
        widget=SeveralFiles({"multiple": True}),
        help_text=f"可以不传，最多 {answering.MOST} 个：PDF、Word、Excel、图片等。",
    )


class Amendment(Answer):
    """What was missing; a copy of the identity document where that was."""

    document = forms.FileField(
        label="身份证明",
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
        help_text="告知书要求补交的才传：照片（JPG、PNG）或 PDF，加密保存。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["says"].label = "补正的内容"
        self.fields["says"].error_messages["required"] = "请写明补正的内容。"


class Explanation(Answer):
    """Why so many requests."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["says"].label = "理由"
        self.fields["says"].error_messages["required"] = "请写明理由。"


class Rating(forms.Form):
    """Points, and a few words."""

    rating = forms.TypedChoiceField(
        label="您对这次办理满意吗",
        coerce=int,
        choices=[(5, "5 分，很满意"), (4, "4 分，满意"), (3, "3 分，一般"), (2, "2 分，不满意"), (1, "1 分，很不满意")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项。"},
    )
    words = forms.CharField(
        label="想说的话",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="可以不填。不要写姓名和电话。",
    )


class Withdrawal(forms.Form):
    """Why, if one likes."""

    reason = forms.CharField(
        label="撤回的原因", max_length=200, required=False, help_text="可以不填。不要写姓名和电话。"
    )


@followed
def amend(request: HttpRequest, info_request: InfoRequest) -> HttpResponse:
    """补正."""
    form = Amendment(*_given(request))
    return _answered(
        request,
        info_request,
        Step.Kind.AMENDED,
        form,
        lambda given: answering.amend(
            info_request.pk,
            today=timezone.localdate(),
            says=given["says"],
            uploads=given["uploads"],
            document=given["document"],
        ),
        title="补正申请",
        says="只有一次补正，请把告知书里要求的都写上。提交后答复期限重新起算。",
        word="提交补正",
    )


@followed
def explain(request: HttpRequest, info_request: InfoRequest) -> HttpResponse:
    """说明理由."""
    form = Explanation(*_given(request))
    return _answered(
        request,
        info_request,
        Step.Kind.EXPLAINED,
        form,
        lambda given: answering.explain(
            info_request.pk,
            today=timezone.localdate(),
            says=given["says"],
            uploads=given["uploads"],
        ),
        title="说明理由",
        says="请说明为什么要提出这么多、这么频繁的申请。理由不合理的，本机关不予处理；理由合理的，本机关继续办理（条例第三十五条）。",
        word="提交理由",
    )


@followed
def withdraw(request: HttpRequest, info_request: InfoRequest) -> HttpResponse:
    """撤回."""
    form = Withdrawal(*_given(request)[:1])
    return _answered(
        request,
        info_request,
        Step.Kind.WITHDRAWN,
        form,
        lambda given: withdrawing.withdraw(
            info_request.pk,
            by=None,
            today=timezone.localdate(),
            reason=answering.unnamed(info_request, given["reason"], today=timezone.localdate()),
        ),
        title="撤回申请",
        says="撤回后本机关不再办理这件申请，也不会答复。以后仍需要的，可以重新申请。",
        word="确认撤回",
        danger=True,
    )


@followed
def rate(request: HttpRequest, info_request: InfoRequest) -> HttpResponse:
    """评价."""
    form = Rating(*_given(request)[:1])
    return _answered(
        request,
        info_request,
        Step.Kind.RATED,
        form,
        lambda given: rating.rate(
            info_request.pk, today=timezone.localdate(), rating=given["rating"], words=given["words"]
        ),
        title="评价这次办理",
        says="评价用来改进工作，每件申请评价一次。",
        word="提交评价",
    )


@followed
def ask_to_publish(request: HttpRequest, info_request: InfoRequest) -> HttpResponse:
    """建议主动公开."""
    if request.method == "POST":
        answering.ask_to_publish(info_request.pk, today=timezone.localdate())
    return redirect("portal:followed")


def _given(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent; nothing on a page that is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _answered(
    request: HttpRequest,
    info_request: InfoRequest,
    kind: Step.Kind,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    says: str,
    word: str,
    danger: bool = False,
) -> HttpResponse:
    """A form that does one act of the applicant; what the state forbids leads back to the case, with the reason."""
    refused, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            refused, status = refusal, 409
        else:
            return redirect("portal:followed")
    elif not states.allowed(info_request, kind):
        return redirect("portal:followed")
    context: dict[str, Any] = {"form": form, "refused": refused, "title": title, "says": says, "word": word}
    context |= {"danger": danger, "info_request": info_request}
    return show(
        request, "portal/requests/answer.html", context, agency=info_request.agency, section="apply", status=status
    )
