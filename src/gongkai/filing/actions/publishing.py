"""公布: a report goes before the public with its files and its seal; what it replaces is kept beside it.

《政府信息公开条例》第四十九条：公布的期限是法定的，不因上级没有审核而顺延。
"""

from datetime import date, datetime

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.errors import Refused
from gongkai.filing import access, checking, publications, readers, states, steps, telling
from gongkai.filing.models import Filing, Version
from gongkai.filing.states import Kind
from gongkai.law.statutes import ORDER_711
from gongkai.screening import stages

_S = Version.State
CITES = (ORDER_711.article(49),)


@transaction.atomic
def publish(
    filing_id: int, *, by: Officer, today: date, now: datetime, reason: str = "", revision: int | None = None
) -> Filing:
    """公布: once accepted; examined, where no agency above receives; handed in and not yet accepted, with a reason.

    A report read from a file goes out with the errors of its original: a reason then says so to the public.

    The version published before becomes 已被更正替代 and stays to be read. Files are written first, then the rows: a
    process that dies in between leaves the report as it was. Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    filing = access.for_act(filing_id, "filing.publish", by=by, revision=revision)
    version = filing.latest
    assert version is not None
    version.filing = filing
    states.refuse_unless_allowed(version, Kind.PUBLISHED)
    reason = reason.strip()
    _refuse_before_the_superior(version, by, today, reason)
    early = version.state == _S.SUBMITTED
    errors = errors_of_original(version)
    if errors and not reason:
        raise Refused(
            f"原报告有 {errors} 处错误。照原样公布的，请写明说明，公众看得到；要公布改正过的，请先“更正重编”。",
            cites=CITES,
        )
    version.as_in_original = reason if errors else ""
    version.published_on = today
    publications.render_all(version, now=now)
    _supersede(filing, version, today)
    filing.published = version
    version = steps.take(
        filing,
        Kind.PUBLISHED,
        by=by,
        on=today,
        version=str(version),
        reason=reason if early else "",
        errors=errors or None,
        as_in_original=version.as_in_original,
        seal=version.seal,
        files=[f"{each.name} {each.hash}" for each in version.rendered.all()],
    )
    telling.to_handler(filing, "已公布", f"{by}公布了{filing}。", by=by)
    if early:
        telling.to_supervisors(version, "没有等审核就公布了", f"{by}：{reason}", by=by, today=today)
    return filing


def errors_of_original(version: Version) -> int:
    """How many errors a recorded report has from the file it was read from: it is kept as it was, and published so."""
    return int(checking.of(version)["errors"]) if version.state == _S.RECORDED else 0


def _refuse_before_the_superior(version: Version, by: Officer, today: date, reason: str) -> None:
    """Refuse what has to go to the agency above first, and what lacks the words that this state asks for."""
    agency = version.filing.agency
    if version.state == _S.RECORDED:
        agencies.require("filing.sign", by, agency)
        if why_not := readers.verdict_on_file(version, by, today).why_not:
            raise Refused(f"读入的报告由没有参与读入、核对的人签发公布。{why_not}", cites=stages.CITES)
    elif version.state == _S.EXAMINED:
        receiver = access.receiver(agency)
        if receiver is not None:
            raise Refused(
                f"这份报告还没有报送{receiver}。请先报送；快到公布期限而上级还没有审核的，报送以后可以写明理由先公布。",
                cites=CITES,
            )
    elif version.state == _S.SUBMITTED and not reason:
        raise Refused(
            "上级还没有审核。公布的期限是法定的，不因上级没有审核而顺延：要先公布的，请写明理由。", cites=CITES
        )


def _supersede(filing: Filing, version: Version, today: date) -> None:
    """Let the versions that the public saw before stand as 已被更正替代."""
    before = filing.versions.filter(state__in=(_S.PUBLISHED, _S.RECORDED)).exclude(pk=version.pk)
    before.update(state=_S.SUPERSEDED, ended_on=today)
