"""What an applicant does with the own application: amend, explain, withdraw, rate, propose publication."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.journal.models import Entry
from gongkai.law.calendar import long_words
from gongkai.request.models import CaseFile, IdentityFile, InfoRequest, Step
from tests.cast import Cast
from tests.portal.requests.applicant import Visitor
from tests.portal.requests.test_applying import photograph
from tests.portal.requests.test_following import opened
from tests.request.cases import case


def asked(cast: Cast, state: str, kind: str) -> tuple[InfoRequest, Visitor]:
    """A case in which the applicant was asked for something, and the applicant before its page."""
    today = timezone.localdate()
    made = case(cast.town, received_on=today, handler=cast.chen)
    until = (today + timedelta(days=10)).isoformat()
    Step.objects.create(info_request=made, kind=kind, by=cast.chen, on=today, details={"until": until})
    InfoRequest.objects.filter(pk=made.pk).update(state=state)
    made.refresh_from_db()
    return made, opened(cast, made)


def test_an_amendment_comes_once_with_its_files_and_the_term_begins_anew(cast: Cast) -> None:
    made, wang = asked(cast, "to_amend", "amendment_asked")
    step = made.steps.get(kind="amendment_asked")
    step.details["what"] = "要哪一年的。"
    step.save()
    until = long_words(date.fromisoformat(step.details["until"]))
    page = wang.reads("/follow/case/")
    assert "补正申请" in page and f"请在{until}（含当日）以前补正：要哪一年的。没有正当理由" in page
    file = SimpleUploadedFile("说明.txt", "低保发放标准，2023年度".encode())
    identity = SimpleUploadedFile("身份证.jpg", photograph())
    fields = {"says": "要2023年度的", "uploads": file, "document": identity}
    assert wang.client.post("/follow/amend/", fields)["Location"] == "/follow/case/"
    made.refresh_from_db()
    assert made.state == "registered" and made.steps.filter(kind="amended", by=None).count() == 1
    assert [(each.role, each.name, each.by) for each in made.files.all()] == [("amendment", "说明.txt", None)]
    assert IdentityFile.objects.filter(applicant=made.applicant).count() == 1
    assert wang.client.get("/follow/amend/")["Location"] == "/follow/case/"
    again = wang.client.post("/follow/amend/", {"says": "再补"})
    assert again.status_code == 409 and made.steps.filter(kind="amended").count() == 1


def test_words_that_name_the_applicant_are_kept_apart_and_covered_in_the_step(cast: Cast) -> None:
    _, wang = asked(cast, "to_amend", "amendment_asked")
    says = "我是王秀英，电话13900000000，要2023年度的"
    wang.client.post("/follow/amend/", {"says": says})
    written = str(list(Step.objects.values())) + str(list(Entry.objects.values()))
    assert "王秀英" not in written and "13900000000" not in written and "2023年度的" in written
    assert CaseFile.objects.get().name == "补正内容.txt"


def test_an_amendment_without_words_is_asked_for_and_a_hostile_file_refused(cast: Cast) -> None:
    made, wang = asked(cast, "to_amend", "amendment_asked")
    page = wang.client.post("/follow/amend/", {"says": " "}).content.decode()
    assert "请写明补正的内容" in page
    program = SimpleUploadedFile("说明.pdf", b"MZ" + bytes(100))
    fields = {"says": "要2023年度的", "uploads": program}
    page = wang.client.post("/follow/amend/", fields).content.decode()
    assert "程序" in page and "要2023年度的" in page
    assert not CaseFile.objects.exists() and not made.steps.filter(kind="amended").exists()


def test_reasons_are_heard_when_asked_for_and_not_otherwise(cast: Cast) -> None:
    made, wang = asked(cast, "explaining", "explanation_asked")
    wang.client.post("/follow/explain/", {"says": "各村分别申请"})
    made.refresh_from_db()
    assert made.state == "registered"
    assert wang.client.get("/follow/explain/")["Location"] == "/follow/case/"


def test_an_application_can_be_withdrawn_until_it_is_answered(cast: Cast) -> None:
    made = case(cast.town, received_on=timezone.localdate(), handler=cast.chen)
    wang = opened(cast, made)
    assert "不再办理这件申请" in wang.reads("/follow/withdraw/")
    wang.client.post("/follow/withdraw/", {"reason": "王秀英不要了"})
    made.refresh_from_db()
    assert made.state == "delivered" and made.outcome == "otherwise_closed.other"
    assert "王秀英" not in str(list(made.steps.values()))
    page = wang.reads("/follow/case/")
    assert "已撤回" in page and "/follow/withdraw/" not in page
    assert wang.client.post("/follow/withdraw/", {}).status_code == 409


def answered(cast: Cast, **fields: Any) -> tuple[InfoRequest, Visitor]:
    today = timezone.localdate()
    made = case(cast.town, received_on=today, state="delivered", outcome="granted.provided", replied_on=today, **fields)
    return made, opened(cast, made)


def test_the_service_is_rated_once_after_the_reply(cast: Cast) -> None:
    made, wang = answered(cast)
    assert "评价这次办理" in wang.reads("/follow/case/")
    assert "请选择一项" in wang.client.post("/follow/rate/", {}).content.decode()
    wang.client.post("/follow/rate/", {"rating": "4", "words": "王秀英谢谢"})
    made.refresh_from_db()
    assert made.rating == 4 and made.rating_words == "申请人谢谢"
    assert wang.client.post("/follow/rate/", {"rating": "1"}).status_code == 409
    assert "评价这次办理" not in wang.reads("/follow/case/")


def test_nothing_is_rated_before_the_reply(cast: Cast) -> None:
    made = case(cast.town, received_on=timezone.localdate())
    wang = opened(cast, made)
    assert wang.client.get("/follow/rate/")["Location"] == "/follow/case/"
    assert wang.client.post("/follow/rate/", {"rating": "1"}).status_code == 409


def test_publication_can_be_proposed_once(cast: Cast) -> None:
    made, wang = answered(cast)
    wang.client.post("/follow/publish/")
    made.refresh_from_db()
    assert made.asks_to_publish and "您已建议" in wang.reads("/follow/case/")
    assert wang.client.post("/follow/publish/").status_code == 409
    assert Entry.objects.filter(act="request.publication_asked").count() == 1


@pytest.mark.parametrize("act", ["amend", "explain", "withdraw", "rate", "publish"])
def test_no_act_is_open_without_the_code(cast: Cast, act: str) -> None:
    wang = Visitor(cast.town)
    assert wang.client.post(f"/follow/{act}/", {"says": "x", "rating": "5"})["Location"] == "/follow/"
