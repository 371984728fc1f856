"""The Django app."""

from django.apps import AppConfig


class AgencyApp(AppConfig):
    name = "gongkai.agency"
    label = "agency"
    verbose_name = "机关"
