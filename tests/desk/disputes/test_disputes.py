"""Reconsiderations and lawsuits on the desk: the list, one of them, and every act on it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.request.actions import disputing
from gongkai.request.models import Decision, Dispute, InfoRequest
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.request import cases

FORM = {
    "kind": "reconsideration",
    "procedure": "simple",
    "case": "",
    "after": "",
    "body": "柳河县人民政府",
    "case_number": "柳政复〔2024〕3号",
    "subject": "不服部分公开",
    "received_on": TODAY.isoformat(),
    "accepted_on": "",
}


@pytest.fixture
def case(desk: Desk) -> InfoRequest:
    """A case that was refused on 2024-04-26."""
    made = cases.case(
        desk.cast.town,
        handler=desk.cast.chen,
        state="delivered",
        replied_on=date(2024, 4, 26),
        outcome="refused.third_party_rights",
    )
    Decision.objects.create(
        info_request=made,
        number=1,
        outcome="refused.third_party_rights",
        made_on=date(2024, 4, 26),
        effective_on=date(2024, 4, 26),
    )
    return made


def registered(desk: Desk, case: InfoRequest | None = None, **fields: object) -> Dispute:
    given = {
        "kind": "reconsideration",
        "subject": "不服部分公开",
        "body": "柳河县人民政府",
        "received_on": TODAY,
        "info_request_id": case.pk if case else None,
        **fields,
    }
    return disputing.register(desk.cast.town.pk, by=desk.cast.chen, today=TODAY, **given)  # type: ignore[arg-type]


def test_an_empty_list_says_what_to_do_first(desk: Desk) -> None:
    page = desk.look(desk.cast.chen, "disputes")
    assert "没有登记过复议、诉讼" in page and "登记复议或诉讼" in page
    assert "登记复议或诉讼</a>" not in desk.look(desk.cast.feng, "disputes")


def test_the_list_shows_what_is_due_first_in_colour_and_words(desk: Desk) -> None:
    registered(desk, subject="已答复的", received_on=TODAY - timedelta(days=3))
    disputing.answer(Dispute.objects.get().pk, by=desk.cast.chen, today=TODAY, replied_on=TODAY, makes_letters=False)
    registered(desk, subject="还没有答复的")
    late = registered(desk, subject="超期没有答复的", received_on=date(2024, 4, 1))
    page = desk.look(desk.cast.chen, "disputes")
    assert page.index("超期没有答复的") < page.index("还没有答复的") < page.index("已答复的")
    assert "超期" in page and "还剩 5 个工作日" in page
    assert late.reply_due_on and late.reply_due_on.isoformat() in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"state": "open"}, {"甲"}),
        ({"state": "ended"}, {"乙"}),
        ({"state": "void"}, {"丙"}),
        ({}, {"甲", "乙"}),
        ({"kind": "lawsuit_direct"}, {"甲"}),
        ({"q": "乙"}, {"乙"}),
        ({"year": "2023"}, set()),
        ({"year": "不是年份"}, {"甲", "乙"}),
    ],
)
def test_the_list_is_narrowed_by_what_stands_in_the_address(desk: Desk, query: dict[str, str], shown: set[str]) -> None:
    registered(desk, subject="争议甲", kind="lawsuit_direct")
    ended = registered(desk, subject="争议乙")
    disputing.conclude(ended.pk, by=desk.cast.chen, today=TODAY, result="upheld", decided_on=TODAY)
    void = registered(desk, subject="争议丙")
    disputing.void(void.pk, by=desk.cast.chen, today=TODAY, reason="重复登记")
    page = desk.look(desk.cast.chen, "disputes", **query)
    table = page.partition("<tbody>")[2]
    assert {name for name in "甲乙丙" if f"争议{name}" in table} == shown


def test_a_dispute_is_registered_from_its_case_and_sent_twice_is_one(desk: Desk, case: InfoRequest) -> None:
    page = desk.look(desk.cast.chen, "dispute_new", case=case.pk)
    assert case.number in page
    form = {**FORM, "case": case.number, "form_token": "once"}
    first = desk.send(desk.cast.chen, "dispute_new", **form)
    again = desk.send(desk.cast.chen, "dispute_new", **form)
    assert first["Location"] == again["Location"]
    made = Dispute.objects.get()
    assert (made.info_request, made.decision) == (case, case.decisions.get())
    page = desk.look(desk.cast.chen, "dispute", made.pk)
    assert "待答复举证" in page and "第5个工作日是5月11日" in page and "未核实" not in page


def test_the_number_of_a_case_may_be_written_without_its_last_word(desk: Desk, case: InfoRequest) -> None:
    desk.send(desk.cast.chen, "dispute_new", **{**FORM, "case": case.number.removesuffix("号")})
    assert Dispute.objects.get().info_request == case
    answer = desk.send(desk.cast.chen, "dispute_new", status=409, **{**FORM, "case": "〔2024〕99号", "case_number": ""})
    assert "没有登记编号是“〔2024〕99号”的申请" in answer.content.decode()


def test_a_lawsuit_that_should_have_gone_to_reconsideration_first_is_marked(desk: Desk, case: InfoRequest) -> None:
    made = registered(desk, case, kind="lawsuit_direct")
    page = desk.look(desk.cast.chen, "dispute", made.pk)
    assert "应当先申请行政复议" in page and "未核实" in page
    assert "应当先申请行政复议" not in desk.look(desk.cast.chen, "dispute", registered(desk, case).pk)


def test_what_is_wrong_in_a_form_is_said_beside_the_field(desk: Desk) -> None:
    page = desk.send(desk.cast.chen, "dispute_new", status=422, **{**FORM, "body": "", "received_on": "昨天"})
    assert page.content.decode().count('class="error"') == 2
    page = desk.send(desk.cast.chen, "dispute_new", status=409, **{**FORM, "received_on": "2024-05-07"})
    assert "还没有到" in page.content.decode()


def test_evidence_is_ticked_and_goes_into_the_letters(desk: Desk, case: InfoRequest) -> None:
    made = registered(desk, case)
    page = desk.look(desk.cast.chen, "dispute_answer", made.pk)
    assert "登记记录" in page and 'value="application" required' not in page
    desk.send(
        desk.cast.chen,
        "dispute_answer",
        made.pk,
        revision=made.revision,
        replied_on=TODAY.isoformat(),
        makes_letters="on",
        evidence=["application"],
        answer="本机关的答复符合规定。",
        contact="联系方式：0990-1234567。",
    )
    assert [letter.kind for letter in made.letters.order_by("pk")] == ["dispute_answer", "evidence_list"]
    page = desk.look(desk.cast.chen, "dispute", made.pk)
    assert "证据材料清单" in page and "按期答复" in page


def test_who_acts_on_an_old_page_is_told_and_nothing_is_done_twice(desk: Desk) -> None:
    made = registered(desk)
    desk.send(desk.cast.chen, "dispute_hearing", made.pk, revision=0, hearing_on="2024-05-20")
    answer = desk.send(desk.cast.chen, "dispute_hearing", made.pk, status=409, revision=0, hearing_on="2024-05-21")
    assert "您的操作没有执行" in answer.content.decode()
    assert Dispute.objects.get().hearing_on == date(2024, 5, 20)


def test_a_result_with_an_order_leads_on_to_the_case(desk: Desk, case: InfoRequest) -> None:
    made = registered(desk, case)
    desk.send(
        desk.cast.chen,
        "dispute_conclude",
        made.pk,
        result="corrected",
        decided_on=TODAY.isoformat(),
        detail="撤销答复，责令重新答复",
        redo_due_on="2024-05-27",
    )
    page = desk.look(desk.cast.chen, "dispute", made.pk)
    assert "应在 2024年5月27日前重新答复" in page
    assert "去重新答复" in page and f"/requests/{case.pk}/" in page
    case.refresh_from_db()
    assert case.state == "registered"


def test_each_act_has_its_page(desk: Desk, case: InfoRequest) -> None:
    made = registered(desk, case)
    for name in ("change", "answer", "hearing", "conclude", "redone", "void"):
        assert "<h1" in desk.look(desk.cast.chen, f"dispute_{name}", made.pk)
    desk.send(desk.cast.chen, "dispute_change", made.pk, **{**FORM, "procedure": "ordinary"})
    made.refresh_from_db()
    assert made.procedure == "ordinary"
    desk.send(desk.cast.chen, "dispute_void", made.pk, reason="重复登记")
    assert "登记已作废" in desk.look(desk.cast.feng, "dispute", made.pk)


def test_a_lawsuit_after_reconsideration_begins_with_what_is_known(desk: Desk, case: InfoRequest) -> None:
    made = registered(desk, case)
    disputing.conclude(made.pk, by=desk.cast.chen, today=TODAY, result="upheld", decided_on=TODAY)
    assert "登记复议后的起诉" in desk.look(desk.cast.chen, "dispute", made.pk)
    page = desk.look(desk.cast.chen, "dispute_new", after=made.pk)
    assert f'value="{made.pk}" selected' in page
    desk.send(
        desk.cast.chen,
        "dispute_new",
        **{
            **FORM,
            "kind": "lawsuit_after_reconsideration",
            "after": made.pk,
            "body": "柳河县人民法院",
            "case_number": "",
        },
    )
    lawsuit = Dispute.objects.get(kind="lawsuit_after_reconsideration")
    assert (lawsuit.after, lawsuit.info_request) == (made, case)
    assert "之后的诉讼" in desk.look(desk.cast.chen, "dispute", made.pk)


def test_no_list_of_disputes_says_who_applied(desk: Desk, case: InfoRequest) -> None:
    made = registered(desk, case)
    for person in (desk.cast.chen, desk.cast.feng, desk.cast.he):
        assert "王秀英" not in desk.look(person, "disputes")
        assert "王秀英" not in desk.look(person, "dispute", made.pk)


def test_the_number_of_queries_does_not_grow_with_the_list(desk: Desk, case: InfoRequest) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.look(desk.cast.chen, "disputes")
        return len(found)

    registered(desk, case)
    desk.look(desk.cast.chen, "disputes")
    first = queries()
    for _ in range(5):
        registered(desk, case)
    assert queries() == first < 15


def test_a_case_shows_its_disputes_and_where_one_is_registered(desk: Desk, case: InfoRequest) -> None:
    page = desk.look(desk.cast.chen, "info_request", case.pk)
    assert "收到复议或应诉通知的当天登记" in page and f"disputes/new/?case={case.pk}" in page
    registered(desk, case)
    page = desk.look(desk.cast.feng, "info_request", case.pk)
    assert "行政复议：不服部分公开" in page and "待答复举证" in page
    assert "disputes/new/" not in page


def test_a_case_that_is_still_being_handled_in_time_speaks_of_no_dispute(desk: Desk) -> None:
    made = cases.case(desk.cast.town, handler=desk.cast.chen)
    assert "登记复议或诉讼" not in desk.look(desk.cast.chen, "info_request", made.pk)
    InfoRequest.objects.filter(pk=made.pk).update(due_on=TODAY - timedelta(days=1))
    assert "登记复议或诉讼" in desk.look(desk.cast.chen, "info_request", made.pk)
