"""The year's report as a duty: filings, their versions, and everything a version is made of."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.models import Item
from gongkai.screening.models import Stage
from gongkai.supervision.models import Registered


class NormativeDocument(Registered):
    """规章、行政规范性文件: what the agency issued, on the register that 制发、废止、现行有效 are counted from.

    `on` is the day it was issued (成文日期).
    """

    class Kind(models.TextChoices):
        NORMATIVE_DOCUMENT = "normative_documents", "行政规范性文件"
        REGULATION = "regulations", "规章"

    class End(models.TextChoices):
        REPEALED = "repealed", "废止"
        INVALID = "invalid", "宣布失效"
        EXPIRED = "expired", "有效期满"

    kind = models.CharField("类型", max_length=20, choices=Kind.choices, default=Kind.NORMATIVE_DOCUMENT)
    title = models.CharField("名称", max_length=300)
    document_number = models.CharField("文号", max_length=60, blank=True)
    ended_on = models.DateField("废止、失效日期", null=True, blank=True)
    end = models.CharField("废止方式", max_length=8, choices=End.choices, blank=True)
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="normative_documents", verbose_name="公开的信息"
    )
    source = models.CharField("来源", max_length=120, blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = [
            models.Index(fields=["agency", "kind", "on"], name="normative_document_made"),
            models.Index(fields=["agency", "kind", "ended_on"], name="normative_document_ended"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("on")), name="normative_document_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(item__isnull=False, void_reason=""), name="normative_document_of_item"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Decided(Registered):
    """处理决定和收费: how many licensing, penalty or coercion decisions, or how much was charged, in a period.

    `on` is the last day of the period. Where it was counted from items, `items_of` says of which category.
    """

    class Kind(models.TextChoices):
        LICENSING = "licensing", "行政许可"
        PENALTIES = "penalties", "行政处罚"
        COERCION = "coercion", "行政强制"
        CHARGES = "charges", "行政事业性收费"

    class Way(models.TextChoices):
        ENTERED = "entered", "手工登记"
        IMPORTED = "imported", "表格导入"
        COUNTED = "counted", "由公开信息计数"

    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    from_on = models.DateField("期间起")
    number = models.DecimalField("数量（件）或金额（万元）", max_digits=16, decimal_places=6)
    way = models.CharField("怎样登记", max_length=8, choices=Way.choices, default=Way.ENTERED)
    source = models.CharField("来源", max_length=200)
    items_of = models.CharField(max_length=6, blank=True)

    class Meta(Registered.Meta):
        indexes: ClassVar = [models.Index(fields=["agency", "kind", "on"], name="decided_agency_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(on__gte=F("from_on")), name="decided_period_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(number__gte=0), name="decided_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_on}—{self.on}"


class Dates(models.Model):
    """报送期限: what a supervising agency set for one year's reports of the agencies below it (条例第四十九条)."""

    class Whom(models.TextChoices):
        TOWNSHIP = "township", "乡镇、街道"
        DEPARTMENT = "department", "部门"
        GOVERNMENT = "government", "人民政府（汇总）"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="filing_dates")
    """The one that set it: it holds for all below, unless one nearer set another."""
    year = models.PositiveSmallIntegerField("报告年度")
    whom = models.CharField("对象", max_length=10, choices=Whom.choices)
    submit_by = models.DateField("报送截止日期")
    publish_by = models.DateField("公布截止日期")
    notice = models.CharField("通知文号", max_length=120, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("agency_id", "-year", "whom")
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "year", "whom"], name="filing_dates_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.get_whom_display()}"


class Filing(models.Model):
    """年报: an agency's report of one year, its own or that of all below it together; its versions are the text."""

    class Scope(models.TextChoices):
        OWN = "own", "本级"
        WHOLE = "whole", "汇总"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="filings")
    year = models.PositiveSmallIntegerField("年度")
    scope = models.CharField("口径", max_length=6, choices=Scope.choices, default=Scope.OWN)
    handler = models.ForeignKey(Officer, models.PROTECT, related_name="filings", verbose_name="编制人")
    latest = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    """The version under way, or the last one when none is."""
    published = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    """The version the public sees."""
    revision = models.PositiveIntegerField(default=0)
    """Grows with every act: of two officers acting on what they see, the second is told."""
    began_on = models.DateField("开始编制日期")

    class Meta:
        ordering = ("-year", "scope", "agency_id")
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "year", "scope"], name="filing_once")]
        indexes: ClassVar = [models.Index(fields=["year", "agency"], name="filing_year_agency")]

    def __str__(self) -> str:
        return f"{self.year}年度报告" + ("（汇总）" if self.scope == self.Scope.WHOLE else "")


