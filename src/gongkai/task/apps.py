"""The Django app."""

from django.apps import AppConfig


class TaskApp(AppConfig):
    name = "gongkai.task"
    label = "task"
    verbose_name = "任务"
