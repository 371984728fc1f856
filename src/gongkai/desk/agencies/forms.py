"""The forms of 设置."""

from typing import Any, ClassVar

from django import forms

from gongkai.agency.actions.offices import FURTHER, PUBLISHED
from gongkai.agency.models import Agency, LeadingGroup, Membership, Office, Officer
from gongkai.agency.roles import Role

REQUIRED = {"required": "请填写。", "invalid": "格式不对，请按例子填写。", "invalid_choice": "请从列出的里面选一个。"}
DAY = {"required": "请填日期。", "invalid": "日期写成 2024-03-08 这样。"}


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, error_messages=DAY)


def line(label: str, longest: int = 200, *, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=required, help_text=help_text, error_messages=REQUIRED
    )


class AgencyForm(forms.ModelForm[Agency]):
    """机关信息; what must hold of it is the act's to say (`agency.particulars`)."""

    class Meta:
        model = Agency
        fields = (
            "name",
            "short_name",
            "kind",
            "level",
            "division_code",
            "credit_code",
            "leader_name",
            "leader_title",
            "duties",
            "address",
            "telephone",
            "opened_on",
        )
        help_texts: ClassVar = {
            "name": "全称，与印章一致，如“清水镇人民政府”。",
            "division_code": "省 2 位、市 4 位、县 6 位、乡 9 位；部门可以不填。",
            "credit_code": "18 位，照证书填。",
            "leader_name": "政府信息公开的负责人，按条例第二十条第二项公开。",
            "duties": "机关职能，按条例第二十条第二项公开。",
        }
        widgets: ClassVar = {"duties": forms.Textarea(attrs={"rows": 5})}

    def _post_clean(self) -> None:
        """The form only reads; nothing is put on the agency before the act."""


class MoveForm(forms.Form):
    """调整隶属."""

    parent = forms.ChoiceField(label="新的上级", error_messages=REQUIRED)
    division_code = line("新的行政区划代码", 12, required=False, help_text="代码没有变就不填。")

    def __init__(self, *args: Any, parents: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "请选择"), *parents]


class CloseForm(forms.Form):
    """撤销."""

    closed_on = day("撤销日期")
    reason = line("原因和文号", help_text="如“柳政发〔2024〕3号，并入石桥乡”。")


class ReasonForm(forms.Form):
    """A reason."""

    reason = line("原因")


class OfficeForm(forms.ModelForm[Office]):
    """工作机构."""

    class Meta:
        model = Office
        fields = (*PUBLISHED, *FURTHER)
        help_texts: ClassVar = {
            "hours": "如“工作日 8:30—12:00，14:30—18:00（夏季 15:00—18:30）”。",
            "fax": "没有传真就写“无”。",
            "internet_contact": "网址、电子邮箱或在线申请的入口。",
            "postcode": "6 位数字。",
        }

    def _post_clean(self) -> None:
        """The form only reads."""

    def clean_postcode(self) -> str:
        code = str(self.cleaned_data["postcode"]).strip()
        if code and not (len(code) == 6 and code.isdigit()):
            raise forms.ValidationError("邮政编码是 6 位数字。")
        return code


class LeadingGroupForm(forms.ModelForm[LeadingGroup]):
    """领导小组."""

    class Meta:
        model = LeadingGroup
        fields = ("name", "document_number", "set_up_on")
        help_texts: ClassVar = {"document_number": "如“清政发〔2024〕3号”；没有就不填。"}
        error_messages: ClassVar = {"set_up_on": DAY}


class MemberForm(forms.ModelForm[Membership]):
    """增补成员."""

    class Meta:
        model = Membership
        fields = ("name", "title", "position", "from_on")
        error_messages: ClassVar = {"from_on": DAY}


class UntilForm(forms.Form):
    """The last day of a term."""

    until_on = day("最后一天")


