"""Requests for information and everything that happens to them: one case, its steps, letters, decision and disputes."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.models import Item
from gongkai.request import sealing


class Channel(models.TextChoices):
    """How a request came; the first two may never be closed (国办公开办函〔2017〕19号)."""

    IN_PERSON = "in_person", "当面提交"
    REGISTERED_POST = "registered_post", "邮寄（需签收）"
    ORDINARY_POST = "ordinary_post", "平常信函"
    FAX = "fax", "传真"
    INTERNET = "internet", "互联网"
    ORAL = "oral", "口头（代填）"


class Unit(models.Model):
    """承办机构: an office within the agency that handles cases assigned to it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    name = models.CharField("名称", max_length=60)
    members = models.ManyToManyField(Officer, related_name="units", verbose_name="成员", blank=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "name"], name="unit_name_in_agency")]

    def __str__(self) -> str:
        return self.name


class RequestChannel(models.Model):
    """申请渠道: whether an agency takes requests by a channel, and what the public must know to use it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="request_channels")
    channel = models.CharField("渠道", max_length=16, choices=Channel.choices)
    is_open = models.BooleanField("开通", default=True)
    note = models.CharField("地址、电话、邮箱或网址", max_length=300, blank=True)

    class Meta:
        ordering = ("agency_id", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "channel"], name="request_channel_once_in_agency"),
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(channel__in=("fax", "internet")), name="request_channel_may_be_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.get_channel_display()


class Sequence(models.Model):
    """The last number given of a kind in an agency's year: a registration's, or that of letters with one word."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "year", "word"], name="sequence_once")]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}"


