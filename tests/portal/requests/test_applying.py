"""Applying online: six pages, kept until they are sent, sent once."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from gongkai.disclosure import files
from gongkai.journal.models import Entry
from gongkai.portal.requests import applying, unsent
from gongkai.request import sealing
from gongkai.request.models import Attempt, IdentityFile, InfoRequest, RequestChannel, Step
from gongkai.vetting import identifiers
from tests.cast import Cast
from tests.portal.requests.applicant import CONTACT, CREDIT, HOW, NUMBER, PERSON, WHAT, Visitor, answer, token
from tests.portal.test_agencies import released


@pytest.fixture
def wang(cast: Cast) -> Visitor:
    """An applicant before the town's pages."""
    return Visitor(cast.town)


def photograph(kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, kind, **options)
    return out.getvalue()


def test_six_pages_without_scripts_make_one_application(wang: Visitor) -> None:
    wang.writes_all()
    shown = wang.reads(wang.at("check"))
    assert "王秀英" in shown and NUMBER in shown and "清水镇柳树村12号" in shown
    assert not InfoRequest.objects.exists()
    response = wang.sends()
    assert response["Location"] == "/follow/receipt/"
    made = InfoRequest.objects.get()
    assert (made.state, made.channel, made.received_on, made.number) == ("to_confirm", "internet", None, "")
    assert made.description == WHAT["description"] and made.way == "post"
    assert made.applicant.words["name"] == "王秀英" and made.applicant.words["id_number"] == NUMBER
    assert made.query_code in wang.reads("/follow/receipt/")


def test_the_receipt_says_what_comes_next_and_hides_the_number(wang: Visitor) -> None:
    wang.applies()
    page = wang.reads("/follow/receipt/")
    assert "双方确认之日为收到申请之日" in page and "20 个工作日" in page
    assert NUMBER not in page and "110***********0054" in page and "王**" in page
    pdf = wang.client.get("/follow/receipt.pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert NUMBER.encode() not in pdf.content


def test_a_form_sent_twice_makes_one_application_with_the_same_receipt(wang: Visitor) -> None:
    wang.writes_all()
    page = wang.client.get(wang.at("check")).content.decode()
    given = {"token": token(page), "answer": answer(page)}
    first, second = wang.writes("check", **given), wang.writes("check", **given)
    assert first["Location"] == second["Location"] == "/follow/receipt/"
    assert InfoRequest.objects.count() == 1


def test_who_goes_on_after_sending_begins_a_new_application(wang: Visitor) -> None:
    wang.applies()
    assert wang.client.get(wang.at("check"))["Location"] == wang.at("what")
    wang.applies()
    assert InfoRequest.objects.count() == 2


def test_no_page_can_be_reached_before_those_before_it(wang: Visitor) -> None:
    for step in ("suggestions", "who", "identity", "contact", "how", "check"):
        assert wang.client.get(wang.at(step))["Location"] == wang.at("what")
    assert wang.client.get(wang.at("unknown")).status_code == 404


@pytest.mark.parametrize(
    ("step", "fields", "says"),
    [
        ("what", {**WHAT, "description": " "}, "请写明您需要什么信息"),
        ("who", {"kind": "president"}, "选择"),
        ("identity", {**PERSON, "name": ""}, "请填写姓名"),
        ("identity", {**PERSON, "id_number": "110101199003070055"}, "校验码"),
        ("identity", {**PERSON, "id_number": "11010119900307005"}, "应为 18 位，这里有 17 位"),
        ("identity", {**PERSON, "id_number": "110101199013070055"}, "出生日期"),
        ("identity", {**PERSON, "id_kind": "护照", "id_number": "E1"}, "4 至 30 位"),
        ("contact", {"mobile": "", "email": ""}, "至少填一项"),
        ("contact", {"mobile": "王家", "email": ""}, "只写数字"),
        ("contact", {"mobile": "", "email": "wang@"}, "不是正确的电子邮箱"),
        ("how", {**HOW, "address": ""}, "请填写邮寄地址"),
        ("how", {**HOW, "way": "email"}, "形式请选"),
        ("how", {**HOW, "form": "email", "way": "email"}, "没有填电子邮箱"),
        ("how", {**HOW, "form": "inspection"}, "自行领取"),
        ("how", {**HOW, "way": "fax"}, "请填写传真号码"),
        ("how", {**HOW, "postcode": "12"}, "6 位数字"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(
    wang: Visitor, step: str, fields: dict[str, str], says: str
) -> None:
    wang.writes_all()
    response = wang.writes(step, **fields)
    page = response.content.decode()
    assert response.status_code == 200 and says in page and 'id="error-summary"' in page
    for value in fields.values():
        assert value.strip() in page


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"id_number": "11010119900307 0054"}, NUMBER),
        ({"id_number": "１１０１０１１９９００３０７００５４"}, NUMBER),
        ({"id_kind": "护照", "id_number": "e12345678"}, "E12345678"),
    ],
)
def test_a_number_is_kept_as_it_stands_on_the_document(wang: Visitor, fields: dict[str, str], kept: str) -> None:
    wang.applies(**fields)
    assert InfoRequest.objects.get().applicant.words["id_number"] == kept


