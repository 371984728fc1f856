"""What an applicant or a third party wrote is read by who does not handle the case without what names them."""

import pytest

from gongkai.agency.roles import Role
from gongkai.request import sealing
from gongkai.request.actions import archiving, complaining
from gongkai.request.models import Consultation, Delivery, InfoRequest, Unit
from tests.cast import officer
from tests.desk.desk import Desk
from tests.desk.records import case_file, letter, of_every_kind
from tests.disclosure.passage import TODAY
from tests.request.cases import RECEIVED, WANG, case

SAID = f"本人{WANG['name']}，身份证{WANG['id_number']}，电话{WANG['mobile']}，申请公开2023年补贴发放表"
NAMING = [WANG["name"], WANG["id_number"], WANG["mobile"]]


@pytest.mark.parametrize("who", ["feng", "qian", "sun", "he"])
def test_what_the_applicant_wrote_names_nobody_to_who_does_not_handle_the_case(desk: Desk, who: str) -> None:
    made = case(desk.cast.town, handler=desk.cast.chen, description=SAID, purpose=f"{WANG['name']}自用")
    page = desk.look(getattr(desk.cast, who), "info_request", made.pk)
    assert "2023年补贴发放表" in page and "申请人自用" in page
    assert not any(word in page for word in NAMING)
    assert SAID in desk.look(desk.cast.chen, "info_request", made.pk)


def test_nobody_finds_out_who_applied_by_searching_descriptions(desk: Desk) -> None:
    made = case(desk.cast.town, handler=desk.cast.chen, description=SAID)
    assert made.title in desk.look(desk.cast.chen, "requests", q=WANG["name"])
    for who in (desk.cast.feng, desk.cast.qian, desk.cast.he):
        assert made.title not in desk.look(who, "requests", q=WANG["name"])
        assert made.title in desk.look(who, "requests", q=made.title[:6])


def test_the_words_of_a_third_party_are_for_who_handles_the_case(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen)
    asked = Consultation.objects.create(
        info_request=made,
        party="third_party",
        sealed=sealing.seal({"name": "刘大山", "address": "柳树村3号"}),
        asked_on=TODAY,
        answer="objected",
        opinion="我刘大山不同意给王秀英",
        by=cast.chen,
    )
    other = officer("unit", "别处的人", (cast.town, Role.HANDLER))
    Unit.objects.create(agency=cast.town, name="农业农村办公室").members.add(other)
    for page in (
        desk.look(cast.feng, "info_request", made.pk),
        desk.look(other, "info_request", made.pk),
        desk.look(other, "request_inquiry_judge", made.pk, asked.pk),
    ):
        assert "刘大山" not in page and "王秀英" not in page
    assert "我刘大山不同意给王秀英" in desk.look(cast.chen, "request_inquiry_judge", made.pk, asked.pk)


def test_an_erased_case_still_opens_and_says_that_its_words_are_gone(desk: Desk) -> None:
    cast = desk.cast
    made = case(cast.town, handler=cast.chen, description=SAID)
    sent = letter(made, cast.chen)
    Delivery.objects.create(letter=sent, way="in_person", sent_on=RECEIVED, proof=f"{WANG['name']}签收", by=cast.chen)
    file = case_file(made, cast.chen)
    InfoRequest.objects.filter(pk=made.pk).update(state="archived", keep_until=RECEIVED)
    assert archiving.erase_applicant(made.pk, today=TODAY)
    page = desk.look(cast.chen, "info_request", made.pk)
    assert archiving.ERASED in page and not any(word in page for word in NAMING)
    assert "已在保管期满后删除" in desk.look(cast.chen, "letter", sent.pk)
    desk.look(cast.chen, "letter_file", sent.pk, status=409)
    for name in ("request_file", "request_file_released", "request_redact", "request_file_picture"):
        desk.look(cast.chen, name, made.pk, file.pk, status=404)
    assert not Delivery.objects.filter(letter=sent).exclude(proof="").exists()


def test_no_browser_keeps_the_pages_that_say_who_it_is(desk: Desk) -> None:
    cast = desk.cast
    records = of_every_kind(cast.town, cast.chen)
    for name in ("info_request", "letter", "correction", "complaint", "requests_of_applicant"):
        given = [records[f"{name}_id"].pk] if f"{name}_id" in records else []
        answer = desk.client(cast.chen).get(desk.address(name, *given))
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"], name


def test_a_complaint_names_nobody_to_who_does_not_deal_with_it(desk: Desk) -> None:
    cast = desk.cast
    made = complaining.register(
        cast.town.pk,
        by=None,
        today=TODAY,
        received_on=TODAY,
        against_id=cast.town.pk,
        says=f"我叫{WANG['name']}，电话{WANG['mobile']}，逾期没有答复",
        person={"name": WANG["name"], "mobile": WANG["mobile"]},
    )
    page = desk.look(cast.he, "complaint", made.pk)
    assert "逾期没有答复" in page and not any(word in page for word in NAMING)
    assert WANG["name"] in desk.look(cast.chen, "complaint", made.pk)