class InfoRequest(models.Model):
    """政府信息公开申请: one request, from the moment it arrives until it lies in the archive."""

    class State(models.TextChoices):
        TO_CONFIRM = "to_confirm", "待确认"
        UNREACHED = "unreached", "待联络"
        REGISTERED = "registered", "办理中"
        TO_AMEND = "to_amend", "待补正"
        CONSULTING = "consulting", "征求意见"
        EXPLAINING = "explaining", "待说明理由"
        FEE_DUE = "fee_due", "待缴费"
        SIGNING = "signing", "待签发"
        REPLIED = "replied", "已答复，待送达"
        DELIVERED = "delivered", "已送达"
        ARCHIVED = "archived", "已归档"
        VOID = "void", "登记作废"

    class ClockState(models.TextChoices):
        NOT_STARTED = "not_started", "未起算"
        RUNNING = "running", "计时中"
        STOPPED = "stopped", "暂停"
        ENDED = "ended", "已答复"

    class Form(models.TextChoices):
        PAPER = "paper", "纸质"
        EMAIL = "email", "电子邮件"
        COPY = "copy", "光盘等电子数据"
        INSPECTION = "inspection", "查阅、抄录"

    class Way(models.TextChoices):
        POST = "post", "邮寄"
        EMAIL = "email", "电子邮件"
        FAX = "fax", "传真"
        COLLECT = "collect", "自行领取"

    NOT_RECEIVED: ClassVar = (State.TO_CONFIRM, State.UNREACHED)
    HANDLING: ClassVar = (
        State.REGISTERED,
        State.TO_AMEND,
        State.CONSULTING,
        State.EXPLAINING,
        State.FEE_DUE,
        State.SIGNING,
    )
    """Received and not yet replied to."""
    OPEN: ClassVar = (*NOT_RECEIVED, *HANDLING, State.REPLIED, State.DELIVERED)
    """Somebody still has something to do."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="info_requests", verbose_name="受理机关")
    number = models.CharField("登记编号", max_length=40, blank=True)
    """〔2026〕12号: given when the request is received, without gaps in the agency's year."""
    query_code = models.CharField("查询码", max_length=20, unique=True)
    external_number = models.CharField("上级平台编号", max_length=60, blank=True)
    exported_on = models.DateField("导出上报日期", null=True, blank=True)
    """The last day its file went to the higher platform."""
    token = models.CharField(max_length=64, blank=True)
    """Of the form it was made by: the same form sent twice makes one case."""

    channel = models.CharField("申请渠道", max_length=16, choices=Channel.choices)
    submitted_at = models.DateTimeField("提交时间")
    arrived_on = models.DateField("到件日期")
    signed_for_on = models.DateField("签收日期", null=True, blank=True)
    waybill = models.CharField("运单号", max_length=60, blank=True)
    signed_for_by = models.CharField("签收人", max_length=40, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    confirmed_how = models.CharField("确认方式", max_length=100, blank=True)
    received_on = models.DateField("收到日期", null=True, blank=True)
    """The day of receipt by law (条例第三十一条); the year's report counts the request by it."""
    is_written_down = models.BooleanField("代填", default=False)
    """Told orally and written down for the applicant (条例第二十九条第一款)."""

    applicant = models.OneToOneField("Applicant", models.PROTECT, related_name="info_request")
    title = models.CharField("所需信息", max_length=200)
    """The wanted information in a line, without anybody's name: lists show it."""
    description = models.TextField("内容描述")
    document_number = models.CharField("文号", max_length=100, blank=True)
    purpose = models.TextField("用途（可不填）", blank=True)
    form = models.CharField("提供方式", max_length=10, choices=Form.choices, default=Form.PAPER)
    way = models.CharField("获取方式", max_length=7, choices=Way.choices, default=Way.POST)

    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.TO_CONFIRM)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="info_requests")
    handler = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="info_requests")
    revision = models.PositiveIntegerField(default=0)
    """Every act adds one: an act meant for an older one is told what happened meanwhile."""

    clock = models.CharField(max_length=12, choices=ClockState.choices, default=ClockState.NOT_STARTED)
    due_on = models.DateField("答复期限", null=True, blank=True)
    """While the clock runs; while it is stopped, the day it would be if it went on today is not known."""
    due_before = models.DateField(null=True, blank=True)
    """What the due date was before an arrangement of holidays moved it."""
    internal_due_on = models.DateField("内部期限", null=True, blank=True)
    left_when_stopped = models.SmallIntegerField(null=True, blank=True)
    """Working days left when the clock stopped."""
    stop_ends_by = models.DateField(null=True, blank=True)
    """The day by which the stop ends by itself or runs out: an amendment's, a consultation's, a fee's."""
    is_due_provisional = models.BooleanField(default=False)
    is_extended = models.BooleanField("已延期", default=False)
    overdue_reason = models.CharField("超期原因", max_length=300, blank=True)

    outcome = models.CharField("办理结果", max_length=60, blank=True)
    """A code of `law.outcomes`: that of the decision which the year's report counts."""
    replied_on = models.DateField("答复日期", null=True, blank=True)
    """The day the reply went out, or the case was closed otherwise: the year's report counts it as dealt with then."""
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    archived_on = models.DateField("归档日期", null=True, blank=True)
    keep_until = models.DateField("保管期满", null=True, blank=True)
    handed_to_archive_on = models.DateField("移交档案馆", null=True, blank=True)
    archive_list = models.ForeignKey("ArchiveList", models.PROTECT, null=True, blank=True, related_name="info_requests")

    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    """Answered by the reply of another request; registered and counted apart."""
    become_item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="from_requests")
    """转主动公开 (条例第四十四条)."""
    asks_to_publish = models.BooleanField("建议转为主动公开", default=False)
    reply_item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="of_replies")
    """The published reply, without anybody's name; it goes the way of every item."""
    rating = models.PositiveSmallIntegerField("评价", null=True, blank=True)
    rating_words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-received_on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "number"], condition=~Q(number=""), name="info_request_number_in_agency"
            ),
            models.UniqueConstraint(
                fields=["agency", "external_number"],
                condition=~Q(external_number=""),
                name="info_request_external_once",
            ),
            models.UniqueConstraint(fields=["agency", "token"], condition=~Q(token=""), name="info_request_form_once"),
            models.CheckConstraint(
                condition=Q(replied_on=None) | Q(received_on__lte=F("replied_on"), received_on__isnull=False),
                name="info_request_received_before_reply",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "state", "due_on"], name="info_request_board"),
            models.Index(fields=["agency", "received_on"], name="info_request_received"),
            models.Index(fields=["agency", "replied_on"], name="info_request_replied"),
            models.Index(fields=["handler", "state"], name="info_request_handler"),
            models.Index(fields=["clock", "due_on"], name="info_request_due"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.arrived_on}到件、未登记的申请"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Applicant(models.Model):
    """申请人: who asks. What says who it is stands sealed; the kind alone is plain, since the report counts it."""

    class Kind(models.TextChoices):
        NATURAL_PERSON = "natural_person", "自然人"
        BUSINESS = "business", "商业企业"
        RESEARCH = "research", "科研机构"
        PUBLIC_WELFARE = "public_welfare", "社会公益组织"
        LEGAL_SERVICE = "legal_service", "法律服务机构"
        OTHER_ORGANISATION = "other_organisation", "其他"

    FIELDS: ClassVar = {
        "name": "姓名或名称",
        "id_kind": "证件名称",
        "id_number": "证件号码",
        "credit_code": "统一社会信用代码",
        "representative": "法定代表人",
        "contact": "联系人",
        "mobile": "联系电话",
        "email": "电子邮箱",
        "fax": "传真",
        "address": "联系地址",
        "postcode": "邮政编码",
        "employer": "工作单位",
        "assistance": "需要的帮助",
    }
    """What is sealed. `mobile` is any telephone; `assistance` is help for who reads or hears with difficulty (43)."""

    kind = models.CharField("申请人类型", max_length=20, choices=Kind.choices)
    sealed = models.BinaryField(default=bytes)
    identity_key = models.CharField(max_length=64, blank=True, db_index=True)
    """Keyed hash of the identity or credit number: the same person is found again by it."""
    name_key = models.CharField(max_length=64, blank=True, db_index=True)
    contact_key = models.CharField(max_length=64, blank=True, db_index=True)
    """Keyed hash of the telephone, or of the e-mail address where there is none: the second factor."""
    erased_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def words(self) -> dict[str, Any]:
        """Everything sealed, by the names in FIELDS. Ask `access.may_see_applicant` first."""
        kept: dict[str, Any] | None = self.__dict__.get("_words")
        if kept is None:
            kept = self.__dict__["_words"] = sealing.unseal(self.sealed)
        return kept

    def tell(self, words: dict[str, str]) -> None:
        """Seal what the applicant says of himself, unsaved, with the hashes to find him by."""
        told = {name: words[name].strip() for name in self.FIELDS if words.get(name, "").strip()}
        self.sealed = sealing.seal(told)
        self.identity_key = sealing.blind("identity", told.get("id_number") or told.get("credit_code", ""))
        self.name_key = sealing.blind("name", told.get("name", ""))
        self.contact_key = sealing.blind("contact", told.get("mobile") or told.get("email", ""))
        self.__dict__.pop("_words", None)


