"""Items and their editions, attachments, channels and publications."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.agency.models import Agency, Officer
from gongkai.catalogue import roots
from gongkai.screening.models import Examination
from gongkai.task.models import Work


class Batch(models.Model):
    """批量导入: one spreadsheet: read and shown first, then imported whole or not at all, and undone if need be."""

    class State(models.TextChoices):
        READ = "read", "待确认"
        IMPORTING = "importing", "导入中"
        IMPORTED = "imported", "已导入"
        UNDONE = "undone", "已撤销"
        DROPPED = "dropped", "已放弃"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="batches")
    file_name = models.CharField("文件", max_length=200)
    file_hash = models.CharField(max_length=64, blank=True)
    """SM3 of the spreadsheet; the spreadsheet itself is not kept."""
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.READ)
    row_count = models.PositiveIntegerField(default=0)
    error_count = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=list)
    """Pairs of a heading and what it was taken for, "" for a column that is not imported."""
    usual_channel = models.ForeignKey("Channel", models.PROTECT, null=True, blank=True, related_name="+")
    """Where a row was published that names no channel."""
    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    read_on = models.DateField()
    imported_on = models.DateField(null=True, blank=True)
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    undone_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.file_name


class BatchRow(models.Model):
    """One row of the spreadsheet as read, with what is wrong in it."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    """As the spreadsheet counts: the first row under a heading in row 1 is 2."""
    cells = models.JSONField()
    """Heading → text as found."""
    values = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    """Pairs [heading, sentence]."""
    warnings = models.JSONField(default=list)

    class Meta:
        ordering = ("batch_id", "number")
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "number"], name="batch_row_number")]

    def __str__(self) -> str:
        return f"第{self.number}行"


class Item(models.Model):
    """政府信息: one thing disclosed, or decided at its source not to be."""

    class Kind(models.TextChoices):
        NORMATIVE_DOCUMENT = "normative_document", "规范性文件"
        DECISION = "decision", "许可/处罚/强制决定"
        BUDGET = "budget", "预决算"
        INTERPRETATION = "interpretation", "政策解读"
        NOTICE = "notice", "公示公告"
        LIST = "list", "名单类"
        PERSONNEL = "personnel", "人事"
        PLAN = "plan", "规划计划"
        EMERGENCY = "emergency", "应急"
        KEY_TASK = "key_task", "重点任务"
        ANNUAL_REPORT = "annual_report", "政府信息公开年报"
        OTHER = "other", "其他"

    class Attribute(models.TextChoices):
        ACTIVE = "active", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        WITHHELD = "withheld", "不予公开"

    class Origin(models.TextChoices):
        MADE = "made", "本机关制作"
        MADE_JOINTLY = "made_jointly", "与其他机关共同制作"
        FROM_CITIZENS = "from_citizens", "从公民、法人获取"
        FROM_AGENCY = "from_agency", "从其他机关获取"

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_SCREENING = "in_screening", "审查中"
        RETURNED = "returned", "已退回"
        REFERRED = "referred", "报请确定"
        PASSED = "passed", "审查通过，待发布"
        SCHEDULED = "scheduled", "定时发布"
        RELEASED = "released", "已公开"
        WITHDRAWN = "withdrawn", "已撤回"
        KEPT = "kept", "不主动公开，已登记"
        DISCARDED = "discarded", "已作废"

    class Classification(models.TextChoices):
        TOP_SECRET = "top_secret", "绝密"
        SECRET = "secret", "机密"
        CONFIDENTIAL = "confidential", "秘密"

    class Validity(models.TextChoices):
        VALID = "valid", "有效"
        EXPIRED = "expired", "失效"
        REPEALED = "repealed", "废止"
        AMENDED = "amended", "已修改"
        NOT_SUBJECT = "", "不适用"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items", verbose_name="公开机关")
    kind = models.CharField("种类", max_length=20, choices=Kind.choices)
    title = models.CharField("标题", max_length=300)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    handler = models.ForeignKey(Officer, models.PROTECT, related_name="handled_items", verbose_name="经办人")

    attribute = models.CharField("公开属性", max_length=10, choices=Attribute.choices, default=Attribute.ACTIVE)
    attribute_ground = models.CharField("依据条款", max_length=20, blank=True)
    """For what is withheld: a code of `disclosure.grounds`."""
    attribute_reason = models.TextField("理由", blank=True)
    classification = models.CharField("密级", max_length=12, choices=Classification.choices, blank=True)
    """For a state secret, of which nothing else is kept than this and the document number."""
    reexamine_on = models.DateField("下次复核日期", null=True, blank=True)

    origin = models.CharField("来源", max_length=13, choices=Origin.choices, default=Origin.MADE)
    origin_agency = models.CharField("制作或最初获取的机关", max_length=100, blank=True)
    lead_agency = models.CharField("牵头机关", max_length=100, blank=True)
    responsibility_reason = models.CharField("由本机关公开的理由", max_length=200, blank=True)
    """Where article 10 names another agency, why this one discloses it all the same."""
    source_department = models.CharField("来源科室", max_length=100, blank=True)

    root = models.CharField("法定内容", max_length=6, choices=roots.CHOICES, blank=True)
    """The category that is counted: an item has exactly one."""
    entry_code = models.CharField("目录条目", max_length=40, blank=True)
    """CatalogueEntry.code of the agency's catalogue: it outlives editions of the catalogue."""
    elements_present = models.JSONField("要素核对", default=list, blank=True)
    """Elements of the entry that the handler ticked as present."""

    formed_on = models.DateField("成文（生成）日期", null=True, blank=True)
    event_on = models.DateField("起算日期", null=True, blank=True)
    """Where the entry's rule counts from another event than forming: approval, decision …"""
    due_on = models.DateField("公开期限", null=True, blank=True)
    due_reason = models.JSONField(default=dict, blank=True)
    """`law.calendar.Due` as data: steps and cites."""
    is_due_provisional = models.BooleanField(default=False)
    late_reason = models.CharField("超期原因", max_length=200, blank=True)

    index_number = models.CharField("索引号", max_length=40, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    summary = models.TextField("内容概述", blank=True)
    keywords = models.CharField("主题词", max_length=120, blank=True)
    audience = models.CharField("公开对象", max_length=120, blank=True)

    validity = models.CharField(
        "有效性", max_length=10, choices=Validity.choices, default=Validity.NOT_SUBJECT, blank=True
    )
    effective_on = models.DateField("生效日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    validity_note = models.CharField("有效性说明", max_length=200, blank=True)

    released_on = models.DateField("首次公开日期", null=True, blank=True)
    release_at = models.DateTimeField("定时发布时间", null=True, blank=True)
    release_by = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    release_channels = models.JSONField(default=list, blank=True)
    """Who set the time, and the channels chosen then."""
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawal_reason = models.TextField("撤回原因", blank=True)
    withdraw_due_on = models.DateField("应撤回日期", null=True, blank=True)
    withdraw_due_reason = models.CharField("应撤回的原因", max_length=200, blank=True)
    """A published penalty that was changed or annulled is taken back by this day (行政处罚法第四十八条)."""
    current = models.ForeignKey(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公开的版本"
    )
    """The edition the public sees; None before release and after withdrawal."""
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="items")
    revision = models.PositiveIntegerField(default=0)
    """Grows with every save: two people editing one draft are told."""
    token = models.CharField(max_length=40, blank=True)
    """Of the form that started it: the form sent twice starts one item."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "index_number"], condition=~Q(index_number=""), name="item_index_number"
            ),
            models.UniqueConstraint(fields=["handler", "token"], condition=~Q(token=""), name="item_started_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "state", "due_on"], name="item_agency_state_due"),
            models.Index(fields=["agency", "-released_on", "-id", "state"], name="item_agency_released"),
            models.Index(fields=["agency", "root", "released_on"], name="item_agency_root"),
            models.Index(fields=["agency", "state", "root", "released_on"], name="item_agency_state_root"),
            models.Index(fields=["agency", "kind", "state", "released_on"], name="item_agency_kind"),
            models.Index(fields=["agency", "released_on"], condition=Q(formed_on=None), name="item_undated"),
            models.Index(fields=["agency", "expires_on"], condition=Q(expires_on__isnull=False), name="item_to_expire"),
            models.Index(fields=["agency", "entry_code"], name="item_agency_entry"),
            models.Index(fields=["agency", "-id"], name="item_agency_latest"),
            models.Index(fields=["handler", "state"], name="item_handler_state"),
            models.Index(fields=["expires_on"], condition=Q(validity="valid"), name="item_expiring"),
            models.Index(fields=["reexamine_on"], condition=~Q(attribute="active"), name="item_reexamining"),
            models.Index(fields=["release_at"], condition=Q(state="scheduled"), name="item_scheduled"),
            models.Index(
                fields=["agency", "withdraw_due_on"],
                condition=Q(withdraw_due_on__isnull=False),
                name="item_to_withdraw",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.state == self.State.RELEASED

    @property
    def was_public(self) -> bool:
        return self.released_on is not None


class Edition(models.Model):
    """版本: the text of an item as examined and released; only a draft can still be changed."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_SCREENING = "in_screening", "审查中"
        PASSED = "passed", "审查通过"
        RELEASED = "released", "公开中"
        SUPERSEDED = "superseded", "已被新版替代"
        WITHDRAWN = "withdrawn", "已撤回"
        DISCARDED = "discarded", "已作废"

    item = models.ForeignKey(Item, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版次")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    title = models.CharField("标题", max_length=300)
    body = models.TextField("正文", blank=True)
    """Clean HTML (`vetting.html.clean`)."""
    metadata = models.JSONField(default=dict)
    """The item's public metadata as they were when the edition was submitted: what the public page shows of it."""
    pending = models.JSONField(default=dict, blank=True)
    """What a later edition changes on the item itself: laid over it with the release, so that no draft shows before."""
    writers = models.JSONField(default=list, blank=True)
    """Officers who wrote in it, the last to save at the end: none of them reads it at a later stage."""
    returned_reason = models.TextField("退回原因", blank=True)
    """Why the edition before it came back from its examination; this one takes up its text."""
    change_reason = models.CharField("修改说明", max_length=300, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    examination = models.ForeignKey(Examination, models.PROTECT, null=True, blank=True, related_name="editions")
    made_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    released_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("item_id", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="edition_number"),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["draft", "in_screening", "passed"]),
                name="one_edition_under_way",
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(state="released"), name="one_edition_released"),
        ]
        indexes: ClassVar = [models.Index(fields=["item", "state"], name="edition_item_state")]

    def __str__(self) -> str:
        return f"第{self.number}版"


