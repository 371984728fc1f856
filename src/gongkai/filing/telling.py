"""告知: who is told of a step of a report; written with the step, sent by the outbox (`request.telling`).

to_read          the people of the next stage of the examination
to_appoint       who can appoint, where nobody can do the next stage
to_handler       who draws it up: it came back, passed, was accepted
to_signers       those who signed it, of what the agency above decided
to_supervisors   those above, of a report handed in
"""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from gongkai.agency.models import Officer
from gongkai.agency.roles import Role
from gongkai.filing import readers
from gongkai.filing.models import Filing, Reading, Version
from gongkai.request import telling
from gongkai.screening.models import Stage


def to_read(version: Version, stage: Stage, *, by: Officer, today: date) -> None:
    """Tell who may do the next stage of the examination."""
    _tell(
        version.filing,
        readers.able_to_read(version, stage, today),
        by,
        f"待您办理“{stage.label}”",
        f"请看：{readers.LOOKS_AT[stage]}。",
    )


def to_appoint(version: Version, stage: Stage, *, by: Officer, today: date) -> None:
    """Tell who can appoint that nobody can do the next stage of the examination."""
    agency = version.filing.agency
    _, people = readers.appointers(agency, today)
    telling.notify(
        people,
        agency=agency,
        subject=f"{agency}{version.filing}：没有人可以办理“{stage.label}”",
        text=f"请任命“{readers.wanted(stage)}”：编制和审查过这份报告的人不能办。"
        "确实人手不足的，请主管部门核准“人员不足例外”。",
        link=reverse("desk:officers", args=[agency.pk]),
    )


def to_handler(filing: Filing, says: str, words: str, *, by: Officer) -> None:
    """Tell who draws the report up."""
    _tell(filing, [filing.handler], by, says, words)


def to_handler_and_signers(version: Version, says: str, words: str, *, by: Officer) -> None:
    """Tell who drew the report up and who signed it."""
    signed = version.readings.filter(stage=Stage.THIRD, decision=Reading.Decision.PASSED).select_related("by")
    people = {officer.pk: officer for officer in (version.filing.handler, *(reading.by for reading in signed))}
    _tell(version.filing, people.values(), by, says, words)


def to_supervisors(version: Version, says: str, words: str, *, by: Officer, today: date) -> None:
    """Tell the supervisors of the agency that the report was filed with."""
    if version.received_by is not None:
        supervisors = readers.holding(version.received_by, [Role.SUPERVISOR], today)
        _tell(version.filing, supervisors, by, says, words)


def _tell(filing: Filing, officers: Iterable[Officer], by: Officer, says: str, words: str) -> None:
    telling.notify(
        [officer for officer in officers if officer.pk != by.pk and officer.is_active],
        agency=filing.agency,
        subject=f"{filing.agency}{filing}：{says}",
        text=words,
        link=reverse("desk:filing", args=[filing.agency_id, filing.pk]),
    )
