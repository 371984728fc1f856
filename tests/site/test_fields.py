"""Fields of forms look as Django draws them."""

import re

from django import forms
from django.forms.renderers import Jinja2

from gongkai.site.fields import Fields

ENTRIES = [("", "全部"), ("社会救助", [("20.11-1", "低保 & 特困"), ("20.11-2", "<临时救助>")]), ("other", "其他")]


class Everything(forms.Form):
    entry = forms.ChoiceField(label="条目", choices=ENTRIES, widget=forms.Select({"class": "wide", "disabled": True}))
    several = forms.MultipleChoiceField(label="几项", choices=ENTRIES)
    known = forms.NullBooleanField(label="是否")
    words = forms.CharField(label="标题")
    one = forms.ChoiceField(label="选一项", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)


def drawn(renderer: Jinja2) -> list[str]:
    form = Everything({"entry": "20.11-2", "several": ["20.11-1", "other"]}, renderer=renderer)
    return [re.sub(r">\s+<", "><", str(field)) for field in form]


def test_our_fields_say_what_django_s_say() -> None:
    assert drawn(Fields()) == drawn(Jinja2())
