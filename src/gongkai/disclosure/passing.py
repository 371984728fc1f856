"""交接: what of an officer's work on items passes on to a successor (see `agency.hand_over`)."""

from django.db.models import QuerySet

from gongkai.agency import hand_over
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure.due import UNFINISHED
from gongkai.disclosure.models import AgencyConsultation, Batch, Item, Publication


def items(agency: Agency, officer: Officer) -> QuerySet[Item]:
    """Drafts, and what is under examination, returned or waiting for its release."""
    return Item.objects.filter(agency=agency, handler=officer, state__in=UNFINISHED)


def publications(agency: Agency, officer: Officer) -> QuerySet[Publication]:
    """Planned on a channel and not recorded yet."""
    return Publication.objects.filter(agency=agency, by=officer, state=Publication.State.PLANNED)


def batches(agency: Agency, officer: Officer) -> QuerySet[Batch]:
    """Read, and not yet decided on."""
    return Batch.objects.filter(agency=agency, by=officer, state=Batch.State.READ)


def consultations(agency: Agency, officer: Officer) -> QuerySet[AgencyConsultation]:
    """Sent, and without an answer."""
    waiting = AgencyConsultation.Answer.WAITING
    return AgencyConsultation.objects.filter(item__agency=agency, asked_by=officer, answer=waiting)


hand_over.register("草稿和在办的信息", items, "handler")
hand_over.register("待发布的渠道计划", publications, "by")
hand_over.register("待确认的批量导入", batches, "by")
hand_over.register("等答复的会商", consultations, "asked_by")