class IdentityFile(models.Model):
    """身份证明: the copy of an identity document, encrypted, apart from everything else, deleted on its day."""

    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="identity_files")
    kind = models.CharField(max_length=10)
    hash = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    delete_on = models.DateField(null=True, blank=True, db_index=True)
    """Set when the case is closed."""
    deleted_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"身份证明（{self.kind}）"


class Step(models.Model):
    """一步: what was done to a case, when, by whom; added, never changed."""

    class Kind(models.TextChoices):
        ARRIVED = "arrived", "收到申请"
        CONTACTED = "contacted", "联系申请人"
        UNREACHED = "unreached", "联系不上"
        RECEIVED = "received", "登记"
        ASSIGNED = "assigned", "交办"
        CLAIMED = "claimed", "认领"
        SENT_BACK = "sent_back", "退回"
        CHASED = "chased", "催办"
        AMENDMENT_ASKED = "amendment_asked", "要求补正"
        AMENDED = "amended", "收到补正"
        CONSULTATION_BEGAN = "consultation_began", "征求意见"
        CONSULTATION_ENDED = "consultation_ended", "意见期结束"
        EXPLANATION_ASKED = "explanation_asked", "要求说明理由"
        EXPLAINED = "explained", "说明了理由"
        DELAY_FIXED = "delay_fixed", "确定合理延迟期限"
        EXTENDED = "extended", "延期"
        FEE_NOTICED = "fee_noticed", "通知收费"
        FEE_PAID = "fee_paid", "缴费"
        FEE_CANCELLED = "fee_cancelled", "作废收费通知"
        FEE_REFUNDED = "fee_refunded", "退费"
        SUBMITTED = "submitted", "提交签发"
        RETURNED = "returned", "退回修改"
        REPLIED = "replied", "答复"
        CLOSED = "closed", "终止办理"
        WITHDRAWN = "withdrawn", "申请人撤回"
        DELIVERED = "delivered", "送达"
        ARCHIVED = "archived", "归档"
        REOPENED = "reopened", "重新办理"
        MERGED = "merged", "合并答复"
        PARTED = "parted", "分开答复"
        CONVERTED = "converted", "转主动公开"
        OVERDUE_EXPLAINED = "overdue_explained", "说明超期原因"
        CORRECTED = "corrected", "更正登记"
        VOIDED = "voided", "登记作废"
        RATED = "rated", "评价"

    info_request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    """Nobody: the applicant, or the site itself."""
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    """What the clock and the letters need: key, party, days, until … No word of who applied."""
    due_on = models.DateField(null=True)
    """The due date after this step, if there was one."""

    class Meta:
        ordering = ("info_request_id", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["info_request", "kind"],
                condition=Q(kind__in=("received", "amendment_asked", "extended")),
                name="step_only_once",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class CaseFile(models.Model):
    """文件: one that belongs to a case. What goes out is always a released copy, never the original."""

    class Role(models.TextChoices):
        APPLICATION = "application", "申请材料"
        AMENDMENT = "amendment", "补正材料"
        FOUND = "found", "检索到的信息"
        OPINION = "opinion", "意见回复"
        PROOF = "proof", "凭证"
        OTHER = "other", "其他"

    info_request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="files")
    role = models.CharField("用途", max_length=11, choices=Role.choices)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField(max_length=10)
    hash = models.CharField(max_length=64)
    """SM3 of the original, in the area "cases"."""
    size = models.PositiveBigIntegerField()
    released_hash = models.CharField(max_length=64, blank=True)
    """SM3 of the copy that may go out, cleaned and redacted, in the area "case_released"."""
    released_size = models.PositiveBigIntegerField(default=0)
    released_name = models.CharField(max_length=200, blank=True)
    is_redacted = models.BooleanField("已遮盖", default=False)
    is_withheld = models.BooleanField("不提供", default=False)
    """This file alone is withheld; the others go out."""
    withheld_reason = models.CharField("不提供的理由", max_length=300, blank=True)
    withheld_ground = models.CharField("依据条款", max_length=20, blank=True)
    """A code of `disclosure.grounds`."""
    scan = models.JSONField(default=dict)
    """pages, unread, is_fixed, traces, accepted; and personal, what of a person the released copy may say."""
    shown_hash = models.CharField(max_length=64, blank=True)
    """SM3 of the original as PDF, made to be covered, in the area "cases"; none for one that is a PDF."""
    redactions = models.JSONField(default=list)
    """What was covered and why: [{"page", "ground", "count"}], without the words."""
    covers = models.BinaryField(default=bytes)
    """Sealed: the words and places that were covered, to begin from when more is to be covered."""
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("info_request_id", "pk")

    def __str__(self) -> str:
        return self.name


