"""The forms of a request as it comes in: what its channel needs, and nothing compulsory that the law does not ask."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.request.models import Applicant, Channel, InfoRequest

LONGEST = 20_000
"""Characters of a description."""

_CONFIRMED = (Channel.ORDINARY_POST, Channel.FAX, Channel.INTERNET)

ID_KINDS = (
    "居民身份证",
    "护照",
    "军官证",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    "其他",
)

ARRIVED = {
    Channel.IN_PERSON: "提交日期",
    Channel.ORAL: "提出日期",
    Channel.REGISTERED_POST: "转到工作机构的日期",
    Channel.ORDINARY_POST: "工作机构收到信函的日期",
    Channel.FAX: "收到传真的日期",
    Channel.INTERNET: "收到邮件的日期",
}


def day_field(label: str, help_text: str = "", *, required: bool = False) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


def moment(day: date) -> datetime:
    """An hour of that day at which the form is filled in: what came on paper has no better one."""
    return timezone.make_aware(datetime.combine(day, timezone.localtime().time().replace(microsecond=0)))


class Coming(forms.Form):
    """The days of a channel from which the day of receipt follows."""

    arrived_on = day_field("到件日期", required=True)
    submitted_on = day_field("寄出日期", "信封邮戳上的日期；看不清就不填。")
    signed_for_on = day_field("签收日期", "收发室签收就算签收，以这一天为收到日。", required=True)
    signed_for_by = forms.CharField(label="签收人", max_length=40, required=False)
    waybill = forms.CharField(label="运单号", max_length=60, required=False)
    confirmed_on = day_field("与申请人确认的日期", "以这一天为收到日。还没有联系上就不填，存为“待确认”。")
    confirmed_how = forms.CharField(
        label="怎样确认的", max_length=100, required=False, help_text="如“电话联系，本人确认”。不要写电话号码。"
    )
    read_back = forms.BooleanField(
        label="代填的内容已念给申请人听，申请人确认无误", help_text="口头申请由工作机构代填。"
    )
    received_on = day_field("改用别的收到日", "一般不填。只有渠道规则算出的收到日不合实际时才填，并写明理由。")
    received_reason = forms.CharField(label="改收到日的理由", max_length=300, required=False)

    def __init__(self, *args: Any, channel: Channel, **options: Any) -> None:
        super().__init__(*args, **options)
        self.channel = channel
        self.fields["arrived_on"].label = ARRIVED[channel]
        if channel != Channel.REGISTERED_POST:
            for name in ("submitted_on", "signed_for_on", "signed_for_by", "waybill"):
                del self.fields[name]
        if channel not in _CONFIRMED:
            del self.fields["confirmed_on"], self.fields["confirmed_how"]
        if channel != Channel.ORAL:
            del self.fields["read_back"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("received_on") and not found.get("received_reason", "").strip():
            self.add_error("received_reason", "改了收到日，请写明理由。")
        if found.get("confirmed_on") and not found.get("confirmed_how", "").strip():
            self.add_error("confirmed_how", "填了确认日期，请写怎样确认的。")
        return found

    @property
    def submitted(self) -> date:
        """The day the request was handed in, sent or posted, as well as it is known."""
        told: dict[str, Any] = self.cleaned_data
        known: list[date] = [told[name] for name in ("signed_for_on", "arrived_on") if told.get(name)]
        posted: date | None = told.get("submitted_on")
        return posted or min(known)


class RequestForm(Coming):
    """A request as it is written down at the desk."""

    kind = forms.ChoiceField(label="申请人类型", choices=Applicant.Kind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="姓名或名称", max_length=100, required=False)
    id_kind = forms.ChoiceField(
        label="证件名称", choices=[("", "没有提供"), *((each, each) for each in ID_KINDS)], required=False
    )
    id_number = forms.CharField(label="证件号码", max_length=40, required=False, help_text="自然人填。")
    credit_code = forms.CharField(
        label="统一社会信用代码", max_length=18, required=False, help_text="法人或者其他组织填。"
    )
    representative = forms.CharField(label="法定代表人", max_length=40, required=False)
    contact = forms.CharField(label="联系人", max_length=40, required=False)
    mobile = forms.CharField(label="联系电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", required=False)
    address = forms.CharField(label="联系地址", max_length=200, required=False)
    postcode = forms.CharField(label="邮政编码", max_length=6, required=False)
    fax = forms.CharField(label="传真", max_length=40, required=False)
    assistance = forms.CharField(
        label="需要的帮助",
        max_length=200,
        required=False,
        help_text="阅读、听说有困难的，写需要什么帮助（条例第四十三条）。",
    )
    description = forms.CharField(
        label="内容描述",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text="照申请人写的抄录：名称、文号或便于查询的其他特征。",
    )
    title = forms.CharField(
        label="所需信息（一行）",
        max_length=200,
        required=False,
        help_text="显示在列表里，不要写人名。不填就取内容描述的前 40 个字。",
    )
    document_number = forms.CharField(label="文号", max_length=100, required=False)
    purpose = forms.CharField(
        label="用途",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="申请人自愿写了才填；不得要求申请人说明用途。",
    )
    form = forms.ChoiceField(label="提供方式", choices=InfoRequest.Form.choices, widget=forms.RadioSelect)
    way = forms.ChoiceField(label="获取方式", choices=InfoRequest.Way.choices, widget=forms.RadioSelect)
    asks_to_publish = forms.BooleanField(label="申请人建议把这条信息转为主动公开", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.order_fields([*RequestForm.declared_fields])

    @property
    def by_hand(self) -> list[forms.BoundField]:
        """What is filled in only where the rule of the channel does not fit."""
        return [self["received_on"], self["received_reason"]]

    @property
    def sections(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The form in its parts: heading, a word on it, fields."""
        return [(word, says, [self[name] for name in names if name in self.fields]) for word, says, names in SECTIONS]

    @property
    def applicant(self) -> dict[str, str]:
        """The words of who applies."""
        words = {name: self.cleaned_data[name] for name in Applicant.FIELDS if self.cleaned_data.get(name)}
        if "id_number" not in words:
            words.pop("id_kind", None)
        return words

    def given(self) -> dict[str, Any]:
        """What the form says, as `registering.take_in` takes it."""
        told = dict(self.cleaned_data)
        for name in (*Applicant.FIELDS, "read_back", "submitted_on"):
            told.pop(name, None)
        return {
            **told,
            "channel": self.channel,
            "submitted_at": moment(self.submitted),
            "applicant": self.applicant,
            "is_written_down": self.channel == Channel.ORAL,
        }


SECTIONS = (
    (
        "一、怎么来的",
        "",
        (
            *("arrived_on", "signed_for_on", "signed_for_by", "waybill", "submitted_on", "confirmed_on"),
            *("confirmed_how", "read_back"),
        ),
    ),
    (
        "二、申请人",
        "姓名或名称、身份证明、联系方式。缺了也照样登记，登记后一次性要求补正。",
        (
            *("kind", "name", "id_kind", "id_number", "credit_code", "representative", "contact"),
            *("mobile", "email", "address", "postcode", "fax", "assistance"),
        ),
    ),
    ("三、要什么信息", "", ("description", "title", "document_number", "purpose", "asks_to_publish")),
    ("四、怎样提供", "", ("form", "way")),
)
