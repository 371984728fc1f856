"""The Django app."""

from django.apps import AppConfig


class SupervisionApp(AppConfig):
    name = "gongkai.supervision"
    label = "supervision"
    verbose_name = "监督"
