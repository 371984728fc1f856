"""Following an application by its code and a second detail: what is shown, and to nobody else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.disclosure import files
from gongkai.disclosure.models import Item
from gongkai.portal.requests import following
from gongkai.request import sealing
from gongkai.request.actions import registering
from gongkai.request.models import Attempt, CaseFile, Consultation, Decision, Fee, InfoRequest, Letter, Step
from tests.cast import Cast
from tests.portal.requests.applicant import NUMBER, Visitor
from tests.portal.test_agencies import released
from tests.request.cases import case


@pytest.fixture
def wang(cast: Cast) -> Visitor:
    """An applicant who applied and has left the pages since."""
    visitor = Visitor(cast.town)
    visitor.applies(email="wang@example.cn")
    return Visitor(cast.town)


def code() -> str:
    return InfoRequest.objects.get().query_code


@pytest.mark.parametrize(
    "detail", [NUMBER[-6:], "13900000000", "139 0000 0000", "wang@example.cn", "WANG@example.cn", " 070054 "]
)
def test_the_code_and_one_detail_of_the_applicants_own_open_the_application(wang: Visitor, detail: str) -> None:
    assert wang.follows(code(), detail)["Location"] == "/follow/case/"
    page = wang.reads("/follow/case/")
    assert "等待确认" in page and "申请提交" in page and code() in page


def test_the_code_may_be_typed_without_its_hyphens(wang: Visitor) -> None:
    assert wang.follows(code().replace("-", "").lower(), NUMBER[-6:]).status_code == 302


@pytest.mark.parametrize("detail", ["070055", "54", NUMBER[:6], "王秀英", "柳树村12号", "*", "      "])
def test_nothing_else_opens_it(wang: Visitor, detail: str) -> None:
    assert wang.follows(code(), detail).status_code == 200
    assert wang.client.get("/follow/case/")["Location"] == "/follow/"


def test_a_wrong_code_and_a_wrong_detail_get_the_same_answer(wang: Visitor) -> None:
    import re

    pages = [wang.follows(*given).content.decode() for given in ((code(), "000000"), ("2222-2222-2222", "000000"))]
    plain = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert plain[0] == plain[1] and following.WRONG in plain[0]


def test_guessing_ends_after_a_few_tries_for_a_code_and_for_an_address(cast: Cast, wang: Visitor) -> None:
    tries = [wang.follows(code(), f"{number:06}").status_code for number in range(following.MOST_OF_CODE + 2)]
    assert tries == [200] * following.MOST_OF_CODE + [429] * 2
    other = Visitor(cast.town, REMOTE_ADDR="198.51.100.7")
    assert other.follows(code(), NUMBER[-6:]).status_code == 429
    for number in range(following.MOST_OF_ADDRESS):
        other.follows(f"2222-2222-{number:04}", "000000")
    assert other.follows("3333-3333-3333", "000000").status_code == 429


def test_guesses_are_forgiven_after_an_hour(wang: Visitor) -> None:
    for number in range(following.MOST_OF_CODE + 1):
        wang.follows(code(), f"{number:06}")
    Attempt.objects.update(at=timezone.now() - timedelta(hours=1))
    assert wang.follows(code(), NUMBER[-6:]).status_code == 302


def test_who_gets_in_is_not_counted(wang: Visitor) -> None:
    for _ in range(following.MOST_OF_CODE + 2):
        assert wang.follows(code(), NUMBER[-6:]).status_code == 302


def test_a_visit_ends_after_half_an_hour_and_when_one_leaves(wang: Visitor, monkeypatch: Any) -> None:
    wang.follows(code(), NUMBER[-6:])
    now = timezone.now()
    monkeypatch.setattr(following.timezone, "now", lambda: now + following.LASTS - timedelta(seconds=5))
    assert wang.client.get("/follow/case/").status_code == 200
    monkeypatch.setattr(following.timezone, "now", lambda: now + following.LASTS * 3)
    assert wang.client.get("/follow/case/")["Location"] == "/follow/?over=1"
    wang.follows(code(), NUMBER[-6:])
    wang.client.post("/follow/leave/")
    assert wang.client.get("/follow/case/")["Location"] == "/follow/"


def test_opening_an_application_changes_the_session(wang: Visitor) -> None:
    wang.client.get("/follow/")
    wang.follows("2222-2222-2222", "000000")
    session = wang.client.session
    session["kept"] = 1
    session.save()
    wang.client.cookies["gongkai_session"] = before = session.session_key
    wang.follows(code(), NUMBER[-6:])
    assert wang.client.session.session_key != before


def opened(cast: Cast, made: InfoRequest) -> Visitor:
    """An applicant before the page of a case."""
    visitor = Visitor(cast.town)
    assert visitor.follows(made.query_code, made.applicant.words["id_number"][-6:]).status_code == 302
    return visitor


def test_the_clock_tells_by_when_and_why(cast: Cast) -> None:
    today = timezone.localdate()
    page = opened(cast, case(cast.town, received_on=today)).reads("/follow/case/")
    assert "正在办理" in page and "怎么算的" in page and "第三十三条" in page and "个工作日" in page


def test_nothing_of_the_offices_inside_is_shown(cast: Cast) -> None:
    made = case(cast.town, received_on=timezone.localdate(), handler=cast.chen)
    for kind, reason in (("assigned", "交办的理由"), ("chased", "催办的理由"), ("sent_back", "退回的理由")):
        Step.objects.create(info_request=made, kind=kind, by=cast.zhou, on=timezone.localdate(), reason=reason)
    Consultation.objects.create(
        info_request=made,
        party="third_party",
        sealed=sealing.seal({"name": "李第三"}),
        asked_on=timezone.localdate(),
        by=cast.chen,
    )
    page = opened(cast, made).reads("/follow/case/")
    for words in ("交办", "催办", "退回", "陈静", "周明", "李第三"):
        assert words not in page


def provided(made: InfoRequest, cast: Cast, *, on: date, **fields: Any) -> CaseFile:
    """A file that went out with the reply."""
    kept = files.keep([b"%PDF-1.4 the copy"], "case_released")
    file = CaseFile.objects.create(
        info_request=made,
        role="found",
        name="明细.pdf",
        kind="pdf",
        hash="0" * 64,
        size=1,
        by=cast.chen,
        on=on,
        **{"released_hash": kept.hash, "released_size": kept.size, "released_name": "明细.pdf", **fields},
    )
    decision = Decision.objects.create(
        info_request=made,
        number=made.decisions.count() + 1,
        outcome="granted.provided",
        by=cast.chen,
        made_on=on,
        effective_on=on,
    )
    decision.files.add(file)
    return file


def test_what_was_provided_is_the_released_copy_for_a_time(cast: Cast) -> None:
    today = timezone.localdate()
    made = case(cast.town, received_on=today, state="delivered")
    file = provided(made, cast, on=today)
    wang = opened(cast, made)
    assert "明细.pdf" in wang.reads("/follow/case/")
    response = wang.client.get(f"/follow/files/{file.pk}/")
    assert response.getvalue() == b"%PDF-1.4 the copy"
    assert response["X-Content-Type-Options"] == "nosniff" and "attachment" in response["Content-Disposition"]
    Decision.objects.update(effective_on=today - timedelta(days=180))
    assert wang.client.get(f"/follow/files/{file.pk}/").getvalue()
    Decision.objects.update(effective_on=today - timedelta(days=181))
    assert wang.client.get(f"/follow/files/{file.pk}/").status_code == 404


@pytest.mark.parametrize("fields", [{"is_withheld": True}, {"released_hash": ""}])
def test_withheld_files_and_originals_never_go_out(cast: Cast, fields: dict[str, Any]) -> None:
    made = case(cast.town, received_on=timezone.localdate(), state="delivered")
    file = provided(made, cast, on=timezone.localdate(), **fields)
    assert opened(cast, made).client.get(f"/follow/files/{file.pk}/").status_code == 404


def test_files_of_an_unsigned_or_undone_decision_are_not_there(cast: Cast) -> None:
    made = case(cast.town, received_on=timezone.localdate(), state="delivered")
    file, wang = provided(made, cast, on=timezone.localdate()), opened(cast, made)
    Decision.objects.update(effective_on=None)
    assert wang.client.get(f"/follow/files/{file.pk}/").status_code == 404
    Decision.objects.update(effective_on=timezone.localdate(), undone_on=timezone.localdate())
    assert wang.client.get(f"/follow/files/{file.pk}/").status_code == 404


def test_another_persons_files_and_letters_are_not_there(cast: Cast, wang: Visitor) -> None:
    today = timezone.localdate()
    other = case(cast.town, received_on=today, state="delivered", words={"id_number": "X1234567"})
    file = provided(other, cast, on=today)
    letter = Letter.objects.create(
        agency=cast.town, info_request=other, kind="registration_receipt", state="issued", by=cast.chen, made_on=today
    )
    wang.follows(InfoRequest.objects.exclude(pk=other.pk).get().query_code, NUMBER[-6:])
    assert wang.client.get(f"/follow/files/{file.pk}/").status_code == 404
    assert wang.client.get(f"/follow/letters/{letter.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("state", "to"), [("signing", "applicant"), ("returned", "applicant"), ("issued", "third_party")]
)
def test_letters_to_others_or_not_issued_are_not_there(cast: Cast, state: str, to: str) -> None:
    today = timezone.localdate()
    made = case(cast.town, received_on=today)
    letter = Letter.objects.create(
        agency=cast.town,
        info_request=made,
        kind="registration_receipt",
        state=state,
        to=to,
        by=cast.chen,
        made_on=today,
    )
    wang = opened(cast, made)
    assert wang.client.get(f"/follow/letters/{letter.pk}/").status_code == 404
    assert f"/follow/letters/{letter.pk}/" not in wang.reads("/follow/case/")


def test_the_page_takes_as_many_queries_for_many_steps_and_letters(cast: Cast) -> None:
    made = case(cast.town, received_on=timezone.localdate())
    wang = opened(cast, made)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert wang.client.get("/follow/case/").status_code == 200
        return len(seen)

    few = queries()
    for number in range(5):
        Step.objects.create(info_request=made, kind="chased", by=cast.zhou, on=timezone.localdate())
        Letter.objects.create(
            agency=cast.town,
            info_request=made,
            kind="registration_receipt",
            state="issued",
            number=f"{number}",
            by=cast.chen,
            made_on=timezone.localdate(),
            issued_on=timezone.localdate(),
        )
    assert queries() == few


def test_a_registered_application_shows_its_number_and_its_term(cast: Cast, wang: Visitor) -> None:
    today = timezone.localdate()
    made = InfoRequest.objects.get()
    registering.register(made.pk, by=cast.chen, today=today, confirmed_on=today, confirmed_how="电话", revision=0)
    wang.follows(code(), NUMBER[-6:])
    page = wang.reads("/follow/case/")
    assert "正在办理" in page and f"〔{today.year}〕1号" in page and "还剩 20 个工作日" in page


def test_a_fee_is_shown_with_its_amount_and_its_day(cast: Cast) -> None:
    today = timezone.localdate()
    made = case(cast.town, received_on=today, state="fee_due")
    Fee.objects.create(
        info_request=made,
        method="items",
        count=45,
        amount=5500,
        reason="本月已提出45件",
        state="noticed",
        noticed_on=today,
        due_on=today + timedelta(days=28),
        by=cast.chen,
    )
    page = opened(cast, made).reads("/follow/case/")
    assert "请您缴费" in page and "5,500.00 元" in page and "收费通知书" in page


def test_a_stopped_clock_says_what_it_waits_for_and_names_nobody(cast: Cast) -> None:
    today = timezone.localdate()
    made = case(cast.town, received_on=today, state="consulting")
    asked = Consultation.objects.create(
        info_request=made, party="third_party", sealed=sealing.seal({"name": "李第三"}), asked_on=today, by=cast.chen
    )
    details = {"key": str(asked.pk), "party": "third_party"}
    Step.objects.create(info_request=made, kind="consultation_began", by=cast.chen, on=today, details=details)
    page = opened(cast, made).reads("/follow/case/")
    assert "期限暂停计算" in page and "不计入答复期限" in page and "李第三" not in page


def test_what_was_published_for_an_application_is_linked_once_it_is_public(cast: Cast) -> None:
    item = released(cast, "清水镇低保资金发放情况公示")
    wang = opened(cast, case(cast.town, received_on=timezone.localdate(), become_item=item))
    assert f"/items/{item.pk}/" in wang.reads("/follow/case/")
    assert item.title in wang.reads(f"/agencies/{cast.town.pk}/apply/")
    Item.objects.update(state="withdrawn")
    assert f"/items/{item.pk}/" not in wang.reads("/follow/case/")
    assert item.title not in wang.reads(f"/agencies/{cast.town.pk}/apply/")
