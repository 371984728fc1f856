"""有效性与解读: whether a document still holds; the interpretation beside it."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.items.acting import act_page, item_of
from gongkai.disclosure import access
from gongkai.disclosure.actions import validity
from gongkai.disclosure.models import Interpretation, Item
from gongkai.errors import NotYours

MOST_OFFERED = 20


class Validity(forms.Form):
    validity = forms.ChoiceField(
        label="有效性", choices=Item.Validity.choices, widget=forms.RadioSelect, required=False
    )
    effective_on = forms.DateField(
        label="生效日期", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    expires_on = forms.DateField(label="有效期至", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    note = forms.CharField(
        label="说明", required=False, max_length=200, help_text="废止、修改的，写明依据的文件名称和文号。"
    )


class Search(forms.Form):
    q = forms.CharField(label="标题或文号里的字", max_length=100, required=False)


class Link(forms.Form):
    other = forms.ChoiceField(label="选一条", widget=forms.RadioSelect)


class Unlinking(forms.Form):
    reason = forms.CharField(label="取消关联的原因", max_length=200)


@page("item.draft")
def set_validity(request: DeskRequest, item_id: int) -> Response:
    """标明有效性."""
    item = item_of(request, item_id)
    initial = {
        "validity": item.validity,
        "effective_on": item.effective_on,
        "expires_on": item.expires_on,
        "note": item.validity_note,
    }

    def act(given: dict[str, Any]) -> object:
        return validity.set_validity(item.pk, by=request.user, today=timezone.localdate(), **given)

    return act_page(
        request,
        item,
        Validity(request.POST or None, initial=initial),
        act,
        title="标明有效性",
        says="公众的页面立即标明，正文不变。",
        word="保存",
        done="有效性已标明。",
    )


@page("item.draft")
def link(request: DeskRequest, item_id: int) -> Response:
    """关联解读: of a document its interpretation, of an interpretation its document, searched among one's own items."""
    item = item_of(request, item_id)
    is_interpretation = item.kind == Item.Kind.INTERPRETATION
    search = Search(request.GET)
    offered = access.visible_to(request.user).filter(agency=request.agency).exclude(pk=item.pk)
    offered = offered.exclude(state__in=(Item.State.DISCARDED, Item.State.KEPT))
    if is_interpretation:
        offered = offered.exclude(kind=Item.Kind.INTERPRETATION)
    else:
        offered = offered.filter(kind=Item.Kind.INTERPRETATION)
    for word in search["q"].value().split() if search["q"].value() else ():
        offered = offered.filter(title__icontains=word) | offered.filter(document_number__icontains=word)
    form = Link(request.POST or None)
    field = form.fields["other"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [
        (str(each.pk), f"{each.title}（{each.get_state_display()}）") for each in offered.order_by("-pk")[:MOST_OFFERED]
    ]

    def act(given: dict[str, Any]) -> object:
        other = int(given["other"])
        document, interpretation = (other, item.pk) if is_interpretation else (item.pk, other)
        return validity.link_interpretation(document, interpretation, by=request.user, today=timezone.localdate())

    return act_page(
        request,
        item,
        form,
        act,
        title="关联被解读的文件" if is_interpretation else "关联解读材料",
        says="两边的公开页面会互相指向对方。",
        word="关联",
        done="已关联。",
        template="desk/items/link.html",
        context={"finder": search, "offered": field.choices, "is_interpretation": is_interpretation},
    )


@page("item.draft")
def unlink(request: DeskRequest, item_id: int, interpretation_id: int) -> Response:
    """取消关联."""
    item = item_of(request, item_id)
    links = Interpretation.objects.filter(document=item) | Interpretation.objects.filter(interpretation=item)
    found = links.filter(pk=interpretation_id).select_related("document", "interpretation").first()
    if found is None:
        raise NotYours("没有这个关联。")

    def act(given: dict[str, Any]) -> object:
        return validity.unlink(found.pk, by=request.user, today=timezone.localdate(), reason=given["reason"])

    return act_page(
        request,
        item,
        Unlinking(request.POST or None),
        act,
        title="取消关联",
        says=f"“{found.document.title}”与“{found.interpretation.title}”不再互相指向。",
        word="取消关联",
        done="已取消关联。",
        danger=True,
    )
