"""The forms of signing in and of one's own account."""

from django import forms
from django.conf import settings

REQUIRED = {"required": "请填写。"}


class SignInForm(forms.Form):
    """账号和密码."""

    username = forms.CharField(
        label="账号",
        max_length=60,
        error_messages=REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        error_messages=REQUIRED,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class TokenForm(forms.Form):
    """动态口令: six digits, or a recovery code."""

    token = forms.CharField(
        label="动态口令",
        max_length=20,
        error_messages=REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )

    def clean_token(self) -> str:
        return str(self.cleaned_data["token"]).replace(" ", "").lower()


class PasswordForm(forms.Form):
    """改密码: the old one, and the new one twice."""

    old = forms.CharField(
        label="原密码",
        max_length=200,
        strip=False,
        error_messages=REQUIRED,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码",
        max_length=200,
        strip=False,
        error_messages=REQUIRED,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "aria-describedby": "password-rules"}),
    )
    again = forms.CharField(
        label="再输一次新密码",
        max_length=200,
        strip=False,
        error_messages=REQUIRED,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError("两次输入的新密码不一样，请重新输入。")
        return again


class OwnPasswordForm(forms.Form):
    """The password once more, before something that weakens the account."""

    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        error_messages=REQUIRED,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def second_factor_word() -> str:
    """What the site asks of a second factor, in a sentence."""
    return {
        "off": "本站没有启用动态口令。",
        "optional": "动态口令是自愿的：启用后，登录时除密码外还要输入手机上的 6 位数字。",
        "required": "本站要求人人使用动态口令：登录时除密码外还要输入手机上的 6 位数字。",
    }[settings.GONGKAI.second_factor]