def test_an_organisation_says_its_kind_and_its_credit_code(wang: Visitor) -> None:
    code = CREDIT[:17] + identifiers.credit_end(CREDIT[:17])
    wang.writes("what", **WHAT)
    wang.writes("suggestions")
    wang.writes("who", kind="legal_service")
    given = {"name": "清水律师事务所", "credit_code": code[:17] + "?", "representative": "张力", "contact": "刘青"}
    assert "请对照营业执照" in wang.writes("identity", **given).content.decode()
    wang.writes("identity", **{**given, "credit_code": code.lower()})
    wang.writes("contact", **CONTACT)
    wang.writes("how", **HOW)
    wang.sends()
    made = InfoRequest.objects.get()
    assert made.applicant.kind == "legal_service" and made.applicant.words["credit_code"] == code
    assert made.applicant.words["contact"] == "刘青"


def test_a_change_of_kind_asks_for_the_identity_again(wang: Visitor) -> None:
    wang.writes_all()
    wang.client.post(wang.at("who") + "?from=check", {"kind": "business"})
    assert wang.client.get(wang.at("check"))["Location"] == wang.at("identity")


def test_a_change_from_the_last_page_leads_back_to_it(wang: Visitor) -> None:
    wang.writes_all()
    response = wang.client.post(wang.at("what") + "?from=check", {**WHAT, "description": "2022年的低保名册样式"})
    assert response["Location"] == wang.at("check")
    assert "2022年的低保名册样式" in wang.reads(wang.at("check"))


def test_items_like_what_is_described_are_shown_on_a_page_of_their_own(cast: Cast, wang: Visitor) -> None:
    like = released(cast, "清水镇2023年低保资金发放情况公示")
    released(cast, "清水镇防汛应急预案")
    wang.writes("what", **WHAT)
    page = wang.reads(wang.at("suggestions"))
    assert like.title in page and "防汛应急预案" not in page and "不是我要的，继续申请" in page
    assert wang.writes("suggestions")["Location"] == wang.at("who")


def test_where_nothing_is_like_it_the_page_says_so(wang: Visitor) -> None:
    wang.writes("what", **WHAT)
    assert "没有找到" in wang.reads(wang.at("suggestions"))


def test_a_photograph_of_the_document_is_drawn_anew_and_kept_encrypted(wang: Visitor) -> None:
    wang.writes_all()
    picture = photograph(comment=b"GPS 30.5,114.3")
    wang.writes("identity", **PERSON, document=SimpleUploadedFile("身份证.jpg", picture))
    wang.sends()
    kept = IdentityFile.objects.get()
    lies = files.path("identity", kept.hash).read_bytes()
    again = b"".join(sealing.read_sealed(kept.hash))
    assert kept.kind == "jpg" and not lies.startswith(b"\xff\xd8") and again.startswith(b"\xff\xd8")
    assert b"GPS" not in again and b"GPS" not in lies


def test_a_document_uploaded_with_a_wrong_field_is_not_asked_for_again(wang: Visitor) -> None:
    wang.writes_all()
    picture = SimpleUploadedFile("身份证.png", photograph("PNG"))
    page = wang.writes("identity", **{**PERSON, "name": ""}, document=picture).content.decode()
    assert "请填写姓名" in page and "身份证明已收到" in page
    wang.writes("identity", **PERSON)
    wang.sends()
    assert IdentityFile.objects.count() == 1


