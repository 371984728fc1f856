"""The Django app."""

from django.apps import AppConfig


class CatalogueApp(AppConfig):
    name = "gongkai.catalogue"
    label = "catalogue"
    verbose_name = "目录"