class Attachment(models.Model):
    """附件: an original, never public, and the copy that is released."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="attachments")
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("格式", max_length=10)
    """By its content: pdf, docx, xlsx …"""
    original_hash = models.CharField(max_length=64)
    original_size = models.PositiveBigIntegerField()
    released_hash = models.CharField(max_length=64, blank=True)
    released_size = models.PositiveBigIntegerField(default=0)
    findings = models.JSONField(default=list)
    scan = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    """What can be read of it, bounded, for the checks."""
    order = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("edition_id", "order", "pk")

    def __str__(self) -> str:
        return self.name


class AgencyConsultation(models.Model):
    """会商、报批: another agency asked to agree on what concerns it, or to approve it (条例第十一条)."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "待答复"
        AGREED = "agreed", "同意"
        AGREED_WITH_CHANGES = "changes", "修改后同意"
        DISAGREED = "disagreed", "不同意"

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", "会商"
        APPROVAL = "approval", "报批"

    item = models.ForeignKey(Item, models.PROTECT, related_name="consultations")
    kind = models.CharField("方式", max_length=12, choices=Kind.choices, default=Kind.CONSULTATION)
    consulted = models.CharField("会商机关", max_length=100)
    question = models.TextField("会商事项")
    asked_on = models.DateField("发出日期")
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    answer = models.CharField("答复", max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answer_words = models.TextField("答复意见", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_edition = models.PositiveIntegerField(default=0)
    """The edition that had already been submitted when the answer came: changes asked for are not in it."""

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.consulted


class Channel(models.Model):
    """渠道: a place where an agency's information comes before the public, on the agency's register."""

    class Kind(models.TextChoices):
        PORTAL = "portal", "政府网站"
        WECHAT = "wechat", "微信公众号"
        BULLETIN_BOARD = "bulletin_board", "公告栏"
        LED = "led", "LED 显示屏"
        READING_SCREEN = "reading_screen", "电子阅报屏"
        READING_POINT = "reading_point", "查阅点"
        GAZETTE = "gazette", "政府公报"
        VILLAGE = "village", "村务公开平台"
        OTHER = "other", "其他"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="channels")
    kind = models.CharField("类型", max_length=14, choices=Kind.choices)
    name = models.CharField("名称", max_length=100)
    place = models.CharField("账号或地点", max_length=200, blank=True)
    person_in_charge = models.CharField("负责人", max_length=40, blank=True)
    telephone = models.CharField("电话", max_length=60, blank=True)
    photo_hash = models.CharField(max_length=64, blank=True)
    update_days = models.PositiveSmallIntegerField("至少每几天更新", null=True, blank=True)
    led_characters = models.PositiveSmallIntegerField("一屏可显示的字数", null=True, blank=True)
    registration = models.CharField("备案号", max_length=60, blank=True)
    opened_on = models.DateField("启用日期", null=True, blank=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("agency_id", "kind", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "kind", "name"], name="channel_name")]

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """发布: an item on a channel: planned, done with its proof, taken down. Done ones are what channels count."""

    class State(models.TextChoices):
        PLANNED = "planned", "待发布"
        DONE = "done", "已发布"
        TAKEN_DOWN = "taken_down", "已撤下"
        CANCELLED = "cancelled", "已取消"

    item = models.ForeignKey(Item, models.PROTECT, related_name="publications")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="publications")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="publications")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="publications")
    """The item's agency, kept here for counting."""
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PLANNED)
    on = models.DateField("发布日期", null=True, blank=True)
    proof_link = models.URLField("链接", max_length=500, blank=True)
    proof_hash = models.CharField("照片", max_length=64, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    take_down_due_on = models.DateField("应撤下日期", null=True, blank=True)
    taken_down_on = models.DateField("撤下日期", null=True, blank=True)
    taken_down_reason = models.CharField("撤下原因", max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "channel"], condition=~Q(state="cancelled"), name="item_once_a_channel"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "taken_down"]) | Q(on__isnull=False), name="publication_done_on_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "channel", "on"], name="publication_agency_channel"),
            models.Index(fields=["agency", "state", "on"], name="publication_agency_state"),
            models.Index(fields=["take_down_due_on"], condition=Q(state="done"), name="publication_take_down"),
            models.Index(
                fields=["agency", "take_down_due_on"],
                condition=Q(take_down_due_on__isnull=False),
                name="publication_to_take_down",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}@{self.channel_id}"