def test_an_uploaded_document_can_be_taken_back(wang: Visitor) -> None:
    wang.writes_all()
    wang.writes("identity", **PERSON, document=SimpleUploadedFile("a.jpg", photograph()))
    assert "删去已上传的身份证明" in wang.reads(wang.at("identity"))
    wang.writes("identity", **PERSON, without_document="on")
    wang.sends()
    assert not IdentityFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("身份证.jpg", b"MZ\x90\x00" + bytes(200), "程序"),
        ("身份证.jpg", b"<html><script>alert(1)</script>", "网页"),
        ("身份证.txt", "王秀英".encode(), "请传照片"),
        ("身份证.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "打不开"),
        ("身份证.pdf", b"%PDF-1.4\n" + bytes(100), "没有收下"),
        ("身份证.png", photograph(), "与文件名不符"),
        ("身份证.jpg", b"\xff\xd8\xff" + bytes(10_000_001), "10 MB"),
    ],
)
def test_a_hostile_document_is_refused_with_what_to_do(wang: Visitor, name: str, content: bytes, says: str) -> None:
    wang.writes_all()
    page = wang.writes("identity", **PERSON, document=SimpleUploadedFile(name, content)).content.decode()
    assert says in page and "王秀英" in page
    wang.sends()
    assert not IdentityFile.objects.exists()


@pytest.mark.parametrize(
    ("rule", "asks", "passes"), [("optional", True, True), ("required", True, False), ("off", False, True)]
)
def test_the_site_says_whether_a_document_is_wanted(
    wang: Visitor, settings: Any, rule: str, asks: bool, passes: bool
) -> None:
    arrange(settings, identity_document=rule)
    wang.writes("what", **WHAT)
    wang.writes("suggestions")
    wang.writes("who", kind="natural_person")
    assert ("身份证明的照片" in wang.reads(wang.at("identity"))) is asks
    assert (wang.writes("identity", **PERSON).status_code == 302) is passes


def test_what_was_typed_lies_encrypted_in_the_session_and_goes_after_two_hours(wang: Visitor, monkeypatch: Any) -> None:
    wang.writes_all()
    kept = str(dict(wang.client.session))
    assert "王秀英" not in kept and NUMBER not in kept and "低保" not in kept
    later = timezone.now() + unsent.LASTS + timedelta(seconds=1)
    monkeypatch.setattr(unsent.timezone, "now", lambda: later)
    assert wang.client.get(wang.at("check"))["Location"] == wang.at("what")


def test_what_was_typed_can_be_cleared(wang: Visitor) -> None:
    wang.writes_all()
    wang.client.post(f"/agencies/{wang.agency.pk}/apply/start/")
    assert wang.client.get(wang.at("check"))["Location"] == wang.at("what")


def test_pages_with_what_was_typed_are_not_stored_by_browsers(wang: Visitor) -> None:
    wang.writes_all()
    for step in applying.STEPS:
        assert "no-store" in wang.client.get(wang.at(step))["Cache-Control"]
    wang.sends()
    for address in ("/follow/receipt/", "/follow/receipt.pdf", "/follow/case/", "/follow/"):
        assert "no-store" in wang.client.get(address)["Cache-Control"]


def test_nothing_of_the_applicant_stands_in_the_journal_the_steps_or_an_address(wang: Visitor) -> None:
    wang.writes_all(title="王秀英的低保资金", description="我叫王秀英，电话13900000000，要2023年低保发放标准")
    responses = [wang.sends()]
    made = InfoRequest.objects.get()
    written = [str(list(Entry.objects.values())), str(list(Step.objects.values())), made.title]
    written += [response["Location"] for response in responses]
    for words in ("王秀英", NUMBER, "13900000000", "柳树村"):
        assert not [text for text in written if words in text]


def test_another_agencys_pages_know_nothing_of_it(cast: Cast, wang: Visitor) -> None:
    wang.writes_all()
    assert wang.client.get(f"/agencies/{cast.other_town.pk}/apply/check/")["Location"].endswith("/what/")


def test_an_agency_that_closed_the_channel_takes_nothing_online(cast: Cast, wang: Visitor) -> None:
    wang.writes_all()
    RequestChannel.objects.create(agency=cast.town, channel="internet", is_open=False)
    assert wang.client.get(wang.at("what")).status_code == 404
    page = wang.reads(f"/agencies/{cast.town.pk}/apply/")
    assert "没有开通在线申请" in page and "当面提交" in page


def arrange(settings: Any, **values: Any) -> None:
    """The site with some settings changed."""
    from gongkai.site.configuration import Configuration

    settings.GONGKAI = Configuration({**settings.GONGKAI.values, **values})


