"""The Django app."""

from django.apps import AppConfig


class ScreeningApp(AppConfig):
    name = "gongkai.screening"
    label = "screening"
    verbose_name = "审查"