class Interpretation(models.Model):
    """解读: an item that explains a document, each leading to the other."""

    document = models.ForeignKey(Item, models.PROTECT, related_name="interpretations")
    interpretation = models.ForeignKey(Item, models.PROTECT, related_name="documents")
    linked_on = models.DateField()
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "interpretation"], name="interpretation_once"),
            models.CheckConstraint(condition=~Q(document=F("interpretation")), name="interpretation_is_another_item"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}↔{self.interpretation_id}"


class DraftConsultation(models.Model):
    """预公开: a draft decision put before the public for its opinions (重大行政决策程序暂行条例第十五条)."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="draft_consultation")
    explanation = models.TextField("草案说明")
    how = models.TextField("提意见的方式")
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    shortened_reason = models.TextField("少于三十日的理由", blank=True)
    outcome = models.TextField("意见采纳情况", blank=True)
    outcome_published_on = models.DateField("采纳情况公布日期", null=True, blank=True)
    decision = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="consulted_drafts")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_on__gt=F("opens_on")), name="consultation_closes_after_it_opens")
        ]

    def __str__(self) -> str:
        return f"{self.opens_on}—{self.closes_on}"


class Opinion(models.Model):
    """An opinion on a draft: by whom is kept from the public."""

    class Adoption(models.TextChoices):
        WAITING = "waiting", "待研究"
        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        NOT_ADOPTED = "not_adopted", "未采纳"

    consultation = models.ForeignKey(DraftConsultation, models.PROTECT, related_name="opinions")
    text = models.TextField("意见")
    name = models.CharField("姓名", max_length=40, blank=True)
    contact = models.CharField("联系方式", max_length=100, blank=True)
    received_on = models.DateField("收到日期")
    way = models.CharField("途径", max_length=20)
    adoption = models.CharField("采纳情况", max_length=12, choices=Adoption.choices, default=Adoption.WAITING)
    reason = models.TextField("理由", blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:20]


class Reexamination(models.Model):
    """复核: a decision not to disclose, looked at again (条例第十八条)."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "维持"
        DISCLOSED = "disclosed", "转为主动公开"
        ON_REQUEST = "on_request", "转为依申请公开"

    item = models.ForeignKey(Item, models.PROTECT, related_name="reexaminations")
    outcome = models.CharField("结论", max_length=10, choices=Outcome.choices)
    reason = models.TextField("理由")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_outcome_display()


