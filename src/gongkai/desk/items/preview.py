"""预览: the edition under way exactly as the public will see it, on the portal's own page."""

from django.shortcuts import render
from django.urls import reverse

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.acting import item_of
from gongkai.disclosure import access, addresses, public
from gongkai.disclosure.models import DraftConsultation
from gongkai.errors import NotYours


@page("item.see")
def preview(request: DeskRequest, item_id: int) -> Response:
    item = item_of(request, item_id)
    edition = access.under_way(item) or item.current
    if edition is None:
        raise NotYours("这条信息没有可以预览的版本。")
    edition.item = item
    context = {
        "page": public.page(edition, preview=True),
        "address": addresses.public(item),
        "consultation": DraftConsultation.objects.filter(item=item).first(),
        "agency": item.agency,
        "sections": [],
        "crumbs": [("回到工作台", reverse("desk:item", args=[item.agency_id, item.pk]))],
        "column": "",
        "search_url": reverse("portal:search"),
        "display_url": reverse("portal:display"),
        "accessibility_url": reverse("portal:accessibility"),
    }
    return render(request, "portal/item.html", context)
