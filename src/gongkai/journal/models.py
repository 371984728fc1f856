"""Entries in chains: each carries the hash of the one before it, so that a changed or removed entry shows."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from gongkai.agency.models import Agency, Officer


class Chain(models.Model):
    """One chain of entries, an agency's or the site's, with its length and the hash of its last entry."""

    name = models.CharField(max_length=40, unique=True)
    agency = models.OneToOneField(Agency, models.PROTECT, null=True, related_name="chain")
    algorithm = models.CharField(max_length=10, default="sm3")
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")
    sealed_length = models.PositiveBigIntegerField(default=0)
    """How far the site's own chain has sealed it."""

    def __str__(self) -> str:
        return self.name


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are read and added; nothing changes or removes them."""

    def update(self, **_: Any) -> NoReturn:
        Entry.never()

    def delete(self) -> NoReturn:
        Entry.never()


class Entry(models.Model):
    """One act: what, on which record, by whom, on which day, with what details."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="entries")
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="entries")
    by_name = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("chain_id", "number")
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "number"], name="entry_number_in_chain")]
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id", "number"], name="entry_subject"),
            models.Index(fields=["agency", "-at"], name="entry_agency_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.chain_id}-{self.number} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            self.never()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.never()

    @staticmethod
    def never() -> NoReturn:
        raise TypeError("a journal entry is never changed or removed")
