"""报送期限: the days that this agency sets for the reports of those below it, and what holds while it sets none."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.calendars import national_calendar
from gongkai.desk import acting
from gongkai.desk.filings.place import PLACE, tabs
from gongkai.desk.frame import DeskRequest, Response, page, show
from gongkai.filing import dates
from gongkai.filing.actions.beginning import FIRST_YEAR
from gongkai.filing.models import Dates


class YearChoice(forms.Form):
    year = forms.TypedChoiceField(label="年度", coerce=int, required=False)

    def __init__(self, data: Any, *, last: int) -> None:
        super().__init__(data)
        year = self.fields["year"]
        assert isinstance(year, forms.TypedChoiceField)
        year.choices = [(each, f"{each} 年度") for each in range(last, FIRST_YEAR - 1, -1)]
        year.initial = last


class Days(forms.Form):
    """What a notice says."""

    submit_by = acting.day("报送截止日期", help_text="下级最迟在这一天报送给本机关。")
    publish_by = acting.day("公布截止日期", help_text="审核通过以后，最迟在这一天公布。")
    notice = forms.CharField(
        label="通知文号", required=False, max_length=120, help_text="下级看得到，例如：柳政办〔2026〕1号。"
    )


@page("filing.set_dates")
def filing_dates(request: DeskRequest) -> Response:
    """What holds for each kind of agency below, and whose word it is."""
    today = timezone.localdate()
    year = _year(request, today)
    context = {
        "tabs": tabs(request, "desk:filing_board"),
        "form": YearChoice({"year": year}, last=today.year),
        "year": year,
        "rows": [{"pk": each.whom, "dates": each, "latest": _latest(each)} for each in _in_force(request, year)],
        "own": request.agency.pk,
    }
    return show(request, "desk/filings/dates.html", PLACE, context)


@page("filing.set_dates")
def filing_dates_set(request: DeskRequest) -> Response:
    """设定期限."""
    year, found = _asked(request)
    initial = {
        "submit_by": found.submit_by,
        "publish_by": found.publish_by,
        "notice": found.notice.notice if found.notice and found.notice.agency_id == request.agency.pk else "",
    }

    def act(given: dict[str, Any]) -> str:
        dates.set_dates(
            request.agency.pk, year=year, whom=found.whom, by=request.user, today=timezone.localdate(), **given
        )
        return _back(request, year)

    return _act(
        request,
        Days(request.POST or None, initial=initial),
        act,
        year,
        title=f"设定期限：{found.whom.label}",
        says=f"对本机关下级的{found.whom.label}{year}年度报告都有效。不能晚于{_latest(found)}。",
        word="设定",
        done="已设定，下级的倒计时和提醒按新的期限。",
    )


@page("filing.set_dates")
def filing_dates_drop(request: DeskRequest) -> Response:
    """取消设定."""
    year, found = _asked(request)

    def act(given: dict[str, Any]) -> str:
        dates.drop_dates(request.agency.pk, year=year, whom=found.whom, by=request.user, today=timezone.localdate())
        return _back(request, year)

    return _act(
        request,
        acting.Nothing(request.POST or None),
        act,
        year,
        title=f"取消设定：{found.whom.label}",
        says="取消以后，按更上级设定的期限；都没有设定的，按条例。",
        word="取消设定",
        done="已取消。",
    )


def _act(
    request: DeskRequest, form: forms.Form, act: Any, year: int, *, title: str, says: str, word: str, done: str
) -> Response:
    board = reverse("desk:filing_board", args=[request.agency.pk])
    return acting.act_page(
        request,
        form,
        act,
        place=PLACE,
        title=title,
        says=says,
        word=word,
        done=done,
        back=_back(request, year),
        crumbs=[
            ("年报", reverse("desk:filings", args=[request.agency.pk])),
            ("下级报送", board),
            ("报送期限", _back(request, year)),
        ],
    )


def _in_force(request: DeskRequest, year: int) -> list[dates.FilingDates]:
    """For each kind, the dates that hold for those right below this agency."""
    paths = [*request.agency.parent_paths, request.agency.path]
    rows = Dates.objects.filter(year=year, agency__path__in=paths).select_related("agency")
    return dates.below(request.agency, year, rows=rows, calendar=national_calendar())


def _asked(request: DeskRequest) -> tuple[int, dates.FilingDates]:
    """The year and the kind that the address names, the first where it names none."""
    year = _year(request, timezone.localdate())
    in_force = {found.whom.value: found for found in _in_force(request, year)}
    return year, in_force.get(request.GET.get("whom", ""), in_force[Dates.Whom.TOWNSHIP.value])


def _latest(found: dates.FilingDates) -> str:
    latest = dates.latest(found.whom, found.year)
    return f"{latest.value}（{latest.cites[0]}）"


def _year(request: DeskRequest, today: date) -> int:
    form = YearChoice(request.GET, last=today.year)
    year = form.cleaned_data.get("year") if form.is_valid() else None
    return int(year or today.year - 1)


def _back(request: DeskRequest, year: int) -> str:
    return reverse("desk:filing_dates", args=[request.agency.pk], query={"year": year})