class SearchRecord(models.Model):
    """检索记录: where, with which words, when, by whom, and what was found."""

    info_request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="searches")
    place = models.CharField("检索范围", max_length=200)
    method = models.CharField("检索方式", max_length=100)
    keywords = models.CharField("关键词", max_length=200)
    searched_on = models.DateField("检索日期")
    searched_by = models.CharField("检索人", max_length=40)
    is_found = models.BooleanField("是否找到")
    result = models.TextField("检索结果")
    file = models.ForeignKey(CaseFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("info_request_id", "pk")

    def __str__(self) -> str:
        return f"{self.place}：{self.keywords}"


class Consultation(models.Model):
    """征求意见: of a third party, of an agency that made the information jointly, or of another agency."""

    class Party(models.TextChoices):
        THIRD_PARTY = "third_party", "第三方"
        CO_AUTHOR = "co_author", "共同制作机关"
        AGENCY = "agency", "其他机关"

    class Answer(models.TextChoices):
        AGREED = "agreed", "同意公开"
        PARTLY = "partly", "同意部分公开"
        OBJECTED = "objected", "不同意公开"
        SILENT = "silent", "逾期未回复"

    info_request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="consultations")
    party = models.CharField("征求对象", max_length=11, choices=Party.choices)
    sealed = models.BinaryField(default=bytes)
    """Name and address of whom was asked."""
    asked_on = models.DateField("征求日期")
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    due_on = models.DateField("意见期限", null=True, blank=True)
    answered_on = models.DateField("回复日期", null=True, blank=True)
    answer = models.CharField("意见", max_length=8, choices=Answer.choices, blank=True)
    opinion = models.TextField("意见和理由", blank=True)
    is_reasonable = models.BooleanField("理由成立", null=True)
    """The agency's own judgement of an objection; silence decides nothing here (条例第三十二条)."""
    public_interest = models.TextField("公共利益重大影响的理由", blank=True)
    """Why it is disclosed all the same; the third party is told in writing."""
    file = models.ForeignKey(CaseFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("info_request_id", "pk")

    def __str__(self) -> str:
        return f"征求{self.get_party_display()}意见"

    @property
    def words(self) -> dict[str, Any]:
        return sealing.unseal(self.sealed)


class Decision(models.Model):
    """办理结果: an outcome of the register with what was established for it."""

    info_request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=60)
    established = models.JSONField(default=dict)
    """Key of the outcome's `establishes` → what was written or chosen, or the number of the record."""
    reason = models.TextField("事实和理由", blank=True)
    note = models.TextField("口径说明", blank=True)
    """Where practice is unsettled: which way was taken here, and why."""
    words = models.JSONField(default=dict)
    """The agency's own wording of the letter by part, until it is handed in."""
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    effective_on = models.DateField(null=True, blank=True)
    """The day its letter went out; a decision without it is a draft before sign-off."""
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.ForeignKey("Dispute", models.PROTECT, null=True, blank=True, related_name="undone")
    files = models.ManyToManyField(CaseFile, related_name="+", blank=True)
    """What goes out with it."""

    class Meta:
        ordering = ("info_request_id", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["info_request", "number"], name="decision_number_in_case")
        ]

    def __str__(self) -> str:
        return self.outcome


