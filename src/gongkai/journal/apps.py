"""The Django app: at start, says to the agencies below how their acts are recorded, and loads every app's words."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalApp(AppConfig):
    name = "gongkai.journal"
    label = "journal"
    verbose_name = "留痕"

    def ready(self) -> None:
        from gongkai.agency import recording as below
        from gongkai.journal import recording

        below.written_by(recording.record)
        autodiscover_modules("words")