class RolesField(forms.MultipleChoiceField):
    """角色: any of them, with what each does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[(role.value, f"{role.label}：{DOES[role]}") for role in Role],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "请至少选一个角色。"},
            **kwargs,
        )


DOES = {
    Role.HANDLER: "起草、提交、发布，登记渠道",
    Role.REVIEWER: "二审二校",
    Role.SIGNER: "三审三校，签发、撤回",
    Role.SECRECY: "保密审查",
    Role.SUPERVISOR: "看下级机关的情况，指导监督（县级以上）",
    Role.ADMINISTRATOR: "管本机关和下级的信息、账号、任职",
    Role.READER: "只看",
}


class OfficerForm(forms.ModelForm[Officer]):
    """更正人员信息."""

    class Meta:
        model = Officer
        fields = ("name", "title", "email", "mobile")

    def _post_clean(self) -> None:
        """The form only reads."""


class NewOfficerForm(OfficerForm):
    """开账号."""

    username = line("账号", 60, help_text="登录用，可用姓名全拼；只能用汉字、字母、数字和 . @ - _。")
    roles = RolesField(label="角色")
    field_order = ("username", "name", "title", "email", "mobile", "roles")


class AppointmentForm(forms.Form):
    """任命."""

    username = line("账号", 60, help_text="已有账号的人，填账号名；也可以是别的机关的人。")
    role = forms.ChoiceField(
        label="角色",
        choices=[("", "请选择"), *[(role.value, f"{role.label}：{DOES[role]}") for role in Role]],
        error_messages=REQUIRED,
    )
    from_on = day("任职起")
    until_on = day("任职止", required=False, help_text="没有期限就不填。")


class HandOverForm(forms.Form):
    """交接: who to whom."""

    giver = forms.ChoiceField(label="交出人", error_messages=REQUIRED)
    receiver = forms.ChoiceField(label="接收人", error_messages=REQUIRED)

    def __init__(self, *args: Any, givers: list[tuple[int, str]], receivers: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, choices in (("giver", givers), ("receiver", receivers)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "请选择"), *choices]


class HandOverDetailsForm(forms.Form):
    """交接: when and why."""

    giver = forms.IntegerField(widget=forms.HiddenInput)
    receiver = forms.IntegerField(widget=forms.HiddenInput)
    last_on = day("交出人在本机关的最后一天")
    reason = line("原因", help_text="如“调离”“退休”“岗位轮换”。")
    deactivate = forms.BooleanField(label="同时停用交出人的账号（不在别的机关任职时）", required=False)


class SheetForm(forms.Form):
    """A spreadsheet."""

    file = forms.FileField(label="表格文件", help_text="xlsx、xls 或 csv。", error_messages={"required": "请选文件。"})
    on_desk = forms.BooleanField(label="导入后即在本系统办公", required=False, initial=True)


class JournalFilter(forms.Form):
    """What of the journal is shown."""

    act = forms.ChoiceField(label="办的事", required=False)
    by = forms.ChoiceField(label="办理人", required=False)
    since = day("从", required=False)
    until = day("到", required=False)
    record = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, acts: list[Any], people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("act", acts), ("by", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "全部"), *choices]


class BelowFilter(forms.Form):
    """Which agencies below."""

    q = forms.CharField(label="名称", required=False)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), ("desk", "在本系统办公"), ("not", "没有开通"), ("closed", "已撤销")],
    )


class ArrangementForm(forms.Form):
    """放假安排: a file, or its text."""

    file = forms.FileField(label="安排文件（.toml）", required=False)
    text = forms.CharField(
        label="或粘贴内容",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if upload := given.get("file"):
            if upload.size > 100_000:
                raise forms.ValidationError("文件太大，不像放假安排。请选 .toml 文件。")
            try:
                given["text"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError("文件不是 UTF-8 编码的文本。请用记事本另存为 UTF-8 再上传。") from None
        if not (given.get("text") or "").strip():
            raise forms.ValidationError("请选文件，或把内容粘贴在下面的框里。")
        return given
