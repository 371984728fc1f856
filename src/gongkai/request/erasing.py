"""到期删除: runs once a day: identity documents some time after the close, the applicant at the end of the term."""

from datetime import date

from django.db.models import Q

from gongkai.request import retention
from gongkai.request.actions import archiving, complaining, correcting
from gongkai.request.models import Complaint, Correction, InfoRequest
from gongkai.task import timers


@timers.daily("request.delete_identity_files")
def delete_identity_files(today: date) -> int:
    """How many files went."""
    held = Q(applicant__identity_files__deleted_on=None) & (
        Q(applicant__identity_files__delete_on=None) | Q(applicant__identity_files__delete_on__lt=today)
    )
    closed = InfoRequest.objects.filter(held, state__in=retention.CLOSED, applicant__identity_files__isnull=False)
    numbers = list(closed.order_by("pk").values_list("pk", flat=True).distinct())
    return sum(archiving.delete_identity_files(number, today=today) for number in numbers)


@timers.daily("request.erase_applicants")
def erase_applicants(today: date) -> int:
    """How many cases."""
    over = InfoRequest.objects.filter(
        state=InfoRequest.State.ARCHIVED, keep_until__lt=today, applicant__erased_on=None
    ).order_by("pk")
    return sum(archiving.erase_applicant(number, today=today) for number in list(over.values_list("pk", flat=True)))


@timers.daily("request.erase_persons")
def erase_persons(today: date) -> int:
    """How many corrections and complaints of which the term is over."""
    before = retention.over_before(today)
    if before is None:
        return 0
    corrections = Correction.objects.filter(closed_on__lt=before).exclude(sealed=b"").order_by("pk")
    complaints = Complaint.objects.filter(closed_on__lt=before).exclude(sealed=b"").order_by("pk")
    erased = [correcting.erase(pk, today=today) for pk in list(corrections.values_list("pk", flat=True))]
    erased += [complaining.erase(pk, today=today) for pk in list(complaints.values_list("pk", flat=True))]
    return sum(erased)
