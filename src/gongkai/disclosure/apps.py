"""The Django app."""

from django.apps import AppConfig


class DisclosureApp(AppConfig):
    name = "gongkai.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"
