"""What officers do with their own accounts."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.agency import access, sign_ins
from gongkai.agency.models import Agency, Officer
from gongkai.agency.recording import record
from gongkai.errors import Refused

RECOVERY_CODES = 10


@transaction.atomic
def change_password(officer: Officer, *, old: str | None, new: str, now: datetime, here: int | None) -> None:
    """改密码: every other place signed in ends. `old` is None where a password of another kind has just been proved."""
    if old is not None and not officer.check_password(old):
        raise Refused("原密码不对，没有改。请重新输入；忘记了请联系本机关管理员重置。")
    if officer.check_password(new):
        raise Refused("新密码和原密码相同，没有改。请换一个。")
    try:
        validate_password(new, officer)
    except ValidationError as error:
        raise Refused("新密码不合要求，没有改。", details=error.messages) from error
    officer.set_password(new)
    officer.must_change_password = False
    officer.password_changed_at = now
    officer.save(update_fields=["password", "must_change_password", "password_changed_at"])
    sign_ins.end(officer, but=here)
    _record("officer.password_changed", officer, now)


@transaction.atomic
def set_up_second_factor(officer: Officer, device: TOTPDevice, *, token: str, now: datetime) -> list[str]:
    """启用动态口令: once a code proves that the telephone has the key. The recovery codes, shown this once."""
    if not device.verify_token(token):
        raise Refused("动态口令不对，没有启用。请看手机上现在的 6 位数字；手机的时间要准。")
    TOTPDevice.objects.filter(user=officer).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    codes = _new_codes(officer)
    _record("officer.second_factor_set_up", officer, now)
    return codes


@transaction.atomic
def renew_recovery_codes(officer: Officer, *, now: datetime) -> list[str]:
    """换恢复码: those there were no longer hold."""
    if not has_second_factor(officer):
        raise Refused("还没有启用动态口令，没有恢复码可换。请先启用。")
    codes = _new_codes(officer)
    _record("officer.recovery_codes_renewed", officer, now)
    return codes


@transaction.atomic
def give_up_second_factor(officer: Officer, *, password: str, is_required: bool, now: datetime) -> None:
    """停用动态口令, where the site lets officers choose."""
    if is_required:
        raise Refused("本站要求人人使用动态口令，不能停用。换手机请重新启用一次。")
    if not officer.check_password(password):
        raise Refused("密码不对，没有停用。请重新输入。")
    drop_second_factor(officer)
    _record("officer.second_factor_given_up", officer, now)


def has_second_factor(officer: Officer) -> bool:
    return bool(TOTPDevice.objects.filter(user=officer, confirmed=True).exists())


def drop_second_factor(officer: Officer) -> None:
    """Take the telephone and the recovery codes away from an account."""
    TOTPDevice.objects.filter(user=officer).delete()
    StaticDevice.objects.filter(user=officer).delete()


def recovery_codes_left(officer: Officer) -> int:
    return int(StaticToken.objects.filter(device__user=officer).count())


def _new_codes(officer: Officer) -> list[str]:
    StaticDevice.objects.filter(user=officer).delete()
    device = StaticDevice.objects.create(user=officer, name="恢复码")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def home(officer: Officer) -> Agency | None:
    """The agency that an officer belongs to first: where what the officer does with the account is recorded."""
    held = sorted((path, agency_id) for agency_id, path, _ in access.standing(officer).held)
    return Agency.objects.filter(pk=held[0][1]).first() if held else None


def _record(act: str, officer: Officer, now: datetime) -> None:
    record(act, officer, by=officer, on=timezone.localdate(now), agency=home(officer), name=officer.name)
