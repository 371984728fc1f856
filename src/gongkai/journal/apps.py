"""The Django app."""

from django.apps import AppConfig


class JournalApp(AppConfig):
    name = "gongkai.journal"
    label = "journal"
    verbose_name = "留痕"
