"""Every letter says what its records say, the same in Word and PDF; what is fixed cannot be changed from outside."""

import io
import re
from datetime import date

import pypdfium2
import pytest
from docx import Document

from gongkai.errors import Refused
from gongkai.law.outcomes import OUTCOMES
from gongkai.request.letters import content, facts, kinds, making, rendering
from gongkai.request.models import LetterSetting, LetterWording
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases, letters

PLACE = re.compile(r"\{(\w+)\}")
EVERY = pytest.mark.parametrize("kind", list(kinds.kinds()))


def plain(text: str) -> str:
    return "".join(text.split())


def read_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    pages = []
    for page in document:
        text = (
            page.get_textpage().get_text_bounded().replace("\ufffe", "-").replace("\x02", "-")
        )  # at the end of a line
        lines = text.splitlines()
        pages += [line for line in lines if not (line.strip().startswith("—") and line.strip().endswith("—"))]
    return "\n".join(pages)


def read_word(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    lines = []
    for child in document.element.body.iterchildren():
        lines += [node.text or "" for node in child.iter() if node.tag.endswith("}t")]
    return "\n".join(lines)


@EVERY
def test_every_kind_of_letter_reads_the_same_in_word_and_pdf_with_all_its_places_filled(kind: str, cast: Cast) -> None:
    made = letters.made(kind, cast)
    made.number = "清水公开〔2024〕1号-告"
    found = making.of(made, today=TODAY)
    assert "{" not in found.text
    assert "[" not in found.text
    assert plain(read_word(rendering.docx(found))) == plain(found.text)
    assert plain(read_pdf(rendering.pdf(found))) == plain(found.text)


def test_every_outcome_has_its_letter_and_every_reply_its_deciding_part() -> None:
    for outcome in OUTCOMES.values():
        kind = kinds.by_code("closing_notice" if outcome.group == "otherwise_closed" else f"reply.{outcome.code}")
        assert [part.key for part in kind.stands(outcome.code) if part.only and part.key == outcome.code]


def test_every_place_of_the_templates_has_a_name_and_no_other_has_one() -> None:
    used = {name for kind in kinds.kinds().values() for part in kind.parts for name in PLACE.findall(part.text)}
    assert used | facts.ALWAYS == set(facts.LABELS)


@EVERY
def test_a_letter_lacks_nothing_silently(kind: str, cast: Cast) -> None:
    given = letters.GIVEN.get(kind, {})
    for name in given:
        made = letters.made(kind, cast, words={name: ""})
        if name == "how":  # it stands in the agency's own part
            continue
        with pytest.raises(Refused, match="缺少"):
            making.of(made, today=TODAY)


@pytest.mark.parametrize("code", [code for code in OUTCOMES if not code.startswith("otherwise_closed")])
def test_a_reply_names_its_articles_its_remedies_and_who_hears_them(code: str, cast: Cast) -> None:
    LetterSetting.objects.create(agency=cast.town, court="柳河县人民法院")
    text = making.of(letters.made(f"reply.{code}", cast), today=TODAY).text
    assert all(cite in text for cite in OUTCOMES[code].cites)
    assert "柳河县人民政府申请行政复议" in text
    assert "柳河县人民法院" in text


@pytest.mark.parametrize(
    ("on", "says", "never"),
    [
        (date(2023, 12, 31), "也可以自收到本答复之日起6个月内", "应当先申请行政复议"),
        (date(2024, 1, 1), "应当先申请行政复议", "6个月内"),
        (date(2015, 5, 1), "6个月内", "3个月内"),
        (date(2015, 4, 30), "3个月内", "6个月内"),
    ],
)
def test_the_remedies_are_those_of_the_day_of_the_reply(on: date, says: str, never: str, cast: Cast) -> None:
    text = making.of(letters.made("reply.refused.internal_affairs", cast, today=on), today=on).text
    assert says in text
    assert never not in text


def test_a_granted_reply_may_go_straight_to_court(cast: Cast) -> None:
    text = making.of(letters.made("reply.granted.provided", cast), today=TODAY).text
    assert "也可以自收到本答复之日起6个月内" in text
    assert "应当先" not in text


@pytest.mark.parametrize(
    "kind",
    ["registration_receipt", "amendment_notice", "extension_notice", "explanation_notice", "fee_notice"],
)
def test_letters_on_procedure_carry_no_remedies(kind: str, cast: Cast) -> None:
    assert "行政复议" not in making.of(letters.made(kind, cast), today=TODAY).text


def test_what_is_sent_for_a_fixed_part_changes_nothing(cast: Cast) -> None:
    words = {part.key: "不得复议" for part in kinds.by_code("reply.granted.provided").parts if not part.own}
    words |= {"cites": "无", "provided": "无", "court": "无", "agency": "无"}
    honest = making.of(letters.made("reply.granted.provided", cast), today=TODAY)
    forged = making.of(letters.made("reply.granted.provided", cast, words=words), today=TODAY)
    assert "不得复议" not in forged.text
    assert plain(forged.text).replace("〔2024〕2号", "〔2024〕1号") == plain(honest.text)


def test_an_officers_own_words_stand_as_written(cast: Cast) -> None:
    words = {"contact": "{court} [x] *粗* $1+1$ #set text\n## 第二行 <b>"}
    found = making.of(letters.made("amendment_notice", cast, words=words), today=TODAY)
    texts = [block.text for block in found.blocks if isinstance(block, content.Line)]
    assert texts[-2:] == ["{court} [x] *粗* $1+1$ #set text", "## 第二行 <b>"]
    assert plain(read_pdf(rendering.pdf(found))) == plain(found.text)
    assert plain(read_word(rendering.docx(found))) == plain(found.text)


def test_an_agency_words_its_own_parts_and_nothing_else(cast: Cast) -> None:
    LetterWording.objects.create(agency=cast.town, kind="amendment_notice", part="contact", text="请找{office}。")
    LetterWording.objects.create(agency=cast.town, kind="amendment_notice", part="term", text="想什么时候补都行。")
    text = making.of(letters.made("amendment_notice", cast), today=TODAY).text
    assert "请找清水镇党政综合办公室。" in text
    assert "想什么时候" not in text
    assert "视为放弃申请" in text


def test_a_form_begins_with_the_agencys_wording_filled_in(cast: Cast) -> None:
    about = letters.about_of("amendment_notice", cast)
    found = making.prewording(about["info_request"], "amendment_notice", by=cast.chen, today=TODAY)
    assert list(found) == ["contact"]
    assert "0990-1234567" in found["contact"]


def test_a_third_partys_letter_does_not_say_who_applied(cast: Cast) -> None:
    for kind in ("third_party_inquiry", "third_party_confirmation", "third_party_disclosure_notice"):
        found = making.of(letters.made(kind, cast), today=TODAY)
        assert found.addressee == ("" if kind == "third_party_confirmation" else "柳树村种植合作社")
        assert "王秀英" not in found.text
        assert "990121198001010017" not in found.text


def test_the_form_to_answer_on_goes_with_the_letter_that_asks_a_third_party(cast: Cast) -> None:
    letter = letters.made("third_party_inquiry", cast)
    assert making.of(letter, today=TODAY).enclosures == ("政府信息公开征求意见确认函",)
    form = making.form_of(letter)
    assert form is not None
    assert "柳树村种植合作社2023年补贴申报材料中的经营数据" in form.text
    assert "王秀英" not in form.text
    assert making.form_of(letters.made("amendment_notice", cast)) is None


def test_a_person_and_a_firm_are_spoken_to_differently(cast: Cast) -> None:
    person, firm = cases.case(cast.town), cases.case(cast.town, kind="business", words={"name": "青禾公司"})
    given = {"words": {"party": "第三方"}, "by": cast.chen, "today": TODAY}
    assert "您申请公开" in making.preview(person, "applicant_consulting_notice", **given).text  # type: ignore[arg-type]
    told = making.preview(firm, "applicant_consulting_notice", **given)  # type: ignore[arg-type]
    assert "贵单位申请公开" in told.text
    assert told.addressee == "青禾公司"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("清水镇人民政府", "清水公开"),
        ("柳河县人民政府", "柳河公开"),
        ("柳河县民政局", "柳河县民政局公开"),
        ("水镇", "水镇公开"),
    ],
)
def test_the_word_of_a_number_comes_from_the_agencys_name(name: str, expected: str, cast: Cast) -> None:
    cast.town.name = name
    assert facts.word(cast.town) == expected


