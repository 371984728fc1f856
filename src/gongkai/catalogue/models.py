"""Guides, rules of procedure, and catalogues with their entries."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.agency.models import Agency, Officer
from gongkai.catalogue import roots


class Guide(models.Model):
    """政府信息公开指南: what the agency wrote; the office's six elements come from the office itself (条例第十二条)."""

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="guide")
    classification = models.TextField("政府信息的分类", blank=True)
    arrangement = models.TextField("编排体系", blank=True)
    access = models.TextField("获取方式", blank=True)
    how_to_request = models.TextField("依申请公开的流程", blank=True)
    fees = models.TextField("收费说明", blank=True)
    remedies = models.TextField("监督和救济渠道", blank=True)
    changed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.agency}政府信息公开指南"


class GuideEdition(models.Model):
    """A guide as published on a day: never changed afterwards."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="guide_editions")
    number = models.PositiveIntegerField()
    elements = models.JSONField()
    """Pairs of heading and text, in order."""
    published_on = models.DateField()
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "number"], name="guide_edition_number")]

    def __str__(self) -> str:
        return f"第{self.number}版"


class Regulation(models.Model):
    """制度: a rule the agency works by: national, from above, or its own."""

    class Source(models.TextChoices):
        NATIONAL = "national", "国家"
        SUPERIOR = "superior", "上级"
        OWN = "own", "本机关"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="regulations")
    title = models.CharField("名称", max_length=200)
    document_number = models.CharField("文号", max_length=60, blank=True)
    source = models.CharField("来源", max_length=8, choices=Source.choices, default=Source.OWN)
    subject = models.CharField("类别", max_length=40, blank=True)
    """What it governs: 审查、保密、申请办理、考核…"""
    body = models.TextField("正文", blank=True)
    """Clean HTML."""
    link = models.URLField("网址", blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)

    class Meta:
        ordering = ("source", "-issued_on", "pk")

    def __str__(self) -> str:
        return self.title


class Catalogue(models.Model):
    """政府信息公开目录 of an agency in one edition; one is in force at a time."""

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        IN_FORCE = "in_force", "现行"
        SUPERSEDED = "superseded", "已被替代"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="catalogues")
    number = models.PositiveIntegerField("版次")
    name = models.CharField("名称", max_length=120)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    handed_down_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="handed_down")
    made_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    adopted_on = models.DateField("发布日期", null=True, blank=True)
    note = models.TextField("说明", blank=True)
    """未涉及领域事项说明 and other words to the reader."""

    class Meta:
        ordering = ("agency_id", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "number"], name="catalogue_edition_number"),
            models.UniqueConstraint(fields=["agency"], condition=Q(state="in_force"), name="one_catalogue_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.number}版）"


class CatalogueFile(models.Model):
    """导入的目录: one workbook as read: shown first, then made a draft edition whole or not at all."""

    class State(models.TextChoices):
        READ = "read", "待确认"
        IMPORTED = "imported", "已导入"
        DROPPED = "dropped", "已放弃"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="catalogue_files")
    name = models.CharField("文件", max_length=200)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.READ)
    rows = models.JSONField(default=list)
    """`spreadsheet.Row.to_dict()` of every row that is an entry."""
    notes = models.JSONField(default=list)
    """Sentences on the workbook as a whole: sheets passed over, columns not found."""
    error_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    read_on = models.DateField()
    catalogue = models.ForeignKey(Catalogue, models.SET_NULL, null=True, blank=True, related_name="files")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


class CatalogueEntry(models.Model):
    """条目: one thing to be disclosed, in the national columns, with how it stands."""

    class Audience(models.TextChoices):
        PUBLIC = "public", "全社会"
        SPECIFIC = "specific", "特定群体"

    class Mode(models.TextChoices):
        ACTIVE = "active", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="entries")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="catalogue_entries")
    """The catalogue's agency, kept here for lists."""
    code = models.CharField("编号", max_length=40)
    """The same in every edition: what an item is filed under outlives the edition."""
    order = models.PositiveIntegerField("序号")
    root = models.CharField("法定内容", max_length=6, choices=roots.CHOICES)
    domain = models.CharField("领域", max_length=60, blank=True)
    level1 = models.CharField("一级事项", max_length=120)
    level2 = models.CharField("二级事项", max_length=120, blank=True)
    level3 = models.CharField("三级事项", max_length=120, blank=True)
    elements = models.JSONField("公开内容（要素）", default=list, blank=True)
    """Strings, one an element."""
    basis = models.TextField("公开依据", blank=True)
    time_limit = models.TextField("公开时限", blank=True)
    """In the words of the catalogue; `time_rules` is what was read from them."""
    time_rules = models.JSONField(default=dict, blank=True)
    """`law.timeliness.TimeRules.to_dict()`."""
    subject = models.CharField("公开主体", max_length=120, blank=True)
    channels = models.JSONField("公开渠道和载体", default=list, blank=True)
    """Pairs [name, required]: ■ is required, □ is not."""
    audience = models.CharField("公开对象", max_length=8, choices=Audience.choices, default=Audience.PUBLIC)
    audience_words = models.CharField("特定群体", max_length=120, blank=True)
    mode = models.CharField("公开方式", max_length=10, choices=Mode.choices, default=Mode.ACTIVE)
    levels = models.JSONField("公开层级", default=list, blank=True)
    """Strings: 省级、市级、县级、乡级、村级."""
    local_columns = models.JSONField("地方增列", default=dict, blank=True)
    has_personal_data = models.BooleanField("含个人信息，发布前必查", default=False)
    is_local = models.BooleanField("本级增补", default=False)
    not_applicable_reason = models.CharField("不涉及的说明", max_length=200, blank=True)
    item_count = models.PositiveIntegerField(default=0)
    """Items of the agency filed under the code and public now."""
    last_released_on = models.DateField(null=True, blank=True)
    stale_on = models.DateField(null=True, blank=True, db_index=True)
    """The first day it is stale when nothing more is released; None when nothing makes it so."""

    class Meta:
        ordering = ("catalogue_id", "order")
        constraints: ClassVar = [models.UniqueConstraint(fields=["catalogue", "code"], name="catalogue_entry_code")]
        indexes: ClassVar = [
            models.Index(fields=["agency", "code"], name="catalogue_entry_agency_code"),
        ]

    def __str__(self) -> str:
        return " / ".join(filter(None, (self.domain, self.level1, self.level2, self.level3)))

    @property
    def name(self) -> str:
        """Its own words, without the domain."""
        return " / ".join(filter(None, (self.level1, self.level2, self.level3)))

    @property
    def is_expected(self) -> bool:
        """Whether the agency has to have something public under it of its own motion."""
        return self.mode == self.Mode.ACTIVE and not self.not_applicable_reason
