"""From the outcome to the signature on the desk: three pages, everything that is missing named, nothing done twice."""

from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.journal.models import Entry
from gongkai.law.outcomes import OUTCOMES
from gongkai.request.models import CaseFile, Decision, InfoRequest, SearchRecord
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.request import cases, outcomes
from tests.vetting.files import made

WHERE = "镇政府网站“惠民资金”栏目"


@pytest.fixture
def case(desk: Desk) -> InfoRequest:
    return cases.case(desk.cast.town, handler=desk.cast.chen)


def decide(desk: Desk, case: InfoRequest, code: str, status: int = 302, **fields: object) -> str:
    address = f"{desk.address('request_decide', case.pk)}?outcome={code}"
    answer = desk.client(desk.cast.chen).post(address, {"revision": case.revision, **fields})
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return unescape(answer.content.decode())


def test_every_outcome_is_offered_with_its_row_and_its_article(desk: Desk, case: InfoRequest) -> None:
    page = unescape(desk.look(desk.cast.chen, "request_outcome", case.pk))
    for outcome in OUTCOMES.values():
        assert f"outcome={outcome.code}" in page
    assert "年报计入“（四）无法提供1.本机关不掌握相关政府信息”" in page
    assert "条例第三十六条第（四）项" in page
    assert "还没有记检索" in page


def test_a_case_that_waits_for_a_fee_is_offered_the_closing_alone(desk: Desk, case: InfoRequest) -> None:
    outcomes.wait(case, InfoRequest.State.FEE_DUE)
    page = desk.look(desk.cast.chen, "request_outcome", case.pk)
    assert "outcome=otherwise_closed.fee_overdue" in page
    assert "outcome=granted" not in page


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=str)
def test_the_form_of_every_outcome_says_when_it_is_right_and_what_it_lacks(
    outcome: object, desk: Desk, case: InfoRequest
) -> None:
    code = outcome.code  # type: ignore[attr-defined]
    query = {"outcome": code}
    page = unescape(desk.look(desk.cast.chen, "request_decide", case.pk, **query))
    assert "什么时候选" in page
    assert ("口径未核实" in page) == bool(OUTCOMES[code].note)
    if any(not each.optional for each in OUTCOMES[code].establishes):
        assert "缺少" in decide(desk, case, code, status=409)


def test_what_is_missing_has_a_link_to_make_it(desk: Desk, case: InfoRequest) -> None:
    page = desk.look(desk.cast.chen, "request_decide", case.pk, outcome="unavailable.not_found")
    assert desk.address("request_search", case.pk) in page
    page = decide(desk, case, "unavailable.not_found", status=409)
    assert desk.address("request_search", case.pk) in page
    page = decide(desk, case, "refused.third_party_rights", status=409, reason="涉及个人隐私")
    assert desk.address("request_consult", case.pk) in page


def test_a_search_written_down_bears_out_that_nothing_exists(desk: Desk, case: InfoRequest, tmp_path: Path) -> None:
    shot = SimpleUploadedFile("截图.pdf", made.pdf(tmp_path / "a.pdf").read_bytes())
    desk.send(
        desk.cast.chen,
        "request_search",
        case.pk,
        place="镇档案室",
        method="目录查找",
        keywords="低保",
        searched_on="2024-05-06",
        searched_by="陈静",
        is_found="no",
        result="没有找到",
        proof=shot,
    )
    search = SearchRecord.objects.get()
    assert search.file is not None
    assert search.file.role == "proof"
    assert "镇档案室" in desk.look(desk.cast.feng, "info_request", case.pk)
    decide(desk, case, "unavailable.not_found", search_record=search.pk)
    assert Decision.objects.get().established == {"search_record": search.pk}


def test_a_form_sent_twice_decides_once_and_an_old_page_is_told(desk: Desk, case: InfoRequest) -> None:
    fields = {"published_where": WHERE, "form_token": "a" * 20}
    decide(desk, case, "granted.published", **fields)
    decide(desk, case, "granted.published", **fields)
    assert Decision.objects.count() == 1
    page = decide(desk, case, "granted.published", status=409, published_where="别处")
    assert "在您打开页面以后变了" in page
    assert Decision.objects.get().established == {"published_where": WHERE}


def test_the_letter_is_shown_with_its_own_words_before_it_is_handed_in(desk: Desk, case: InfoRequest) -> None:
    decide(desk, case, "granted.published", published_where=WHERE)
    page = unescape(desk.look(desk.cast.chen, "request_check", case.pk))
    assert f"可以通过下列方式、途径获取：{WHERE}" in page
    case.refresh_from_db()
    answer = desk.send(
        desk.cast.chen,
        "request_check",
        case.pk,
        status=200,
        preview="1",
        revision=case.revision,
        **{"part-reason": "另附说明。"},
    )
    assert "另附说明。" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == "registered"


def test_what_people_should_look_at_again_is_said(desk: Desk, case: InfoRequest, tmp_path: Path) -> None:
    desk.send(
        desk.cast.chen,
        "request_file_add",
        case.pk,
        role="found",
        file=SimpleUploadedFile("名单.pdf", made.pdf(tmp_path / "a.pdf", "身份证号110101199003070038").read_bytes()),
    )
    file = CaseFile.objects.get()
    decide(desk, case, "granted.provided", provided="邮寄一份，申请人王秀英签收。", files=[file.pk])
    page = unescape(desk.look(desk.cast.chen, "request_check", case.pk))
    assert "里有身份证号，没有遮盖" in page
    assert "有申请人的姓名或号码" in page
    assert "110101199003070038" not in page


