"""Fields that the forms of acts on a case have in common: a day, words of several lines."""

from typing import Any

from django import forms

LONGEST = 2000


class DayField(forms.DateField):
    """A day, chosen or typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)


class WordsField(forms.CharField):
    """What an officer writes, in several lines."""

    def __init__(self, *, rows: int = 4, max_length: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), max_length=max_length, **kwargs)
