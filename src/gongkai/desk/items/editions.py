"""版本: a draft thrown away, and a later edition begun of what is or was public."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.acting import act_page, item_of
from gongkai.disclosure.actions import drafting


class Discarding(forms.Form):
    reason = forms.CharField(label="作废的原因", max_length=300, widget=forms.Textarea({"rows": 3}))


class NewEdition(forms.Form):
    reason = forms.CharField(
        label="修改的原因",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="公众在“历史版本”里看得到，如“更正附件第3页的补贴标准”。",
    )


@page("item.draft")
def discard(request: DeskRequest, item_id: int) -> Response:
    """作废草稿."""
    item = item_of(request, item_id)

    def act(given: dict[str, Any]) -> object:
        return drafting.discard(item.pk, by=request.user, today=timezone.localdate(), reason=given["reason"])

    return act_page(
        request,
        item,
        Discarding(request.POST or None),
        act,
        title="作废草稿",
        says="作废后不能恢复，但在记录里看得到。已经公开的版本不受影响。",
        word="作废",
        done="草稿已作废。",
        danger=True,
    )


@page("item.draft")
def start(request: DeskRequest, item_id: int) -> Response:
    """修改: a new edition of what is or was public."""
    item = item_of(request, item_id)

    def act(given: dict[str, Any]) -> object:
        return drafting.start_new_edition(item.pk, by=request.user, today=timezone.localdate(), reason=given["reason"])

    return act_page(
        request,
        item,
        NewEdition(request.POST or None),
        act,
        title="修改已公开的信息",
        says="会新开一版草稿。公众看到的仍是现在这一版，新的一版审查通过并发布后才替换。",
        word="开始修改",
        done="已新开一版草稿，可以修改了。",
        then="desk:item_edit",
    )