def test_providing_the_whole_with_a_covered_copy_is_asked_about(desk: Desk, case: InfoRequest) -> None:
    file, says = outcomes.found_file(case, desk.cast), "不公开一部分的，应选部分公开"
    decide(desk, case, "granted.provided", provided="邮寄一份。", files=[file.pk])
    assert says not in unescape(desk.look(desk.cast.chen, "request_check", case.pk))
    CaseFile.objects.filter(pk=file.pk).update(is_redacted=True)
    assert says in unescape(desk.look(desk.cast.chen, "request_check", case.pk))


def test_a_file_with_numbers_of_persons_goes_out_only_when_a_person_says_why(desk: Desk, case: InfoRequest) -> None:
    file = outcomes.found_file(case, desk.cast, scan={"personal": ["身份证号", "手机号", "电子邮箱"]})
    decide(desk, case, "granted.provided", provided="邮寄一份。", files=[file.pk])
    case.refresh_from_db()
    given = {"submit": "1", "revision": case.revision}
    for lacking in ({}, {"is_confirmed": "1"}, {"confirmed": "办公电话"}):
        answer = desk.send(desk.cast.chen, "request_check", case.pk, status=409, **given, **lacking)
        assert "“发放明细.pdf”：身份证号、手机号" in answer.content.decode()
    assert not Entry.objects.filter(act="request.numbers_confirmed").exists()
    why = {"is_confirmed": "1", "confirmed": "王秀英本人的号码"}
    desk.send(desk.cast.chen, "request_check", case.pk, **given, **why)
    case.refresh_from_db()
    assert case.state == "signing"
    details = Entry.objects.get(act="request.numbers_confirmed").details
    assert (details["count"], details["what"]) == (1, ["身份证号", "手机号"])
    assert "王秀英" not in details["reason"]


@pytest.mark.parametrize(
    ("scan", "is_redacted", "is_asked"),
    [
        ({"personal": ["银行卡号"]}, False, True),
        ({"personal": ["银行卡号"]}, True, False),
        ({"personal": ["银行卡号"], "copy_unread": "读不出来"}, True, True),
        ({"personal": ["电子邮箱"]}, False, False),
        ({}, False, False),
    ],
)
def test_a_reason_is_asked_for_numbers_that_are_not_covered(
    scan: dict[str, object], is_redacted: bool, is_asked: bool, desk: Desk, case: InfoRequest
) -> None:
    file = outcomes.found_file(case, desk.cast, scan=scan, is_redacted=is_redacted)
    decide(desk, case, "granted.provided", provided="邮寄一份。", files=[file.pk])
    page = desk.look(desk.cast.chen, "request_check", case.pk)
    assert ('name="is_confirmed"' in page) == is_asked


def test_nobody_but_a_handler_decides(desk: Desk, case: InfoRequest) -> None:
    for officer, status in ((desk.cast.zhao, 403), (desk.cast.feng, 403), (desk.cast.he, 403)):
        for name in ("request_outcome", "request_decide", "request_check", "request_search", "request_convert"):
            desk.look(officer, name, case.pk, status=status)


def test_readers_see_the_outcome_and_not_its_words(desk: Desk, case: InfoRequest) -> None:
    Decision.objects.create(
        info_request=case,
        number=1,
        outcome="granted.published",
        established={"published_where": WHERE},
        made_on=TODAY,
        effective_on=TODAY,
        by=desk.cast.chen,
    )
    assert WHERE in desk.look(desk.cast.zhou, "info_request", case.pk)
    page = desk.look(desk.cast.feng, "info_request", case.pk)
    assert "告知已主动公开" in page
    assert WHERE not in page


def test_a_request_becomes_an_item_and_its_page_leads_there(desk: Desk, case: InfoRequest) -> None:
    InfoRequest.objects.filter(pk=case.pk).update(asks_to_publish=True)
    assert "申请人建议把它主动公开" in desk.look(desk.cast.chen, "info_request", case.pk)
    answer = desk.send(
        desk.cast.chen, "request_convert", case.pk, title="低保明细", kind="list", formed_on="2024-04-08", revision=0
    )
    case.refresh_from_db()
    assert case.become_item is not None
    assert answer.url == reverse("desk:item_edit", args=[case.agency_id, case.become_item_id])
    assert "已转为主动公开" in desk.look(desk.cast.chen, "info_request", case.pk)


def test_a_reply_is_published_only_without_who_asked(desk: Desk, case: InfoRequest) -> None:
    InfoRequest.objects.filter(pk=case.pk).update(state="delivered", replied_on=TODAY)
    given = {"question": "低保明细在哪里看", "revision": 0}
    answer = desk.send(
        desk.cast.chen, "request_publish_reply", case.pk, status=409, answer="王秀英您好：在网站看。", **given
    )
    assert "申请人的姓名" in answer.content.decode()
    desk.send(desk.cast.chen, "request_publish_reply", case.pk, answer="在网站看。", **given)
    case.refresh_from_db()
    assert case.reply_item is not None


def test_the_page_asks_the_database_the_same_however_many_files_and_searches(desk: Desk, case: InfoRequest) -> None:
    def asked() -> int:
        desk.look(desk.cast.chen, "info_request", case.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.look(desk.cast.chen, "info_request", case.pk)
        return len(queries)

    outcomes.found_file(case, desk.cast)
    outcomes.search(case, desk.cast, TODAY)
    one = asked()
    for _ in range(4):
        outcomes.found_file(case, desk.cast)
        outcomes.search(case, desk.cast, TODAY)
    assert asked() == one
