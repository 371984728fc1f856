"""现在可以办什么: the acts on a report that its state and the officer's role allow, the next one first."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.agency.roles import MAY
from gongkai.filing import access, readers
from gongkai.filing.actions import marking
from gongkai.filing.models import Version
from gongkai.screening.models import Stage

_S = Version.State


@dataclass(frozen=True, slots=True)
class Doing:
    """What an officer can do now: `first` is the next act; `waits` says for whom the report waits."""

    first: dict[str, Any] | None = None
    others: list[dict[str, Any]] = field(default_factory=list)
    waits: str = ""


def doing(version: Version, officer: Officer, *, today: date, blocked: tuple[str, str] | None = None) -> Doing:
    """The acts on the latest version. `blocked` is what a draft needs before it can be examined: (word, address)."""
    filing = version.filing
    if version.pk != filing.latest_id:
        return Doing()
    state = _S(version.state)
    if state in Version.EDITABLE:
        return _draft(version, officer, blocked)
    if state == _S.EXAMINING:
        return _examining(version, officer, today)
    if state == _S.EXAMINED:
        return _examined(version, officer)
    if state == _S.SUBMITTED:
        return _submitted(version, officer)
    if state == _S.ACCEPTED:
        return _accepted(version, officer, today)
    if state in (_S.PUBLISHED, _S.RECORDED):
        return _public(version, officer, today)
    if state == _S.READING:
        return _reading(version, officer)
    return Doing()


def _reading(version: Version, officer: Officer) -> Doing:
    """Read from a file: looked at beside it, then recorded."""
    if not _may(version, officer, "draft"):
        return Doing(waits=f"等{version.filing.handler}对照原件核对。")
    is_settled = not version.doubts.filter(by=None).exists()
    record = _act(version, "入库", "filing_record", is_first=True)
    look = _act(version, "核对原件", "filing_doubts", is_first=not is_settled)
    discard = _act(version, "作废这次读入", "filing_discard")
    return _split([record, look, discard] if is_settled else [look, discard])


def _draft(version: Version, officer: Officer, blocked: tuple[str, str] | None) -> Doing:
    if not _may(version, officer, "draft"):
        return Doing(waits=f"等{version.filing.handler}编制。")
    examine = _act(version, "提交内部审查", "filing_examine", is_first=blocked is None)
    discard = _act(version, "作废这一版", "filing_discard")
    if blocked is None:
        return _split([examine, discard])
    word, address = blocked
    return _split([{"word": word, "url": address, "is_first": True}, examine, discard])


def _examining(version: Version, officer: Officer, today: date) -> Doing:
    stage = readers.next_stage(version)
    assert stage is not None
    acts = []
    if not readers.why_not(version, officer, today):
        acts.append(_act(version, "签发" if stage == Stage.THIRD else "通过", "filing_pass", is_first=True))
        acts.append(_act(version, "退回修改", "filing_return"))
    if marking.may_mark(version, officer):
        acts.append(_act(version, "看报告、批注", "filing_marks"))
    if _may(version, officer, "draft"):
        acts.append(_act(version, "收回修改", "filing_take_back"))
    names = "、".join(each.name for each in readers.able_to_read(version, stage, today))
    waits = f"等{names}办理“{stage.label}”。" if names else ""
    return _split(acts, waits)


def _examined(version: Version, officer: Officer) -> Doing:
    receiver = access.receiver(version.filing.agency)
    acts = []
    if receiver is not None and _may(version, officer, "submit"):
        acts.append(_act(version, "报送", "filing_submit", is_first=True))
    if receiver is None and _may(version, officer, "publish"):
        acts.append(_act(version, "公布", "filing_publish", is_first=True))
    if _may(version, officer, "draft"):
        acts.append(_act(version, "收回修改", "filing_take_back"))
    if receiver is None:
        return _split(acts, "上级还没有在本系统里接收年度报告的人：请按上级的要求另行报送，在这里可以直接公布。")
    return _split(acts, f"等报送{receiver}。")


def _submitted(version: Version, officer: Officer) -> Doing:
    acts = []
    if access.is_receiver(officer, version.filing.agency):
        if officer.pk not in readers.took_part(version):
            acts.append(_act(version, "审核通过", "filing_accept", is_first=True))
        acts.append(_act(version, "看报告、批注", "filing_marks"))
        acts.append(_act(version, "退回下级修改", "filing_send_back"))
    if _may(version, officer, "publish"):
        acts.append(_act(version, "不等审核，先公布", "filing_publish"))
    return _split(acts, f"等{version.received_by or '上级'}审核。")


def _accepted(version: Version, officer: Officer, today: date) -> Doing:
    acts = []
    if _may(version, officer, "publish"):
        acts.append(_act(version, "公布", "filing_publish", is_first=True))
    if access.is_receiver(officer, version.filing.agency):
        acts.append(_act(version, "退回下级修改", "filing_send_back"))
    able = readers.holding(version.filing.agency, MAY["filing.publish"], today)
    names = "、".join(each.name for each in able)
    return _split(acts, f"等{version.filing.agency}公布" + (f"（{names}可以公布）。" if names else "。"))


def _public(version: Version, officer: Officer, today: date) -> Doing:
    acts = []
    if version.state == _S.RECORDED and _may_sign_recorded(version, officer, today):
        acts.append(_act(version, "公布", "filing_publish", is_first=True))
    if _may(version, officer, "restate"):
        acts.append(_act(version, "更正重编", "filing_restate"))
    if version.state == _S.RECORDED and not any(act["is_first"] for act in acts):
        return _split(acts, _who_may_sign_recorded(version, today))
    return _split(acts)


def _who_may_sign_recorded(version: Version, today: date) -> str:
    signers = readers.holding(version.filing.agency, MAY["filing.sign"], today)
    able = [each.name for each in signers if not readers.verdict_on_file(version, each, today).why_not]
    if not able:
        return "公布由没有参与读入的签发人决定，现在没有这样的人，请管理员任命。"
    return f"要公布的，由{'、'.join(able)}决定。"


def _may_sign_recorded(version: Version, officer: Officer, today: date) -> bool:
    is_signer = _may(version, officer, "publish") and _may(version, officer, "sign")
    return is_signer and not readers.verdict_on_file(version, officer, today).why_not


def _act(version: Version, word: str, name: str, *, is_first: bool = False) -> dict[str, Any]:
    filing = version.filing
    return {"word": word, "url": reverse(f"desk:{name}", args=[filing.agency_id, filing.pk]), "is_first": is_first}


def _may(version: Version, officer: Officer, act: str) -> bool:
    return agencies.may(f"filing.{act}", officer, version.filing.agency)


def _split(acts: list[dict[str, Any]], waits: str = "") -> Doing:
    first = next((act for act in acts if act["is_first"]), None)
    return Doing(first, [act for act in acts if act is not first], waits)
