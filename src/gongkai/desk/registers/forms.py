"""The forms of the registers, made from what each register holds."""

from copy import copy
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q

from gongkai.agency.models import Agency
from gongkai.desk.acting import day
from gongkai.filing.models import Decided, NormativeDocument
from gongkai.filing.registers import published_years, years_of
from gongkai.supervision.models import Inspection, Registered
from gongkai.supervision.registers import INSPECTIONS, Register

CONFIRMED = "confirmed"


class Entry(forms.Form):
    """An entry of a register. What looks wrong brings up a box to tick for who has looked again."""

    confirmed = forms.BooleanField(
        label="已核对，没有写错",
        required=False,
        widget=forms.HiddenInput,
        help_text="最上面提示的内容，写错了的请改正；没有写错的，勾选后再提交。",
    )

    def __init__(
        self,
        register: Register,
        agency: Agency,
        *given: Any,
        today: date,
        entry: Registered | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.register, self.today = register, today
        self.entry = entry or register.model(agency=agency)
        for name in register.fields:
            self.fields[name] = _field(register, name, self.entry, today)
        if register is INSPECTIONS and entry is None:
            self.fields["problems"] = forms.CharField(
                label="发现的问题",
                required=False,
                widget=forms.Textarea({"rows": 3}),
                help_text="一行写一个问题，分别记入“问题和整改”。没有发现问题的不填。会向社会公布：不要写人名、电话。",
            )
        if entry is not None:
            is_told = bool(published_years(agency, years_of(entry)))
            self.fields["reason"] = forms.CharField(
                label="更正的理由",
                max_length=200,
                required=is_told,
                widget=forms.Textarea({"rows": 2}),
                help_text="已公布的年报数过这条登记，为什么要改。" if is_told else "可以不填。",
            )
        self.order_fields([*register.fields, "problems", "reason", CONFIRMED])

    def values(self) -> dict[str, Any]:
        """What the entry is to hold."""
        return {name: self.cleaned_data[name] for name in self.register.fields}

    def problems(self) -> list[str]:
        """The problems found, one a line."""
        lines = str(self.cleaned_data.get("problems", "")).splitlines()
        return [line.strip() for line in lines if line.strip()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        entry = copy(self.entry)
        for name, value in self.values().items():
            setattr(entry, name, value)
        for fault in self.register.faults(entry, self.today):
            self.add_error(fault.field if fault.field in self.fields else None, fault.says)
        if any(len(line) > 200 for line in self.problems()):
            self.add_error("problems", "一个问题最多 200 个字。请写短些，或者分成几行。")
        if not self.errors and not given[CONFIRMED]:
            for says in self.register.doubted(entry, self.today):
                self.fields[CONFIRMED].widget = forms.CheckboxInput()
                self.add_error(None, says)
        return given


class Mending(forms.Form):
    mended_on = day("整改完成日期")
    content = forms.CharField(
        label="怎样改的", max_length=2000, required=False, widget=forms.Textarea({"rows": 3}), help_text="可以不填。"
    )


class Ending(forms.Form):
    how = forms.ChoiceField(label="废止方式", choices=NormativeDocument.End.choices, widget=forms.RadioSelect)
    ended_on = day("从哪一天起不再有效", help_text="有效期到 12 月 31 日的，填第二年 1 月 1 日。")


class Void(forms.Form):
    reason = forms.CharField(label="作废的理由", max_length=200, widget=forms.Textarea({"rows": 2}))


class Upload(forms.Form):
    file = forms.FileField(label="表格文件", help_text="xlsx、xls 或 csv。", error_messages={"required": "请选文件。"})


def _field(register: Register, name: str, entry: Registered, today: date) -> Any:
    """The field of a form for a field of a register."""
    field: Any = register.field(name)
    label, help_text = register.label(name), register.helps.get(name, "")
    if isinstance(field, models.DateField):
        return day(label, required=not field.blank, help_text=help_text)
    if isinstance(field, models.ForeignKey):
        here = Q(agency=entry.agency, void_reason="", on__gte=today - timedelta(days=800)) | Q(
            pk=getattr(entry, field.attname)
        )
        return forms.ModelChoiceField(
            Inspection.objects.filter(here), label=label, required=False, help_text=help_text, empty_label="不选"
        )
    made = field.formfield(label=label, help_text=help_text)
    if isinstance(field, models.TextField):
        made.widget = forms.Textarea({"rows": 3})
        made.max_length = 4000
    if barred := register.not_for(entry.agency).get(name, ()):
        made.choices = [choice for choice in made.choices if choice[0] not in barred]
        if len(made.choices) == 1:
            made.initial, made.widget = made.choices[0][0], forms.HiddenInput()
    if isinstance(field, models.DecimalField) and register.model is Decided:
        made.widget.attrs["step"] = "any"
    return made