class Fee(models.Model):
    """信息处理费: one notice, by item or by page, never both; the amount in 元."""

    class Method(models.TextChoices):
        ITEMS = "items", "按件"
        PAGES = "pages", "按量"

    class State(models.TextChoices):
        PROPOSED = "proposed", "待审批"
        NOTICED = "noticed", "待缴费"
        PAID = "paid", "已缴费"
        LAPSED = "lapsed", "逾期未缴"
        CANCELLED = "cancelled", "已作废"
        REFUNDED = "refunded", "已退付"

    info_request = models.ForeignKey(InfoRequest, models.PROTECT, related_name="fees")
    method = models.CharField("计费方式", max_length=5, choices=Method.choices)
    count = models.PositiveIntegerField("件数或页数")
    before = models.PositiveIntegerField("本月此前件数", default=0)
    amount = models.PositiveIntegerField("金额（元）")
    steps = models.JSONField(default=list)
    reason = models.TextField("收费理由")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    noticed_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("缴费期限", null=True, blank=True)
    paid_on = models.DateField("到账日期", null=True, blank=True)
    receipt_number = models.CharField("票据号", max_length=60, blank=True)
    refunded_on = models.DateField(null=True, blank=True)
    refund_reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("info_request_id", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["info_request"],
                condition=Q(state__in=("proposed", "noticed", "paid")),
                name="fee_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.amount} 元"


class Dispute(models.Model):
    """争议: a reconsideration or a lawsuit, against a reply or about disclosure of the agency's own motion."""

    class Kind(models.TextChoices):
        RECONSIDERATION = "reconsideration", "行政复议"
        LAWSUIT_DIRECT = "lawsuit_direct", "未经复议直接起诉"
        LAWSUIT_AFTER = "lawsuit_after_reconsideration", "复议后起诉"

    class Result(models.TextChoices):
        UPHELD = "upheld", "结果维持"
        CORRECTED = "corrected", "结果纠正"
        OTHER = "other", "其他结果"

    class Procedure(models.TextChoices):
        SIMPLE = "simple", "简易程序"
        ORDINARY = "ordinary", "普通程序"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disputes")
    info_request = models.ForeignKey(InfoRequest, models.PROTECT, null=True, blank=True, related_name="disputes")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="disputes")
    after = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    kind = models.CharField("类型", max_length=32, choices=Kind.choices)
    procedure = models.CharField("程序", max_length=8, choices=Procedure.choices, default=Procedure.SIMPLE)
    subject = models.CharField("争议事项", max_length=300)
    body = models.CharField("复议机关或法院", max_length=100)
    case_number = models.CharField("案号", max_length=60, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    received_on = models.DateField("收到通知日期")
    reply_due_on = models.DateField("答复举证期限", null=True, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    hearing_on = models.DateField("听证或开庭日期", null=True, blank=True)
    result = models.CharField("结果", max_length=9, choices=Result.choices, blank=True)
    result_detail = models.CharField("结果说明", max_length=300, blank=True)
    decided_on = models.DateField("结果日期", null=True, blank=True)
    redo_due_on = models.DateField("重新答复期限", null=True, blank=True)
    redone_on = models.DateField(null=True, blank=True)
    handler = models.ForeignKey(Officer, models.PROTECT, related_name="disputes")
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    """Registered by mistake or twice: it stays in the list, and counts nowhere."""
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-received_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result="", decided_on=None) | (~Q(result="") & Q(decided_on__isnull=False)),
                name="dispute_result_has_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("received_on")), name="dispute_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "received_on"], name="dispute_received")]

    def __str__(self) -> str:
        return self.case_number or f"{self.get_kind_display()}（{self.received_on}）"


