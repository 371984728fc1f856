"""The Django app."""

from django.apps import AppConfig


class FilingApp(AppConfig):
    name = "gongkai.filing"
    label = "filing"
    verbose_name = "年度报告"

    def ready(self) -> None:
        from gongkai.filing import jobs, kept, passing  # noqa: F401
