"""Two at the same moment, in processes of their own: one application of one form, limits that hold for all together."""

from typing import Any

import pytest
from django.conf import settings as site
from django.utils import timezone

from gongkai.portal.requests import following
from gongkai.request import limits
from gongkai.request.models import InfoRequest
from gongkai.site.configuration import Configuration
from tests.cast import Cast, assemble
from tests.disclosure.test_races import at_once
from tests.portal.requests.applicant import NUMBER, Visitor, answer, token


@pytest.fixture
def town(transactional_db: None) -> Cast:
    """The cast, where what is committed can be seen by other processes."""
    return assemble()


def test_a_form_sent_twice_at_once_makes_one_application(town: Cast) -> None:
    wang = Visitor(town.town)
    wang.writes_all()
    page = wang.client.get(wang.at("check")).content.decode()
    given = {"token": token(page), "answer": answer(page)}
    send = lambda: wang.writes("check", **given)["Location"]  # noqa: E731
    assert at_once(send, send, send) == ["/follow/receipt/"] * 3
    assert InfoRequest.objects.count() == 1


def test_the_limit_of_an_address_holds_over_all_processes(town: Cast, settings: Any) -> None:
    settings.GONGKAI = Configuration({**site.GONGKAI.values, "applications_an_hour": 2})
    visitors = [Visitor(town.town) for _ in range(4)]
    for visitor in visitors:
        visitor.writes_all()
    statuses = at_once(*(lambda visitor=visitor: visitor.sends().status_code for visitor in visitors))
    assert InfoRequest.objects.count() == statuses.count(302) <= 2
    assert statuses.count(429) == 4 - statuses.count(302)


def test_guesses_are_counted_over_all_processes(town: Cast) -> None:
    Visitor(town.town).applies()
    code = InfoRequest.objects.get().query_code
    for _ in range(following.MOST_OF_CODE - 1):
        limits.note(following.CODE, code, now=timezone.now())
    guess = lambda: Visitor(town.town).follows(code, "000000").status_code  # noqa: E731
    answers = at_once(guess, guess, guess)
    assert answers.count(200) <= 1  # none, where each of the three saw the others' tries
    if 200 not in answers:
        assert guess() == 200
    assert Visitor(town.town).follows(code, NUMBER[-6:]).status_code == 429
