"""附件: what was found in one, its original and its copy for the public, hidden data let stand, and taking it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import FileResponse
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.acting import Nothing, act_page, item_of
from gongkai.disclosure import files
from gongkai.disclosure.actions import attaching, submitting
from gongkai.disclosure.models import Attachment, Item
from gongkai.errors import NotYours
from gongkai.vetting.files import SORTS


class HiddenData(forms.Form):
    reason = forms.CharField(
        label="为什么隐藏的内容可以公开",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="请先打开原件，取消隐藏逐项看过。您的姓名和理由会记下来。",
    )


@dataclass(frozen=True)
class Looked:
    """An attachment with what was found in it, in sentences by what becomes of it."""

    attachment: Attachment
    removed: list[str]
    to_confirm: list[str]
    to_mend: list[str]
    unread: str

    @property
    def is_ready(self) -> bool:
        return bool(self.attachment.released_hash)


def looked_at(attachments: Iterable[Attachment]) -> list[Looked]:
    """The attachments with what their scans say."""
    return [_looked(attachment) for attachment in attachments]


def _looked(attachment: Attachment) -> Looked:
    attached = submitting.attached(attachment)
    accepted = attachment.scan.get("accepted", [])
    by_treatment: dict[str, list[str]] = {"removed": [], "confirm": [], "mend": []}
    for trace in attached.traces:
        if trace.treatment == "removed":
            by_treatment["removed"].append(trace.what)
        elif trace.code not in accepted:
            mend = SORTS[trace.code].mend
            by_treatment[trace.treatment].append(f"{trace.what}：{mend}" if mend else trace.what)
    return Looked(attachment, by_treatment["removed"], by_treatment["confirm"], by_treatment["mend"], attached.unread)


def attachment_of(item: Item, attachment_id: int) -> Attachment:
    """An attachment of any edition of the item. Raises NotYours."""
    found = Attachment.objects.filter(pk=attachment_id, edition__item=item).select_related("edition").first()
    if found is None:
        raise NotYours("这条信息没有这个附件。")
    return found


@page("item.see")
def original(request: DeskRequest, item_id: int, attachment_id: int) -> Response:
    """The file as it was uploaded; never public."""
    found = attachment_of(item_of(request, item_id), attachment_id)
    return _download(found, "originals", found.original_hash)


@page("item.see")
def released(request: DeskRequest, item_id: int, attachment_id: int) -> Response:
    """The copy that the public gets."""
    found = attachment_of(item_of(request, item_id), attachment_id)
    if not found.released_hash:
        raise NotYours("这个附件还没有可以公开的副本。")
    return _download(found, "released", found.released_hash)


@page("item.draft")
def accept(request: DeskRequest, item_id: int, attachment_id: int) -> Response:
    """确认隐藏内容可以公开."""
    item = item_of(request, item_id)
    found = attachment_of(item, attachment_id)

    def act(given: dict[str, Any]) -> object:
        return attaching.accept_hidden_data(found.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        HiddenData(request.POST or None),
        act,
        title=f"确认“{found.name}”里隐藏的内容可以公开",
        says="；".join(_looked(found).to_confirm) + "。确认后会随附件一起公开。",
        word="确认可以公开",
        done="已确认，公开的副本已生成。",
        then="desk:item_edit",
    )


@page("item.draft")
def detach(request: DeskRequest, item_id: int, attachment_id: int) -> Response:
    """删去附件."""
    item = item_of(request, item_id)
    found = attachment_of(item, attachment_id)
    return act_page(
        request,
        item,
        Nothing(request.POST or None),
        lambda given: attaching.detach(found.pk, by=request.user, today=timezone.localdate()),
        title=f"删去附件“{found.name}”",
        says="从这份草稿里删去。已经送审或公开的版本里的不受影响。",
        word="删去",
        done="附件已删去。",
        danger=True,
        then="desk:item_edit",
    )


def _download(attachment: Attachment, area: files.Area, hash: str) -> Response:
    """A file that the browser saves and never runs."""
    response = FileResponse(
        files.path(area, hash).open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
