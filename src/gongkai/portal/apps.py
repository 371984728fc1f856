"""The Django app."""

from django.apps import AppConfig


class PortalApp(AppConfig):
    name = "gongkai.portal"
    label = "portal"
    verbose_name = "门户"
