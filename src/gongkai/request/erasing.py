"""到期删除: runs once a day: identity documents some time after the close, the applicant at the end of the term."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from gongkai.request import retention
from gongkai.request.actions import archiving, complaining, correcting, exchanging
from gongkai.request.models import Complaint, Correction, Exchange, InfoRequest, Message
from gongkai.task import timers

UNTOUCHED = timedelta(days=30)
"""How long a message that went out, and a file that nobody took over, keep who they are about."""


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
    """How many cases: archived ones at the end of their term, and registrations made void some time ago."""
    void_before = today - timedelta(days=settings.GONGKAI.identity_file_days)
    archived = Q(state=InfoRequest.State.ARCHIVED, keep_until__lt=today)
    void = Q(state=InfoRequest.State.VOID, arrived_on__lt=void_before)
    over = InfoRequest.objects.filter(archived | void, applicant__erased_on=None).order_by("pk")
    return sum(archiving.erase_applicant(number, today=today) for number in list(over.values_list("pk", flat=True)))


@timers.daily("request.forget_messages")
def forget_messages(today: date) -> int:
    """Address and text of what applicants were sent; that they were sent something remains. How many."""
    sent = Message.objects.filter(officer=None, state=Message.State.SENT).exclude(sealed=b"")
    before = timezone.make_aware(datetime.combine(today - UNTOUCHED, time.min))
    return sent.filter(sent_at__lt=before).update(sealed=b"")


@timers.daily("request.drop_exchanges")
def drop_exchanges(today: date) -> int:
    """Files from above that were read and never taken over nor dropped. How many."""
    left = Exchange.objects.filter(state=Exchange.State.READ, on__lt=today - UNTOUCHED).order_by("pk")
    return sum(exchanging.drop_left(pk, today=today) for pk in list(left.values_list("pk", flat=True)))


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
