"""Agencies and officers as commands and pages ask for them."""

from gongkai.agency.divisions import normal
from gongkai.agency.models import Agency, Officer
from gongkai.errors import Refused


def named(text: str) -> Agency:
    """The agency with a division code, a credit code or a name. Raises Refused when there is none, or more than one."""
    text = text.strip()
    code = normal(text) if text.isdigit() else ""
    found = list(Agency.objects.active().filter(division_code=code)) if code else []
    governing = [agency for agency in found if agency.kind not in (Agency.Kind.DEPARTMENT, Agency.Kind.ENTERPRISE)]
    found = governing or found
    if not code:
        found = list(Agency.objects.active().filter(credit_code=text)) if len(text) == 18 else []
        found = found or list(Agency.objects.active().filter(name=text))
    if not found:
        raise Refused(
            f"没有找到机关“{text}”。请写行政区划代码、统一社会信用代码或全称；"
            "全国的机关可先用 gongkai agency load 装入。"
        )
    if len(found) > 1:
        raise Refused(
            f"“{text}”有 {len(found)} 个机关，请写行政区划代码：",
            details=[
                f"{agency.division_code or '无代码'}　{agency}（上级：{agency.parent or '无'}）"
                for agency in found[:20]
            ],
        )
    return found[0]


def account(username: str) -> Officer:
    """The officer of an account. Raises Refused."""
    officer = Officer.objects.filter(username=username.strip()).first()
    if officer is None:
        raise Refused(f"没有账号“{username}”。请核对账号名。")
    return officer
