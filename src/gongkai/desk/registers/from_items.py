"""由公开信息登记: released documents taken onto the register together; released decisions of a period counted."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.desk.acting import act_page, day
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.registers import place
from gongkai.desk.registers.entering import uncovered
from gongkai.desk.registers.overview import year_asked, year_in_hand
from gongkai.disclosure.models import Item
from gongkai.filing import from_items
from gongkai.filing.actions import registering
from gongkai.filing.models import Decided
from gongkai.filing.registers import DECISIONS, DOCUMENTS

AT_ONCE = 100
SHOWN = 50


class Choice(forms.Form):
    items = forms.TypedMultipleChoiceField(
        label="登记哪些",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="只勾选本机关制发的、涉及公民权利义务的规范性文件。人事任免、内部通知、会议纪要不勾选。",
        error_messages={"required": "请至少勾选一件。"},
    )


class Period(forms.Form):
    kind = forms.ChoiceField(
        label="数哪一类",
        choices=[(kind.value, kind.label) for kind in from_items.ROOTS],
        widget=forms.RadioSelect,
    )
    from_on = day("期间起")
    on = day("期间止")


@page("register.change")
def take_documents(request: DeskRequest) -> Response:
    """由公开信息登记规范性文件."""
    here = request.agency
    offered = list(from_items.documents(here)[:AT_ONCE])
    form = Choice(request.POST or None, initial={"items": [item.pk for item in offered]})
    field = form.fields["items"]
    assert isinstance(field, forms.TypedMultipleChoiceField)
    field.choices = [(item.pk, _told(item)) for item in offered]

    def act(given: dict[str, Any]) -> str:
        registering.take_from_items(here.pk, given["items"], by=request.user, today=timezone.localdate())
        return place.list_address(here.pk, DOCUMENTS)

    return act_page(
        request,
        form,
        act,
        place=place.PLACE,
        title="由公开信息登记规范性文件",
        says="这些规范性文件已经公开，还没有登记。登记后计入表二的制发、现行有效件数。"
        if offered
        else "已公开的规范性文件都登记过了，没有要登记的。",
        word="登记",
        done="已登记。",
        back=place.list_address(here.pk, DOCUMENTS),
        crumbs=place.crumbs(here.pk, DOCUMENTS),
    )


@page("register.change")
def count_decisions(request: DeskRequest) -> Response:
    """由公开信息计数: the decisions that would be counted stand on the page before they are."""
    here, today = request.agency, timezone.localdate()
    kind = request.GET.get("kind", "")
    kind = kind if kind in from_items.ROOTS else Decided.Kind.LICENSING.value
    from_on, on = uncovered(here, kind, year_asked(request, today) or year_in_hand(today), today)
    form = Period(request.POST or None, initial={"kind": kind, "from_on": from_on, "on": on})
    if form.is_bound and form.is_valid():
        kind, from_on, on = form.cleaned_data["kind"], form.cleaned_data["from_on"], form.cleaned_data["on"]
    found = from_items.decisions(here, kind, from_on, on)

    def act(given: dict[str, Any]) -> str:
        token = request.POST.get("form_token", "")[:40]
        made = registering.count_decisions(here.pk, by=request.user, today=today, token=token, **given)
        return place.entry_address(made)

    return act_page(
        request,
        form,
        act,
        place=place.PLACE,
        title="由公开信息计数",
        says="只数已经公开的决定，一条信息算一件。没有公开的、一条里写了几件的数不出来：有业务台账的，请按台账手工登记。",
        word="按这个期间计数并登记",
        done="已计数登记。",
        back=place.list_address(here.pk, DECISIONS),
        crumbs=place.crumbs(here.pk, DECISIONS),
        template="desk/registers/count.html",
        context={
            "kind": Decided.Kind(kind).label,
            "from_on": from_on,
            "on": on,
            "count": found.count(),
            "items": found[:SHOWN],
        },
    )


def _told(item: Item) -> str:
    number = item.document_number or "没有文号"
    issued = item.formed_on or item.released_on
    ended = f"，已标为{item.get_validity_display()}" if item.validity in ("repealed", "expired") else ""
    return f"{item.title}（{number}，{issued:%Y-%m-%d}{ended}）"
