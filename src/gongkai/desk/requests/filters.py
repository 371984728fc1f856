"""The filters above the board of requests: kept in the address, so that a list can be sent to a colleague."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.law.calendar import Calendar
from gongkai.law.outcomes import OUTCOMES
from gongkai.request import access, queries
from gongkai.request.models import Applicant, Channel, InfoRequest, Unit

_State, _Clock = InfoRequest.State, InfoRequest.ClockState

OPEN, EVERY = "open", "every"
"""In place of a state: what somebody still has to do something about, and everything but what was made void."""

DATES = (
    ("received_on", "收到日期"),
    ("due_on", "答复期限"),
    ("replied_on", "答复日期"),
    ("arrived_on", "到件日期"),
)
TERMS = (
    ("late", "已超期"),
    ("soon", "快到期"),
    ("stopped", "暂停"),
    ("not_started", "未起算"),
    ("replied_late", "超期答复的"),
)
NOBODY = "none"
MOST = 200


class RequestFilter(forms.Form):
    """What of an agency's requests to show; a value without sense filters nothing and says so beside the field."""

    q = forms.CharField(label="所需信息、文号或编号", max_length=100, required=False)
    state = forms.ChoiceField(label="状态", required=False)
    term = forms.ChoiceField(label="期限", required=False)
    unit = forms.ChoiceField(label="承办机构", required=False)
    handler = forms.ChoiceField(label="承办人", required=False)
    channel = forms.ChoiceField(label="渠道", required=False)
    kind = forms.ChoiceField(label="申请人类型", required=False)
    outcome = forms.ChoiceField(label="办理结果", required=False)
    dated = forms.ChoiceField(label="日期", choices=DATES, required=False)
    since = forms.DateField(label="从", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, data: object, *, agency: Agency, officer: Officer) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        self.agency, self.officer = agency, officer
        self.use_required_attribute = False
        units = list(Unit.objects.filter(agency=agency).values_list("pk", "name")[:MOST])
        self.has_units = bool(units)
        people = [(each.pk, each.name) for each in access.handlers(agency)][:MOST]
        choices: dict[str, list[Any]] = {
            "state": _State.choices,
            "term": list(TERMS),
            "unit": [(NOBODY, "没有交给承办机构"), *units],
            "handler": [(NOBODY, "还没有承办人"), *people],
            "channel": Channel.choices,
            "kind": Applicant.Kind.choices,
            "outcome": [(code, outcome.name) for code, outcome in OUTCOMES.items()],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "全部"), *found]
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.choices = [("", "还要办的"), (OPEN, "只看还要办的"), (EVERY, "全部（不含作废）"), *_State.choices]

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if isinstance(since, date) and isinstance(until, date) and since > until:
            self.add_error("until", "结束日期早于开始日期，请对调。")
        return found

    def apply(
        self, cases: QuerySet[InfoRequest], *, today: date, calendar: Calendar, soon: int
    ) -> QuerySet[InfoRequest]:
        """The cases that pass every filter but that of the state, which comes after: states are counted before it."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}
        if "term" in given:
            cases = cases.filter(_term(given["term"], today, calendar, soon))
        for name in ("unit", "handler"):
            if name in given:
                cases = cases.filter(**{name: None if given[name] == NOBODY else given[name]})
        for name in ("channel", "outcome"):
            if name in given:
                cases = cases.filter(**{name: given[name]})
        if "kind" in given:
            cases = cases.filter(applicant__kind=given["kind"])
        dated = given.get("dated", DATES[0][0])
        if "since" in given:
            cases = cases.filter(**{f"{dated}__gte": given["since"]})
        if "until" in given:
            cases = cases.filter(**{f"{dated}__lte": given["until"]})
        words = given.get("q", "").split()
        sees = access.applicants_seen(self.officer, self.agency) if words else Q()
        for word in words:  # a description may name the applicant: only who may know him searches it
            cases = cases.filter(
                Q(title__icontains=word)
                | (Q(description__icontains=word) & sees)
                | Q(document_number__icontains=word)
                | Q(number__icontains=word)
                | Q(external_number=word)
                | Q(query_code=word.upper())
            )
        return cases

    def of_state(self, cases: QuerySet[InfoRequest]) -> QuerySet[InfoRequest]:
        """Those in the state asked for; the open ones where none is, or all that a result or a term is asked of."""
        state = self.wanted
        if state == OPEN:
            return cases.filter(state__in=InfoRequest.OPEN)
        return cases.exclude(state=_State.VOID) if state == EVERY else cases.filter(state=state)

    @property
    def wanted(self) -> str:
        """The state asked for; OPEN or EVERY where none is."""
        self.is_valid()
        given = str(self.cleaned_data.get("state") or "")
        past = self.cleaned_data.get("outcome") or self.cleaned_data.get("term") == "replied_late"
        return given or (EVERY if past or self.cleaned_data.get("q") else OPEN)

    @property
    def narrowed_by(self) -> frozenset[str]:
        """The filters in use; the kind of date alone filters nothing."""
        self.is_valid()
        return frozenset(name for name, value in self.cleaned_data.items() if value and name != "dated")


class ApplicantSearch(forms.Form):
    """Somebody's cases by the exact name; sent by POST, so that no address and no log ever holds a name."""

    name = forms.CharField(label="申请人姓名或名称（一字不差）", max_length=100)

    def apply(self, cases: QuerySet[InfoRequest], officer: Officer, agency: Agency) -> QuerySet[InfoRequest]:
        return queries.by_name(cases, self.cleaned_data["name"], officer, agency)


def may_search_applicants(officer: Officer, agency: Agency) -> bool:
    """Whether the officer handles cases of the agency, and so may look for an applicant by name."""
    return agencies.may("request.handle", officer, agency)


def _term(term: str, today: date, calendar: Calendar, soon: int) -> Q:
    running = Q(state__in=InfoRequest.HANDLING, clock=_Clock.RUNNING)
    match term:
        case "late":
            return running & Q(due_on__lt=today)
        case "soon":
            return running & Q(due_on__gte=today, due_on__lte=calendar.after(today, soon))
        case "stopped":
            return Q(state__in=InfoRequest.HANDLING, clock=_Clock.STOPPED)
        case "not_started":
            return Q(state__in=InfoRequest.NOT_RECEIVED)
        case _:
            return Q(replied_on__gt=F("due_on"))
