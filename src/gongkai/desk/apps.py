"""The Django app: at start, begins to hear of who signs in."""

from django.apps import AppConfig


class DeskApp(AppConfig):
    name = "gongkai.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from gongkai.desk.account import sessions  # noqa: F401