def test_a_question_in_words_is_asked_after_some_applications_from_one_address(wang: Visitor, settings: Any) -> None:
    arrange(settings, question_after=1)
    settled = timezone.now() - applying.QUICKEST
    for number in range(2):
        wang.writes_all()
        began(wang, settled)
        assert ("等于几" in wang.reads(wang.at("check"))) is bool(number)
        wang.sends()
    assert InfoRequest.objects.count() == 2


def began(wang: Visitor, at: Any) -> None:
    """As if the application had been begun at a moment."""
    session = wang.client.session
    kept = session["applications"][str(wang.agency.pk)]
    import base64

    found = sealing.unseal(base64.b64decode(kept["sealed"])) | {"began_at": at.isoformat()}
    session["applications"] = {str(wang.agency.pk): {**kept, "sealed": base64.b64encode(sealing.seal(found)).decode()}}
    session.save()


def test_who_is_quicker_than_people_or_fills_the_hidden_field_is_asked(wang: Visitor) -> None:
    wang.writes_all()
    assert "等于几" in wang.reads(wang.at("check"))
    began(wang, timezone.now() - applying.QUICKEST)
    assert "等于几" not in wang.reads(wang.at("check"))
    page = wang.sends(website="https://spam.example").content.decode()
    assert "等于几" in page and not InfoRequest.objects.exists()


def test_a_wrong_answer_brings_a_new_question_and_keeps_what_was_typed(wang: Visitor, settings: Any) -> None:
    arrange(settings, question_after=0)
    wang.writes_all()
    page = wang.sends(answer="一百").content.decode()
    assert "答案不对" in page and "王秀英" in page and not InfoRequest.objects.exists()
    right = answer(page)
    assert wang.writes("check", token=token(page), answer=right)["Location"] == "/follow/receipt/"


def test_an_answer_counts_once(wang: Visitor, settings: Any) -> None:
    arrange(settings, question_after=0)
    wang.writes_all()
    page = wang.client.get(wang.at("check")).content.decode()
    right = answer(page)
    wang.writes("check", token=token(page), answer=right)
    wang.writes_all()
    assert "答案不对" in wang.writes("check", token="other", answer=right).content.decode()


@pytest.mark.parametrize("setting", ["applications_an_hour", "applications_a_day", "applications_of_one"])
def test_a_flood_is_stopped_and_what_was_typed_stays(wang: Visitor, settings: Any, setting: str) -> None:
    arrange(settings, **{setting: 2})
    assert [wang.applies().status_code for _ in range(2)] == [302, 302]
    response = wang.applies()
    assert response.status_code == 429 and "王秀英" in response.content.decode()
    assert "当面提交和邮寄不受限制" in response.content.decode()
    assert InfoRequest.objects.count() == 2 and Attempt.objects.count() == 4


def test_one_persons_flood_holds_up_nobody_else(cast: Cast, wang: Visitor, settings: Any) -> None:
    arrange(settings, applications_of_one=1)
    wang.applies()
    other = Visitor(cast.town)
    assert (
        other.applies(id_number="11010119900307003" + identifiers.identity_end("11010119900307003")).status_code == 302
    )


def test_who_tried_is_kept_as_a_hash_and_for_a_day(wang: Visitor) -> None:
    from gongkai.portal import jobs

    wang.applies()
    assert "127.0.0.1" not in str(list(Attempt.objects.values())) and NUMBER not in str(list(Attempt.objects.values()))
    assert jobs.forget_attempts(timezone.now() + timedelta(hours=23)) == 0
    assert jobs.forget_attempts(timezone.now() + timedelta(hours=25)) == 2


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_form_on_paper_can_be_downloaded(wang: Visitor, kind: str, begins: bytes) -> None:
    response = wang.client.get(f"/agencies/{wang.agency.pk}/apply/form.{kind}")
    assert response.content.startswith(begins)
    assert "统一社会信用代码" in wang.reads(f"/agencies/{wang.agency.pk}/apply/paper/")


def test_a_flood_of_documents_is_stopped_before_anything_is_sent(wang: Visitor, monkeypatch: Any) -> None:
    monkeypatch.setattr(applying, "MOST_DOCUMENTS", 2)
    wang.writes_all()

    def upload() -> str:
        picture = SimpleUploadedFile("身份证.jpg", photograph())
        return str(wang.writes("identity", **{**PERSON, "name": ""}, document=picture).content.decode())

    assert ["没有收下" in upload() for _ in range(3)] == [False, False, True]
