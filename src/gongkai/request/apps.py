"""The Django app: at start, says what of its work passes on when an officer hands over, and what runs by itself."""

from django.apps import AppConfig


class RequestApp(AppConfig):
    name = "gongkai.request"
    label = "request"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from gongkai.request import digest, dossier, erasing, jobs, kept, outbox, passing, standing  # noqa: F401
        from gongkai.request.actions import (  # noqa: F401
            charging,
            consulting,
            deciding,
            delivering,
            disputing,
            explaining,
            extending,
            redacting,
        )
