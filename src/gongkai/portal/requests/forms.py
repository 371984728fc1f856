"""Forms of an application, one for each step: what the regulation asks for and nothing else (条例第二十九条)."""

import re
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils import timezone

from gongkai.request.models import Applicant, InfoRequest
from gongkai.vetting import identifiers

LONGEST = 5000
RESIDENT = "居民身份证"
IDENTITY_KINDS = (
    RESIDENT,
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "港澳台居民居住证",
    "外国人永久居留身份证",
    "其他有效证件",
)
CHECKED = (RESIDENT, "港澳台居民居住证")
"""Those whose number has a check digit."""

KINDS = {
    Applicant.Kind.NATURAL_PERSON.value: "公民个人",
    Applicant.Kind.BUSINESS.value: "企业",
    Applicant.Kind.RESEARCH.value: "科研机构",
    Applicant.Kind.PUBLIC_WELFARE.value: "社会公益组织",
    Applicant.Kind.LEGAL_SERVICE.value: "法律服务机构",
    Applicant.Kind.OTHER_ORGANISATION.value: "其他法人或者组织",
}
"""The kinds that the year's report tells apart, as people call themselves."""

DOCUMENT = "身份证传有照片的一面，单位传营业执照或登记证书。照片（JPG、PNG）或 PDF，10 MB 以内。"
"""What serves as proof, and in which files."""

_OTHER_NUMBER = re.compile(r"[A-Z0-9()-]{4,30}")
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,20}(?:转[0-9]{1,6})?")
_POSTCODE = re.compile(r"[0-9]{6}")


class StepForm(forms.Form):
    """A step of an application; its answers are kept as plain words."""

    def answers(self) -> dict[str, Any]:
        """What is kept: every answer but files."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not isinstance(self.fields[name], forms.FileField)
        }


class What(StepForm):
    """What information is wanted."""

    description = forms.CharField(
        label="您需要什么信息",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text="写清楚是哪方面、哪一年、哪个地方的信息，越具体找得越快。不用说明用途。",
        error_messages={"required": "请写明您需要什么信息。"},
    )
    document_number = forms.CharField(
        label="文号", max_length=100, required=False, help_text="知道的话填写，如“清政发〔2023〕5号”。"
    )
    title = forms.CharField(
        label="信息名称",
        max_length=100,
        required=False,
        help_text="知道文件或材料的名称就填写，不知道可以不填。不要写姓名。",
    )


class Who(StepForm):
    """What kind of applicant it is: the year's report counts by it."""

    kind = forms.ChoiceField(
        label="您以什么身份申请",
        choices=KINDS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项。"},
    )


class Identity(StepForm):
    """Who applies; a copy of the document may be added where the site takes one."""

    document = forms.FileField(
        label="身份证明的照片或扫描件",
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
        help_text=f"可以不传；传了，本机关核对身份更快。{DOCUMENT}",
        error_messages={"empty": "这是空文件，请重新选择。"},
    )
    without_document = forms.BooleanField(label="删去已上传的身份证明", required=False)


class Person(Identity):
    """A citizen."""

    name = forms.CharField(label="姓名", max_length=40, error_messages={"required": "请填写姓名。"})
    id_kind = forms.ChoiceField(label="证件名称", choices=[(kind, kind) for kind in IDENTITY_KINDS])
    id_number = forms.CharField(
        label="证件号码",
        max_length=30,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "请填写证件号码。"},
    )
    field_order = ("name", "id_kind", "id_number", "document", "without_document")

    def clean(self) -> dict[str, Any]:
        """The number must be one of its kind."""
        number = _tight(self.cleaned_data.get("id_number", ""))
        kind = self.cleaned_data.get("id_kind")
        if not number or not kind:
            return self.cleaned_data
        if kind in CHECKED and not identifiers.is_identity_number(number, timezone.localdate()):
            self.add_error("id_number", _wrong_number(number, kind))
        elif kind not in CHECKED and not _OTHER_NUMBER.fullmatch(number):
            self.add_error("id_number", "证件号码只有字母和数字，4 至 30 位。请对照证件核对。")
        return {**self.cleaned_data, "id_number": number}


def _wrong_number(number: str, kind: str) -> str:
    """What is wrong with a number of eighteen characters, or of another length."""
    if len(number) != 18:
        return f"这不是正确的{kind}号码：应为 18 位，这里有 {len(number)} 位。请对照证件逐位核对。"
    if identifiers.is_like_identity_number(number, timezone.localdate()):
        return f"这不是正确的{kind}号码：最后一位校验码与前 17 位对不上，有一位写错了。请对照证件逐位核对。"
    return f"这不是正确的{kind}号码：地区码、出生日期或者顺序码不对。请对照证件逐位核对。"


