"""争议: the reconsiderations and lawsuits of an agency, those that wait for it first."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.calendars import national_calendar
from gongkai.desk.disputes.place import PER_PAGE, PLACE, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.request import access
from gongkai.request.disputes import stands
from gongkai.request.models import Dispute

_NEXT = Case(
    When(result="", replied_on=None, then=F("reply_due_on")),
    When(redo_due_on__isnull=False, redone_on=None, then=F("redo_due_on")),
    output_field=DateField(),
)
"""The day by which the agency has something to do: what has one stands first."""

_STATES = (("open", "没有结果的"), ("redo", "要重新答复的"), ("ended", "已有结果的"), ("void", "登记作废的"))


class Filter(forms.Form):
    """Kept in the address; what cannot be read filters nothing."""

    q = forms.CharField(label="案号、事项或机关", required=False, max_length=100)
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部"), *Dispute.Kind.choices])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *_STATES])
    year = forms.IntegerField(label="收到年份", required=False, min_value=2000, max_value=2999)

    def apply(self, found: QuerySet[Dispute]) -> QuerySet[Dispute]:
        """The disputes that pass every filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        conditions = {
            "open": Q(result="", void_reason=""),
            "redo": Q(redo_due_on__isnull=False, redone_on=None, void_reason=""),
            "ended": ~Q(result="") & Q(void_reason=""),
            "void": ~Q(void_reason=""),
        }
        found = found.filter(conditions[given["state"]]) if "state" in given else found.filter(void_reason="")
        if "kind" in given:
            found = found.filter(kind=given["kind"])
        if "year" in given:
            found = found.filter(received_on__year=given["year"])
        for word in str(given.get("q", "")).split():
            found = found.filter(
                Q(case_number__icontains=word)
                | Q(subject__icontains=word)
                | Q(body__icontains=word)
                | Q(info_request__number__icontains=word)
            )
        return found


@page("dispute.see")
def disputes(request: DeskRequest) -> Response:
    """The list."""
    form = Filter(request.GET)
    own = access.disputes_visible_to(request.user).filter(agency=request.agency)
    found = form.apply(own).select_related("handler", "info_request", "agency")
    found = found.order_by(_NEXT.asc(nulls_last=True), F("decided_on").desc(nulls_first=True), "-received_on", "-pk")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    today, calendar = timezone.localdate(), national_calendar()
    context: dict[str, Any] = {
        "tabs": tabs(request, "desk:disputes"),
        "form": form,
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "page": shown,
        "stands": {each.pk: stands(each, today, calendar) for each in shown.object_list},
        "may_handle": agencies.may("dispute.handle", request.user, request.agency),
    }
    return show(request, "desk/disputes/disputes.html", PLACE, context)
