"""What people see of background work, and when each timer last ran."""

from typing import ClassVar

from django.db import models

from gongkai.agency.models import Agency, Officer


class Work(models.Model):
    """任务: one piece of long work, how far it is, and how it ended."""

    class State(models.TextChoices):
        QUEUED = "queued", "排队"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    kind = models.CharField(max_length=60)
    title = models.CharField("任务", max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="works")
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="works")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    arguments = models.JSONField(default=dict)
    total = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_asked = models.BooleanField(default=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    """When it last said that it is alive: one that stopped saying so died with its process and is taken up again."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["agency", "-asked_at"], name="work_agency_latest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)


class Timer(models.Model):
    """A job that runs by itself: when it last ran through, so that it runs once whoever starts it."""

    name = models.CharField(max_length=80, unique=True)
    last_on = models.DateField(null=True)
    last_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    """When a process began it; given up when it ends, and taken over from a process that died."""
    message = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
