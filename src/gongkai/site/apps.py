"""The Django app."""

from django.apps import AppConfig


class SiteApp(AppConfig):
    name = "gongkai.site"
    label = "gongkai_site"
    verbose_name = "站点"
