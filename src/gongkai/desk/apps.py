"""The Django app."""

from django.apps import AppConfig


class DeskApp(AppConfig):
    name = "gongkai.desk"
    label = "desk"
    verbose_name = "工作台"
