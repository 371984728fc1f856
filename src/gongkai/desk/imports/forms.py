"""The forms of this place."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from gongkai.agency.models import Agency
from gongkai.catalogue import roots
from gongkai.desk.channels.forms import DAY
from gongkai.disclosure import photos
from gongkai.disclosure.models import Channel


def open_channels(agency: Agency) -> list[tuple[str, str]]:
    """The channels of an agency to choose from."""
    found = Channel.objects.filter(Q(closed_on=None) | Q(closed_on__gt=timezone.localdate()), agency=agency)
    return [(str(each.pk), f"{each.name}（{each.get_kind_display()}）") for each in found.order_by("kind", "pk")]


class Upload(forms.Form):
    """A spreadsheet, and where a row was published that does not say it."""

    file = forms.FileField(
        label="Excel 表", help_text="xlsx、xls 或 csv，一次最多 20,000 行。列名和次序不必与模板相同。"
    )
    channel = forms.ChoiceField(
        label="没有写渠道的行，算在哪个渠道", required=False, help_text="表里每行都写了渠道的不用选。"
    )

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.csv"
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "必须写明，不设默认"), *open_channels(agency)]

    @property
    def channel_id(self) -> int | None:
        chosen = self.cleaned_data["channel"]
        return int(chosen) if chosen else None


class Begin(forms.Form):
    """Whether rows with errors are left out."""

    leave_out = forms.BooleanField(label="不导入有错的行", required=False)


class Quick(forms.Form):
    """A photo of a board, and the few words that go with it."""

    photo = forms.FileField(label="照片", widget=forms.FileInput({"accept": photos.ACCEPT, "capture": "environment"}))
    title = forms.CharField(label="标题", max_length=300)
    channel = forms.ChoiceField(label="贴在哪里")
    on = forms.DateField(label="张贴日期", widget=forms.DateInput(DAY, "%Y-%m-%d"))
    formed_on = forms.DateField(
        label="成文日期",
        required=False,
        widget=forms.DateInput(DAY, "%Y-%m-%d"),
        help_text="文件落款的日期；不知道不填。",
    )
    root = forms.ChoiceField(label="法定内容")
    posted = forms.ChoiceField(
        label="现在的情况",
        widget=forms.RadioSelect,
        choices=(
            ("planned", "还没有公开，要走审查：先存成草稿，照片留作凭证"),
            ("posted", "已经审查并张贴：补录，马上列入已公开"),
        ),
    )

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        today = timezone.localdate()
        self.fields["on"].initial = today
        choices = {
            "channel": [
                (str(each.pk), each.name)
                for each in Channel.objects.filter(Q(closed_on=None) | Q(closed_on__gt=today), agency=agency)
                .exclude(kind=Channel.Kind.PORTAL)
                .order_by("kind", "pk")
            ],
            "root": [("", "请选择"), *((root.code, root.title) for root in roots.of_level(agency.level))],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found
