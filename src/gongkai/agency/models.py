"""Agencies in their tree, the offices and leading groups they publish, officers and the roles they hold."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from gongkai.agency.roles import Role

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEP = 3
"""Characters of a path for each level: 46,656 children at most."""


def segment(number: int) -> str:
    """The nth child's part of a path: fixed width, so that the order of paths is the order of the tree."""
    text = ""
    for _ in range(STEP):
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    if number:
        raise ValueError("more children than a path can number")
    return text


class AgencyQuerySet(models.QuerySet["Agency"]):
    def under(self, agency: "Agency") -> "AgencyQuerySet":
        """The agency itself and everything below it."""
        return self.filter(path__gte=agency.path, path__lt=agency.path + "~")

    def active(self) -> "AgencyQuerySet":
        return self.filter(closed_on=None)


class Agency(models.Model):
    """机关: one that discloses on its own name, at its place in the tree."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        TOWNSHIP = "township", "乡级"

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "人民政府"
        DEPARTMENT = "department", "政府部门"
        STREET_OFFICE = "street_office", "街道办事处"
        DISPATCHED = "dispatched", "派出机构"
        AUTHORISED = "authorised", "授权组织"
        ENTERPRISE = "enterprise", "公共企事业单位"

    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    division_code = models.CharField(
        "行政区划代码", max_length=12, blank=True, db_index=True, validators=[RegexValidator(r"^\d{2,12}$", "应为数字")]
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, db_index=True)
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    kind = models.CharField("类型", max_length=14, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = models.CharField(max_length=60, unique=True, db_collation=None, editable=False)
    leader_name = models.CharField("负责人", max_length=40, blank=True)
    leader_title = models.CharField("负责人职务", max_length=60, blank=True)
    duties = models.TextField("职能", blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    telephone = models.CharField("电话", max_length=60, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    is_on_desk = models.BooleanField("在本系统办公", default=False, db_index=True)
    """It keeps its ledger here; the other agencies of the national tree only give it its place."""

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        indexes: ClassVar = [models.Index(fields=["is_on_desk", "path"], name="agency_on_desk")]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        return len(self.path) // STEP

    @property
    def parent_paths(self) -> list[str]:
        """The paths of those above it, from the top."""
        return [self.path[:end] for end in range(STEP, len(self.path), STEP)]

    def is_under(self, other: "Agency") -> bool:
        return self.path.startswith(other.path)

    @property
    def is_enterprise(self) -> bool:
        """公共企事业单位 are listed apart and never counted with agencies (条例第五十五条)."""
        return self.kind == self.Kind.ENTERPRISE


class Office(models.Model):
    """政府信息公开工作机构 with what the guide must publish of it (条例第四条、第十二条第二款)."""

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="office")
    name = models.CharField("机构名称", max_length=100, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    hours = models.CharField("办公时间", max_length=200, blank=True)
    telephone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真号码", max_length=60, blank=True)
    internet_contact = models.CharField("互联网联系方式", max_length=200, blank=True)
    postal_address = models.CharField("邮寄地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    head_name = models.CharField("负责人", max_length=40, blank=True)
    changed_on = models.DateField("更新日期", null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class LeadingGroup(models.Model):
    """政务公开领导小组: set up by a document, with members who come and go."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="leading_groups")
    name = models.CharField("名称", max_length=100)
    document_number = models.CharField("成立文号", max_length=60, blank=True)
    set_up_on = models.DateField("成立日期")
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        ordering = ("-set_up_on", "pk")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A member of a leading group with the term served."""

    class Position(models.TextChoices):
        HEAD = "head", "组长"
        DEPUTY = "deputy", "副组长"
        MEMBER = "member", "成员"

    group = models.ForeignKey(LeadingGroup, models.CASCADE, related_name="members")
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("职务", max_length=60, blank=True)
    position = models.CharField("组内职务", max_length=6, choices=Position.choices)
    from_on = models.DateField("任职日期")
    until_on = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        ordering = ("position", "from_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="membership_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OfficerManager(BaseUserManager["Officer"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Officer":
        officer = self.model(username=username, **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """工作人员: a person who signs in; what the person may do comes from appointments alone."""

    username = models.CharField(
        "账号",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[\w.@-]+$", "只能用汉字、字母、数字和 . @ - _")],
    )
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("职务", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    mobile = models.CharField("手机", max_length=20, blank=True)
    is_active = models.BooleanField("可以登录", default=True)
    runs_site = models.BooleanField("平台管理员", default=False)
    """Loads calendars, sees the tasks and settings of the whole site; opens no agency's records by itself."""
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    left_on = models.DateField("离职日期", null=True, blank=True)

    objects = OfficerManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class SignIn(models.Model):
    """登录: one place where an officer is signed in; it ends when its row goes."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="sign_ins")
    began_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近操作")
    address = models.CharField("地址", max_length=45, blank=True)
    browser = models.CharField("浏览器", max_length=200, blank=True)

    class Meta:
        ordering = ("-began_at", "-pk")

    def __str__(self) -> str:
        return f"{self.officer_id} {self.began_at:%Y-%m-%d %H:%M}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def held_on(self, day: date) -> "AppointmentQuerySet":
        """In force on a day; the last day counts."""
        return self.not_over_on(day).filter(from_on__lte=day)

    def not_over_on(self, day: date) -> "AppointmentQuerySet":
        """In force on a day, or to begin after it."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day))

    def as_one_of(self, roles: Iterable[Role]) -> "AppointmentQuerySet":
        return self.filter(role__in=list(roles))


class Appointment(models.Model):
    """任职: a role that an officer holds in an agency from a day until a day."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="appointments")
    role = models.CharField("角色", max_length=14, choices=Role.choices)
    from_on = models.DateField("任职起")
    until_on = models.DateField("任职止", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("agency_id", "role", "from_on")
        indexes: ClassVar = [models.Index(fields=["agency", "role"], name="appointment_agency_role")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="appointment_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer}：{self.agency} {self.get_role_display()}"


class HandOver(models.Model):
    """交接: what one officer had in hand for an agency passed on to another."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(Officer, models.PROTECT, related_name="given_over")
    receiver = models.ForeignKey(Officer, models.PROTECT, related_name="received_over")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    on = models.DateField("交接日期")
    reason = models.CharField("原因", max_length=200)
    counts = models.JSONField(default=dict)
    """How many records of each kind passed on."""

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.giver} → {self.receiver}"


class Arrangement(models.Model):
    """放假安排 of one year, loaded on this site by an administrator; it goes before the one that came with gongkai."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    notice = models.CharField("通知", max_length=200)
    text = models.TextField()
    """The data file itself, in the form of `law/holidays/`."""
    loaded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    loaded_on = models.DateField()
    loaded_at = models.DateTimeField(auto_now=True)
    """Tells every process that the calendar it keeps is no longer the latest."""

    class Meta:
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}年放假安排"
