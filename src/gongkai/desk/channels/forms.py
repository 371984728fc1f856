"""The forms of this place; what is wrong is said beside the field before an act is asked."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.disclosure import photos
from gongkai.disclosure.models import Channel

DAY = {"type": "date"}


class Photo(forms.FileField):
    """A photo taken with a telephone, or chosen."""

    widget = forms.FileInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"accept": photos.ACCEPT}


class ChannelForm(forms.ModelForm[Channel]):
    """One channel of the register."""

    photo = Photo(label="照片", help_text="点位、公告栏、屏幕的样子。照片里的拍摄时间和位置会自动去掉。")

    class Meta:
        model = Channel
        fields = (
            *("kind", "name", "place", "person_in_charge", "telephone"),
            *("update_days", "led_characters", "registration", "opened_on"),
        )
        widgets = {"opened_on": forms.DateInput(DAY, "%Y-%m-%d")}  # noqa: RUF012
        help_texts = {  # noqa: RUF012
            "name": "如“清水发布”“镇政府门口公告栏”。同一类型里不要重名。",
            "place": "公众号写账号，公告栏、屏幕、查阅点写地点。",
            "update_days": "超过这些天没有新内容就提醒。公众号不填按 14 天（国办秘函〔2019〕19号）。",
            "led_characters": "只有显示屏要填，按汉字计；文稿会按它分屏。",
            "registration": "政务新媒体的备案号；没有不填。",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        if self.instance.pk:
            del self.fields["kind"]
        else:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.TypedChoiceField)
            kind.choices = [choice for choice in Channel.Kind.choices if choice[0] != Channel.Kind.PORTAL]

    def validate_constraints(self) -> None:
        """Left to the act, which says it in its own words."""

    def given(self) -> dict[str, Any]:
        """What the act takes, the photo stored."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "photo"}
        if self.cleaned_data["photo"]:
            found["photo_hash"] = photos.keep(self.cleaned_data["photo"])
        return found


class Proof(forms.Form):
    """When something was shown, and what proves it."""

    on = forms.DateField(label="日期", widget=forms.DateInput(DAY, "%Y-%m-%d"))
    link = forms.URLField(label="链接", max_length=500, required=False, assume_scheme="https")
    photo = Photo(label="照片", help_text="用手机拍下张贴、播放的样子。拍摄时间和位置会自动去掉。")

    def __init__(self, *args: Any, word: str, has_proof: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self._has_proof = has_proof
        self.fields["on"].label = word
        self.fields["on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not (found.get("link") or found.get("photo") or self._has_proof or self.errors):
            takes_link = "link" in self.fields
            says = "请填写链接，或者上传照片；两样至少有一样。" if takes_link else "请上传照片。"
            self.add_error("link" if takes_link else "photo", says)
        return found

    def given(self) -> dict[str, Any]:
        """What the act takes, the photo stored."""
        photo = self.cleaned_data.get("photo")
        return {**self.cleaned_data, "photo": photos.keep(photo) if photo else ""}


class Shown(Proof):
    """The first showing on a channel."""

    was_first = forms.BooleanField(label="这个渠道早于网站公开", required=False)
    note = forms.CharField(label="备注", max_length=200, required=False)


class Dated(forms.Form):
    """A day and a reason."""

    on = forms.DateField(label="日期", widget=forms.DateInput(DAY, "%Y-%m-%d"))
    reason = forms.CharField(label="原因", max_length=200)

    def __init__(self, *args: Any, word: str = "日期", **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.fields["on"].label = word
        self.fields["on"].initial = timezone.localdate()


class Reason(forms.Form):
    """Why."""

    reason = forms.CharField(label="原因", max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