def test_the_township_is_reconsidered_by_its_county_and_whoever_the_agency_names_goes_before(cast: Cast) -> None:
    assert facts.reconsideration_agency(cast.town) == "柳河县人民政府"
    assert facts.reconsideration_agency(cast.county, "市级人民政府") == "市级人民政府"
    LetterSetting.objects.create(agency=cast.other_town, reconsideration_agency="柳河新区管理委员会")
    assert facts.reconsideration_agency(cast.other_town) == "柳河新区管理委员会"


def test_words_in_a_sentence_lose_their_stop_and_words_at_its_end_get_one() -> None:
    places = {"reason": "需要查阅档案。", "where": "镇政府网站"}
    refuse = {"missing": lambda name: name}
    assert making._told("因{reason}，不能答复。", places, **refuse) == "因需要查阅档案，不能答复。"
    assert making._told("获取的途径：{where}", places, **refuse) == "获取的途径：镇政府网站。"
    assert making._told("[{reason}]", places, **refuse) == "需要查阅档案。"
    assert making._told("> 途径：{where}", places, **refuse) == "> 途径：镇政府网站"


@pytest.mark.parametrize(
    "written", ["𠀀𪚥", "😀", "\ue000", "上一行\x0b下一行", "\x1f\ufffe", "#eval($x$) <w:br/> ]]>"]
)
def test_a_letter_is_drawn_whatever_characters_somebody_wrote(written: str, cast: Cast) -> None:
    info_request = cases.case(cast.town, handler=cast.chen, words={"name": f"王{written}"}, description=written)
    words = {"what": written, "why": "没有写明年度", "until": date(2024, 5, 27)}
    drawn = making.preview(info_request, "amendment_notice", by=cast.chen, today=TODAY, words=words)
    assert rendering.pdf(drawn).startswith(b"%PDF")
    assert plain("".join(each for each in written if each.isprintable())) in plain(read_word(rendering.docx(drawn)))
