"""关联的申请: others of the same applicant, others that ask for the same, those answered together."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.desk.requests import columns
from gongkai.desk.requests.acting import Nothing, act_page, case_of
from gongkai.desk.requests.charging_together import due_in_month
from gongkai.law.fees import FREE_ITEMS
from gongkai.request import access, queries, states
from gongkai.request.actions import merging
from gongkai.request.models import InfoRequest, Step

MOST = 20


def linked_part(info_request: InfoRequest, officer: Officer) -> dict[str, Any]:
    """What the page of a case says of others; of the same applicant only to who may see the applicant."""
    sees = access.may_see_applicant(info_request, officer)
    alike, people = queries.alike(info_request)
    percents = {each.info_request_id: each.percent for each in alike if each.is_same_matter}
    same = list(_rows(queries.same_applicant(info_request))[: MOST + 1]) if sees else []
    others = [each for each in alike if not sees or not each.is_same_applicant][:MOST]
    found = {
        case.pk: case for case in _rows(InfoRequest.objects.filter(pk__in=[each.info_request_id for each in others]))
    }
    may_handle = sees and agencies.may("request.handle", officer, info_request.agency)
    in_month = queries.in_month(info_request) if same else 0
    over = due_in_month(info_request, officer) if may_handle and in_month > FREE_ITEMS else []
    merged = list(info_request.merged.only("number", "query_code", "agency_id")[:MOST])
    if not (same or others or merged or info_request.merged_into_id):
        return {}
    return {
        "same": [(case, percents.get(case.pk), columns.outcome(case)) for case in same[:MOST]],
        "has_more": len(same) > MOST,
        "in_month": in_month,
        "free_items": FREE_ITEMS,
        "over": len(over),
        "over_amount": sum(each.fee.amount for each in over),
        "alike": [
            (found[each.info_request_id], each.percent, each.is_same_matter)
            for each in others
            if each.info_request_id in found
        ],
        "people": people,
        "many": queries.MANY,
        "ask_to_publish": people >= queries.MANY and info_request.become_item_id is None,
        "merged": merged,
        "merged_into": info_request.merged_into,
        "may_merge": bool(same) and may_handle and states.allowed(info_request, Step.Kind.MERGED),
    }


def _rows(cases: Any) -> Any:
    return cases.only("number", "query_code", "title", "state", "outcome", "received_on", "replied_on", "agency_id")


class Merging(forms.Form):
    into = forms.ChoiceField(label="与哪一件合并答复", widget=forms.RadioSelect)


@page("request.handle")
def merge(request: DeskRequest, info_request_id: int) -> Response:
    """合并答复."""
    info_request = case_of(request, info_request_id)
    form = Merging(request.POST or None)
    offered = InfoRequest.objects.none()
    if access.may_see_applicant(info_request, request.user):
        offered = queries.same_applicant(info_request).filter(state__in=InfoRequest.HANDLING, merged_into=None)
    field = form.fields["into"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(str(case.pk), f"{case}　{case.title}") for case in _rows(offered)[:MOST]]

    def act(given: dict[str, Any], revision: int) -> object:
        return merging.merge(
            info_request.pk,
            into=int(given["into"]),
            by=request.user,
            today=timezone.localdate(),
            revision=revision,
        )

    return act_page(
        request,
        info_request,
        form,
        act,
        title="合并答复",
        says="同一申请人的几件可以用一份答复书一并答复。每件仍各自登记、各自计数，期限按各自的算，请在最早到期的那件之前答复。"
        if field.choices
        else "没有同一申请人的其他在办申请，不能合并。",
        word="合并答复",
        done="已合并，答复那一件时一并答复。",
    )


@page("request.handle")
def part(request: DeskRequest, info_request_id: int) -> Response:
    """分开答复."""
    info_request = case_of(request, info_request_id)

    def act(_: dict[str, Any], revision: int) -> object:
        return merging.part(info_request.pk, by=request.user, today=timezone.localdate(), revision=revision)

    return act_page(
        request,
        info_request,
        Nothing(request.POST or None),
        act,
        title="分开答复",
        says=f"不再与{info_request.merged_into}合并，单独答复。"
        if info_request.merged_into
        else "这件没有与别的合并。",
        word="分开答复",
        done="已分开，请单独答复。",
    )
