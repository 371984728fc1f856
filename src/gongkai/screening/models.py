"""Examinations, the readings they consist of, findings confirmed, and exceptions for agencies with too few people."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.agency.models import Agency, Officer


class Stage(models.TextChoices):
    """三审三校 and 保密审查, in their order."""

    FIRST = "first", "一审一校（经办）"
    SECOND = "second", "二审二校（科室）"
    SECRECY = "secrecy", "保密审查"
    THIRD = "third", "三审三校（签发）"


class StaffingException(models.Model):
    """人员不足例外: for a time, one person may hold two stages of an agency's examinations; said openly, and why."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="staffing_exceptions")
    stages = models.JSONField()
    """Names of the stages that one person may hold together, e.g. ["second", "secrecy"]; never all of them."""
    reason = models.TextField("原因")
    outside_reviewer = models.CharField("外部复核", max_length=100, blank=True)
    from_on = models.DateField("起")
    until_on = models.DateField("止")
    granted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    granted_on = models.DateField()
    ended_on = models.DateField("提前终止日期", null=True, blank=True)

    class Meta:
        ordering = ("-from_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="staffing_exception_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.from_on}—{self.until_on}"


class ExaminationSequence(models.Model):
    """The last number given to an examination of an agency in a year; its row is locked while one is given."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="examination_sequences")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "year"], name="examination_sequence_year")]

    def __str__(self) -> str:
        return f"{self.agency_id}/{self.year}-{self.last}"


class Examination(models.Model):
    """审查单: the passage of one edition through its stages."""

    class State(models.TextChoices):
        OPEN = "open", "审查中"
        REFERRED = "referred", "报请确定"
        RETURNED = "returned", "已退回"
        PASSED = "passed", "审查通过"
        REFUSED = "refused", "不予公开"
        AFTERWARDS = "afterwards", "事后补审"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="examinations")
    number = models.CharField("审核单号", max_length=40)
    title = models.CharField("标题", max_length=300)
    fingerprint = models.CharField(max_length=64)
    """SM3 of what was examined; a release must carry the same."""
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    next_stage = models.CharField(max_length=8, choices=Stage.choices, blank=True)
    exception = models.ForeignKey(StaffingException, models.PROTECT, null=True, blank=True, related_name="examinations")
    is_emergency = models.BooleanField("紧急发布", default=False)
    emergency_reason = models.TextField(blank=True)
    referred_to = models.CharField("报请确定的机关", max_length=100, blank=True)
    referral_answer = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    """What the automatic checks found when it was submitted."""
    opened_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-opened_on", "-pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "number"], name="examination_number")]
        indexes: ClassVar = [
            models.Index(fields=["agency", "state", "next_stage"], name="examination_queue"),
            models.Index(fields=["agency", "-opened_on", "-id", "state"], name="examination_opened"),
        ]

    def __str__(self) -> str:
        return self.number


class Reading(models.Model):
    """One stage as done by one person: passed, returned or referred, with the opinion written."""

    class Decision(models.TextChoices):
        PASSED = "passed", "通过"
        RETURNED = "returned", "退回"
        REFERRED = "referred", "报请确定"
        REFUSED = "refused", "不予公开"
        ANSWERED = "answered", "收到答复"

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="readings")
    stage = models.CharField("环节", max_length=8, choices=Stage.choices)
    decision = models.CharField("结论", max_length=8, choices=Decision.choices)
    opinion = models.TextField("意见", blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="readings")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    is_exception = models.BooleanField("按例外办理", default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_stage_display()}：{self.get_decision_display()}"


class Confirmation(models.Model):
    """A finding that a named person looked at and lets stand, with the reason; gone when the words found change."""

    examination = models.ForeignKey(Examination, models.PROTECT, null=True, related_name="confirmations")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    rule = models.CharField(max_length=60)
    place = models.CharField(max_length=120)
    words = models.CharField(max_length=64)
    """SM3 of the words found, so that personal data is not written down a second time."""
    reason = models.TextField("理由")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id"], name="confirmation_subject")]

    def __str__(self) -> str:
        return self.rule
