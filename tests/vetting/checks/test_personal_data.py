"""The checks for numbers and addresses of persons, in everything that the public will read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.vetting import Attached
from gongkai.vetting.html import marked, text_of
from tests.vetting.drafts import SOUND, but, found, saying
from tests.vetting.test_identifiers import CARDS, CREDIT_CODES, IDENTITIES

IDENTITY = "11010519491231002X"
CARD = "6222020200112230129"
PERSONAL = ("personal_identity", "bank_card", "mobile_number", "mail_address")


def test_a_sound_item_has_nothing_personal():
    assert [rule for rule in PERSONAL if found(SOUND, rule)] == []


@pytest.mark.parametrize(
    "written",
    [
        IDENTITY,
        IDENTITY.lower(),
        "110105 19491231 002X",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "1101051949123 1002 X",
    ],
)
def test_an_identity_number_is_found_and_its_place_marked(written):
    draft = saying("低保对象公示", f"王某，身份证号{written}，享受低保。")
    [finding] = found(draft, "personal_identity")
    assert (finding.severity, finding.quote) == ("error", written)
    start, end = map(int, finding.place.removeprefix("body:").split("-"))
    assert text_of(draft.body_html)[start:end] == written
    assert f'id="finding-0" data-rule="personal_identity">{written}</mark>' in marked(draft.body_html, [finding])


def test_an_identity_number_over_two_lines_is_found():
    [finding] = found(saying("身份证号110105", "19491231002X"), "personal_identity")
    assert finding.quote == "110105\n19491231002X"


def test_the_sentence_never_repeats_a_number():
    draft = saying(f"{IDENTITY} {CARD} 13800138000 330102900101123")
    for finding in (*found(draft, "personal_identity"), *found(draft, "bank_card"), *found(draft, "mobile_number")):
        assert finding.quote
        assert finding.quote[:6] not in finding.message
        assert finding.quote[:6] not in str(finding.facts)


@pytest.mark.parametrize(
    "harmless",
    [
        "110105********002X",
        "**************002X",
        "11010519491231****",
        "统一社会信用代码11341702486344515H",
        "索引号：11341702486344515H/202110-00013",
        "浙政发〔2024〕12号",
        "流水号110105194912310021",
        "编号20240308110105194912310",
        "1101051949123100",
    ],
)
def test_numbers_that_are_no_residents_are_left_alone(harmless):
    assert found(saying(harmless), "personal_identity") == []


@given(CREDIT_CODES)
def test_a_credit_code_that_is_named_is_never_taken_for_a_persons(code):
    assert found(saying(f"统一社会信用代码：{code}"), "personal_identity") == []


@given(IDENTITIES)
def test_every_valid_number_is_found_wherever_it_stands(number):
    draft = but(
        title=f"关于{number}的公告",
        summary=f"对象{number}",
        body_html=f"<table><tr><td>1</td><td>{number}</td><td>13</td></tr></table>",
        attachments=(Attached(f"{number}.pdf", "pdf", f"名单\n{number}"),),
    )
    places = sorted(finding.place.split(":")[0] for finding in found(draft, "personal_identity"))
    assert places == ["attachment", "attachment", "body", "summary", "title"]


def test_a_mistyped_number_is_told_where_the_text_speaks_of_identity_cards():
    [finding] = found(saying("身份证号110105194912310021"), "personal_identity")
    assert finding.severity == "warning"
    assert found(saying("流水号110105194912310021"), "personal_identity") == []


def test_an_old_number_is_a_warning():
    [finding] = found(saying("证号330102900101123。"), "personal_identity")
    assert (finding.severity, finding.quote) == ("warning", "330102900101123")
    assert found(saying("注册号330102000012345"), "personal_identity") == []


def test_a_list_attached_is_one_finding_with_its_count_and_first_place():
    text = "第一页\f" + "\n".join(f"{name}\t{IDENTITY}" for name in "甲乙丙") + "\f"
    [finding] = found(but(attachments=(Attached("名单.pdf", "pdf", text),)), "personal_identity")
    assert finding.place == "attachment:名单.pdf"
    assert finding.facts == {"count": 3}
    assert "3 处" in finding.message
    assert "首处在第2页" in finding.message


def test_a_change_in_a_long_list_changes_what_is_quoted():
    def quote(count):
        text = "\n".join(f"1380013{number:04}" for number in range(count))
        [finding] = found(but(attachments=(Attached("表.xlsx", "xlsx", text),)), "mobile_number")
        return finding.quote

    assert quote(2) != quote(3)
    assert quote(21) != quote(22)


def test_findings_of_a_body_are_told_one_by_one_up_to_a_bound():
    draft = saying(*[f"电话138{number:08}" for number in range(260)])
    findings = found(draft, "mobile_number")
    assert len(findings) == 201
    assert findings[-1].facts == {"count": 60}


@pytest.mark.parametrize(
    "written", [CARD, "6222 0202 0011 2230 129", "622202 0200112230129", "6222-0202-0011-2230-129"]
)
def test_a_bank_card_is_found_however_it_is_grouped(written):
    [finding] = found(saying(f"一卡通账号：{written}"), "bank_card")
    assert (finding.severity, finding.quote) == ("error", written)


@given(CARDS)
def test_every_card_is_found(number):
    assert found(saying(f"卡号{number}。"), "bank_card") or found(saying(f"{number}"), "personal_identity")


@pytest.mark.parametrize(
    "harmless",
    [
        "6222020200112230120",
        "**** **** **** 0123",
        "1202020209900123456",
        "项目代码2403-330102-04-01-123456",
        "6 2 2 2 0 2 0 2 0 0 1 1 2 2 3 0 1 2 9",
        "4111111111111111",
    ],
)
def test_other_long_numbers_are_no_cards(harmless):
    assert found(saying(f"编号{harmless}"), "bank_card") == []


def test_other_issuers_are_known_where_the_text_names_an_account():
    assert found(saying("开户银行：某行，账号4111111111111111"), "bank_card")


def test_an_identity_number_is_not_told_again_as_a_card():
    number = "620102199001010257"
    draft = saying(number)
    assert len(found(draft, "personal_identity")) == 1
    assert found(draft, "bank_card") == []


def test_a_mobile_number_is_a_warning_and_a_landline_nothing():
    [finding] = found(saying("联系人：王某，13800138000；办公电话：0571-88888888"), "mobile_number")
    assert (finding.severity, finding.quote) == ("warning", "13800138000")


def test_an_address_of_the_government_is_no_persons():
    [finding] = found(saying("邮箱：wang@example.com，xxgk@baishi.gov.cn"), "mail_address")
    assert (finding.severity, finding.quote) == ("note", "wang@example.com")


@given(st.text("0123456789 -Xx*\n单电", max_size=60))
def test_no_text_is_too_odd(text):
    for rule in PERSONAL:
        found(saying(text), rule)
