"""What is registered of meetings, trainings, inspections, assessments, appraisals and accountability."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from gongkai.agency.models import Agency, Officer


class Registered(models.Model):
    """Something an agency entered in a register; a mistaken entry is made void with a reason, never deleted."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    on = models.DateField("日期")
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    void_reason = models.CharField("作废理由", max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=40, blank=True)
    """Of the form that entered it: the form sent twice makes one entry."""

    VALID: ClassVar = Q(void_reason="")

    class Meta:
        abstract = True
        ordering = ("-on", "-pk")

    @property
    def is_void(self) -> bool:
        return bool(self.void_reason)


def _indexes(name: str) -> list[models.Index]:
    return [models.Index(fields=["agency", "on"], name=f"{name}_agency_on")]


class Meeting(Registered):
    """会议: one at which disclosure was decided on."""

    class Kind(models.TextChoices):
        SPECIAL = "special", "专题会议"
        LEADING_GROUP = "leading_group", "领导小组会议"
        DEPLOYMENT = "deployment", "工作部署会"
        STUDY = "study", "会议学习"

    kind = models.CharField("类型", max_length=14, choices=Kind.choices, default=Kind.SPECIAL)
    title = models.CharField("名称", max_length=120)
    chaired_by = models.CharField("主持人", max_length=60, blank=True)
    attendance = models.PositiveIntegerField("参加人数", null=True, blank=True)
    content = models.TextField("议定事项", blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = _indexes("meeting")

    def __str__(self) -> str:
        return self.title


class Training(Registered):
    """培训: one held here or attended elsewhere (条例第四十八条)."""

    class Kind(models.TextChoices):
        HELD = "held", "本机关举办"
        ATTENDED = "attended", "派员参加"

    kind = models.CharField("类型", max_length=8, choices=Kind.choices, default=Kind.HELD)
    title = models.CharField("名称", max_length=120)
    organiser = models.CharField("主办单位", max_length=100, blank=True)
    attendance = models.PositiveIntegerField("参训人次", null=True, blank=True)
    content = models.TextField("内容", blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = _indexes("training")

    def __str__(self) -> str:
        return self.title


class Inspection(Registered):
    """检查: one's own look back, a quarterly or random check, one from above (条例第四十七条)."""

    class Kind(models.TextChoices):
        SELF = "self", "自查"
        PERIODIC = "periodic", "定期检查"
        RANDOM = "random", "随机抽查"
        SUPERIOR = "superior", "上级检查"

    kind = models.CharField("类型", max_length=8, choices=Kind.choices, default=Kind.SELF)
    title = models.CharField("检查内容", max_length=120)
    inspector = models.CharField("检查单位或检查人", max_length=100, blank=True)
    content = models.TextField("结果", blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = _indexes("inspection")

    def __str__(self) -> str:
        return self.title


class Problem(Registered):
    """问题: what an inspection or appraisal found, how it is to be mended and whether it was; `on` is the day found."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name="检查"
    )
    title = models.CharField("问题", max_length=200)
    measure = models.CharField("整改措施", max_length=200, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    mended_on = models.DateField("整改完成日期", null=True, blank=True)
    content = models.TextField("整改情况", blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = _indexes("problem")

    def __str__(self) -> str:
        return self.title


class Assessment(Registered):
    """工作考核: how disclosure was assessed (条例第四十六条); `year` is the year assessed."""

    year = models.PositiveSmallIntegerField("考核年度")
    title = models.CharField("考核名称", max_length=120)
    assessor = models.CharField("考核单位", max_length=100, blank=True)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True, blank=True)
    grade = models.CharField("等次", max_length=40, blank=True)
    content = models.TextField("说明", blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = _indexes("assessment")

    def __str__(self) -> str:
        return self.title


class Appraisal(Registered):
    """社会评议: how the public judged disclosure (条例第四十六条); `year` is the year judged."""

    class Kind(models.TextChoices):
        QUESTIONNAIRE = "questionnaire", "问卷调查"
        FORUM = "forum", "座谈"
        THIRD_PARTY = "third_party", "第三方评估"
        OTHER = "other", "其他方式"

    year = models.PositiveSmallIntegerField("评议年度")
    kind = models.CharField("方式", max_length=14, choices=Kind.choices, default=Kind.QUESTIONNAIRE)
    title = models.CharField("评议名称", max_length=120)
    sample_size = models.PositiveIntegerField("样本数（份、人）", null=True, blank=True)
    satisfaction = models.DecimalField("满意率（%）", max_digits=5, decimal_places=2, null=True, blank=True)
    grade = models.CharField("结论", max_length=60, blank=True)
    content = models.TextField("提出的意见和整改", blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = _indexes("appraisal")

    def __str__(self) -> str:
        return self.title


class Accountability(Registered):
    """责任追究: somebody held to account for disclosure badly done (条例第五十二条、第五十三条)."""

    title = models.CharField("事由", max_length=200)
    people = models.PositiveIntegerField("被追究人数", default=1)
    decided_by = models.CharField("作出决定的单位", max_length=100, blank=True)
    content = models.TextField("处理情况", blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = _indexes("accountability")

    def __str__(self) -> str:
        return self.title


REGISTERS: tuple[type[Any], ...] = (Meeting, Training, Inspection, Problem, Assessment, Appraisal, Accountability)
