"""The Django app: loads every app's jobs, so that their kinds of work and timers are known."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TaskApp(AppConfig):
    name = "gongkai.task"
    label = "task"
    verbose_name = "任务"

    def ready(self) -> None:
        autodiscover_modules("jobs")