class Version(models.Model):
    """版本: a report from its first count to its publication; a restatement is a further version."""

    class State(models.TextChoices):
        READING = "reading", "待核对"
        DRAFTING = "drafting", "起草中"
        EXAMINING = "examining", "内部审查中"
        EXAMINED = "examined", "审查通过，待报送"
        SUBMITTED = "submitted", "已报送，待审核"
        RETURNED = "returned", "已退回"
        ACCEPTED = "accepted", "审核通过，待公布"
        PUBLISHED = "published", "已公布"
        RECORDED = "recorded", "已入库"
        SUPERSEDED = "superseded", "已被更正替代"
        DISCARDED = "discarded", "已作废"

    class Origin(models.TextChoices):
        LEDGER = "ledger", "由台账编制"
        FILE = "file", "由文件读入"

    EDITABLE: ClassVar = (State.DRAFTING, State.RETURNED)
    UNDER_WAY: ClassVar = (
        State.READING,
        State.DRAFTING,
        State.EXAMINING,
        State.EXAMINED,
        State.SUBMITTED,
        State.RETURNED,
        State.ACCEPTED,
    )

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版次")
    origin = models.CharField("来源", max_length=6, choices=Origin.choices, default=Origin.LEDGER)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFTING)
    restates_because = models.TextField("更正说明", blank=True)
    """Why a published report is stated again; "" for the first version."""
    as_in_original = models.TextField("原报告如此的说明", blank=True)
    """Why a report read from a file is published with errors that stand in the original; the public reads it."""
    edition = models.CharField("格式", max_length=6)
    """Of the form: "2021"."""
    counted_at = models.DateTimeField("统计时间", null=True)
    counted_entry = models.PositiveBigIntegerField(default=0)
    """How long the agency's journal was when the figures were counted: what was done since shows."""
    figures = models.JSONField(default=dict)
    """Name → value as last counted (text for amounts, null where it is not known); entered ones are not in it."""
    parts = models.JSONField(default=list)
    """Of a total: the numbers of the versions it was added up from, as last counted."""
    checked = models.JSONField(default=dict)
    """How it checked when it left the agency: "errors", "warnings", "blank" cells; {} while it has not."""
    found = models.JSONField(default=list)
    """What was found when it was last handed in for examination: `filing.findings` shows it while it is fixed."""
    title = models.CharField("标题", max_length=200, blank=True)
    preamble = models.TextField("题下说明", blank=True)
    signature = models.CharField("落款", max_length=100, blank=True)
    signed_on = models.DateField("落款日期", null=True, blank=True)
    report = models.TextField(blank=True)
    """`report.exchange` JSON: fixed when it goes to examination, or as read from the file."""
    read_before = models.TextField(blank=True)
    """The same as it last went to its readers, of one that came back or was taken back: they see what changed."""
    received_before = models.TextField(blank=True)
    """The same as it was last handed in above, of one that was sent back: there they see what changed since."""
    returned_by = models.CharField(max_length=100, blank=True)
    returned_reason = models.TextField("退回意见", blank=True)
    began_on = models.DateField()
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    first_submitted_on = models.DateField("首次报送日期", null=True, blank=True)
    """By it a report is late or not: what came back to be mended was handed in then."""
    received_by = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    """The agency it was filed with; None where none above works on this site."""
    accepted_on = models.DateField("审核日期", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    file_name = models.CharField("文件", max_length=200, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    file_kind = models.CharField(max_length=10, blank=True)
    shown_hash = models.CharField(max_length=64, blank=True)
    """The file as the PDF of its pages; "" where it cannot be shown so."""
    sheets = models.JSONField(default=list)
    """Each of those pages: its width and height, and where the figures of the tables stand on it, in points."""
    seal = models.CharField("封存校验值", max_length=64, blank=True)
    """SM3 at the end of the chain of the sealed package, shown to the public."""
    package_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("filing_id", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["filing", "number"], name="version_number"),
            models.UniqueConstraint(
                fields=["filing"],
                condition=Q(
                    state__in=["reading", "drafting", "examining", "examined", "submitted", "returned", "accepted"]
                ),
                name="one_version_under_way",
            ),
            models.UniqueConstraint(fields=["filing"], condition=Q(state="published"), name="one_version_published"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "filing"], name="version_state")]

    def __str__(self) -> str:
        return f"第{self.number}版"

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE


