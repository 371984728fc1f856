"""交接: the cases in hand pass on with their handler's post."""

from gongkai.agency import hand_over
from gongkai.agency.models import Agency, Officer
from gongkai.request.models import Complaint, Correction, Dispute, InfoRequest


def _cases(agency: Agency, officer: Officer):  # type: ignore[no-untyped-def]
    return InfoRequest.objects.filter(agency=agency, handler=officer, state__in=InfoRequest.OPEN)


def _disputes(agency: Agency, officer: Officer):  # type: ignore[no-untyped-def]
    return Dispute.objects.filter(agency=agency, handler=officer, result="", void_reason="")


def _corrections(agency: Agency, officer: Officer):  # type: ignore[no-untyped-def]
    return Correction.objects.filter(agency=agency, handler=officer, closed_on=None)


def _complaints(agency: Agency, officer: Officer):  # type: ignore[no-untyped-def]
    return Complaint.objects.filter(agency=agency, handler=officer, closed_on=None)


hand_over.register("在办的依申请公开", _cases, "handler")
hand_over.register("未结的复议、诉讼", _disputes, "handler")
hand_over.register("未结的更正申请", _corrections, "handler")
hand_over.register("未结的投诉举报", _complaints, "handler")
