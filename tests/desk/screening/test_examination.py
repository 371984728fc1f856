"""Reading one edition: what is shown beside it, who may decide, and what comes of each decision."""

from html import unescape

import pytest

from gongkai.agency.models import Appointment
from gongkai.agency.roles import Role
from gongkai.disclosure.actions import drafting
from gongkai.disclosure.models import Item
from gongkai.screening.models import Examination
from tests.cast import SINCE
from tests.desk.desk import Desk
from tests.disclosure import passage
from tests.disclosure.passage import BODY, TODAY


@pytest.fixture
def handed_in(desk: Desk) -> Examination:
    return opened(passage.submitted(desk.cast))


def opened(item: Item) -> Examination:
    """The examination of the latest edition handed in."""
    edition = item.editions.exclude(examination=None).order_by("-number")[0]
    assert edition.examination is not None
    return edition.examination


def test_the_reader_passes_the_stage_with_what_was_looked_at(desk: Desk, handed_in: Examination) -> None:
    assert "事实" in desk.look(desk.cast.zhou, "examination", handed_in.pk)
    desk.send(desk.cast.zhou, "examination", handed_in.pk, looked_at=["事实", "依据"], opinion="同意")
    handed_in.refresh_from_db()
    assert handed_in.next_stage == "secrecy"
    assert handed_in.readings.get(stage="second").opinion == "已核对事实、依据。同意"


def test_a_double_click_passes_one_stage(desk: Desk, handed_in: Examination) -> None:
    for _ in range(2):
        desk.send(desk.cast.zhou, "examination", handed_in.pk, form_token="once")
    assert handed_in.readings.filter(decision="passed").count() == 2


@pytest.mark.parametrize("name", ["chen", "sun", "feng", "qian"])
def test_who_has_not_the_role_is_told_whose_it_is_and_cannot_decide(
    desk: Desk, handed_in: Examination, name: str
) -> None:
    officer = getattr(desk.cast, name)
    page = unescape(desk.look(officer, "examination", handed_in.pk))
    assert "由“审核（科室）”办理" in page
    desk.send(officer, "examination", handed_in.pk, status=403)
    for decision in ("return", "refer", "refuse", "answer"):
        desk.look(officer, f"examination_{decision}", handed_in.pk, status=403)
    handed_in.refresh_from_db()
    assert handed_in.next_stage == "second"


def test_who_did_an_earlier_stage_is_told_why_not(desk: Desk, handed_in: Examination) -> None:
    Appointment.objects.create(officer=desk.cast.zhou, agency=desk.cast.town, role=Role.SECRECY, from_on=SINCE)
    desk.send(desk.cast.zhou, "examination", handed_in.pk)
    page = unescape(desk.look(desk.cast.zhou, "examination", handed_in.pk))
    assert "各环节须由不同的人办理" in page
    page = unescape(desk.send(desk.cast.zhou, "examination", handed_in.pk, status=409).content.decode())
    assert "各环节须由不同的人办理" in page


def test_it_goes_back_with_a_reason(desk: Desk, handed_in: Examination) -> None:
    desk.send(desk.cast.zhou, "examination_return", handed_in.pk, status=422, reason="")
    desk.send(desk.cast.zhou, "examination_return", handed_in.pk, reason="第2段日期有误")
    assert Item.objects.get().state == Item.State.RETURNED
    assert "已经办完" in desk.look(desk.cast.zhou, "examination", handed_in.pk)


def test_in_doubt_it_is_referred_and_the_answer_lets_it_go_on(desk: Desk, handed_in: Examination) -> None:
    desk.send(desk.cast.zhou, "examination_refer", handed_in.pk, to="县保密局", reason="涉及点位数据")
    assert Item.objects.get().state == Item.State.REFERRED
    assert "等待答复" in desk.look(desk.cast.zhou, "examination", handed_in.pk)
    desk.send(desk.cast.zhou, "examination_answer", handed_in.pk, decision="disclose", words="可以公开，县保函3号")
    assert Item.objects.get().state == Item.State.IN_SCREENING


def test_it_is_kept_back_on_a_ground_alone(desk: Desk, handed_in: Examination) -> None:
    desk.send(desk.cast.zhou, "examination_refuse", handed_in.pk, status=422, ground="", reason="不便公开")
    desk.send(desk.cast.zhou, "examination_refuse", handed_in.pk, ground="16-2a", reason="尚未定稿")
    item = Item.objects.get()
    assert (item.state, item.attribute, item.attribute_ground) == ("kept", "withheld", "16-2a")


def test_what_was_found_is_marked_in_the_text_with_who_let_it_stand(desk: Desk) -> None:
    item = passage.draft(desk.cast, body=f"{BODY}<p>联系电话13800138000</p>")
    finding = {"rule": "mobile_number", "place": "", "quote": "13800138000", "reason": "公务手机"}
    desk.send(desk.cast.chen, "item_confirm", item.pk, **finding)
    passage.submitted(desk.cast, item)
    page = unescape(desk.look(desk.cast.zhou, "examination", opened(item).pk))
    assert '<mark class="finding"' in page
    assert "陈静确认可以保留：公务手机" in page


def test_the_differences_to_the_edition_before_are_shown(desk: Desk) -> None:
    item = passage.released(desk.cast)
    drafting.start_new_edition(item.pk, by=desk.cast.chen, today=TODAY, reason="更正")
    drafting.save(
        item.pk,
        by=desk.cast.chen,
        today=TODAY,
        revision=passage.fresh(item).revision,
        title=passage.TITLE,
        body=BODY.replace("落实", "做好"),
        fields={"summary": "更正后的标准。"},
    )
    passage.submitted(desk.cast, item)
    page = unescape(desk.look(desk.cast.zhou, "examination", opened(item).pk))
    assert '<del><span class="unseen">删去：</span>落实</del>' in page
    assert '<ins><span class="unseen">增加：</span>做好</ins>' in page
    assert "<ins>更正后的标准。</ins>" in page


def test_an_examination_of_another_agency_is_not_there(desk: Desk, handed_in: Examination) -> None:
    Item.objects.update(agency=desk.cast.other_town)
    desk.look(desk.cast.zhou, "examination", handed_in.pk, status=404)


def test_the_signer_sends_back_what_passed_and_was_not_released(desk: Desk) -> None:
    item = passage.passed(desk.cast)
    page = desk.look(desk.cast.zhao, "examination", opened(item).pk)
    assert "退回经办人" in page
    desk.send(desk.cast.zhao, "examination_return", opened(item).pk, reason="口径变了")
    assert passage.fresh(item).state == Item.State.RETURNED
