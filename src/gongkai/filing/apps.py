"""The Django app."""

from django.apps import AppConfig


class FilingApp(AppConfig):
    name = "gongkai.filing"
    label = "filing"
    verbose_name = "年度报告"
