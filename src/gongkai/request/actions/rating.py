"""评价: how the applicant found the service, once, after the reply."""

from datetime import date

from django.db import transaction

from gongkai.errors import Refused
from gongkai.request import access, steps
from gongkai.request.actions import answering
from gongkai.request.models import InfoRequest, Step

BEST = 5


@transaction.atomic
def rate(info_request_id: int, *, today: date, rating: int, words: str = "") -> InfoRequest:
    """给办理打分, from 1 to 5, with a few words if one likes; nobody is named in them."""
    info_request = access.lock(info_request_id)
    if not 1 <= rating <= BEST:
        raise Refused(f"请打 1 至 {BEST} 分。")
    if info_request.rating is not None:
        raise Refused("这件申请已经评价过了，每件只评价一次。")
    info_request.rating = rating
    info_request.rating_words = answering.unnamed(info_request, words, today=today)
    steps.take(info_request, Step.Kind.RATED, by=None, on=today, recorded={"rating": rating})
    return info_request
