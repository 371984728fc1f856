"""工作人员的账号: made, changed, closed and opened again, given a password for once.

An account is managed from the agencies where its roles are: an administrator above all of them may, another may not,
so that nobody gets at another's powers through the password.
"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.agency import access, passwords, sign_ins
from gongkai.agency.actions import appointments
from gongkai.agency.actions.accounts import drop_second_factor, has_second_factor
from gongkai.agency.models import Agency, Appointment, Officer
from gongkai.agency.recording import put, record, word
from gongkai.agency.roles import Role
from gongkai.errors import NotYours, Refused


@transaction.atomic
def create(
    agency_id: int | None,
    *,
    by: Officer | None,
    today: date,
    username: str,
    name: str,
    title: str = "",
    email: str = "",
    mobile: str = "",
    roles: Collection[Role] = (),
    runs_site: bool = False,
) -> tuple[Officer, str]:
    """开账号, with the first roles: the officer and the password for the first time, which is nowhere kept."""
    agency = access.for_act(agency_id, "officer.manage", by=by) if agency_id is not None else None
    if by is not None and (runs_site or agency is None):
        raise Refused("平台管理员只能在服务器上用命令行设置。")
    if agency is not None and not roles:
        raise Refused("请至少选一个角色；没有角色的账号登录后什么也不能办。")
    username = username.strip()
    if Officer.objects.filter(username__iexact=username).exists():
        raise Refused(f"账号“{username}”已有人用。如果就是这个人，直接用这个账号任职即可；不是同一人，请换一个账号名。")
    officer = Officer(
        username=username,
        name=name.strip(),
        title=title.strip(),
        email=email.strip(),
        mobile=mobile.strip(),
        runs_site=runs_site,
        must_change_password=True,
    )
    password = passwords.one_time()
    officer.set_password(password)
    _refuse_faults(officer)
    officer.save(force_insert=True)
    record("officer.created", officer, by=by, on=today, agency=agency, name=officer.name, username=officer.username)
    for role in roles:
        appointments.appoint(agency_id, by=by, today=today, username=username, role=role, from_on=today)
    return officer, password


@transaction.atomic
def change(
    officer_id: int, agency_id: int, *, by: Officer, today: date, name: str, title: str, email: str, mobile: str
) -> Officer:
    """更正姓名、职务、联系方式."""
    officer, agency = for_act(officer_id, agency_id, by=by, today=today)
    given = {"name": name.strip(), "title": title.strip(), "email": email.strip(), "mobile": mobile.strip()}
    changes = put(officer, given)
    if changes:
        _refuse_faults(officer)
        officer.save(update_fields=list(given))
        record("officer.changed", officer, by=by, on=today, agency=agency, name=officer.name, changes=changes)
    return officer


@transaction.atomic
def deactivate(officer_id: int, agency_id: int | None, *, by: Officer | None, today: date, reason: str) -> Officer:
    """停用: signed out everywhere at once; roles and what was done stay."""
    officer, agency = for_act(officer_id, agency_id, by=by, today=today)
    if officer == by:
        raise Refused("不能停用自己的账号。请由另一名管理员办理。")
    if not officer.is_active:
        raise Refused(f"{officer}的账号已经停用。")
    officer.is_active = False
    officer.left_on = today
    officer.save(update_fields=["is_active", "left_on"])
    sign_ins.end(officer)
    record("officer.deactivated", officer, by=by, on=today, agency=agency, name=officer.name, reason=reason)
    return officer


@transaction.atomic
def reactivate(officer_id: int, agency_id: int | None, *, by: Officer | None, today: date) -> Officer:
    """恢复: with the roles that are still in force."""
    officer, agency = for_act(officer_id, agency_id, by=by, today=today)
    if officer.is_active:
        raise Refused(f"{officer}的账号没有停用，不用恢复。")
    officer.is_active = True
    officer.left_on = None
    officer.save(update_fields=["is_active", "left_on"])
    record("officer.reactivated", officer, by=by, on=today, agency=agency, name=officer.name)
    return officer


@transaction.atomic
def reset_password(officer_id: int, agency_id: int | None, *, by: Officer | None, today: date) -> tuple[Officer, str]:
    """重置密码: a password for once, shown once; signed out everywhere."""
    officer, agency = for_act(officer_id, agency_id, by=by, today=today)
    if officer == by:
        raise Refused("自己的密码请在“我的账号”里改。")
    password = passwords.one_time()
    officer.set_password(password)
    officer.must_change_password = True
    officer.save(update_fields=["password", "must_change_password"])
    sign_ins.end(officer)
    record("officer.password_reset", officer, by=by, on=today, agency=agency, name=officer.name)
    return officer, password


@transaction.atomic
def remove_second_factor(officer_id: int, agency_id: int | None, *, by: Officer | None, today: date) -> Officer:
    """解除动态口令: for one who lost the telephone."""
    officer, agency = for_act(officer_id, agency_id, by=by, today=today)
    if officer == by:
        raise Refused("自己的动态口令请在“我的账号”里办。")
    if not has_second_factor(officer):
        raise Refused(f"{officer}没有启用动态口令。")
    drop_second_factor(officer)
    sign_ins.end(officer)
    record("officer.second_factor_removed", officer, by=by, on=today, agency=agency, name=officer.name)
    return officer


@transaction.atomic
def make_site_administrator(officer_id: int, *, today: date, is_one: bool = True) -> Officer:
    """设为或取消平台管理员: on the server alone."""
    officer, _ = for_act(officer_id, None, by=None, today=today)
    if officer.runs_site == is_one:
        raise Refused(f"{officer}{'已是' if is_one else '不是'}平台管理员，没有改动。")
    officer.runs_site = is_one
    officer.save(update_fields=["runs_site"])
    act = "officer.made_site_administrator" if is_one else "officer.no_site_administrator"
    record(act, officer, by=None, on=today, name=officer.name)
    return officer


def for_act(
    officer_id: int, agency_id: int | None, *, by: Officer | None, today: date
) -> tuple[Officer, Agency | None]:
    """An account locked for an act, with the agency it is done from. Raises NotYours, NotYourRole, Refused."""
    if by is None:
        return Officer.objects.select_for_update(no_key=True).get(pk=officer_id), None
    agency = access.for_officer(agency_id or 0, by)
    access.require("officer.manage", by, agency)
    if not Appointment.objects.filter(agency=agency, officer=officer_id).exists():
        raise NotYours("本机关没有这名工作人员。")
    officer = Officer.objects.select_for_update(no_key=True).get(pk=officer_id)
    refuse_unless_managed(officer, by=by, today=today)
    return officer, agency


def refuse_unless_managed(officer: Officer, *, by: Officer, today: date) -> None:
    """Refuse an account that reaches further than the administrator: roles elsewhere, or the whole site."""
    if officer.runs_site and officer != by:
        raise Refused(f"{officer}是平台管理员，账号只能在服务器上用命令行办理。")
    elsewhere = (
        Appointment.objects.not_over_on(today)
        .filter(officer=officer)
        .exclude(access.scope_for("officer.manage", by, prefix="agency__"))
        .select_related("agency")
        .first()
    )
    if elsewhere:
        raise Refused(
            f"{officer}还在{elsewhere.agency}任职，那里不归您管，账号不能由您办理。"
            "请与两个机关共同的上级管理员联系；本机关的任职您可以到期或结束。"
        )


def _refuse_faults(officer: Officer) -> None:
    try:
        officer.full_clean(exclude=["password"])
    except ValidationError as error:
        details = [
            f"{word(officer, name)}：{sentence}"
            for name, sentences in error.message_dict.items()
            for sentence in sentences
        ]
        raise Refused("账号信息有误，没有保存。请改正：", details=details) from error