class Letter(models.Model):
    """文书: a letter of a case, from the template of its kind; once issued, numbered and frozen."""

    class State(models.TextChoices):
        REVIEWING = "reviewing", "待审核"
        SIGNING = "signing", "待签发"
        RETURNED = "returned", "已退回"
        ISSUED = "issued", "已制发"
        VOID = "void", "已作废"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="letters")
    info_request = models.ForeignKey(InfoRequest, models.PROTECT, null=True, related_name="letters")
    kind = models.CharField(max_length=60)
    """A code of `letters.kinds`."""
    to = models.CharField("送给", max_length=12, default="applicant")
    """applicant, third_party, co_author, agency, review_body, court"""
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, blank=True, related_name="letters")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="letters")
    fee = models.ForeignKey(Fee, models.PROTECT, null=True, blank=True, related_name="letters")
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, blank=True, related_name="letters")
    correction = models.ForeignKey("Correction", models.PROTECT, null=True, blank=True, related_name="letters")
    complaint = models.ForeignKey("Complaint", models.PROTECT, null=True, blank=True, related_name="letters")
    state = models.CharField(max_length=9, choices=State.choices)
    number = models.CharField("文号", max_length=60, blank=True)
    words = models.JSONField(default=dict)
    """The agency's own wording by part, and what the act was given; fixed parts come from the template."""
    content = models.BinaryField(default=bytes)
    """Sealed when issued: all that stands in the letter, addressee included, so that it prints the same for ever."""
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    issued_on = models.DateField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("info_request_id", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "number"], condition=~Q(number=""), name="letter_number_once")
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "state"], name="letter_waiting")]

    def __str__(self) -> str:
        return self.number or "未编号的文书"


class LetterSetting(models.Model):
    """文书设置: what stands in an agency's letters and cannot be known from the tree of agencies."""

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="letter_setting")
    word = models.CharField("文号的机关代字", max_length=12, blank=True)
    court = models.CharField("提起行政诉讼的人民法院", max_length=60, blank=True)
    reconsideration_agency = models.CharField("行政复议机关", max_length=60, blank=True)
    """Where it is not the government above in the tree."""
    signature = models.CharField("落款的机关名称", max_length=100, blank=True)

    def __str__(self) -> str:
        return self.word