class Entered(models.Model):
    """填报的数字: a figure that comes from outside the ledger, with its source and why; marked wherever it shows."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="entered")
    name = models.CharField(max_length=80)
    value = models.DecimalField("填报的数字", max_digits=16, decimal_places=6)
    counted = models.DecimalField("台账统计", max_digits=16, decimal_places=6, null=True)
    """What the ledger said when it was entered."""
    source = models.CharField("来源", max_length=200)
    reason = models.CharField("不用台账数字的理由", max_length=300)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="entered_once")]

    def __str__(self) -> str:
        return self.name


class Frozen(models.Model):
    """封存的数字: a figure as a version was fixed with it, with the identifiers of the records behind it, in order."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="frozen")
    order = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=10)
    rule = models.TextField()
    cites = models.JSONField(default=list)
    value = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    counted = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    """What the records gave; where one was entered, `value` differs from it."""
    is_entered = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    records_of = models.CharField(max_length=60, blank=True)
    """Label of their model, `disclosure.item`; "" where no records stand behind it."""
    records = models.BinaryField(default=bytes)
    """Primary keys, eight bytes each, little-endian: `filing.freezing`."""
    amounts = models.JSONField(default=list)
    """What each record adds, as text, where the figure is a sum; [] where it says how many they are."""

    class Meta:
        ordering = ("version_id", "order")
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="frozen_once")]

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """一段正文: the words under a heading; a number linked to a figure stands in them as {{name}} (`filing.text`)."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="passages")
    section = models.CharField(max_length=20)
    part = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    """What was proposed when the text was last taken from the proposal; the same as `text` until somebody writes."""
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    """Who wrote in it last; None while it is as proposed."""
    on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "section", "part"], name="passage_once")]

    def __str__(self) -> str:
        return f"{self.section}.{self.part}"


class Plan(models.Model):
    """改进安排: a problem that one year's report states and what was to be done; the next report tells what was."""

    class Progress(models.TextChoices):
        NOT_TOLD = "", "未填写"
        DONE = "done", "已完成"
        UNDER_WAY = "under_way", "正在进行"
        NOT_DONE = "not_done", "没有完成"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("应在哪一年落实")
    problem = models.CharField("问题", max_length=300, blank=True)
    measure = models.CharField("改进安排", max_length=300)
    source = models.CharField("来源", max_length=120)
    """The report that promised it, or the inspection that led to it."""
    progress = models.CharField("落实情况", max_length=10, choices=Progress.choices, blank=True)
    done = models.CharField("做了什么", max_length=300, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("year", "pk")
        indexes: ClassVar = [models.Index(fields=["agency", "year"], name="plan_agency_year")]

    def __str__(self) -> str:
        return self.measure


class Confirmation(models.Model):
    """确认: a finding that a named person lets stand, with the reason, until what it speaks of changes."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="confirmations")
    rule = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    """SM3 of rule, place and cells: which finding it is."""
    values = models.CharField(max_length=64)
    """SM3 of the facts and words found: once they differ, the finding has to be confirmed anew."""
    says = models.TextField()
    """The finding's sentence when it was confirmed."""
    reason = models.TextField("理由")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["filing", "key"], name="filing_confirmation_key")]

    def __str__(self) -> str:
        return self.rule


class Reading(models.Model):
    """审查: one stage of the examination within the agency, done by one person (the stages of `screening`)."""

    class Decision(models.TextChoices):
        PASSED = "passed", "通过"
        RETURNED = "returned", "退回"

    version = models.ForeignKey(Version, models.CASCADE, related_name="readings")
    round = models.PositiveSmallIntegerField(default=1)
    """Grows with every time the version goes to examination."""
    stage = models.CharField("环节", max_length=8, choices=Stage.choices)
    decision = models.CharField("结论", max_length=8, choices=Decision.choices)
    opinion = models.TextField("意见", blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    is_exception = models.BooleanField("按例外办理", default=False)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "round", "stage"], name="filing_stage_once_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}：{self.get_decision_display()}"


class Mark(models.Model):
    """批注: what an examiner or the supervisor wants mended, on a cell or on words of the text."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="marks")
    cell = models.CharField(max_length=80, blank=True)
    """Path of the form, for a mark on a figure of a table."""
    section = models.CharField(max_length=20, blank=True)
    part = models.CharField(max_length=20, blank=True)
    quote = models.CharField("原文", max_length=300, blank=True)
    """The words marked; "" for the whole passage."""
    says = models.CharField("意见", max_length=300)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()
    from_above = models.BooleanField(default=False)
    """Written by who receives the report; what examiners within the agency mark is never seen above it."""
    is_sent = models.BooleanField(default=False)
    """The agency sees it once the version was returned."""
    answer = models.CharField("怎样处理", max_length=300, blank=True)
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.says[:20]


class Doubt(models.Model):
    """待核对的数字: a cell or a number of the text that the reader of a file is not sure of, for eyes to settle."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="doubts")
    order = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    """Path of the cell; "year", "agency", "signed_on" for particulars."""
    label = models.CharField(max_length=200)
    why = models.CharField(max_length=300)
    found = models.CharField("文件里的字", max_length=200, blank=True)
    place = models.CharField("位置", max_length=60, blank=True)
    read = models.CharField("读成", max_length=200, blank=True)
    """What the reader made of it, "" for nothing."""
    settled = models.CharField("核对为", max_length=200, blank=True)
    is_blank = models.BooleanField("原文就是空白", default=False)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    on = models.DateField(null=True)

    class Meta:
        ordering = ("version_id", "order")
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="doubt_once")]

    def __str__(self) -> str:
        return self.label


class Included(models.Model):
    """计入汇总: a report in doubt that a total counts all the same, because a named person says why."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="included")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["filing", "version"], name="filing_included_once")]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.version_id}"


class Rendered(models.Model):
    """成品文件: a published version as the files the public downloads."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="rendered")
    kind = models.CharField(max_length=6)
    """docx, pdf, xlsx, json, zip (the sealed package)."""
    name = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "kind"], name="rendered_once")]

    def __str__(self) -> str:
        return self.name


class Reminder(models.Model):
    """催报、到期提醒: that the people of an agency were reminded of a report, once for each occasion."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=20)
    """days_14, days_7, days_3, overdue, or asked_<day> for one a supervisor sent."""
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "year", "occasion"], name="filing_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.occasion}"