class IndexSequence(models.Model):
    """流水号: the last index number given in one period of one agency; its row is locked while a number is given."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="index_sequences")
    period = models.CharField(max_length=6)
    """YYYYMM or YYYY, as the pattern has it."""
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "period"], name="index_sequence_period")]

    def __str__(self) -> str:
        return f"{self.agency_id}/{self.period}-{self.last}"


class VoidNumber(models.Model):
    """作废的索引号: given, then taken back with an import undone; listed, and never given again."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="void_numbers")
    number = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "number"], name="void_number")]

    def __str__(self) -> str:
        return self.number


class Overview(models.Model):
    """How an agency stands, counted when something changes and every night: what supervisors and rails read."""

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="overview")
    counted_on = models.DateField()
    counted_at = models.DateTimeField(auto_now=True)
    drafts = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    in_screening = models.PositiveIntegerField(default=0)
    to_release = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    due_soon = models.PositiveIntegerField(default=0)
    released_this_year = models.PositiveIntegerField(default=0)
    released_late_this_year = models.PositiveIntegerField(default=0)
    planned_publications = models.PositiveIntegerField(default=0)
    to_take_down = models.PositiveIntegerField(default=0)
    expiring = models.PositiveIntegerField(default=0)
    reexaminations_due = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    empty_entries = models.PositiveIntegerField(default=0)
    stale_entries = models.PositiveIntegerField(default=0)
    stale_channels = models.PositiveIntegerField(default=0)
    guide_gaps = models.PositiveSmallIntegerField(default=0)
    last_released_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-overdue", "-stale_entries", "-empty_entries"], name="overview_worst")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.counted_on}"