class LetterWording(models.Model):
    """自拟文字: an agency's own words for a part of a kind of letter that is not fixed."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="letter_wordings")
    kind = models.CharField(max_length=60)
    part = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        ordering = ("agency_id", "kind", "part")
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "kind", "part"], name="letter_wording_once")]

    def __str__(self) -> str:
        return self.text


class SignOff(models.Model):
    """审签: one officer's yes or no to a letter before it is issued."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="sign_offs")
    act = models.CharField(max_length=40)
    is_passed = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("letter_id", "pk")

    def __str__(self) -> str:
        passed = {"request.review": "审核通过", "request.sign": "签发"}.get(self.act, "同意")
        return passed if self.is_passed else "退回"


class Delivery(models.Model):
    """送达: how a letter went, when it went and when it came, with the proof."""

    class Way(models.TextChoices):
        POST = "post", "邮寄"
        EMAIL = "email", "电子邮件"
        ONLINE = "online", "在线查询"
        FAX = "fax", "传真"
        IN_PERSON = "in_person", "当面"
        NOTICE = "notice", "公告"

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    way = models.CharField("送达方式", max_length=9, choices=Way.choices)
    sent_on = models.DateField("发出日期")
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    failed_reason = models.CharField("未送达原因", max_length=200, blank=True)
    proof = models.CharField("凭证", max_length=200, blank=True)
    file = models.ForeignKey(CaseFile, models.PROTECT, null=True, blank=True, related_name="+")
    message = models.ForeignKey("Message", models.SET_NULL, null=True, blank=True, related_name="+")
    """The e-mail it went by."""
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("letter_id", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("sent_on")), name="delivery_comes_after_it_goes"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}送达"


