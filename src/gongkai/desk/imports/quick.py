"""手机快速登记: one short page for a photo of a board."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.desk.imports.forms import Quick
from gongkai.desk.items.once import once, token
from gongkai.disclosure import photos
from gongkai.disclosure.actions import entering
from gongkai.errors import Refused


@page("item.import")
def quick(request: DeskRequest) -> Response:
    """The page; it leads to the item that was made."""
    form = Quick(request.POST or None, request.FILES or None, agency=request.agency)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once(request, lambda: _enter(request, form)))
        except Refused as refusal:
            refused = refusal
    context = {"form": form, "refused": refused, "token": token(request)}
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/imports/quick.html", "channels", context, status=status)


def _enter(request: DeskRequest, form: Quick) -> str:
    given = form.cleaned_data
    known = {
        "title": given["title"],
        "channel_id": int(given["channel"]),
        "photo": photos.keep(given["photo"]),
        "root": given["root"],
        "formed_on": given["formed_on"],
        "by": request.user,
        "today": timezone.localdate(),
    }
    if given["posted"] == "posted":
        item = entering.enter_posted(request.agency, on=given["on"], **known)
        messages.success(request, f"已补录，索引号 {item.index_number}。")
    else:
        item = entering.draft_from_photo(request.agency, token=request.POST.get("form_token", ""), **known)
        messages.success(request, "草稿已建好，照片已留作凭证。请补充正文后提交审查。")
    return reverse("desk:item", args=[request.agency.pk, item.pk])
