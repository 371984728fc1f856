"""Filters of public lists."""

from collections.abc import Iterable

from django import forms
from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import QueryDict

from gongkai.catalogue import roots
from gongkai.disclosure.models import Item


class ItemFilter(forms.Form):
    """By legal content, kind, year, validity and words of the title or number; what cannot be read filters nothing."""

    q = forms.CharField(label="标题或文号", required=False, max_length=60)
    kind = forms.ChoiceField(label="种类", required=False, choices=[("", "全部"), *Item.Kind.choices])
    year = forms.TypedChoiceField(label="公开年份", required=False, coerce=int, empty_value=None, choices=())
    validity = forms.ChoiceField(
        label="有效性", required=False, choices=[("", "全部"), *((c, w) for c, w in Item.Validity.choices if c)]
    )

    def __init__(self, given: QueryDict, years: Iterable[int]) -> None:
        super().__init__(given or None)
        by_year = self.fields["year"]
        assert isinstance(by_year, forms.TypedChoiceField)
        by_year.choices = [("", "全部"), *((year, f"{year}年") for year in years)]
        self.root = root if (root := given.get("root", "")) in roots.ROOTS else ""
        self.entry = given.get("entry", "")[:40]
        self.is_valid()

    def apply(self, items: QuerySet[Item]) -> QuerySet[Item]:
        """The items that every filter lets through."""
        chosen = getattr(self, "cleaned_data", {})
        for field, value in (
            ("kind", chosen.get("kind")),
            ("validity", chosen.get("validity")),
            ("root", self.root),
            ("entry_code", self.entry),
            ("released_on__year", chosen.get("year")),
        ):
            if value:
                items = items.filter(**{field: value})
        if words := chosen.get("q"):
            items = items.filter(Q(title__icontains=words) | Q(document_number__icontains=words))
        return items


def counted(items: QuerySet[Item]) -> tuple[dict[str, int], list[int]]:
    """How many items there are under each item of articles 20 and 21; the years they span, the latest first."""
    of_roots = items.order_by().values_list("root").annotate(Count("pk"), Min("released_on"), Max("released_on"))
    rows = [row for row in of_roots if row[2]]
    if not rows:
        return {}, []
    first, last = min(row[2] for row in rows).year, max(row[3] for row in rows).year
    return {root: count for root, count, _, _ in rows}, list(range(last, first - 1, -1))