class ArchiveList(models.Model):
    """移交清单: the dossiers that went to an archive together."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="archive_lists")
    number = models.CharField("清单编号", max_length=40)
    receiver = models.CharField("接收单位", max_length=100)
    received_by = models.CharField("接收人", max_length=40, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField("移交日期")

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "number"], name="archive_list_number_in_agency")
        ]

    def __str__(self) -> str:
        return self.number


class Matter(models.Model):
    """What somebody brings besides a request: numbered, with who brings it sealed, dealt with by one officer."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="%(class)ss")
    """That which deals with it; of a complaint the agency above, or the department in charge."""
    number = models.CharField("登记编号", max_length=40)
    received_on = models.DateField("收到日期")
    sealed = models.BinaryField(default=bytes)
    """Who brings it, sealed as an applicant is."""
    handler = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    """Nobody yet: it came online."""
    told_on = models.DateField("告知日期", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    token = models.CharField(max_length=64, blank=True)
    """Of the form it was made by: the same form sent twice makes one."""
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ("-received_on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "number"], name="%(class)s_number_in_agency"),
            models.UniqueConstraint(fields=["agency", "token"], condition=~Q(token=""), name="%(class)s_form_once"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def words(self) -> dict[str, Any]:
        return sealing.unseal(self.sealed)


class Correction(Matter):
    """更正申请: of a record about oneself (条例第四十一条): a matter of its own, in no table of the report."""

    class Result(models.TextChoices):
        CORRECTED = "corrected", "已更正"
        KEPT = "kept", "记录准确，不更正"
        PASSED_ON = "passed_on", "已转送有权机关"
        DIRECTED = "directed", "告知向有权机关提出"

    record = models.CharField("哪条记录", max_length=300)
    says = models.TextField("怎样不准确")
    evidence = models.TextField("证据")
    result = models.CharField("结果", max_length=9, choices=Result.choices, blank=True)
    result_words = models.TextField("处理说明", blank=True)


class Complaint(Matter):
    """投诉举报: that rights were infringed in disclosure work (条例第五十一条), made here or passed on to here."""

    class Result(models.TextChoices):
        FOUNDED = "founded", "属实，已督促整改"
        PARTLY = "partly", "部分属实"
        UNFOUNDED = "unfounded", "不属实"
        PASSED_ON = "passed_on", "转有权机关"

    against = models.ForeignKey(Agency, models.PROTECT, related_name="complaints_against")
    info_request = models.ForeignKey(InfoRequest, models.PROTECT, null=True, blank=True, related_name="complaints")
    says = models.TextField("投诉举报内容")
    result = models.CharField("结果", max_length=9, choices=Result.choices, blank=True)
    result_words = models.TextField("调查处理情况", blank=True)


class Message(models.Model):
    """待发消息: written in the transaction of the act, sent by a timer, so that neither gets lost."""

    class Way(models.TextChoices):
        EMAIL = "email", "电子邮件"
        WEBHOOK = "webhook", "短信、微信（转发接口）"
        DESK = "desk", "站内"

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "发送失败"
        SEEN = "seen", "已读"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    info_request = models.ForeignKey(InfoRequest, models.CASCADE, null=True, related_name="messages")
    officer = models.ForeignKey(Officer, models.CASCADE, null=True, related_name="messages")
    """Nobody: it goes to the applicant."""
    way = models.CharField(max_length=7, choices=Way.choices)
    subject = models.CharField(max_length=200)
    sealed = models.BinaryField(default=bytes)
    """Address and text."""
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)
    send_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=60, blank=True)
    """Of one that may be written only once: an officer's digest of a day."""

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="message_once")]
        indexes: ClassVar = [
            models.Index(fields=["state", "send_at"], name="message_waiting"),
            models.Index(fields=["officer", "way", "state"], name="message_of_officer"),
            models.Index(fields=["agency", "state"], name="message_of_agency"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def words(self) -> dict[str, Any]:
        """to, text, link."""
        return sealing.unseal(self.sealed)


class NoticePreference(models.Model):
    """提醒方式: what an officer gets by e-mail; what is overdue comes whatever stands here."""

    officer = models.OneToOneField(Officer, models.CASCADE, related_name="notice_preference")
    at_once = models.BooleanField("有事马上发邮件", default=True)
    digest = models.BooleanField("每个工作日发一封待办汇总", default=True)

    def __str__(self) -> str:
        return f"{self.officer_id}"


class Standing(models.Model):
    """依申请概况: how an agency's requests and disputes stand, counted after every act and every night."""

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="request_standing")
    counted_on = models.DateField()
    open = models.PositiveIntegerField(default=0)
    """Arrived and not yet replied to."""
    in_hand = models.PositiveIntegerField(default=0)
    """Those that wait for the agency itself; the others wait for the applicant or for somebody's opinion."""
    to_confirm = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    due_soon = models.PositiveIntegerField(default=0)
    stopped = models.PositiveIntegerField(default=0)
    lapsed = models.PositiveIntegerField(default=0)
    """Stopped, and what they were stopped for ran out."""
    undelivered = models.PositiveIntegerField(default=0)
    unassigned = models.PositiveIntegerField(default=0)
    received_this_year = models.PositiveIntegerField(default=0)
    replied_this_year = models.PositiveIntegerField(default=0)
    disputes_open = models.PositiveIntegerField(default=0)
    disputes_due = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-overdue", "-due_soon"], name="standing_worst")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.counted_on}"


class Attempt(models.Model):
    """次数: one try from the public, by a keyed hash of who tried or of what was tried; deleted after a day."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "key", "at"], name="attempt_of_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Exchange(models.Model):
    """与上级平台交换: one file that went there or came from there, and what it did here."""

    class Way(models.TextChoices):
        OUT = "out", "导出"
        IN = "in", "导入"

    class State(models.TextChoices):
        READ = "read", "待确认"
        DONE = "done", "已完成"
        DROPPED = "dropped", "已放弃"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="exchanges")
    way = models.CharField("方向", max_length=3, choices=Way.choices)
    state = models.CharField("状态", max_length=7, choices=State.choices, default=State.READ)
    file_name = models.CharField("文件名", max_length=200)
    hash = models.CharField(max_length=64, blank=True)
    """SM3 of a file that came."""
    sealed = models.BinaryField(default=bytes)
    """The rows of a file that came, as read, until they are taken over or dropped."""
    rows = models.PositiveIntegerField("行数", default=0)
    made = models.PositiveIntegerField("新建", default=0)
    changed = models.PositiveIntegerField("更新", default=0)
    has_identity = models.BooleanField("含申请人身份", default=False)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.file_name
