"""The whole way of one application, on the pages of the applicant and with the acts of the office between them."""

from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone

from gongkai.agency.models import Office
from gongkai.law.outcomes import OUTCOMES
from gongkai.request.actions import amending, deciding, delivering, issuing, merging, registering
from gongkai.request.models import CaseFile, InfoRequest, Letter
from tests.cast import Cast
from tests.portal.requests.applicant import NUMBER, Visitor
from tests.request.outcomes import established, found_file


@pytest.fixture
def wang(cast: Cast) -> Visitor:
    Office.objects.filter(agency=cast.town).update(address="清水镇人民路1号")
    return Visitor(cast.town)


def registered(cast: Cast, wang: Visitor) -> InfoRequest:
    """An application that the office confirmed by telephone today; its page is open to the applicant."""
    wang.applies(way="collect", address="")
    today = timezone.localdate()
    made = InfoRequest.objects.latest("pk")
    return registering.register(
        made.pk, by=cast.chen, today=today, confirmed_on=today, confirmed_how="电话", revision=0
    )


def replied(cast: Cast, made: InfoRequest, file: CaseFile) -> Letter:
    """A reply that provides a file, signed."""
    today = timezone.localdate()
    told = established(made, OUTCOMES["granted.provided"], cast, today=today)
    deciding.decide(
        made.pk,
        by=cast.chen,
        today=today,
        outcome="granted.provided",
        established=told,
        reason="经审查，予以公开。",
        files=[file.pk],
    )
    letter = deciding.submit(made.pk, by=cast.chen, today=today)
    issuing.sign(letter.pk, by=cast.zhou, today=today)
    return issuing.sign(letter.pk, by=cast.zhao, today=today)


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_from_the_first_page_to_the_rating(cast: Cast, wang: Visitor) -> None:
    today = timezone.localdate()
    made = registered(cast, wang)
    amending.ask_to_amend(
        made.pk, by=cast.chen, today=today, what="要哪几个村的", why="所需内容不明确", until=today + timedelta(days=15)
    )
    assert "请您补正" in wang.reads("/follow/case/")
    wang.client.post("/follow/amend/", {"says": "柳树村"})
    letter = replied(cast, made, found_file(made, cast))
    page = wang.reads("/follow/case/")
    assert "已作出答复" in page and letter.number in page and "提供给您的信息" in page
    delivering.send(letter.pk, by=cast.chen, today=today, way="online", sent_on=today)
    assert InfoRequest.objects.get().state == "replied"
    opened = wang.client.get(f"/follow/letters/{letter.pk}/")
    assert letter.number.replace("〔", "").replace("〕", "")[-3:] in text(opened.content)
    assert InfoRequest.objects.get().state == "delivered"
    wang.client.post("/follow/rate/", {"rating": "5"})
    wang.client.post("/follow/leave/")
    wang.follows(made.query_code, NUMBER[-6:])
    page = wang.reads("/follow/case/")
    assert "办理结束" in page and "您作了评价" in page and "/follow/withdraw/" not in page


def test_a_letter_that_goes_by_post_has_not_arrived_because_it_was_read_online(cast: Cast, wang: Visitor) -> None:
    today = timezone.localdate()
    made = registered(cast, wang)
    letter = replied(cast, made, found_file(made, cast))
    delivering.send(letter.pk, by=cast.chen, today=today, way="post", sent_on=today, proof="EMS 1024")
    assert wang.client.get(f"/follow/letters/{letter.pk}/").status_code == 200
    assert InfoRequest.objects.get().state == "replied"


def test_the_reply_to_two_merged_applications_is_read_with_each(cast: Cast, wang: Visitor) -> None:
    today = timezone.localdate()
    first, second = registered(cast, wang), registered(cast, wang)
    merging.merge(second.pk, into=first.pk, by=cast.chen, today=today)
    file = found_file(first, cast)
    letter = replied(cast, first, file)
    wang.follows(second.query_code, NUMBER[-6:])
    page = wang.reads("/follow/case/")
    assert f"/follow/letters/{letter.pk}/" in page and f"/follow/files/{file.pk}/" in page
    assert wang.client.get(f"/follow/letters/{letter.pk}/").content.startswith(b"%PDF")
