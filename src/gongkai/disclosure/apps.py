"""The Django app: at start, says what of its work passes on when an officer hands over."""

from django.apps import AppConfig


class DisclosureApp(AppConfig):
    name = "gongkai.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        from gongkai.disclosure import passing  # noqa: F401