class Organisation(Identity):
    """A legal person or another organisation."""

    name = forms.CharField(label="单位名称", max_length=100, error_messages={"required": "请填写单位名称。"})
    credit_code = forms.CharField(
        label="统一社会信用代码", max_length=30, error_messages={"required": "请填写统一社会信用代码。"}
    )
    representative = forms.CharField(
        label="法定代表人或负责人", max_length=40, error_messages={"required": "请填写法定代表人或负责人的姓名。"}
    )
    contact = forms.CharField(label="联系人", max_length=40, error_messages={"required": "请填写联系人的姓名。"})
    field_order = ("name", "credit_code", "representative", "contact", "document", "without_document")

    def clean_credit_code(self) -> str:
        """Eighteen characters, the last of which checks the others."""
        code = _tight(self.cleaned_data["credit_code"])
        if not identifiers.is_credit_code(code):
            raise forms.ValidationError("这不是正确的统一社会信用代码：应为 18 位，请对照营业执照或登记证书逐位核对。")
        return code


class Contact(StepForm):
    """How the agency reaches the applicant: it has to confirm the application with him."""

    mobile = forms.CharField(
        label="联系电话",
        max_length=30,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        help_text="手机或固定电话（带区号）。",
    )
    email = forms.EmailField(
        label="电子邮箱",
        max_length=100,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": "这不是正确的电子邮箱，应像 name@example.cn 这样。"},
    )

    def clean_mobile(self) -> str:
        """A telephone number that can be dialled."""
        number = " ".join(normalize("NFKC", self.cleaned_data["mobile"]).split())
        if number and not _TELEPHONE.fullmatch(number):
            raise forms.ValidationError("电话号码只写数字，固定电话带区号，如 0990-1234567。")
        return number

    def clean(self) -> dict[str, Any]:
        """One of the two, at least."""
        if not self.errors and not self.cleaned_data.get("mobile") and not self.cleaned_data.get("email"):
            self.add_error("mobile", "电话和电子邮箱至少填一项：本机关要与您确认收到了申请。")
        return self.cleaned_data


class How(StepForm):
    """In which form and by which way the information is wanted, and what that way needs."""

    form = forms.ChoiceField(
        label="要什么形式的",
        choices=InfoRequest.Form.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一种形式。"},
    )
    way = forms.ChoiceField(
        label="怎样取得",
        choices=InfoRequest.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一种途径。"},
    )
    address = forms.CharField(
        label="邮寄地址", max_length=200, required=False, help_text="选“邮寄”的填写，写到门牌号。"
    )
    postcode = forms.CharField(label="邮政编码", max_length=6, required=False, help_text="可以不填。")
    fax = forms.CharField(label="传真号码", max_length=30, required=False, help_text="选“传真”的填写。")
    assistance = forms.CharField(
        label="需要的帮助",
        max_length=200,
        required=False,
        help_text="阅读、视听有困难的，请写明需要什么帮助（条例第四十三条）。可以不填。",
    )
    asks_to_publish = forms.BooleanField(
        label="建议把这些信息主动公开，让所有人都能看到（条例第四十四条）", required=False
    )

    def __init__(self, *args: Any, has_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_email = has_email

    def clean_postcode(self) -> str:
        """Six digits."""
        code = normalize("NFKC", self.cleaned_data["postcode"])
        if code and not _POSTCODE.fullmatch(code):
            raise forms.ValidationError("邮政编码是 6 位数字。")
        return code

    def clean(self) -> dict[str, Any]:
        """Form and way must go together, and what the way needs must be there."""
        form, way = self.cleaned_data.get("form"), self.cleaned_data.get("way")
        if not form or not way:
            return self.cleaned_data
        forms_, ways = InfoRequest.Form, InfoRequest.Way
        if form == forms_.INSPECTION and way != ways.COLLECT:
            self.add_error("way", "查阅、抄录要到本机关来，请选“自行领取”。")
        elif form == forms_.EMAIL and way != ways.EMAIL:
            self.add_error("way", "要电子邮件的，请选“电子邮件”。")
        elif form != forms_.EMAIL and way == ways.EMAIL:
            self.add_error("form", "用电子邮件取得的，形式请选“电子邮件”。")
        elif form == forms_.COPY and way == ways.FAX:
            self.add_error("way", "光盘不能传真，请选“邮寄”或“自行领取”。")
        if way == ways.POST and not self.cleaned_data.get("address"):
            self.add_error("address", "选了邮寄，请填写邮寄地址。")
        if way == ways.FAX and not self.cleaned_data.get("fax"):
            self.add_error("fax", "选了传真，请填写传真号码。")
        if way == ways.EMAIL and not self.has_email:
            self.add_error("way", "选了电子邮件，但没有填电子邮箱。请先回到上一步“联系方式”填写。")
        return self.cleaned_data


class Check(forms.Form):
    """The last step: the question in words where it is asked."""

    answer = forms.CharField(
        label="问题的答案",
        max_length=10,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "short"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    """Left empty by people: what fills in every field is a machine, and has to answer the question."""


class Follow(forms.Form):
    """The query code and one detail that only the applicant knows."""

    code = forms.CharField(
        label="查询码",
        max_length=30,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="回执上的 12 位字母和数字。",
        error_messages={"required": "请填写查询码。"},
    )
    detail = forms.CharField(
        label="证件号码后六位，或者申请时填写的电话、电子邮箱",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="单位填统一社会信用代码的后六位。",
        error_messages={"required": "请填写其中一项。"},
    )


def _tight(number: str) -> str:
    """A number as on the document, however it was typed."""
    return "".join(normalize("NFKC", number).split()).upper()
