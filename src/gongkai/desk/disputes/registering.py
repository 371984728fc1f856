"""登记争议: a notice of reconsideration or a complaint from the court, with the term it begins; and its correction."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from gongkai.desk.acting import day
from gongkai.desk.disputes.place import act_page, dispute_of, revision_seen
from gongkai.desk.frame import DeskRequest, Response, page
from gongkai.errors import Refused
from gongkai.request import access
from gongkai.request.actions import disputing
from gongkai.request.models import Dispute, InfoRequest

_Kind = Dispute.Kind
NAMELESS = "不要写申请人或第三人的姓名：名单和统计里会显示这句话。"


class Particulars(forms.Form):
    """What is registered of a dispute, and may be corrected later."""

    procedure = forms.ChoiceField(
        label="审理程序",
        choices=Dispute.Procedure.choices,
        widget=forms.RadioSelect,
        help_text="只对行政复议有用：通知书写明的程序。政府信息公开的复议可以适用简易程序，5 个工作日内答复举证。",
    )
    body = forms.CharField(label="复议机关或法院", max_length=100)
    case_number = forms.CharField(label="案号", max_length=60, required=False, help_text="通知书上的号，没有就不填。")
    subject = forms.CharField(label="争议的是什么", max_length=300, help_text=f"例如：不服部分公开。{NAMELESS}")
    received_on = day("收到通知的日期", help_text="收到复议申请书副本或起诉状副本的日期，次日起算答复期限。")
    accepted_on = day("受理日期", required=False, help_text="通知书写明的，没有就不填。")


class Registration(Particulars):
    """A new one: of which kind, about which case."""

    kind = forms.ChoiceField(label="类型", choices=_Kind.choices, widget=forms.RadioSelect)
    case = forms.CharField(
        label="申请的登记编号",
        max_length=40,
        required=False,
        help_text="例如〔2026〕12号。不服主动公开工作、没有申请的，不填。",
    )
    after = forms.ChoiceField(
        label="之前的行政复议", required=False, help_text="复议后起诉的必选。没有的，先登记那件复议和结果。"
    )
    field_order = ("kind", "procedure", "case", "after", "body", "case_number", "subject", "received_on", "accepted_on")


@page("dispute.handle")
def dispute_new(request: DeskRequest) -> Response:
    """登记: from a case or a reconsideration the form begins with what is known of it."""
    today = timezone.localdate()
    earlier = access.disputes_visible_to(request.user).filter(
        agency=request.agency, kind=_Kind.RECONSIDERATION, void_reason=""
    )
    ended = list(earlier.exclude(result="").select_related("info_request").order_by("-decided_on", "-pk")[:100])
    form = Registration(request.POST or None, initial=_begin(request, ended))
    field = form.fields["after"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "没有"), *((str(each.pk), _named(each)) for each in ended)]

    def act(given: dict[str, Any]) -> str:
        after = next((each for each in ended if str(each.pk) == given["after"]), None)
        case = _case(request, given["case"]) if given["case"].strip() else after.info_request if after else None
        made = disputing.register(
            request.agency.pk,
            by=request.user,
            today=today,
            info_request_id=case.pk if case else None,
            after_id=after.pk if after else None,
            **{name: given[name] for name in (*Particulars.base_fields, "kind")},
        )
        return reverse("desk:dispute", args=[request.agency.pk, made.pk])

    back = reverse("desk:disputes", args=[request.agency.pk])
    return act_page(
        request,
        form,
        act,
        title="登记复议或诉讼",
        says="收到行政复议答复通知书或者法院应诉通知书的当天登记。登记后马上告诉您应在哪一天前答复举证。",
        word="登记",
        done="已登记。期限和接下来要办的，见下面。",
        back=back,
        crumbs=[("争议", back)],
    )


@page("dispute.handle")
def dispute_change(request: DeskRequest, dispute_id: int) -> Response:
    """更正登记: what was registered wrong, or a procedure the reviewing body changed."""
    found = dispute_of(request, dispute_id)
    names = [*Particulars.base_fields]
    back = reverse("desk:dispute", args=[request.agency.pk, found.pk])
    revision = revision_seen(request, found)

    def act(given: dict[str, Any]) -> str:
        disputing.change(found.pk, by=request.user, today=timezone.localdate(), revision=revision, **given)
        return back

    return act_page(
        request,
        Particulars(request.POST or None, initial={name: getattr(found, name) for name in names}),
        act,
        title="更正登记",
        says="更正登记错的内容；复议机关把简易程序转为普通程序的，也在这里改。期限随之重新计算，改前改后都记入日志。",
        word="保存",
        done="已更正，答复举证的期限已按更正后的内容重新计算。",
        back=back,
        crumbs=[("争议", reverse("desk:disputes", args=[request.agency.pk])), (str(found), back)],
        about=[("类型", found.get_kind_display()), ("关于申请", found.info_request or "")],
        revision=revision,
    )


def _begin(request: DeskRequest, ended: list[Dispute]) -> dict[str, Any]:
    """What the form begins with: the case or the reconsideration that its page was opened from."""
    today = timezone.localdate()
    found: dict[str, Any] = {"procedure": Dispute.Procedure.SIMPLE, "received_on": today, "kind": _Kind.RECONSIDERATION}
    asked = request.GET
    before = next((each for each in ended if str(each.pk) == asked.get("after")), None)
    if before is not None:
        found |= {"kind": _Kind.LAWSUIT_AFTER, "after": str(before.pk), "subject": before.subject}
        found["case"] = before.info_request.number if before.info_request else ""
    elif asked.get("case", "").isdecimal() and len(asked["case"]) < 19:
        of_agency = access.visible_to(request.user).filter(agency=request.agency)
        case = of_agency.filter(pk=asked["case"]).only("number").first()
        found["case"] = case.number if case else ""
    return found


def _case(request: DeskRequest, number: str) -> InfoRequest:
    """The case of a number as people write it, with or without its brackets."""
    wanted = number.strip()
    of_agency = access.visible_to(request.user).filter(agency=request.agency)
    found = of_agency.filter(number__in=[wanted, f"{wanted.removesuffix('号')}号"]).first()
    if found is None:
        raise Refused(f"没有登记编号是“{wanted}”的申请。请照台账上的编号填，例如〔2026〕12号；不关于申请的不填。")
    return found


def _named(dispute: Dispute) -> str:
    case = f"，关于申请{dispute.info_request}" if dispute.info_request else ""
    return f"{dispute}{case}，{dispute.get_result_display()}"
