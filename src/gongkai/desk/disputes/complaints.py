"""投诉举报: against an agency of one's own tree; a list, one of them, and the acts on it."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency
from gongkai.desk.acting import Nothing, Reason, day
from gongkai.desk.disputes.corrections import Person
from gongkai.desk.disputes.place import PER_PAGE, PLACE, act_page, complaint_of, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.errors import Refused
from gongkai.journal.trail import trail
from gongkai.request import access, naming
from gongkai.request.actions import complaining, correcting
from gongkai.request.letters import kinds
from gongkai.request.models import Complaint, InfoRequest, Letter

MOST_AGENCIES = 2000


class Registration(Person):
    """A complaint on paper, by telephone or passed on to here."""

    received_on = day("收到日期")
    against = forms.ChoiceField(label="投诉举报哪个机关", help_text="本机关或者本机关下级的机关。")
    case = forms.CharField(
        label="关于哪件申请", max_length=40, required=False, help_text="被投诉机关的登记编号，没有就不填。"
    )
    says = forms.CharField(label="投诉举报的内容", max_length=8000, widget=forms.Textarea({"rows": 6}))
    field_order = ("received_on", "against", "case", "says")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["name"].required = False
        self.fields["name"].help_text = "没有留姓名的不填，结果就没有人可以告知。"


class Conclusion(forms.Form):
    result = forms.ChoiceField(label="结果", choices=Complaint.Result.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="查明了什么、怎样处理的",
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text="写进答复书。查证属实的，写明怎样督促整改。",
    )
    makes_letter = forms.BooleanField(label="制作答复书", required=False, initial=True)


@page("complaint.see")
def complaints(request: DeskRequest) -> Response:
    """The list of those that the agency deals with."""
    found = access.complaints_visible_to(request.user).filter(agency=request.agency)
    state = request.GET.get("state", "")
    if state == "open":
        found = found.filter(closed_on=None)
    found = found.select_related("handler", "against").order_by("-received_on", "-pk")
    context = {
        "tabs": tabs(request, "desk:complaints"),
        "state": state,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_handle": agencies.may("complaint.handle", request.user, request.agency),
        "cites": complaining.CITES,
    }
    return show(request, "desk/disputes/complaints.html", PLACE, context)


@never_cache
@page("complaint.see")
def complaint(request: DeskRequest, complaint_id: int) -> Response:
    """The page of one complaint; who complains is shown to who deals with it, in the very agency."""
    found = complaint_of(request, complaint_id)
    case = found.info_request
    sees = access.may_see_complainant(found, request.user)
    context = {
        "complaint": found,
        "person": found.words if sees else None,
        "says": found.says if sees else naming.covered(found.says, found.words, on=timezone.localdate()),
        "may_see_case": case is not None and access.visible_to(request.user).filter(pk=case.pk).exists(),
        "letters": [(each, kinds.by_code(each.kind)) for each in found.letters.filter(state=Letter.State.ISSUED)],
        "may_handle": agencies.may("complaint.handle", request.user, request.agency),
        "trail": trail(found)[::-1],
        "cites": complaining.CITES,
    }
    return show(request, "desk/disputes/complaint.html", PLACE, context)


@page("complaint.handle")
def complaint_new(request: DeskRequest) -> Response:
    """登记投诉举报."""
    today = timezone.localdate()
    form = Registration(request.POST or None, initial={"received_on": today, "against": str(request.agency.pk)})
    field = form.fields["against"]
    assert isinstance(field, forms.ChoiceField)
    below = Agency.objects.under(request.agency).active().values_list("pk", "name")[:MOST_AGENCIES]
    field.choices = [(str(pk), name) for pk, name in below]

    def act(given: dict[str, Any]) -> str:
        case = _case(request, int(given["against"]), given["case"])
        made = complaining.register(
            request.agency.pk,
            by=request.user,
            today=today,
            received_on=given["received_on"],
            against_id=int(given["against"]),
            says=given["says"],
            person={name: given[name] for name in correcting.PERSON},
            info_request_id=case.pk if case else None,
        )
        return _address(made)

    back = reverse("desk:complaints", args=[request.agency.pk])
    return act_page(
        request,
        form,
        act,
        title="登记投诉举报",
        says="认为行政机关在政府信息公开工作中侵犯其合法权益的，可以向上一级机关或者主管部门投诉举报。"
        "条例没有规定办理期限，请及时调查处理并告知。",
        word="登记",
        done="已登记。",
        back=back,
        crumbs=[("投诉举报", back)],
    )


@page("complaint.handle")
def complaint_take(request: DeskRequest, complaint_id: int) -> Response:
    """接手."""
    found = complaint_of(request, complaint_id)

    def act(given: dict[str, Any]) -> str:
        complaining.take(found.pk, by=request.user, today=timezone.localdate())
        return _address(found)

    return _act_page(request, found, Nothing(request.POST or None), act, "接手", "由您办理这件投诉举报。", "接手")


@page("complaint.handle")
def complaint_conclude(request: DeskRequest, complaint_id: int) -> Response:
    """办结."""
    found = complaint_of(request, complaint_id)

    def act(given: dict[str, Any]) -> str:
        complaining.conclude(found.pk, by=request.user, today=timezone.localdate(), **given)
        return _address(found)

    says = "调查处理后登记结果，并告知投诉举报的人。登记后不能改。"
    form = Conclusion(request.POST or None, initial={"makes_letter": bool(found.words.get("name"))})
    return _act_page(request, found, form, act, "办结", says, "办结")


@page("complaint.handle")
def complaint_void(request: DeskRequest, complaint_id: int) -> Response:
    """登记作废."""
    found = complaint_of(request, complaint_id)

    def act(given: dict[str, Any]) -> str:
        complaining.void(found.pk, by=request.user, today=timezone.localdate(), reason=given["reason"])
        return _address(found)

    says = "重复登记或者登记错了的才作废；编号保留，写明理由，不再计入统计。"
    return _act_page(request, found, Reason(request.POST or None), act, "登记作废", says, "作废", danger=True)


def _case(request: DeskRequest, against_id: int, number: str) -> InfoRequest | None:
    """The case of a number of the agency complained of, which the officer may see."""
    wanted = number.strip()
    if not wanted:
        return None
    cases = access.visible_to(request.user).filter(agency=against_id)
    found = cases.filter(number__in=[wanted, f"{wanted.removesuffix('号')}号"]).first()
    if found is None:
        raise Refused(f"被投诉的机关没有登记编号是“{wanted}”的申请，或者您不能查看它。请核对编号，或者不填。")
    return found


def _address(complaint: Complaint) -> str:
    return reverse("desk:complaint", args=[complaint.agency_id, complaint.pk])


def _act_page(
    request: DeskRequest,
    found: Complaint,
    form: forms.Form,
    act: Any,
    title: str,
    says: str,
    word: str,
    *,
    danger: bool = False,
) -> Response:
    back = reverse("desk:complaints", args=[request.agency.pk])
    return act_page(
        request,
        form,
        act,
        title=title,
        says=says,
        word=word,
        done=f"投诉举报{found}：已{title}。",
        back=_address(found),
        crumbs=[("投诉举报", back), (str(found), _address(found))],
        about=[("登记编号", found.number), ("投诉举报的机关", found.against), ("收到日期", found.received_on)],
        danger=danger,
    )
