"""The filters above the list of items: kept in the address, so that a list can be sent to a colleague."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.catalogue import roots
from gongkai.catalogue.models import CatalogueEntry
from gongkai.disclosure.due import UNFINISHED
from gongkai.disclosure.models import Channel, Item, Publication

DATES = (
    ("released_on", "公开日期"),
    ("formed_on", "成文日期"),
    ("due_on", "公开期限"),
    ("withdrawn_on", "撤回日期"),
)
MOST_PEOPLE = 200

EntryGroup = tuple[str, list[tuple[str, str]]]
"""A domain of the catalogue and its entries, code and name."""


class ItemFilter(forms.Form):
    """What of an agency's items to show; a value that makes no sense filters nothing and says so beside the field."""

    q = forms.CharField(label="标题或文号", max_length=100, required=False)
    state = forms.ChoiceField(label="状态", required=False)
    kind = forms.ChoiceField(label="种类", required=False)
    attribute = forms.ChoiceField(label="公开属性", required=False)
    root = forms.ChoiceField(label="法定内容", required=False)
    entry = forms.ChoiceField(label="目录条目", required=False)
    channel = forms.ChoiceField(label="渠道", required=False)
    handler = forms.ChoiceField(label="经办人", required=False)
    dated = forms.ChoiceField(label="日期", choices=DATES, required=False)
    since = forms.DateField(label="从", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    overdue = forms.BooleanField(label="只看超期", required=False)

    def __init__(self, data: object, *, agency: Agency) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        self.use_required_attribute = False
        people = Officer.objects.filter(pk__in=Appointment.objects.filter(agency=agency).values("officer"))
        choices: dict[str, list[Any]] = {
            "state": Item.State.choices,
            "kind": Item.Kind.choices,
            "attribute": Item.Attribute.choices,
            "root": [(root.code, f"{root.code} {root.title}") for root in roots.of_level(agency.level)],
            "entry": entries_of(agency),
            "channel": list(Channel.objects.filter(agency=agency).values_list("pk", "name")),
            "handler": list(people.values_list("pk", "name")[:MOST_PEOPLE]),
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "全部"), *found]

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if isinstance(since, date) and isinstance(until, date) and since > until:
            self.add_error("until", "结束日期早于开始日期，请对调。")
        return found

    def apply(self, items: QuerySet[Item], *, today: date) -> QuerySet[Item]:
        """The items that pass every filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}
        for name in ("state", "kind", "attribute", "root"):
            if name in given:
                items = items.filter(**{name: given[name]})
        if "state" not in given:  # what was thrown away is there for who asks for it
            items = items.exclude(state=Item.State.DISCARDED)
        if "entry" in given:
            items = items.filter(entry_code=given["entry"])
        if "handler" in given:
            items = items.filter(handler=given["handler"])
        if "channel" in given:
            on_it = Publication.objects.filter(item=OuterRef("pk"), channel=given["channel"])
            items = items.filter(Exists(on_it.exclude(state=Publication.State.CANCELLED)))
        dated = given.get("dated", DATES[0][0])
        if "since" in given:
            items = items.filter(**{f"{dated}__gte": given["since"]})
        if "until" in given:
            items = items.filter(**{f"{dated}__lte": given["until"]})
        if "overdue" in given:
            items = items.filter(state__in=UNFINISHED, attribute=Item.Attribute.ACTIVE, due_on__lt=today)
        for word in given.get("q", "").split():
            items = items.filter(
                Q(title__icontains=word) | Q(document_number__icontains=word) | Q(index_number__icontains=word)
            )
        return items

    @property
    def narrowed_by(self) -> frozenset[str]:
        """The filters in use; the kind of date alone filters nothing."""
        self.is_valid()
        return frozenset(name for name, value in self.cleaned_data.items() if value and name != "dated")


def entries_of(agency: Agency) -> list[EntryGroup]:
    """The entries of the catalogue in force, grouped by domain: for a select with groups."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = CatalogueEntry.objects.filter(agency=agency, catalogue__state="in_force")
    for code, domain, *levels in rows.values_list("code", "domain", "level1", "level2", "level3").order_by("order"):
        groups.setdefault(domain or "通用", []).append((code, " / ".join(filter(None, levels))))
    return list(groups.items())
