"""读入往年报告: the file of an earlier report, and what happens to it next."""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Agency
from gongkai.desk.filings.place import PLACE, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.errors import Refused
from gongkai.filing.actions import importing
from gongkai.filing.actions.beginning import FIRST_YEAR
from gongkai.filing.models import Filing

ACCEPTED = ".docx,.doc,.wps,.pdf,.ofd,.html,.htm,.mht,.txt,.md,.rtf,.odt,.xlsx,.xls,.csv,.json"


class Upload(forms.Form):
    """A file; the year where the file may not tell it; own or whole where the agency has agencies below."""

    file = forms.FileField(
        label="报告文件",
        help_text="已经公布过的年度报告：Word、WPS、PDF、OFD、网页、文本或 Excel。扫描件要先做文字识别。",
    )
    year = forms.TypedChoiceField(
        label="报告年度",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="一般不用选；文件里没有写明年度时再选。",
    )
    scope = forms.ChoiceField(
        label="口径",
        choices=Filing.Scope.choices,
        widget=forms.RadioSelect,
        help_text="只是本机关自己的数，选“本级”；把下级机关的都加在一起的，选“汇总”。",
    )

    def __init__(self, *args: object, agency: Agency, this_year: int, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.use_required_attribute = False
        self.fields["file"].widget.attrs["accept"] = ACCEPTED
        years = [(year, f"{year} 年度") for year in range(this_year - 1, FIRST_YEAR - 1, -1)]
        self.fields["year"].choices = [("", "由文件里读出"), *years]  # type: ignore[attr-defined]
        if Agency.objects.filter(parent=agency).exists():
            self.fields["scope"].initial = Filing.Scope.WHOLE
        else:
            del self.fields["scope"]


@page("filing.draft")
def read_file(request: DeskRequest) -> Response:
    """Upload; it leads to what was read, beside the file."""
    today = timezone.localdate()
    form = Upload(request.POST or None, request.FILES or None, agency=request.agency, this_year=today.year)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_read(request, form))
        except Refused as refusal:
            refused = refusal
    context = {"form": form, "refused": refused, "tabs": tabs(request, "desk:filings")}
    status = 409 if refused else 422 if form.errors else 200
    return show(request, "desk/filings/importing.html", PLACE, context, status=status)


def _read(request: DeskRequest, form: Upload) -> str:
    given = form.cleaned_data
    filing = importing.read_file(
        request.agency.pk,
        name=given["file"].name,
        chunks=given["file"].chunks(),
        by=request.user,
        today=timezone.localdate(),
        year=given["year"],
        scope=given.get("scope", Filing.Scope.OWN),
    )
    return reverse("desk:filing_doubts", args=[request.agency.pk, filing.pk])
